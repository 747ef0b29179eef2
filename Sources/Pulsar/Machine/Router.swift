// Router: which partition a message goes to. Messages of a key always go to the same one, by the hash that the official Java
// client uses unless told otherwise (`JavaStringHash`), so that both put a key into the same partition.

enum Router {
    /// The partition, of `count`, at least 1, for messages with `key`.
    static func partition(for key: String, of count: Int) -> Int {
        Int(javaHash(key) & UInt32(Int32.max)) % max(count, 1)
    }

    /// `String.hashCode` of Java: 31ⁿ⁻¹·u₀ + … + uₙ₋₁ over the UTF-16 units, modulo 2³².
    static func javaHash(_ text: String) -> UInt32 {
        text.utf16.reduce(0) { $0 &* 31 &+ UInt32($1) }
    }
}

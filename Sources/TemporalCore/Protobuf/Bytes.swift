// Bytes: what the wire is made of. An owner and a range of it, so that a payload can stay a slice of the buffer it was
// received in. Slicing shares the owner; `copied()` is how a long-lived holder lets go of a large one.
import Glibc

/// An immutable run of bytes that shares its storage with the slices taken of it.
///
/// Slicing is O(1) and keeps the whole storage alive; whoever keeps a slice for long calls ``copied()``.
public struct Bytes: Sendable, Hashable, RandomAccessCollection {
    @usableFromInline
    final class Storage: Sendable {
        // A constant after `init`: no one writes through it, and `deinit` runs when no slice is left.
        @usableFromInline nonisolated(unsafe) let base: UnsafeMutableRawPointer

        @usableFromInline
        init(capacity: Int) {
            base = .allocate(byteCount: Swift.max(capacity, 1), alignment: 1)
        }

        deinit { base.deallocate() }
    }

    @usableFromInline let storage: Storage?
    @usableFromInline let lower: Int
    /// The number of bytes.
    public let count: Int

    @usableFromInline
    init(storage: Storage?, lower: Int, count: Int) {
        self.storage = storage
        self.lower = lower
        self.count = count
    }

    /// No bytes; holds no storage.
    @inlinable
    public init() {
        self.init(storage: nil, lower: 0, count: 0)
    }

    /// A copy of `buffer`.
    @inlinable
    public init(copying buffer: UnsafeRawBufferPointer) {
        guard let source = buffer.baseAddress, buffer.count > 0 else {
            self.init()
            return
        }
        let storage = Storage(capacity: buffer.count)
        storage.base.copyMemory(from: source, byteCount: buffer.count)
        self.init(storage: storage, lower: 0, count: buffer.count)
    }

    /// A copy of `bytes`.
    @inlinable
    public init(_ bytes: some Sequence<UInt8>) {
        if let copy = bytes.withContiguousStorageIfAvailable({ Bytes(copying: UnsafeRawBufferPointer($0)) }) {
            self = copy
        } else {
            self = Array(bytes).withUnsafeBytes { Bytes(copying: $0) }
        }
    }

    /// The UTF-8 encoding of `string`.
    @inlinable
    public init(utf8 string: String) {
        self.init(string.utf8)
    }

    /// Storage of `capacity` bytes that `fill` writes; `fill` returns how many of them it wrote, and no more count.
    @inlinable
    public init<Failure: Error>(
        capacity: Int, initializedBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        let capacity = Swift.max(capacity, 0)
        let storage = Storage(capacity: capacity)
        let written = try fill(UnsafeMutableRawBufferPointer(start: storage.base, count: capacity))
        self.init(storage: storage, lower: 0, count: Swift.min(Swift.max(written, 0), capacity))
    }

    /// Calls `body` with the bytes; the pointer is valid only inside `body`.
    @inlinable
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let storage else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return try body(UnsafeRawBufferPointer(start: storage.base + lower, count: count))
    }

    /// The same bytes in storage of their own, so that the larger storage they were cut from can go.
    @inlinable
    public func copied() -> Bytes {
        withUnsafeBytes { Bytes(copying: $0) }
    }

    /// The bytes as text, or nil where they are not valid UTF-8.
    @inlinable
    public var utf8String: String? {
        withUnsafeBytes { String(validatingUTF8: $0) }
    }

    /// Always 0.
    @inlinable public var startIndex: Int { 0 }

    /// The number of bytes.
    @inlinable public var endIndex: Int { count }

    /// The byte at `position`; out of range is a programming error, as with `Array`.
    @inlinable
    public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < count, "Bytes index out of range")
        return withUnsafeBytes { $0[position] }
    }

    /// The bytes of `bounds`, sharing storage with these. O(1).
    @inlinable
    public subscript(bounds: Range<Int>) -> Bytes {
        precondition(bounds.lowerBound >= 0 && bounds.upperBound <= count, "Bytes range out of bounds")
        return Bytes(storage: bounds.isEmpty ? nil : storage, lower: lower + bounds.lowerBound, count: bounds.count)
    }

    /// Calls `body` with the bytes; always available.
    @inlinable
    public func withContiguousStorageIfAvailable<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R? {
        try withUnsafeBytes { try $0.withMemoryRebound(to: UInt8.self) { try body($0) } }
    }

    /// Whether both hold the same bytes, wherever they are stored.
    @inlinable
    public static func == (a: Bytes, b: Bytes) -> Bool {
        a.count == b.count && a.withUnsafeBytes { a in b.withUnsafeBytes { b in a.elementsEqual(b) } }
    }

    /// Feeds the bytes to `hasher`.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension String {
    /// The text that `buffer` holds, or nil where it is not UTF-8.
    // `String(validating:as:)` goes through unspecialised generics, which costs more than decoding a short text twice over;
    // decoding with repair is fast, and has changed nothing exactly where the bytes were valid.
    @usableFromInline
    init?(validatingUTF8 buffer: UnsafeRawBufferPointer) {
        let repaired = buffer.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
        let isUnchanged = repaired.utf8.withContiguousStorageIfAvailable { utf8 in
            guard utf8.count == buffer.count else { return false }
            guard let a = utf8.baseAddress, let b = buffer.baseAddress else { return true }
            return memcmp(a, b, buffer.count) == 0
        }
        guard isUnchanged == true else { return nil }
        self = repaired
    }
}

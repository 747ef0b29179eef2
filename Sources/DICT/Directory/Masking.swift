// What may stand in a log of what may not: enough to tell two apart, too little to know somebody by.

/// Hides personal data.
enum Masking {
    /// `text` with a third hidden at either end: `****447****`.
    static func middle(of text: String) -> String {
        let hidden = (text.count + 1) / 3
        guard text.count > 2 * hidden else { return String(repeating: "*", count: text.count) }
        let stars = String(repeating: "*", count: hidden)
        return stars + text.dropFirst(hidden).dropLast(hidden) + stars
    }

    /// An address whose name is hidden but for its first letter: `m***@example.com`.
    static func email(_ text: String) -> String {
        guard let at = text.firstIndex(of: "@"), let first = text.first, first != "@" else { return "***" }
        return "\(first)***\(text[at...])"
    }
}

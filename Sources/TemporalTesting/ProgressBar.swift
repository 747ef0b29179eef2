// How far a long command is, for whoever watches it.

import Foundation
import Glibc

/// A line on standard error that says how far a command is, where that is a terminal; nothing elsewhere.
struct ProgressBar {
    private static let width = 24
    private static let longestLabel = 40

    private let total: Int
    private var begun = 0
    private let isShown = isatty(STDERR_FILENO) == 1

    init(total: Int) {
        self.total = total
    }

    /// Shows that the next of all begins.
    mutating func begin(_ label: String) {
        begun += 1
        guard isShown else { return }
        let filled = Self.width * (begun - 1) / max(total, 1)
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        write("\r\u{1B}[K[\(bar)] \(begun)/\(total) \(label.suffix(Self.longestLabel))")
    }

    /// Takes the line away.
    func clear() {
        if isShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

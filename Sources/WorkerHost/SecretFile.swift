// A secret in a file, which may be another one later: what hands out tokens replaces the file before the token in it expires.

import Foundation
import Synchronization

/// A file that holds a secret.
public final class SecretFile: Sendable {
    private let path: String
    private let last: Mutex<String>

    /// The file at `path`, of which `text` was read before.
    public init(_ path: String, last text: String) {
        self.path = path
        last = Mutex(text)
    }

    /// What the file holds now; what it held before where it cannot be read, or is empty, as in the middle of being replaced.
    public var text: String {
        last.withLock { last in
            if let text = Self.text(path), !text.isEmpty { last = text }
            return last
        }
    }

    /// What the file at `path` holds, without the line break at its end; nil where it cannot be read.
    static func text(_ path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.last?.isNewline == true ? String(text.dropLast()) : text
    }
}

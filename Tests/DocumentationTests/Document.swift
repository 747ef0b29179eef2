// A Markdown file of this repository, and what in it can be checked: Swift blocks, links, and commands.

import Foundation
import TestSupport

/// A Markdown file.
struct Document: Sendable, CustomStringConvertible {
    /// Its path in the repository.
    let path: String
    let text: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    init(path: String) throws {
        self.init(path: path, text: try String(contentsOfFile: Repository.path(path), encoding: .utf8))
    }

    /// README.md and everything in docs/.
    static var all: [Document] {
        get throws {
            let manager = FileManager.default
            let docs = manager.enumerator(atPath: Repository.path("docs"))?.compactMap { $0 as? String } ?? []
            let paths = docs.filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
            return try (["README.md"] + paths.sorted()).map { try Document(path: $0) }
        }
    }

    var description: String { path }

    /// A block of Swift, and the file that it says it comes from.
    struct Snippet {
        var line: Int
        var file: String?
        var code: [String]
    }

    /// The Swift blocks. The line above a block's fence names its file: `<!-- file: Sources/X.swift -->`.
    var snippets: [Snippet] {
        var snippets: [Snippet] = []
        var open: Snippet?
        var before = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if open != nil {
                if line.hasPrefix("```") {
                    open.map { snippets.append($0) }
                    open = nil
                } else {
                    open?.code.append(String(line))
                }
            } else if line.hasPrefix("```swift") {
                let file = before.wholeMatch(of: /<!-- file: (\S+) -->/).map { String($0.1) }
                open = Snippet(line: index + 1, file: file, code: [])
            }
            before = String(line)
        }
        return snippets
    }

    /// What is wrong with the Swift blocks: one names no file, or does not stand in it word for word.
    var snippetMistakes: [String] {
        snippets.compactMap { snippet in
            guard let file = snippet.file else { return "\(path):\(snippet.line) does not say which file it is from" }
            guard let source = try? String(contentsOfFile: Repository.path(file), encoding: .utf8) else {
                return "\(path):\(snippet.line) is from \(file), which is not there"
            }
            let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let code = withoutIndentation(snippet.code)
            let stands = lines.indices.contains { start in
                start + code.count <= lines.count
                    && withoutIndentation(Array(lines[start..<start + code.count])) == code
            }
            return stands ? nil : "\(path):\(snippet.line) does not stand in \(file) word for word"
        }
    }

    /// The links to files of this repository that are not there.
    var deadLinks: [String] {
        let folder = (path as NSString).deletingLastPathComponent
        return text.matches(of: /\]\(([^)#\s]+)[^)]*\)/).compactMap { match in
            let link = String(match.1)
            guard !link.contains("://") else { return nil }
            let target = (folder as NSString).appendingPathComponent(link)
            return FileManager.default.fileExists(atPath: Repository.path(target)) ? nil : link
        }
    }

    /// The targets of `make` that the text names as code.
    var makeTargets: Set<String> {
        Set(text.matches(of: /(?:`|^)make ([a-z][a-z-]*)/.anchorsMatchLineEndings()).map { String($0.1) })
    }
}

/// The lines without the indentation that all of them have.
private func withoutIndentation(_ lines: [String]) -> [String] {
    let depths = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }
    let depth = depths.min() ?? 0
    return lines.map { String($0.dropFirst(depth)) }
}

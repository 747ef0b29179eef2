// The scan: which types are workflows, and what in them a replay would not do again in the same way.

/// Something in a workflow that may come out differently on replay.
public struct Finding: Equatable, Sendable, CustomStringConvertible {
    /// The file, as it was given.
    public let path: String
    /// The line, counting from 1.
    public let line: Int
    /// The column in bytes, counting from 1.
    public let column: Int
    /// What is wrong and what to do instead.
    public let message: String

    /// In the form of the compiler's warnings.
    public var description: String { "\(path):\(line):\(column): warning: \(message)" }
}

/// Finds what is not deterministic in the workflows of some files.
public struct DeterminismLint {
    private var files: [SourceFile] = []

    /// No files yet.
    public init() {}

    /// Adds the file at `path`, whose text is `text`. Extensions are matched with the types of all files.
    public mutating func add(path: String, text: String) {
        files.append(SourceFile(path: path, text: text))
    }

    /// What is found, file by file from top to bottom.
    public var findings: [Finding] {
        let workflows = types(of: ["Workflow", "DynamicWorkflow"])
        let activities = types(of: ["Activity", "BlockingActivity", "DynamicActivity"])
        let types = Set(files.flatMap(\.bodies).filter { $0.kind != "extension" }.map(\.name))
        let ownNames = OwnNames(of: files)
        return files.flatMap { file in
            let bodies = file.bodies.filter { workflows.contains($0.name) }
            // A workflow inside of another is looked at once.
            let outermost = bodies.filter { body in
                !bodies.contains { $0.range != body.range && $0.range.contains(body.range.lowerBound) }
            }
            let apart = file.bodies.filter { activities.contains($0.name) }
            return outermost.flatMap { findings(in: $0, of: file, types: types, ownNames: ownNames, activities: apart) }
        }
    }

    /// The names of types that conform to one of the library's `protocols`, also through protocols of these files.
    private func types(of protocols: Set<String>) -> Set<String> {
        let bodies = files.flatMap(\.bodies)
        var protocols = protocols
        while true {
            let inheriting = bodies.filter { $0.kind == "protocol" && !protocols.isDisjoint(with: $0.inherited) }
            let known = protocols.count
            protocols.formUnion(inheriting.map { $0.name.split(separator: ".").last.map(String.init) ?? $0.name })
            if protocols.count == known { break }
        }
        return Set(bodies.filter { $0.kind != "protocol" && !protocols.isDisjoint(with: $0.inherited) }.map(\.name))
    }

    /// - Parameter activities: the activities of the file, which may do in a workflow's type what it must not.
    private func findings(
        in body: TypeBody, of file: SourceFile, types: Set<String>, ownNames: OwnNames, activities: [TypeBody]
    ) -> [Finding] {
        let unordered = UnorderedValues(in: body, of: file, all: files)
        return body.range.compactMap { index in
            let token = file.tokens[index]
            guard token.kind == .identifier, !file.allowedLines.contains(token.line),
                !activities.contains(where: { $0.range.contains(index) }),
                let message = Rules.problem(at: index, of: file, ownNames) ?? unordered.problem(at: index),
                !isType(token.text, of: types, at: index, in: file)
            else { return nil }
            return Finding(path: file.path, line: token.line, column: token.column, message: message)
        }
    }

    /// Whether `name` at `index` means one of `types`: a type of the author's own that has the name of another.
    private func isType(_ name: String, of types: Set<String>, at index: Int, in file: SourceFile) -> Bool {
        if types.contains(name) { return true }
        return file.bodies.contains { outer in
            guard outer.range.contains(index) else { return false }
            var scope = outer.name.split(separator: ".")
            while !scope.isEmpty {
                if types.contains(scope.joined(separator: ".") + "." + name) { return true }
                scope.removeLast()
            }
            return false
        }
    }
}

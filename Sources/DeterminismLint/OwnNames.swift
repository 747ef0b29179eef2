// The names that the author's own code gives to functions, variables, parameters and cases: what has the name of one of C's functions
// is then another, where it can be seen.

/// The names of all files that may be called.
///
/// There is no type checker here, so that some calls of C's functions are not seen rather than others taken for them:
/// - where a function of any type has the name, in any of the files,
/// - where a variable of a class, of a protocol or of an extension of another module's type has it, which may be inherited,
/// - where a local variable has it that ends before its block does, as those of `if let`, `for` and `case let`.
struct OwnNames {
    private var everywhere: Set<String> = []
    /// For the name of a type, those of its variables and cases.
    private var members: [String: Set<String>] = [:]

    /// Gathers those of `files`.
    init(of files: [SourceFile]) {
        let closed = files.flatMap(\.bodies).filter { ["actor", "enum", "struct"].contains($0.kind) }
        let types = Set(closed.map(\.name))
        for file in files {
            for index in file.tokens.indices where file.tokens[index].isWord("func") {
                if let name = file[index + 1], name.kind == .identifier { everywhere.insert(name.text) }
            }
            for declaration in file.declarations {
                if let body = file.bodies.first(where: { $0.range == declaration.scope }), types.contains(body.name) {
                    members[body.name, default: []].insert(declaration.name)
                } else if declaration.isMember {
                    everywhere.insert(declaration.name)
                }
            }
        }
    }

    /// Whether the name at `index` of `file`, called without another before it, is the author's own.
    func contain(nameAt index: Int, of file: SourceFile) -> Bool {
        let name = file.tokens[index].text
        if everywhere.contains(name) { return true }
        if file.declarations.contains(where: { $0.name == name && $0.scope.contains(index) }) { return true }
        return file.bodies.contains { body in
            // `extension Shop.Door` sees what `Shop` has, too.
            body.range.contains(index)
                && members.contains { type, names in
                    names.contains(name) && (body.name == type || body.name.hasPrefix(type + "."))
                }
        }
    }
}

/// A variable, a parameter or a case.
struct Declaration {
    let name: String
    /// The tokens that can see it: those of the block around it, or of its function.
    let scope: Range<Int>
    /// Whether code outside of `scope` may see it: it is a type's, or nobody's.
    let isMember: Bool
}

extension SourceFile {
    /// The variables, parameters and cases of the file.
    func findDeclarations() -> [Declaration] {
        let types = Dictionary(bodies.map { ($0.range, $0.kind) }, uniquingKeysWith: { first, _ in first })
        var found: [Declaration] = []
        var blocks = [tokens.indices]
        for index in tokens.indices {
            while blocks.count > 1, let block = blocks.last, block.upperBound <= index { blocks.removeLast() }
            let block = blocks[blocks.count - 1]
            let isMember = blocks.count == 1 || types[block] != nil
            switch tokens[index].text {
            case "{" where tokens[index].kind == .sign:
                guard let end = closings[index] else { continue }
                blocks.append((index + 1)..<end)
                let names = closureParameters(at: index)
                found += names.map { Declaration(name: $0, scope: (index + 1)..<end, isMember: false) }
            case "let", "var", "for":
                let names = names(declaredAt: index)
                found += names.map { Declaration(name: $0, scope: block, isMember: isMember) }
            case "case" where types[block] == "enum":
                let names = names(declaredAt: index)
                found += names.map { Declaration(name: $0, scope: block, isMember: isMember) }
            case "func", "init", "subscript":
                found += parameters(at: index).map { Declaration(name: $0.name, scope: $0.scope, isMember: false) }
            default: break
            }
        }
        return found
    }

    /// The names that `let`, `var`, `for` or an enumeration's `case` at `index` declares.
    private func names(declaredAt index: Int) -> [String] {
        let isCase = tokens[index].isWord("case")
        var names: [String] = []
        var isPattern = true
        var place = index + 1
        // It ends with its line, unless a comma says that it goes on.
        while let token = self[place],
            place == index + 1 || token.line == tokens[place - 1].line || tokens[place - 1].isSign(",")
        {
            if token.isWord("in") || token.kind == .sign && [";", ")", "]", "}"].contains(token.text) { break }
            if token.isSign("=") || token.isSign(":") {
                // The label of an argument declares nothing.
                if place == index + 1 { return [] }
                isPattern = false
            }
            if token.isSign(",") { isPattern = true }
            let end = closings[place] ?? place
            if isPattern, isCase {
                if token.kind == .identifier { names.append(token.text) }
            } else if isPattern, !token.isSign("{") {
                names += self.names(in: place...end)
            }
            place = end + 1
        }
        return names
    }

    /// The names of the parameters, and what else stands in front of `in`, of the closure whose brace is at `index`.
    private func closureParameters(at index: Int) -> [String] {
        var place = index + 1
        let signs = ["(", "[", ",", ":", ".", "?", "!", "&", "@", "<", ">", "->"]
        while let token = self[place] {
            if token.isWord("in") { return names(in: index...place) }
            // A loop has an `in` as well.
            guard token.kind == .identifier ? token.text != "for" : signs.contains(token.text) else { return [] }
            place = (closings[place] ?? place) + 1
        }
        return []
    }

    /// The words of `range` that are neither called nor members.
    private func names(in range: ClosedRange<Int>) -> [String] {
        range.filter {
            tokens[$0].kind == .identifier && self[$0 + 1]?.isSign("(") != true && self[$0 - 1]?.isSign(".") != true
        }.map { tokens[$0].text }
    }
}

// A file's tokens, which bracket closes which, and the bodies of its types.

/// A file as the rules see it.
struct SourceFile {
    let path: String
    let tokens: [Token]
    let allowedLines: Set<Int>
    /// For the position of each opening bracket that is closed, that of the closing one.
    let closings: [Int: Int]
    /// For each token, the position of the brace that ends the innermost block around it.
    let blockEnds: [Int]
    private(set) var bodies: [TypeBody] = []
    private(set) var declarations: [Declaration] = []

    /// Reads `text`, the file at `path`.
    init(path: String, text: String) {
        let tokenizer = Tokenizer(text)
        self.path = path
        tokens = tokenizer.tokens
        allowedLines = tokenizer.allowedLines
        closings = Self.closings(of: tokenizer.tokens)
        blockEnds = Self.blockEnds(of: tokenizer.tokens, closings)
        bodies = findBodies()
        declarations = findDeclarations()
    }

    /// The token at `index`, if there is one.
    subscript(_ index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    private static func closings(of tokens: [Token]) -> [Int: Int] {
        let pairs = ["(": ")", "[": "]", "{": "}"]
        var open: [(index: Int, closing: String)] = []
        var closings: [Int: Int] = [:]
        for (index, token) in tokens.enumerated() where token.kind == .sign {
            if let closing = pairs[token.text] {
                open.append((index, closing))
            } else if let last = open.last, last.closing == token.text {
                closings[last.index] = index
                open.removeLast()
            }
        }
        return closings
    }

    private static func blockEnds(of tokens: [Token], _ closings: [Int: Int]) -> [Int] {
        var open: [Int] = []
        return tokens.indices.map { index in
            if open.last == index { open.removeLast() }
            let end = open.last ?? tokens.count
            if tokens[index].isSign("{"), let closing = closings[index] { open.append(closing) }
            return end
        }
    }

    private func findBodies() -> [TypeBody] {
        var found: [TypeBody] = []
        for index in tokens.indices {
            guard tokens[index].kind == .identifier, TypeBody.keywords.contains(tokens[index].text),
                self[index - 1]?.isSign(".") != true, let body = body(declaredAt: index)
            else { continue }
            let outer = found.last { $0.range.contains(index) }
            var named = body
            if let outer { named.name = "\(outer.name).\(body.name)" }
            found.append(named)
        }
        return found
    }

    private func body(declaredAt keyword: Int) -> TypeBody? {
        var index = keyword + 1
        var name: [String] = []
        while let token = self[index], token.kind == .identifier, !TypeBody.noNames.contains(token.text) {
            name.append(token.text)
            index += 1
            guard self[index]?.isSign(".") == true else { break }
            index += 1
        }
        guard !name.isEmpty else { return nil }
        var inherited: [String] = []
        var isInherited = false
        var depth = 0
        while let token = self[index] {
            switch token.text {
            case "{" where token.kind == .sign:
                guard let end = closings[index] else { return nil }
                return TypeBody(
                    kind: tokens[keyword].text, name: name.joined(separator: "."), inherited: inherited,
                    range: (index + 1)..<max(index + 1, end))
            case "<": depth += 1
            case ">": depth -= 1
            case ":" where depth == 0: isInherited = true
            case "where": isInherited = false
            // Not a declaration after all, such as `some class` in a comment's absence.
            case ";", "}", "=", ")": return nil
            default: if isInherited, depth == 0, token.kind == .identifier { inherited.append(token.text) }
            }
            index += 1
        }
        return nil
    }
}

/// The body of a type, a protocol or an extension.
struct TypeBody {
    static let keywords: Set<String> = ["actor", "class", "struct", "enum", "extension", "protocol"]
    /// What may stand after `class` where it declares no type.
    static let noNames: Set<String> = ["func", "var", "let", "subscript", "override", "final"]

    let kind: String
    /// With the names of the types around it, as `Shop.OrderWorkflow`.
    var name: String
    /// The words of its inheritance clause.
    let inherited: [String]
    /// Its tokens, without the braces.
    let range: Range<Int>
}

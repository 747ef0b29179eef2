// Sets and dictionaries, whose order differs in every process: where they are declared, and where their order is used. It goes by
// what is written, for there is no type checker here: a type, a literal or a maker at the declaration.

/// The sets and dictionaries that a workflow's code names.
struct UnorderedValues {
    /// A name, where it means this declaration, and whether that is a set or a dictionary.
    private struct Declaration {
        let name: String
        let scope: Range<Int>
        let isUnordered: Bool
    }

    /// What gives a set or a dictionary again.
    private static let unordered: Set<String> = [
        "keys", "values", "filter", "mapValues", "compactMapValues", "union", "subtracting", "intersection",
        "symmetricDifference", "merging",
    ]
    /// What gives a sequence whose order is that of the collection, and that has the same elements in any order.
    private static let permuted: Set<String> = ["map", "compactMap", "flatMap", "lazy"]
    /// What depends on the collection's order in another way.
    private static let ordered: Set<String> = [
        "forEach", "reduce", "first", "enumerated", "joined", "prefix", "suffix", "dropFirst", "dropLast", "popFirst",
        "removeFirst", "makeIterator", "randomElement", "shuffled",
    ]
    /// What is the same for the same elements in any order.
    private static let settled: Set<String> = ["count", "isEmpty", "contains", "allSatisfy"]

    private let file: SourceFile
    private var declarations: [Declaration] = []
    private var properties: Set<String> = []

    /// The values that code in `body` of `file` may name: its own, and the properties that the type's other bodies declare.
    init(in body: TypeBody, of file: SourceFile, all files: [SourceFile]) {
        self.file = file
        for other in files {
            for part in other.bodies where part.name == body.name {
                for index in part.range where other.blockEnds[index] == part.range.upperBound {
                    if let (name, isUnordered) = other.variable(at: index), isUnordered { properties.insert(name) }
                }
            }
        }
        for index in body.range {
            for (name, isUnordered, scope) in file.parameters(at: index) {
                declarations.append(Declaration(name: name, scope: scope, isUnordered: isUnordered))
            }
            guard file.blockEnds[index] != body.range.upperBound, let (name, isUnordered) = file.variable(at: index)
            else {
                continue
            }
            declarations.append(
                Declaration(name: name, scope: index..<file.blockEnds[index], isUnordered: isUnordered))
        }
    }

    /// What is wrong with the name at `index`; nil where its order is not used or it has one.
    func problem(at index: Int) -> String? {
        guard let name = file[index]?.text, isUnordered(name, at: index) else { return nil }
        let start = file[index - 1]?.isSign(".") == true ? index - 2 : index
        var end = file.end(ofMembers: Self.unordered, from: index + 1)
        let isLoop = file.isLoopedOver(from: start, to: end)
        var isOrdered = isLoop
        if file[start - 2]?.isWord("Array") == true, file[start - 1]?.isSign("(") == true,
            file[end]?.isSign(")") == true
        {
            isOrdered = true
            end += 1
        }
        let permuted = file.end(ofMembers: Self.permuted.union(Self.unordered), from: end)
        isOrdered = isOrdered || permuted > end
        if !isLoop {
            let member = file[permuted]?.isSign(".") == true ? file[permuted + 1]?.text ?? "" : ""
            if Self.settled.contains(member) || file.isSorted(at: permuted + 1) || file.isSum(at: permuted + 1)
                || file.isMadeASet(from: start, to: permuted)
            {
                return nil
            }
            isOrdered = isOrdered || Self.ordered.contains(member)
        }
        guard isOrdered else { return nil }
        return
            "\(name) is a Set or Dictionary, whose order differs on replay: go through `\(name).sorted()`, or keep an array"
    }

    private func isUnordered(_ name: String, at index: Int) -> Bool {
        let before = file[index - 1]
        if before?.isSign(".") == true {
            // What handlers call the workflow that they are given.
            let owner = file[index - 2]?.text ?? ""
            return ["self", "workflow", "$0"].contains(owner) && properties.contains(name)
        }
        // The last that began is the innermost.
        if let local = declarations.last(where: {
            $0.name == name && $0.scope.contains(index) && $0.scope.lowerBound < index
        }) {
            return local.isUnordered
        }
        return properties.contains(name)
    }
}

extension SourceFile {
    /// The name that `let` or `var` at `index` declares, and whether a set or dictionary is what is written there.
    fileprivate func variable(at index: Int) -> (name: String, isUnordered: Bool)? {
        guard let token = self[index], let name = self[index + 1], name.kind == .identifier else { return nil }
        // A loop's variable is none of these, whatever else has its name.
        if token.isWord("for"), self[index + 2]?.isWord("in") == true { return (name.text, false) }
        guard token.isWord("let") || token.isWord("var") else { return nil }
        if self[index + 2]?.isSign(":") == true { return (name.text, isUnorderedType(at: index + 3)) }
        return (name.text, self[index + 2]?.isSign("=") == true && isUnorderedType(at: index + 3))
    }

    /// The parameters of the function, the maker or the subscript at `index`, and its block, where they are known.
    func parameters(at index: Int) -> [(name: String, isUnordered: Bool, scope: Range<Int>)] {
        guard let token = self[index], token.isWord("func") || token.isWord("init") || token.isWord("subscript"),
            self[index - 1]?.isSign(".") != true,
            let opening = (index..<index + 40).first(where: { self[$0]?.isSign("(") == true }),
            let end = closings[opening],
            let block = (end..<end + 60).first(where: { self[$0]?.isSign("{") == true }), let blockEnd = closings[block]
        else { return [] }
        var parameters: [(String, Bool, Range<Int>)] = []
        var place = opening + 1
        while place < end {
            if let name = self[place], name.kind == .identifier, self[place + 1]?.isSign(":") == true {
                parameters.append((name.text, isUnorderedType(at: place + 2), block..<blockEnd))
            }
            place = (closings[place] ?? place) + 1
        }
        return parameters
    }

    /// Whether the type or the expression at `index` is a set or a dictionary, as far as it is written out.
    private func isUnorderedType(at index: Int) -> Bool {
        guard let token = self[index] else { return false }
        var end = index + 1
        if token.isWord("Set") || token.isWord("Dictionary") {
            if self[end]?.isSign("<") == true { return !isAskedForMore(from: end) }
            guard self[end]?.isSign("(") == true else { return false }
        } else {
            guard isDictionaryLiteral(at: index), let closing = closings[index] else { return false }
            end = closing + 1
        }
        return !isAskedForMore(from: end)
    }

    /// Whether, behind generic arguments and the parentheses of a call, a member follows: then it is that member's type that counts.
    private func isAskedForMore(from index: Int) -> Bool {
        var place = index
        var depth = 0
        while let token = self[place], depth > 0 || token.isSign("<") {
            depth += token.isSign("<") ? 1 : token.isSign(">") ? -1 : 0
            place += 1
        }
        if self[place]?.isSign("(") == true, let closing = closings[place] { place = closing + 1 }
        return self[place]?.isSign(".") == true
            || self[place]?.isSign("[") == true && tokens[place].line == tokens[place - 1].line
    }

    /// Whether brackets with a colon begin at `index`: a dictionary, or the type of one.
    private func isDictionaryLiteral(at index: Int) -> Bool {
        guard self[index]?.isSign("[") == true, let end = closings[index] else { return false }
        var place = index + 1
        while place < end {
            if self[place]?.isSign("?") == true { return false }
            if self[place]?.isSign(":") == true { return true }
            place = (closings[place] ?? place) + 1
        }
        return false
    }

    /// Where the chain of `members` ends that begins at `index`, with the arguments that they are called with.
    fileprivate func end(ofMembers members: Set<String>, from index: Int) -> Int {
        var end = index
        while self[end]?.isSign(".") == true, let member = self[end + 1]?.text, members.contains(member) {
            end += 2
            // The brace behind a call's parentheses may be that of a loop.
            if self[end]?.isSign("(") == true || self[end]?.isSign("{") == true && !["keys", "values"].contains(member)
            {
                end = (closings[end] ?? end) + 1
            }
        }
        return end
    }

    /// Whether what stands from `start` to `end` is all that a set or a dictionary is made of.
    fileprivate func isMadeASet(from start: Int, to end: Int) -> Bool {
        guard self[end]?.isSign(")") == true else { return false }
        if self[start - 1]?.isSign("(") == true { return self[start - 2]?.isWord("Set") == true }
        return self[start - 1]?.isSign(":") == true && self[start - 2]?.isWord("uniqueKeysWithValues") == true
    }

    /// Whether `sorted`, `min` or `max` at `index` compares the elements themselves: where something of theirs is compared, equal ones stay
    /// in the order in which they were.
    fileprivate func isSorted(at index: Int) -> Bool {
        guard let member = self[index]?.text, ["sorted", "min", "max"].contains(member),
            self[index + 1]?.isSign("(") == true
        else { return false }
        if self[index + 2]?.isSign(")") == true { return true }
        return self[index + 2]?.isWord("by") == true && ["<", ">"].contains(self[index + 4]?.text ?? "")
            && self[index + 5]?.isSign(")") == true
    }

    /// Whether `reduce` at `index` adds whole numbers up, whose order is all the same.
    fileprivate func isSum(at index: Int) -> Bool {
        self[index]?.isWord("reduce") == true && self[index + 2]?.kind == .number
            && self[index + 2]?.text.contains(".") == false && self[index + 3]?.isSign(",") == true
            && self[index + 4]?.isSign("+") == true && self[index + 5]?.isSign(")") == true
    }

    /// Whether `for … in` goes over what stands from `start` to `end`.
    fileprivate func isLoopedOver(from start: Int, to end: Int) -> Bool {
        guard self[start - 1]?.isWord("in") == true, let next = self[end] else { return false }
        // Not the `in` of a closure, whose parameters are in braces.
        guard next.isSign("{") || next.isWord("where") else { return false }
        return true
    }
}

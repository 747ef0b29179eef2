// The state of a workflow's actor as text, to see whether a query or a validator has changed it.

/// What the actor's properties held, and what they hold, deeply.
struct WorkflowState {
    /// More of a large state is not looked at.
    private static let most = 100_000

    private let text: String

    /// The state of `workflow`, read on the run's thread, where nothing else touches it.
    init(of workflow: any Actor) {
        var text = ""
        dump(workflow, to: &text, maxItems: Self.most)
        self.text = text
    }

    /// The first line in which `self` and `later` differ, of both; nil where there is none.
    func firstDifference(from later: WorkflowState) -> (before: String, after: String)? {
        guard text != later.text else { return nil }
        let before = text.split(separator: "\n", omittingEmptySubsequences: false)
        let after = later.text.split(separator: "\n", omittingEmptySubsequences: false)
        let index = zip(before, after).prefix { $0 == $1 }.count
        func line(_ lines: [Substring]) -> String {
            index < lines.count ? String(lines[index].drop { " -▿".contains($0) }) : "nothing"
        }
        return (line(before), line(after))
    }
}

/// A query or a validator changed the workflow's state, which history does not know of: a replay would go another way.
struct StateChangedError: Error, CustomStringConvertible {
    let handler: String
    let difference: (before: String, after: String)

    var description: String {
        """
        \(handler) changed the workflow's state, which it must leave alone, for no replay runs it again: \
        "\(difference.before)" became "\(difference.after)"
        """
    }
}

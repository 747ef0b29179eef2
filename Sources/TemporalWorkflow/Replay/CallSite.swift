// Where the author's code asked for a command.

/// The place of a call in the author's code. It becomes text only when a report shows it.
struct CallSite: Sendable {
    private let fileID: StaticString
    private let line: UInt32

    /// What `#fileID` and `#line` say where the author calls.
    init(_ fileID: StaticString, _ line: UInt) {
        self.fileID = fileID
        self.line = UInt32(clamping: line)
    }

    /// Module, file and line, such as `Shop/OrderWorkflow.swift:31`.
    var text: String { "\(fileID):\(line)" }
}

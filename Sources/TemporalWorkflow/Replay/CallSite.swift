// Where the author's code asked for a command.

/// The place of a call in the author's code. It becomes text only when a report shows it.
package struct CallSite: Sendable {
    private let fileID: StaticString
    private let line: UInt32

    /// What `#fileID` and `#line` say where the author calls.
    init(_ fileID: StaticString, _ line: UInt) {
        self.fileID = fileID
        self.line = UInt32(clamping: line)
    }

    /// Module and file, such as `Shop/OrderWorkflow.swift`.
    var file: String { "\(fileID)" }

    /// The line, counted from 1.
    var lineNumber: Int { Int(line) }

    /// Module, file and line, such as `Shop/OrderWorkflow.swift:31`.
    var text: String { "\(fileID):\(line)" }
}

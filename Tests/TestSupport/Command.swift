// A command: a process that is run to its end, with everything it wrote.
import Foundation

/// What a command that has ended left behind.
public struct CommandResult: Sendable {
    /// The command as it was given.
    public let arguments: [String]
    /// Its exit status.
    public let status: Int32
    /// All of its standard output.
    public let output: String
    /// All of its standard error.
    public let errors: String

    /// Itself if the command exited with 0; otherwise this throws what it wrote.
    @discardableResult
    public func succeeded() throws -> CommandResult {
        if status == 0 { return self }
        throw Peer.Failure(
            description:
                "\(arguments.joined(separator: " ")) exited with \(status): \(errors.suffix(4000))\(output.suffix(4000))"
        )
    }

    /// Standard output, parsed as JSON.
    public func json() throws -> Any {
        try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }

    /// What stands at `path` in the JSON of standard output, as text; a path is member names and array indices joined by
    /// full stops. Nil if there is nothing, or if it is an object or an array.
    public func text(at path: String) throws -> String? {
        var value = try json()
        for step in path.split(separator: ".") {
            if let object = value as? [String: Any], let member = object[String(step)] {
                value = member
            } else if let array = value as? [Any], let index = Int(step), array.indices.contains(index) {
                value = array[index]
            } else {
                return nil
            }
        }
        switch value {
        case let text as String: return text
        case let number as NSNumber: return number.description
        default: return nil
        }
    }
}

/// Runs `arguments[0]`, looked up on the path, with the rest as its arguments, `environment` added to this one's, and `input`
/// as its standard input. Kills it and throws if it takes longer than `limit`.
public func runCommand(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    within limit: Duration = .seconds(60)
) async throws -> CommandResult {
    let pipe = try Peer.pipe()
    let errors = PeerOutput()
    errors.read(from: pipe.reading)
    let writing = FileHandle(fileDescriptor: pipe.writing, closeOnDealloc: true)
    let peer = try Peer(arguments, environment: environment, standardError: writing)
    try writing.close()
    if !input.isEmpty { try await peer.write(Data(input.utf8), within: limit) }
    try peer.closeInput()
    let output = try await peer.output(within: limit)
    let status = try await peer.exit(within: limit)
    // A grandchild may hold standard error open for longer than anyone wants to wait.
    try? await eventually(within: .seconds(1)) { errors.isClosed }
    return CommandResult(arguments: arguments, status: status, output: output, errors: errors.takeAll())
}

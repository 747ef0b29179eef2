// Where a history is that is still to be read.

import Foundation
import TemporalCore

/// A history in a file or on a server.
enum StoredHistory: CustomStringConvertible {
    case file(String)
    case run(WorkflowHandle)

    /// The histories at `path`: itself, or those in the folder, in the order of their names.
    static func files(at path: String) throws -> [StoredHistory] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ReplayUsageError("there is no file \(path)")
        }
        if !isFolder.boolValue { return [.file(path)] }
        let names = try FileManager.default.subpathsOfDirectory(atPath: path).filter {
            $0.hasSuffix(".json") || $0.hasSuffix(".bin")
        }
        // A pipeline that replays nothing would be green for ever.
        if names.isEmpty { throw ReplayUsageError("the folder \(path) holds no .json and no .bin") }
        return names.sorted().map { .file("\(path)/\($0)") }
    }

    var description: String {
        switch self {
        case .file(let path): path
        case .run(let handle): "\(handle.id), run \(handle.runID ?? "")"
        }
    }

    /// Reads it. A file is JSON where its name says so or its first character is a brace, with which no binary history begins.
    func read() async throws -> WorkflowHistory {
        switch self {
        case .file(let path):
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            let isJSON = path.hasSuffix(".json") || data.first == UInt8(ascii: "{")
            return isJSON ? try WorkflowHistory(json: Bytes(data)) : try WorkflowHistory(binary: Bytes(data))
        case .run(let handle):
            return try await WorkflowHistory(of: handle)
        }
    }
}

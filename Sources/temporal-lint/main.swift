// `temporal-lint`: what in the workflows of some Swift files is not deterministic, in the form of compiler warnings.

import DeterminismLint
import Foundation
import Glibc

let help = """
    usage: temporal-lint [--strict] PATH ...

    Scans Swift files, and folders of them, for what a workflow must not do because it comes out differently on replay, and says
    what to use instead. Only types that conform to Workflow or DynamicWorkflow are looked at, and their extensions in the same files. A line with the
    comment "temporal-lint: allow" is left alone.

      --strict   something found ends it with 1
    """

func complain(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}

/// The Swift files at `path`; nil where there is nothing.
func swiftFiles(at path: String) -> [String]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if !isFolder.boolValue { return [path] }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") && !$0.hasPrefix(".build/") && !$0.contains("/.build/") }.sorted()
        .map { "\(path)/\($0)" }
}

var paths = Array(CommandLine.arguments.dropFirst())
if paths.contains("--help") || paths.contains("-h") {
    print(help)
    exit(EX_OK)
}
let isStrict = paths.contains("--strict")
paths.removeAll { $0 == "--strict" }
if let unknown = paths.first(where: { $0.hasPrefix("-") }) ?? (paths.isEmpty ? "nothing to scan" : nil) {
    complain("wrong arguments: \(unknown)\n\n\(help)")
    exit(EX_USAGE)
}
var lint = DeterminismLint()
for path in paths {
    guard let files = swiftFiles(at: path) else {
        complain("there is no \(path)")
        exit(EX_USAGE)
    }
    for file in files {
        guard let data = FileManager.default.contents(atPath: file) else {
            complain("\(file) cannot be read")
            exit(EX_NOINPUT)
        }
        lint.add(path: file, text: String(decoding: data, as: UTF8.self))
    }
}
let findings = lint.findings
for finding in findings { print(finding) }
exit(isStrict && !findings.isEmpty ? 1 : EX_OK)

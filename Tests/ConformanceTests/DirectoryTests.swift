// The table of directories is complete, and docs/conformance.md is what it says.

import Foundation
import TestSupport
import Testing

@Suite struct ConformanceTable {
    /// The names of the tests in this folder, as their sources have them.
    private func tests() throws -> [String] {
        let folder = Repository.path("Tests/ConformanceTests")
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
            .flatMap { file in
                let source = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
                return source.matches(of: /@Test\("([a-z_\/]+)"/).map { String($0.1) }
            }
    }

    @Test func `each directory has a test of its name, or a reason for none`() throws {
        let expected = Directories.all.filter { $0.reason == nil }.map(\.name)
        #expect(try tests().sorted() == expected.sorted())
        #expect(Set(Directories.all.map(\.name)).count == Directories.all.count)
    }

    /// `scripts/conformance` names a file with the tests that passed, from which the page is written anew. Elsewhere a test that
    /// fails is seen without it.
    @Test func `the page has each directory, and what came of its test`() throws {
        let page = Repository.path("docs/conformance.md")
        if let file = ProcessInfo.processInfo.environment["CONFORMANCE_PASSED"] {
            let passed = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
            try Directories.page(passed: Set(passed)).write(toFile: page, atomically: true, encoding: .utf8)
        } else {
            let text = try String(contentsOfFile: page, encoding: .utf8)
            #expect(text == Directories.page(passed: Set(try tests())), "scripts/conformance writes it anew")
        }
    }
}

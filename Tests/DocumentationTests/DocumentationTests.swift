// What README.md and docs/ say of the code is true: their Swift is compiled (it stands in files that are), their links lead
// somewhere, their commands and settings exist.

import Foundation
import TestSupport
import Testing

@Suite struct `Documentation` {
    @Test(arguments: try Document.all)
    func `every block of Swift stands in a file that is compiled`(_ document: Document) {
        #expect(document.snippetMistakes.isEmpty)
    }

    @Test(arguments: try Document.all)
    func `every link to a file leads to one`(_ document: Document) {
        #expect(document.deadLinks.isEmpty)
    }

    @Test(arguments: try Document.all)
    func `every make target that is named exists`(_ document: Document) throws {
        let makefile = try String(contentsOfFile: Repository.path("Makefile"), encoding: .utf8)
        let targets = Set(makefile.matches(of: /^([a-z-]+):/.anchorsMatchLineEndings()).map { String($0.1) })
        #expect(document.makeTargets.subtracting(targets).isEmpty)
    }

    @Test(arguments: [
        "Sources/PubSub/Settings.swift", "Sources/WorkerHost/HostSettings.swift",
        "Sources/TemporalCore/Client/ConnectionOptions.swift", "Sources/TemporalCore/Client/TLSEnvironment.swift",
    ])
    func `every setting is explained by README and by the help`(_ file: String) throws {
        let source = try read(file)
        var settings = Set(source.matches(of: /"((?:TEMPORAL|LOG|SHUTDOWN)_[A-Z_]+)"/).map { String($0.1) })
        // What is said of TLS has the same names behind several prefixes.
        settings.formUnion(source.matches(of: /"(_[A-Z_]{2,})"/).map { "TEMPORAL_TLS\($0.1)" })
        #expect(!settings.isEmpty)
        let help = try read("Sources/WorkerCommand/WorkerCommand.swift") + read("Sources/worker/RunCommand.swift")
        for (name, text) in [("README.md", try read("README.md")), ("the help", help)] {
            #expect(settings.filter { !text.contains($0) }.isEmpty, "\(name) says nothing of them")
        }
    }

    private func read(_ file: String) throws -> String {
        try String(contentsOfFile: Repository.path(file), encoding: .utf8)
    }

    @Test func `a block of Swift that is not in its file is found`() {
        let text = """
            <!-- file: Package.swift -->
            ```swift
            import PackageDescription
            ```
            <!-- file: Package.swift -->
            ```swift
            import SomethingElse
            ```
            ```swift
            let fragment = 1
            ```
            [gone](docs/gone.md) [here](README.md)
            """
        let document = Document(path: "made-up.md", text: text)
        #expect(document.snippetMistakes.count == 2)
        #expect(document.deadLinks == ["docs/gone.md"])
    }
}

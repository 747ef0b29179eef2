// `replay` as a program: what it replays, what it says, and its exit codes.

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ReplayCommandTests {
    private func replay(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandResult {
        try await runCommand([Repository.executable("replay")] + arguments, environment: environment)
    }

    @Test func `runs of a server and their files replay, whole and up to every task; a changed one is shown`()
        async throws
    {
        let system = try await System.start()
        #expect(try await system.publish("event.b", id: "1", producer: "producer") == "COMPLETED")
        #expect(try await system.outcome("ConsumerC-event.b-1").first == "COMPLETED")
        let server = ["TEMPORAL_ADDRESS": system.cli.address, "TEMPORAL_NAMESPACE": system.cli.namespace]
        try await eventually { try await replay("--query", "", environment: server).output.hasPrefix("3 histories") }

        let found = try await replay("--prefixes", "--query", "WorkflowType='Producer'", environment: server)
            .succeeded()
        #expect(found.output == "1 history replays, whole and up to their workflow tasks\n")
        #expect(found.errors.isEmpty, "no progress bar where nobody watches")

        let folder = try Repository.scratchFile("histories").appendingPathExtension("folder")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("deep"), withIntermediateDirectories: true)
        let history = try await system.cli.history("producer")
        let file = folder.appendingPathComponent("deep/producer.json")
        try Data(history.utf8).write(to: file)
        try await replay(folder.path).succeeded()
        try await replay("--prefixes", file.path).succeeded()

        // The child is another workflow than the one that the code starts.
        #expect(history.contains(#""Dispatcher""#))
        let changed = folder.appendingPathComponent("changed.json")
        try Data(history.replacing(#""Dispatcher""#, with: #""Elsewhere""#).utf8).write(to: changed)
        let refused = try await replay(folder.path)
        #expect(refused.status == 1)
        #expect(
            refused.output.contains("changed.json: Producer does not replay: [TMPRL1100] Nondeterminism at event 5"))
        #expect(refused.output.contains("--> 5 StartChildWorkflowExecutionInitiated("), "\(refused.output)")
        #expect(refused.output.contains("type: Dispatcher)  PubSubDomainA/Producers.swift:"), "\(refused.output)")
        #expect(refused.output.hasSuffix("1 of 2 histories do not replay, whole\n"))
        try await system.stop()
    }

    @Test(arguments: [
        [], ["--query"], ["--everything"], ["/no/such/file"], ["Sources/replay"],
    ])
    func `wrong arguments are named and end with 64`(arguments: [String]) async throws {
        let arguments = arguments.map { $0.hasPrefix("Sources") ? Repository.path($0) : $0 }
        let result = try await runCommand([Repository.executable("replay")] + arguments)
        #expect(result.status == 64)
        #expect(
            result.errors.contains(arguments.last ?? "nothing to replay") && result.errors.contains("usage: replay"))
        #expect(result.output.isEmpty)
    }

    @Test func `a file that is no history, and one of a workflow that is not known, end with 1`() async throws {
        let file = try Repository.scratchFile("nonsense")
        try Data("{}".utf8).write(to: file)
        let nonsense = try await replay(file.path)
        #expect(nonsense.status == 1 && nonsense.output.contains("this is no workflow history"))
        let unknown = try await replay(Repository.path("Tests/Fixtures/histories/noop.json"))
        #expect(unknown.status == 1 && unknown.output.contains("the type is not registered"))
    }

    @Test func `a terminal shows how far it is`() async throws {
        let spawn = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
        let file = Repository.path("Tests/Fixtures/histories/noop.json")
        let result = try await runCommand(
            [Repository.python, "-c", spawn, Repository.executable("replay"), file, file])
        #expect(result.status == 1)
        #expect(result.output.contains("\r\u{1B}[K[############------------] 2/2 "), "\(result.output)")
    }

    @Test func `a wrong address, a wrong query and help have exit codes of their own`() async throws {
        let bad = try await replay("--query", "", environment: ["TEMPORAL_ADDRESS": "localhost:seven"])
        #expect(bad.status == 64 && bad.errors.contains("TEMPORAL_ADDRESS is 'localhost:seven'"))
        let query = try await replay(
            "--query", "Nonsense = 3 +", environment: ["TEMPORAL_ADDRESS": try await DevServer.shared.address])
        #expect(query.status == 64, "\(query.errors)")
        let nobody = try await replay(
            "--query", "WorkflowType = 'Misspelt'",
            environment: ["TEMPORAL_ADDRESS": try await DevServer.shared.address])
        #expect(nobody.status == 64 && nobody.errors.contains("lists no run"), "\(nobody.errors)")
        let file = Repository.path("Tests/Fixtures/histories/noop.json")
        let fileAlone = try await replay(
            file, "--query", "WorkflowType = 'Misspelt'",
            environment: ["TEMPORAL_ADDRESS": try await DevServer.shared.address])
        #expect(fileAlone.status == 64 && fileAlone.errors.contains("lists no run"), "\(fileAlone.errors)")
        let allowed = try await replay(
            "--query", "WorkflowType = 'Misspelt'", "--allow-none",
            environment: ["TEMPORAL_ADDRESS": try await DevServer.shared.address])
        #expect(allowed.status == 0, "\(allowed.errors)")
        for call in ["ListWorkflowExecutions", "GetWorkflowExecutionHistory"] {
            let server = try await ScriptedServer("--task", "noop", "--fail", "\(call)=PERMISSION_DENIED")
            let refused = try await replay("--query", "", environment: ["TEMPORAL_ADDRESS": server.address])
            #expect(refused.status == 69 && refused.errors.contains("PERMISSION_DENIED"), "\(refused.errors)")
            #expect(refused.output.isEmpty, "a run that could not be read is none that does not replay")
        }
        let gone = try await ScriptedServer("--task", "noop", "--fail", "GetWorkflowExecutionHistory=NOT_FOUND")
        let deleted = try await replay("--query", "", environment: ["TEMPORAL_ADDRESS": gone.address])
        #expect(deleted.status == 64 && deleted.output.contains("the server no longer has it"), "\(deleted)")
        let passed = try await replay("--allow-none", "--query", "", environment: ["TEMPORAL_ADDRESS": gone.address])
        #expect(passed.status == 0 && passed.output.hasSuffix("0 histories replay, whole\n"), "\(passed)")
        let help = try await replay("--help").succeeded()
        #expect(help.output.contains("--prefixes") && help.output.contains("TEMPORAL_NAMESPACE"))
    }
}

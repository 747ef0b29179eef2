// The tests' own servers and commands: they must not lie, and must leave nothing behind.
import Foundation
import TestSupport
import Testing

struct DevServerTests {
    @Test func `the command line starts, describes and lists a workflow on the shared server`() async throws {
        let server = try await DevServer.shared
        let cli = server.cli()
        let id = UUID().uuidString
        let runID = try await cli.start("Nobody", id: id, taskQueue: "nobody", inputs: ["1", #"{"a":"b"}"#])
        let described = try await cli.workflow("describe", id)
        #expect(try described.text(at: "workflowExecutionInfo.execution.runId") == runID)
        #expect(try await cli.status(id) == "RUNNING")
        try await cli.workflow("terminate", id, ["--reason", "test"])
        #expect(try await cli.closed(id, runID: runID) == "TERMINATED")
        #expect(try await cli.history(id).contains("EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED"))
    }

    @Test func `a command that fails throws what the server said`() async throws {
        let cli = try await DevServer.shared.cli()
        let error = await #expect(throws: Peer.Failure.self) { try await cli.workflow("describe", "no-such-workflow") }
        #expect(error?.description.contains("not found") == true, "\(String(describing: error))")
    }

    @Test func `a workflow is started with the search attributes of the tests, in a namespace of its own`() async throws
    {
        let server = try await DevServer.shared
        try await server.cli().createNamespace("elsewhere-\(getpid())")
        try await server.cli(namespace: "elsewhere-\(getpid())").start("Nobody", id: "a", taskQueue: "nobody")
        try await server.cli().start(
            "Nobody", id: UUID().uuidString, taskQueue: "nobody",
            options: ["--search-attribute", #"TestKeyword="x""#, "--search-attribute", "TestInt=7"])
    }

    @Test func `a server with state is killed and comes back on its port with its workflows`() async throws {
        let server = try await DevServer.start(keepsState: true, namespaces: ["extra"])
        let cli = server.cli(namespace: "extra")
        try await cli.start("Nobody", id: "survivor", taskQueue: "nobody")
        let port = server.port
        try await server.kill()
        #expect(try await cli.run(["workflow", "list"]).status != 0)
        try await server.restart()
        #expect(server.port == port)
        #expect(try await cli.status("survivor") == "RUNNING")
    }

    @Test func `two servers at once have two ports`() async throws {
        async let first = DevServer.start()
        async let second = DevServer.start()
        #expect(try await first.port != second.port)
    }

    @Test func `a server whose owner is gone is gone`() async throws {
        let processID = try await DevServer.start().processID
        try await eventually { !Peer.isAlive(processID) }
    }
}

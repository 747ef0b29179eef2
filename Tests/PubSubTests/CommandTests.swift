// The command line: help, settings from `.env`, exit codes and signals.

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct CommandTests {
    @Test(arguments: ["worker", "worker-secondary"])
    func `help names every variable and exits with 0`(name: String) async throws {
        let help = try await runCommand([Repository.executable(name), "--help"]).succeeded().output
        for variable in [
            "TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE", "TEMPORAL_TASK_QUEUE", "TEMPORAL_TASK_QUEUE_SECONDARY",
            "TEMPORAL_API_KEY", "TEMPORAL_TLS ", "TEMPORAL_TLS_SERVER_CA_CERT_PATH", "TEMPORAL_TLS_CLIENT_CERT_PATH",
            "TEMPORAL_TLS_CLIENT_KEY_PATH", "TEMPORAL_TLS_CLIENT_KEY_DATA", "TEMPORAL_TLS_SERVER_NAME", "LOG_LEVEL",
            "TEMPORAL_API_KEY_FILE", "SHUTDOWN_TIMEOUT", ".env",
        ] {
            #expect(help.contains(variable), "\(variable)")
        }
    }

    @Test(arguments: ["localhost:seven", "http://localhost:7233", "localhost/path", "localhost:0", ":7233", "a b"])
    func `an address that is none is named and ends the worker with 64`(address: String) async throws {
        let worker = try WorkerExecutable("worker", environment: ["TEMPORAL_ADDRESS": address])
        #expect(try await worker.peer.exit() == 64)
        #expect(worker.log.contains("TEMPORAL_ADDRESS is '\(address)': expected host:port"))
    }

    @Test(arguments: [
        ("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "/no/such.pem"), ("TEMPORAL_TLS_SERVER_NAME", "no name"),
        ("TEMPORAL_API_KEY", "two\nlines"), ("TEMPORAL_NAMESPACE", "größe"),
        ("TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", "true"),
    ])
    func `what no connection can be made with is named and ends the worker with 64`(name: String, value: String)
        async throws
    {
        for executable in ["worker", "worker-secondary"] {
            let worker = try WorkerExecutable(executable, environment: [name: value])
            #expect(try await worker.peer.exit() == 64)
            #expect(worker.log.contains(name) && worker.log.contains("expected"), "\(worker.log)")
        }
    }

    @Test func `a host that does not exist is told with its default port, and tried again until SIGTERM`() async throws
    {
        let worker = try WorkerExecutable("worker", environment: ["TEMPORAL_ADDRESS": "nonsense.invalid"])
        // Resolvers that get no answer ask several times.
        try await worker.says("the host name nonsense.invalid could not be resolved", within: .seconds(120))
        #expect(worker.log.contains("nonsense.invalid:7233"))
        #expect(try await worker.stop() == 0)
    }

    @Test func `settings come from .env in the working directory`() async throws {
        let server = try await DevServer.shared
        let queue = "dot-env-\(UUID().uuidString)"
        let worker = try WorkerExecutable(
            "worker", dotEnv: "TEMPORAL_ADDRESS=\(server.address)\nTEMPORAL_TASK_QUEUE='\(queue)'\n")
        try await worker.says("Worker started on task queue: \(queue)")
        #expect(try await worker.stop() == 0)

        let bad = try WorkerExecutable("worker", dotEnv: "LOG_LEVEL=loud\n")
        #expect(try await bad.peer.exit() == 64)
        #expect(bad.log.contains("LOG_LEVEL is 'loud'"))
    }

    @Test func `a worker whose log nobody reads any more goes on, and SIGTERM ends it with 0`() async throws {
        let file = try Repository.scratchFile("process-id")
        // `head` ends after the first line; what the worker writes then raises SIGPIPE.
        let pipeline = #"set -o pipefail; { echo $BASHPID >"$1"; exec "$2"; } | head -n 1"#
        let peer = try Peer(
            ["bash", "-c", pipeline, "bash", file.path, Repository.executable("worker")],
            environment: ["TEMPORAL_ADDRESS": "127.0.0.1:\(try FreePort.find())"])
        #expect(try await peer.line().contains("Worker loading from packages"))
        let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let worker = try #require(Int32(text))
        // It has found no server by now, and said so again and again.
        try await Task.sleep(for: .seconds(3))
        #expect(Peer.isAlive(worker))
        kill(worker, SIGTERM)
        #expect(try await peer.exit() == 0)
    }

    @Test func `a namespace that does not exist ends the worker, which names it`() async throws {
        let worker = try WorkerExecutable(
            "worker",
            environment: [
                "TEMPORAL_ADDRESS": try await DevServer.shared.address, "TEMPORAL_NAMESPACE": "no-such-namespace",
            ])
        let status = try await worker.peer.exit()
        #expect(status != 0 && status < 128)
        #expect(worker.log.contains("no-such-namespace"))
    }

    @Test func `a server that refuses the worker ends it, and it says what to do`() async throws {
        let server = try await ScriptedServer("--fail", "DescribeNamespace=PERMISSION_DENIED")
        let worker = try WorkerExecutable("worker", environment: ["TEMPORAL_ADDRESS": server.address])
        let status = try await worker.peer.exit()
        #expect(status != 0 && status < 128)
        #expect(worker.log.contains("PERMISSION_DENIED: not for you; check the rights"))
    }

    @Test func `a worker without a server keeps trying, and SIGTERM ends it with 0`() async throws {
        let worker = try WorkerExecutable(
            "worker", environment: ["TEMPORAL_ADDRESS": "127.0.0.1:\(try FreePort.find())"])
        try await worker.says("trying again")
        #expect(worker.peer.isRunning)
        #expect(try await worker.stop() == 0)
    }

    @Test func `a second signal ends a worker that is still stopping at once`() async throws {
        let server = try await DevServer.start()
        let worker = try WorkerExecutable("worker", environment: ["TEMPORAL_ADDRESS": server.address])
        try await worker.says("Worker started")
        // A server that does not answer holds the shutdown up.
        server.suspend()
        defer { server.resume() }
        worker.peer.send(signal: SIGTERM)
        try await worker.says("Worker is stopping")
        worker.peer.send(signal: SIGINT)
        #expect(try await worker.peer.exit() == 128 + SIGINT)
        #expect(worker.log.contains("a second signal"))
    }

    @Test func `SHUTDOWN_TIMEOUT is how long an activity may go on that does not end`() async throws {
        // It waits for a workflow to be started, and the server never says that it was.
        let server = try await ScriptedServer(
            "--activity", "DispatcherActivity", "--input", #"{"id":"1","event_type":"event.b"}"#, "--gather",
            "StartWorkflowExecution=1000", "--report", "StartWorkflowExecution")
        let worker = try WorkerExecutable(
            "worker", environment: ["TEMPORAL_ADDRESS": server.address, "SHUTDOWN_TIMEOUT": "1s"])
        #expect(try await server.report().method == "StartWorkflowExecution")
        worker.peer.send(signal: SIGTERM)
        #expect(try await worker.peer.exit(within: .seconds(20)) == 0)
    }

    @Test func `SIGTERM ends a worker whose server takes its calls and never answers`() async throws {
        let server = try await DevServer.start()
        server.suspend()
        defer { server.resume() }
        let worker = try WorkerExecutable("worker", environment: ["TEMPORAL_ADDRESS": server.address])
        try await worker.says("Found 1 activity/activities:")
        worker.peer.send(signal: SIGTERM)
        // The call's own deadline is 30 s away.
        #expect(try await worker.peer.exit(within: .seconds(15)) == 0)
    }
}

// The untyped client against a real server, without a worker: what can be told of and done to workflows from outside.
import Foundation
import Logging
import TestSupport
import Testing

@testable import TemporalCore

@Suite(.timeLimit(.minutes(5))) struct `The untyped client` {
    private func client() async throws -> TemporalClient {
        var options = ConnectionOptions()
        options.target = try #require(Target(try await DevServer.shared.address))
        return TemporalClient(options, logger: Logger(label: "test"))
    }

    @Test func `a workflow is started, described, listed, counted and terminated`() async throws {
        let client = try await client()
        let id = "client-\(UUID().uuidString)"
        var options = StartWorkflowOptions()
        options.memo = ["origin": "test", "attempt": 2]
        options.runTimeout = .seconds(600)
        let handle = try await client.startWorkflow(
            "Nothing", 7, "seven", id: id, taskQueue: "nobody", options: options)

        let description = try await handle.describe()
        #expect(description.id == id)
        #expect(description.runID == handle.firstRunID)
        #expect(description.workflowType == "Nothing")
        #expect(description.taskQueue == "nobody")
        #expect(description.status == .running)
        #expect(try description.memo.value("attempt", as: Int.self) == 2)

        let query = "WorkflowId = '\(id)'"
        try await eventually { try await client.workflowCount(where: query) == 1 }
        var listed: [WorkflowExecution] = []
        for try await workflow in client.workflows(where: query, pageSize: 1) { listed.append(workflow) }
        #expect(listed.map(\.runID) == [description.runID])

        let outcome = Task { let _: Int = try await handle.result() }
        try await handle.terminate(reason: "enough")
        let error = await #expect(throws: WorkflowFailedError.self) { try await outcome.value(within: .seconds(60)) }
        #expect(error?.workflowID == id)
        #expect((error?.cause as? TerminatedFailure)?.message == "enough")
        #expect(try await handle.describe().status == .terminated)
        #expect(try await handle.history().events.count == 3)
        await client.close()
    }

    @Test func `an id that is taken is refused, or its workflow used`() async throws {
        let client = try await client()
        let id = "taken-\(UUID().uuidString)"
        let first = try await client.startWorkflow("Nothing", id: id, taskQueue: "nobody")
        let error = await #expect(throws: WorkflowAlreadyStartedError.self) {
            try await client.startWorkflow("Nothing", id: id, taskQueue: "nobody")
        }
        #expect(error?.workflowID == id)
        #expect(error?.runID == first.firstRunID)
        #expect(error?.cause.code == .alreadyExists)
        var options = StartWorkflowOptions()
        options.idConflictPolicy = .useExisting
        let second = try await client.startWorkflow("Nothing", id: id, taskQueue: "nobody", options: options)
        #expect(second.firstRunID == first.firstRunID)
        try await first.terminate()
    }

    @Test func `signals, cancellation and signal-with-start are in the history`() async throws {
        let client = try await client()
        let id = "signalled-\(UUID().uuidString)"
        let handle = try await client.signalWithStart(
            "Nothing", ("input", 1), id: id, taskQueue: "nobody", signal: "first", signalArguments: ("a"))
        try await client.signalWithStart(
            "Nothing", ("input", 1), id: id, taskQueue: "nobody", signal: "second", signalArguments: ())
        try await handle.signal("third", 3, "c")
        try await handle.cancel()
        let events = try await handle.history().events.compactMap(\.attributes)
        let signals = events.compactMap { event -> String? in
            guard case .workflowExecutionSignaled(let attributes) = event else { return nil }
            return "\(attributes.signalName) \(attributes.input?.payloads.count ?? 0)"
        }
        #expect(signals == ["first 1", "second 0", "third 2"])
        #expect(events.contains { if case .workflowExecutionCancelRequested = $0 { true } else { false } })
        try await handle.terminate()
    }

    @Test func `a workflow that does not exist is not found, whatever is asked of it`() async throws {
        let client = try await client()
        let handle = client.workflow(id: "nothing-\(UUID().uuidString)")
        for action: @Sendable () async throws -> Void in [
            { _ = try await handle.describe() }, { try await handle.signal("x") }, { try await handle.cancel() },
            { let _: Int = try await handle.query("x") }, { let _: Int = try await handle.update("x") },
            { let _: Int = try await handle.result() },
        ] {
            let error = await #expect(throws: RPCError.self) { try await action() }
            #expect(error?.code == .notFound)
        }
    }

    @Test func `polls leave streams to updates`() async throws {
        let server = try await ScriptedServer("--max-streams", "4", "--report", "PollActivityTaskQueue")
        var options = ConnectionOptions()
        options.target = try #require(Target(server.address))
        let service = TemporalClient(options, logger: Logger(label: "test")).service
        _ = try await service.callOnce(RPCs.getSystemInfo, .init())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try? await service.callOnce(RPCs.pollActivityTaskQueue, .init()) } }
            // As many as may wait at once.
            for _ in 0..<2 { _ = try await server.report() }
            for _ in 0..<4 {
                _ = try await service.callOnce(RPCs.updateWorkflowExecution, .init(), timeout: .seconds(20))
            }
            group.cancelAll()
        }
    }

    @Test func `the server is healthy and waiting for a result can be given up`() async throws {
        let client = try await client()
        let health = try await client.service.call(
            RPCs.checkHealth, .with { $0.service = "temporal.api.workflowservice.v1.WorkflowService" })
        #expect(health.status == .serving)
        let handle = try await client.startWorkflow("Nothing", id: "wait-\(UUID().uuidString)", taskQueue: "nobody")
        let waiting = Task { let _: Int = try await handle.result() }
        try await Task.sleep(for: .milliseconds(50))
        waiting.cancel()
        let error = await #expect(throws: RPCError.self) { try await waiting.value(within: .seconds(60)) }
        #expect(error?.code == .cancelled)
        try await handle.terminate()
    }
}

@Suite struct `Connection options` {
    @Test func `the environment says how to connect`() throws {
        let options = try ConnectionOptions(environment: [
            "TEMPORAL_ADDRESS": "temporal.example.org:443", "TEMPORAL_NAMESPACE": "claims", "TEMPORAL_API_KEY": "key",
            "TEMPORAL_TLS_SERVER_NAME": "other.example.org",
        ])
        #expect(options.target == Target(host: "temporal.example.org", port: 443))
        #expect(options.namespace == "claims")
        #expect(options.apiKey == "key")
        #expect(options.tls?.serverName == "other.example.org")
        #expect(try ConnectionOptions(environment: [:]).tls == nil)
        let local = Target(host: "127.0.0.1", port: 7233)
        #expect(try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": ""]).target == local, "empty is unset")
        let named = try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": "nonsense"]).target
        #expect(named == Target(host: "nonsense", port: 7233), "a host alone has the default port")
        #expect(try ConnectionOptions(environment: ["TEMPORAL_API_KEY": "k", "TEMPORAL_TLS": "false"]).tls == nil)
    }

    private func mistakes(_ environment: [String: String]) -> [String] {
        do throws(ConnectionOptionsError) {
            _ = try ConnectionOptions(environment: environment)
            return []
        } catch {
            return error.mistakes
        }
    }

    @Test func `every bad value is named`() {
        let mistakes = mistakes([
            "TEMPORAL_ADDRESS": "host:port", "TEMPORAL_TLS": "perhaps", "TEMPORAL_TLS_CLIENT_CERT_PATH": "/c.pem",
        ])
        #expect(mistakes.count == 3)
        for name in ["TEMPORAL_ADDRESS", "TEMPORAL_TLS", "TEMPORAL_TLS_CLIENT_KEY_PATH"] {
            #expect(mistakes.contains { $0.contains(name) })
        }
    }

    @Test func `certificates and keys may be files or text`() async throws {
        let certificates = try await TestCertificates()
        let text = { (name: String) in try String(contentsOfFile: certificates.path(name), encoding: .utf8) }
        let files = try ConnectionOptions(environment: [
            "TEMPORAL_TLS_SERVER_CA_CERT_PATH": certificates.path("ca.pem"),
            "TEMPORAL_TLS_CLIENT_CERT_PATH": certificates.path("client.pem"),
            "TEMPORAL_TLS_CLIENT_KEY_DATA": try text("client.key"),
        ])
        #expect(files.tls?.serverCA == .file(certificates.path("ca.pem")))
        #expect(files.tls?.clientCertificate == .file(certificates.path("client.pem")))
        #expect(files.tls?.clientKey == .pem(Bytes(utf8: try text("client.key"))))
        let texts = try ConnectionOptions(environment: [
            "TEMPORAL_TLS_SERVER_CA_CERT_DATA": try text("ca.pem"),
            "TEMPORAL_TLS_CLIENT_CERT_DATA": try text("client.pem"),
            "TEMPORAL_TLS_CLIENT_KEY_PATH": certificates.path("client.key"),
        ])
        #expect(texts.tls?.serverCA == .pem(Bytes(utf8: try text("ca.pem"))))
        #expect(texts.tls?.clientCertificate == .pem(Bytes(utf8: try text("client.pem"))))
        #expect(texts.tls?.clientKey == .file(certificates.path("client.key")))
    }

    @Test func `a certificate or key that no connection can be made with is named with its variable`() async throws {
        let certificates = try await TestCertificates()
        func expect(_ environment: [String: String], _ parts: String...) {
            let mistakes = mistakes(environment)
            #expect(mistakes.count == 1)
            for part in parts { #expect(mistakes.first?.contains(part) == true, "\(part): \(mistakes)") }
        }
        expect(
            ["TEMPORAL_TLS_SERVER_CA_CERT_PATH": "/no/such.pem"], "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
            "expected PEM certificates", "(/no/such.pem) cannot be read")
        expect(
            ["TEMPORAL_TLS_SERVER_CA_CERT_PATH": certificates.path("client.key")], "holds no PEM certificate")
        expect(
            ["TEMPORAL_TLS_SERVER_CA_CERT_DATA": "no certificate"], "TEMPORAL_TLS_SERVER_CA_CERT_DATA",
            "holds no PEM certificate")
        for (certificate, key, reason) in [
            ("client.pem", "server.key", "does not belong to"),
            ("client.pem", "client.pem", "not an unencrypted PEM key"),
            ("gone.pem", "client.key", "gone.pem) cannot be read"),
        ] {
            expect(
                [
                    "TEMPORAL_TLS_CLIENT_CERT_PATH": certificates.path(certificate),
                    "TEMPORAL_TLS_CLIENT_KEY_PATH": certificates.path(key),
                ], "TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH", reason)
        }
        #expect(mistakes(["TEMPORAL_TLS": "false", "TEMPORAL_TLS_SERVER_CA_CERT_PATH": "/no/such.pem"]).isEmpty)
    }

    @Test(arguments: ["a b", "two\nlines", "a..b", ".", "-/-", "büro.example.org", String(repeating: "a", count: 64)])
    func `a server name that is none is named`(name: String) {
        let expected = "TEMPORAL_TLS_SERVER_NAME is \(name.debugDescription): expected a DNS name or an IP address"
        #expect(mistakes(["TEMPORAL_TLS_SERVER_NAME": name]) == [expected])
    }

    @Test(arguments: ["temporal", "a_b.example-1.org", "10.0.0.1", "::1"])
    func `a server name may be a name or an address`(name: String) throws {
        #expect(try ConnectionOptions(environment: ["TEMPORAL_TLS_SERVER_NAME": name]).tls?.serverName == name)
    }

    @Test func `what no header can carry is named, the key without its text`() {
        for key in ["secret\n", "sec\u{7}ret", "\u{a0}secret"] {
            let mistakes = mistakes(["TEMPORAL_API_KEY": key])
            #expect(mistakes.count == 1)
            #expect(mistakes.first?.contains("TEMPORAL_API_KEY") == true)
            #expect(mistakes.first?.contains("ret") == false)
        }
        for namespace in ["a\nb", "größe", "\u{1B}[0m"] {
            #expect(
                mistakes(["TEMPORAL_NAMESPACE": namespace]) == [
                    "TEMPORAL_NAMESPACE is \(namespace.debugDescription): expected printable ASCII in one line"
                ])
        }
    }

    @Test func `variables that say two things, or nothing that is known, are named`() {
        #expect(
            mistakes([
                "TEMPORAL_TLS": "false", "TEMPORAL_TLS_SERVER_CA_CERT_PATH": "/a",
                "TEMPORAL_TLS_SERVER_CA_CERT_DATA": "b",
                "TEMPORAL_TLS_CLIENT_KEY_DATA": "c", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION": "true",
                "TEMPORAL_TLS_CERT": "d", "TEMPORAL_TLS_KEY": "",
            ]).map { $0.prefix { $0 != ":" } } == [
                "TEMPORAL_TLS_SERVER_CA_CERT_PATH and TEMPORAL_TLS_SERVER_CA_CERT_DATA are both set",
                "TEMPORAL_TLS_CLIENT_KEY_DATA is set without its certificate", "TEMPORAL_TLS_CERT is not known",
                "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION is not supported",
            ])
    }
}

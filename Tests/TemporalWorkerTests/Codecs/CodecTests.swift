// Payload codecs on a real server: it keeps nothing that can be read, and workflows, activities and clients read everything.

import Foundation
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// A converter, and what is secret with it.
struct SecretKeeping: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let converter: DataConverter
    let secret: Secret

    static let text = "tell-nobody"

    static let payloads = SecretKeeping(
        testDescription: "payloads", converter: DataConverter(codecs: [Scrambling()]),
        secret: Secret(text: text, message: "it did not work"))
    static let messages = SecretKeeping(
        testDescription: "payloads and messages, with pauses",
        converter: DataConverter(
            codecs: [Pausing(), Scrambling()], failureConverter: FailureConverter(encodesCommonAttributes: true)),
        secret: Secret(text: text, message: "it did not work: \(text)"))
    static let nothing = SecretKeeping(
        testDescription: "nothing", converter: .default, secret: Secret(text: text, message: "it did not work"))
}

@Suite(.timeLimit(.minutes(2))) struct CodecTests {
    private let text = SecretKeeping.text

    @Test(arguments: [SecretKeeping.payloads, .messages])
    func `the server keeps no payload in plain, and whoever has the codec reads all of them`(
        keeping: SecretKeeping
    ) async throws {
        let place = try await Place(converter: keeping.converter)
        let worker = try place.worker {
            Vault.self
            Inner.self
            Repeat()
            Refuse()
            Beat()
        }
        let vault = try await start(keeping, in: place)
        try await vault.signal(Vault.tell, text)
        #expect(try await vault.update(Vault.store, text) == text)
        try await eventually { try await vault.query(Vault.ask, text).contains("child: \(text)") }
        #expect(try await vault.query(Vault.ask, text).first == "query: \(text)")
        let refusal = try await #require(throws: RPCError.self) {
            try await vault.query(Vault.refuse, keeping.secret.message)
        }
        #expect(refusal.message.contains(keeping.secret.message), "\(refusal)")

        let first = try await vault.untyped.describe()
        #expect(try first.memo.value("upserted", as: String.self) == text)
        #expect(!first.memo.names.contains("removed"), "a memo's field is removed although it cannot be read")
        try await vault.signal(Vault.finish)
        try await eventually { try await vault.query(Vault.ask, text).contains("run: second") }
        let second = try await vault.untyped.describe()
        try await vault.signal(Vault.finish)
        let collected = try await vault.result()
        let expected = [
            "memo: \(text)", "signal: \(text)", "update: \(text)", "activity: \(text)", "failure: \(text)",
            "message: \(keeping.secret.message)", "heartbeat: \(text)", "child: \(text)", "run: second",
        ]
        #expect(Set(collected) == Set(expected))
        try await worker.stop()

        let replayer = try Replayer(converter: keeping.converter) {
            Vault.self
            Inner.self
        }
        let blind = try Replayer { Vault.self }
        for (id, runID) in [(vault.id, first.runID), (vault.id, second.runID), ("\(vault.id)-child", nil)] {
            let history = try await place.cli.history(id, runID: runID)
            #expect(try !StoredHistory(history).mentions(text))
            #expect(try StoredHistory(history).encodings == ["binary/scrambled"])
            try await replayer.replayThroughout(WorkflowHistory(json: Bytes(utf8: history)))
            guard id == vault.id else { continue }
            await #expect(throws: ReplayError.self) {
                try await blind.replay(WorkflowHistory(json: Bytes(utf8: history)))
            }
        }
        #expect(try await StoredHistory(place.cli.workflow("describe", vault.id).output).mentions(text) == false)
    }

    @Test(arguments: [SecretKeeping.nothing, .payloads, .messages])
    func `an update is awaited where it was accepted, and later by its id`(keeping: SecretKeeping) async throws {
        let place = try await Place(converter: keeping.converter)
        let worker = try place.worker {
            Vault.self
            Inner.self
            Repeat()
            Refuse()
            Beat()
        }
        let vault = try await start(keeping, in: place)
        let workflow = vault.untyped
        let accepted = try await workflow.startUpdate("store", text, waitingFor: .accepted, updateID: "one")
        #expect(accepted.id == "one")
        #expect(accepted.runID == workflow.firstRunID)
        #expect(try await accepted.result(as: String.self) == text)
        #expect(try await workflow.update(id: "one").result(as: String.self) == text)
        let again = try await workflow.startUpdate("store", "other", waitingFor: .completed, updateID: "one")
        #expect(try await again.result(as: String.self) == text, "the same id is the same update")

        for (argument, type) in [("\(text) refused", "Refused"), ("\(text) unlucky", "Unlucky")] {
            let update = try await workflow.startUpdate("store", argument, waitingFor: .accepted)
            let failure = try await #require(throws: ApplicationFailure.self) {
                try await update.result(as: String.self)
            }
            #expect(failure.type == type)
            #expect(failure.message == keeping.secret.message)
            #expect(try failure.details.decode(0, as: String.self) == argument)
        }
        try await workflow.terminate()
        try await worker.stop()
    }

    @Test func `what fails a workflow task is hidden with the messages of failures`() async throws {
        let keeping = SecretKeeping.messages
        let place = try await Place(converter: keeping.converter)
        let worker = try place.worker {
            Vault.self
            Inner.self
            Repeat()
            Refuse()
            Beat()
        }
        let vault = try await start(keeping, in: place)
        try await eventually { try await vault.query(Vault.ask, text).contains("child: \(text)") }
        Vault.mayStumble.store(true, ordering: .releasing)
        #expect(try await vault.update(Vault.stumble, text) == text)
        #expect(try await place.taskFailures(vault.id) == ["Encoded failure"])
        #expect(try await !StoredHistory(place.cli.history(vault.id)).mentions(text))
        #expect(place.log.contains(text), "who runs the worker sees what happened")
        try await vault.terminate()
        try await worker.stop()
    }

    @Test func `a failed workflow and a listed memo are decoded for the client`() async throws {
        let keeping = SecretKeeping.messages
        let place = try await Place(converter: keeping.converter)
        let worker = try place.worker { Inner.self }
        let id = UUID().uuidString
        var options = StartWorkflowOptions()
        options.memo = ["note": text]
        let handle = try await place.client.signalWithStart(
            "Inner", (keeping.secret), id: id, taskQueue: place.taskQueue, signal: "tell", signalArguments: (text),
            options: options)
        let failed = try await #require(throws: WorkflowFailedError.self) {
            try await handle.result(as: String.self)
        }
        let failure = try #require(failed.cause as? ApplicationFailure)
        #expect(failure.message == keeping.secret.message)
        #expect(try failure.details.decode(0, as: String.self) == text)
        try await eventually {
            for try await workflow in place.client.workflows(where: "WorkflowId = '\(id)'") {
                return try workflow.memo.value("note", as: String.self) == text
            }
            return false
        }
        #expect(try await !StoredHistory(place.cli.history(id)).mentions(text))
        try await worker.stop()
    }

    @Test(arguments: [0, 1]) func `codecs that pause keep the runs of a small cache apart`(limit: Int) async throws {
        let place = try await Place(converter: SecretKeeping.messages.converter)
        var options = WorkerOptions()
        options.maxCachedWorkflows = limit
        let worker = try place.worker(options) {
            Courier.self
            Repeat()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                let courier = try await place.client.startWorkflow(
                    Courier.self, "parcel \(number)", id: UUID().uuidString, taskQueue: place.taskQueue)
                group.addTask {
                    let look = try await courier.query(Courier.look, "look")
                    #expect(look.hasPrefix("look: "))
                    let result = try await courier.result()
                    #expect(result == "delivered parcel \(number)")
                    let failures = try await place.taskFailures(courier.id)
                    #expect(failures.isEmpty)
                }
            }
            try await group.waitForAll()
        }
        try await worker.stop()
    }

    @Test func `codecs run on the concurrent pool, where they hold up neither calls nor workflows`() async throws {
        let noting = Noting()
        let place = try await Place(converter: DataConverter(codecs: [noting]))
        let worker = try place.worker {
            Courier.self
            Repeat()
        }
        let courier = try await place.client.startWorkflow(
            Courier.self, "a parcel", id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await courier.query(Courier.look, "look").hasPrefix("look: "))
        #expect(try await courier.result() == "delivered a parcel")
        try await worker.stop()
        #expect(!noting.threadNames.isEmpty)
        for name in noting.threadNames { #expect(!name.hasPrefix("drain-") && !name.hasPrefix("temporal-"), "\(name)") }
    }

    private func start(_ keeping: SecretKeeping, in place: Place) async throws -> TypedWorkflowHandle<Vault> {
        var options = StartWorkflowOptions()
        options.memo = ["note": text, "removed": text]
        return try await place.client.startWorkflow(
            Vault.self, keeping.secret, id: "vault-\(UUID().uuidString)", taskQueue: place.taskQueue, options: options)
    }
}

/// What the stock command line prints of a workflow, searched for what ought not to be there.
struct StoredHistory {
    private let json: Any

    init(_ output: String) throws {
        json = try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }

    /// Whether `text` stands anywhere, as it is or in base64.
    func mentions(_ text: String) -> Bool {
        var isFound = false
        Self.walk(json) { _, string in
            let decoded = Data(base64Encoded: string).map { String(decoding: $0, as: UTF8.self) }
            if string.contains(text) || decoded?.contains(text) == true { isFound = true }
        }
        return isFound
    }

    /// The encodings of all payloads but search attributes, which the server reads, and the null that removes a memo's field.
    var encodings: Set<String> {
        var encodings: Set<String> = []
        Self.walk(json) { path, string in
            guard path.last == "encoding", !path.contains("searchAttributes"), !path.contains("removed") else { return }
            encodings.insert(Data(base64Encoded: string).map { String(decoding: $0, as: UTF8.self) } ?? string)
        }
        return encodings
    }

    private static func walk(_ value: Any, _ path: [String] = [], _ visit: ([String], String) -> Void) {
        switch value {
        case let object as [String: Any]:
            for (key, member) in object { walk(member, path + [key], visit) }
        case let array as [Any]:
            for element in array { walk(element, path, visit) }
        case let string as String:
            visit(path, string)
        default:
            break
        }
    }
}

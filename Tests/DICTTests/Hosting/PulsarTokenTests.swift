// The broker's token: from its file, whenever a broker wants it.

import Foundation
import Logging
import Pulsar
import ServiceLifecycle
import TemporalCore
import TestSupport
import Testing
import WorkerHost

@testable import DICT

@Suite(.timeLimit(.minutes(1))) struct PulsarTokenTests {
    /// The settings of events for a broker that wants a token.
    private func events(_ broker: ScriptedBroker, _ environment: [String: String]) throws -> PulsarOptions {
        var reader = SettingsReader(environment: environment.merging(["PULSAR_URL": broker.url]) { own, _ in own })
        let settings = DICTSettings(&reader)
        try reader.check()
        return try #require(settings.events)
    }

    private func withProducer(_ options: PulsarOptions, _ body: (PulsarProducer) async throws -> Void) async throws {
        let logger = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
        let producer = try PulsarProducer(options, logger: logger)
        let group = ServiceGroup(services: [producer], logger: logger)
        let running = Task { try await group.run() }
        try await body(producer)
        await group.triggerGracefulShutdown()
        try await running.value
    }

    @Test func `a token is shown`() async throws {
        let broker = try await ScriptedBroker(#""token": "one""#)
        try await withProducer(try events(broker, ["PULSAR_TOKEN": "one"])) { producer in
            _ = try await producer.send(PulsarMessage(Bytes()))
        }
        #expect(try await broker.state().tokens.last == "token:one")
    }

    @Test func `a token's file is read again whenever the broker asks, and for each connection`() async throws {
        let broker = try await ScriptedBroker(#""token": "one""#)
        let file = try Repository.scratchFile("token")
        try Data("one\n".utf8).write(to: file)
        try await withProducer(try events(broker, ["PULSAR_TOKEN_FILE": file.path])) { producer in
            _ = try await producer.send(PulsarMessage(Bytes()))
            #expect(try await broker.state().tokens.last == "token:one")
            try Data("two\n".utf8).write(to: file)
            try await broker.want(token: "two")
            try await eventually { try await broker.state().tokens.last == "again token:two" }
            _ = try await producer.send(PulsarMessage(Bytes()))
            // The one that it has is wrong: it is cut off, and comes back with the new one as soon as that is there.
            try await broker.want(token: "three")
            try await eventually { !producer.isConnected }
            try Data("three".utf8).write(to: file)
            try await eventually { producer.isConnected }
            #expect(try await broker.state().tokens.last == "token:three")
            // What was last read is good until there is another.
            try FileManager.default.removeItem(at: file)
            try await broker.want(token: "three")
            try await eventually { try await broker.state().tokens.last == "again token:three" }
            _ = try await producer.send(PulsarMessage(Bytes()))
        }
    }
}

// The system from end to end: the real executables, a real server, and the stock command line.

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct SystemTests {
    @Test func `event.a reaches both its consumers on their own task queues, and again starts nothing`() async throws {
        let system = try await System.start()
        let id = UUID().uuidString
        #expect(try await system.publish("event.a", id: id) == "COMPLETED")
        #expect(try await system.outcome("ConsumerA-event.a-\(id)") == ["COMPLETED", "pubsub-task-queue"])
        #expect(try await system.outcome("ConsumerB-event.a-\(id)") == ["COMPLETED", "pubsub-task-queue-secondary"])
        #expect(system.primary.log.contains("ConsumerA processes event.a"))
        #expect(system.secondary.log.contains("ConsumerB processes event.a"))
        let runs = try await ["ConsumerA", "ConsumerB"].map { "\($0)-event.a-\(id)" }.asyncMap(system.runID)

        #expect(try await system.publish("event.a", id: id) == "COMPLETED")
        async let one = system.publish("event.a", id: id)
        async let two = system.publish("event.a", id: id)
        #expect(try await [one, two] == ["COMPLETED", "COMPLETED"], "producers of one event at once")
        #expect(system.primary.log.contains("ConsumerA-event.a-\(id) was started before"))
        #expect(try await ["ConsumerA", "ConsumerB"].map { "\($0)-event.a-\(id)" }.asyncMap(system.runID) == runs)

        // A dispatcher of the same event that is still at work is in nobody's way.
        try await system.cli.start("Dispatcher", id: "Dispatcher-event.b-\(id)", taskQueue: "nobody")
        #expect(try await system.publish("event.b", id: id) == "COMPLETED")
        #expect(try await system.outcome("ConsumerC-event.b-\(id)") == ["COMPLETED", "pubsub-task-queue"])
        try await system.stop()
    }

    @Test func `an event without a subscriber completes and is logged; the registry is logged and returned`()
        async throws
    {
        let system = try await System.start()
        #expect(try await system.publish("event.nobody", id: "7") == "COMPLETED")
        try await system.primary.says("event 7 of type event.nobody has no subscriber")

        try await system.cli.start("RegistryLogger", id: "registry", taskQueue: "pubsub-task-queue")
        let listing = try await system.cli.result("registry")
        #expect(try listing.text(at: "result.workflows.0") == "ConsumerA (from pubsub.domain_a.consumers)")
        #expect(try listing.text(at: "result.workflows.4") == nil)
        #expect(try listing.text(at: "result.activities.0") == "DispatcherActivity (from pubsub.common.dispatchers)")
        #expect(try listing.text(at: "result.subscriptions.1.workflow") == "ConsumerB")
        #expect(try listing.text(at: "result.subscriptions.2.workflow") == "ConsumerC")
        #expect(system.primary.log.contains("event.a → ConsumerB on pubsub-task-queue-secondary"))
        try await system.stop()
    }

    @Test func `an event that cannot be read fails its own producer and nothing else`() async throws {
        let system = try await System.start()
        try await system.cli.start(
            "Producer", id: "bad", taskQueue: "pubsub-task-queue", inputs: [#"{"id":"1","payload":{"data":{}}}"#])
        #expect(try await system.cli.closed("bad") == "FAILED")
        #expect(try await system.cli.history("bad").contains("event_type"))
        #expect(try await system.publish("event.b", id: "good") == "COMPLETED")
        try await system.stop()
    }

    @Test func `the start-up log names packages, workflows and activities`() async throws {
        let system = try await System.start()
        #expect(
            system.primary.messages.prefix(9) == [
                """
                Worker loading from packages: workflows=['pubsub.domain_a', 'pubsub.common'], \
                activities=['pubsub.domain_a', 'pubsub.common']
                """,
                "Worker task queue: pubsub-task-queue", "Found 4 workflow(s):",
                "  - ConsumerA (from pubsub.domain_a.consumers)", "  - ConsumerC (from pubsub.domain_a.consumers)",
                "  - Dispatcher (from pubsub.common.dispatchers)", "  - Producer (from pubsub.domain_a.producers)",
                "Found 1 activity/activities:", "  - DispatcherActivity (from pubsub.common.dispatchers)",
            ])
        #expect(
            system.secondary.messages.prefix(5) == [
                "Worker loading from packages: workflows=['pubsub.domain_b'], activities=['pubsub.domain_b']",
                "Worker task queue: pubsub-task-queue-secondary", "Found 1 workflow(s):",
                "  - ConsumerB (from pubsub.domain_b.consumers)", "Found 0 activity/activities:",
            ])
        try await system.stop()
    }
}

extension System {
    func runID(_ workflowID: String) async throws -> String? {
        try await cli.workflow("describe", workflowID).text(at: "workflowExecutionInfo.execution.runId")
    }
}

extension Array {
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}

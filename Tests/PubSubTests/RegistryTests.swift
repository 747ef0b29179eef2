// What is declared is found, once each and in order, with the package path that the start-up log prints.

import PubSubCommon
import PubSubDomainA
import PubSubDomainB
import Testing

@testable import PubSub

struct RegistryTests {
    @Test(arguments: [
        ("PubSubDomainA/Consumers.swift", "pubsub.domain_a.consumers"),
        ("PubSubCommon/Dispatchers.swift", "pubsub.common.dispatchers"),
        ("PubSub/RegistryLogger.swift", "pub_sub.registry_logger"), ("Orders/NewOrder.swift", "orders.new_order"),
    ])
    func `a file's module path is that of its package`(file: String, path: String) {
        #expect(modulePath(file) == path)
    }

    @Test func `everything that the linked domains declare is found, sorted by name`() {
        let catalog = Catalog.discover()
        #expect(
            catalog.workflows.map(\.description) == [
                "ConsumerA (from pubsub.domain_a.consumers)", "ConsumerB (from pubsub.domain_b.consumers)",
                "ConsumerC (from pubsub.domain_a.consumers)", "Dispatcher (from pubsub.common.dispatchers)",
                "Producer (from pubsub.domain_a.producers)",
            ])
        #expect(
            catalog.activities.map(\.description) == ["DispatcherActivity (from pubsub.common.dispatchers)"])
        #expect(
            catalog.subscriptions == [
                Subscription(eventType: "event.a", workflow: "ConsumerA"),
                Subscription(
                    eventType: "event.a", workflow: "ConsumerB", taskQueue: "pubsub-task-queue-secondary"),
                Subscription(eventType: "event.b", workflow: "ConsumerC"),
            ])
    }

    @Test func `a package holds what is below it, and not what only begins like it`() {
        let consumer = Catalog.discover().workflows[0]
        #expect(consumer.isIn(["pubsub.common", "pubsub.domain_a"]))
        #expect(consumer.isIn(["pubsub"]))
        #expect(!consumer.isIn(["pubsub.domain"]))
        #expect(!consumer.isIn([]))
    }

    @Test func `subscribers keep their order and of equal ones the first counts`() {
        let first = Subscription(eventType: "e", workflow: "Z", taskQueue: "q")
        let second = Subscription(eventType: "e", workflow: "A")
        let elsewhere = Subscription(eventType: "e", workflow: "Z", taskQueue: "r")
        let registry = SubscriberRegistry([
            first, second, first, Subscription(eventType: "f", workflow: "A"), elsewhere, second,
        ])
        #expect(registry.subscribers(of: "e") == [first, second, elsewhere])
        #expect(registry.subscribers(of: "nobody").isEmpty)
    }
}

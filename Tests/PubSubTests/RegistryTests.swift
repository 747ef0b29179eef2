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
        let catalog = Catalog.discover(taskQueueSecondary: "elsewhere")
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
                Subscription(eventType: "event.a", workflow: "ConsumerB", taskQueue: "elsewhere"),
                Subscription(eventType: "event.b", workflow: "ConsumerC"),
            ])
    }

    @Test func `a package holds what is below it, and not what only begins like it`() {
        let consumer = Catalog.discover(taskQueueSecondary: "q").workflows[0]
        #expect(consumer.isIn(["pubsub.common", "pubsub.domain_a"]))
        #expect(consumer.isIn(["pubsub"]))
        #expect(!consumer.isIn(["pubsub.domain"]))
        #expect(!consumer.isIn([]))
    }

    @Test func `a task queue may be declared by its name`() {
        let declared: Part = { subscribe(ConsumerB.self, to: "e", taskQueue: "reports", in: $0) }
        var catalog = Catalog(taskQueueSecondary: "elsewhere")
        withUnsafeMutablePointer(to: &catalog) { declared($0) }
        #expect(catalog.subscriptions == [Subscription(eventType: "e", workflow: "ConsumerB", taskQueue: "reports")])
    }

    @Test func `a consumer on a task queue that its worker does not poll is told of`() {
        let catalog = Catalog.discover(taskQueueSecondary: "elsewhere")
        #expect(unreachable(catalog.workflows, catalog.subscriptions, "elsewhere").isEmpty)
        let others = catalog.workflows.filter { $0.name != "ConsumerB" }
        #expect(unreachable(others, catalog.subscriptions, "q").isEmpty)
        #expect(
            unreachable(catalog.workflows, catalog.subscriptions, "q") == [
                "ConsumerB consumes event.a on task queue elsewhere, which this worker does not poll: "
                    + "it runs only if another worker does"
            ])
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

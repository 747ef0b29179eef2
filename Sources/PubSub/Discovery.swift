// Discovery: every workflow, activity and subscription is declared beside its type, and found at start without a list that
// somebody has to keep. A declaration is a constant in a section of the executable (SE-0492); the linker gathers them, in
// debug, release and static builds alike, and it costs nothing before it is asked for.

import CPubSubSections
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// A declaration in the section `pubsub_parts`: a function that adds something to the catalog it is given.
///
/// ```swift
/// @section("pubsub_parts") @used
/// private let declaration: Part = { subscribe(ConsumerA.self, to: "event.a", in: $0) }
/// ```
public typealias Part = @convention(c) (UnsafeMutableRawPointer) -> Void

/// What an activity may need injected.
public struct Dependencies: Sendable {
    /// The client that the worker talks to the server with.
    public let client: TemporalClient
    /// Who is subscribed to what.
    public let subscribers: SubscriberRegistry
    /// The task queue of subscribers that do not name one.
    public let defaultTaskQueue: String
}

/// A workflow or an activity that was found, and where.
struct Discovered<Registering: Sendable>: Sendable {
    /// The type's name.
    var name: String
    /// Where it is declared, such as `pubsub.domain_a.consumers`.
    var module: String
    /// What a worker registers, or what makes it.
    var registering: Registering

    /// Whether it is declared in the package, or below it.
    func isIn(_ packages: [String]) -> Bool {
        packages.contains { module == $0 || module.hasPrefix($0 + ".") }
    }
}

/// The task queue that a subscription is declared with.
public enum DeclaredQueue: Sendable, ExpressibleByStringLiteral {
    /// The queue of this name.
    case named(String)
    /// The secondary worker's queue, which the settings name.
    case secondary

    /// The queue of the name that is written there.
    public init(stringLiteral name: String) {
        self = .named(name)
    }
}

/// Everything that is declared in this executable.
struct Catalog: Sendable {
    /// What `.secondary` stands for.
    let taskQueueSecondary: String
    var workflows: [Discovered<Registration>] = []
    var activities: [Discovered<@Sendable (Dependencies) -> Registration>] = []
    var subscriptions: [Subscription] = []

    /// Reads the declarations: in the order of their modules and names, each once.
    ///
    /// - Parameter taskQueueSecondary: the queue of what is declared for the secondary worker.
    static func discover(taskQueueSecondary: String) -> Catalog {
        var catalog = Catalog(taskQueueSecondary: taskQueueSecondary)
        withUnsafeMutablePointer(to: &catalog) { pubsub_visit_parts($0) }
        catalog.workflows.sortByPlace()
        catalog.activities.sortByPlace()
        catalog.subscriptions = catalog.subscriptions.unique {
            ($0.eventType, $0.workflow) < ($1.eventType, $1.workflow)
        }
        return catalog
    }

    fileprivate func name(of queue: DeclaredQueue) -> String {
        switch queue {
        case .named(let name): name
        case .secondary: taskQueueSecondary
        }
    }
}

/// Declares a workflow that is found by its package; call it in a ``Part``.
public func register<W: Workflow>(
    workflow: W.Type, file: String = #fileID, in catalog: UnsafeMutableRawPointer
) {
    catalog.assumingMemoryBound(to: Catalog.self).pointee.workflows.append(
        Discovered(name: W.workflowType, module: modulePath(file), registering: .workflow(W.self)))
}

/// Declares a workflow that consumes events of a type; call it in a ``Part``.
///
/// - Parameters:
///   - eventType: the type of the events.
///   - taskQueue: the task queue that consumes them, `.secondary` or a name; nil is the dispatching worker's own.
public func subscribe<W: Workflow>(
    _ workflow: W.Type, to eventType: String, taskQueue: DeclaredQueue? = nil, file: String = #fileID,
    in catalog: UnsafeMutableRawPointer
) where W.Argument1 == EventPayload?, W.Argument2 == NoArgument {
    register(workflow: workflow, file: file, in: catalog)
    let catalog = catalog.assumingMemoryBound(to: Catalog.self)
    let queue = taskQueue.map { catalog.pointee.name(of: $0) }
    catalog.pointee.subscriptions.append(
        Subscription(eventType: eventType, workflow: W.workflowType, taskQueue: queue))
}

/// Declares an activity that is found by its package, made of what it needs; call it in a ``Part``.
public func register<A: Activity>(
    activity: A.Type, file: String = #fileID, in catalog: UnsafeMutableRawPointer,
    make: @escaping @Sendable (Dependencies) -> A
) {
    let registering: @Sendable (Dependencies) -> Registration = { .activity(make($0)) }
    catalog.assumingMemoryBound(to: Catalog.self).pointee.activities.append(
        Discovered(name: A.activityType, module: modulePath(file), registering: registering))
}

/// The package path of a file: `PubSubDomainA/Consumers.swift` is `pubsub.domain_a.consumers`.
func modulePath(_ fileID: String) -> String {
    fileID.split(separator: "/")
        .map { part in
            let name = part.hasSuffix(".swift") ? part.dropLast(6) : part
            guard name.hasPrefix("PubSub"), name.count > 6 else { return snakeCase(name) }
            return "pubsub." + snakeCase(name.dropFirst(6))
        }
        .joined(separator: ".")
}

private func snakeCase(_ name: Substring) -> String {
    var result = ""
    for character in name {
        if character.isUppercase, !result.isEmpty { result += "_" }
        result += character.lowercased()
    }
    return result
}

extension Array {
    fileprivate mutating func sortByPlace<Registering>() where Element == Discovered<Registering> {
        self = unique { ($0.name, $0.module) < ($1.name, $1.module) }
    }
}

extension Array {
    /// The elements in order, without those that are equal to the one before.
    fileprivate func unique(by isBefore: (Element, Element) -> Bool) -> [Element] {
        sorted(by: isBefore).reduce(into: []) { result, element in
            if let last = result.last, !isBefore(last, element) { return }
            result.append(element)
        }
    }
}

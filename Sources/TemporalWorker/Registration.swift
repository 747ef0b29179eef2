// What a worker runs: workflows by type, activities as values with what they need injected. Names are unique in a worker.

import TemporalCore
import TemporalWorkflow

/// A workflow type or an activity that a worker runs; made by ``RegistrationBuilder``.
public struct Registration: Sendable {
    enum Kind: Sendable {
        case workflow(@Sendable () throws(RegistrationError) -> WorkflowType)
        case activity(ActivityDefinition)
        case nexus(NexusHandler)
    }

    let kind: Kind

    /// The registration of a workflow type.
    public static func workflow<W: Workflow>(_ type: W.Type) -> Registration {
        Registration(kind: .workflow { () throws(RegistrationError) in try WorkflowType(type) })
    }

    /// The registration of a Nexus operation's handler.
    public static func nexus(_ handler: NexusHandler) -> Registration {
        Registration(kind: .nexus(handler))
    }

    /// The registration of an activity.
    public static func activity(_ activity: some Activity) -> Registration {
        Registration(kind: .activity(ActivityDefinition(activity)))
    }
}

/// Builds the list of what a worker runs from plain lines: a workflow's type, or an activity.
@resultBuilder
public enum RegistrationBuilder {
    /// A workflow type.
    public static func buildExpression<W: Workflow>(_ type: W.Type) -> [Registration] { [.workflow(type)] }

    /// An activity.
    public static func buildExpression(_ activity: some Activity) -> [Registration] { [.activity(activity)] }

    /// A Nexus operation's handler.
    public static func buildExpression(_ handler: NexusHandler) -> [Registration] { [.nexus(handler)] }

    /// A list that was made elsewhere.
    public static func buildExpression(_ registrations: [Registration]) -> [Registration] { registrations }

    /// The lines in order.
    public static func buildBlock(_ parts: [Registration]...) -> [Registration] { parts.flatMap { $0 } }

    /// A condition's lines.
    public static func buildOptional(_ part: [Registration]?) -> [Registration] { part ?? [] }

    /// One branch's lines.
    public static func buildEither(first part: [Registration]) -> [Registration] { part }

    /// The other branch's lines.
    public static func buildEither(second part: [Registration]) -> [Registration] { part }

    /// A loop's lines.
    public static func buildArray(_ parts: [[Registration]]) -> [Registration] { parts.flatMap { $0 } }
}

extension WorkflowType {
    /// The workflows of `registrations` by name.
    package static func registered(
        _ registrations: [Registration]
    ) throws(RegistrationError) -> [String: WorkflowType] {
        try Registry(registrations).workflows
    }

    /// The workflow `name` among `registered`, or else the dynamic one.
    package static func find(_ name: String, in registered: [String: WorkflowType]) -> WorkflowType? {
        registered[name] ?? registered[dynamicName]?.named(name)
    }

    /// What stands for the name of the dynamic workflow among the registered ones; no other has it.
    package static let dynamicName = ""
}

/// What a worker runs, by name.
struct Registry: Sendable {
    private(set) var workflows: [String: WorkflowType] = [:]
    private(set) var activities: [String: ActivityDefinition] = [:]
    /// By service and operation, joined by a slash.
    private(set) var nexusHandlers: [String: NexusHandler] = [:]

    /// - Parameter threads: what activities run on that block.
    init(
        _ registrations: [Registration], blockingOn threads: BlockingThreads = BlockingThreads(limit: 1)
    ) throws(RegistrationError) {
        for registration in registrations {
            switch registration.kind {
            case .workflow(let make):
                let type = try make()
                guard workflows.updateValue(type, forKey: type.isDynamic ? WorkflowType.dynamicName : type.name) == nil
                else {
                    throw RegistrationError(
                        type.isDynamic
                            ? "two dynamic workflows are registered, one of them \(type.name)"
                            : "two workflows are registered with the name '\(type.name)'")
                }
            case .activity(let definition):
                try definition.validate()
                let definition = definition.blocking(on: threads)
                let key = definition.isDynamic ? WorkflowType.dynamicName : definition.name
                guard activities.updateValue(definition, forKey: key) == nil else {
                    throw RegistrationError(
                        definition.isDynamic
                            ? "two dynamic activities are registered, one of them \(definition.name)"
                            : "two activities are registered with the name '\(definition.name)'")
                }
            case .nexus(let handler):
                let name = "\(handler.service)/\(handler.operation)"
                guard !handler.service.isEmpty, !handler.operation.isEmpty else {
                    throw RegistrationError("a Nexus operation has an empty name: \(name)")
                }
                guard nexusHandlers.updateValue(handler, forKey: name) == nil else {
                    throw RegistrationError("two handlers are registered for the Nexus operation '\(name)'")
                }
            }
        }
    }
}

extension Registry {
    /// Activities alone.
    init(activities definitions: [ActivityDefinition]) {
        for definition in definitions {
            activities[definition.isDynamic ? WorkflowType.dynamicName : definition.name] = definition
        }
    }

    /// The workflow of type `type`, or else the dynamic one.
    func workflow(_ type: String) -> WorkflowType? { WorkflowType.find(type, in: workflows) }

    /// Whether an activity of type `type` can be run.
    func hasActivity(_ type: String) -> Bool {
        activities[type] != nil || activities[WorkflowType.dynamicName] != nil
    }

    /// The activity of type `type`; where none is registered, one that fails and says so.
    func activity(_ type: String) -> ActivityDefinition {
        if let known = activities[type] ?? activities[WorkflowType.dynamicName] { return known }
        let known = activities.keys.sorted().joined(separator: ", ")
        return ActivityDefinition(
            name: type,
            failure: ApplicationFailure(
                """
                activity type '\(type)' is not registered with this worker, which has \(known.isEmpty ? "none" : known)
                """, type: "NotFoundError"))
    }
}

/// An activity with its Swift type erased.
struct ActivityDefinition: Sendable {
    let name: String
    var run: @Sendable ([Payload], DataConverter) async throws -> Payload
    /// Whether it stands for names that no other has.
    let isDynamic: Bool
    /// Whether it blocks the thread that runs it.
    let isBlocking: Bool
    private let outputIsEncodable: Bool

    init<A: Activity>(_ activity: A) {
        name = A.activityType
        isDynamic = A.self is any DynamicActivity.Type
        isBlocking = A.self is any BlockingActivity.Type
        outputIsEncodable = A.Output.self == Void.self || A.Output.self is any Encodable.Type
        run = { arguments, converter in
            switch A.arity {
            case 0:
                return try converter.encodeResult(await activity.run())
            case 1:
                if A.Argument1.self == RawArguments.self, let raw = RawArguments(arguments, converter) as? A.Argument1 {
                    return try converter.encodeResult(await activity.run(raw))
                }
                let a = try converter.decodeArguments(arguments, as: A.Argument1.self)
                return try converter.encodeResult(await activity.run(a))
            case 2:
                let (a, b) = try converter.decodeArguments(arguments, as: A.Argument1.self, A.Argument2.self)
                return try converter.encodeResult(await activity.run(a, b))
            case 3:
                let (a, b, c) = try converter.decodeArguments(
                    arguments, as: A.Argument1.self, A.Argument2.self, A.Argument3.self)
                return try converter.encodeResult(await activity.run(a, b, c))
            default:
                let (a, b, c, d) = try converter.decodeArguments(
                    arguments, as: A.Argument1.self, A.Argument2.self, A.Argument3.self, A.Argument4.self)
                return try converter.encodeResult(await activity.run(a, b, c, d))
            }
        }
    }

    /// An activity that does what `run` does.
    init(name: String, run: @escaping @Sendable ([Payload], DataConverter) async throws -> Payload) {
        self.name = name
        isDynamic = false
        isBlocking = false
        outputIsEncodable = true
        self.run = run
    }

    /// An activity that always fails with `failure`.
    init(name: String, failure: ApplicationFailure) {
        self.init(name: name) { _, _ in throw failure }
    }

    /// The same activity, whose code runs on `threads` where it blocks.
    func blocking(on threads: BlockingThreads) -> ActivityDefinition {
        guard isBlocking else { return self }
        var copy = self
        copy.run = { [run] arguments, converter in
            try await withTaskExecutorPreference(threads) { try await run(arguments, converter) }
        }
        return copy
    }

    func validate() throws(RegistrationError) {
        guard !name.isEmpty else { throw RegistrationError("an activity has an empty activityType") }
        guard outputIsEncodable else {
            throw RegistrationError("\(name).run returns a type that is neither Void nor Encodable")
        }
    }
}

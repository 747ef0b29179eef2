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
}

/// What a worker runs, by name.
struct Registry: Sendable {
    private(set) var workflows: [String: WorkflowType] = [:]
    private(set) var activities: [String: ActivityDefinition] = [:]
    /// By service and operation, joined by a slash.
    private(set) var nexusHandlers: [String: NexusHandler] = [:]

    init(_ registrations: [Registration]) throws(RegistrationError) {
        for registration in registrations {
            switch registration.kind {
            case .workflow(let make):
                let type = try make()
                guard workflows.updateValue(type, forKey: type.name) == nil else {
                    throw RegistrationError("two workflows are registered with the name '\(type.name)'")
                }
            case .activity(let definition):
                try definition.validate()
                guard activities.updateValue(definition, forKey: definition.name) == nil else {
                    throw RegistrationError("two activities are registered with the name '\(definition.name)'")
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
    /// The activity of type `type`; where none is registered, one that fails and says so.
    func activity(_ type: String) -> ActivityDefinition {
        if let known = activities[type] { return known }
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
    private let outputIsEncodable: Bool

    init<A: Activity>(_ activity: A) {
        name = A.activityType
        outputIsEncodable = A.Output.self == Void.self || A.Output.self is any Encodable.Type
        run = { arguments, converter in
            switch A.arity {
            case 0:
                return try converter.encodeResult(await activity.run())
            case 1:
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

    /// An activity that always fails with `failure`.
    init(name: String, failure: ApplicationFailure) {
        self.name = name
        outputIsEncodable = true
        run = { _, _ in throw failure }
    }

    func validate() throws(RegistrationError) {
        guard !name.isEmpty else { throw RegistrationError("an activity has an empty activityType") }
        guard outputIsEncodable else {
            throw RegistrationError("\(name).run returns a type that is neither Void nor Encodable")
        }
    }
}

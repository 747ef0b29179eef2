// A workflow is a plain actor with a `run` method. The compiler guards its state; the run's executor orders everything that
// touches it, so `async let`, task groups, `Task {}` and actor methods replay the same way every time.

import TemporalCore

/// Stands for an argument that a workflow or activity does not take.
///
/// It is the default of the argument types of ``Workflow`` and ``Activity``; it is never encoded.
public struct NoArgument: Codable, Sendable {
    init() {}
}

/// A durable workflow: an actor whose `run` method Temporal replays from history.
///
/// Conform an actor and write one `run` method that takes up to four arguments:
/// ```swift
/// actor GreetingWorkflow: Workflow {
///     func run(_ name: String) async throws -> String { "Hello, \(name)!" }
/// }
/// ```
/// Code in a workflow is deterministic: it waits with ``sleep(for:summary:fileID:line:)``, ``wait(fileID:line:until:)`` and the other
/// durable functions, and leaves input and output to activities.
public protocol Workflow: Actor {
    /// The type of the first argument of `run`, inferred from it.
    associatedtype Argument1: Codable & Sendable = NoArgument
    /// The type of the second argument of `run`, inferred from it.
    associatedtype Argument2: Codable & Sendable = NoArgument
    /// The type of the third argument of `run`, inferred from it.
    associatedtype Argument3: Codable & Sendable = NoArgument
    /// The type of the fourth argument of `run`, inferred from it.
    associatedtype Argument4: Codable & Sendable = NoArgument
    /// What `run` returns: an `Encodable` value or `Void`.
    associatedtype Output: Sendable

    /// The name that clients start the workflow by. The default is the type's own name.
    static var workflowType: String { get }

    /// Which version of its worker's code a run goes on with when there is a new one, where workers have versions. The default is nil:
    /// what the worker's options say.
    static var versioningBehavior: VersioningBehavior? { get }

    /// The errors that fail a run where other errors than Temporal failures fail its workflow task, in addition to those of the
    /// worker's options: `[NoSuchCustomer.self]`. ``NondeterminismError`` may be one, and `(any Error).self` is all of them. The
    /// default is none.
    static var failureErrors: [any Error.Type] { get }

    /// The signals, queries and updates that the workflow answers. The default is none.
    @HandlersBuilder<Self> static var handlers: Handlers<Self> { get }

    /// Makes the workflow's initial state; called once a run, before any handler and before `run`.
    init()

    /// The workflow's code, for a workflow without arguments.
    func run() async throws -> Output
    /// The workflow's code, for a workflow with one argument.
    func run(_ argument1: Argument1) async throws -> Output
    /// The workflow's code, for a workflow with two arguments.
    func run(_ argument1: Argument1, _ argument2: Argument2) async throws -> Output
    /// The workflow's code, for a workflow with three arguments.
    func run(_ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3) async throws -> Output
    /// The workflow's code, for a workflow with four arguments.
    func run(
        _ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3, _ argument4: Argument4
    ) async throws -> Output
}

extension Workflow {
    /// The type's name without its module and without generic arguments' modules.
    public static var workflowType: String { String(describing: Self.self) }

    /// What the worker's options say.
    public static var versioningBehavior: VersioningBehavior? { nil }

    /// None.
    public static var failureErrors: [any Error.Type] { [] }

    /// No handlers.
    public static var handlers: Handlers<Self> { Handlers([]) }

    /// Reached only when the workflow takes arguments; throws ``ArityMismatch``.
    public func run() async throws -> Output { throw ArityMismatch(type: Self.workflowType) }
    /// Reached only when the workflow does not take one argument; throws ``ArityMismatch``.
    public func run(_: Argument1) async throws -> Output { throw ArityMismatch(type: Self.workflowType) }
    /// Reached only when the workflow does not take two arguments; throws ``ArityMismatch``.
    public func run(_: Argument1, _: Argument2) async throws -> Output {
        throw ArityMismatch(type: Self.workflowType)
    }
    /// Reached only when the workflow does not take three arguments; throws ``ArityMismatch``.
    public func run(_: Argument1, _: Argument2, _: Argument3) async throws -> Output {
        throw ArityMismatch(type: Self.workflowType)
    }
    /// Reached only when the workflow does not take four arguments; throws ``ArityMismatch``.
    public func run(_: Argument1, _: Argument2, _: Argument3, _: Argument4) async throws -> Output {
        throw ArityMismatch(type: Self.workflowType)
    }

    /// How many arguments `run` takes, 0 to 4.
    package static var arity: Int { argumentCount(Argument1.self, Argument2.self, Argument3.self, Argument4.self) }

    /// The executor of the run that owns this actor, so that everything that touches the actor runs in that run's order.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { RunExecutor.executor(for: self) }
}

/// A `run` method was called with a number of arguments that the type does not implement.
public struct ArityMismatch: Error, Sendable, CustomStringConvertible {
    /// The name of the workflow or activity type.
    public let type: String

    /// What happened, in a sentence.
    public var description: String { "\(type) has no run method with this number of arguments" }
}

/// The number of leading types that are not ``NoArgument``.
func argumentCount(_ types: any Any.Type...) -> Int {
    types.prefix { $0 != NoArgument.self }.count
}

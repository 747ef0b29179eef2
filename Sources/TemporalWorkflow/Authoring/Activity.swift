// An activity is a type with a `run` method and whatever it needs injected as stored properties. It runs outside the
// workflow, may do anything, and is retried by the server.

/// Work that a workflow asks for and a worker does outside of it: calls to services, databases, the clock.
///
/// ```swift
/// struct ChargeCard: Activity {
///     let gateway: PaymentGateway
///     func run(_ order: Order) async throws -> Receipt { try await gateway.charge(order) }
/// }
/// ```
/// A workflow names it by type, `try await execute(ChargeCard.self, order, startToClose: .seconds(30))`; a worker registers
/// an instance with its dependencies. `run` takes up to four arguments. An activity may run more than once.
public protocol Activity: Sendable {
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

    /// The name that workflows of any SDK schedule the activity by. The default is the type's own name.
    static var activityType: String { get }

    /// The activity's code, for an activity without arguments.
    func run() async throws -> Output
    /// The activity's code, for an activity with one argument.
    func run(_ argument1: Argument1) async throws -> Output
    /// The activity's code, for an activity with two arguments.
    func run(_ argument1: Argument1, _ argument2: Argument2) async throws -> Output
    /// The activity's code, for an activity with three arguments.
    func run(_ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3) async throws -> Output
    /// The activity's code, for an activity with four arguments.
    func run(
        _ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3, _ argument4: Argument4
    ) async throws -> Output
}

extension Activity {
    /// The type's name without its module.
    public static var activityType: String { String(describing: Self.self) }

    /// Reached only when the activity takes arguments; throws ``ArityMismatch``.
    public func run() async throws -> Output { throw ArityMismatch(type: Self.activityType) }
    /// Reached only when the activity does not take one argument; throws ``ArityMismatch``.
    public func run(_: Argument1) async throws -> Output { throw ArityMismatch(type: Self.activityType) }
    /// Reached only when the activity does not take two arguments; throws ``ArityMismatch``.
    public func run(_: Argument1, _: Argument2) async throws -> Output {
        throw ArityMismatch(type: Self.activityType)
    }
    /// Reached only when the activity does not take three arguments; throws ``ArityMismatch``.
    public func run(_: Argument1, _: Argument2, _: Argument3) async throws -> Output {
        throw ArityMismatch(type: Self.activityType)
    }
    /// Reached only when the activity does not take four arguments; throws ``ArityMismatch``.
    public func run(_: Argument1, _: Argument2, _: Argument3, _: Argument4) async throws -> Output {
        throw ArityMismatch(type: Self.activityType)
    }

    /// How many arguments `run` takes, 0 to 4.
    package static var arity: Int { argumentCount(Argument1.self, Argument2.self, Argument3.self, Argument4.self) }
}

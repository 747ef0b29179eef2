// Something in place of an activity: a closure under its name and with its types.

import TemporalWorkflow

/// Stands for the activity `Mocked` on a test's worker.
///
/// ```swift
/// let worker = try Worker(client: server.client, taskQueue: "orders") {
///     OrderWorkflow.self
///     MockActivity(ChargeCard.self) { order in Receipt(id: "r-1") }
/// }
/// ```
/// Workflows schedule it by the activity's type; the compiler checks what the closure takes and returns. What it throws fails
/// the attempt, as with any activity.
public struct MockActivity<Mocked: Activity>: Activity {
    /// The activity's first argument.
    public typealias Argument1 = Mocked.Argument1
    /// The activity's second argument.
    public typealias Argument2 = Mocked.Argument2
    /// The activity's third argument.
    public typealias Argument3 = Mocked.Argument3
    /// The activity's fourth argument.
    public typealias Argument4 = Mocked.Argument4
    /// What the activity returns.
    public typealias Output = Mocked.Output

    private enum Body: Sendable {
        case none(@Sendable () async throws -> Output)
        case one(@Sendable (Argument1) async throws -> Output)
        case two(@Sendable (Argument1, Argument2) async throws -> Output)
        case three(@Sendable (Argument1, Argument2, Argument3) async throws -> Output)
        case four(@Sendable (Argument1, Argument2, Argument3, Argument4) async throws -> Output)
    }

    private let body: Body

    /// The name of the activity that it stands for.
    public static var activityType: String { Mocked.activityType }

    /// Stands for an activity without arguments.
    public init(_ activity: Mocked.Type, _ body: @escaping @Sendable () async throws -> Mocked.Output)
    where Mocked.Argument1 == NoArgument {
        self.body = .none(body)
    }

    /// Stands for an activity with one argument.
    public init(_ activity: Mocked.Type, _ body: @escaping @Sendable (Mocked.Argument1) async throws -> Mocked.Output)
    where Mocked.Argument2 == NoArgument {
        self.body = .one(body)
    }

    /// Stands for an activity with two arguments.
    public init(
        _ activity: Mocked.Type,
        _ body: @escaping @Sendable (Mocked.Argument1, Mocked.Argument2) async throws -> Mocked.Output
    ) where Mocked.Argument3 == NoArgument {
        self.body = .two(body)
    }

    /// Stands for an activity with three arguments.
    public init(
        _ activity: Mocked.Type,
        _ body: @escaping @Sendable (Mocked.Argument1, Mocked.Argument2, Mocked.Argument3) async throws -> Mocked.Output
    ) where Mocked.Argument4 == NoArgument {
        self.body = .three(body)
    }

    /// Stands for an activity with four arguments.
    public init(
        _ activity: Mocked.Type,
        _ body:
            @escaping @Sendable (Mocked.Argument1, Mocked.Argument2, Mocked.Argument3, Mocked.Argument4)
            async throws -> Mocked.Output
    ) {
        self.body = .four(body)
    }

    /// Calls the closure.
    public func run() async throws -> Output {
        guard case .none(let body) = body else { throw MockMismatch(activity: Self.activityType) }
        return try await body()
    }

    /// Calls the closure.
    public func run(_ argument1: Argument1) async throws -> Output {
        guard case .one(let body) = body else { throw MockMismatch(activity: Self.activityType) }
        return try await body(argument1)
    }

    /// Calls the closure.
    public func run(_ argument1: Argument1, _ argument2: Argument2) async throws -> Output {
        guard case .two(let body) = body else { throw MockMismatch(activity: Self.activityType) }
        return try await body(argument1, argument2)
    }

    /// Calls the closure.
    public func run(_ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3) async throws -> Output {
        guard case .three(let body) = body else { throw MockMismatch(activity: Self.activityType) }
        return try await body(argument1, argument2, argument3)
    }

    /// Calls the closure.
    public func run(
        _ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3, _ argument4: Argument4
    ) async throws -> Output {
        guard case .four(let body) = body else { throw MockMismatch(activity: Self.activityType) }
        return try await body(argument1, argument2, argument3, argument4)
    }
}

/// A mock's closure takes another number of arguments than its activity.
struct MockMismatch: Error, CustomStringConvertible {
    let activity: String

    var description: String { "the closure that stands for \(activity) takes another number of arguments" }
}

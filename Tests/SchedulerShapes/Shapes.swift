// The corpus: every shape by name. Each must leave the same trace in every run, in debug and optimised builds alike.

/// The shapes that are deterministic.
package enum Shapes {
    package static let all: [(name: String, make: @Sendable () -> ShapeRun)] = [
        shape { AsyncLet() },
        shape { Group() },
        shape { MidGroup() },
        shape { PrioGroup() },
        shape { Throwing() },
        shape { CancelGroup() },
        shape { ContStructured() },
        shape { YieldStructured() },
        shape { StreamStructured() },
        shape { HopStructured() },
        shape { HopBig() },
        shape { HopTwo() },
        shape { HopUnused() },
        shape { HopConc() },
        shape { HopStay() },
        shape { HopChild() },
        shape { TaskHop() },
        shape { TaskHopPure() },
        shape { Unstructured() },
        shape { TaskAwaitsTask() },
        shape { NestedTask() },
        shape { GroupInTask() },
        shape { AsyncLetInTask() },
        shape { YieldTask() },
        shape { StreamTask() },
        shape { ContTask() },
        shape { Immediate() },
        shape { Detached() },
        shape { DetachedBusy() },
        shape { Prio() },
        shape { NoSelfTask() },
        shape { Race() },
        shape { Gen<Int>(7) },
        shape { DiscardingGroup() },
        shape { DiscardingThrow() },
        shape { TaskLocals() },
        shape { Reentrant() },
        shape { NestedLets() },
        shape { CancelMix() },
        shape { CancelBefore() },
        shape { ManyAwaiters() },
        shape { Isolations() },
        shape { Chain() },
        shape { TwoActors() },
        shape { BornBusy("text") },
        shape { Resumed() },
        shape { Tree() },
        shape { LeftBehind() },
        shape { StreamBuffers() },
        shape { StreamFails() },
        shape { StreamCanceled() },
        shape { StreamPulled() },
        shape { Sleeps() },
        shape { SleepTasks() },
        shape { SleepCanceled() },
    ]

    /// The shapes that wait for continuations of their own, which are theirs to resume: eviction cannot end them.
    package static let ownContinuations: Set<String> = ["ContStructured", "ContTask", "Resumed"]

    /// The shapes that have one order in each build, but not the same in all: `Task.immediate` goes on with whoever started
    /// it at its first hop, and the optimiser removes hops (docs/decisions/0007-the-order-of-a-run.md).
    package static let perBuild: [(name: String, make: @Sendable () -> ShapeRun)] = [
        shape { ImmediateHop() }
    ]

    /// The shapes that wait for what history does not know.
    package static let foreign: [(name: String, make: @Sendable () -> ShapeRun)] = [
        shape(durableSleeps: false) { OneSleep() },
        shape { OtherActor() },
        shape { MainHop() },
        shape { Stalls() },
    ]

    private static func shape<S: Shape>(
        durableSleeps: Bool = true, _ make: @escaping @Sendable () -> S
    ) -> (name: String, make: @Sendable () -> ShapeRun) {
        ("\(S.self)", { ShapeRun(durableSleeps: durableSleeps, make) })
    }
}

// Which run owns a workflow actor. An actor that is touched outside of its run's drain, by an author's mistake or as it dies,
// must still find its own run's executor and no other's: two runs that believed themselves the owner would lose updates.
// What must stay true: an actor's executor is the same from the first question to the end of its deinit, and no actor finds
// the executor of an earlier one at its address.

import Synchronization

/// Every workflow actor that was asked for its executor, with the answer.
///
/// An entry holds the executor, and the address of the actor (its memory, not the actor), until the actor's deinit is over. Each new
/// entry looks at two older ones and lets go of those that are gone, so the dead are never many more than the living.
enum ActorOwners {
    private struct Table {
        var owners: [Address: any SerialExecutor] = [:]
        var addresses: [Address] = []
        var cursor = 0

        mutating func add(_ address: Address, _ owner: any SerialExecutor) {
            address.hold()
            addresses.append(address)
            owners[address] = owner
        }

        /// Looks at some entries, and removes those whose actors are gone.
        mutating func sweep(_ count: Int) -> [any SerialExecutor] {
            var removed: [any SerialExecutor] = []
            for _ in 0..<min(count, addresses.count) {
                if cursor >= addresses.count { cursor = 0 }
                let address = addresses[cursor]
                guard address.isGone else {
                    cursor += 1
                    continue
                }
                addresses.swapAt(cursor, addresses.count - 1)
                addresses.removeLast()
                if let owner = owners.removeValue(forKey: address) { removed.append(owner) }
                address.release()
            }
            return removed
        }
    }

    private static let table = Mutex(Table())

    /// The executor of the actor at `address`, which is alive or in its deinit. One that is new becomes `owner`'s.
    static func executor(at address: Address, ifNew owner: @autoclosure () -> any SerialExecutor) -> any SerialExecutor
    {
        let (executor, removed) = table.withLock { table -> (any SerialExecutor, [any SerialExecutor]) in
            if let known = table.owners[address] { return (known, []) }
            let removed = table.sweep(2)
            let owner = owner()
            table.add(address, owner)
            return (owner, removed)
        }
        // Executors are released outside of the lock, for a release may run any code.
        withExtendedLifetime(removed) {}
        return executor
    }

    /// Removes entries whose actors are gone, up to a number that keeps the lock short.
    static func sweep() {
        let removed = table.withLock { $0.sweep(64) }
        withExtendedLifetime(removed) {}
    }

    /// How many actors of the runs with this label are remembered; for tests.
    static func count(ofRuns label: String) -> Int {
        table.withLock { table in table.owners.values.count { ($0 as? RunExecutor)?.label == label } }
    }
}

extension RunExecutor {
    /// The executor for a workflow actor: the draining run if it owns the actor, else the actor's own run, else one thread
    /// for all workflow actors that no run owns.
    package static func executor(for actor: any Actor) -> UnownedSerialExecutor {
        let address = Address(of: actor)
        let current = DrainMark.current
        if let current, current.owned == address { return current.asUnownedSerialExecutor() }
        let executor = ActorOwners.executor(
            at: address, ifNew: current.flatMap { $0.isAdopting ? $0 : nil } ?? OrphanExecutor.shared)
        return executor.asUnownedSerialExecutor()
    }

    /// Makes the actor that the run owns; everything that touches it from now on happens in the run's drains, also the tasks
    /// that its `init` starts. To be called in a drain. An actor that was used elsewhere before is a foreign wait.
    package func adopt<A>(_ make: () -> A, actor: (A) -> any Actor) -> A {
        let wasAdopting = isAdopting
        isAdopting = true
        let made = make()
        isAdopting = wasAdopting
        let address = Address(of: actor(made))
        switch ActorOwners.executor(at: address, ifNew: self) {
        case let run as RunExecutor where run === self: owned = owned ?? address
        case let run as RunExecutor: report(.otherRun(run.label))
        default: report(.actor)
        }
        return made
    }
}

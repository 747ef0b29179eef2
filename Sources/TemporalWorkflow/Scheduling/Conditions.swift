// What a run's code waits for in its own state. Conditions are checked between jobs, without a task, in the order in which they
// were registered.

/// The conditions of a run, oldest first.
struct Conditions {
    struct Entry {
        let id: Int
        let check: () -> Bool
        let wait: DurableFuture<Void>
    }

    var entries: [Entry] = []
    var lastID = 0
}

extension RunExecutor {
    /// Resolves `wait` when `check` is true and nothing else can run. What that wakes runs before any condition is checked
    /// again. `check` is called on the draining thread, where the run's actor may assume its isolation.
    ///
    /// To be called in a drain. A condition whose `wait` is resolved otherwise is forgotten. Returns a number to remove the
    /// condition by.
    package func registerCondition(_ check: @escaping () -> Bool, resolving wait: DurableFuture<Void>) -> Int {
        conditions.lastID += 1
        if isCurrent, !isEvicted {
            conditions.entries.append(Conditions.Entry(id: conditions.lastID, check: check, wait: wait))
        }
        return conditions.lastID
    }

    /// Forgets a condition. To be called in a drain.
    package func removeCondition(_ id: Int) {
        guard isCurrent, let index = conditions.entries.firstIndex(where: { $0.id == id }) else { return }
        conditions.entries.remove(at: index)
    }

    /// Resolves the first condition that is true, in the order in which they were registered.
    func resolveCondition() -> Bool {
        if conditions.entries.isEmpty { return false }
        conditions.entries.removeAll { $0.wait.isResolved }
        guard let entry = conditions.entries.first(where: { $0.check() }) else { return false }
        removeCondition(entry.id)
        entry.wait.resolve(with: .success(()))
        return true
    }
}

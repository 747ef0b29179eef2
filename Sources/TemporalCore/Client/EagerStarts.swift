// Eager starts: a workflow that is started where a worker of its task queue runs too need not wait for a poll. The answer to its
// start brings its first task, which runs in a slot that was taken before.

import Synchronization

/// The workers of one client that run first tasks at once.
package final class EagerStarts: Sendable {
    /// A first task.
    package typealias Task = API.WorkflowService.PollWorkflowTaskQueueResponse

    /// A slot that is held for the first task of a workflow; one of its closures is called once.
    package struct Place: Sendable {
        /// The deployment of the worker.
        package var deployment: API.Deployment.WorkerDeploymentOptions?
        /// Runs the task.
        package var run: @Sendable (Task) -> Void
        /// Gives the place back.
        package var release: @Sendable () -> Void

        package init(
            deployment: API.Deployment.WorkerDeploymentOptions?, run: @escaping @Sendable (Task) -> Void,
            release: @escaping @Sendable () -> Void
        ) {
            self.deployment = deployment
            self.run = run
            self.release = release
        }
    }

    /// Takes a place for a workflow of the named type, if there is one.
    package typealias Offer = @Sendable (_ workflowType: String) -> Place?

    private struct State {
        var offers: [String: [(id: UInt64, offer: Offer)]] = [:]
        var lastID: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Takes up what a worker of `taskQueue` offers; returns what takes the offer back.
    package func add(_ taskQueue: String, _ offer: @escaping Offer) -> @Sendable () -> Void {
        let id = state.withLock { state in
            state.lastID += 1
            state.offers[taskQueue, default: []].append((state.lastID, offer))
            return state.lastID
        }
        return { [self] in
            state.withLock { state in
                state.offers[taskQueue]?.removeAll { $0.id == id }
                if state.offers[taskQueue]?.isEmpty == true { state.offers[taskQueue] = nil }
            }
        }
    }

    /// A place for a workflow of the named type on `taskQueue`; nil where no worker here has one.
    func place(on taskQueue: String, for workflowType: String) -> Place? {
        let offers = state.withLock { $0.offers[taskQueue] ?? [] }
        for (_, offer) in offers {
            if let place = offer(workflowType) { return place }
        }
        return nil
    }
}

// Code that changes while its runs are under way: patches in one version of the code, or versions beside each other.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// The first step of a change: new runs charge before they ship.
actor Fulfilment: Workflow {
    func run(_ cents: Int) async throws -> [String] {
        if try patched("charge-first") {
            let charged = try await execute(Charge.self, cents, startToClose: .seconds(30))
            return [charged, try await execute(Book.self, "a van", startToClose: .seconds(30))]
        }
        let shipped = try await execute(Book.self, "a van", startToClose: .seconds(30))
        return [shipped, try await execute(Charge.self, cents, startToClose: .seconds(30))]
    }
}

/// The second step, when no run follows the code from before.
actor FulfilmentLater: Workflow {
    static var workflowType: String { "Fulfilment" }

    func run(_ cents: Int) async throws -> [String] {
        try deprecatePatch("charge-first")
        let charged = try await execute(Charge.self, cents, startToClose: .seconds(30))
        return [charged, try await execute(Book.self, "a van", startToClose: .seconds(30))]
    }
}

/// Stays with the version that it began with, and moves on when it continues as new.
actor Subscription: Workflow {
    static var versioningBehavior: VersioningBehavior? { .pinned }

    func run(_ months: Int) async throws {
        _ = try await execute(Charge.self, 999, startToClose: .seconds(30))
        try await sleep(for: .seconds(30 * 86_400))
        let options = ContinueAsNewOptions(versioningBehavior: info.isTargetVersionChanged ? .autoUpgrade : nil)
        try continueAsNew(months + 1, options: options)
    }
}

func versionedWorker(_ client: TemporalClient, build: String) throws -> Worker {
    var options = WorkerOptions()
    options.deployment = WorkerDeploymentOptions(
        WorkerDeploymentVersion(deploymentName: "subscriptions", buildID: build),
        defaultVersioningBehavior: .autoUpgrade)
    return try Worker(client: client, taskQueue: "subscriptions", options: options) {
        Subscription.self
        Charge()
    }
}

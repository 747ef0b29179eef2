// Versions of a deployment on a real server: which of two workers runs what, and what moves from one to the other.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Says which version it began and ended with.
private actor Pinned: Workflow {
    static let versioningBehavior: VersioningBehavior? = .pinned
    private var mayEnd = false

    func run() async throws -> String { try await spanning { $0.mayEnd } }

    static var handlers: Handlers<Pinned> { Signal("end") { (w: isolated Pinned) in w.mayEnd = true } }
}

/// The same, but that it goes on with whatever is current.
private actor Upgrades: Workflow {
    static let versioningBehavior: VersioningBehavior? = .autoUpgrade
    private var mayEnd = false

    func run() async throws -> String { try await spanning { $0.mayEnd } }

    static var handlers: Handlers<Upgrades> { Signal("end") { (w: isolated Upgrades) in w.mayEnd = true } }
}

/// Continues as new when it is told to, in the way that the signal says.
private actor MovesOn: Workflow {
    static let versioningBehavior: VersioningBehavior? = .pinned
    private var behavior: ContinueAsNewVersioningBehavior?

    func run(_ begun: String) async throws -> String {
        let version = info.deploymentVersion?.buildID ?? "none"
        if !begun.isEmpty { return "\(begun) to \(version)" }
        try await wait { $0.behavior != nil }
        try continueAsNew(version, options: ContinueAsNewOptions(versioningBehavior: behavior))
    }

    static var handlers: Handlers<MovesOn> {
        Signal("poke") { (w: isolated MovesOn) in w.behavior = .autoUpgrade }
        Signal("ramp") { (w: isolated MovesOn) in w.behavior = .useRampingVersion }
    }
}

/// Ends when it hears that it could move on; each signal lets it look.
private actor Watches: Workflow {
    static let versioningBehavior: VersioningBehavior? = .pinned
    private var looks: [Bool] = []

    func run() async throws -> String {
        try await wait { $0.looks.last == true }
        return info.deploymentVersion?.buildID ?? "none"
    }

    static var handlers: Handlers<Watches> {
        Signal("look") { (w: isolated Watches) in w.looks.append(w.info.isTargetVersionChanged) }
        Query("looks") { (w: isolated Watches) in w.looks }
    }
}

private actor Silent: Workflow {
    func run() async throws -> String { info.deploymentVersion?.description ?? "none" }
}

extension Workflow {
    fileprivate func spanning(_ condition: @escaping @Sendable (isolated Self) -> Bool) async throws -> String {
        let first = info.deploymentVersion?.buildID ?? "none"
        try await wait(until: condition)
        return "\(first) to \(info.deploymentVersion?.buildID ?? "none")"
    }
}

@Suite(.timeLimit(.minutes(5))) struct WorkerDeploymentTests {
    private func options(_ deployment: String, _ build: String) -> WorkerOptions {
        var options = WorkerOptions()
        options.deployment = WorkerDeploymentOptions(
            WorkerDeploymentVersion(deploymentName: deployment, buildID: build), defaultVersioningBehavior: .autoUpgrade
        )
        return options
    }

    private func setCurrent(_ build: String, of deployment: String, _ place: Place) async throws {
        try await set("current", build, of: deployment, place)
    }

    private func set(
        _ kind: String, _ build: String, of deployment: String, _ place: Place, _ more: [String] = []
    ) async throws {
        try await eventually(within: .seconds(60)) {
            try await place.cli.run(
                [
                    "worker", "deployment", "set-\(kind)-version", "--deployment-name", deployment, "--build-id", build,
                    "--yes",
                ] + more
            ).status == 0
        }
    }

    @Test func `a pinned workflow keeps its version, another one moves on, and a third continues as new onto the next`()
        async throws
    {
        let place = try await Place()
        let deployment = "deployment-\(UUID().uuidString)"
        func worker(_ build: String) throws -> RunningWorker {
            try place.worker(options(deployment, build)) {
                Pinned.self
                Upgrades.self
                MovesOn.self
                Silent.self
            }
        }
        let old = try worker("1.0")
        try await setCurrent("1.0", of: deployment, place)
        let (pinned, upgrades) = (try await place.start(Pinned.self), try await place.start(Upgrades.self))
        let moves = try await place.start(MovesOn.self, #""""#)
        for id in [pinned, upgrades, moves] {
            try await eventually {
                try await place.events(id).contains { if case .workflowTaskCompleted = $0 { true } else { false } }
            }
        }
        let new = try worker("2.0")
        try await setCurrent("2.0", of: deployment, place)
        // The task queue hears of it a moment later.
        try await eventually { try await place.result(place.start(Silent.self)) == "\(deployment):2.0" }
        for id in [pinned, upgrades] { try await place.cli.workflow("signal", id, ["--name", "end"]) }
        try await place.cli.workflow("signal", moves, ["--name", "poke"])
        #expect(try await place.result(pinned) == "1.0 to 1.0")
        #expect(try await place.result(upgrades) == "1.0 to 2.0")
        #expect(try await place.result(moves) == "1.0 to 2.0")
        #expect(try await place.result(place.start(Silent.self)) == "\(deployment):2.0")
        await old.askToStop()
        try await old.end()
        try await new.stop()
    }

    @Test func `a pinned run hears that another version has become current`() async throws {
        let server = try await DevServer.start(dynamicConfiguration: ["system.enableSendTargetVersionChanged=true"])
        defer { withExtendedLifetime(server) {} }
        let place = try await Place(server: server)
        let deployment = "deployment-\(UUID().uuidString)"
        let old = try place.worker(options(deployment, "1.0")) { Watches.self }
        try await setCurrent("1.0", of: deployment, place)
        let id = try await place.start(Watches.self)
        let handle = place.client.workflow(id: id)
        try await place.cli.workflow("signal", id, ["--name", "look"])
        try await eventually { () -> Bool in try await handle.query("looks", as: [Bool].self) == [false] }
        let new = try place.worker(options(deployment, "2.0")) { Watches.self }
        try await setCurrent("2.0", of: deployment, place)
        // The task queue hears of it a moment later.
        try await eventually(within: .seconds(60)) { () -> Bool in
            if try await handle.describe().status == .completed { return true }
            // It may have ended meanwhile.
            _ = try await place.cli.run(["workflow", "signal", "--workflow-id", id, "--name", "look"])
            return false
        }
        #expect(try await place.result(id) == "1.0")
        await old.askToStop()
        try await old.end()
        try await new.stop()
    }

    @Test func `a pinned run may continue as new onto the version that is ramped up, however small its share`()
        async throws
    {
        let place = try await Place()
        let deployment = "deployment-\(UUID().uuidString)"
        func worker(_ build: String) throws -> RunningWorker {
            try place.worker(options(deployment, build)) {
                MovesOn.self
                Silent.self
            }
        }
        func ramp(_ share: String, until version: String) async throws {
            try await set("ramping", "2.0", of: deployment, place, ["--percentage", share])
            // The task queue hears of it a moment later.
            try await eventually(within: .seconds(60)) { () -> Bool in
                try await place.result(place.start(Silent.self)) == "\(deployment):\(version)"
            }
        }
        let old = try worker("1.0")
        try await setCurrent("1.0", of: deployment, place)
        let id = try await place.start(MovesOn.self, #""""#)
        try await eventually { () -> Bool in
            try await place.events(id).contains { if case .workflowTaskCompleted = $0 { true } else { false } }
        }
        let new = try worker("2.0")
        // All of it first, so that the queue is known to have heard.
        try await ramp("100", until: "2.0")
        try await ramp("1", until: "1.0")
        try await place.cli.workflow("signal", id, ["--name", "ramp"])
        #expect(try await place.result(id) == "1.0 to 2.0")
        await old.askToStop()
        try await old.end()
        try await new.stop()
    }

    @Test func `a start may say which version it runs with`() async throws {
        let place = try await Place()
        let deployment = "deployment-\(UUID().uuidString)"
        let first = try place.worker(options(deployment, "1.0")) { Silent.self }
        try await setCurrent("1.0", of: deployment, place)
        let second = try place.worker(options(deployment, "2.0")) { Silent.self }
        let version = WorkerDeploymentVersion(deploymentName: deployment, buildID: "2.0")
        var start = StartWorkflowOptions()
        start.versioningOverride = .pinned(version)
        let options = start
        let id = UUID().uuidString
        // The server must have heard of the second worker.
        try await eventually {
            do {
                _ = try await place.client.startWorkflow("Silent", id: id, taskQueue: place.taskQueue, options: options)
                return true
            } catch is WorkflowAlreadyStartedError {
                return true
            } catch is RPCError {
                return false
            }
        }
        #expect(try await place.result(id) == "\(deployment):2.0")
        await first.askToStop()
        try await first.end()
        try await second.stop()
    }

    @Test func `a run is moved to another version while it runs, and left to its workers again`() async throws {
        let place = try await Place()
        let deployment = "deployment-\(UUID().uuidString)"
        func worker(_ build: String) throws -> RunningWorker {
            try place.worker(options(deployment, build)) {
                Pinned.self
                Upgrades.self
            }
        }
        func handle(_ id: String) async throws -> WorkflowHandle {
            try await eventually { () -> Bool in
                try await place.events(id).contains { if case .workflowTaskCompleted = $0 { true } else { false } }
            }
            return place.client.workflow(id: id)
        }
        let first = try worker("1.0")
        try await setCurrent("1.0", of: deployment, place)
        let moved = try await handle(place.start(Pinned.self))
        let version = WorkerDeploymentVersion(deploymentName: deployment, buildID: "2.0")
        let early = try await #require(throws: RPCError.self) {
            try await moved.updateOptions(versioningOverride: .pinned(version))
        }
        #expect(early.code == .failedPrecondition)
        let second = try worker("2.0")
        // The server must have heard of the second worker.
        try await eventually { () -> Bool in
            do {
                try await moved.updateOptions(versioningOverride: .pinned(version))
                return true
            } catch let error as RPCError where error.code == .failedPrecondition {
                return false
            }
        }
        var start = StartWorkflowOptions()
        start.versioningOverride = .pinned(version)
        let id = UUID().uuidString
        _ = try await place.client.startWorkflow("Upgrades", id: id, taskQueue: place.taskQueue, options: start)
        place.expect(id)
        let left = try await handle(id)
        try await left.updateOptions(versioningOverride: nil)
        for workflow in [moved, left] { try await workflow.signal("end") }
        #expect(try await moved.result(as: String.self) == "1.0 to 2.0")
        #expect(try await left.result(as: String.self) == "2.0 to 1.0")
        let closed = try await #require(throws: RPCError.self) {
            try await moved.updateOptions(versioningOverride: nil)
        }
        #expect(closed.code == .notFound)
        await first.askToStop()
        try await first.end()
        try await second.stop()
    }

    @Test func `a workflow without a behavior is refused where the server needs one`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.deployment = WorkerDeploymentOptions(WorkerDeploymentVersion(deploymentName: "d", buildID: "1"))
        let error = #expect(throws: RegistrationError.self) {
            try place.worker(options) {
                Pinned.self
                Silent.self
            }
        }
        #expect(error?.description.contains("Silent and this worker's options state no versioning behavior") == true)
        options.deployment?.usesVersioning = false
        let worker = try place.worker(options) { Silent.self }
        #expect(try await place.result(place.start(Silent.self)) == "d:1")
        try await worker.stop()
    }
}

// Workflows whose code changes between deployments, and workflows that answer whatever comes, on a real server.

import Foundation
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// One workflow type in three deployments; each ends once it is told to.
private enum Deployment {
    actor First: Workflow {
        static let workflowType = "Changing"
        private var mayEnd = false

        func run() async throws -> String {
            let result = try await execute(Says.self, "old", startToClose: .seconds(10))
            try await wait { $0.mayEnd }
            return result
        }

        static var handlers: Handlers<First> { Signal("end") { (w: isolated First) in w.mayEnd = true } }
    }

    actor Second: Workflow {
        static let workflowType = "Changing"
        private var mayEnd = false

        func run() async throws -> String {
            let isNew = try patched("new")
            let result = try await execute(Says.self, isNew ? "new" : "old", startToClose: .seconds(10))
            try await wait { $0.mayEnd }
            return result
        }

        static var handlers: Handlers<Second> { Signal("end") { (w: isolated Second) in w.mayEnd = true } }
    }

    actor Third: Workflow {
        static let workflowType = "Changing"
        private var mayEnd = false

        func run() async throws -> String {
            try deprecatePatch("new")
            let result = try await execute(Says.self, "new", startToClose: .seconds(10))
            try await wait { $0.mayEnd }
            return result
        }

        static var handlers: Handlers<Third> { Signal("end") { (w: isolated Third) in w.mayEnd = true } }
    }
}

private struct Says: Activity {
    func run(_ text: String) async throws -> String { text }
}

/// Answers everything with its name.
private actor Answers: Workflow {
    private var heard: [String] = []

    func run() async throws -> [String] {
        try await wait { $0.heard.contains("end") }
        try await wait { $0.allHandlersFinished }
        return heard
    }

    static var handlers: Handlers<Answers> {
        DynamicSignal { (w: isolated Answers, name, arguments) in
            let word = arguments.count > 0 ? try arguments.decode(0, as: String.self) : ""
            w.heard.append(name + word)
        }
        DynamicQuery { (w: isolated Answers, name, _) in "\(name) \(w.heard.count)" }
        DynamicUpdate { (w: isolated Answers, name, arguments) in
            w.heard.append(name)
            return try arguments.decode(0, as: Int.self) + 1
        } validator: { _, _, arguments in
            if arguments.count == 0 { throw ApplicationFailure("no number", type: "NoNumber") }
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct ChangedCodeTests {
    @Test func `runs of each deployment end in the next, and the server lists which changes they follow`() async throws
    {
        let place = try await Place()
        let first = try place.worker {
            Deployment.First.self
            Says()
        }
        let old = try await place.start("Changing")
        try await eventually { try await place.hasActivityResult(old) }
        await first.askToStop()
        try await first.end()

        let second = try place.worker {
            Deployment.Second.self
            Says()
        }
        let new = try await place.start("Changing")
        try await eventually { try await place.hasActivityResult(new) }
        try await place.cli.workflow("signal", old, ["--name", "end"])
        #expect(try await place.result(old) == "old")
        let list = try await place.cli.workflow("describe", new).json() as? [String: Any]
        #expect("\(list ?? [:])".contains("TemporalChangeVersion"))
        // The histories so far replay with the code of their time; the next deployment only with what it has to know.
        try await second.stop(changed: ["Changing"])

        let third = try place.worker {
            Deployment.Third.self
            Says()
        }
        try await place.cli.workflow("signal", new, ["--name", "end"])
        #expect(try await place.result(new) == "new")
        await third.askToStop()
        try await third.end()
        let replayer = try Replayer { Deployment.Third.self }
        try await replayer.replayThroughout(WorkflowHistory(of: place.client.workflow(id: new)))
        await place.client.close()
    }

    @Test func `messages of any name reach the dynamic handlers`() async throws {
        let place = try await Place()
        let worker = try place.worker { Answers.self }
        let id = try await place.start(Answers.self)
        try await place.cli.workflow("signal", id, ["--name", "greet", "--input", #"" Ann""#])
        let update = ["--workflow-id", id, "--name", "count", "--input", "4"]
        #expect(
            try await place.cli.run(["workflow", "update", "execute"] + update).succeeded().text(at: "result") == "5")
        let refused = try await place.cli.run(
            ["workflow", "update", "execute", "--workflow-id", id, "--name", "count"])
        #expect(refused.status != 0 && refused.errors.contains("no number"))
        let answer = try await place.cli.workflow("query", id, ["--type", "anything"])
        #expect(answer.output.contains("anything 2"))
        let waits = try await place.cli.workflow("stack", id)
        #expect(waits.output.contains("waits for condition"), "\(waits.output)")
        let metadata = try await place.cli.workflow("metadata", id)
        #expect(metadata.output.contains("Answers"), "\(metadata.output)")
        try await place.cli.workflow("signal", id, ["--name", "end"])
        #expect(try await place.cli.result(id).text(at: "result.0") == "greet Ann")
        try await worker.stop()
    }
}

extension Place {
    fileprivate func hasActivityResult(_ id: String) async throws -> Bool {
        try await events(id).contains { if case .activityTaskCompleted = $0 { true } else { false } }
    }
}

// What people are told of workflows and their steps: summaries and details, on a real server.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Says what it does, in every way there is.
private actor Tells: Workflow {
    private var mayEnd = false

    func run() async throws {
        currentDetails = "resting"
        try await sleep(for: .milliseconds(1), summary: "a short rest")
        currentDetails = "**working**"
        var options = ChildWorkflowOptions()
        options.summary = "a quick child"
        options.details = "It says *done*."
        _ = try await executeChild(Quick.self, options: options)
        try await wait { $0.mayEnd }
    }

    static var end: Signal<Tells, Void> { Signal("end") { $0.mayEnd = true } }
    static var tries: Query<Tells, Void, String> {
        Query("tries") { workflow in
            workflow.currentDetails = "changed by a query"
            return workflow.currentDetails
        }
    }
    static var handlers: Handlers<Tells> { end; tries }
}

@Suite(.timeLimit(.minutes(5))) struct UserMetadataTests {
    @Test func `people are told what a workflow is, what it does and what its steps are`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Tells.self
            Quick.self
        }
        var options = StartWorkflowOptions()
        options.summary = "an example"
        options.details = "It has *details*."
        let handle = try await place.client.startWorkflow(
            Tells.self, id: "tells-\(place.taskQueue)", taskQueue: place.taskQueue, options: options)
        let described = try await handle.untyped.describe()
        #expect(described.summary == "an example" && described.details == "It has *details*.")
        try await eventually {
            let metadata = try await handle.untyped.query("__temporal_workflow_metadata", as: Payload.self)
            return try API.SDK.WorkflowMetadata(json: metadata.data).currentDetails == "**working**"
        }
        #expect(try await handle.query(Tells.tries) == "**working**")
        try await handle.signal(Tells.end)
        try await handle.result()
        let history = try await place.cli.history(handle.id)
        for text in ["a short rest", "a quick child", "It says *done*."] {
            let encoded = Data("\"\(text)\"".utf8).base64EncodedString()
            #expect(history.contains(encoded) || history.contains(text), "\(text)")
        }
        try await worker.stop()
    }
}

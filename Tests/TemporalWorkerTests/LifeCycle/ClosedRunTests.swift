// Runs that were closed from outside while they were in a worker's memory leave it.

import Foundation
import TemporalCore
import TemporalWorkflow
import TestSupport
import Testing

@testable import TemporalWorker

@Suite(.timeLimit(.minutes(5))) struct ClosedRunTests {
    @Test func `a run that was terminated leaves the cache, and others stay`() async throws {
        let place = try await Place()
        let worker = try place.worker { Lingers.self }
        let runs = try #require(worker.workers.first).workflowTasks.runs
        var ids: [String] = []
        for _ in 0..<3 { ids.append(try await place.start("Lingers")) }
        try await eventually { runs.count == 3 }
        let inAnHour = ContinuousClock.now + .seconds(3_600)
        await runs.evictClosed(at: .now)
        try await place.client.workflow(id: ids[1]).terminate()
        // Visibility learns of it a little later; each time is another, for a run is asked of ever more rarely.
        var time = inAnHour
        try await eventually {
            await runs.evictClosed(at: time)
            time += .seconds(7_200)
            return runs.count == 2
        }
        try await worker.stop()
    }
}

private actor Lingers: Workflow {
    func run() async throws { try await wait { _ in false } }
}

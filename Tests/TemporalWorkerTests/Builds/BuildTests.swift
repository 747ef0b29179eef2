// An author's optimised worker takes over what a debug build began, and a debugger looks at what an optimised build did: both
// run the same code in the same order.

import FaultWorkflows
import Foundation
import ReplaySupport
import TemporalCore
import TestSupport
import Testing

/// The optimised worker, which `scripts/test` builds.
private let optimised = ProcessInfo.processInfo.environment["OPTIMISED_WORKER"]

@Suite(.enabled(if: optimised != nil, "OPTIMISED_WORKER is not set: see scripts/test"), .timeLimit(.minutes(5)))
struct BuildTests {
    @Test(arguments: ["debug", "optimised"])
    func `what one build recorded replays in the other`(recorder: String) async throws {
        let debug = Repository.executable("fault-worker")
        let builds = [debug, try #require(optimised)]
        let (recording, replaying) = recorder == "debug" ? (builds[0], builds[1]) : (builds[1], builds[0])
        let place = try await Place()
        let worker = try Peer(
            [recording],
            environment: [
                "TEMPORAL_ADDRESS": place.cli.address, "TEMPORAL_TASK_QUEUE": place.taskQueue,
                "TMPDIR": try Repository.scratch.get().path,
            ])
        var random = SeededGenerator.fresh()
        let replays = RunReplays()
        try replays.register(faultWorkflows)
        var files: [String] = []
        for type in ["Concurrent", "Concurrent", "Concurrent", "Mixed"] {
            let id = try await place.start(type, ["\(Int.random(in: 0...1_000, using: &random))"])
            replays.expect(id)
            #expect(try await place.cli.closed(id) == "COMPLETED")
            let file = try Repository.scratchFile("\(recorder)-\(type).json")
            try Data(try await place.cli.history(id).utf8).write(to: file)
            files.append(file.path)
        }
        worker.send(signal: SIGTERM)
        #expect(try await worker.exit(within: .seconds(60)) == 0)
        let replayed = try await runCommand([replaying, "replay"] + files)
        #expect(replayed.status == 0, "\(replayed.output)\(replayed.errors)")
        #expect(replayed.output.contains("replayed \(files.count) histories"))
        try await replays.replay(of: place.client, where: "TaskQueue = '\(place.taskQueue)'")
        await place.client.close()
    }
}

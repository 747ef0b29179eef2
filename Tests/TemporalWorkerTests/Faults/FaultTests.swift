// Workers, servers and networks that fail in the middle of the work: everything completes, and nothing is lost. "make
// test-faults" does it at full size; a failing run is repeated with the seed that it printed.

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct FaultTests {
    @Test func `a worker killed in the middle and started again completes everything`() async throws {
        var random = announcedGenerator("worker kills")
        let kills = TestScale.pick(short: 1, long: 3)
        let pauses = (0..<kills).map { _ in Duration.milliseconds(Int.random(in: 1_500...4_000, using: &random)) }
        try await FaultRun("worker kills", server: DevServer.shared).survive { run in
            for pause in pauses {
                try await Task.sleep(for: pause)
                #expect(run.done < FaultRun.count, "the worker was killed too late to matter")
                try await run.killWorker()
                run.say("killed the worker after \(pause) and started another")
            }
        }
    }

    @Test func `a server killed and restarted loses nothing`() async throws {
        let server = try await DevServer.start(keepsState: true)
        let absence = TestScale.pick(short: Duration.seconds(3), long: .seconds(20))
        try await FaultRun("server kill", server: server).survive { run in
            try await Task.sleep(for: .seconds(2))
            #expect(run.done < FaultRun.count, "the server was killed too late to matter")
            try await server.kill()
            run.say("killed the server; it stays away for \(absence)")
            try await Task.sleep(for: absence)
            try await server.restart()
            run.say("the server is back")
        }
    }

    private enum Fault: String, CaseIterable {
        case reset, refuse, blackHole, halfCloseClient, halfCloseServer, cutClient, cutServer, delay
    }

    @Test func `a network that resets, swallows, half closes, cuts and delays loses nothing`() async throws {
        var random = announcedGenerator("network")
        let server = try await DevServer.shared
        let proxy = try await FaultProxy.start(before: server.port)
        let rounds = TestScale.pick(short: 1, long: 3)
        let faults = (0..<rounds).flatMap { _ in Fault.allCases.shuffled(using: &random) }
        let cuts = faults.map { _ in Int.random(in: 1...20_000, using: &random) }
        let pauses = faults.map { _ in Duration.milliseconds(Int.random(in: 200...1_200, using: &random)) }
        try await FaultRun("network", server: server, workerAddress: proxy.address).survive { run in
            try await Task.sleep(for: .seconds(1))
            if TestScale.isLong {
                // Long enough for the worker to give the connection up for dead; the server finds out when it passes again.
                run.say("black hole for 50 s")
                try await proxy.blackHole()
                try await Task.sleep(for: .seconds(50))
                try await proxy.pass()
            }
            for (index, fault) in faults.enumerated() where run.done < FaultRun.count {
                run.say(fault.rawValue)
                switch fault {
                case .reset: try await proxy.reset()
                case .refuse: try await proxy.refuse()
                case .blackHole: try await proxy.blackHole()
                case .halfCloseClient: try await proxy.halfClose(.client)
                case .halfCloseServer: try await proxy.halfClose(.server)
                case .cutClient: try await proxy.cut(.client, afterBytes: cuts[index])
                case .cutServer: try await proxy.cut(.server, afterBytes: cuts[index])
                case .delay: try await proxy.delay(milliseconds: 150)
                }
                try await Task.sleep(for: pauses[index])
                try await proxy.pass()
                try await Task.sleep(for: .milliseconds(300))
            }
        }
    }

    /// A generator whose seed stands in the output.
    private func announcedGenerator(_ what: String) -> SeededGenerator {
        let generator = SeededGenerator.fresh()
        FaultRun.say("\(what): TEST_SEED=\(generator.seed)")
        return generator
    }
}

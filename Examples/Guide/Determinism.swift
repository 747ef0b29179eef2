// Time, randomness and logs of a workflow: the same on every replay.

import TemporalCore
import TemporalWorkflow

actor Raffle: Workflow {
    func run(_ names: [String]) async throws -> String {
        let drawnAt = now
        var random = random
        let winner = names.randomElement(using: &random) ?? "nobody"
        let ticket = uuid()
        // Silent while history is replayed.
        logger.info("\(winner) wins with the ticket \(ticket)")
        try await sleep(for: .milliseconds(20))
        return "\(winner), after \(now > drawnAt ? "a while" : "no time")"
    }
}

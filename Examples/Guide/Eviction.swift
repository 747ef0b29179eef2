// What a run's code sees when its worker lets it go from memory.

import TemporalCore
import TemporalWorkflow

actor Patient: Workflow {
    func run(_ what: String) async throws -> String {
        do {
            return try await execute(Book.self, what, startToClose: .seconds(30))
        } catch let failure as ActivityFailure {
            // Only what this code expects: an eviction is none of it, and passes.
            return "not booked: \(failure.cause.map { "\($0)" } ?? failure.message)"
        }
    }
}

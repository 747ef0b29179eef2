// The recorder's workflows whose code was changed.

import TemporalCore
import TemporalWorkflow

actor PatchedWorkflow: Workflow {
    func run() async throws -> String {
        try await echo(patched("new-way") ? "new" : "old")
        try await trivial(1)
        try await echo(patched("new-way") ? "new again" : "old again")
        return "ok"
    }
}

actor OldWorkflow: Workflow {
    func run() async throws -> String {
        if try patched("new-way") {
            try await echo("new")
        } else {
            try await trivial(0)
        }
        try await trivial(1)
        return "ok"
    }
}

actor DeprecatedPatchWorkflow: Workflow {
    func run() async throws -> String {
        try deprecatePatch("new-way")
        try await echo("new")
        return "ok"
    }
}

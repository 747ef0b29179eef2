// Activities that share what one process has: a file that the first one writes and the second one reads.

import TemporalCore
import TemporalWorkflow

struct Download: Activity {
    func run(_ address: String) async throws -> String { "/tmp/\(address.count)" }
}

struct CountPages: Activity {
    func run(_ file: String) async throws -> Int { file.count }
}

actor PageCount: Workflow {
    func run(_ address: String) async throws -> Int {
        let options = SessionOptions(creationTimeout: .seconds(30), heartbeat: .seconds(20))
        while true {
            do {
                return try await withSession(options) { workflow, session in
                    let file = try await workflow.execute(
                        Download.self, address, startToClose: .seconds(60), options: session.options())
                    return try await workflow.execute(
                        CountPages.self, file, startToClose: .seconds(60), options: session.options())
                }
            } catch let failure as ApplicationFailure where failure.type == "SessionFailed" {
                // The worker is gone, and the file with it: begin anew with another one.
                try await sleep(for: .seconds(1))
            }
        }
    }
}

/// Counts the pages of many volumes, each in a run of its own, all in the worker that had the first one.
actor VolumeCount: Workflow {
    func run(_ addresses: [String], _ pages: Int, _ token: SessionToken?) async throws -> Int {
        guard let address = addresses.first else { return pages }
        let (count, next) = try await withSession(recreating: token) { workflow, session in
            let file = try await workflow.execute(
                Download.self, address, startToClose: .seconds(60), options: session.options())
            let count = try await workflow.execute(
                CountPages.self, file, startToClose: .seconds(60), options: session.options())
            return (count, session.token)
        }
        try continueAsNew(Array(addresses.dropFirst()), pages + count, next)
    }
}

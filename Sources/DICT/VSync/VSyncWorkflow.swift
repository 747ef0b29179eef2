// The verification of synchronism (VSync): whether this directory's copy holds what the central bank's holds. A sum per type
// of keys is compared first, entries only where it differs.

import Logging
import TemporalCore
import TemporalWorkflow

/// Verifies that this directory and the central bank's hold the same entries, and reports what differs.
public actor VSyncWorkflow: Workflow {
    /// How many pages one activity fetches: few enough that what a lost worker had fetched is soon fetched again.
    private static let pagesPerActivity = 25

    /// Nothing is known before the input.
    public init() {}

    /// Verifies one type after the other, each that differs in a run of its own.
    public func run(_ input: Submitted<VSyncInput>?) async throws -> VSyncReport {
        var input = try accept { () throws(DirectoryError) in
            try input?.value(or: .entryInvalid) ?? VSyncInput()
        }
        let pageSize = input.pageSize ?? 10_000
        guard (1...10_000).contains(pageSize) else {
            throw DirectoryError(.entryInvalid, "page_size: expected 1 to 10,000").failure
        }
        var progress = input.progress ?? VSyncProgress(reportID: uuid(), results: [])
        let types = input.keyTypes ?? KeyType.allCases
        for type in types.dropFirst(progress.results.count) {
            logger.info("VSync verifies \(type.rawValue)", metadata: ["report_id": "\(progress.reportID)"])
            let sums = CompareRequest(
                reportID: progress.reportID, keyType: type, subject: .checksums, pageSize: pageSize)
            if progress.pageToken == nil {
                let compared = try await perform(CompareEntriesActivity.self, sums)
                if compared.isInSync {
                    progress.results.append(compared)
                    continue
                }
            }
            repeat {
                let request = FetchRequest(
                    reportID: progress.reportID, keyType: type, pageSize: pageSize, pageToken: progress.pageToken,
                    pages: Self.pagesPerActivity)
                progress.pageToken = try await perform(FetchBacenEntriesActivity.self, request)
                input.progress = progress
                if progress.pageToken != nil, info.isContinueAsNewSuggested { try continueAsNew(.value(input)) }
            } while progress.pageToken != nil
            let entries = CompareRequest(
                reportID: progress.reportID, keyType: type, subject: .entries, pageSize: pageSize)
            progress.results.append(try await perform(CompareEntriesActivity.self, entries))
            // History begins anew, so that its length does not depend on how many entries there are.
            input.progress = progress
            if progress.results.count < types.count { try continueAsNew(.value(input)) }
        }
        return try await perform(GenerateSyncReportActivity.self, progress)
    }
}

/// Runs a verification; a schedule starts it every day.
public actor VSyncSchedulerWorkflow: Workflow {
    /// Nothing is known before it runs.
    public init() {}

    /// Runs a verification as a child, so that each has a history and an id of its own. It ends before this workflow's time is up,
    /// so that this one tells of it, and never outlives it: the schedule starts no other meanwhile.
    public func run() async throws -> VSyncReport {
        let limit = info.executionTimeout.map { $0 - min(.seconds(60), $0 / 10) }
        let options = ChildWorkflowOptions(id: "vsync-\(info.workflowID)", executionTimeout: limit)
        return try await executeChild(VSyncWorkflow.self, nil, options: options)
    }
}

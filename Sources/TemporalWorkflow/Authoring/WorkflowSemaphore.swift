// Locks for the coroutines of one workflow. An actor's code may be interleaved at every `await`; what must not be is locked.

import DequeModule

/// Lets so many coroutines of a workflow at a time do something; the others wait, and come in the order in which they asked.
///
/// ```swift
/// private let transfers = WorkflowSemaphore(3)
/// …
/// try await transfers.withPermit { try await execute(Transfer.self, item, startToClose: .seconds(30)) }
/// ```
/// It belongs to one run: make it a property of the workflow. With one permit it is a mutex.
///
/// It is `@unchecked Sendable` because it is used only in drains of its run, which come one after the other; elsewhere it throws.
public final class WorkflowSemaphore: @unchecked Sendable {
    private var free: Int
    private var line = Deque<UInt64>()
    private var lastTicket: UInt64 = 0

    /// A semaphore with `permits` of them; at least one.
    public init(_ permits: Int = 1) {
        free = max(1, permits)
    }

    /// Waits for a permit, runs `body`, and gives the permit back.
    ///
    /// - Throws: `CancellationError` where the task is canceled while it waits; ``NotInWorkflowError``; what `body` throws.
    nonisolated(nonsending) public func withPermit<R>(
        fileID: StaticString = #fileID, line: UInt = #line, _ body: nonisolated(nonsending) () async throws -> R
    ) async throws -> R {
        try await take(at: CallSite(fileID, line))
        defer { free += 1 }
        return try await body()
    }

    nonisolated(nonsending) private func take(at site: CallSite) async throws {
        let instance = try WorkflowInstance.inCode()
        lastTicket += 1
        let ticket = lastTicket
        line.append(ticket)
        do {
            try await instance.wait(for: "permit of a semaphore", at: site) { [self] in free > 0 && line.first == ticket
            }
        } catch {
            line.removeAll { $0 == ticket }
            throw error
        }
        line.removeFirst()
        free -= 1
    }
}

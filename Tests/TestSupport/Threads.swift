// Threads of their own for what blocks: the concurrency pool has as many as there are processors, and a test that holds one
// holds up every other.
import Dispatch
import Foundation

/// Runs `body` on a new thread, where it may block, and returns what it returns.
public func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}

/// What the system calls the calling thread.
public func currentThreadName() -> String {
    let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    return name?.trimmingCharacters(in: .newlines) ?? ""
}

extension DispatchSemaphore {
    /// Waits for a signal as long as `limit` at most, and returns whether it came: a test that goes wrong is to fail, not to
    /// stand still.
    @discardableResult
    public func wait(within limit: DispatchTimeInterval = .seconds(60)) -> Bool {
        wait(timeout: .now() + limit) == .success
    }
}

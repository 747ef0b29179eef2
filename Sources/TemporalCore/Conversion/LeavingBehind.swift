// A limit for code of an author's that may hang, and may not heed its cancellation.

/// What took longer than it may.
package struct TookTooLong: Error, CustomStringConvertible {
    let limit: Duration
    package var description: String { "it took longer than \(limit)" }
}

/// What `body` returns within `limit`. After that `body` is canceled and left behind, whether it ends or not: whoever waits goes on.
///
/// - Throws: what `body` throws; ``TookTooLong``.
package func leavingBehind<Output: Sendable>(
    after limit: Duration, _ body: @escaping @Sendable () async throws -> Output
) async throws -> Output {
    let answer = Answer<Result<Output, any Error>>()
    let work = Task {
        do { answer.give(.success(try await body())) } catch { answer.give(.failure(error)) }
    }
    let clock = Task {
        do { try await Task.sleep(for: limit) } catch { return }
        answer.give(.failure(TookTooLong(limit: limit)))
        work.cancel()
    }
    defer { clock.cancel() }
    return try await withTaskCancellationHandler {
        try await answer.wait().get()
    } onCancel: {
        work.cancel()
    }
}

// Timers, and waits for conditions, with a limit or without.

import TemporalCore

extension WorkflowInstance {
    nonisolated(nonsending) func sleep(
        for duration: Duration, summary: String? = nil, isIntercepted: Bool = false, at site: CallSite
    ) async throws {
        try await checkCallAllowed()
        if !isIntercepted, !interceptors.isEmpty {
            return try await interceptTimer(StartTimerInput(duration: duration, summary: summary), at: site)
        }
        guard duration > .zero else { return }
        let metadata = try converter.userMetadata(summary: summary)
        let (sequence, wait) = startTimer(duration, userMetadata: metadata, at: site)
        try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            onRun { self.cancelTimer(sequence, with: .failure(CancellationError()), at: site) }
        }
    }

    /// The timer that stands in for a `Task.sleep` of about `duration`. The runtime gives the rest of the time on a real
    /// clock, so it is rounded up to whole milliseconds; a replay compares no durations.
    func durableSleep(for duration: Duration) -> DurableFuture<Void>? {
        guard !isReadOnly else { return nil }
        let (seconds, attoseconds) = duration.components
        let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let rounded = Duration.seconds(seconds) + .milliseconds(rest)
        let (sequence, wait) = startTimer(max(rounded, .milliseconds(1)), at: nil)
        wait.onSleepCanceled = { [weak self] in
            self?.cancelTimer(sequence, with: .failure(CancellationError()), at: nil)
        }
        return wait
    }

    private func startTimer(
        _ duration: Duration, userMetadata: API.SDK.UserMetadata? = nil, at site: CallSite?
    ) -> (Int64, DurableFuture<Void>) {
        let sequence = machines.nextSequence(.timer)
        var attributes = API.Command.StartTimerCommandAttributes()
        attributes.timerID = String(sequence)
        attributes.startToFireTimeout = duration
        machines.timers[sequence] = TimerMachine()
        machines.issue(.timer(sequence), .startTimer(attributes), userMetadata: userMetadata, at: site)
        let wait = DurableFuture<Void>(run: executor, "timer \(sequence)", at: site)
        timerWaits[sequence] = wait
        return (sequence, wait)
    }

    private func cancelTimer(_ sequence: Int64, with result: Result<Void, any Error>, at site: CallSite?) {
        guard let wait = timerWaits.removeValue(forKey: sequence) else { return }
        switch machines.timers[sequence]?.cancel() {
        case .dropCommand:
            machines.drop(.timer(sequence))
            machines.timers[sequence] = nil
        case .cancel:
            var attributes = API.Command.CancelTimerCommandAttributes()
            attributes.timerID = String(sequence)
            machines.issue(.cancelTimer(sequence), .cancelTimer(attributes), at: site)
        case .ignore, nil:
            break
        }
        wait.resolve(with: result)
    }

    nonisolated(nonsending) func wait(
        for label: String = "condition", at site: CallSite? = nil, until condition: @escaping () -> Bool
    ) async throws {
        try await checkCallAllowed()
        if condition() { return }
        let wait = DurableFuture<Void>(run: executor, label, at: site)
        let registration = executor.registerCondition(condition, resolving: wait)
        try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            onRun {
                self.executor.removeCondition(registration)
                wait.resolve(with: .failure(CancellationError()))
            }
        }
    }

    nonisolated(nonsending) func wait(
        upTo limit: Duration, at site: CallSite, until condition: @escaping () -> Bool
    ) async throws -> Bool {
        try await checkCallAllowed()
        if condition() {
            // Other SDKs start the timer and take it back unsent, which uses up its number; so do their histories.
            _ = machines.nextSequence(.timer)
            return true
        }
        guard limit > .zero else { return false }
        let wait = DurableFuture<Void>(run: executor, "condition", at: site)
        let (timer, expiry) = startTimer(limit, at: site)
        let registration = executor.registerCondition(condition, resolving: wait)
        expiry.onResolve { [executor] in
            executor.removeCondition(registration)
            wait.resolve(with: .failure(WaitExpired()))
        }
        do {
            try await withTaskCancellationHandler {
                try await wait.value
            } onCancel: {
                onRun {
                    self.executor.removeCondition(registration)
                    wait.resolve(with: .failure(CancellationError()))
                }
            }
        } catch is WaitExpired {
            return false
        } catch {
            cancelTimer(timer, with: .success(()), at: site)
            throw error
        }
        cancelTimer(timer, with: .success(()), at: site)
        return true
    }
}

/// The limit of a wait passed first; never leaves the wait.
private struct WaitExpired: Error {}

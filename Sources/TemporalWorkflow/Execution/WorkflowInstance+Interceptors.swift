// What the code asks for, through its worker's interceptors. A header that is not nil, empty or not, says that a call has been through
// them; of a call that has no header `isIntercepted` says so.

import TemporalCore

extension WorkflowInstance {
    /// The author's actor, for interceptors; durable functions work on no other.
    private func author() throws -> any Workflow {
        guard let workflow else { throw NotInWorkflowError() }
        return workflow.actor
    }

    nonisolated(nonsending) func interceptActivity(
        _ input: ExecuteActivityCallInput, at site: CallSite
    ) async throws -> API.Common.Payloads? {
        let author = try author()
        return .init(
            try await intercept(interceptors[...], input) { interceptor, input, next in
                try await interceptor.executeActivity(input, in: author, next: next)
            } then: { [self] input in
                try await executeActivity(
                    type: input.activityType, input: input.arguments, options: input.options,
                    header: .init(input.headers), at: site)?.payloads ?? []
            })
    }

    nonisolated(nonsending) func interceptLocalActivity(
        _ input: ExecuteLocalActivityCallInput, at site: CallSite
    ) async throws -> API.Common.Payloads? {
        let author = try author()
        return .init(
            try await intercept(interceptors[...], input) { interceptor, input, next in
                try await interceptor.executeLocalActivity(input, in: author, next: next)
            } then: { [self] input in
                try await executeLocalActivity(
                    type: input.activityType, input: input.arguments, options: input.options,
                    header: .init(input.headers), at: site)?.payloads ?? []
            })
    }

    nonisolated(nonsending) func interceptChild(
        _ input: StartChildInput, at site: CallSite
    ) async throws -> StartedChild {
        let author = try author()
        return try await intercept(interceptors[...], input) { interceptor, input, next in
            try await interceptor.startChild(input, in: author, next: next)
        } then: { [self] input in
            try await startChild(
                type: input.workflowType, input: input.arguments, options: input.options,
                header: .init(input.headers), at: site)
        }
    }

    nonisolated(nonsending) func interceptSignal(_ input: SignalExternalInput, at site: CallSite) async throws {
        let author = try author()
        try await intercept(interceptors[...], input) { interceptor, input, next in
            try await interceptor.signalExternal(input, in: author, next: next)
        } then: { [self] input in
            try await signalExternal(
                workflowID: input.workflowID, runID: input.runID ?? "", childOnly: input.isForChild,
                name: input.signal, input: input.arguments, header: .init(input.headers), at: site)
        }
    }

    nonisolated(nonsending) func interceptCancellation(_ input: CancelExternalInput, at site: CallSite) async throws {
        let author = try author()
        try await intercept(interceptors[...], input) { interceptor, input, next in
            try await interceptor.cancelExternal(input, in: author, next: next)
        } then: { [self] input in
            try await cancelExternal(
                workflowID: input.workflowID, runID: input.runID ?? "", isIntercepted: true, at: site)
        }
    }

    nonisolated(nonsending) func interceptTimer(_ input: StartTimerInput, at site: CallSite) async throws {
        let author = try author()
        try await intercept(interceptors[...], input) { interceptor, input, next in
            try await interceptor.startTimer(input, in: author, next: next)
        } then: { [self] input in
            try await sleep(for: input.duration, summary: input.summary, isIntercepted: true, at: site)
        }
    }

    nonisolated(nonsending) func interceptNexus(
        _ input: StartNexusInput, at site: CallSite
    ) async throws -> StartedNexusOperation {
        let author = try author()
        return try await intercept(interceptors[...], input) { interceptor, input, next in
            try await interceptor.startNexus(input, in: author, next: next)
        } then: { [self] input in
            try await startNexus(
                endpoint: input.endpoint, service: input.service, operation: input.operation, input: input.argument,
                options: input.options, isIntercepted: true, at: site)
        }
    }

    func interceptUpsert(_ input: UpsertSearchAttributesInput, at site: CallSite) throws {
        func open<W: Workflow>(_ author: W) throws {
            try interceptNow(interceptors[...], input) { interceptor, input, next in
                try author.assumeIsolated { try interceptor.upsertSearchAttributes(input, in: $0, next: next) }
            } then: { [self] input in
                try upsertSearchAttributes(input.updates, isIntercepted: true, at: site)
            }
        }
        try open(author())
    }

    func interceptUpsert(_ input: UpsertMemoInput, at site: CallSite) throws {
        func open<W: Workflow>(_ author: W) throws {
            try interceptNow(interceptors[...], input) { interceptor, input, next in
                try author.assumeIsolated { try interceptor.upsertMemo(input, in: $0, next: next) }
            } then: { [self] input in
                try upsertMemo(input.values, isIntercepted: true, at: site)
            }
        }
        try open(author())
    }

    func interceptContinuation(_ input: ContinueAsNewInput, at site: CallSite) throws -> ContinueAsNewError {
        func open<W: Workflow>(_ author: W) throws -> ContinueAsNewError {
            try interceptNow(interceptors[...], input) { interceptor, input, next in
                try author.assumeIsolated { try interceptor.continueAsNew(input, in: $0, next: next) }
            } then: { [self] input in
                try continueAsNew(
                    type: input.workflowType, input: input.arguments, options: input.options,
                    header: .init(input.headers), at: site)
            }
        }
        return try open(author())
    }
}

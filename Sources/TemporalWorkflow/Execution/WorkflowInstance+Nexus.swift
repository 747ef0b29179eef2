// Nexus operations, as the code calls them.

import TemporalCore

extension WorkflowInstance {
    /// Starts an operation and waits until it has started, or has ended at once.
    nonisolated(nonsending) func startNexus(
        endpoint: String, service: String, operation: String, input: Payload, options: NexusOperationOptions,
        isIntercepted: Bool = false, at site: CallSite
    ) async throws -> StartedNexusOperation {
        try await checkCallAllowed()
        if !isIntercepted, !interceptors.isEmpty {
            return try await interceptNexus(
                StartNexusInput(
                    endpoint: endpoint, service: service, operation: operation, argument: input, options: options),
                at: site)
        }
        if let problem = options.problem(endpoint: endpoint) {
            throw badOptions(
                of: "operation \(service)/\(operation):", problem, .badScheduleNexusOperationAttributes)
        }
        let metadata = try converter.userMetadata(summary: options.summary)
        let sequence = machines.nextSequence(.nexus)
        var attributes = API.Command.ScheduleNexusOperationCommandAttributes()
        attributes.endpoint = endpoint
        attributes.service = service
        attributes.operation = operation
        attributes.input = input
        attributes.scheduleToCloseTimeout = options.scheduleToClose
        attributes.scheduleToStartTimeout = options.scheduleToStart
        attributes.startToCloseTimeout = options.startToClose
        attributes.nexusHeader = options.headers
        machines.nexusOperations[sequence] = NexusMachine(
            endpoint: endpoint, service: service, operation: operation, cancellation: options.cancellation)
        machines.issue(.nexus(sequence), .scheduleNexusOperation(attributes), userMetadata: metadata, at: site)
        let start = DurableFuture<String?>(run: executor, "start of operation \(service)/\(operation)", at: site)
        let end = DurableFuture<API.Common.Payloads?>(run: executor, "operation \(service)/\(operation)", at: site)
        nexusStartWaits[sequence] = start
        nexusWaits[sequence] = end
        let token = try await withTaskCancellationHandler {
            try await start.value
        } onCancel: {
            onRun { self.cancelNexus(sequence, at: site) }
        }
        return StartedNexusOperation(sequence: sequence, token: token, end: end, site: site)
    }

    /// Waits until an operation has ended.
    nonisolated(nonsending) func result(of operation: StartedNexusOperation) async throws -> API.Common.Payloads? {
        if isReadOnly { throw ReadOnlyError() }
        return try await withTaskCancellationHandler {
            try await operation.end.value
        } onCancel: {
            onRun { self.cancelNexus(operation.sequence, at: operation.site) }
        }
    }

    private func cancelNexus(_ sequence: Int64, at site: CallSite) {
        guard var machine = machines.nexusOperations[sequence] else { return }
        let cancellation = machine.call.cancel()
        machines.nexusOperations[sequence] = machine
        switch cancellation {
        case .dropCommand:
            machines.drop(.nexus(sequence))
            machines.nexusOperations[sequence] = nil
            failNexus(sequence, machine.failure("Nexus Operation cancelled before scheduled", cause: .canceled()))
        case .request(let isOver):
            var attributes = API.Command.RequestCancelNexusOperationCommandAttributes()
            attributes.scheduledEventID = machine.call.initiatedEventID
            machines.issue(.cancelNexus(sequence), .requestCancelNexusOperation(attributes), at: site)
            if isOver { failNexus(sequence, machine.canceledFailure) }
        case .abandon:
            failNexus(sequence, machine.canceledFailure)
        case .ignore:
            break
        }
    }

    func resolveNexusStart(_ sequence: Int64, _ start: ActivationJob.NexusStart) {
        switch start {
        case .started(let token): nexusStartWaits.removeValue(forKey: sequence)?.resolve(with: .success(token))
        case .failed(let failure): failNexus(sequence, failure)
        }
    }

    func resolveNexus(_ sequence: Int64, _ outcome: ActivationJob.Outcome) {
        // An operation that ends unsuccessfully before it has started: nobody waits for the start any more.
        if case .failed(let failure) = outcome {
            nexusStartWaits.removeValue(forKey: sequence)?.resolve(with: .failure(converter.error(from: failure)))
        }
        // The code may ask for it much later, or never.
        nexusWaits.removeValue(forKey: sequence)?.resolve(with: result(outcome).map { $0?.copied() })
    }

    private func failNexus(_ sequence: Int64, _ failure: API.Failure.Failure) {
        let error = converter.error(from: failure)
        nexusStartWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
        nexusWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
    }
}

/// A Nexus operation that has started, or has ended at once, as interceptors see it.
public struct StartedNexusOperation: Sendable {
    let sequence: Int64
    /// What its handler knows the operation by; nil where it ended at once.
    public let token: String?
    let end: DurableFuture<API.Common.Payloads?>
    let site: CallSite
}

// Signals, updates and queries: what reaches a run from outside while it runs.

import TemporalCore

extension WorkflowInstance {
    /// Starts the signal's handler; a signal without one waits until the workflow adds it, if it ever does.
    func deliver(_ signal: API.History.WorkflowExecutionSignaledEventAttributes) {
        guard !tellSession(signal), !handle(signal) else { return }
        logger.warning("no handler for signal \(signal.signalName): it waits until the workflow adds one")
        unhandledSignals.append(signal.copyingPayloads())
    }

    /// Starts the signal's handler; whether it has one.
    func handle(_ signal: API.History.WorkflowExecutionSignaledEventAttributes) -> Bool {
        guard let workflow else { return true }
        do {
            guard
                let handler = try workflow.signal(
                    signal.signalName, signal.input?.payloads ?? [], signal.header, converter)
            else { return false }
            let number = runningHandlers.begin(.signal(signal.signalName), handler.unfinishedPolicy)
            executor.spawn(number: number) { [self] in
                do {
                    try await handler.handle()
                } catch let error as UnreadableSignal {
                    dropped(signal.signalName, error.reason)
                } catch {
                    handlerFailed(error)
                }
            }
        } catch {
            dropped(signal.signalName, error)
        }
        return true
    }

    /// A signal that cannot be read must not block the run for ever; other SDKs drop it too.
    private func dropped(_ signal: String, _ error: any Error) {
        logger.error("signal \(signal) is dropped: \(error)")
    }

    /// Starts the update's handler; what its validator throws rejects it.
    func handle(_ request: UpdateRequest) throws {
        var request = request
        request.request = request.request.copyingPayloads()
        let known = UpdateInfo(id: request.id, name: request.request.input?.name ?? "")
        executor.spawn { [self, request] in
            // A handler of a signal before it may have added the update's.
            guard !executor.isEvicted, let workflow else { return }
            await UpdateInfo.$current.withValue(known) { await handle(request, with: workflow) }
        }
    }

    nonisolated(nonsending) private func handle(_ request: UpdateRequest, with workflow: any AnyWorkflow) async {
        let name = request.request.input?.name ?? ""
        let update: AnyUpdate
        do {
            update = try workflow.update(
                name, id: request.id, request.request.input?.args?.payloads ?? [], request.request.input?.header,
                converter)
            if !request.isReplayed {
                let verdict = Result {
                    try executor.evaluateWhileDraining {
                        try readOnly("the validator of update '\(name)'") { try update.validate() }
                    }
                }
                if executor.hasLostWake { isSpoiled = true }
                if isSpoiled { throw ReadOnlyError() }
                try verdict.get()
            }
        } catch {
            if request.isReplayed || isSpoiled {
                failTask(error)
            } else {
                reject(request, error)
            }
            return
        }
        accept(request)
        isStepKept = true
        info.updateCount += 1
        let number = runningHandlers.begin(.update(name, id: request.id), update.unfinishedPolicy)
        defer { runningHandlers.end(number) }
        do {
            complete(request, .success(.init(try await update.handle())))
        } catch is EvictionError {
            return
        } catch  where error is any TemporalFailure || error is CancellationError || endsRun(error) {
            complete(request, .failure(converter.failure(from: error)))
        } catch {
            failTask(error)
        }
    }

    /// Says which handlers the workflow leaves behind as it ends.
    func warnOfUnfinishedHandlers() {
        let left = runningHandlers.all.filter { $0.policy == .warnAndAbandon }
        guard !left.isEmpty else { return }
        logger.warning(
            """
            [TMPRL1102] the workflow ends while handlers are at work: \
            \(left.map(\.handler.description).joined(separator: ", ")). Their work is left undone, and whoever sent an \
            update gets an error. Wait for them before the end, try await wait { $0.allHandlersFinished }, or declare \
            them with ifUnfinished(.abandon)
            """)
    }

    private func accept(_ request: UpdateRequest) {
        var acceptance = API.Update.Acceptance()
        acceptance.acceptedRequestMessageID = request.messageID
        acceptance.acceptedRequestSequencingEventID = request.sequencingEventID
        acceptance.acceptedRequest = request.request
        send(acceptance, id: "\(request.messageID)/accept", of: request, as: .acceptUpdate(request.id))
    }

    private func complete(_ request: UpdateRequest, _ outcome: API.Update.Outcome.Value) {
        guard !executor.isEvicted else { return }
        var response = API.Update.Response()
        response.meta = request.request.meta
        response.outcome = API.Update.Outcome()
        response.outcome?.value = outcome
        send(response, id: "\(request.messageID)/complete", of: request, as: .completeUpdate(request.id))
    }

    private func reject(_ request: UpdateRequest, _ error: any Error) {
        var rejection = API.Update.Rejection()
        rejection.rejectedRequestMessageID = request.messageID
        rejection.rejectedRequestSequencingEventID = request.sequencingEventID
        rejection.rejectedRequest = request.request
        rejection.failure = converter.failure(from: error)
        send(rejection, id: "\(request.messageID)/reject", of: request, as: nil)
    }

    /// Adds a message to the completion, and the command that puts it in its place among the others.
    private func send(_ body: some Message, id: String, of request: UpdateRequest, as key: CommandKey?) {
        var message = API.Protocols.Message()
        message.id = id
        message.protocolInstanceID = request.id
        message.body = .packing(body)
        machines.send(message)
        guard let key else { return }
        var attributes = API.Command.ProtocolMessageCommandAttributes()
        attributes.messageID = id
        machines.issue(key, .protocolMessage(attributes))
    }

    /// Answers a query on the calling thread, which must be the run's.
    func answer(_ query: API.Query.WorkflowQuery) -> Result<Payload, QueryError> {
        var result: Result<Payload, any Error> = .failure(NotStartedError())
        executor.evaluate {
            guard let workflow else { return }
            result = Result {
                if let answer = try answerBuiltIn(query.queryType) { return answer }
                return try readOnly("query '\(query.queryType)'") {
                    try workflow.query(
                        query.queryType, query.queryArgs?.payloads ?? [], query.header, converter)
                }
            }
        }
        if executor.hasLostWake {
            isSpoiled = true
            result = .failure(ReadOnlyError())
        }
        return result.mapError { QueryError(failure: converter.failure(from: $0)) }
    }

    /// Runs `body`, the code of `handler`, in which the durable functions refuse to work.
    private func readOnly<R>(_ handler: @autoclosure () -> String, _ body: () throws -> R) throws -> R {
        isReadOnly = true
        defer { isReadOnly = false }
        let before = checksReadOnlyHandlers ? workflow.map { WorkflowState(of: $0.actor) } : nil
        let result = Result { try body() }
        if isSpoiled { throw ReadOnlyError() }
        if let before, let workflow,
            let difference = before.firstDifference(from: WorkflowState(of: workflow.actor))
        {
            throw StateChangedError(handler: handler(), difference: difference)
        }
        return try result.get()
    }
}

/// A query came before the workflow's first task.
private struct NotStartedError: Error, CustomStringConvertible {
    var description: String { "the workflow has not started yet; ask again when its first workflow task has run" }
}

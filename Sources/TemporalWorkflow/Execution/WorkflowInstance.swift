// One run in memory: the author's actor, its executor, and the machines that match what it does with history. An activation
// is applied here: its jobs resolve what the code waits for, and the executor drains until nothing is runnable.

import CoreMetrics
import Logging
import TemporalCore

/// A run of a workflow, cached between its tasks.
///
/// It is `@unchecked Sendable` because all its state is touched only inside its executor's drain, and an executor drains on
/// one thread at a time; the lock that hands a drain to a thread orders one drain's writes before the next one's reads.
package final class WorkflowInstance: @unchecked Sendable {
    let executor: RunExecutor
    let setup: RunSetup
    var machines: WorkflowMachines
    var info: WorkflowInfo
    var isReplaying = true
    /// Whether a query or a validator runs, which may neither wait nor issue commands.
    var isReadOnly = false
    /// Whether something moved the code on that history knows nothing of: a query or a validator that canceled what it waits for, or a
    /// task that the server withdrew. The run in memory is no longer what a replay makes, and must go.
    var isSpoiled = false
    /// Whether it is checked that they leave the state alone.
    package var checksReadOnlyHandlers = false
    var time = Timestamp.epoch
    /// Seeded by the start, before any code of the run.
    var random = RandomSource(seed: "")
    var isCancelRequested = false
    /// What the workflow is doing, as its code says.
    var currentDetails = ""
    /// Whether the step that is drained told the code something that history keeps: a signal, or an update that was accepted.
    var isStepKept = false
    /// Set when the code did what fails the workflow task and not the workflow.
    var taskFailure: (any Error)?

    var activityWaits: [Int64: DurableFuture<API.Common.Payloads?>] = [:]
    var localActivityWaits: [Int64: DurableFuture<LocalActivityResolution>] = [:]
    var timerWaits: [Int64: DurableFuture<Void>] = [:]
    var childStartWaits: [Int64: DurableFuture<String>] = [:]
    var childWaits: [Int64: DurableFuture<API.Common.Payloads?>] = [:]
    var nexusStartWaits: [Int64: DurableFuture<String?>] = [:]
    var nexusWaits: [Int64: DurableFuture<API.Common.Payloads?>] = [:]
    var signalWaits: [Int64: DurableFuture<Void>] = [:]
    var cancelWaits: [Int64: DurableFuture<Void>] = [:]

    /// The sessions of the run, by id; also those that are over, for signals that come late.
    var sessions: [String: SessionState] = [:]
    var runningHandlers = RunningHandlers()
    /// Which changes the run follows and which not, as the code was told.
    var patches: [String: Bool] = [:]

    /// What the log has said of history's length.
    var toldLimits: [HistoryLimit] = []
    var workflow: (any AnyWorkflow)?
    /// Signals that have come and have no handler yet, in their order. The server's limit of signals bounds them.
    var unhandledSignals: [API.History.WorkflowExecutionSignaledEventAttributes] = []
    let type: WorkflowType
    private var rootTask: Task<Void, Never>?

    package init(type: WorkflowType, workflowID: String, runID: String, setup: RunSetup) {
        self.type = type
        self.setup = setup
        machines = WorkflowMachines(namespace: setup.namespace)
        executor = RunExecutor(label: type.name, workflowID: workflowID, runID: runID)
        info = WorkflowInfo()
        info.namespace = setup.namespace
        info.workflowID = workflowID
        info.runID = runID
        info.workflowType = type.name
        executor.context = self
        executor.onSleep = { [weak self] in self?.durableSleep(for: $0) }
        executor.onTaskEnd = { [weak self] in self?.runningHandlers.end($0) }
        executor.onLateJob = setup.onLateJob
    }

    /// The instance whose drain runs on this thread.
    static var current: WorkflowInstance? { RunExecutor.current?.context as? WorkflowInstance }

    /// The instance whose code runs on this thread; throws where that is no workflow's.
    static func inCode() throws -> WorkflowInstance {
        guard let current else { throw NotInWorkflowError() }
        return current
    }

    var converter: DataConverter { setup.converter }
    var interceptors: [any WorkflowInterceptor] { setup.interceptors }

    /// A logger that is silent while history is replayed.
    var logger: Logger {
        let base = setup.logger
        var logger = Logger(label: base.label) { _ in ReplaySilentLogHandler(base: base.handler, instance: self) }
        logger.logLevel = base.logLevel
        logger[metadataKey: "workflow_id"] = "\(info.workflowID)"
        logger[metadataKey: "run_id"] = "\(info.runID)"
        logger[metadataKey: "workflow_type"] = "\(info.workflowType)"
        return logger
    }

    /// Runs one task on the calling thread, which must be the run's: applies its jobs and drains until nothing is runnable.
    /// Throws what fails the task.
    func run(_ task: HistoryTask, messages: [API.Protocols.Message]) throws {
        guard let activation = try machines.apply(task, messages: messages) else { return }
        isReplaying = activation.isReplaying || setup.isReplayOnly
        time = activation.time
        info.historyLength = Int(clamping: activation.historyLength)
        info.historySize = Int(clamping: activation.historySize)
        info.isContinueAsNewSuggested = activation.isContinueAsNewSuggested
        info.continueAsNewReasons = activation.continueAsNewReasons
        info.isTargetVersionChanged = activation.isTargetVersionChanged
        let version = activation.isReplaying ? activation.deploymentVersion : setup.deploymentVersion
        if version != info.deploymentVersion { info.deploymentVersion = version }
        warnOfLimits()
        let steps = activation.steps
        var outcome = DrainOutcome()
        for (index, jobs) in steps.enumerated() {
            let isLast = index == steps.count - 1
            outcome = try drain(jobs, startingRoot: activation.isStart && isLast, isLast: isLast)
        }
        while let jobs = machines.nextKnownActivation() {
            time = machines.now
            outcome = try drain(jobs[...])
        }
        try finishTask(outcome)
    }

    /// Tells the code of a live task how a local activity ended. To be called on the run's thread.
    func resolveLocalActivity(_ sequence: Int64, with result: LocalActivityResult) throws {
        guard let job = try machines.resolve(sequence, with: result) else { return }
        time = machines.now
        try finishTask(try drain([job]))
    }

    private func finishTask(_ outcome: DrainOutcome) throws {
        if let foreignWait = outcome.foreignWait, !mayBeWoken(foreignWait) { throw WorkflowTaskFailure(foreignWait) }
        machines.finishTask()
        if machines.commands.last?.isTerminal == true { warnOfUnfinishedHandlers() }
    }

    /// Applies jobs and drains until nothing is runnable and no condition is true. A step before the last that brought nothing but
    /// updates which were rejected is none that a replay knows of, so no conditions are looked at for it.
    private func drain(
        _ jobs: ArraySlice<ActivationJob>, startingRoot: Bool = false, isLast: Bool = true
    ) throws -> DrainOutcome {
        var failure: (any Error)?
        isStepKept = isLast
        let outcome = executor.drain {
            do {
                for job in jobs { try apply(job) }
                if startingRoot { startRoot() }
            } catch {
                failure = error
            }
        } checksConditions: {
            isStepKept
        }
        if let failure { throw failure }
        if let taskFailure { throw taskFailure }
        return outcome
    }

    /// Ends the run in memory: everything it waits for fails, and what it does then is ignored.
    package func evict() {
        executor.evict()
    }

    /// Evicts a run whose code has nothing left to be woken for; whether it is one. To be called on the thread of its drain.
    func evictIfIdle() -> Bool {
        guard executor.isIdle else { return false }
        evict()
        return true
    }

    private func apply(_ job: ActivationJob) throws {
        switch job {
        case .start(let attributes):
            try start(attributes)
        case .reseed(let runID):
            random = RandomSource(seed: runID)
        case .signal(let attributes):
            isStepKept = true
            info.signalCount += 1
            deliver(attributes)
        case .update(let request):
            try handle(request)
        case .cancel(let cause):
            isCancelRequested = true
            info.cancellationReason = cause
            rootTask?.cancel()
        case .resolveActivity(let sequence, let outcome):
            activityWaits.removeValue(forKey: sequence)?.resolve(with: result(outcome))
        case .resolveLocalActivity(let sequence, let resolution):
            localActivityWaits.removeValue(forKey: sequence)?.resolve(with: .success(resolution))
        case .fireTimer(let sequence):
            timerWaits.removeValue(forKey: sequence)?.resolve(with: .success(()))
        case .resolveChildStart(let sequence, .started(let runID)):
            childStartWaits.removeValue(forKey: sequence)?.resolve(with: .success(runID))
        case .cancelChildAgain(let sequence):
            requestCancellation(ofChild: sequence, at: nil)
        case .resolveChildStart(let sequence, .failed(let failure)):
            let error = converter.error(from: failure)
            childStartWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
            childWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
        case .resolveChild(let sequence, let outcome):
            // A child whose cancellation was delivered before its start: nobody waits for the start any more.
            if case .failed(let failure) = outcome {
                childStartWaits.removeValue(forKey: sequence)?.resolve(with: .failure(converter.error(from: failure)))
            }
            // The code may ask for it much later, or never.
            childWaits.removeValue(forKey: sequence)?.resolve(with: result(outcome).map { $0?.copied() })
        case .resolveNexusStart(let sequence, let start):
            resolveNexusStart(sequence, start)
        case .resolveNexus(let sequence, let outcome):
            resolveNexus(sequence, outcome)
        case .resolveSignalExternal(let sequence, let failure):
            signalWaits.removeValue(forKey: sequence)?.resolve(with: result(failure))
        case .resolveCancelExternal(let sequence, let failure):
            cancelWaits.removeValue(forKey: sequence)?.resolve(with: result(failure))
        }
    }

    /// Whether code that waits for nothing durable may still go on: a handler of a later signal or update may wake it, through
    /// a stream or a continuation. If something else does, its job comes late: that is logged, and the next task fails.
    private func mayBeWoken(_ foreignWait: ForeignWait) -> Bool {
        foreignWait.kind == .unknown && workflow?.hasMessageHandlers == true
    }

    func result(_ outcome: ActivationJob.Outcome) -> Result<API.Common.Payloads?, any Error> {
        switch outcome {
        case .completed(let payloads): .success(payloads)
        case .failed(let failure): .failure(converter.error(from: failure))
        }
    }

    private func result(_ failure: API.Failure.Failure?) -> Result<Void, any Error> {
        failure.map { .failure(converter.error(from: $0)) } ?? .success(())
    }

    private func start(_ attributes: API.History.WorkflowExecutionStartedEventAttributes) throws {
        info.adopt(attributes, at: machines.startTime, converter: converter)
        random = RandomSource(seed: attributes.originalExecutionRunID)
        startArguments = attributes.input?.payloads ?? []
        startHeader = attributes.header
        workflow = executor.adopt(type.make, actor: \.actor)
        if !interceptors.isEmpty { workflow = workflow?.intercepted(by: interceptors) }
    }

    private var startArguments: [Payload] = []
    private var startHeader: API.Common.Header?

    private func startRoot() {
        guard let workflow else { return }
        do {
            let body = try workflow.run(startArguments, startHeader, converter)
            (startArguments, startHeader) = ([], nil)
            rootTask = executor.spawn { [self] in
                do {
                    close(.success(try await body()))
                } catch {
                    close(.failure(error))
                }
            }
            // A cancellation may have come with the start.
            if isCancelRequested { rootTask?.cancel() }
        } catch {
            close(.failure(ApplicationFailure.invalidInput(error, of: "workflow \(info.workflowType)")))
        }
    }
}

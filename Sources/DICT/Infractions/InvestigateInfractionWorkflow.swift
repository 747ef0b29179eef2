// A case from the report to the verdict, days or weeks later.

import Logging
import TemporalCore
import TemporalWorkflow

/// Investigates a reported infraction: takes evidence, escalates what takes too long, waits for the verdict.
public actor InvestigateInfractionWorkflow: Workflow {
    private enum Message {
        case evidence(Evidence)
        case resolve(Verdict)
        case dismiss(Verdict)
    }

    /// Reads a message, if it is allowed now.
    private typealias Reading = @Sendable (isolated InvestigateInfractionWorkflow) throws(DirectoryError) -> Message

    /// As many pieces of evidence as a case takes.
    private static let evidenceLimit = 1_000

    private var infraction: Infraction?
    private var state = InfractionState(infractionID: "")
    /// When the case is escalated; nil where it was.
    private var deadline: Timestamp?
    /// What waits to be handled, and how much was taken in and handled so far.
    private var inbox: [Message] = []
    private var taken = 0
    private var handled = 0
    /// Signals that came before the case was known.
    private var early: [Reading] = []
    private var isDecided = false
    /// Whether no more messages will be handled.
    private var isOver = false

    /// The state before the input is known.
    public init() {}

    /// Runs the investigation; `progress` is what an earlier run of it has come to.
    public func run(
        _ input: Submitted<Infraction>?, _ progress: InvestigationProgress?
    ) async throws -> InfractionState {
        let infraction = try accept { () throws(DirectoryError) in try input.value(or: .infractionReportInvalid) }
        self.infraction = infraction
        state = progress?.state ?? InfractionState(infractionID: infraction.id)
        deadline = progress?.deadline
        logger.info("InvestigateInfractionWorkflow started", metadata: ["infraction_id": "\(infraction.id)"])
        for reading in early { takeSignal(reading) }
        // A case that may or may not have been made must not be left so: cancellation waits.
        if progress == nil { try await withCancellationShield { try await $0.make(infraction) } }
        do {
            if progress == nil { try await begin(infraction) }
            try await investigate(infraction)
        } catch {
            try await withCancellationShield { try await $0.giveUp(infraction, error) }
            throw error
        }
        if state.status != .closed {
            try continueAsNew(.value(infraction), InvestigationProgress(state: state, deadline: deadline))
        }
        try await withCancellationShield { workflow in
            try await workflow.end()
            try await workflow.tellBacen(infraction, .closed)
        }
        logger.info("InvestigateInfractionWorkflow ended", metadata: ["infraction_id": "\(infraction.id)"])
        return state
    }

    /// Takes what comes until the case is closed, or its history has grown so long that it is to begin anew.
    private func investigate(_ infraction: Infraction) async throws {
        while state.status != .closed {
            if let deadline, try await !waitForWork(until: deadline) {
                self.deadline = nil
                state.status = try await perform(EscalateInfractionActivity.self, infraction)
                try await goingOn { try await $0.tellBacen(infraction, .escalated) }
            } else if deadline == nil {
                try await wait { $0.hasWork }
            }
            if !inbox.isEmpty {
                try await handleNext(infraction)
            } else if info.isContinueAsNewSuggested, allHandlersFinished {
                return
            }
        }
    }

    private var hasWork: Bool { !inbox.isEmpty || info.isContinueAsNewSuggested && allHandlersFinished }

    private func waitForWork(until deadline: Timestamp) async throws -> Bool {
        try await wait(upTo: now.duration(to: deadline)) { $0.hasWork }
    }

    /// Closes a case that cannot go on, or is canceled: with the verdict that was accepted, or else dismissed. Otherwise it would
    /// stand in the way of every later report of the payment.
    private func giveUp(_ infraction: Infraction, _ error: any Error) async throws {
        logger.error("the case is closed: \(error)", metadata: ["infraction_id": "\(infraction.id)"])
        if !isDecided { take(.dismiss(Verdict(justification: "the investigation was given up"))) }
        while state.status != .closed, !inbox.isEmpty {
            try await handleNext(infraction)
        }
        try await goingOn { try await $0.tellBacen(infraction, .closed) }
        try await end()
    }

    /// Runs `body`; where the central bank declines it, the case goes on here.
    private func goingOn(
        _ body: @Sendable (isolated InvestigateInfractionWorkflow) async throws -> Void
    ) async throws {
        do {
            try await body(self)
        } catch let declined as ApplicationFailure {
            logger.error("the central bank declines: \(declined)", metadata: ["infraction_id": "\(state.infractionID)"])
        }
    }

    /// Lets the updates that wait tell what has come of them.
    private func end() async throws {
        isOver = true
        try await wait { $0.allHandlersFinished }
    }

    private func tellBacen(_ infraction: Infraction, _ occasion: BacenNotice.Occasion) async throws {
        _ = try await perform(NotifyBacenActivity.self, BacenNotice(infraction: infraction, occasion: occasion))
    }

    private func make(_ infraction: Infraction) async throws {
        do {
            try await perform(ValidateInfractionEligibilityActivity.self, infraction)
            state.status = try await perform(CreateInfractionActivity.self, infraction)
        } catch let failure as ApplicationFailure {
            // Invalid input tells of no case, or of another one with the same id.
            if failure.type != DirectoryError.Name.infractionReportInvalid.rawValue {
                let notice = InfractionNotice(
                    infraction: infraction, type: "infraction.rejected", reason: failure.type ?? "")
                _ = try await perform(PublishInfractionEventActivity.self, notice)
            }
            throw failure
        }
    }

    private func begin(_ infraction: Infraction) async throws {
        try await tellBacen(infraction, .reported)
        _ = try await perform(NotifyReportedParticipantActivity.self, infraction)
        state.status = try await perform(InvestigateInfractionActivity.self, infraction)
        deadline = now + .seconds(infraction.escalateAfterDays * 86_400)
    }

    /// Handles the message that came first. It leaves the inbox when that is done: one that was accepted is not lost.
    private func handleNext(_ infraction: Infraction) async throws {
        guard let message = inbox.first else { return }
        try await handle(message, infraction)
        inbox.removeFirst()
        handled += 1
    }

    private func handle(_ message: Message, _ infraction: Infraction) async throws {
        switch message {
        case .evidence(let evidence):
            state.evidence = try await perform(AddEvidenceActivity.self, infraction.id, evidence)
        case .resolve(let verdict):
            state.status = try await perform(ResolveInfractionActivity.self, infraction, verdict)
            state.result = .agreed
        case .dismiss(let verdict):
            state.status = try await perform(DismissInfractionActivity.self, infraction, verdict)
            state.result = .disagreed
        }
    }
}

// MARK: - What may be asked and told while the case runs

extension InvestigateInfractionWorkflow {
    /// A piece of evidence.
    public static var addEvidence: Signal<InvestigateInfractionWorkflow, Submitted<Evidence>> {
        Signal("add_evidence") { workflow, evidence in
            workflow.takeSignal { workflow throws(DirectoryError) in
                .evidence(try workflow.checked(evidence.value(or: .infractionReportInvalid)))
            }
        }
    }

    /// The rules were broken.
    public static var resolve: Signal<InvestigateInfractionWorkflow, Submitted<Verdict>?> {
        Signal("resolve") { workflow, verdict in
            workflow.takeSignal { workflow throws(DirectoryError) in
                .resolve(try workflow.checked(verdict?.value(or: .infractionReportInvalid)))
            }
        }
    }

    /// The rules were not broken.
    public static var dismiss: Signal<InvestigateInfractionWorkflow, Submitted<Verdict>?> {
        Signal("dismiss") { workflow, verdict in
            workflow.takeSignal { workflow throws(DirectoryError) in
                .dismiss(try workflow.checked(verdict?.value(or: .infractionReportInvalid)))
            }
        }
    }

    /// A piece of evidence; declined where the case is decided, or the participant has no part in it. Answers when it is kept.
    public static var evidence: Update<InvestigateInfractionWorkflow, Evidence, InfractionState> {
        Update("add_evidence") { workflow, evidence in
            try await workflow.takeUpdate { workflow throws(DirectoryError) in
                .evidence(try workflow.checked(evidence))
            }
        } validator: { workflow, evidence in
            try workflow.check { workflow throws(DirectoryError) in .evidence(try workflow.checked(evidence)) }
        }
    }

    /// The rules were broken; declined where the case is decided. Answers when it is closed.
    public static var resolution: Update<InvestigateInfractionWorkflow, Verdict?, InfractionState> {
        Update("resolve") { workflow, verdict in
            try await workflow.takeUpdate { workflow throws(DirectoryError) in
                .resolve(try workflow.checked(verdict))
            }
        } validator: { workflow, verdict in
            try workflow.check { workflow throws(DirectoryError) in .resolve(try workflow.checked(verdict)) }
        }
    }

    /// The rules were not broken; declined where the case is decided. Answers when it is closed.
    public static var dismissal: Update<InvestigateInfractionWorkflow, Verdict?, InfractionState> {
        Update("dismiss") { workflow, verdict in
            try await workflow.takeUpdate { workflow throws(DirectoryError) in
                .dismiss(try workflow.checked(verdict))
            }
        } validator: { workflow, verdict in
            try workflow.check { workflow throws(DirectoryError) in .dismiss(try workflow.checked(verdict)) }
        }
    }

    /// How the case stands.
    public static var status: Query<InvestigateInfractionWorkflow, Void, InfractionState> {
        Query("status") { workflow in workflow.state }
    }

    /// What the workflow answers.
    @HandlersBuilder<InvestigateInfractionWorkflow>
    public static var handlers: Handlers<InvestigateInfractionWorkflow> {
        addEvidence
        resolve
        dismiss
        evidence
        resolution
        dismissal
        status
    }

    /// A signal cannot be declined: one that is not allowed is logged, and changes nothing.
    private func takeSignal(_ reading: @escaping Reading) {
        guard infraction != nil else { return early.append(reading) }
        do throws(DirectoryError) {
            take(try reading(self))
        } catch {
            logger.warning("a signal is ignored: \(error)", metadata: ["infraction_id": "\(state.infractionID)"])
        }
    }

    /// Declines what may not be; an update that comes before the case is known is looked at when it is.
    private func check(_ reading: Reading) throws {
        guard infraction != nil else { return }
        _ = try accept { () throws(DirectoryError) in try reading(self) }
    }

    private func takeUpdate(_ reading: @escaping Reading) async throws -> InfractionState {
        try await wait { $0.infraction != nil }
        take(try accept { () throws(DirectoryError) in try reading(self) })
        let place = taken
        try await wait { $0.isOver || $0.handled >= place }
        guard handled >= place else {
            throw DirectoryError(.infractionReportOperationInvalid, "the case was closed before this was handled")
                .failure
        }
        return state
    }

    private func take(_ message: Message) {
        inbox.append(message)
        taken += 1
        if case .evidence = message { return }
        isDecided = true
    }

    private func checked(_ evidence: Evidence) throws(DirectoryError) -> Evidence {
        let infraction = try undecided()
        guard [infraction.reporter, infraction.reported].contains(evidence.submittedBy) else {
            throw DirectoryError(.forbidden, "only the reporter and the reported participant submit evidence")
        }
        guard state.evidence + inbox.count < Self.evidenceLimit else {
            throw DirectoryError(
                .infractionReportOperationInvalid,
                "the case has \(Self.evidenceLimit) pieces of evidence, and takes no more")
        }
        return evidence
    }

    private func checked(_ verdict: Verdict?) throws(DirectoryError) -> Verdict {
        let infraction = try undecided()
        guard verdict?.participant ?? infraction.reported == infraction.reported else {
            throw DirectoryError(.forbidden, "only the reported participant decides the case")
        }
        return verdict ?? Verdict()
    }

    private func undecided() throws(DirectoryError) -> Infraction {
        guard let infraction, !isDecided, !isOver else {
            throw DirectoryError(.infractionReportOperationInvalid, "the case is decided: it takes nothing more")
        }
        return infraction
    }
}

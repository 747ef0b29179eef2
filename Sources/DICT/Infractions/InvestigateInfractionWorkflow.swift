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

    /// As many pieces of evidence as a case takes, so that its history stays bounded.
    private static let evidenceLimit = 1_000

    private var infraction: Infraction?
    private var state = InfractionState(infractionID: "")
    private var inbox: [Message] = []
    /// Signals that came before the case was known.
    private var early: [Reading] = []
    private var isDecided = false
    private var hasTimeLeft = true

    /// The state before the input is known.
    public init() {}

    /// Runs the investigation.
    public func run(_ input: Submitted<InfractionInput>?) async throws -> InfractionState {
        let infraction = try accept { () throws(DirectoryError) in
            try Infraction(input.value(or: .infractionReportInvalid))
        }
        self.infraction = infraction
        state.infractionID = infraction.id
        logger.info("InvestigateInfractionWorkflow started", metadata: ["infraction_id": "\(infraction.id)"])
        for reading in early { takeSignal(reading) }
        try await begin(infraction)
        do {
            try await investigate(infraction)
        } catch let error as CancellationError {
            isDecided = true
            try await withCancellationShield { workflow in
                workflow.inbox.append(.dismiss(Verdict(justification: "the investigation was canceled")))
                // A verdict that waits is honoured.
                while workflow.state.status != .closed {
                    try await workflow.handle(workflow.inbox.removeFirst(), infraction)
                }
                try await workflow.tellBacen(infraction, .closed)
            }
            throw error
        }
        try await withCancellationShield { try await $0.tellBacen(infraction, .closed) }
        logger.info("InvestigateInfractionWorkflow ended", metadata: ["infraction_id": "\(infraction.id)"])
        return state
    }

    /// Takes what comes until the case is closed.
    private func investigate(_ infraction: Infraction) async throws {
        let deadline = now + .seconds(infraction.escalateAfterDays * 86_400)
        while state.status != .closed {
            if hasTimeLeft, try await wait(upTo: now.duration(to: deadline), until: { !$0.inbox.isEmpty }) == false {
                hasTimeLeft = false
                state.status = try await perform(EscalateInfractionActivity.self, infraction)
                try await tellBacen(infraction, .escalated)
            }
            if !hasTimeLeft { try await wait { !$0.inbox.isEmpty } }
            try await handle(inbox.removeFirst(), infraction)
        }
    }

    private func tellBacen(_ infraction: Infraction, _ occasion: BacenNotice.Occasion) async throws {
        _ = try await perform(NotifyBacenActivity.self, BacenNotice(infraction: infraction, occasion: occasion))
    }

    private func begin(_ infraction: Infraction) async throws {
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
        try await tellBacen(infraction, .reported)
        _ = try await perform(NotifyReportedParticipantActivity.self, infraction)
        state.status = try await perform(InvestigateInfractionActivity.self, infraction)
    }

    private func handle(_ message: Message, _ infraction: Infraction) async throws {
        switch message {
        case .evidence(let evidence):
            state.evidence = try await perform(AddEvidenceActivity.self, infraction, evidence)
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

    /// A piece of evidence; declined where the case is decided, or the participant has no part in it.
    public static var evidence: Update<InvestigateInfractionWorkflow, Evidence, InfractionState> {
        Update("add_evidence") { workflow, evidence in
            workflow.take(.evidence(evidence))
            return workflow.state
        } validator: { workflow, evidence in
            _ = try workflow.accept { () throws(DirectoryError) in try workflow.checked(evidence) }
        }
    }

    /// The rules were broken; declined where the case is decided.
    public static var resolution: Update<InvestigateInfractionWorkflow, Verdict?, InfractionState> {
        Update("resolve") { workflow, verdict in
            workflow.take(.resolve(verdict ?? Verdict()))
            return workflow.state
        } validator: { workflow, verdict in
            _ = try workflow.accept { () throws(DirectoryError) in try workflow.checked(verdict) }
        }
    }

    /// The rules were not broken; declined where the case is decided.
    public static var dismissal: Update<InvestigateInfractionWorkflow, Verdict?, InfractionState> {
        Update("dismiss") { workflow, verdict in
            workflow.take(.dismiss(verdict ?? Verdict()))
            return workflow.state
        } validator: { workflow, verdict in
            _ = try workflow.accept { () throws(DirectoryError) in try workflow.checked(verdict) }
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

    private func take(_ message: Message) {
        inbox.append(message)
        if case .evidence = message { return }
        isDecided = true
    }

    private func checked(_ evidence: Evidence) throws(DirectoryError) -> Evidence {
        try evidence.check(for: try undecided())
        guard state.evidence + inbox.count < Self.evidenceLimit else {
            throw DirectoryError(
                .infractionReportOperationInvalid,
                "the case has \(Self.evidenceLimit) pieces of evidence, and takes no more")
        }
        return evidence
    }

    private func checked(_ verdict: Verdict?) throws(DirectoryError) -> Verdict {
        _ = try undecided()
        if let text = verdict?.justification, !(1...2_000).contains(text.count) {
            throw DirectoryError(.infractionReportInvalid, "justification: expected 1 to 2,000 characters")
        }
        return verdict ?? Verdict()
    }

    private func undecided() throws(DirectoryError) -> Infraction {
        guard let infraction else {
            throw DirectoryError(
                .infractionReportOperationInvalid, "the case has not begun: try again in a moment")
        }
        guard !isDecided else {
            throw DirectoryError(.infractionReportOperationInvalid, "the case is decided: it takes nothing more")
        }
        return infraction
    }
}

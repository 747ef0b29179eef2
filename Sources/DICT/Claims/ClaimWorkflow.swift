// A claim from its beginning to its end, up to thirty days later.

import Logging
import TemporalCore
import TemporalWorkflow

/// What a donor or claimer says of a claim, by signal or update. All of it may be left out.
public struct ClaimAnswer: Codable, Sendable {
    /// The ISPB of who answers; nil is the donor where the claim is confirmed, and the claimer where it is cancelled.
    public var participant: String?
    /// `USER_REQUESTED`, `ACCOUNT_CLOSURE`, `FRAUD` or `DEFAULT_OPERATION`; nil is the first.
    public var reason: String?

    /// An answer.
    public init(participant: String? = nil, reason: String? = nil) {
        self.participant = participant
        self.reason = reason
    }
}

/// How a claim stands, as the query `status` and the workflow's result tell it.
public struct ClaimState: Codable, Sendable, Hashable {
    /// The claim; empty before its input was read.
    public var claimID: String
    /// The entry whose key is claimed.
    public var entryID: String
    /// How it stands; nil before it was made.
    public var status: ClaimStatus?
    /// Why it was confirmed or cancelled.
    public var reason: ClaimReason?

    private enum CodingKeys: String, CodingKey {
        case claimID = "claim_id"
        case entryID = "entry_id"
        case status
        case reason
    }
}

/// Claims a key: asks the donor, waits up to 30 days, and moves the entry or gives the claim up.
public actor ClaimWorkflow: Workflow {
    /// How long the donor may take.
    public static let resolutionPeriod: Duration = .seconds(30 * 86_400)

    private enum Decision {
        case confirm(by: Participant, ClaimReason)
        case cancel(by: Participant, ClaimReason)
    }

    private var claim: Claim?
    private var state = ClaimState(claimID: "", entryID: "")
    private var decision: Decision?
    private var takesAnswers = true
    /// Signals that came before the claim was known.
    private var early: [(isConfirmation: Bool, answer: Submitted<ClaimAnswer>?)] = []
    /// Whether nothing more will come of the answers that updates wait for.
    private var isOver = false

    /// The state before the input is known.
    public init() {}

    /// Runs the claim.
    public func run(_ input: Submitted<Claim>?) async throws -> ClaimState {
        let claim = try accept { () throws(DirectoryError) in try input.value(or: .claimInvalid) }
        self.claim = claim
        state = ClaimState(claimID: claim.id, entryID: claim.entryID)
        logger.info("ClaimWorkflow started", metadata: metadata(claim))
        for (isConfirmation, answer) in early { takeSignal(isConfirmation, answer) }
        do {
            try await resolve(claim)
        } catch {
            try await end()
            throw error
        }
        try await end()
        logger.info("ClaimWorkflow ended \(state.status?.rawValue ?? "")", metadata: metadata(claim))
        return state
    }

    private func resolve(_ claim: Claim) async throws {
        // A claim that may or may not have been made must not be left so: cancellation waits.
        try await withCancellationShield { try await $0.make(claim) }
        try await orGiveUp(claim) { workflow in
            try await workflow.note(workflow.perform(NotifyDonorActivity.self, claim))
            _ = try await workflow.wait(upTo: Self.resolutionPeriod) { $0.decision != nil }
            workflow.takesAnswers = false
        }
        // From here on the central bank and the donor have been promised an end; a workflow that is canceled now comes to it.
        try await withCancellationShield { workflow in
            switch workflow.decision {
            case .confirm(let participant, let reason): try await workflow.complete(claim, by: participant, reason)
            case .cancel(let participant, let reason):
                let cancellation = ClaimCancellation(claim: claim, participant: participant, reason: reason)
                try await workflow.orGiveUp(claim) {
                    try await $0.note($0.perform(CancelClaimActivity.self, cancellation), reason)
                }
            case nil:
                try await workflow.note(workflow.perform(ExpireClaimActivity.self, claim), .defaultOperation)
            }
        }
    }

    private func make(_ claim: Claim) async throws {
        do {
            try await perform(ValidateClaimEligibilityActivity.self, claim)
            try await note(perform(CreateClaimActivity.self, claim))
        } catch let failure as ApplicationFailure {
            // Invalid input tells of no claim, or of another one with the same id.
            if failure.type != DirectoryError.Name.claimInvalid.rawValue {
                let notice = ClaimNotice(claim: claim, type: "claim.rejected", reason: failure.type ?? "")
                _ = try await perform(PublishClaimEventActivity.self, notice)
            }
            throw failure
        }
    }

    private func complete(_ claim: Claim, by participant: Participant, _ reason: ClaimReason) async throws {
        try await orGiveUp(claim) { workflow in
            let confirmation = ClaimConfirmation(claim: claim, participant: participant, reason: reason)
            try await workflow.note(workflow.perform(SendClaimConfirmationActivity.self, confirmation), reason)
            try await workflow.note(workflow.perform(CompleteClaimActivity.self, claim), reason)
        }
    }

    /// Runs `steps`; a claim whose steps are declined for good, or that is canceled, must not go on holding its entry.
    private func orGiveUp(
        _ claim: Claim, _ steps: @Sendable (isolated ClaimWorkflow) async throws -> Void
    ) async throws {
        do {
            try await steps(self)
        } catch {
            takesAnswers = false
            logger.error("the claim is given up: \(error)", metadata: metadata(claim))
            try await withCancellationShield { workflow in
                let cancellation = ClaimCancellation(claim: claim, participant: nil, reason: .defaultOperation)
                try await workflow.note(workflow.perform(CancelClaimActivity.self, cancellation), .defaultOperation)
            }
            throw error
        }
    }

    /// Lets the updates that wait tell what has come of them.
    private func end() async throws {
        isOver = true
        try await withCancellationShield { try await $0.wait { $0.allHandlersFinished } }
    }

    private func note(_ status: ClaimStatus, _ reason: ClaimReason? = nil) {
        state.status = status
        state.reason = reason ?? state.reason
    }

    private func metadata(_ claim: Claim) -> Logger.Metadata {
        ["claim_id": "\(claim.id)", "entry_id": "\(claim.entryID)"]
    }
}

// MARK: - What may be asked and told while the claim runs

extension ClaimWorkflow {
    /// The donor lets the key go.
    public static var confirm: Signal<ClaimWorkflow, Submitted<ClaimAnswer>?> {
        Signal("confirm") { workflow, answer in workflow.takeSignal(true, answer) }
    }

    /// One of the two gives the claim up.
    public static var cancel: Signal<ClaimWorkflow, Submitted<ClaimAnswer>?> {
        Signal("cancel") { workflow, answer in workflow.takeSignal(false, answer) }
    }

    /// The donor lets the key go; declined where the claim's state or the participant does not allow it. Answers when the claim is
    /// `CONFIRMED` at the central bank.
    public static var confirmation: Update<ClaimWorkflow, ClaimAnswer?, ClaimState> {
        Update("confirm") { workflow, answer in
            try await workflow.answer(true, answer ?? ClaimAnswer())
        } validator: { workflow, answer in
            try workflow.check(true, answer ?? ClaimAnswer())
        }
    }

    /// One of the two gives the claim up; declined where the claim's state or the participant does not allow it. Answers when the
    /// claim is `CANCELLED` at the central bank.
    public static var cancellation: Update<ClaimWorkflow, ClaimAnswer?, ClaimState> {
        Update("cancel") { workflow, answer in
            try await workflow.answer(false, answer ?? ClaimAnswer())
        } validator: { workflow, answer in
            try workflow.check(false, answer ?? ClaimAnswer())
        }
    }

    /// How the claim stands.
    public static var status: Query<ClaimWorkflow, Void, ClaimState> {
        Query("status") { workflow in workflow.state }
    }

    /// What the workflow answers.
    @HandlersBuilder<ClaimWorkflow> public static var handlers: Handlers<ClaimWorkflow> {
        confirm
        cancel
        confirmation
        cancellation
        status
    }

    /// A signal cannot be declined: one that is not allowed is logged, and changes nothing.
    private func takeSignal(_ isConfirmation: Bool, _ answer: Submitted<ClaimAnswer>?) {
        guard claim != nil else { return early.append((isConfirmation, answer)) }
        do {
            try decide(isConfirmation, answer?.value(or: .claimOperationInvalid) ?? ClaimAnswer())
        } catch {
            logger.warning("a signal is ignored: \(error)", metadata: claim.map(metadata))
        }
    }

    /// Declines what may not be; an update that comes before the claim is known is looked at when it is.
    private func check(_ isConfirmation: Bool, _ answer: ClaimAnswer) throws {
        guard let claim else { return }
        _ = try accept { () throws(DirectoryError) in try read(answer, of: claim, isConfirmation) }
    }

    private func answer(_ isConfirmation: Bool, _ answer: ClaimAnswer) async throws -> ClaimState {
        try await wait { $0.claim != nil }
        try decide(isConfirmation, answer)
        let wanted: [ClaimStatus] = isConfirmation ? [.confirmed, .completed] : [.cancelled]
        try await wait { $0.isOver || $0.state.status.map(wanted.contains) ?? false }
        if let status = state.status, wanted.contains(status) { return state }
        throw DirectoryError(.claimOperationInvalid, "the claim came to nothing: see how its workflow ended").failure
    }

    private func decide(_ isConfirmation: Bool, _ answer: ClaimAnswer) throws {
        guard let claim else { return }
        decision = try accept { () throws(DirectoryError) in try read(answer, of: claim, isConfirmation) }
    }

    private func read(
        _ answer: ClaimAnswer, of claim: Claim, _ isConfirmation: Bool
    ) throws(DirectoryError) -> Decision {
        guard decision == nil, takesAnswers else {
            throw DirectoryError(.claimOperationInvalid, "the claim was answered already, or its time has passed")
        }
        let known = ClaimReason.allCases.filter { !isConfirmation || $0 != .fraud }
        let name = answer.reason ?? ClaimReason.userRequested.rawValue
        guard let reason = known.first(where: { $0.rawValue == name }) else {
            let names = known.map(\.rawValue).joined(separator: ", ")
            throw DirectoryError(.invalidReason, "reason: expected one of \(names)")
        }
        let usual = isConfirmation ? claim.donor : claim.claimer
        guard let participant = answer.participant.map(Participant.init(rawValue:)) ?? usual else {
            throw DirectoryError(.claimOperationInvalid, "participant: expected the eight characters of an ISPB")
        }
        var progress = ClaimProgress(claimer: claim.claimer, donor: claim.donor, status: state.status ?? .open)
        try progress.apply(isConfirmation ? .confirm(by: participant) : .cancel(by: participant))
        return isConfirmation ? .confirm(by: participant, reason) : .cancel(by: participant, reason)
    }
}

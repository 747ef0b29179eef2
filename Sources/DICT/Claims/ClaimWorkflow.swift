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
    /// Answers that came before the claim was known.
    private var early: [(isConfirmation: Bool, answer: Submitted<ClaimAnswer>?)] = []

    /// The state before the input is known.
    public init() {}

    /// Runs the claim.
    public func run(_ input: Submitted<ClaimInput>?) async throws -> ClaimState {
        let claim = try accept { () throws(DirectoryError) in try Claim(input.value(or: .claimInvalid)) }
        self.claim = claim
        state = ClaimState(claimID: claim.id, entryID: claim.entryID)
        logger.info("ClaimWorkflow started", metadata: metadata(claim))
        for (isConfirmation, answer) in early { takeSignal(isConfirmation, answer) }
        try await begin(claim)
        try await awaitDecision(claim)
        switch decision {
        case .confirm(let participant, let reason): try await complete(claim, by: participant, reason)
        case .cancel(let participant, let reason):
            try await note(
                perform(
                    CancelClaimActivity.self, ClaimCancellation(claim: claim, participant: participant, reason: reason)),
                reason)
        case nil: try await note(perform(ExpireClaimActivity.self, claim), .defaultOperation)
        }
        logger.info("ClaimWorkflow ended \(state.status?.rawValue ?? "")", metadata: metadata(claim))
        return state
    }

    private func begin(_ claim: Claim) async throws {
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
        try await orGiveUp(claim) { try await $0.note($0.perform(NotifyDonorActivity.self, claim)) }
    }

    /// Waits until somebody answers, or it is too late. A workflow that is canceled gives its claim up.
    private func awaitDecision(_ claim: Claim) async throws {
        do {
            _ = try await wait(upTo: Self.resolutionPeriod) { $0.decision != nil }
            takesAnswers = false
        } catch let error as CancellationError {
            takesAnswers = false
            try await giveUp(claim)
            throw error
        }
    }

    private func complete(_ claim: Claim, by participant: Participant, _ reason: ClaimReason) async throws {
        try await orGiveUp(claim) { workflow in
            let confirmation = ClaimConfirmation(claim: claim, participant: participant, reason: reason)
            try await workflow.note(workflow.perform(SendClaimConfirmationActivity.self, confirmation), reason)
            try await workflow.note(workflow.perform(CompleteClaimActivity.self, claim), reason)
        }
    }

    /// Runs `steps`; a claim whose steps are declined for good must not go on holding its entry.
    private func orGiveUp(
        _ claim: Claim, _ steps: @Sendable (isolated ClaimWorkflow) async throws -> Void
    ) async throws {
        do {
            try await steps(self)
        } catch {
            logger.error("the claim is given up: \(error)", metadata: metadata(claim))
            try await giveUp(claim)
            throw error
        }
    }

    private func giveUp(_ claim: Claim) async throws {
        try await withCancellationShield { workflow in
            let cancellation = ClaimCancellation(claim: claim, participant: nil, reason: .defaultOperation)
            try await workflow.note(workflow.perform(CancelClaimActivity.self, cancellation), .defaultOperation)
        }
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

    /// The donor lets the key go; declined where the claim's state or the participant does not allow it.
    public static var confirmation: Update<ClaimWorkflow, ClaimAnswer?, ClaimState> {
        Update("confirm") { workflow, answer in
            try workflow.decide(true, answer ?? ClaimAnswer())
            return workflow.state
        } validator: { workflow, answer in
            _ = try workflow.accept { () throws(DirectoryError) in
                try workflow.decision(true, answer ?? ClaimAnswer())
            }
        }
    }

    /// One of the two gives the claim up; declined where the claim's state or the participant does not allow it.
    public static var cancellation: Update<ClaimWorkflow, ClaimAnswer?, ClaimState> {
        Update("cancel") { workflow, answer in
            try workflow.decide(false, answer ?? ClaimAnswer())
            return workflow.state
        } validator: { workflow, answer in
            _ = try workflow.accept { () throws(DirectoryError) in
                try workflow.decision(false, answer ?? ClaimAnswer())
            }
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

    private func decide(_ isConfirmation: Bool, _ answer: ClaimAnswer) throws {
        decision = try accept { () throws(DirectoryError) in try decision(isConfirmation, answer) }
    }

    private func decision(_ isConfirmation: Bool, _ answer: ClaimAnswer) throws(DirectoryError) -> Decision {
        guard let claim else {
            throw DirectoryError(.claimOperationInvalid, "the claim has not begun: try again in a moment")
        }
        guard decision == nil, takesAnswers else {
            throw DirectoryError(.claimOperationInvalid, "the claim was answered already, or its time has passed")
        }
        guard let reason = ClaimReason(rawValue: answer.reason ?? ClaimReason.userRequested.rawValue) else {
            let known = ClaimReason.allCases.map(\.rawValue).joined(separator: ", ")
            throw DirectoryError(.claimOperationInvalid, "reason: expected one of \(known)")
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

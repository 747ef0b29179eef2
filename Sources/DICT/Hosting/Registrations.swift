// Everything of the directory that a worker runs.

import TemporalWorker
import TemporalWorkflow

extension DirectoryStore {
    /// The workflows and activities, for a ``Worker``.
    @RegistrationBuilder public var registrations: [Registration] {
        Self.workflows
        claims
        entries
        infractions
        verification
    }

    /// The workflows alone, for a replayer.
    @RegistrationBuilder public static var workflows: [Registration] {
        ClaimWorkflow.self
        CreateEntryWorkflow.self
        UpdateEntryWorkflow.self
        DeleteEntryWorkflow.self
        InvestigateInfractionWorkflow.self
        VSyncWorkflow.self
        VSyncSchedulerWorkflow.self
    }

    @RegistrationBuilder private var claims: [Registration] {
        ValidateClaimEligibilityActivity(store: self)
        CreateClaimActivity(store: self)
        NotifyDonorActivity(store: self)
        SendClaimConfirmationActivity(store: self)
        CompleteClaimActivity(store: self)
        CancelClaimActivity(store: self)
        ExpireClaimActivity(store: self)
        GetClaimStatusActivity(store: self)
        PublishClaimEventActivity(store: self)
    }

    @RegistrationBuilder private var entries: [Registration] {
        ValidateEntryActivity(store: self)
        CreateEntryActivity(store: self)
        ActivateEntryActivity(store: self)
        DeactivateEntryActivity(store: self)
        UpdateEntryActivity(store: self)
        UpdateEntryOwnershipActivity(store: self)
        DeleteEntryActivity(store: self)
        GetEntryStatusActivity(store: self)
    }

    @RegistrationBuilder private var infractions: [Registration] {
        ValidateInfractionEligibilityActivity(store: self)
        CreateInfractionActivity(store: self)
        NotifyBacenActivity(store: self)
        NotifyReportedParticipantActivity(store: self)
        InvestigateInfractionActivity(store: self)
        AddEvidenceActivity(store: self)
        EscalateInfractionActivity(store: self)
        ResolveInfractionActivity(store: self)
        DismissInfractionActivity(store: self)
        GetInfractionStatusActivity(store: self)
        PublishInfractionEventActivity(store: self)
    }

    @RegistrationBuilder private var verification: [Registration] {
        FetchBacenEntriesActivity(store: self)
        CompareEntriesActivity(store: self)
        GenerateSyncReportActivity(store: self)
    }
}

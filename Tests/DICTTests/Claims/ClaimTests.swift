import DICT
import Testing

@Suite struct ClaimTests {
    private let claimer: Participant
    private let donor: Participant
    private let stranger: Participant

    init() throws {
        claimer = try #require(Participant(rawValue: "12345678"))
        donor = try #require(Participant(rawValue: "87654321"))
        stranger = try #require(Participant(rawValue: "11111111"))
    }

    @Test func `a claim that the donor confirms is completed`() throws {
        var claim = ClaimProgress(claimer: claimer, donor: donor)
        var states: [ClaimStatus] = []
        for step in [ClaimStep.acknowledge, .confirm(by: donor), .complete] {
            try claim.apply(step)
            states.append(claim.status)
            try claim.apply(step)
            #expect(claim.status == states.last, "what is told twice changes nothing")
        }
        #expect(states == [.waitingResolution, .confirmed, .completed])
    }

    @Test func `each state allows its steps and no others`() {
        let steps: [ClaimStep] = [
            .acknowledge, .confirm(by: donor), .cancel(by: claimer), .cancel(by: donor), .expire, .complete,
        ]
        let allowed: [ClaimStatus: [ClaimStatus]] = [
            .open: [.waitingResolution, .confirmed, .cancelled, .cancelled, .cancelled],
            .waitingResolution: [.waitingResolution, .confirmed, .cancelled, .cancelled, .cancelled],
            .confirmed: [.confirmed, .cancelled, .cancelled, .cancelled, .completed],
            .cancelled: [.cancelled, .cancelled, .cancelled],
            .completed: [.completed],
        ]
        for status in ClaimStatus.allCases {
            let reached = steps.compactMap { step -> ClaimStatus? in
                var claim = ClaimProgress(claimer: claimer, donor: donor, status: status)
                do {
                    try claim.apply(step)
                    return claim.status
                } catch {
                    #expect((error as? DirectoryError)?.name == .claimOperationInvalid)
                    #expect(claim.status == status)
                    return nil
                }
            }
            #expect(reached == allowed[status], "\(status)")
        }
    }

    @Test func `only the donor confirms, and only the two cancel`() throws {
        var claim = ClaimProgress(claimer: claimer, donor: donor, status: .waitingResolution)
        for step in [ClaimStep.confirm(by: claimer), .confirm(by: stranger), .cancel(by: stranger)] {
            let error = try #require(throws: DirectoryError.self) { try claim.apply(step) }
            #expect(error.name == .forbidden)
            #expect(claim.status == .waitingResolution)
        }
    }
}

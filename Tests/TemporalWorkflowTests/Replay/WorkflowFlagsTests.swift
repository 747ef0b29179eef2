import TemporalCore
import Testing

@testable import TemporalWorkflow

@Suite struct WorkflowFlagsTests {
    private func completed(by sdk: String) -> API.History.WorkflowTaskCompletedEventAttributes {
        .with { $0.sdkMetadata = .with { $0.sdkName = sdk } }
    }

    @Test func `a run that another SDK began stays begun elsewhere, live and on replay`() throws {
        var live = WorkflowFlags()
        try live.observe(completed(by: "temporal-python"))
        _ = live.takeUnrecorded()
        #expect(live.isBegunElsewhere)
        var replayed = WorkflowFlags()
        try replayed.observe(completed(by: "temporal-python"))
        try replayed.observe(completed(by: SDK.name))
        #expect(replayed.isBegunElsewhere)
    }

    @Test func `a run that was begun here stays so when another SDK has had it`() throws {
        var live = WorkflowFlags()
        _ = live.takeUnrecorded()
        var replayed = WorkflowFlags()
        try replayed.observe(completed(by: SDK.name))
        for var flags in [live, replayed] {
            #expect(!flags.isBegunElsewhere)
            try flags.observe(completed(by: "temporal-python"))
            #expect(!flags.isBegunElsewhere)
        }
    }

    @Test func `flags that only a withdrawn completion recorded are recorded again`() {
        var flags = WorkflowFlags()
        let first = flags.takeUnrecorded()
        #expect(!first.langUsedFlags.isEmpty)
        flags.withdrawLastCompletion()
        let second = flags.takeUnrecorded()
        #expect(second.langUsedFlags == first.langUsedFlags)
        #expect(second.coreUsedFlags == first.coreUsedFlags)
        #expect(second.sdkName == SDK.name)
        let third = flags.takeUnrecorded()
        #expect(third.langUsedFlags.isEmpty)
        flags.withdrawLastCompletion()
        let fourth = flags.takeUnrecorded()
        #expect(fourth.langUsedFlags.isEmpty)
    }
}

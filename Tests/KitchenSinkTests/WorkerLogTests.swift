// What is looked for in the logs of workers is what they write.

import TemporalCore
import Testing

@testable import TemporalWorkflow

@Suite struct `Logs of kitchen sinks` {
    @Test func `nondeterminism is told by its code`() {
        let error = NondeterminismError(API.History.HistoryEvent(), "nothing in the code accounts for it")
        #expect(error.description.contains(SinkWorker.nondeterminism))
    }
}

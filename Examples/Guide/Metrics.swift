// Metrics of one's own: in a workflow a replay counts nothing again; in an activity every attempt counts.

import CoreMetrics
import TemporalCore
import TemporalWorker
import TemporalWorkflow

actor Dispatch: Workflow {
    func run(_ parcels: [String]) async throws -> Int {
        let begin = now
        var grams = 0
        for parcel in parcels {
            grams += try await execute(Weigh.self, parcel, startToClose: .seconds(30))
            // Once a parcel, however often history is replayed.
            Counter(label: "parcels", dimensions: [("workflow_type", info.workflowType)], factory: metrics).increment()
        }
        Timer(label: "dispatch_time", factory: metrics).recordSeconds(begin.duration(to: now).components.seconds)
        return grams
    }
}

struct Weigh: Activity {
    func run(_ parcel: String) async throws -> Int {
        let grams = 100 * parcel.count
        if let metrics = ActivityContext.current?.metrics {
            Recorder(label: "parcel_grams", factory: metrics).record(grams)
        }
        return grams
    }
}

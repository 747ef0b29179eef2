// Children, and other workflows of the namespace.

import TemporalCore
import TemporalWorkflow

actor ParcelWorkflow: Workflow {
    private var isDelivered = false

    func run(_ address: String) async throws -> String {
        try await wait { $0.isDelivered }
        return "delivered to \(address)"
    }

    static var deliver: Signal<ParcelWorkflow, Void> { Signal("deliver") { parcel in parcel.isDelivered = true } }
    static var handlers: Handlers<ParcelWorkflow> { deliver }
}

actor ShipmentWorkflow: Workflow {
    func run(_ addresses: [String]) async throws -> [String] {
        var parcels: [ChildWorkflowHandle<ParcelWorkflow>] = []
        for (number, address) in addresses.enumerated() {
            // Returns when the child has started.
            parcels.append(try await startChild(ParcelWorkflow.self, address, id: "\(info.workflowID)-\(number)"))
        }
        var told: [String] = []
        for parcel in parcels {
            try await parcel.signal(ParcelWorkflow.deliver)
            told.append(try await parcel.result())
        }
        return told
    }
}

/// Starts a child that outlives it.
actor Handover: Workflow {
    func run(_ address: String) async throws -> String {
        let options = ChildWorkflowOptions(parentClosePolicy: .abandon, summary: "a parcel for \(address)")
        return try await startChild(ParcelWorkflow.self, address, options: options).id
    }
}

/// Tells a workflow that it did not start.
actor Courier: Workflow {
    func run(_ parcelID: String) async throws -> String {
        let parcel = externalWorkflow(ParcelWorkflow.self, id: parcelID)
        do {
            try await parcel.signal(ParcelWorkflow.deliver)
        } catch let failure as ApplicationFailure where failure.type == "SignalExternalWorkflowFailed" {
            return "there is no such parcel"
        }
        return "told"
    }
}

/// Asks a workflow that it did not start to cancel.
actor Recall: Workflow {
    func run(_ parcelID: String) async throws {
        try await externalWorkflow(ParcelWorkflow.self, id: parcelID).cancel()
    }
}

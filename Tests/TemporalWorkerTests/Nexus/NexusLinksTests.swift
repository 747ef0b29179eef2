// Links between the caller of a Nexus operation and what its handler asks for besides: both histories lead to each other.

import Foundation
import TemporalCore
import TemporalWorkflow
import TestSupport
import Testing

@testable import TemporalWorker

private enum Bell {
    static let ring = NexusOperation<String, Void>("ring", of: "bell")
}

/// Has the workflow of an id rung.
private actor Rings: Workflow {
    func run(_ id: String, _ endpoint: String) async throws {
        try await executeNexus(Bell.ring, id, endpoint: endpoint)
    }
}

/// Waits until it is rung.
private actor Listens: Workflow {
    private var isRung = false

    func run() async throws { try await wait { $0.isRung } }

    static var handlers: Handlers<Listens> {
        Signal("ring") { (w: isolated Listens) in w.isRung = true }
    }
}

@Suite(.timeLimit(.minutes(5))) struct NexusLinksTests {
    @Test func `what a handler signals leads to the caller, and the caller to what was signaled`() async throws {
        let place = try await Place()
        let endpoint = "endpoint-\(UUID().uuidString)"
        try await place.cli.run([
            "operator", "nexus", "endpoint", "create", "--name", endpoint, "--target-namespace", "default",
            "--target-task-queue", place.taskQueue,
        ]).succeeded()
        let worker = try place.worker {
            Rings.self
            Listens.self
            NexusHandler(Bell.ring) { id, context in try await context.client.workflow(id: id).signal("ring") }
        }
        let listener = try await place.start("Listens")
        let caller = try await place.start("Rings", ["\"\(listener)\"", "\"\(endpoint)\""])
        #expect(try await place.cli.closed(caller) == "COMPLETED")
        #expect(try await place.cli.closed(listener) == "COMPLETED")

        func event(_ type: API.Enums.EventType, of id: String) async throws -> API.History.HistoryEvent {
            let events = try await place.client.workflow(id: id).history().events
            return try #require(events.first { $0.eventType == type })
        }
        func target(_ event: API.History.HistoryEvent) throws -> API.Common.Link.WorkflowEvent {
            let targets = event.links.compactMap { link -> API.Common.Link.WorkflowEvent? in
                if case .workflowEvent(let event)? = link.variant { event } else { nil }
            }
            return try #require(targets.first)
        }
        let scheduled = try await event(.nexusOperationScheduled, of: caller)
        let back = try target(try await event(.workflowExecutionSignaled, of: listener))
        #expect(back.namespace == "default" && back.workflowID == caller)
        let reference: API.Common.Link.WorkflowEvent.Reference = .eventRef(
            .with {
                $0.eventID = scheduled.eventID
                $0.eventType = .nexusOperationScheduled
            })
        #expect(back.reference == reference)
        let forth = try target(try await event(.nexusOperationCompleted, of: caller))
        #expect(forth.namespace == "default" && forth.workflowID == listener)
        #expect(try await forth.runID == place.client.workflow(id: listener).describe().runID)
        switch forth.reference {
        case .eventRef(let reference): #expect(reference.eventType == .workflowExecutionSignaled)
        case .requestIDRef(let reference): #expect(reference.eventType == .workflowExecutionSignaled)
        case nil: Issue.record("no reference")
        }
        try await worker.stop()
    }

    @Test func `an address leads where its link does`() throws {
        let cases: [(reference: API.Common.Link.WorkflowEvent.Reference, query: String)] = [
            (
                .eventRef(
                    .with {
                        $0.eventID = 7
                        $0.eventType = .workflowExecutionSignaled
                    }), "referenceType=EventReference&eventID=7&eventType=WorkflowExecutionSignaled"
            ),
            (
                .requestIDRef(
                    .with {
                        $0.requestID = "a+b&c"
                        $0.eventType = .workflowExecutionUpdateAccepted
                    }), "referenceType=RequestIdReference&requestID=a%2Bb%26c&eventType=WorkflowExecutionUpdateAccepted"
            ),
        ]
        for (reference, query) in cases {
            var event = API.Common.Link.WorkflowEvent()
            (event.namespace, event.workflowID, event.runID) = ("a space", "50%/ü", "r")
            event.reference = reference
            var link = API.Common.Link()
            link.variant = .workflowEvent(event)
            let address = try #require(NexusLinks.address(of: link))
            #expect(
                address.url == "temporal:///namespaces/a%20space/workflows/50%25%2F%C3%BC/r/history?\(query)")
            #expect(NexusLinks.link(address) == link)
        }
    }
    @Test func `links that a server would refuse are left out`() {
        func link(_ address: String) -> API.Nexus.Link {
            .with {
                $0.url = "temporal:///namespaces/\(address)"
                $0.type = API.Common.Link.WorkflowEvent.protoName
            }
        }
        let query = "referenceType=EventReference&eventID=5&eventType"
        let good = link("n/workflows/order+41/r/history?\(query)=WorkflowExecutionStarted")
        let bad = [
            link("n/workflows/w/r/history?\(query)=SomethingNew"),
            link("n/workflows/w//history?\(query)=WorkflowExecutionStarted"),
            link("n/workflows/w/r"),
        ]
        let links = NexusLinks.links(bad + Array(repeating: good, count: 11), most: 10)
        #expect(links.count == 10)
        guard case .workflowEvent(let event)? = links.first?.variant else {
            Issue.record("no event of a workflow")
            return
        }
        #expect(event.workflowID == "order+41", "a plus in a path is itself")
    }
}

// Completions that are larger than one message may be.

import Foundation
import TemporalCore
import TemporalWorkflow
import TestSupport
import Testing

@testable import TemporalWorker

@Suite(.timeLimit(.minutes(5))) struct CompletionPagesTests {
    private func completion(_ sizes: Int...) -> CompletionPages.Request {
        .with {
            $0.taskToken = Bytes([1])
            $0.identity = "me"
            $0.namespace = "n"
            $0.messages = [.with { $0.id = "m" }]
            $0.commands = sizes.map { size in
                .with {
                    $0.attributes = .startTimer(.with { $0.timerID = String(repeating: "1", count: size) })
                }
            }
        }
    }

    @Test func `commands are divided among pages in their order, and all else goes with the last`() throws {
        let whole = completion(400, 400, 400, 900, 10)
        let pages = try #require(CompletionPages(whole, size: 1_000)).pages
        #expect(pages.map(\.commands.count) == [2, 1, 2, 0])
        #expect(pages.map(\.pageNumber) == [0, 1, 2, 3])
        #expect(pages.map(\.intermediatePage) == [true, true, true, false])
        #expect(pages.flatMap(\.commands) == whole.commands)
        #expect(pages.map(\.messages.count) == [0, 0, 0, 1])
        #expect(pages.allSatisfy { $0.taskToken == Bytes([1]) && $0.identity == "me" && $0.namespace == "n" })
    }

    @Test func `what pages would not help is not divided`() {
        #expect(CompletionPages(completion(1_000), size: 1_000) == nil)
        #expect(CompletionPages(completion(), size: 1_000) == nil)
        var withMuchElse = completion(400, 400, 400)
        withMuchElse.messages = [.with { $0.id = String(repeating: "m", count: 1_000) }]
        #expect(CompletionPages(withMuchElse, size: 1_000) == nil)
    }

    @Test func `a page that is too large for the server fails the task`() async throws {
        let server = try await ScriptedServer(
            "--task", "good", "--pages", "0", "--fail", "RespondWorkflowTaskCompleted=RESOURCE_EXHAUSTED", "--message",
            "grpc: received message larger than max (5 vs. 4)")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        var reports: [String] = []
        for _ in 0..<3 { reports.append(try await server.report().method) }
        #expect(
            reports == ["RespondWorkflowTaskCompleted", "RespondWorkflowTaskCompleted", "RespondWorkflowTaskFailed"])
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `pages that a server has lost are sent again, all of them`() async throws {
        let server = try await ScriptedServer("--task", "good", "--workflow", "SendsThree", "--pages", "2")
        let place = try await Place(address: server.address)
        let worker = try place.worker {
            SendsThree.self
            Measures()
        }
        var pages: [String] = []
        for _ in 0..<10 {
            let report = try await server.report()
            #expect(report.method == "RespondWorkflowTaskCompleted")
            let number = report.text.firstMatch(of: /"pageNumber": ?([0-9]+)/)
            pages.append(number.map { String($0.1) } ?? "?")
        }
        // The whole, which is too large, and then two pages of commands and the last one, until they are not lost.
        #expect(pages == ["0", "0", "1", "2", "0", "1", "2", "0", "1", "2"])
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a completion of many large commands reaches a server that takes pages`() async throws {
        let server = try await DevServer.start(dynamicConfiguration: [
            "history.enableWorkflowTaskCompletionPagination=true", "system.transactionSizeLimit=33554432",
        ])
        let place = try await Place(server: server)
        let worker = try place.worker {
            SendsMuch.self
            Measures()
        }
        #expect(try await place.result(place.start(SendsMuch.self, "8")) == "12000000")
        try await worker.stop()
    }
}

private struct Measures: Activity {
    func run(_ text: String) async throws -> Int { text.utf8.count }
}

/// Schedules three activities in its first task, whose inputs are too large for one page.
private actor SendsThree: Workflow {
    func run() async throws {
        let text = String(repeating: "x", count: 1_500_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { _ = try await self.execute(Measures.self, text, startToClose: .seconds(60)) }
            }
            try await group.waitForAll()
        }
    }
}

/// Schedules so many activities in its first task, each with an input of 1.5 MB.
private actor SendsMuch: Workflow {
    func run(_ count: Int) async throws -> Int {
        let text = String(repeating: "x", count: 1_500_000)
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count {
                group.addTask { try await self.execute(Measures.self, text, startToClose: .seconds(60)) }
            }
            var sum = 0
            while let one = try await group.next() { sum += one }
            return sum
        }
    }
}

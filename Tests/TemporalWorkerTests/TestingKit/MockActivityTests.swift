// Closures that stand for activities, on a real server.

import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import Testing

private struct NoneOfIt: Activity {
    static let activityType = "none-of-it"
    func run() async throws -> String { "real" }
}

private struct OneOfIt: Activity {
    let gateway: String
    func run(_ number: Int) async throws -> Int { number }
}

private struct FourOfIt: Activity {
    func run(_ a: Int, _ b: String, _ c: Bool, _ d: [Int]) async throws {}
}

private actor Asks: Workflow {
    func run() async throws -> String {
        let none = try await execute(NoneOfIt.self, startToClose: .seconds(10))
        let one = try await execute(OneOfIt.self, 20, startToClose: .seconds(10))
        try await execute(FourOfIt.self, 1, "b", true, [4], startToClose: .seconds(10))
        return "\(none) \(one)"
    }
}

@Suite(.timeLimit(.minutes(5))) struct MockActivityTests {
    @Test func `a workflow gets what closures in place of its activities return`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Asks.self
            MockActivity(NoneOfIt.self) { "mocked" }
            MockActivity(OneOfIt.self) { number in
                if ActivityContext.current?.info.attempt == 1 { throw ApplicationFailure("again", type: "Again") }
                return number * 2
            }
            MockActivity(FourOfIt.self) { a, b, c, d in
                guard (a, b, c, d.first) == (1, "b", true, 4) else {
                    throw ApplicationFailure("\(a) \(b) \(c) \(d)", type: "Other", nonRetryable: true)
                }
            }
        }
        let id = try await place.start(Asks.self)
        #expect(try await place.result(id) == "mocked 40")
        try await worker.stop()
    }
}

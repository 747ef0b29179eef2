// Several things at once, limits of time, locks, clean-up and sagas.

import TemporalCore
import TemporalWorkflow

struct Quote: Activity {
    func run(_ shop: String) async throws -> Int { shop.count * 100 }
}

actor Quotes: Workflow {
    func run(_ shops: [String]) async throws -> Int? {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for shop in shops {
                group.addTask { try await self.execute(Quote.self, shop, startToClose: .seconds(30)) }
            }
            var best: Int?
            for try await price in group { best = min(best ?? price, price) }
            return best
        }
    }
}

actor Approval: Workflow {
    private var answer: String?

    func run() async throws -> String {
        do {
            return try await withTimeout(.seconds(2 * 86_400)) { approval in
                try await approval.wait { $0.answer != nil }
                return approval.answer ?? ""
            }
        } catch is TimeLimitPassed {
            return "nobody answered"
        }
    }

    static var decide: Signal<Approval, String> { Signal("decide") { approval, answer in approval.answer = answer } }
    static var handlers: Handlers<Approval> { decide }
}

actor FirstAnswer: Workflow {
    func run(_ first: String, _ second: String) async throws -> Int {
        // The other one is canceled.
        try await race(
            { workflow in try await workflow.execute(Quote.self, first, startToClose: .seconds(30)) },
            { workflow in try await workflow.execute(Quote.self, second, startToClose: .seconds(30)) })
    }
}

actor Both: Workflow {
    func run(_ first: String, _ second: String) async throws -> [Int] {
        let a = Task { try await execute(Quote.self, first, startToClose: .seconds(30)) }
        let b = Task { try await execute(Quote.self, second, startToClose: .seconds(30)) }
        // Both go on, whichever has ended.
        let (index, result) = try await select(a, b)
        let other = index == 0 ? b : a
        return [try result.get(), try await other.value]
    }
}

actor Transfers: Workflow {
    private let threeAtOnce = WorkflowSemaphore(3)

    func run(_ shops: [String]) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for shop in shops { group.addTask { try await self.transfer(to: shop) } }
            var sum = 0
            for try await price in group { sum += price }
            return sum
        }
    }

    private func transfer(to shop: String) async throws -> Int {
        try await threeAtOnce.withPermit { try await execute(Quote.self, shop, startToClose: .seconds(30)) }
    }
}

struct Book: Activity {
    func run(_ what: String) async throws -> String {
        guard what != "the moon" else { throw ApplicationFailure("sold out", type: "SoldOut", nonRetryable: true) }
        return "\(what) is booked"
    }
}

/// Undoes a booking; does nothing where there is none.
struct Unbook: Activity {
    func run(_ what: String) async throws {}
}

actor Trip: Workflow {
    func run(_ steps: [String]) async throws -> [String] {
        try await withCompensations { trip, undo in
            var booked: [String] = []
            for step in steps {
                // Noted before the step: one that failed may have taken place all the same.
                undo.add(step) { try await $0.execute(Unbook.self, step, startToClose: .seconds(30)) }
                booked.append(try await trip.execute(Book.self, step, startToClose: .seconds(30)))
            }
            return booked
        }
    }
}

actor Rental: Workflow {
    func run(_ what: String) async throws -> String {
        let booked = try await execute(Book.self, what, startToClose: .seconds(30))
        do {
            try await sleep(for: .seconds(30 * 86_400))
        } catch is CancellationError {
            // The task stays canceled: without a shield the activity would be canceled at once.
            try await withCancellationShield { rental in
                try await rental.execute(Unbook.self, what, startToClose: .seconds(30))
            }
            throw CancellationError()
        }
        return booked
    }
}

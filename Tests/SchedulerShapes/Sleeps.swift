// `Task.sleep` in all its forms, which becomes a durable timer.

actor Sleeps: Shape {
    func run() async throws -> Int {
        try await command("a")
        try await Task.sleep(for: .milliseconds(20))
        try await Task.sleep(until: .now + .milliseconds(20), clock: .continuous)
        try await Task.sleep(until: .now + .milliseconds(20), clock: .suspending)
        try await Task.sleep(nanoseconds: 20_000_000)
        try await ContinuousClock().sleep(for: .milliseconds(20))
        try await SuspendingClock().sleep(until: .now + .milliseconds(20))
        try await Task.sleep(for: .zero)
        try await command("b")
        return 1
    }
}

actor SleepTasks: Shape {
    func nap(_ s: String) async throws {
        try await Task.sleep(for: .hours(1))
        note(s)
    }
    nonisolated func away(_ s: String) async throws {
        try await Task.sleep(for: .hours(1))
        note(s)
    }
    func run() async throws -> Int {
        async let a: Void = nap("a")
        async let b: Void = away("b")
        let c = Task { try await nap("c") }
        let d = Task.detached {
            try await Task.sleep(for: .hours(1))
            self.note("d")
            try await Task.sleep(nanoseconds: 1)
        }
        try await withThrowingTaskGroup(of: Void.self) { g in
            g.addTask { try await Task.sleep(until: .now + .hours(1), clock: .continuous) }
            try await g.waitForAll()
        }
        _ = try await (a, b)
        try await c.value
        try await d.value
        return 1
    }
}

actor SleepCanceled: Shape {
    func run() async throws -> Int {
        async let go: Void = command("go")
        let t = Task {
            do { try await Task.sleep(for: .hours(1)) } catch { note("\(error)") }
            try await command("after")
        }
        let limit = await withTaskGroup(of: String.self) { g in
            g.addTask {
                try? await self.command("work")
                return "worked"
            }
            g.addTask {
                do { try await Task.sleep(for: .hours(1)) } catch { return "canceled" }
                return "slept"
            }
            let first = await g.next() ?? ""
            t.cancel()
            g.cancelAll()
            return await first + "," + (g.next() ?? "")
        }
        note(limit)
        try await go
        try await t.value
        let early = Task { try? await Task.sleep(for: .hours(1)) }
        early.cancel()
        await early.value
        return 1
    }
}

extension Duration {
    static func hours(_ hours: Int) -> Duration { .seconds(3_600 * hours) }
}

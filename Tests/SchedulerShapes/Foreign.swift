// Foreign waits: what workflow code must not do.

actor OtherActor: Shape {
    let o = Other()
    func run() async throws -> Int {
        async let a: Void = {
            let x = await self.o.bump()
            try await self.command("a\(x)")
        }()
        async let b: Void = {
            let x = await self.o.bump()
            try await self.command("b\(x)")
        }()
        _ = try await (a, b)
        return 1
    }
}

actor MainHop: Shape {
    func run() async throws -> Int {
        let x = await onMain()
        try await command("m\(x)")
        return 1
    }
}

actor Stalls: Shape {
    func run() async throws -> Int {
        try await command("a")
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        return 1
    }
}

actor OneSleep: Shape {
    func run() async throws -> Int {
        try await command("a")
        try await Task.sleep(for: .seconds(3_600))
        try await command("b")
        return 1
    }
}

/// A clock whose durations are not `Duration`; it asks the runtime as the others do.
struct StrangeClock: Clock {
    struct Instant: InstantProtocol {
        var ticks: Int
        func advanced(by duration: Ticks) -> Instant { Instant(ticks: ticks + duration.count) }
        func duration(to other: Instant) -> Ticks { Ticks(count: other.ticks - ticks) }
        static func < (a: Instant, b: Instant) -> Bool { a.ticks < b.ticks }
    }
    struct Ticks: DurationProtocol {
        var count: Int
        static let zero = Ticks(count: 0)
        static func + (a: Ticks, b: Ticks) -> Ticks { Ticks(count: a.count + b.count) }
        static func - (a: Ticks, b: Ticks) -> Ticks { Ticks(count: a.count - b.count) }
        static func / (a: Ticks, b: Int) -> Ticks { Ticks(count: a.count / b) }
        static func * (a: Ticks, b: Int) -> Ticks { Ticks(count: a.count * b) }
        static func / (a: Ticks, b: Ticks) -> Double { Double(a.count) / Double(b.count) }
        static func < (a: Ticks, b: Ticks) -> Bool { a.count < b.count }
    }
    var now: Instant { Instant(ticks: 0) }
    var minimumResolution: Ticks { Ticks(count: 1) }
    func sleep(until deadline: Instant, tolerance: Ticks?) async throws {
        try await Task.sleep(for: .milliseconds(deadline.ticks))
    }
}

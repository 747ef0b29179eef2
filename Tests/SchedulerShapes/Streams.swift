// Streams: each way to buffer, to end and to fail, between tasks of one run.

actor StreamBuffers: Shape {
    func feed(_ name: String, _ policy: AsyncStream<Int>.Continuation.BufferingPolicy) async throws {
        let (s, k) = AsyncStream<Int>.makeStream(bufferingPolicy: policy)
        let c = Task {
            for await x in s {
                note("\(name)\(x)")
                try await command("\(name)\(x)")
            }
        }
        for i in 0..<4 { k.yield(i) }
        try await command("\(name)fed")
        for i in 4..<7 { k.yield(i) }
        k.finish()
        try await c.value
    }
    func run() async throws -> Int {
        try await feed("n", .bufferingNewest(1))
        try await feed("o", .bufferingOldest(2))
        try await feed("u", .unbounded)
        return 1
    }
}

actor StreamFails: Shape {
    func run() async throws -> Int {
        let (s, k) = AsyncThrowingStream<Int, any Error>.makeStream()
        k.onTermination = { _ in self.note("ended") }
        async let c: Int = {
            var sum = 0
            do { for try await x in s.map({ $0 * 2 }).filter({ $0 > 0 }) { sum += x } } catch { self.note("failed") }
            try await self.command("sum\(sum)")
            return sum
        }()
        for i in 0..<3 {
            k.yield(i)
            try await command("p\(i)")
        }
        k.finish(throwing: Boom())
        return try await c
    }
}

actor StreamCanceled: Shape {
    func run() async throws -> Int {
        let (s, k) = AsyncStream<Int>.makeStream()
        k.onTermination = { _ in self.note("ended") }
        let c = Task {
            for await x in s { note("got\(x)") }
            note("left")
        }
        k.yield(1)
        try await command("a")
        c.cancel()
        k.yield(2)
        await c.value
        try await command("b")
        return 1
    }
}

actor StreamPulled: Shape {
    var n = 0
    func next() async throws -> Int? {
        n += 1
        if n > 3 { return nil }
        try await command("pull\(n)")
        return n
    }
    func run() async throws -> Int {
        var sum = 0
        for try await x in AsyncThrowingStream(unfolding: { try await self.next() }) {
            _ = await pureHelper(x)
            sum += x
        }
        return sum
    }
}

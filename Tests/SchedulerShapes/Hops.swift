// Hops: the same work with and without calls that leave the actor. The optimiser adds and removes hops; the order must not
// change with them.

actor HopStructured: Shape {
    func branch(_ s: String, _ hop: Bool) async throws {
        if hop { _ = await pureHelper(1) }
        try await command(s)
    }
    func run() async throws -> Int {
        async let a: Void = branch("a", true)
        async let b: Void = branch("b", false)
        _ = try await (a, b)
        return 1
    }
}

actor HopBig: Shape {
    func branch(_ s: String, _ hop: Bool) async throws {
        if hop { _ = await bigHelper(1) }
        try await command(s)
    }
    func run() async throws -> Int {
        async let a: Void = branch("a", true)
        async let b: Void = branch("b", false)
        _ = try await (a, b)
        return 1
    }
}

actor HopTwo: Shape {
    func branch(_ s: String, _ n: Int) async throws {
        for _ in 0..<n { _ = await twoLevel(1) }
        try await command(s)
    }
    func run() async throws -> Int {
        async let a: Void = branch("a", 3)
        async let b: Void = branch("b", 2)
        async let c: Void = branch("c", 1)
        async let d: Void = branch("d", 0)
        _ = try await (a, b, c, d)
        return 1
    }
}

actor HopUnused: Shape {
    func branch(_ s: String, _ n: Int) async throws {
        for _ in 0..<n { await unusedHelper() }
        try await command(s)
    }
    func run() async throws -> Int {
        async let a: Void = branch("a", 1)
        async let b: Void = branch("b", 0)
        _ = try await (a, b)
        return 1
    }
}

actor HopConc: Shape {
    func branch(_ s: String, _ hop: Bool) async throws {
        if hop { _ = await concHelper(1) }
        try await command(s)
    }
    func run() async throws -> Int {
        async let a: Void = branch("a", true)
        async let b: Void = branch("b", false)
        _ = try await (a, b)
        return 1
    }
}

actor HopStay: Shape {
    func branch(_ s: String, _ hop: Bool) async throws {
        if hop { _ = await stayHelper(1) }
        try await command(s)
    }
    func run() async throws -> Int {
        async let a: Void = branch("a", true)
        async let b: Void = branch("b", false)
        _ = try await (a, b)
        return 1
    }
}

actor HopChild: Shape {
    func run() async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { g in
            g.addTask {
                _ = await pureHelper(1)
                _ = await pureHelper(2)
                try await self.command("a")
            }
            g.addTask {
                _ = await pureHelper(1)
                try await self.command("b")
            }
            g.addTask { try await self.command("c") }
            try await g.waitForAll()
        }
        return 1
    }
}

actor TaskHop: Shape {
    func branch(_ s: String, _ n: Int) async throws {
        for _ in 0..<n { _ = await bigHelper(1) }
        note("x" + s)
        try await command(s)
    }
    func run() async throws -> Int {
        let a = Task { try await branch("a", 2) }
        let b = Task { try await branch("b", 1) }
        let c = Task { try await branch("c", 0) }
        try await a.value
        try await b.value
        try await c.value
        return 1
    }
}

actor TaskHopPure: Shape {
    func branch(_ s: String, _ n: Int) async throws {
        for _ in 0..<n { _ = await pureHelper(1) }
        note("x" + s)
        try await command(s)
    }
    func run() async throws -> Int {
        let a = Task { try await branch("a", 2) }
        let b = Task { try await branch("b", 1) }
        let c = Task { try await branch("c", 0) }
        try await a.value
        try await b.value
        try await c.value
        return 1
    }
}

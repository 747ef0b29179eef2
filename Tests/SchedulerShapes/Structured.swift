// Structured concurrency: `async let`, groups, continuations and streams in the tasks that the language scopes.

actor AsyncLet: Shape {
    func run() async throws -> Int {
        async let a: Void = command("a")
        async let b: Void = command("b")
        async let c: Void = command("c")
        _ = try await (a, b, c)
        try await command("d")
        return 1
    }
}

actor Group: Shape {
    func run() async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { g in
            for i in 0..<5 {
                g.addTask {
                    try await self.command("g\(i)")
                    return i
                }
            }
            var s = ""
            for try await x in g { s += "\(x)" }
            note(s)
        }
        return 1
    }
}

actor MidGroup: Shape {
    func run() async throws -> Int {
        let s = await withTaskGroup(of: Int.self) { g in
            for i in 0..<6 { g.addTask { i % 2 == 0 ? await bigHelper(i) & 0 + i : i } }
            var s = ""
            for await x in g { s += "\(x)" }
            return s
        }
        note(s)
        try await command(s)
        return 1
    }
}

actor PrioGroup: Shape {
    func run() async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { g in
            g.addTask(priority: .background) { try await self.command("lo") }
            g.addTask(priority: .high) { try await self.command("hi") }
            g.addTask(priority: .userInitiated) {
                let t = Task(priority: .background) { try await self.command("x") }
                try await t.value
            }
            try await g.waitForAll()
        }
        return 1
    }
}

actor Throwing: Shape {
    func slow(_ s: String) async throws {
        try await withTaskCancellationHandler {
            try await command(s)
        } onCancel: {
            ShapeRun.current?.trace.append("x" + s)
        }
    }
    func bad() async throws {
        try await command("bad")
        throw Boom()
    }
    func run() async throws -> Int {
        do {
            async let a: Void = slow("a")
            async let b: Void = bad()
            try await b
            try await a
        } catch {
            note("caught")
        }
        try await command("after")
        return 1
    }
}

actor CancelGroup: Shape {
    var cancelled: [String] = []
    func w(_ s: String) async throws {
        try await withTaskCancellationHandler {
            try await command(s)
            try Task.checkCancellation()
            try await command(s + "!")
        } onCancel: {
        }
    }
    func run() async throws -> Int {
        await withTaskGroup(of: String.self) { g in
            for i in 0..<4 {
                g.addTask {
                    do {
                        try await self.w("g\(i)")
                        return "ok\(i)"
                    } catch { return "c\(i)" }
                }
            }
            var s = await g.next() ?? ""
            g.cancelAll()
            for await x in g { s += x }
            note(s)
        }
        return 1
    }
}

actor ContStructured: Shape {
    var waiters: [CheckedContinuation<Void, Never>] = []
    func lock() async { await withCheckedContinuation { waiters.append($0) } }
    func run() async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { g in
            for i in 0..<3 {
                g.addTask {
                    await self.lock()
                    self.note("l\(i)")
                    try await self.command("l\(i)")
                }
            }
            try await command("go")
            for w in waiters { w.resume() }
            waiters = []
            try await command("main")
            try await g.waitForAll()
        }
        return 1
    }
}

actor YieldStructured: Shape {
    func run() async throws -> Int {
        async let a: Void = {
            for i in 0..<3 {
                await Task.yield()
                self.note("a\(i)")
            }
            try await self.command("a")
        }()
        async let b: Void = {
            for i in 0..<3 {
                await Task.yield()
                self.note("b\(i)")
            }
            try await self.command("b")
        }()
        _ = try await (a, b)
        return 1
    }
}

actor StreamStructured: Shape {
    func run() async throws -> Int {
        let (s, k) = AsyncStream<Int>.makeStream()
        async let c: Void = {
            for await x in s {
                self.note("got\(x)")
                try await self.command("c\(x)")
            }
        }()
        for i in 0..<3 {
            k.yield(i)
            try await command("p\(i)")
        }
        k.finish()
        try await c
        return 1
    }
}

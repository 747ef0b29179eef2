// Unstructured tasks: `Task {}`, detached and immediate tasks, which a plain executor would lose to the global pool.

actor Unstructured: Shape {
    func step(_ s: String) async throws {
        try await command(s)
        note("after-" + s)
        try await command(s + "2")
    }
    func run() async throws -> Int {
        let a = Task { try await step("a") }
        let b = Task { try await step("b") }
        async let c: Void = step("c")
        try await a.value
        try await b.value
        try await c
        return 1
    }
}

actor TaskAwaitsTask: Shape {
    func run() async throws -> Int {
        let base = Task { try await command("base") }
        let w = (0..<4).map { i in
            Task {
                try await base.value
                note("w\(i)")
                try await command("w\(i)")
            }
        }
        for t in w { try await t.value }
        return 1
    }
}

actor NestedTask: Shape {
    func run() async throws -> Int {
        let o = (0..<3).map { i in
            Task {
                let inner = Task {
                    try await command("in\(i)")
                    note("in\(i)")
                }
                try await inner.value
                note("out\(i)")
                try await command("out\(i)")
            }
        }
        for t in o { try await t.value }
        return 1
    }
}

actor GroupInTask: Shape {
    func run() async throws -> Int {
        let t = Task {
            try await withThrowingTaskGroup(of: Void.self) { g in
                for i in 0..<4 { g.addTask { try await self.command("g\(i)") } }
                try await g.waitForAll()
            }
        }
        try await command("main")
        try await t.value
        return 1
    }
}

actor AsyncLetInTask: Shape {
    func run() async throws -> Int {
        let t = Task {
            async let a: Void = command("a")
            async let b: Void = command("b")
            _ = try await (a, b)
        }
        try await command("main")
        try await t.value
        return 1
    }
}

actor YieldTask: Shape {
    func run() async throws -> Int {
        let a = Task {
            for i in 0..<3 {
                await Task.yield()
                note("a\(i)")
            }
            try await command("a")
        }
        let b = Task {
            for i in 0..<3 {
                await Task.yield()
                note("b\(i)")
            }
            try await command("b")
        }
        try await a.value
        try await b.value
        return 1
    }
}

actor StreamTask: Shape {
    func run() async throws -> Int {
        let (s, k) = AsyncStream<Int>.makeStream()
        let c = Task {
            for await x in s {
                note("got\(x)")
                try await command("c\(x)")
            }
        }
        for i in 0..<3 {
            k.yield(i)
            try await command("p\(i)")
        }
        k.finish()
        try await c.value
        return 1
    }
}

actor ContTask: Shape {
    var waiters: [CheckedContinuation<Void, Never>] = []
    func lock() async { await withCheckedContinuation { waiters.append($0) } }
    func run() async throws -> Int {
        let ts = (0..<3).map { i in
            Task {
                await lock()
                note("l\(i)")
                try await command("l\(i)")
            }
        }
        try await command("go")
        for w in waiters { w.resume() }
        waiters = []
        try await command("main")
        for t in ts { try await t.value }
        return 1
    }
}

actor Immediate: Shape {
    func run() async throws -> Int {
        let a = Task.immediate {
            try await command("a")
            note("a")
        }
        let b = Task.immediate {
            try await command("b")
            note("b")
        }
        try await a.value
        try await b.value
        return 1
    }
}

actor ImmediateHop: Shape {
    func branch(_ s: String, _ n: Int) async throws {
        for _ in 0..<n { _ = await pureHelper(1) }
        note("x" + s)
        try await command(s)
    }
    func run() async throws -> Int {
        let a = Task.immediate { try await branch("a", 2) }
        note("m")
        let b = Task.immediate { try await branch("b", 1) }
        let c = Task.immediateDetached { try await self.branch("c", 1) }
        try await command("m")
        try await a.value
        try await b.value
        try await c.value
        return 1
    }
}

actor Detached: Shape {
    func run() async throws -> Int {
        let d = (0..<2).map { i in
            Task.detached {
                self.note("d\(i)")
                try await self.command("d\(i)")
            }
        }
        for i in 0..<3 { try await command("m\(i)") }
        for t in d { try await t.value }
        return 1
    }
}

actor DetachedBusy: Shape {
    var n = 0
    func add() { n += 1 }
    func run() async throws -> Int {
        let d = (0..<4).map { _ in Task.detached { for _ in 0..<200 { await self.add() } } }
        for _ in 0..<5 {
            for _ in 0..<20000 { n += 1 }
            try await command("m")
        }
        for t in d { await t.value }
        return n
    }
}

actor Prio: Shape {
    func run() async throws -> Int {
        let lo = Task(priority: .background) {
            try await command("lo")
            note("lo")
            try await command("lo2")
        }
        let hi = Task(priority: .high) {
            try await command("hi")
            note("hi")
            try await lo.value
            try await command("hi2")
        }
        try await lo.value
        try await hi.value
        return 1
    }
}

actor NoSelfTask: Shape {
    func run() async throws -> Int {
        let a = Task { await pureHelper(1) }
        let b = Task { await pureHelper(2) }
        note("spawned")
        let x = await a.value, y = await b.value
        note("\(x)\(y)")
        try await command("z")
        return 1
    }
}

actor Race: Shape {
    func run() async throws -> Int {
        let a = Task {
            try await wait { $0.flag }
            note("a")
            try await command("a")
        }
        let b = Task {
            try await wait { $0.flag }
            note("b")
            try await command("b")
        }
        async let c: Void = {
            try await self.wait { $0.flag }
            try await self.command("c")
        }()
        try await command("m")
        flag = true
        try await command("m2")
        try await a.value
        try await b.value
        try await c
        return 1
    }
    var flag = false
}

actor Gen<T: Sendable & FixedWidthInteger>: Shape {
    let v: T
    init(_ v: T) { self.v = v }
    func run() async throws -> String {
        async let a: Void = command("\(v)a")
        let t = Task { try await command("\(v)t") }
        try await a
        try await t.value
        return "\(v)"
    }
}

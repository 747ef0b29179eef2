// Less common forms, and forms mixed with each other: discarding groups, task-local values, re-entrancy, cancellation in
// the middle of things, actors that share a run, and tasks that begin in an actor's `init`.

actor DiscardingGroup: Shape {
    func run() async throws -> Int {
        await withDiscardingTaskGroup { g in
            for i in 0..<4 {
                g.addTask {
                    if i % 2 == 0 { _ = await bigHelper(i) }
                    try? await self.command("g\(i)")
                    self.note("g\(i)")
                }
            }
        }
        try await command("after")
        return 1
    }
}

actor DiscardingThrow: Shape {
    func run() async throws -> Int {
        do {
            try await withThrowingDiscardingTaskGroup { g in
                for i in 0..<3 { g.addTask { try await self.cancelable("g\(i)") } }
                g.addTask {
                    try await self.command("bad")
                    throw Boom()
                }
                for i in 3..<5 { g.addTask { try await self.cancelable("g\(i)") } }
            }
        } catch { note("caught \(error)") }
        try await command("after")
        return 1
    }
}

enum Local {
    @TaskLocal static var name = "none"
}

actor TaskLocals: Shape {
    func tell(_ s: String) async throws {
        note("\(s)=\(Local.name)")
        try await command("\(s)\(Local.name)")
    }
    func run() async throws -> Int {
        try await Local.$name.withValue("outer") {
            async let a: Void = tell("a")
            let b = Task { try await Local.$name.withValue("inner") { try await tell("b") } }
            let c = Task.detached { try await self.tell("c") }
            try await tell("d")
            try await a
            try await b.value
            try await c.value
        }
        return 1
    }
}

actor Reentrant: Shape {
    var steps: [String] = []
    func enter(_ s: String) async throws {
        steps.append("in-\(s)")
        try await command(s)
        steps.append("mid-\(s)")
        _ = await pureHelper(1)
        steps.append("out-\(s)")
    }
    func run() async throws -> String {
        async let a: Void = enter("a")
        async let b: Void = enter("b")
        let c = Task { try await enter("c") }
        try await enter("d")
        _ = try await (a, b)
        try await c.value
        return steps.joined(separator: ",")
    }
}

actor NestedLets: Shape {
    func leaf(_ s: String) async throws -> String {
        try await command(s)
        return s
    }
    func branch(_ s: String) async throws -> String {
        async let l = leaf(s + "l")
        async let r = leaf(s + "r")
        return try await l + r
    }
    func run() async throws -> String {
        async let a = branch("a")
        async let b: [String] = withThrowingTaskGroup(of: String.self) { g in
            for i in 0..<2 { g.addTask { try await self.branch("b\(i)") } }
            var all: [String] = []
            for try await s in g { all.append(s) }
            return all
        }
        let c = Task {
            async let x = branch("c")
            return try await x
        }
        return try await a + b.joined(separator: "+") + c.value
    }
}

actor CancelMix: Shape {
    func run() async throws -> String {
        var out = ""
        let t = Task {
            async let a: Void = cancelable("a")
            async let b: Void = command("b")
            do {
                try await a
                return "done"
            } catch {
                note("a \(error)")
                try? await b
                try? await command("shielded")
                return Task.isCancelled ? "canceled" : "lost"
            }
        }
        try await command("m")
        t.cancel()
        note("canceled")
        out += await t.value
        let r = await withTaskGroup(of: String.self) { g in
            g.addTask { (try? await self.cancelable("slow")) == nil ? "slow canceled" : "slow" }
            g.addTask {
                try? await self.command("fast")
                return "fast"
            }
            let first = await g.next() ?? ""
            g.cancelAll()
            let isAdded = g.addTaskUnlessCancelled { "never" }
            var s = "\(first) \(isAdded)"
            for await x in g { s += " \(x)" }
            return s
        }
        return out + " " + r
    }
}

actor CancelBefore: Shape {
    func run() async throws -> Int {
        let t = Task {
            try? await cancelable("a")
            note("a over")
            try? await cancelable("b")
        }
        t.cancel()
        try await command("m")
        await t.value
        return 1
    }
}

actor ManyAwaiters: Shape {
    func run() async throws -> Int {
        let t = Task { try await command("t") }
        async let a: Void = {
            try await t.value
            self.note("a")
        }()
        let b = Task {
            try await t.value
            note("b")
        }
        let c = Task.detached {
            try await t.value
            self.note("c")
        }
        try await a
        try await b.value
        try await c.value
        try await t.value
        return 1
    }
}

actor Isolations: Shape {
    func helper(_ s: String, on actor: isolated (any Actor)? = #isolation) async throws {
        note(s)
        try await command(s)
    }
    nonisolated func away(_ s: String) async throws {
        note(s)
        try await command(s)
    }
    nonisolated(nonsending) func stay(_ s: String) async throws {
        note(s)
        try await command(s)
    }
    @concurrent nonisolated func free(_ s: String) async throws {
        note(s)
        try await command(s)
    }
    func run() async throws -> Int {
        async let a: Void = helper("a")
        async let b: Void = away("b")
        async let c: Void = stay("c")
        async let d: Void = free("d")
        let e = Task { try await away("e") }
        let f = Task { try await stay("f") }
        let g = Task.detached { try await self.free("g") }
        _ = try await (a, b, c, d)
        try await e.value
        try await f.value
        try await g.value
        return 1
    }
}

actor Chain: Shape {
    var stage = 0
    func step(_ n: Int) async throws {
        try await wait { $0.stage >= n }
        note("s\(n)")
        if n < 4 { stage += 1 } else { try await command("c\(n)") }
    }
    func run() async throws -> Int {
        let ts = [4, 2, 3, 1].map { n in Task { try await step(n) } }
        try await command("go")
        stage = 1
        for t in ts { try await t.value }
        return stage
    }
}

/// An actor that another one has as a part, on the same run.
actor Part: Shape {
    var log: [String] = []
    func add(_ s: String) async throws -> Int {
        log.append(s)
        try await command(s)
        return log.count
    }
    func run() async throws -> Int { 0 }
}

actor TwoActors: Shape {
    func run() async throws -> String {
        guard let run = ShapeRun.current else { return "" }
        let part = run.executor.adopt({ Part() }, actor: { $0 })
        async let a = part.add("a")
        async let b = part.add("b")
        let c = Task { try await part.add("c") }
        let d = Task.detached { try await part.add("d") }
        return "\(try await a) \(try await b) \(try await c.value) \(try await d.value)"
    }
}

actor BornBusy: Shape {
    let text: String
    private var first: Task<Void, any Error>?
    init(_ text: String) {
        self.text = text
        Task { try await self.command("from init") }
    }
    func run() async throws -> String {
        try await command("run")
        try await command("more")
        return text
    }
}

actor Resumed: Shape {
    func run() async throws -> Int {
        let x = await withCheckedContinuation { $0.resume(returning: 1) }
        let y = await withUnsafeContinuation { c in Task { c.resume(returning: 2) } }
        async let z: Int = withCheckedContinuation { c in Task.detached { c.resume(returning: 3) } }
        let failed: Void? = try? await withCheckedThrowingContinuation { c in
            Task {
                try await command("c")
                c.resume(throwing: Boom())
            }
        }
        return await x + y + z + (failed == nil ? 10 : 0)
    }
}

actor Tree: Shape {
    func grow(_ s: String, _ depth: Int) async throws -> Int {
        guard depth > 0 else {
            try await command(s)
            return 1
        }
        let l = Task { try await grow(s + "l", depth - 1) }
        let r = Task.detached { try await self.grow(s + "r", depth - 1) }
        async let m = grow(s + "m", depth - 1)
        return try await l.value + r.value + m
    }
    func run() async throws -> Int { try await grow("", 2) }
}

actor LeftBehind: Shape {
    func run() async throws -> Int {
        Task {
            try? await command("late")
            note("late over")
        }
        Task.detached { try? await self.command("later") }
        try await command("m")
        return 1
    }
}

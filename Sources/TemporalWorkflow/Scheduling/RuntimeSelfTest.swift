// Whether the runtime under this process is the one that the scheduler was written for. A few runs are really run, and what they
// leave must be what the tested toolchains leave; a worker that did not try would find out in the middle of someone's history.

import Synchronization

/// A test of the Swift runtime, to be run before the first workflow.
package enum RuntimeSelfTest {
    /// The toolchains on which the whole corpus of shapes was run.
    package static let testedToolchains = ["6.3.1"]

    /// What the runtime does otherwise than it should.
    package struct Failure: Error, CustomStringConvertible {
        package let finding: String

        package var description: String {
            """
            This process has a Swift runtime that orders tasks otherwise than the scheduler needs: \(finding). Workflows would \
            not replay, so none is run. Build with a tested toolchain (\(testedToolchains.joined(separator: ", "))).
            """
        }
    }

    /// Runs the test, once in a process; throws ``Failure`` if workflows must not be run. Takes about a millisecond.
    package static func run() throws {
        try result.get()
    }

    private static let result = Result<Void, Failure> {
        () throws(Failure) in
        if let symbol = RuntimeHooks.missingSymbol { throw Failure(finding: "the symbol \(symbol) is missing") }
        try expect(
            "order", leaves: "start a b detached group0 group1 x c wait y | a2 b2 detached2 resumed group end deinit"
        ) {
            try await $0.order()
        }
        try expect("sleep", leaves: "before sleep | canceled after end deinit") { try await $0.sleep() }
        try expect("yield", leaves: "a0 b0 a1 b1 end deinit") { await $0.yield() }
        try expect("another actor", leaves: "call", foreignWait: .actor) { await $0.callOther() }
        try expectDeinit()
    }

    private static func expect(
        _ name: String, leaves trace: String, foreignWait: ForeignWait.Kind? = nil,
        _ body: @escaping @Sendable (isolated SelfTestActor) async throws -> Void
    ) throws(Failure) {
        let log = SelfTestLog()
        let run = RunExecutor(label: "self-test of the runtime: \(name)")
        run.onSleep = { _ in
            log.note("sleep")
            return DurableFuture(run: run, "sleep")
        }
        defer { run.evict() }
        var wait: DurableFuture<Void>?
        var outcome = run.drain {
            let future = DurableFuture<Void>(run: run, "wait")
            wait = future
            let actor = run.adopt({ SelfTestActor(log: log, future: future) }, actor: { $0 })
            run.spawn {
                try? await body(actor)
                log.note("end")
            }
        }
        if outcome.foreignWait == nil, foreignWait == nil, !log.text.hasSuffix("end deinit") {
            log.note("|")
            outcome = run.drain { wait?.resolve(with: .success(())) }
        }
        guard log.text == trace, outcome.foreignWait?.kind == foreignWait else {
            let kind = outcome.foreignWait.map { " and \($0.kind)" } ?? ""
            throw Failure(finding: "\(name) left “\(log.text)”\(kind) instead of “\(trace)”")
        }
    }

    /// An isolated deinit runs where the actor is let go, and an address tells when its object is gone.
    private static func expectDeinit() throws(Failure) {
        let log = SelfTestLog()
        let run = RunExecutor(label: "self-test of the runtime: deinit")
        _ = run.drain {
            _ = run.adopt({ SelfTestActor(log: log, future: DurableFuture(run: run, "none")) }, actor: { $0 })
            log.note("let go")
        }
        run.evict()
        var object: SelfTestLog? = SelfTestLog()
        let address = object.map { Address(of: $0) }
        address?.hold()
        let wasGone = withExtendedLifetime(object) { address?.isGone }
        object = nil
        let isGone = address?.isGone
        address?.release()
        guard log.text == "deinit let go", wasGone == false, isGone == true else {
            throw Failure(
                finding: "the end of an object left “\(log.text)”, gone: \(wasGone as Any), then \(isGone as Any)")
        }
    }
}

private final class SelfTestLog: Sendable {
    private let notes = Mutex<[String]>([])
    func note(_ text: String) { notes.withLock { $0.append(text) } }
    var text: String { notes.withLock { $0.joined(separator: " ") } }
}

private actor Other {
    func answer() -> Int { 1 }
}

private func hop() async {}

private actor SelfTestActor {
    private let log: SelfTestLog
    private let future: DurableFuture<Void>

    init(log: SelfTestLog, future: DurableFuture<Void>) {
        self.log = log
        self.future = future
    }

    isolated deinit { log.note(RunExecutor.current == nil ? "deinit elsewhere" : "deinit") }

    nonisolated var unownedExecutor: UnownedSerialExecutor { RunExecutor.executor(for: self) }

    func order() async throws {
        log.note("start")
        let tasks = ["a", "b"].map { name in
            Task {
                await hop()
                log.note(name)
                try await future.value
                log.note(name + "2")
            }
        }
        let detached = Task.detached { [log, future] in
            await hop()
            log.note("detached")
            try await future.value
            log.note("detached2")
        }
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<2 { group.addTask { self.log.note("group\(index)") } }
        }
        let x = Task { log.note("x") }
        async let c: Void = { self.log.note("c") }()
        await x.value
        await c
        log.note("wait")
        Task { log.note("y") }
        try await future.value
        log.note("resumed")
        for task in tasks { try await task.value }
        try await detached.value
        log.note("group")
    }

    func sleep() async throws {
        let task = Task {
            log.note("before")
            do { try await Task.sleep(for: .seconds(3_600)) } catch { log.note("canceled") }
        }
        try await future.value
        task.cancel()
        await task.value
        log.note("after")
    }

    func yield() async {
        let tasks = ["a", "b"].map { name in
            Task {
                for index in 0..<2 {
                    log.note("\(name)\(index)")
                    await Task.yield()
                }
            }
        }
        for task in tasks { await task.value }
    }

    func callOther() async {
        log.note("call")
        _ = await Other().answer()
        log.note("answered")
    }
}

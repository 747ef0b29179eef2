// A workflow that goes on for ever, in runs of bounded length.

import TemporalCore
import TemporalWorkflow

actor Ledger: Workflow {
    /// What a run hands on to the next.
    struct State: Codable, Sendable {
        var balance = 0
        var unread: [Int] = []
        var isClosed = false
        var pages = 1
    }

    private let deposits = SignalStream<Int>()
    private var isClosed = false
    private var state = State()

    func run(_ state: State, _ depositsOnAPage: Int) async throws -> State {
        self.state = state
        // What the run before has not read comes first.
        for deposit in state.unread { self.state.balance += deposit }
        self.state.unread = []
        if state.isClosed { finish() }
        var onThisPage = 0
        for try await deposit in deposits {
            self.state.balance += deposit
            onThisPage += 1
            if info.isContinueAsNewSuggested || onThisPage == depositsOnAPage { try await turnPage(depositsOnAPage) }
        }
        return self.state
    }

    private func turnPage(_ depositsOnAPage: Int) async throws {
        // A handler that is at work would be abandoned.
        try await wait { $0.allHandlersFinished }
        state.unread = deposits.unread
        state.isClosed = isClosed
        state.pages += 1
        // Always throws: let the error leave `run`. Memo and search attributes go with the run where nothing is said of them.
        try continueAsNew(state, depositsOnAPage, options: ContinueAsNewOptions(memo: ["pages": state.pages]))
    }

    private func finish() {
        isClosed = true
        deposits.finish()
    }

    static var deposit: Signal<Ledger, Int> { Signal("deposit") { ledger, cents in ledger.deposits.send(cents) } }
    static var close: Signal<Ledger, Void> { Signal("close") { ledger in ledger.finish() } }
    static var handlers: Handlers<Ledger> { deposit; close }
}

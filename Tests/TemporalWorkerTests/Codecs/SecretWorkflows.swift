// Workflows that put secrets wherever a payload can stand.

import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// What a ``Vault`` is started with.
struct Secret: Codable, Sendable, Equatable {
    var text: String
    /// The message of the failures; secret where the converter is told to hide messages.
    var message: String
    var collected: [String] = []
}

/// Meets every kind of payload in its first run, continues as new, and returns what it collected in the second.
actor Vault: Workflow {
    private var secret = Secret(text: "", message: "")
    private var isFinished = false
    static let mayStumble = Atomic(false)

    func run(_ secret: Secret) async throws -> [String] {
        let arrived = self.secret.collected
        self.secret = secret
        self.secret.collected += arrived
        guard secret.collected.isEmpty else {
            collect("run", info.continuedRunID == nil ? "first" : "second")
            collect("memo", try info.memo.value("upserted", as: String.self) ?? "none")
            try await wait { $0.isFinished }
            return self.secret.collected
        }
        collect("memo", try info.memo.value("note", as: String.self) ?? "none")
        try upsertMemo(["upserted": secret.text, "removed": nil])
        collect("activity", try await execute(Repeat.self, secret.text, startToClose: .seconds(30)))
        try await collectFailures()
        try await collectChildren()
        try await wait { $0.isFinished }
        try continueAsNew(self.secret, options: ContinueAsNewOptions(memo: ["upserted": secret.text]))
    }

    private func collectFailures() async throws {
        do {
            try await execute(
                Refuse.self, secret.text, secret.message,
                options: ActivityOptions(startToClose: .seconds(30), retryPolicy: .never, summary: secret.text))
        } catch let failure as ActivityFailure {
            let cause = failure.first(ApplicationFailure.self)
            collect("failure", try cause?.details.decode(0, as: String.self) ?? "none")
            collect("message", cause?.message ?? "none")
        }
        collect(
            "heartbeat",
            try await execute(
                Beat.self, secret.text, secret.message,
                options: ActivityOptions(
                    startToClose: .seconds(30), heartbeat: .seconds(10),
                    retryPolicy: RetryPolicy(initialInterval: .milliseconds(10)))))
    }

    private func collectChildren() async throws {
        let child = try await startChild(
            Inner.self, secret,
            options: ChildWorkflowOptions(id: info.workflowID + "-child", memo: ["note": secret.text]))
        try await child.signal(Inner.tell, secret.text)
        do {
            _ = try await child.result()
        } catch let failure as ChildWorkflowFailure {
            collect("child", try failure.first(ApplicationFailure.self)?.details.decode(0, as: String.self) ?? "none")
        }
    }

    private func collect(_ place: String, _ text: String) {
        secret.collected.append("\(place): \(text)")
    }

    static var tell: Signal<Vault, String> { Signal("tell") { vault, text in vault.collect("signal", text) } }
    static var finish: Signal<Vault, Void> { Signal("finish") { vault in vault.isFinished = true } }
    static var ask: Query<Vault, String, [String]> {
        Query("ask") { vault, text in ["query: \(text)"] + vault.secret.collected }
    }
    static var refuse: Query<Vault, String, String> {
        Query("refuse") { _, message in throw ApplicationFailure(message, type: "Refused", details: message) }
    }
    static var store: Update<Vault, String, String> {
        Update("store") { vault, text in
            if text.hasSuffix("unlucky") {
                throw ApplicationFailure(vault.secret.message, type: "Unlucky", details: text)
            }
            vault.collect("update", text)
            return try await vault.execute(Repeat.self, text, startToClose: .seconds(30))
        } validator: { vault, text in
            guard !text.hasSuffix("refused") else {
                throw ApplicationFailure(vault.secret.message, type: "Refused", details: text)
            }
        }
    }
    static var stumble: Update<Vault, String, String> {
        Update("stumble") { _, text in
            if mayStumble.exchange(false, ordering: .acquiringAndReleasing) { throw Stumble(text: text) }
            return text
        }
    }
    static var handlers: Handlers<Vault> { tell; finish; ask; refuse; store; stumble }
}

/// An error that is no failure: it fails the workflow task.
struct Stumble: Error {
    let text: String
}

/// Fails with what it was told as details.
actor Inner: Workflow {
    private var told: String?

    func run(_ secret: Secret) async throws -> String {
        try await wait { $0.told != nil }
        let note = try info.memo.value("note", as: String.self)
        throw ApplicationFailure(
            secret.message, type: "Told", details: told == note ? told : "memo and signal differ")
    }

    static var tell: Signal<Inner, String> { Signal("tell") { inner, text in inner.told = text } }
    static var handlers: Handlers<Inner> { tell }
}

/// Returns what it is given.
struct Repeat: Activity {
    func run(_ text: String) async throws -> String { text }
}

/// Fails with what it is given as details.
struct Refuse: Activity {
    func run(_ text: String, _ message: String) async throws {
        throw ApplicationFailure(message, type: "Refused", details: text)
    }
}

/// Fails after a heartbeat, and returns the heartbeat's details at the next attempt.
struct Beat: Activity {
    /// Whether the heartbeat has come as far as it is to come before the activity fails.
    var isHeard: @Sendable () -> Bool = { true }

    func run(_ text: String, _ message: String) async throws -> String {
        guard let context = ActivityContext.current else { return "no activity" }
        if context.info.attempt > 1 { return try context.lastHeartbeat(as: String.self) ?? "no details" }
        try context.heartbeat(text)
        while !isHeard() { try await Task.sleep(for: .milliseconds(5)) }
        throw ApplicationFailure(message, type: "Interrupted")
    }
}

/// Passes a text through an activity, with a query to ask for it.
actor Courier: Workflow {
    private var parcel = ""

    func run(_ text: String) async throws -> String {
        parcel = try await execute(
            Repeat.self, text,
            options: ActivityOptions(
                startToClose: .seconds(30), retryPolicy: RetryPolicy(initialInterval: .milliseconds(10))))
        return "delivered \(parcel)"
    }

    static var look: Query<Courier, String, String> { Query("look") { courier, text in "\(text): \(courier.parcel)" } }
    static var handlers: Handlers<Courier> { look }
}

/// Runs ``Beat``, whose message is nothing in particular.
actor Beats: Workflow {
    func run(_ text: String) async throws -> String {
        try await execute(
            Beat.self, text, "interrupted",
            options: ActivityOptions(
                startToClose: .seconds(30), heartbeat: .seconds(10),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(10))))
    }
}

/// Counts the letters it is sent, until as many have come as it was told.
actor Mailbox: Workflow {
    private var letters: [String] = []

    func run(_ count: Int) async throws -> Int {
        try await wait { $0.letters.count >= count }
        return letters.count { $0.hasPrefix("letter") }
    }

    static var drop: Signal<Mailbox, String> { Signal("drop") { mailbox, text in mailbox.letters.append(text) } }
    static var post: Update<Mailbox, String, String> {
        Update("post") { mailbox, text in
            mailbox.letters.append(text)
            return "posted \(text)"
        }
    }
    static var handlers: Handlers<Mailbox> { drop; post }
}

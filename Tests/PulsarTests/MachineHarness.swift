// A producer's machine with a broker played by hand: commands in, commands out, and time that passes when a test says so.
import Logging
import TemporalCore

@testable import Pulsar

struct MachineHarness {
    /// What the machine did, as a broker or a socket sees it.
    enum Seen: Equatable {
        case open(Int, String)
        case command(Int, BaseCommand.Body)
        case close(Int)
    }

    var machine: ProducerMachine
    var now = ContinuousClock.now
    /// What was logged.
    var logs: [(level: Logger.Level, text: String)] = []
    var answers: [UInt64: Result<PulsarMessageID, PulsarError>] = [:]
    private var tickets: UInt64 = 0

    init(_ url: String = "pulsar://a:1", _ change: (inout PulsarOptions) -> Void = { _ in }) throws {
        var options = PulsarOptions(url: try PulsarURL(url), topic: try PulsarTopic("t"))
        options.batching.maxMessages = 1
        change(&options)
        machine = ProducerMachine(options, now: now)
        machine.begin()
    }

    /// A machine whose producer, of a topic without partitions, is connected on link 1.
    static func connected(_ change: (inout PulsarOptions) -> Void = { _ in }) throws -> MachineHarness {
        var harness = try MachineHarness("pulsar://a:1", change)
        _ = harness.greet(1)
        let question = harness.partitions(0)
        _ = harness.lookup(question, to: "pulsar://a:1")
        _ = harness.create()
        return harness
    }

    /// Lets the machine act, and returns what it did.
    mutating func step() -> [Seen] {
        machine.advance(now)
        let actions = machine.actions
        machine.actions = []
        for (ticket, result) in machine.settlement.answers { answers[ticket] = result }
        machine.settlement.answers = []
        return actions.flatMap { action -> [Seen] in
            switch action {
            case .open(let link, let target): return [.open(link.number, target.description)]
            case .close(let link): return [.close(link.number)]
            case .log(let level, let text):
                logs.append((level, text))
                return []
            case .write(let link, let bytes):
                var reader = FrameReader()
                bytes.withUnsafeBytes { reader.append($0) }
                return ((try? reader.next()) ?? nil).map { [.command(link.number, $0)] } ?? []
            }
        }
    }

    /// Time passes until the machine next wants to act.
    mutating func wait() -> [Seen] {
        if let next = machine.nextEvent { now = max(now, next) }
        return step()
    }

    mutating func receive(_ command: BaseCommand.Body, on link: Int = 1) -> [Seen] {
        receive(bytes: Frame.encode(command), on: link)
    }

    mutating func receive(bytes: [UInt8], on link: Int = 1) -> [Seen] {
        bytes.withUnsafeBytes { machine.received($0, on: LinkID(number: link), now: now) }
        return step()
    }

    mutating func lose(_ link: Int) -> [Seen] {
        machine.lost(LinkID(number: link), "cut", now: now)
        return step()
    }

    /// Link `link` is opened and greets; the result is what follows.
    mutating func greet(_ link: Int, maxMessageSize: Int64 = 0) -> [Seen] {
        _ = step()
        machine.opened(LinkID(number: link), now: now)
        _ = step()
        return receive(.connected(.with { $0.maxMessageSize = maxMessageSize }), on: link)
    }

    /// Answers the question for partitions; the result is what follows.
    mutating func partitions(_ count: UInt32, on link: Int = 1) -> [Seen] {
        receive(
            .partitionMetadataResponse(
                .with {
                    $0.requestID = machine.lastRequest
                    $0.partitions = count
                    $0.response = 0
                }), on: link)
    }

    /// Answers the lookup that is the first of `seen`.
    mutating func lookup(
        _ seen: [Seen], to url: String, kind: CommandLookupTopicResponse.Kind = .connect, authoritative: Bool = false,
        proxied: Bool = false
    ) -> [Seen] {
        guard let (link, question) = seen.lookups.first else { return [] }
        return receive(
            .lookupTopicResponse(
                .with {
                    $0.requestID = question.requestID
                    $0.response = kind.rawValue
                    $0.brokerServiceURL = url
                    $0.authoritative = authoritative
                    $0.proxyThroughServiceURL = proxied
                }), on: link)
    }

    /// Answers the last wish for a producer.
    mutating func create(on link: Int = 1, name: String = "p", lastSequence: Int64 = -1) -> [Seen] {
        receive(
            .producerSuccess(
                .with {
                    $0.requestID = machine.lastRequest
                    $0.producerName = name
                    $0.lastSequenceID = lastSequence
                }), on: link)
    }

    mutating func receipt(_ sequence: UInt64, on link: Int = 1, producer: UInt64 = 0) -> [Seen] {
        receive(
            .sendReceipt(
                .with {
                    $0.producerID = producer
                    $0.sequenceID = sequence
                    $0.messageID = MessageIDData()
                }), on: link)
    }

    mutating func sendError(_ sequence: UInt64, _ error: PulsarServerError, on link: Int = 1) -> [Seen] {
        receive(
            .sendError(
                .with {
                    $0.sequenceID = sequence
                    $0.error = error
                    $0.message = "why"
                }), on: link)
    }

    /// Submits a message; the result is what follows.
    mutating func send(key: String? = nil, size: Int = 1, timeout: Duration = .seconds(30)) -> [Seen] {
        tickets += 1
        let message = PulsarMessage(Bytes([UInt8](repeating: 1, count: size)), key: key)
        machine.submit(
            Outgoing(
                ticket: tickets, message: message, publishTime: 1, arrival: now, deadline: now + timeout,
                cost: message.cost))
        return step()
    }

    func failure(_ ticket: UInt64) -> PulsarError? {
        if case .failure(let error) = answers[ticket] { error } else { nil }
    }

    func isStored(_ ticket: UInt64) -> Bool { if case .success = answers[ticket] { true } else { false } }
}

extension [MachineHarness.Seen] {
    /// The commands, with their links.
    var commands: [(link: Int, body: BaseCommand.Body)] {
        compactMap { if case .command(let link, let body) = $0 { (link, body) } else { nil } }
    }

    var lookups: [(link: Int, question: CommandLookupTopic)] {
        commands.compactMap { if case .lookupTopic(let it) = $0.body { ($0.link, it) } else { nil } }
    }

    var producers: [(link: Int, question: CommandProducer)] {
        commands.compactMap { if case .producer(let it) = $0.body { ($0.link, it) } else { nil } }
    }

    /// The sequence ids of the entries sent.
    var sends: [UInt64] { commands.compactMap { if case .send(let it) = $0.body { it.sequenceID } else { nil } } }

    /// The partitions that entries went to.
    var places: [UInt64] { commands.compactMap { if case .send(let it) = $0.body { it.producerID } else { nil } } }

    var names: [String] { commands.map(\.body.name) }
}

// The thread that keeps the connection: connects, serves commands until the connection is lost, waits, and connects again.

import CHiredis
import Glibc
import Logging
import Synchronization

/// The thread of a client. Everything but `ended` is used on it alone.
final class RedisThread: Sendable {
    /// As many commands go in one round trip.
    private static let batch = 128
    /// Milliseconds before the next attempt to connect; twice as many after each failure.
    private static let firstDelay = 100.0
    /// A connection that lasted so long was a good one.
    private static let goodConnection = Duration.seconds(5)

    private let options: RedisOptions
    private let queue: CommandQueue
    private let logger: Logger
    private let ended = Atomic(false)

    private init(_ options: RedisOptions, _ queue: CommandQueue, _ logger: Logger) {
        self.options = options
        self.queue = queue
        self.logger = logger
    }

    /// Starts the thread.
    static func start(
        _ options: RedisOptions, _ queue: CommandQueue, _ logger: Logger
    ) throws(RedisError) -> RedisThread {
        if queue.isClosed { throw .stopped }
        guard queue.wakeUp >= 0 else { throw .unavailable(reason: "the system has no more descriptors") }
        let thread = RedisThread(options, queue, logger)
        let argument = Unmanaged.passRetained(thread)
        var handle = pthread_t()
        let failure = pthread_create(
            &handle, nil,
            { argument in
                if let argument { Unmanaged<RedisThread>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, argument.toOpaque())
        if failure != 0 {
            argument.release()
            throw .unavailable(reason: "no thread could be started: \(String(cString: strerror(failure)))")
        }
        pthread_setname_np(handle, "redis")
        pthread_detach(handle)
        return thread
    }

    /// Whether the thread is done.
    var hasEnded: Bool { ended.load(ordering: .acquiring) }

    private func run() {
        // hiredis writes with write(2): a server that is gone is an error, not the end of this process.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)

        var delay = Self.firstDelay
        var told = Told.nothing
        while !queue.isClosed {
            switch connect() {
            case .success(let connection):
                let start = ContinuousClock.now
                queue.goUp()
                logger.info("Redis at \(options) is available")
                told = .nothing
                if let reason = serve(connection) { down(.unavailable(reason: reason), &told) }
                // One that takes connections and ends them at once is no better than one that takes none.
                if start.duration(to: .now) > Self.goodConnection { delay = Self.firstDelay }
            case .failure(let error):
                down(error, &told)
            }
            wait(Int32(delay * Double.random(in: 0.75...1.25)))
            delay = min(delay * 2, 4_000)
        }
        queue.goDown("the client has stopped")
        ended.store(true, ordering: .releasing)
    }

    /// What the log has of the present outage.
    private enum Told { case nothing, outage, refusal }

    private func down(_ failure: RedisError, _ told: inout Told) {
        switch failure {
        case .refused(let message):
            queue.goDown(message)
            if told != .refusal { logger.error("Redis at \(options) lets nobody in: \(message)") }
            told = .refusal
        case .unavailable(let reason):
            queue.goDown(reason)
            if told == .nothing { logger.warning("Redis at \(options) is not available: \(reason)") }
            if told == .nothing { told = .outage }
        default:
            queue.goDown("\(failure)")
            if told == .nothing { logger.warning("Redis at \(options) is not available: \(failure)") }
            if told == .nothing { told = .outage }
        }
    }

    /// Waits for so many milliseconds, or until the queue is closed.
    private func wait(_ milliseconds: Int32) {
        queue.heard()
        if queue.isClosed { return }
        var descriptor = pollfd(fd: queue.wakeUp, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, milliseconds)
    }

    /// Serves commands until the connection is lost, and returns why; nil when the queue is closed and empty.
    private func serve(_ connection: RedisConnection) -> String? {
        while true {
            queue.heard()
            let commands = queue.take(Self.batch)
            if !commands.isEmpty {
                if let reason = perform(commands, connection) { return reason }
            } else if queue.isClosed {
                return nil
            } else {
                var descriptors = [
                    pollfd(fd: queue.wakeUp, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0),
                ]
                poll(&descriptors, 2, -1)
                if descriptors[1].revents != 0 { return connection.unasked() }
            }
        }
    }

    /// Sends commands and hands out their answers; returns why the connection is of no more use.
    private func perform(_ commands: [Command], _ connection: RedisConnection) -> String? {
        var sent: [Command] = []
        for command in commands {
            if command.deadline <= .now {
                command.answer(.failure(.timedOut(limit: command.limit)))
            } else if connection.append(command.words) {
                sent.append(command)
            } else {
                command.answer(.failure(.unavailable(reason: "no memory for the command")))
            }
        }
        return exchange(sent, connection)
    }

    /// Sends `commands`, which were appended, and waits for their answers. Whoever's answer is late is told so in time; the answer
    /// itself is still awaited, and thrown away, until the last of the commands is late.
    private func exchange(_ commands: [Command], _ connection: RedisConnection) -> String? {
        // How many have been answered, and for how many of them the server's word came: in their order, both.
        var (answered, heard) = (0, 0)
        var isSent = false
        while heard < commands.count {
            guard answered < commands.count else { return ConnectionFailure.late.reason(limit: options.commandTimeout) }
            let command = commands[answered]
            var failure: ConnectionFailure?
            if !isSent {
                failure = connection.flush(until: command.deadline)
                isSent = failure == nil
            } else {
                switch connection.reply(until: command.deadline) {
                case .success(let reply):
                    if heard == answered {
                        command.answer(.success(reply))
                        answered += 1
                    }
                    heard += 1
                case .failure(let found): failure = found
                }
            }
            switch failure {
            case nil: continue
            case .late:
                command.answer(.failure(.timedOut(limit: command.limit)))
                answered += 1
            case .lost(let reason):
                for command in commands[answered...] { command.answer(.failure(.unavailable(reason: reason))) }
                return reason
            }
        }
        return connection.hasUnasked ? connection.unasked() : nil
    }

    /// A connection on which commands can be sent.
    private func connect() -> Result<RedisConnection, RedisError> {
        RedisConnection.open(options).flatMap { connection in
            RedisGreeting.exchange(on: connection, options).map { .failure($0) } ?? .success(connection)
        }
    }
}

// The replay program: today's code against histories in files and on a server. Whoever has workflows makes a program of their own
// from it; what must stay true is what its exit code says, for a pipeline has nothing else to go by.

import Foundation
import Glibc
import Logging
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// A command-line program that replays histories with the workflows that it is given.
///
/// ```swift
/// import TemporalTesting
///
/// @main struct Replay {
///     static func main() async { await ReplayCommand { OrderWorkflow.self }.main() }
/// }
/// ```
/// It takes files and folders of histories, as `temporal workflow show --output json` prints them or in binary form, and with
/// `--query` the runs that a server lists. The server's address, namespace and the rest of the connection are those of the
/// environment, `TEMPORAL_ADDRESS` and its kin, as `ConnectionOptions` reads them. Its exit code is 0 where all replay, 1 where
/// one does not, which is reported on standard output, 64 where arguments or environment are wrong, and 69 where the server does
/// not answer.
public struct ReplayCommand: Sendable {
    private let registrations: [Registration]
    private let converter: DataConverter
    private let interceptors: [any WorkflowInterceptor]
    private let workflowFailureErrors: [any Error.Type]
    private let deadlockTimeout: Duration

    /// A program that replays with the workflows that `registrations` list; activities among them are ignored.
    ///
    /// What else a worker was told that recorded the histories, the program must be told too; see
    /// ``Replayer/init(namespace:converter:interceptors:workflowFailureErrors:deadlockTimeout:logger:_:)``.
    public init(
        converter: DataConverter = DataConverter(), interceptors: [any WorkflowInterceptor] = [],
        workflowFailureErrors: [any Error.Type] = [], deadlockTimeout: Duration = .seconds(2),
        @RegistrationBuilder _ registrations: () -> [Registration]
    ) {
        self.registrations = registrations()
        self.converter = converter
        self.interceptors = interceptors
        self.workflowFailureErrors = workflowFailureErrors
        self.deadlockTimeout = deadlockTimeout
    }

    /// Runs with this process's arguments and environment, and ends the process.
    public func main() async -> Never {
        exit(await run(Array(CommandLine.arguments.dropFirst())))
    }

    /// Runs with `arguments`, which do not begin with the program's name, and returns the exit code.
    public func run(
        _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment
    ) async -> Int32 {
        do {
            let arguments = try ReplayArguments(arguments)
            if arguments.asksForHelp {
                print(ReplayArguments.help)
                return EX_OK
            }
            let connection = try ConnectionOptions(environment: environment)
            let replayer = try Replayer(
                namespace: connection.namespace, converter: converter, interceptors: interceptors,
                workflowFailureErrors: workflowFailureErrors, deadlockTimeout: deadlockTimeout, logger: Self.silence
            ) { registrations }
            let client = arguments.query == nil ? nil : TemporalClient(connection, logger: Self.silence)
            let failures: Int
            do {
                failures = try await replay(arguments, with: replayer, client)
            } catch {
                await client?.close()
                throw error
            }
            await client?.close()
            return failures == 0 ? EX_OK : 1
        } catch let error as RPCError {
            complain(error)
            return error.code == .invalidArgument ? EX_USAGE : EX_UNAVAILABLE
        } catch {
            complain(error)
            return EX_USAGE
        }
    }

    /// Replays all, says how each that does not replay fails, and returns how many do not.
    ///
    /// - Throws: what keeps histories from being found, or the server from being asked.
    private func replay(
        _ arguments: ReplayArguments, with replayer: Replayer, _ client: TemporalClient?
    ) async throws -> Int {
        let files = try arguments.paths.flatMap { try StoredHistory.files(at: $0) }
        var runs: [StoredHistory] = []
        if let query = arguments.query, let client {
            for try await workflow in client.workflows(where: query) {
                runs.append(.run(client.workflow(id: workflow.id, runID: workflow.runID)))
            }
        }
        // A pipeline whose query is misspelt would be green for ever.
        func requireRuns(_ count: Int) throws {
            if arguments.query != nil, count == 0, !arguments.allowsNone {
                throw ReplayUsageError("the server lists no run for this query; --allow-none lets that pass")
            }
        }
        try requireRuns(runs.count)
        let histories = files + runs
        var gone = 0
        var progress = ProgressBar(total: histories.count)
        var failures = 0
        for stored in histories {
            progress.begin(stored.description)
            do {
                let history = try await stored.read()
                if arguments.replaysPrefixes {
                    try await replayer.replayThroughout(history)
                } else {
                    try await replayer.replay(history)
                }
            } catch let error as RPCError {
                progress.clear()
                // Deleted, or kept for as long as the namespace keeps them, since they were listed.
                guard error.code == .notFound else { throw error }
                gone += 1
                print("\(stored): the server no longer has it\n")
            } catch {
                failures += 1
                progress.clear()
                print("\(stored): \(error)\n")
            }
        }
        progress.clear()
        if failures == 0 { try requireRuns(runs.count - gone) }
        let what = arguments.replaysPrefixes ? "whole and up to their workflow tasks" : "whole"
        let count = histories.count - gone
        if failures == 0 {
            print(count == 1 ? "1 history replays, \(what)" : "\(count) histories replay, \(what)")
        } else {
            print("\(failures) of \(count) histories do not replay, \(what)")
        }
        return failures
    }

    private func complain(_ error: any Error) {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
    }

    private static var silence: Logger { Logger(label: "temporal.replay") { _ in SwiftLogNoOpLogHandler() } }
}

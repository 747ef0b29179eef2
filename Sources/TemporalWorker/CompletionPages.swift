// A workflow task's completion that is larger than the server takes in one message: its commands go ahead in pages, which the server
// keeps, and the rest follows in the last one. What must stay true: the last page goes when the server has all the others.

import Logging
import TemporalCore

/// A completion, cut into pages.
struct CompletionPages {
    typealias Request = API.WorkflowService.RespondWorkflowTaskCompletedRequest

    /// How large a page's commands are at most, well below the 4 MiB that servers take.
    static let size = 3_584 << 10

    private(set) var pages: [Request] = []
    /// The size of all commands.
    private(set) var commandSize = 0

    /// Nil where nothing would come of it: one command alone is too large for a page, all else is, or there are no commands.
    init?(_ completion: Request, size limit: Int = CompletionPages.size) {
        var commands: [API.Command.Command] = []
        var size = 0
        for command in completion.commands {
            let own = command.encodedSize
            guard own <= limit else { return nil }
            if size + own > limit {
                add(commands, of: completion)
                (commands, size) = ([], 0)
            }
            commands.append(command)
            size += own
            commandSize += own
        }
        guard !commands.isEmpty else { return nil }
        add(commands, of: completion)
        var last = completion
        last.commands = []
        last.pageNumber = Int32(clamping: pages.count)
        guard last.encodedSize <= limit else { return nil }
        pages.append(last)
    }

    private mutating func add(_ commands: [API.Command.Command], of completion: Request) {
        pages.append(
            .with {
                $0.taskToken = completion.taskToken
                $0.identity = completion.identity
                $0.namespace = completion.namespace
                $0.intermediatePage = true
                $0.pageNumber = Int32(clamping: pages.count)
                $0.commands = commands
            })
    }
}

extension WorkerService {
    /// Sends a completion in pages. Where the server has lost some, for it does not keep them for long, all of them go again; in
    /// the end the task times out, and the server says so.
    nonisolated(nonsending) func send(
        _ completion: CompletionPages
    ) async throws(RPCError) -> API.WorkflowService.RespondWorkflowTaskCompletedResponse {
        var losses = RetrySchedule.endless
        var retry = RetrySchedule.ordinary
        var next = 0
        while true {
            do throws(RPCError) {
                let answer = try await client.callOnce(RPCs.respondWorkflowTaskCompleted, completion.pages[next])
                if next == completion.pages.count - 1 { return answer }
                next += 1
                retry.reset()
            } catch {
                let delay: Duration
                if error.isOfLostPages {
                    delay = losses.backOff(after: error)
                    next = 0
                } else {
                    guard let pause = retry.delay(after: error) else { throw error }
                    delay = pause
                }
                do { try await Task.sleep(for: delay) } catch { throw RPCError.givenUp }
            }
        }
    }
}

extension RPCError {
    /// Whether the server no longer has the pages of a completion that were sent before.
    fileprivate var isOfLostPages: Bool {
        let name = API.ErrorDetails.WorkflowTaskCompletionBufferLostFailure.protoName
        guard let status = try? API.Google.Status(decoding: details) else { return false }
        return status.details.contains { $0.typeURL.hasSuffix("/\(name)") }
    }

    fileprivate static let givenUp = RPCError(
        code: .cancelled, message: "the worker gave the call up", method: RPCs.respondWorkflowTaskCompleted.path)
}

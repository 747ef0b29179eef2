// A worker's side of the service: the requests it makes, with everything that each of them has to carry.
// Payloads leave through the codecs here; what came in is decoded where it is first needed. Without codecs nobody looks for them.

import Logging
import TemporalCore
import TemporalWorkflow

/// The calls of one worker on one task queue.
struct WorkerService: Sendable {
    let client: ServiceClient
    let converter: DataConverter
    var taskQueue: String
    /// The queue of this worker alone, on which cached runs go on; nil caches nothing.
    let stickyQueue: String?
    /// Names this worker among all that the server knows.
    let instanceKey: String
    /// The deployment that the worker belongs to.
    let deployment: WorkerDeploymentOptions?
    /// How many activities of the queue the server is to hand out a second; nil leaves it as it is.
    var taskQueueActivityRate: Double?
    /// How much the server takes.
    let limits = SizeLimits()
    /// What the server can do.
    let server = ServerAbilities()

    var namespace: String { client.namespace }
    var identity: String { client.identity }

    /// Encodes the payloads of a request that must be sent whatever happens: `withoutPayloads` makes one that says what the codec
    /// says.
    func encode<Request: Message>(
        _ request: inout Request, orElse withoutPayloads: (inout Request, PayloadCodecError) -> Void
    ) async {
        do throws(PayloadCodecError) {
            request = try await converter.encodePayloads(in: request)
        } catch {
            withoutPayloads(&request, error)
        }
    }

    /// Reports until the server has taken it, or no longer wants it. A result must outlive a server that is away; the task's
    /// own timeout ends the wait in the end, for then the server answers that it does not know the task. What is too large
    /// will never be taken: then the server's refusal is returned, for something smaller to be sent instead.
    ///
    /// - Parameter limit: how long to try, where nobody waits for it any longer.
    @discardableResult
    nonisolated(nonsending) func report<Request: Message, Response: Message>(
        _ rpc: RPC<Request, Response>, _ request: Request, _ what: String, _ logger: Logger,
        within limit: Duration? = nil
    ) async -> RPCError? {
        var patience = Patience()
        var tries = 0
        let start = ContinuousClock.now
        let warning = OccasionalWarning(logger)
        while true {
            do throws(RPCError) {
                _ = try await client.callOnce(rpc, request, timeout: limit.map { max(.zero, $0 - (.now - start)) })
                return nil
            } catch {
                let delay = patience.delay(after: error, isRefusal: error.isRefusalOfCaller)
                guard let delay, limit.map({ ContinuousClock.now - start + delay < $0 }) ?? true else {
                    logger.warning("\(what) was not taken: \(error)")
                    return error.isMessageTooLarge ? error : nil
                }
                tries += 1
                // Once is nothing to tell, and connections come and go, which the channel says.
                if tries > 3, error.connectionFailure == nil {
                    warning("\(what) is not taken, and is sent again: \(error)")
                }
                do { try await Task.sleep(for: delay) } catch { return nil }
            }
        }
    }

    static func failure(instead what: String, _ refusal: RPCError) -> API.Failure.Failure {
        .application(SizeLimits.refused(what, refusal), type: SizeLimits.failureType)
    }
}

extension API.Failure.Failure {
    /// What the server is told where a codec failed. It carries no payloads, for they would need the codec.
    static func codec(_ error: PayloadCodecError) -> Self {
        .application(error.description, type: "PayloadCodecError")
    }
}

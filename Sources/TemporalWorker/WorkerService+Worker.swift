// The calls for the worker itself: what its server can do, how it does, and its end.

import Logging
import Synchronization
import TemporalCore

extension WorkerService {
    /// A name for a worker or a process that no other has.
    static func randomKey() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next(), radix: 16) + String(random.next(), radix: 16)
    }

    /// Waits for the server to say what it can do; throws where it does not know the namespace or refuses this client.
    func capabilities() async throws(RPCError) -> API.Namespace.NamespaceInfo.Capabilities {
        _ = try await client.callOnce(RPCs.getSystemInfo, .init())
        let answer = try await client.callOnce(RPCs.describeNamespace, .with { $0.namespace = namespace })
        limits.update(answer.namespaceInfo?.limits)
        server.update(answer.namespaceInfo?.capabilities)
        return server.capabilities
    }

    /// Tells the server how the worker does.
    func record(_ heartbeat: API.Worker.WorkerHeartbeat) async throws(RPCError) {
        var request = API.WorkflowService.RecordWorkerHeartbeatRequest()
        request.namespace = namespace
        request.identity = identity
        request.workerHeartbeat = [heartbeat]
        _ = try await client.callOnce(RPCs.recordWorkerHeartbeat, request, timeout: .seconds(5))
    }

    /// Tells the server that the worker stops, so that its sticky tasks go elsewhere at once, and so that a server that can
    /// answers its polls; whether the server took notice.
    func shutdown(
        _ heartbeat: API.Worker.WorkerHeartbeat, taskQueueTypes: [API.Enums.TaskQueueType], logger: Logger
    ) async -> Bool {
        var request = API.WorkflowService.ShutdownWorkerRequest()
        request.namespace = namespace
        request.identity = identity
        request.stickyTaskQueue = stickyQueue ?? ""
        request.workerInstanceKey = instanceKey
        request.taskQueue = taskQueue
        request.taskQueueTypes = taskQueueTypes
        request.reason = "graceful shutdown"
        request.workerHeartbeat = heartbeat
        do {
            _ = try await client.callOnce(RPCs.shutdownWorker, request, timeout: .seconds(5))
            return true
        } catch {
            // An older server has no such method; the worker stops all the same.
            logger.debug("the server was not told of the shutdown: \(error)")
            return false
        }
    }
}

/// What a server can do, as it says to a worker that comes to it; until then, nothing.
final class ServerAbilities: Sendable {
    /// Whether the worker polls for commands of the server's, which can send some.
    let takesCommands = Atomic(false)
    private let known = Mutex(API.Namespace.NamespaceInfo.Capabilities())

    /// What it can do.
    var capabilities: API.Namespace.NamespaceInfo.Capabilities { known.withLock { $0 } }

    /// Keeps what the server says.
    func update(_ capabilities: API.Namespace.NamespaceInfo.Capabilities?) {
        known.withLock { $0 = capabilities ?? .init() }
    }
}

// A small HTTP server, which answers GET and HEAD of a few paths: what probes and scrapers ask.
//
// FlyingFox reads the requests and writes the answers. What it does not do by itself is done here and in ConnectionGuard: silent
// clients are sent away, connections are counted, and a server whose accept failed (no descriptors left) is started again.
// What nobody bounds is the length of a header line: it is collected until it ends, so the ports belong behind a network policy,
// as probes and metrics do anyway.

import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Synchronization

/// Why an endpoint could not be opened.
public enum EndpointError: Error, Hashable, CustomStringConvertible {
    /// Another program, or another server of this one, listens on the port.
    case portTaken(endpoint: String, host: String, port: UInt16)
    /// The address is none of this machine's, or the port may not be opened by this user.
    case cannotListen(endpoint: String, host: String, port: UInt16, reason: String)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .portTaken(let endpoint, let host, let port):
            "the \(endpoint) endpoint cannot listen on \(host):\(port), which is taken: stop what listens there, or choose another port"
        case .cannotListen(let endpoint, let host, let port, let reason):
            "the \(endpoint) endpoint cannot listen on \(host):\(port): \(reason)"
        }
    }
}

/// An answer to a request.
struct EndpointAnswer: Sendable {
    var status = HTTPStatusCode.ok
    var contentType = "application/json"
    let body: [UInt8]
}

/// Serves some paths on a port, until a graceful shutdown.
final class HTTPEndpoint: Sendable {
    typealias Route = @Sendable () async -> EndpointAnswer

    private let name: String
    private let host: String
    private let requestedPort: UInt16
    private let routes: [String: Route]
    private let limits: ConnectionLimits
    private let logger: Logger
    private let listeningPort = Mutex<UInt16?>(nil)

    init(
        _ name: String, host: String, port: UInt16, limits: ConnectionLimits = ConnectionLimits(), logger: Logger,
        routes: [String: Route]
    ) {
        self.name = name
        self.host = host
        requestedPort = port
        self.routes = routes
        self.limits = limits
        self.logger = logger
    }

    /// The port, once it is listened on.
    var port: UInt16? { listeningPort.withLock { $0 } }

    /// Serves until a graceful shutdown, or until the task is canceled.
    ///
    /// - Throws: ``EndpointError`` where the port cannot be opened.
    func run() async throws {
        var attempts = 0
        while !Task.isCancelled && !Task.isShuttingDownGracefully {
            let start = ContinuousClock.now
            do {
                return try await serve()
            } catch {
                // What has listened once is brought back, for it is the process's sign of life. But each server leaves a
                // descriptor behind: one that never lasts an hour is given up, one that does costs a descriptor an hour.
                attempts = start.duration(to: .now) > .seconds(3_600) ? 1 : attempts + 1
                guard port != nil, attempts <= 10 else { throw error }
                logger.warning("the \(name) endpoint has stopped and is started again: \(error)")
                try? await cancelWhenGracefulShutdown { [attempts] in try await Task.sleep(for: .seconds(attempts)) }
            }
        }
    }

    private func serve() async throws {
        let port = port ?? requestedPort
        let configuration = HTTPServer.Configuration(
            address: try address(port), timeout: 10, pool: ConnectionGuard(limits), logger: .disabled)
        let server = HTTPServer(config: configuration, handler: ClosureHTTPHandler { [self] in await answer($0) })
        let ended = await withTaskGroup(of: (any Error)?.self) { group in
            group.addTask {
                do { try await server.run() } catch { return error }
                return nil
            }
            group.addTask { [self] in
                do {
                    try await server.waitUntilListening(timeout: 60)
                } catch {
                    return nil
                }
                await listens(server)
                // Ends canceled, too, where the server has ended.
                try? await gracefulShutdown()
                // Requests whose answer is being found still get it: a cancellation does not reach them.
                await server.stop(timeout: 0.1)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        // Whoever is told to stop has not failed.
        if let ended, !Task.isCancelled, !Task.isShuttingDownGracefully { throw failure(ended, port) }
    }

    private func listens(_ server: HTTPServer) async {
        guard case .ip4(_, let port) = await server.listeningAddress else { return }
        listeningPort.withLock { $0 = port }
        logger.info("the \(name) endpoint listens on \(host):\(port)")
    }

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard let route = routes[request.path] else {
            return response(refusal(.notFound, "there is nothing at this path"))
        }
        guard request.method == .GET || request.method == .HEAD else {
            var response = response(refusal(.methodNotAllowed, "only GET and HEAD are answered"))
            response.headers[HTTPHeader("Allow")] = "GET, HEAD"
            return response
        }
        return response(await route(), isHead: request.method == .HEAD)
    }

    private func refusal(_ status: HTTPStatusCode, _ error: String) -> EndpointAnswer {
        EndpointAnswer(status: status, body: JSONText(["error": error]).finished())
    }

    private func response(_ answer: EndpointAnswer, isHead: Bool = false) -> HTTPResponse {
        let body = Data(answer.body)
        return HTTPResponse(
            statusCode: answer.status,
            headers: [
                .contentType: answer.contentType, .contentLength: String(body.count),
                HTTPHeader("Cache-Control"): "no-store",
            ],
            body: isHead ? Data() : body)
    }

    private func address(_ port: UInt16) throws -> sockaddr_in {
        do {
            return try .inet(ip4: host, port: port)
        } catch {
            throw EndpointError.cannotListen(
                endpoint: name, host: host, port: port, reason: "this is no IPv4 address, such as 0.0.0.0")
        }
    }

    private func failure(_ error: any Error, _ port: UInt16) -> any Error {
        guard let error = error as? SocketError, case .failed(_, let code, let message) = error else { return error }
        if code == EADDRINUSE { return EndpointError.portTaken(endpoint: name, host: host, port: port) }
        return EndpointError.cannotListen(endpoint: name, host: host, port: port, reason: message)
    }
}

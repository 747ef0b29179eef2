// A codec server: two endpoints that apply a client's codecs, so that the UI and the CLI can show what only clients can read.
// Whoever reaches it reads everything: in production it stands behind TLS, and asks who is there (the header `Authorization`).

import FlyingFox
import Foundation
import TemporalCore

/// Applies codecs for the UI and the CLI.
public struct CodecServer: Sendable {
    private let codecs: [any PayloadCodec]
    private let server: HTTPServer
    private let origin: String

    /// A server on 127.0.0.1 that applies `codecs` to what the pages of the UI at `origin` ask for.
    public init(codecs: [any PayloadCodec], port: UInt16, origin: String) throws {
        self.codecs = codecs
        server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port))
        self.origin = origin
    }

    /// The example's own: scrambled payloads.
    public static func scrambling(port: UInt16, origin: String) throws -> CodecServer {
        try CodecServer(codecs: [Scrambling()], port: port, origin: origin)
    }

    /// Serves until its task is canceled.
    public func run() async throws {
        // As a client does: in their order, and back in reverse.
        await server.appendRoute("POST /encode") { request in
            await answer(request) { payloads in
                for codec in codecs { payloads = try await codec.encode(payloads) }
            }
        }
        await server.appendRoute("POST /decode") { request in
            await answer(request) { payloads in
                for codec in codecs.reversed() { payloads = try await codec.decode(payloads) }
            }
        }
        // A browser asks first whether a page from elsewhere may ask.
        await server.appendRoute("OPTIONS *") { _ in HTTPResponse(statusCode: .noContent, headers: headers) }
        try await server.run()
    }

    private var headers: HTTPHeaders {
        [
            HTTPHeader("Access-Control-Allow-Origin"): origin,
            HTTPHeader("Access-Control-Allow-Methods"): "POST, OPTIONS",
            HTTPHeader("Access-Control-Allow-Headers"): "Authorization, Content-Type, X-Namespace",
            HTTPHeader("Content-Type"): "application/json",
        ]
    }

    private func answer(
        _ request: HTTPRequest, _ apply: (inout [Payload]) async throws -> Void
    ) async -> HTTPResponse {
        do {
            let asked = try JSONDecoder().decode(Payloads.self, from: try await request.bodyData)
            var payloads = asked.payloads.map(\.payload)
            try await apply(&payloads)
            let answer = Payloads(payloads: payloads.map(Payloads.Entry.init))
            return HTTPResponse(statusCode: .ok, headers: headers, body: try JSONEncoder().encode(answer))
        } catch {
            return HTTPResponse(statusCode: .badRequest, headers: headers, body: Data("\(error)".utf8))
        }
    }
}

/// Payloads as Temporal writes them in JSON: all bytes in Base64.
private struct Payloads: Codable {
    struct Entry: Codable {
        var metadata: [String: Data]?
        var data: Data?

        init(_ payload: Payload) {
            metadata = Dictionary(
                payload.metadata.map { ($0.key, Data($0.value)) }, uniquingKeysWith: { first, _ in first })
            data = Data(payload.data)
        }

        var payload: Payload {
            Payload(metadata: Payload.Metadata((metadata ?? [:]).mapValues { Bytes($0) }), data: Bytes(data ?? Data()))
        }
    }

    var payloads: [Entry]
}

// TLS with a grpcio server: whom we trust, whose name we expect, who we are; each mistake has its own error.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

@Suite(.serialized) struct `TLS with a grpcio server` {
    private func outcome(
        server: String = "server", clientAuthority: String? = nil, host: String = "127.0.0.1",
        _ configure: (inout TLSOptions, TestCertificates) -> Void = { _, _ in }
    ) async throws -> Result<String?, RPCError> {
        let certificates = try await TestCertificates()
        var arguments = [
            "--certificate", certificates.path("\(server).pem"), "--key", certificates.path("\(server).key"),
        ]
        if let clientAuthority { arguments += ["--client-ca", certificates.path("\(clientAuthority).pem")] }
        let peer = try await GRPCPeer(script: "grpc_peer.py", arguments)
        var options = TLSOptions()
        options.serverCA = .file(certificates.path("ca.pem"))
        configure(&options, certificates)
        let channel = Channel(to: Target(host: host, port: peer.port)) { $0.tls = options }
        do throws(RPCError) {
            let answer = try await channel.peer("Echo", "secret")
            await channel.close()
            return .success(answer.message.utf8String)
        } catch {
            return .failure(error)
        }
    }

    private func tlsFailure(_ result: Result<String?, RPCError>) -> TLSFailure? {
        guard case .failure(let error) = result, error.code == .unavailable,
            case .tls(let failure) = error.connectionFailure
        else {
            Issue.record("\(result)")
            return nil
        }
        return failure
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a server that our authority signed is trusted, by address and by name`(host: String) async throws {
        #expect(try await outcome(host: host).get() == "secret")
    }

    @Test func `an authority may be given as bytes`() async throws {
        let result = try await outcome { options, certificates in
            let pem = (try? Data(contentsOf: URL(fileURLWithPath: certificates.path("ca.pem")))) ?? Data()
            options.serverCA = .pem(Bytes(pem))
        }
        #expect(try result.get() == "secret")
    }

    @Test func `the expected name may be given`() async throws {
        #expect(try await outcome { options, _ in options.serverName = "temporal.test" }.get() == "secret")
    }

    @Test func `an unknown authority is not trusted`() async throws {
        for other in ["other-ca.pem", nil] {
            let result = try await outcome { options, certificates in
                options.serverCA = other.map { .file(certificates.path($0)) }
            }
            guard case .untrustedCertificate = tlsFailure(result) else {
                Issue.record("\(result)")
                return
            }
        }
    }

    @Test func `a certificate for another name is refused`() async throws {
        #expect(tlsFailure(try await outcome(server: "elsewhere")) == .hostNameMismatch(expected: "127.0.0.1"))
        let result = try await outcome { options, _ in options.serverName = "wrong.test" }
        #expect(tlsFailure(result) == .hostNameMismatch(expected: "wrong.test"))
    }

    @Test func `an expired certificate is refused`() async throws {
        let result = try await outcome(server: "expired")
        guard case .certificateExpired = tlsFailure(result) else {
            Issue.record("\(result)")
            return
        }
    }

    @Test func `a server that asks who we are is told`() async throws {
        let result = try await outcome(clientAuthority: "ca") { options, certificates in
            options.clientCertificate = .file(certificates.path("client.pem"))
            options.clientKey = .file(certificates.path("client.key"))
        }
        #expect(try result.get() == "secret")
    }

    @Test func `a server that asks who we are, is not told, and just hangs up is told of with that reason`()
        async throws
    {
        // grpcio's server sends no alert.
        guard case .failure(let error) = try await outcome(clientAuthority: "ca"),
            case .lost(let text) = error.connectionFailure
        else {
            Issue.record("grpcio's server took a client that it does not know, or refused it in another way")
            return
        }
        #expect(
            text.contains("check whether it wants a client certificate") || text.contains("reset by peer"), "\(error)")
    }

    @Test(arguments: [
        ("TLSv1_3", String?.none, "certificate required"), ("TLSv1_3", "ca", "unknown ca"),
        ("TLSv1_2", "ca", "unknown ca"), ("TLSv1_2", nil, "handshake failure"),
    ])
    func `a server that refuses who we are says so with an alert`(
        version: String, authority: String?, alert: String
    ) async throws {
        let certificates = try await TestCertificates()
        // It trusts the other authority, which has signed no client.
        let arguments = ["server.pem", "server.key", "other-ca.pem"].map(certificates.path)
        let peer = try await GRPCPeer(script: "tls_refuses.py", arguments + [version])
        var options = TLSOptions()
        options.serverCA = .file(certificates.path("ca.pem"))
        if authority != nil {
            options.clientCertificate = .file(certificates.path("client.pem"))
            options.clientKey = .file(certificates.path("client.key"))
        }
        let channel = peer.channel { $0.tls = options }
        let error = await #expect(throws: RPCError.self) { try await channel.peer("Echo") }
        #expect(error?.code == .unavailable)
        switch error?.connectionFailure {
        case .tls(.clientCertificateRefused(let text)) where version == "TLSv1_3" || authority != nil:
            #expect(text.contains(alert), "\(text)")
        // TLS 1.2 has no alert of its own for a certificate that is missing.
        case .tls(.handshake(let text)) where version == "TLSv1_2" && authority == nil:
            #expect(text.contains(alert), "\(text)")
        default: Issue.record("\(String(describing: error))")
        }
        await channel.close(within: .zero)
    }

    @Test func `a certificate and a key that cannot be used are named`() async throws {
        let cases: [(String, String, String)] = [
            ("client.pem", "server.key", "does not belong"), ("client.key", "client.key", "no PEM certificate"),
            ("missing.pem", "client.key", "missing.pem) cannot be read"), ("client.pem", "client.pem", "PEM key"),
        ]
        for (certificate, key, text) in cases {
            let result = try await outcome { options, certificates in
                options.clientCertificate = .file(certificates.path(certificate))
                options.clientKey = .file(certificates.path(key))
            }
            guard case .configuration(let message) = tlsFailure(result) else {
                Issue.record("\(result)")
                return
            }
            #expect(message.contains(text), "\(message)")
        }
    }

    @Test func `TLS with a server that speaks none, and the other way round`() async throws {
        let plain = try await GRPCPeer()
        let channel = plain.channel { $0.tls = TLSOptions() }
        let error = await #expect(throws: RPCError.self) { try await channel.peer("Echo") }
        guard case .tls(.notTLS) = error?.connectionFailure else {
            Issue.record("\(String(describing: error))")
            return
        }

        let certificates = try await TestCertificates()
        let secure = try await GRPCPeer(
            "--certificate", certificates.path("server.pem"), "--key", certificates.path("server.key"))
        let other = await #expect(throws: RPCError.self) { try await secure.channel().peer("Echo") }
        #expect(other?.code == .unavailable)
        #expect(other?.description.contains("TLS") == true, "\(String(describing: other))")
    }

    @Test func `large messages go through TLS both ways`() async throws {
        let certificates = try await TestCertificates()
        let peer = try await GRPCPeer(
            "--certificate", certificates.path("server.pem"), "--key", certificates.path("server.key"))
        let channel = peer.channel {
            var options = TLSOptions()
            options.serverCA = .file(certificates.path("ca.pem"))
            $0.tls = options
        }
        let message = Bytes(capacity: 20 << 20) { buffer in
            for index in stride(from: 0, to: buffer.count, by: 997) { buffer[index] = 7 }
            return buffer.count
        }
        #expect(try await channel.unary("/test.Peer/Echo", message, timeout: .seconds(60)).message == message)
        await channel.close()
    }
}

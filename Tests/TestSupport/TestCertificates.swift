// Certificates for the TLS tests: an authority, servers and clients that it signed, made by the openssl command.
import Foundation

/// A folder with keys and certificates; it goes away with its last user.
public final class TestCertificates: Sendable {
    private let folder: URL

    /// Makes `ca.pem` and `other-ca.pem`, and signed by the first, each with its `.key`: `server.pem` for localhost, temporal.test and
    /// 127.0.0.1, `elsewhere.pem`, `expired.pem` and `client.pem`.
    public init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("certificates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for authority in ["ca", "other-ca"] {
            try await openssl(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(authority)", "-keyout", "\(authority).key", "-out", "\(authority).pem")
        }
        try await issue("server", names: "DNS:localhost,DNS:temporal.test,IP:127.0.0.1", days: "2")
        try await issue("elsewhere", names: "DNS:elsewhere.test", days: "2")
        try await issue("expired", names: "DNS:localhost,IP:127.0.0.1", days: "-1")
        try await issue("client", names: "DNS:client.test", days: "2")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of the file `name`.
    public func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func issue(_ name: String, names: String, days: String) async throws {
        try await openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(name)",
            "-keyout", "\(name).key", "-out", "\(name).csr")
        try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appendingPathComponent("\(name).ext"))
        try await openssl(
            "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", days,
            "-extfile", "\(name).ext", "-out", "\(name).pem")
    }

    private func openssl(_ arguments: String...) async throws {
        try await runCommand(["env", "--chdir", folder.path, "openssl"] + arguments).succeeded()
    }
}

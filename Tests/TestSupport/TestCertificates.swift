// Certificates for the TLS tests, made by the openssl command: an authority, a server that it signed, another authority.
import Foundation

/// A folder with keys and certificates; it goes away with its last user.
public final class TestCertificates: Sendable {
    private let folder: URL

    /// Makes `ca.pem`, `server.pem` and `server.key` for localhost and 127.0.0.1, and `other-ca.pem`.
    public init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("certificates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for authority in ["ca", "other-ca"] {
            try await openssl(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(authority)", "-keyout", "\(authority).key", "-out", "\(authority).pem")
        }
        try await openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=server",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "server.key", "-out", "server.csr")
        try await openssl(
            "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-copy_extensions", "copy", "-out", "server.pem")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of the file `name`.
    public func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func openssl(_ arguments: String...) async throws {
        try await runCommand(["env", "--chdir", folder.path, "openssl"] + arguments).succeeded()
    }
}

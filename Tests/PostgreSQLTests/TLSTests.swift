// TLS to a real server: who is believed, and who is not.
import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite struct TLSTests {
    @Test func `a server is believed whom a trusted authority vouches for, and no other`() async throws {
        let server = try await PostgresServer.start()
        var options = try await emptyDatabase(on: server)
        options.sslMode = .require
        let plain = await failure { try await PostgresPool(options).query("SELECT 1") }
        #expect(plain?.kind == .connection)
        #expect(plain?.message.contains("SSL") == true)

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("postgres-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let trusted = folder.appendingPathComponent("trusted.pem").path
        try await beginTLS(server).write(toFile: trusted, atomically: true, encoding: .utf8)

        options.host = "localhost"
        options.sslMode = .verifyFull
        options.sslRootCertificate = trusted
        try await eventually { [options] in await failure { try await PostgresPool(options).query("SELECT 1") } == nil }
        let session = try await PostgresPool(options).query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        #expect(try session.first?.value("ssl") == true)

        options.host = "127.0.0.1"
        let otherName = await failure { try await PostgresPool(options).query("SELECT 1") }
        #expect(otherName?.kind == .connection)
        #expect(otherName?.message.contains("does not match host name") == true)
        options.sslMode = .verifyCA
        try await PostgresPool(options).query("SELECT 1")

        let other = folder.appendingPathComponent("other.pem").path
        try await runCommand(["sh", "-c", "\(Self.certificate) -keyout /dev/null -out \(other)"]).succeeded()
        options.sslRootCertificate = other
        let stranger = await failure { try await PostgresPool(options).query("SELECT 1") }
        #expect(stranger?.kind == .connection)
        #expect(stranger?.message.contains("certificate verify failed") == true)
    }

    private static let certificate = """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost
        """

    /// Has the server make itself a key, which nobody but the user that it runs as may read, and offer TLS. Returns its certificate.
    private func beginTLS(_ server: PostgresServer) async throws -> String {
        try await withPool(emptyDatabase(on: server)) { pool in
            try await pool.withConnection { connection in
                let command = "cat >/dev/null; \(Self.certificate) -keyout server.key -out server.crt"
                try connection.execute("COPY (SELECT 1) TO PROGRAM '\(command)'")
                try connection.execute("ALTER SYSTEM SET ssl = on")
            }
            try await pool.query("SELECT pg_reload_conf()")
            return try #require(try await pool.query("SELECT pg_read_file('server.crt') AS pem").first).value("pem")
        }
    }
}

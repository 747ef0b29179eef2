// The bridge behind TLS, as the settings have it.

import Logging
import TemporalCore
import TestSupport
import Testing
import WorkerHost

@testable import DICT

@Suite(.timeLimit(.minutes(1))) struct BridgeTLSTests {
    private func bridge(_ standIn: BridgeStandIn, _ environment: [String: String]) throws -> Bridge {
        let own = ["BRIDGE_GRPC_ADDR": standIn.options.target.description, "BRIDGE_GRPC_TIMEOUT": "5s"]
        var reader = SettingsReader(environment: environment.merging(own) { _, own in own })
        let settings = DICTSettings(&reader)
        try reader.check()
        return Bridge(settings.bridge, logger: Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `a bridge whose authority is known is called, and a stranger is not`() async throws {
        let certificates = try await TestCertificates()
        let standIn = try await BridgeStandIn.start(certificates: certificates)
        let known = try bridge(standIn, ["BRIDGE_GRPC_TLS_SERVER_CA_CERT_PATH": certificates.path("ca.pem")])
        _ = try await known.checksum(of: .email)
        await known.close()
        let stranger = try bridge(standIn, ["BRIDGE_GRPC_TLS_SERVER_CA_CERT_PATH": certificates.path("other-ca.pem")])
        let error = try await #require(throws: ApplicationFailure.self) { try await stranger.checksum(of: .email) }
        #expect(error.message.contains("not trusted"), "\(error)")
        await stranger.close()
        let plain = try bridge(standIn, [:])
        await #expect(throws: ApplicationFailure.self) { try await plain.checksum(of: .email) }
        await plain.close()
    }
}

// DICT's settings: mistakes that are all named at once, and the example that a deployment begins with.

import Foundation
import TemporalCore
import TestSupport
import Testing
import WorkerHost

@testable import DICT

@Suite struct SettingsTests {
    private func read(
        _ environment: [String: String], file: String = ""
    ) throws(SettingsError) -> (process: HostSettings, dict: DICTSettings) {
        var reader = SettingsReader(environment: environment, file: file)
        let settings = (HostSettings(&reader), DICTSettings(&reader))
        try reader.check()
        return settings
    }

    @Test func `every mistake is a line of its own that says what was expected`() throws {
        let error = #expect(throws: SettingsError.self) {
            try read([
                "PULSAR_URL": "http://broker", "PULSAR_TOPIC": "a/b", "VSYNC_TIME_ZONE": "Mars/Olympus",
                "POSTGRES_SSLROOTCERT": "/no/such.pem", "HEALTH_PORT": "9000", "METRICS_PORT": "9000",
                "BRIDGE_GRPC_TIMEOUT": "1m", "BRIDGE_GRPC_TLS": "maybe", "BRIDGE_GRPC_TLS_CLIENT_KEY_DATA": "a secret",
                "TEMPORAL_API_KEY_FILE": "/no/such/key",
            ])
        }
        let mistakes = try #require(error).mistakes
        for expected in [
            "PULSAR_URL: \"http://broker\" is no Pulsar service URL", "PULSAR_TOPIC: \"a/b\" is no topic",
            "VSYNC_TIME_ZONE is 'Mars/Olympus': expected the name of a time zone",
            "POSTGRES_SSLROOTCERT is '/no/such.pem': expected a file that can be read",
            "HEALTH_PORT and METRICS_PORT are both 9000", "BRIDGE_GRPC_TIMEOUT is 60.0 seconds: expected less than 60s",
            "BRIDGE_GRPC_TLS is 'maybe': expected true or false",
            "BRIDGE_GRPC_TLS_CLIENT_KEY_DATA is set without its certificate: expected BRIDGE_GRPC_TLS_CLIENT_CERT_PATH",
            "TEMPORAL_API_KEY_FILE is '/no/such/key': expected a file that can be read",
        ] {
            #expect(mistakes.filter { $0.hasPrefix(expected) }.count == 1, "\(expected): \(mistakes)")
        }
        #expect(mistakes.count == 9, "\(mistakes)")
        #expect(!"\(mistakes)".contains("a secret"))
    }

    @Test(arguments: ["America/Sao_Paulo", "Europe/Lisbon", "UTC", "US/Pacific", "Brazil/East"])
    func `a time zone of the tz database is one`(zone: String) throws {
        #expect(try read(["VSYNC_TIME_ZONE": zone]).dict.vsyncTimeZone == zone)
    }

    @Test func `without a tz database whatever looks like a time zone is taken for one`() {
        for name in ["America/Sao_Paulo", "Mars/Olympus", "UTC", "Etc/GMT+3"] {
            #expect(TimeZoneName.isKnown(name, database: "/no/such/folder"), "\(name)")
        }
        for name in ["", "/etc/passwd", "../etc", "two words", "São_Paulo", "America/"] {
            #expect(!TimeZoneName.isKnown(name, database: "/no/such/folder"), "\(name)")
        }
    }

    @Test func `ports may both be free ones, and no schedule is none`() throws {
        let dict = try read(["HEALTH_PORT": "0", "METRICS_PORT": "0", "VSYNC_TIME_ZONE": "none"]).dict
        #expect(dict.vsyncTimeZone == nil && dict.healthPort == 0)
    }

    @Test func `the worker holds as many sessions as is said`() throws {
        #expect(try read([:]).dict.worker.maxConcurrentSessions == 50)
        #expect(try read(["MAX_CONCURRENT_SESSIONS": "7"]).dict.worker.maxConcurrentSessions == 7)
    }

    @Test(arguments: ["0", "10001", "-1", "2.5", "many"])
    func `a number of sessions that cannot be is a mistake`(value: String) throws {
        let error = #expect(throws: SettingsError.self) { try read(["MAX_CONCURRENT_SESSIONS": value]) }
        let mistake = "MAX_CONCURRENT_SESSIONS is '\(value)': expected a whole number from 1 to 10000"
        #expect(error?.mistakes == [mistake])
    }

    @Test func `an API key may stand in a file, and turns TLS on as any does`() throws {
        let file = try Repository.scratchFile("api-key")
        try Data("the key\n".utf8).write(to: file)
        let connection = try read(["TEMPORAL_API_KEY_FILE": file.path]).process.connection
        #expect(connection.apiKey == "the key" && connection.tls != nil)
    }

    @Test func `the example says what is so without it, but for the passwords, and names every setting`() throws {
        let text = try String(contentsOfFile: Repository.path(".env.dict.example"), encoding: .utf8)
        let example = try read([:], file: text)
        let without = try read([:])
        #expect(example.dict.database.password == "dict_password" && without.dict.database.password == nil)
        var (mine, other) = (example.dict, without.dict)
        mine.database.password = nil
        mine.events?.producerName = nil
        other.events?.producerName = nil
        #expect(dumped(mine) == dumped(other) && dumped(example.process) == dumped(without.process))

        let explained = try String(contentsOfFile: Repository.path("docs/dict.md"), encoding: .utf8)
        let named = Set(text.matches(of: /^#? ?([A-Z_]+)=/.anchorsMatchLineEndings()).map { String($0.1) })
        let rows = explained.split(separator: "\n").filter { $0.hasPrefix("| `") }.joined(separator: "\n")
        #expect(named.filter { !rows.contains("`\($0)`") }.isEmpty)
        let settings = Set(DICTSettings.help.matches(of: /[A-Z]+_[A-Z_]+[A-Z]/).map { String($0.0) })
        let left = settings.filter { !named.contains($0) && !named.contains($0.replacing("_FILE", with: "")) }
        #expect(left.filter { !$0.hasPrefix("TEMPORAL_") && !$0.hasSuffix("_PATH") }.isEmpty)
    }

    private func dumped(_ value: Any) -> String {
        var text = ""
        dump(value, to: &text)
        // Where an object lies is no part of it.
        return text.replacing(/0x[0-9a-f]+/, with: "")
    }

    @Test func `the help has no hole where a line ended`() {
        for line in DICTSettings.help.split(separator: "\n") {
            #expect(!line.dropFirst(33).trimmingCharacters(in: .whitespaces).contains("   "), "\(line)")
        }
    }
}

// `temporal.api.version.v1`: what the server knows of newer releases.

extension API.Version {
    package struct ReleaseInfo: Message {
        package var version = ""
        package var releaseTime: Timestamp?
        package var notes = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.version.v1.ReleaseInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "version", &version)
            visitor.field(2, "release_time", &releaseTime)
            visitor.field(3, "notes", &notes)
        }
    }

    package struct Alert: Message {
        package var message = ""
        package var severity: API.Enums.Severity = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.version.v1.Alert" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "message", &message)
            visitor.field(2, "severity", &severity)
        }
    }

    package struct VersionInfo: Message {
        package var current: API.Version.ReleaseInfo?
        package var recommended: API.Version.ReleaseInfo?
        package var instructions = ""
        package var alerts: [API.Version.Alert] = []
        package var lastUpdateTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.version.v1.VersionInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "current", &current)
            visitor.field(2, "recommended", &recommended)
            visitor.field(3, "instructions", &instructions)
            visitor.field(4, "alerts", &alerts)
            visitor.field(5, "last_update_time", &lastUpdateTime)
        }
    }
}

// Log messages as lines of JSON, with the field names of logrus, so that what reads the logs of other services reads these. What
// must stay true: a message is one line; what somebody may be known by passes through the mask, and secrets do not pass.

import Logging

/// Writes each message as one line of JSON:
///
/// ```json
/// {"level":"info","msg":"ClaimWorkflow started","timestamp":"2025-10-27T10:00:00.123Z","logger":"dict","claim_id":"CLAIM-12345"}
/// ```
/// Metadata stands at the top level, in the order of its keys, each value a string, an object or an array; a key that the line
/// itself uses (`level`, `msg`, `timestamp`, `logger`, and `error` of a message that has one) gets `fields.` before it, as
/// logrus does. The levels are those of logrus: `notice` is its `info`, and `critical` its `fatal`, the only one above `error`
/// that its readers know.
public struct JSONLogHandler: LogHandler {
    /// Words that, in a metadata key of whatever case, mark a secret.
    public static let secretWords: Set<String> = [
        "password", "passwd", "secret", "token", "authorization", "cookie", "credential", "api_key", "apikey",
        "private_key",
    ]
    /// What stands in a secret's place.
    static let hidden = "***"

    /// Messages below it are not written.
    public var logLevel = Logger.Level.info
    /// What every message of this logger carries.
    public var metadata: Logger.Metadata = [:]
    /// What messages carry besides, found out when they are written: between ``metadata`` and a message's own.
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let output: LogOutput
    private let secretWords: [[UInt8]]
    private let mask: @Sendable (String) -> String

    /// A handler for the logger `label`.
    ///
    /// - Parameters:
    ///   - output: where the lines go; loggers of one output share it.
    ///   - secretWords: words in metadata keys, in lower case, whose values are replaced by `***`, whatever they are.
    ///   - metadataProvider: what messages carry besides.
    ///   - mask: hides personal data in a text; called with each message, each error and each metadata value.
    public init(
        label: String, output: LogOutput = .standard, secretWords: Set<String> = JSONLogHandler.secretWords,
        metadataProvider: Logger.MetadataProvider? = nil, mask: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.label = label
        self.output = output
        self.secretWords = secretWords.map { Array($0.utf8) }.filter { !$0.isEmpty }
        self.metadataProvider = metadataProvider
        self.mask = mask
    }

    /// The metadata value of a key.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a message.
    public func log(event: LogEvent) {
        var line = JSONText()
        line.member("level", event.level.logrusName)
        line.member("msg", mask(event.message.description))
        line.member("timestamp", LogTime.now())
        line.member("logger", label)
        var own: Set = ["level", "msg", "timestamp", "logger"]
        if let error = event.error {
            line.member("error", mask("\(error)"))
            own.insert("error")
        }
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { _, new in new } }
        if let more = event.metadata { fields.merge(more) { _, new in new } }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            var name = key
            while !own.insert(name).inserted { name = "fields.\(name)" }
            line.key(name)
            write(value, of: key, to: &line)
        }
        output.write(line.finished() + [UInt8(ascii: "\n")])
    }

    private func write(_ value: Logger.MetadataValue, of key: String, to line: inout JSONText) {
        if isSecret(key) { return line.string(Self.hidden) }
        switch value {
        case .string(let text): line.string(mask(text))
        case .stringConvertible(let value): line.string(mask(value.description))
        case .array(let values): line.array(values) { value, line in write(value, of: key, to: &line) }
        case .dictionary(let members):
            line.object(members.sorted { $0.key < $1.key }) { key, value, line in write(value, of: key, to: &line) }
        }
    }

    private func isSecret(_ key: String) -> Bool {
        let key = key.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
        return secretWords.contains { word in
            key.count >= word.count && (0...key.count - word.count).contains { key[$0...].starts(with: word) }
        }
    }
}

extension Logger.Level {
    fileprivate var logrusName: String {
        switch self {
        case .trace: "trace"
        case .debug: "debug"
        case .info, .notice: "info"
        case .warning: "warning"
        case .error: "error"
        case .critical: "fatal"
        }
    }
}

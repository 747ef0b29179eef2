// What names an operation that a workflow carries out: the token that Temporal's other SDKs make, so that a handler in any of them
// can cancel it.

import TemporalCore

/// The token of an operation that is a workflow.
struct NexusToken: Codable {
    private static let workflowType = 1

    var type = workflowType
    var namespace: String
    var workflowID: String
    /// Versions of tokens that are not known here are declined.
    var version: Int?

    private enum CodingKeys: String, CodingKey {
        case type = "t"
        case namespace = "ns"
        case workflowID = "wid"
        case version = "v"
    }

    init(namespace: String, workflowID: String) {
        self.namespace = namespace
        self.workflowID = workflowID
    }

    /// Reads a token.
    ///
    /// - Throws: `NexusHandlerFailure` of type `BAD_REQUEST` where it is none of a workflow.
    init(_ token: String) throws {
        let data = Base64URL.decode(token)
        guard let data,
            let read = try? DataConverter.default.decode(
                Payload(metadata: ["encoding": Bytes(utf8: "json/plain")], data: data), as: Self.self),
            read.type == Self.workflowType, read.version ?? 0 == 0, !read.workflowID.isEmpty
        else {
            throw NexusHandlerFailure("the operation's token is not one of a workflow", type: "BAD_REQUEST")
        }
        self = read
    }

    /// The token as the server keeps it.
    var text: String {
        get throws { Base64URL.encode(try DataConverter.default.encode(self).data) }
    }
}

/// Base 64 with the alphabet for addresses, and without padding (RFC 4648, section 5).
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: Bytes) -> String {
        var text: [UInt8] = []
        var (bits, count) = (UInt32(0), 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
            bits &= 0xff
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil where `text` has another character, or a length that no bytes have.
    static func decode(_ text: String) -> Bytes? {
        var bytes: [UInt8] = []
        var (bits, count) = (UInt32(0), 0)
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xffff
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return count < 6 ? Bytes(bytes) : nil
    }
}

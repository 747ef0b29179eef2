// Content identifiers: 256 bits that stand for an entry, so that two directories compare entries without sending them. The sum
// (XOR) of all of a key type is its verification of synchronism: equal sums are equal sets, whatever their order.

import CTemporalOpenSSL

/// The 256 bits that stand for an entry, or for a set of entries.
public struct ContentIdentifier: Sendable, Hashable {
    private var words: SIMD4<UInt64>

    /// The sum of no entries.
    public static let zero = ContentIdentifier(words: .zero)

    private init(words: SIMD4<UInt64>) {
        self.words = words
    }

    /// The identifier of an entry: HMAC-SHA-256 of its attributes, joined by `&`, under the 16 bytes of the request that
    /// created it or changed it last (API-DICT, "Sincronização").
    ///
    /// - Parameter requestID: a UUID's 16 bytes.
    public init(key: Key, owner: Owner, account: Account, requestID: [UInt8]) {
        let attributes = [
            key.type.rawValue, key.value, owner.taxID.number, owner.name, owner.tradeName ?? "",
            account.participant.rawValue, account.details.branch ?? "", account.details.number,
            account.details.type.rawValue,
        ].joined(separator: "&")
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 32
        let message = Array(attributes.utf8)
        _ = HMAC(EVP_sha256(), requestID, Int32(clamping: requestID.count), message, message.count, &digest, &count)
        self.init(bytes: digest)
    }

    private init(bytes: [UInt8]) {
        words = .zero
        for (index, byte) in bytes.prefix(32).enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
    }

    /// The identifier that `text` writes in 64 hexadecimal digits; nil where it does not.
    public init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { UInt64(String(UnicodeScalar($0)), radix: 16) }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        words = .zero
        for (index, digit) in digits.enumerated() { words[index / 16] = words[index / 16] << 4 | digit }
    }

    /// The 64 hexadecimal digits, in lower case.
    public var hexadecimal: String {
        (0..<4).map { index in
            let digits = String(words[index], radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    /// Adds an entry to the sum, or takes one away that is in it.
    public static func ^= (sum: inout ContentIdentifier, other: ContentIdentifier) {
        sum.words ^= other.words
    }
}

// The encodings that gRPC uses in header fields: percent-encoding for messages, and one of its own for timeouts. What a peer sends wrongly is never an error here; it is read as far as it makes sense.

enum PercentEncoding {
    /// The text that a `grpc-message` stands for.
    static func decode(_ text: UnsafeRawBufferPointer) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = digit(text[index + 1]),
                let low = digit(text[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 65 + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 97 + 10
        default: nil
        }
    }
}

enum Timeout {
    /// The text of a `grpc-timeout`: at most eight digits and a unit, rounded up.
    static func encode(_ timeout: Duration) -> String {
        let (seconds, attoseconds) = max(timeout, .zero).components
        let limit: Int64 = 99_999_999
        func roundedUp(_ unitsPerSecond: Int64) -> Int64? {
            let (whole, overflow) = seconds.multipliedReportingOverflow(by: unitsPerSecond)
            guard !overflow, whole <= limit else { return nil }
            let unit = 1_000_000_000_000_000_000 / unitsPerSecond
            let count = whole + (attoseconds + unit - 1) / unit
            return count <= limit ? count : nil
        }
        for (unit, unitsPerSecond) in [("n", 1_000_000_000), ("u", 1_000_000), ("m", 1000), ("S", 1)]
            as [(String, Int64)]
        {
            if let count = roundedUp(unitsPerSecond) { return "\(count)\(unit)" }
        }
        return "\(min(seconds / 3600 + 1, limit))H"
    }
}

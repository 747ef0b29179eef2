// CRC-32C (Castagnoli; RFC 3720, appendix B.4), eight bytes a step. The broker checks it over everything after it in a frame.

enum CRC32C {
    /// The polynomial 0x1EDC6F41, its bits reversed.
    private static let polynomial: UInt32 = 0x82F6_3B78

    // tables[n][b]: what byte b does to the sum when n more bytes follow it.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var sum = UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ polynomial : sum >> 1 }
            tables[byte] = sum
        }
        for index in 256..<tables.count {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()

    /// The checksum of `bytes`. O(n).
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        tables.withUnsafeBufferPointer { tables in
            // Every index below is under 8 · 256, the count of the tables.
            func step(_ table: Int, _ byte: UInt64) -> UInt32 { tables[table &* 256 &+ Int(byte & 0xFF)] }
            var sum = ~UInt32(0)
            var offset = 0
            while bytes.count - offset >= 8 {
                let word =
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ UInt64(sum)
                sum = step(7, word) ^ step(6, word >> 8) ^ step(5, word >> 16) ^ step(4, word >> 24)
                sum ^= step(3, word >> 32) ^ step(2, word >> 40) ^ step(1, word >> 48) ^ step(0, word >> 56)
                offset += 8
            }
            for byte in bytes[offset...] { sum = sum >> 8 ^ step(0, UInt64(UInt8(truncatingIfNeeded: sum) ^ byte)) }
            return ~sum
        }
    }
}

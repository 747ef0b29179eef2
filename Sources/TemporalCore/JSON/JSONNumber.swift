// JSONNumber: what the text of a number means, exactly. Integers of any width come out whole or not at all; a Double is the
// nearest one; and it can be told whether a Double keeps every digit.

enum JSONNumber {
    /// The integer that `text` denotes, also as `1e3` or `4.0`; nil where it is none, or does not fit.
    static func integer<T: FixedWidthInteger>(_ text: UnsafeRawBufferPointer, as type: T.Type = T.self) -> T? {
        // Up to 18 digits cannot overflow 64 bits.
        let isNegative = text.first == UInt8(ascii: "-")
        let start = isNegative ? 1 : 0
        let count = text.count - start
        guard count > 0 else { return nil }
        if count <= 18 {
            var magnitude: Int64 = 0
            for offset in start..<text.count {
                let digit = text[offset] &- UInt8(ascii: "0")
                guard digit < 10 else { return exactInteger(text) }
                magnitude = magnitude &* 10 &+ Int64(digit)
            }
            return T(exactly: isNegative ? -magnitude : magnitude)
        }
        return exactInteger(text)
    }

    private static func exactInteger<T: FixedWidthInteger>(_ text: UnsafeRawBufferPointer) -> T? {
        guard let decimal = Decimal(text) else { return nil }
        // No integer type that this serves has more than 39 digits (128 bits).
        guard decimal.exponent >= 0, decimal.digits.count + decimal.exponent <= 39 else { return nil }
        var result: T = 0
        for index in 0..<(decimal.digits.count + decimal.exponent) {
            let digit = index < decimal.digits.count ? decimal.digits[index] : 0
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            guard !overflow, let digit = T(exactly: digit) else { return nil }
            let (sum, carry) =
                decimal.isNegative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !carry else { return nil }
            result = sum
        }
        return result
    }

    /// The `Double` nearest to `text`; nil where it is larger than any, or no number.
    static func double(_ text: UnsafeRawBufferPointer) -> Double? {
        if let exact = smallDouble(text) { return exact }
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The `Float` nearest to `text`; nil where it is larger than any, or no number.
    static func float(_ text: UnsafeRawBufferPointer) -> Float? {
        guard let value = Float(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The `Double` that `text` means, if it has at most 15 digits and no exponent. These and their powers of ten are exact as
    /// Doubles, so one division rounds once and correctly, and no digit is lost.
    static func smallDouble(_ text: UnsafeRawBufferPointer) -> Double? {
        var digits: Int64 = 0
        var count = 0
        var fraction = 0
        var index = 0
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        var afterPoint = false
        while index < text.count {
            let byte = text[index]
            if byte &- UInt8(ascii: "0") < 10 {
                digits = digits &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
                count += 1
                if afterPoint { fraction += 1 }
                guard count <= 15 else { return nil }
            } else if byte == UInt8(ascii: "."), !afterPoint {
                afterPoint = true
            } else {
                return nil
            }
            index += 1
        }
        guard count > 0 else { return nil }
        let value = Double(digits) / powersOfTen[fraction]
        return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Whether `value`, the Double nearest to `text`, is written with the very digits that `text` has.
    static func isExact(_ value: Double, _ text: UnsafeRawBufferPointer) -> Bool {
        guard let written = Decimal(text) else { return false }
        var shortest = value.description
        return shortest.withUTF8 { Decimal(UnsafeRawBufferPointer($0)) } == written
    }

    /// A decimal number taken apart: `digits` without zeros at either end, times ten to the power of `exponent`.
    struct Decimal: Equatable {
        var isNegative: Bool
        var digits: [UInt8]
        var exponent: Int

        /// The number that `text` denotes; nil where it is none, or its exponent is beyond all use.
        init?(_ text: UnsafeRawBufferPointer) {
            isNegative = text.first == UInt8(ascii: "-")
            digits = []
            exponent = 0
            var index = isNegative ? 1 : 0
            var afterPoint = false
            var seen = false
            while index < text.count {
                let byte = text[index]
                if byte &- UInt8(ascii: "0") < 10 {
                    seen = true
                    if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte &- UInt8(ascii: "0")) }
                    if afterPoint { exponent -= 1 }
                } else if byte == UInt8(ascii: "."), !afterPoint {
                    afterPoint = true
                } else {
                    break
                }
                index += 1
            }
            guard seen else { return nil }
            if index < text.count {
                guard text[index] | 0x20 == UInt8(ascii: "e"),
                    let power = Self.power(UnsafeRawBufferPointer(rebasing: text[(index + 1)...]))
                else { return nil }
                exponent += power
            }
            while digits.last == 0 {
                digits.removeLast()
                exponent += 1
            }
            if digits.isEmpty { exponent = 0 }
        }

        // Exponents of more than nine digits belong to numbers that are zero or larger than anything; they are cut off there.
        private static func power(_ text: UnsafeRawBufferPointer) -> Int? {
            let hasSign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
            let digits = text.dropFirst(hasSign ? 1 : 0)
            guard !digits.isEmpty else { return nil }
            var power = 0
            for byte in digits {
                guard byte &- UInt8(ascii: "0") < 10 else { return nil }
                power = min(power * 10 + Int(byte &- UInt8(ascii: "0")), 1_000_000_000)
            }
            return text.first == UInt8(ascii: "-") ? -power : power
        }
    }
}

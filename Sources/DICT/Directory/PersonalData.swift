// Personal data in a text that is about to be logged: tax ids with right check digits, plain or punctuated, e-mail addresses, and
// phone numbers in international form. What must stay true: one pass over the text, a fixed amount of work at each place, and no
// allocation where there is nothing to hide.
//
// A number counts only where no letter or digit touches it, so a group of a UUID, an ISPB (8 digits), `CLAIM-12345` or a date is
// left as it is. One in a hundred numbers of eleven digits, and of fourteen, has the check digits of somebody's tax id, and is
// hidden too.

/// Hides personal data in texts.
public enum PersonalData {
    /// `text` with tax ids, e-mail addresses and phone numbers hidden the way ``Key/masked`` hides them: `****822****`,
    /// `m***@example.com`, `*****9876*****`. A tax id loses its punctuation.
    public static func mask(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            guard mayHavePersonalData(bytes) else { return nil }
            var scanner = PersonalDataScanner(bytes)
            return scanner.masked()
        } ?? text
    }

    /// Whether there is an address in it, or as many digits and capitals as a tax id has at least, or a phone number.
    private static func mayHavePersonalData(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var characters = 0
        var hasPlus = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "@"): return true
            case UInt8(ascii: "+"): hasPlus = true
            default: if byte.isDigit || byte.isCapital { characters += 1 }
            }
        }
        return characters >= (hasPlus ? 10 : 11)
    }
}

/// Goes over a text once. `position` is where it is; what stands before `copied` is in `output`.
private struct PersonalDataScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var output: [UInt8] = []
    private var copied = 0
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The text without personal data; nil where it has none.
    mutating func masked() -> String? {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "@"): maskEmail()
            case UInt8(ascii: "+"): maskPhone()
            case let byte where byte.isWord: maskWord()
            default: position += 1
            }
        }
        if copied == 0 { return nil }
        output += bytes[copied...]
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func replace(_ range: Range<Int>, by mask: String) {
        output += bytes[copied..<range.lowerBound]
        output += mask.utf8
        copied = range.upperBound
        position = range.upperBound
    }

    /// A tax id that begins here, or nothing up to the end of the word.
    private mutating func maskWord() {
        let start = position
        let isFraction = start >= 2 && bytes[start - 1] == UInt8(ascii: ".") && bytes[start - 2].isDigit
        if !isFraction, let (number, end) = TaxIDForm.cpf.match(bytes, at: start), TaxID.isCPF(number) {
            replace(start..<end, by: Masking.middle(of: number))
        } else if let (number, end) = TaxIDForm.cnpj.match(bytes, at: start), TaxID.isCNPJ(number) {
            replace(start..<end, by: Masking.middle(of: number))
        } else {
            while position < bytes.count, bytes[position].isWord { position += 1 }
        }
    }

    /// An address around the `@` here. Its domain must have a full stop and end in letters: `swift@6.3` is no address.
    private mutating func maskEmail() {
        var start = position
        while start > copied, bytes[start - 1].isMailbox { start -= 1 }
        var end = position + 1
        var lastDot: Int?
        while end < bytes.count, bytes[end].isDomain || bytes[end] == UInt8(ascii: ".") {
            if bytes[end] == UInt8(ascii: ".") {
                // A full stop behind the address, or a second one, is not the address's.
                guard end + 1 < bytes.count, bytes[end + 1].isDomain else { break }
                lastDot = end
            }
            end += 1
        }
        guard start < position, let lastDot, lastDot > position + 1, end - lastDot > 2, bytes[lastDot + 1].isLetter
        else {
            position += 1
            return
        }
        replace(start..<end, by: Masking.email(String(decoding: bytes[start..<end], as: UTF8.self)))
    }

    /// A number that the `+` here begins: 10 to 15 digits, or a Brazilian one with the punctuation that people use.
    private mutating func maskPhone() {
        let start = position
        var digits: [UInt8] = []
        var end = start + 1
        var next = end
        while next < bytes.count, next - start <= 24 {
            if bytes[next].isDigit {
                digits.append(bytes[next])
                end = next + 1
            } else if !digits.starts(with: [0x35, 0x35]) || !bytes[next].isPhonePunctuation || digits.count >= 12 {
                break
            }
            next += 1
        }
        let isTouched = end < bytes.count && bytes[end].isWord
        let isBrazilian = digits.starts(with: [0x35, 0x35]) && (12...13).contains(digits.count)
        let isPlain = end - start == digits.count + 1 && (10...15).contains(digits.count) && digits.first != 0x30
        guard !isTouched, isBrazilian || isPlain else {
            position = start + 1
            return
        }
        replace(start..<end, by: Masking.middle(of: "+" + String(decoding: digits, as: UTF8.self)))
    }
}

/// How a tax id is written: so many characters, with marks that may stand after some of them.
private struct TaxIDForm {
    private let count: Int
    private let marks: [(after: Int, mark: UInt8)]

    static let cpf = TaxIDForm(
        count: 11, marks: [(3, UInt8(ascii: ".")), (6, UInt8(ascii: ".")), (9, UInt8(ascii: "-"))])
    static let cnpj = TaxIDForm(
        count: 14,
        marks: [
            (2, UInt8(ascii: ".")), (5, UInt8(ascii: ".")), (8, UInt8(ascii: "/")), (12, UInt8(ascii: "-")),
        ])

    /// The characters that begin at `start` and end before anything but a letter or digit, and where they end.
    func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (String, end: Int)? {
        var found = 0
        var next = start
        while found < count {
            if let mark = marks.first(where: { $0.after == found }), next < bytes.count, bytes[next] == mark.mark {
                next += 1
            }
            guard next < bytes.count, bytes[next].isDigit || bytes[next].isCapital else { return nil }
            found += 1
            next += 1
        }
        if next < bytes.count, bytes[next].isWord { return nil }
        let number = bytes[start..<next].filter { $0.isDigit || $0.isCapital }
        return (String(decoding: number, as: UTF8.self), next)
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { isCapital || isSmallLetter }
    fileprivate var isWord: Bool { isDigit || isLetter }
    /// What may stand before the `@`; not what stands between an address and its name, as in `?to=m@example.com`.
    fileprivate var isMailbox: Bool { isWord || self >= 0x80 || ".!#$%'+-^_~".utf8.contains(self) }
    fileprivate var isDomain: Bool { isWord || self >= 0x80 || self == UInt8(ascii: "-") }
    fileprivate var isPhonePunctuation: Bool { " -().".utf8.contains(self) }
}

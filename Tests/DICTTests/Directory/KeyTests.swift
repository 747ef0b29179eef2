import DICT
import Testing

@Suite struct KeyTests {
    @Test(arguments: [
        (KeyType.cpf, "11144477735"), (.cpf, "52998224725"), (.cnpj, "11222333000181"), (.cnpj, "12ABC34501DE35"),
        (.email, "maria.silva+pix@example.com.br"), (.email, "a@b"), (.phone, "+5511987654321"), (.phone, "+12"),
        (.evp, "123e4567-e89b-42d3-a456-426614174000"),
    ])
    func `a key that obeys the rules of its type is taken`(type: KeyType, value: String) throws {
        #expect(try Key(type, value).value == value)
    }

    @Test(arguments: [
        (KeyType.cpf, "11144477734"), (.cpf, "1114447773"), (.cpf, "111.444.777-35"), (.cpf, "11111111111"), (.cpf, ""),
        (.cnpj, "11222333000180"), (.cnpj, "00000000000000"), (.cnpj, "12abc34501de35"), (.cnpj, "12ABC34501DEA5"),
        (.email, "Maria@example.com"), (.email, "maria"), (.email, "maria@"), (.email, "@example.com"),
        (.email, "maria@-example.com"), (.email, "maria@example..com"), (.email, "ma ria@example.com"),
        (.email, String(repeating: "m", count: 70) + "@example.com"), (.email, "maria@@example.com"),
        (.phone, "5511987654321"), (.phone, "+0511987654321"), (.phone, "+5511987654321000"), (.phone, "+55 11"),
        (.phone, "+1"), (.phone, "+"), (.evp, "123E4567-E89B-42D3-A456-426614174000"),
        (.evp, "123e4567e89b42d3a456426614174000"),
        (.evp, "123e4567-e89b-42d3-a456-42661417400g"),
    ])
    func `what breaks a rule is no key, and the error does not tell it`(type: KeyType, value: String) throws {
        let error = try #require(throws: InvalidKey.self) { try Key(type, value) }
        #expect(error.type == type)
        #expect(value.isEmpty || value.count < 3 || !error.description.contains(value))
    }

    @Test func `a log shows too little of a key to know somebody by`() throws {
        #expect(try Key(.cpf, "11144477735").masked == "****447****")
        #expect(try Key(.email, "maria@example.com").masked == "m***@example.com")
        #expect(try Key(.phone, "+5511987654321").masked == "*****9876*****")
    }
}

@Suite struct ContentIdentifierTests {
    private let key: Key
    private let owner: Owner
    private let account: Account
    private let request = [UInt8](0..<16)

    init() throws {
        key = try Key(.phone, "+5511987654321")
        owner = Owner(taxID: try #require(TaxID("11144477735")), name: "João Silva")
        account = Account(
            participant: try #require(Participant(rawValue: "12345678")),
            details: AccountDetails(branch: "0001", number: "0007654321", type: .current))
    }

    @Test func `an identifier is the HMAC of the entry's attributes under its request`() {
        // python3 -c "import hmac; print(hmac.new(bytes(range(16)),
        //   'PHONE&+5511987654321&11144477735&João Silva&&12345678&0001&0007654321&CACC'.encode(), 'sha256').hexdigest())"
        let identifier = ContentIdentifier(key: key, owner: owner, account: account, requestID: request)
        #expect(identifier.hexadecimal == "cb249e19fd33241b9b09aa97cac3c0e3d45d403cca92bd1f643fb8ab0daf1319")
        #expect(ContentIdentifier(hexadecimal: identifier.hexadecimal) == identifier)
        #expect(ContentIdentifier(hexadecimal: "12") == nil)
        #expect(ContentIdentifier(hexadecimal: String(repeating: "g", count: 64)) == nil)
    }

    @Test func `a sum does not depend on the order, and an entry is taken from it as it was added`() throws {
        let identifiers = (0..<100).map {
            ContentIdentifier(key: key, owner: owner, account: account, requestID: [UInt8](repeating: $0, count: 16))
        }
        var sum = ContentIdentifier.zero
        for identifier in identifiers { sum ^= identifier }
        var other = ContentIdentifier.zero
        for identifier in identifiers.shuffled() { other ^= identifier }
        #expect(sum == other && sum != .zero)
        for identifier in identifiers { sum ^= identifier }
        #expect(sum == .zero)
    }
}

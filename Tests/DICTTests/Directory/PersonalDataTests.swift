// What a log may not show, and what it must go on showing.

import DICT
import Testing

@Suite struct PersonalDataTests {
    @Test(arguments: [
        ("52998224725", "****822****"), ("529.982.247-25", "****822****"), ("cpf=52998224725,", "cpf=****822****,"),
        ("CPF: 529982247-25.", "CPF: ****822****."), ("entry-52998224725_x", "entry-****822****_x"),
        ("—52998224725—", "—****822****—"), ("key 52998224725/111.444.777-35", "key ****822****/****447****"),
        ("11222333000181", "*****3330*****"), ("11.222.333/0001-81", "*****3330*****"),
        ("CNPJ 12.ABC.345/01DE-35 of", "CNPJ *****3450***** of"), ("12ABC34501DE35", "*****3450*****"),
        ("maria.silva+pix@example.com.br wrote", "m***@example.com.br wrote"),
        ("to=Maria@Example.COM.", "to=M***@Example.COM."), ("<joão@exemplo.com>", "<j***@exemplo.com>"),
        ("52998224725@example.com", "****822****@example.com"), ("x@52998224725", "x@****822****"),
        ("+5511987654321", "*****9876*****"), ("tel:+55 (11) 98765-4321 100 calls", "tel:*****9876***** 100 calls"),
        ("+55 11 3456-7890 100 calls", "****13456**** 100 calls"), ("+442071838750", "****07183****"),
        ("a 52998224725 b +5511987654321 c m@x.io", "a ****822**** b *****9876***** c m***@x.io"),
    ])
    func `personal data is hidden`(text: String, masked: String) {
        #expect(PersonalData.mask(text) == masked)
        #expect(PersonalData.mask(masked) == masked)
    }

    @Test(arguments: [
        "", "CLAIM-12345", "ENTRY-67890", "12345678", "ispb 87654321", "2025-10-27T10:00:00.123Z", "1761559200",
        "1761559200123", "20251027100000123", "123e4567-e89b-42d3-a456-426614174000",
        "52998224-7252-4998-8224-529982247255", "claim-test-001", "10.0.0.1:7233", "52998224724", "529.982.247-24",
        "11222333000180", "11111111111", "0.52998224725", "x52998224725", "52998224725x", "1e52998224725",
        "swift@6.3", "user@localhost:5432", "actions/checkout@v4", "@mention", "a@@b", "+1", "+0300", "+00:00", "1+1",
        "E1234567820251027100012345678901", "+55 12", "dict_user:pw@db:5432", "12abc34501de35", "run 100 of 10000000",
        "pulsar://localhost:6650", "0102030405060708090a0b0c0d0e0f10", "é😀", "+5511987654321000000",
    ])
    func `identifiers, times and numbers are left as they are`(text: String) {
        #expect(PersonalData.mask(text) == text)
    }

    @Test func `hidden keys look the same in a text and by themselves`() throws {
        for (type, value) in [
            (KeyType.cpf, "52998224725"), (.cnpj, "11222333000181"), (.email, "maria@example.com"),
            (.phone, "+5511987654321"), (.evp, "123e4567-e89b-42d3-a456-426614174000"),
        ] {
            #expect(try PersonalData.mask("key \(value) taken") == "key \(Key(type, value).masked) taken")
        }
    }

    @Test func `the time grows with the text and not with its square`() {
        let clock = ContinuousClock()
        for piece in [
            "1", "@", "+", "+5", "a@", "a.", "1.", "@.", "x ", "+55 ", "52998224725 ", "m@x.io ", "12345678/",
        ] {
            let short = String(repeating: piece, count: 1_000)
            let long = String(repeating: piece, count: 20_000)
            let shortTime = clock.measure { _ = PersonalData.mask(short) }
            let longTime = clock.measure { _ = PersonalData.mask(long) }
            // Twenty times as long; a square would be four hundred.
            #expect(longTime < shortTime * 150 + .milliseconds(100), "\(piece): \(shortTime), \(longTime)")
        }
    }
}

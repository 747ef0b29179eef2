// Search attributes and memos: typed for their users, payloads on the wire, and nothing unknown is lost.
import Foundation
import Testing

@testable import TemporalCore

extension SearchAttributeKey where Value == String {
    fileprivate static var customer: Self { .keyword("CustomerID") }
}

@Suite struct `Search attributes` {
    private func payload(_ text: String, _ type: String?) -> Payload {
        var payload = Payload(Payload.Encoding.json, Bytes(utf8: text))
        payload.metadata["type"] = type.map { Bytes(utf8: $0) }
        return payload
    }

    @Test func `a value carries its type`() throws {
        var attributes = SearchAttributes()
        attributes[.customer] = "c-1"
        attributes[.datetime("At")] = Timestamp(seconds: 0)
        attributes[.keywordList("Tags")] = ["a", "b"]
        #expect(attributes.names == ["At", "CustomerID", "Tags"])
        let sent = try #require(attributes.encoded).indexedFields
        #expect(sent["CustomerID"] == payload("\"c-1\"", "Keyword"))
        #expect(sent["At"] == payload("\"1970-01-01T00:00:00Z\"", "Datetime"))
        #expect(sent["Tags"] == payload("[\"a\",\"b\"]", "KeywordList"))
        #expect(attributes[.customer] == "c-1")
        #expect(attributes[.text("CustomerID")] == nil)
        #expect(attributes[.int("None")] == nil)
        attributes[.customer] = nil
        #expect(attributes.names == ["At", "Tags"])
        #expect(SearchAttributes().encoded == nil)
    }

    @Test func `what other SDKs and the server write is understood, and what is unknown is kept`() {
        let received = API.Common.SearchAttributes.with {
            $0.indexedFields = [
                "I": payload("7", "Int"), "D": payload("7", "Double"), "L": payload("[\"x\"]", "Keyword"),
                "N": payload("\"x\"", nil), "U": payload("{}", "Geo"), "Gone": .null,
                "T": payload("\"2024-02-29T14:30:00.5+02:00\"", "Datetime"), "B": payload("\"no\"", "Bool"),
            ]
        }
        let attributes = SearchAttributes(received)
        #expect(attributes[.int("I")] == 7)
        #expect(attributes[.double("D")] == 7)
        #expect(attributes[.keyword("L")] == "x")
        #expect(attributes[.keyword("N")] == "x")
        #expect(attributes[.datetime("T")] == Timestamp(seconds: 1_709_209_800, nanoseconds: 500_000_000))
        #expect(attributes[.bool("B")] == nil)
        #expect(attributes.type(of: "U") == nil)
        #expect(attributes.type(of: "I") == .int)
        #expect(attributes.encoded?.indexedFields["U"] == payload("{}", "Geo"))
        #expect(!attributes.names.contains("Gone"))
    }

    @Test func `an update sets or unsets`() {
        var attributes = SearchAttributes(SearchAttributeKey.customer.set("c"), SearchAttributeKey.int("I").set(1))
        let updates = [SearchAttributeKey.customer.unset, SearchAttributeKey.double("D").set(1.5)]
        attributes.apply(updates)
        #expect(attributes.names == ["D", "I"])
        let sent = SearchAttributes.encoded(updates).indexedFields
        #expect(sent["CustomerID"] == .null)
        #expect(sent["D"] == payload("1.5", "Double"))
        #expect(updates[0].isUnset)
    }

    @Test func `a number that JSON cannot write is left for the server to refuse`() {
        var attributes = SearchAttributes()
        attributes[.double("D")] = .infinity
        #expect(attributes.encoded?.indexedFields["D"] == payload("\"inf\"", "Double"))
    }

    @Test func `a memo holds values of any type`() throws {
        let memo: Memo = ["origin": "web", "n": 1, "list": [1.5], "none": Int?.none]
        let sent = try #require(try memo.encoded(with: .default))
        for memo in [memo, Memo(sent, converter: .default)] {
            #expect(memo.names == ["list", "n", "none", "origin"])
            #expect(try memo.value("origin", as: String.self) == "web")
            #expect(try memo.value("n", as: Int.self) == 1)
            #expect(try memo.value("list", as: [Double].self) == [1.5])
            #expect(try memo.value("none", as: Int?.self) == .some(nil))
            #expect(try memo.value("missing", as: Int.self) == nil)
        }
        let error = #expect(throws: PayloadConversionError.self) {
            try Memo(sent, converter: .default).value("n", as: String.self)
        }
        #expect(error?.description == "payload: expected a string, found a number")
        let nan: Memo = ["bad": Double.nan]
        let problem = #expect(throws: PayloadConversionError.self) { try nan.encoded(with: .default) }
        #expect(problem?.description == "payload: field `bad`: memo: nan cannot be written as JSON")
    }
}

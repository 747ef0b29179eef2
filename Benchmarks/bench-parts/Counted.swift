// One thing done so often, under a tool that counts instructions or allocations. The difference between two runs is what the
// thing itself costs.

import TemporalCore

func count(_ name: String, times: Int, historyJSON json: Bytes) throws {
    typealias History = API.History.History
    let history = try History(json: json)
    switch name {
    case "decode":
        let bytes = history.encoded()
        for _ in 0..<times { blackHole(try History(decoding: bytes)) }
    case "encode":
        for _ in 0..<times { blackHole(history.encoded()) }
    case "json-decode":
        for _ in 0..<times { blackHole(try History(json: json)) }
    case "json-encode":
        for _ in 0..<times { blackHole(history.json()) }
    case "payload-encode":
        let converter = DataConverter()
        for _ in 0..<times { blackHole(try converter.encodeArguments(Parcel.sample)) }
    case "payload-decode":
        let converter = DataConverter()
        let payloads = try converter.encodeArguments(Parcel.sample)
        for _ in 0..<times { blackHole(try converter.decodeArguments(payloads, as: Parcel.self)) }
    default: throw UnknownName(name: name)
    }
}

/// An argument as workflows have them.
private struct Parcel: Codable, Sendable {
    var id: String
    var grams: Int
    var isExpress: Bool
    var stops: [String]
    var value: Double

    static let sample = Parcel(
        id: "b7c0e1d6-2f4a-4f3e-9a59-0d6a6a1a9f10", grams: 1_250, isExpress: true,
        stops: ["Belém", "São Paulo", "Porto Alegre"], value: 129.9)
}

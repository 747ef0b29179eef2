// A payload codec. It stands where encryption would, and hides nothing from anybody who can count to 90.

import TemporalCore

struct Scrambling: PayloadCodec {
    func encode(_ payloads: [Payload]) async throws -> [Payload] {
        payloads.map { payload in
            Payload(metadata: ["encoding": Bytes(utf8: "binary/scrambled")], data: scrambled(payload.serialized))
        }
    }

    func decode(_ payloads: [Payload]) async throws -> [Payload] {
        try payloads.map { payload in
            guard payload.encoding == "binary/scrambled" else { return payload }
            return try Payload(serialized: scrambled(payload.data))
        }
    }

    private func scrambled(_ bytes: Bytes) -> Bytes { Bytes(bytes.map { $0 ^ 0x5A }) }
}

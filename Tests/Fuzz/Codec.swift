// Fuzzes the binary codec: whatever bytes come, they are declined or read, and what was read can be written and read again,
// has the size that the sizer says, and a JSON form that is read.
import TemporalCore

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    if let (type, bytes) = split(UnsafeRawBufferPointer(start: data, count: count)) { check(type, bytes) }
    return 0
}

private func check<M: Message>(_ type: M.Type, _ bytes: Bytes) {
    guard let message = try? M(decoding: bytes) else { return }
    let encoded = message.encoded()
    require(message.encodedSize == encoded.count, "the sizer says \(message.encodedSize), the writer \(encoded.count)")
    do {
        require(try M(decoding: encoded).encoded() == encoded, "the encoding is not stable")
        _ = try M(json: message.json())
    } catch {
        require(false, "what we wrote is declined: \(error)")
    }
}

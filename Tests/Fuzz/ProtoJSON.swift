// Fuzzes the JSON form: whatever text comes, it is declined or read, and what was read can be written, as bytes and as JSON,
// and means the same when it is read again.
import TemporalCore

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    if let (type, text) = split(UnsafeRawBufferPointer(start: data, count: count)) { check(type, text) }
    return 0
}

private func check<M: Message>(_ type: M.Type, _ text: Bytes) {
    guard let message = try? M(json: text) else { return }
    let encoded = message.encoded()
    do {
        require(try M(decoding: encoded).encoded() == encoded, "the encoding is not stable")
        require(try M(json: message.json()).encoded() == encoded, "the JSON does not say what was read")
    } catch {
        require(false, "what we wrote is declined: \(error)")
    }
}

// Fuzzes what a server can send us: whatever bytes come, in whatever pieces, every call ends exactly once, and nothing is
// read or written where it should not be. The first byte says how many calls are open and how large the pieces are.
import Glibc

private let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeRawBufferPointer(start: data, count: count)
    guard let first = input.first else { return 0 }
    var answers = 0
    let callCount = 1 + Int(first & 3)
    do throws(ConnectionFailure) {
        let session = try HTTP2Session()
        let ended = EndedCalls()
        var calls: [UnaryCall] = []
        defer {
            session.fail(.lost("the input is over"))
            for call in calls {
                if case .streamEnded(let ending) = call.state {
                    call.finish(
                        call.result(of: ending) ?? .failure(Status(code: .unavailable, message: "not processed")))
                }
            }
            ended.calls = []
            if answers != callCount { fatalError("\(answers) answers to \(callCount) calls") }
        }
        for number in 0..<callCount {
            let request = UnaryRequest(
                method: "/a.B/C", message: Bytes(utf8: "hello"), metadata: Metadata(), maxMessageSize: 1 << 20)
            let call = UnaryCall(id: CallID(number: UInt64(number)), request: request, ended: ended) { _ in answers += 1
            }
            calls.append(call)
            if let stream = session.open(headers, for: .answer, owner: call) {
                call.state = .open(session, stream: stream)
            } else {
                call.finish(.failure(Status(code: .unavailable, message: "no stream")))
            }
        }
        var output: [UInt8] = []
        try session.send(into: &output, limit: 1 << 16)
        if first & 4 == 0 { try Bytes(settings).withUnsafeBytes(session.receive) }
        let size = first & 0x78 == 0 ? input.count : Int(first >> 3 & 15)
        var rest = input.dropFirst()
        while !rest.isEmpty {
            try session.receive(UnsafeRawBufferPointer(rebasing: rest.prefix(size)))
            rest = rest.dropFirst(size)
            output.removeAll(keepingCapacity: true)
            try session.send(into: &output, limit: 1 << 16)
            if session.isOver { break }
        }
    } catch {
        // A peer that breaks the rules is told so; that is all that can be expected of such bytes.
    }
    return 0
}

private let headers: HeaderBlock = {
    var block = HeaderBlock()
    block.append(":method", "POST")
    block.append(":scheme", "http")
    block.append(":path", "/a.B/C")
    block.append(":authority", "localhost")
    block.append("content-type", "application/grpc")
    return block
}()

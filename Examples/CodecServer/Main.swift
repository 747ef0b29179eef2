// The codec server as a program: CODEC_PORT (8888) and UI_ORIGIN (http://localhost:8233) say where it is and who may ask.

import Foundation
import Guide

@main
struct Main {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        let port = environment["CODEC_PORT"].flatMap { UInt16($0) } ?? 8888
        let origin = environment["UI_ORIGIN"] ?? "http://localhost:8233"
        print("codec server on http://127.0.0.1:\(port), for pages of \(origin)")
        try await CodecServer.scrambling(port: port, origin: origin).run()
    }
}

// A peer's standard output: a thread reads it to its end and splits it into lines, whether or not anyone asks for them, so
// that the peer never waits for a test.
import Foundation
import Synchronization

/// The lines that a peer wrote and that no one has taken yet.
final class PeerOutput: Sendable {
    enum Next {
        case line(String)
        case nothingYet
        case end
    }

    private struct State {
        var lines: [String] = []
        var first = 0
        var partial: [UInt8] = []
        var closed = false
    }

    private let state = Mutex(State())

    /// Starts the thread that reads `descriptor` and closes it at its end.
    func read(from descriptor: Int32) {
        let thread = Thread { [self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count > 0 {
                    append(buffer[..<count])
                } else if count == 0 || errno != EINTR {
                    break
                }
            }
            close(descriptor)
            state.withLock { $0.closed = true }
        }
        thread.name = "peer output"
        thread.start()
    }

    /// The next line that `matches`; those before it are dropped.
    func next(where matches: (String) -> Bool) -> Next {
        state.withLock { state in
            while state.first < state.lines.count {
                let line = state.lines[state.first]
                state.first += 1
                if matches(line) { return .line(line) }
            }
            state.lines.removeAll(keepingCapacity: true)
            state.first = 0
            return state.closed ? .end : .nothingYet
        }
    }

    /// Whether the peer, and whoever else held it, has closed its output.
    var isClosed: Bool { state.withLock { $0.closed } }

    /// Everything so far that was not taken as lines.
    func takeAll() -> String {
        state.withLock { state in
            let lines = state.lines[state.first...].map { $0 + "\n" }.joined()
            let rest = String(decoding: state.partial, as: UTF8.self)
            (state.lines, state.first, state.partial) = ([], 0, [])
            return lines + rest
        }
    }

    private func append(_ bytes: ArraySlice<UInt8>) {
        state.withLock { state in
            var rest = bytes
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                state.lines.append(String(decoding: state.partial + rest[..<end], as: UTF8.self))
                state.partial = []
                rest = rest[(end + 1)...]
            }
            state.partial += rest
        }
    }
}

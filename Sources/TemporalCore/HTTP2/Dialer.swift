// Dialer: tries the addresses of a server, a new one every 250 ms or as soon as one fails, and keeps the first that
// connects. All that are still trying are closed with it.
import Glibc

package struct Dialer {
    package enum Outcome {
        case pending
        case connected(Socket)
        case failed(ConnectionFailure)
    }

    /// How long an address has for itself before the next is tried beside it.
    static let headStart = Duration.milliseconds(250)

    /// The sockets that are connecting; each is awaited with `POLLOUT`.
    package private(set) var attempts: [Socket] = []
    /// When the next address is to be tried; nil when none is left.
    package private(set) var nextAttempt: ContinuousClock.Instant?
    private var addresses: ArraySlice<Address>
    private var failures: [String] = []

    package init(_ addresses: [Address], now: ContinuousClock.Instant) {
        self.addresses = addresses[...]
        nextAttempt = now
    }

    /// Looks at the sockets whose place in `attempts` is `ready`, and begins what is due.
    package mutating func advance(ready: [Int], now: ContinuousClock.Instant) -> Outcome {
        var failed: Set<Int> = []
        for index in ready where index < attempts.count {
            let error = attempts[index].connectError()
            if error == 0 { return .connected(attempts[index]) }
            failed.insert(index)
            note(SocketError(code: error), attempts[index].address)
            nextAttempt = now
        }
        if !failed.isEmpty {
            attempts = attempts.enumerated().filter { !failed.contains($0.offset) }.map(\.element)
        }
        while let address = addresses.first, attempts.isEmpty || nextAttempt.map({ $0 <= now }) ?? false {
            addresses.removeFirst()
            switch Socket.connect(to: address) {
            case .success(let socket):
                attempts.append(socket)
                nextAttempt = now + Dialer.headStart
            case .failure(let error): note(error, address)
            }
        }
        if addresses.isEmpty { nextAttempt = nil }
        return attempts.isEmpty ? .failed(.unreachable(failures)) : .pending
    }

    private mutating func note(_ error: SocketError, _ address: Address) {
        failures.append("\(address.text): \(error)")
    }
}

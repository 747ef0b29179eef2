// The handlers of signals and updates that are at work. Most end in the drain in which they began, so this is made for few.

/// Handlers in the order in which they began.
struct RunningHandlers {
    struct Running {
        fileprivate var number: Int
        var handler: Handler
        var policy: UnfinishedHandlerPolicy
    }

    enum Handler: CustomStringConvertible {
        case signal(String)
        case update(String, id: String)

        var description: String {
            switch self {
            case .signal(let name): "signal \(name)"
            case .update(let name, let id): "update \(name) (\(id))"
            }
        }
    }

    private(set) var all: [Running] = []
    private var last = 0

    /// Notes that a handler has begun; returns what it ends with.
    mutating func begin(_ handler: Handler, _ policy: UnfinishedHandlerPolicy) -> Int {
        last += 1
        all.append(Running(number: last, handler: handler, policy: policy))
        return last
    }

    mutating func end(_ number: Int) {
        if let index = all.lastIndex(where: { $0.number == number }) { all.remove(at: index) }
    }
}

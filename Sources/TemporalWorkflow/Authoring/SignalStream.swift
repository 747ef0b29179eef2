// Signals as a sequence, for a workflow that takes them one by one in its own time.

import DequeModule

/// The inputs of signals in their order, for one reader.
///
/// ```swift
/// private let orders = SignalStream<Order>()
///
/// func run() async throws {
///     for try await order in orders { try await ship(order) }
/// }
///
/// static var add: Signal<Shop, Order> { Signal("add") { shop, order in shop.orders.send(order) } }
/// ```
/// Reading waits durably. What was sent and not read is lost when the workflow continues as new: hand ``unread`` on.
///
/// It is `@unchecked Sendable` because it is used only in drains of its run, which come one after the other.
public final class SignalStream<Element: Sendable>: AsyncSequence, @unchecked Sendable {
    private var elements = Deque<Element>()
    private var isFinished = false

    /// An empty stream; or one that begins with what the run before has not read.
    public init(_ unread: [Element] = []) {
        elements = Deque(unread)
    }

    /// What was sent and has not been read.
    public var unread: [Element] { Array(elements) }

    /// Adds an element; a stream that was finished takes none.
    public func send(_ element: Element) {
        if !isFinished { elements.append(element) }
    }

    /// Ends the sequence after what was sent so far.
    public func finish() { isFinished = true }

    /// Reads the elements; what one iterator takes no other gets.
    public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    /// Takes the elements of a ``SignalStream``.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let stream: SignalStream

        /// The next element, which is waited for; nil where the stream is finished.
        ///
        /// - Throws: `CancellationError` where the task is canceled; ``NotInWorkflowError``.
        nonisolated(nonsending) public mutating func next() async throws -> Element? {
            let instance = try WorkflowInstance.inCode()
            let stream = stream
            try await instance.wait(for: "element of a stream") { !stream.elements.isEmpty || stream.isFinished }
            return stream.elements.popFirst()
        }
    }
}

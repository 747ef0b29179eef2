// How interceptors stand around a call: the first is the outermost, and each decides whether, how often and with what the rest
// of them is called. Whoever has no interceptors makes its call without this.

/// Calls `last` through `interceptors`, each of which is called with `call`.
package func intercept<Interceptor: Sendable, Input: Sendable, Output: Sendable>(
    _ interceptors: ArraySlice<Interceptor>, _ input: Input,
    _ call:
        @escaping @Sendable (
            Interceptor, Input, @escaping @Sendable (Input) async throws -> Output
        ) async throws -> Output,
    then last: @escaping @Sendable (Input) async throws -> Output
) async throws -> Output {
    guard let first = interceptors.first else { return try await last(input) }
    let rest = interceptors.dropFirst()
    return try await call(first, input) { try await intercept(rest, $0, call, then: last) }
}

/// The same for what does not wait.
package func interceptNow<Interceptor: Sendable, Input: Sendable, Output: Sendable>(
    _ interceptors: ArraySlice<Interceptor>, _ input: Input,
    _ call: @escaping @Sendable (Interceptor, Input, @escaping @Sendable (Input) throws -> Output) throws -> Output,
    then last: @escaping @Sendable (Input) throws -> Output
) throws -> Output {
    guard let first = interceptors.first else { return try last(input) }
    let rest = interceptors.dropFirst()
    return try call(first, input) { try interceptNow(rest, $0, call, then: last) }
}

extension API.Common.Header {
    /// A header of `fields`.
    package init(_ fields: [String: Payload]) {
        self.init()
        self.fields = fields
    }

    /// The header, unless it is empty.
    package var orNil: Self? { fields.isEmpty ? nil : self }
}

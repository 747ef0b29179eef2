// Traits of Swift Testing that give a suite a server of its own. They are a module apart, for TemporalTesting has users without
// Swift Testing; and where there is no Swift Testing, as in a build with static libraries of Swift, the module is empty.

#if canImport(Testing)
    import TemporalTesting
    import Testing

    /// Starts a Temporal server before a suite's first test, and stops it after the last.
    ///
    /// ```swift
    /// @Suite(.developmentServer) struct OrderTests {
    ///     @Test func `an order is charged`() async throws {
    ///         let client = try #require(DevelopmentServer.current).client
    ///         …
    ///     }
    /// }
    /// ```
    /// The suites inside of the suite share its server.
    public struct ServerTrait: SuiteTrait, TestScoping {
        private enum Kind: Sendable {
            case development(executable: String?, arguments: [String])
            case timeSkipping(executable: String?)
        }

        private let kind: Kind

        fileprivate static func development(executable: String?, arguments: [String]) -> Self {
            Self(kind: .development(executable: executable, arguments: arguments))
        }

        fileprivate static func timeSkipping(executable: String?) -> Self {
            Self(kind: .timeSkipping(executable: executable))
        }

        /// Around the suite, and not around each of its tests.
        public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { test.isSuite ? self : nil }

        /// Runs the suite with its server.
        ///
        /// - Throws: `TestServerError` where the server could not be started, which fails the suite.
        public func provideScope(
            for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
        ) async throws {
            switch kind {
            case .development(let executable, let arguments):
                let server = try await DevelopmentServer.start(executable: executable, arguments: arguments)
                let result = await result {
                    try await DevelopmentServer.$current.withValue(server, operation: function)
                }
                await server.stop()
                try result.get()
            case .timeSkipping(let executable):
                let server = try await TimeSkippingServer.start(executable: executable)
                let result = await result {
                    try await TimeSkippingServer.$current.withValue(server, operation: function)
                }
                await server.stop()
                try result.get()
            }
        }

        private func result(of body: () async throws -> Void) async -> Result<Void, any Error> {
            do { return .success(try await body()) } catch { return .failure(error) }
        }
    }

    extension Trait where Self == ServerTrait {
        /// A development server for the suite, as `DevelopmentServer.start()` starts it.
        public static var developmentServer: Self { .development(executable: nil, arguments: []) }

        /// A development server for the suite, as `DevelopmentServer.start(executable:arguments:)` starts it.
        public static func developmentServer(executable: String? = nil, arguments: [String] = []) -> Self {
            .development(executable: executable, arguments: arguments)
        }

        /// A time-skipping server for the suite, whose tests share its clock; one for each suite that skips time.
        public static var timeSkippingServer: Self { .timeSkipping(executable: nil) }

        /// A time-skipping server for the suite, of the program at `executable`.
        public static func timeSkippingServer(executable: String?) -> Self { .timeSkipping(executable: executable) }
    }

    extension DevelopmentServer {
        /// The server of the suite that the running test belongs to; nil where none of its suites has one.
        @TaskLocal public static var current: DevelopmentServer?
    }

    extension TimeSkippingServer {
        /// The server of the suite that the running test belongs to; nil where none of its suites has one.
        @TaskLocal public static var current: TimeSkippingServer?
    }
#endif

// FailureConverter: between errors and failures as they travel. It never fails itself: what cannot be encoded is said in the
// message. Causes are followed to a limit, for an author can build a chain of any length.

/// Turns errors into failures and back.
public struct FailureConverter: Sendable {
    /// How many causes a failure is sent with; what lies beneath is left out.
    package static let causeLimit = 20

    /// Whether messages and stack traces travel as a payload, so that codecs can encrypt them as well.
    public var encodesCommonAttributes: Bool

    /// A failure converter.
    public init(encodesCommonAttributes: Bool = false) {
        self.encodesCommonAttributes = encodesCommonAttributes
    }

    private struct CommonAttributes: Codable {
        var message: String?
        var stackTrace: String?

        enum CodingKeys: String, CodingKey {
            case message
            case stackTrace = "stack_trace"
        }
    }
}

extension DataConverter {
    /// `error` as it is sent. A ``TemporalFailure`` keeps its kind; any other error becomes an ``ApplicationFailure`` whose type
    /// is the name of the error's type and whose message is what the error says of itself.
    package func failure(from error: any Error) -> API.Failure.Failure {
        failureConverter.failure(from: error, self, depth: 0)
    }

    /// The error that `failure` is received as.
    package func error(from failure: API.Failure.Failure) -> any TemporalFailure {
        // Errors are kept: by who catches them, and by tasks that threw them.
        failureConverter.error(from: failure.copyingPayloads(), self, depth: 0)
    }
}

extension FailureConverter {
    fileprivate func failure(from error: any Error, _ converter: DataConverter, depth: Int) -> API.Failure.Failure {
        let error = (error as? any FailureWithCore) ?? ApplicationFailure(of: error)
        if let received = error.core.received { return sealed(received, converter) }
        var failure = API.Failure.Failure()
        var problems: [String] = []
        failure.failureInfo = error.info(converter, &problems)
        failure.message = ([error.message] + problems).joined(separator: "; ")
        failure.stackTrace = error.stackTrace
        failure.source = "SwiftSDK"
        if let cause = error.cause, depth < Self.causeLimit {
            failure.cause = self.failure(from: cause, converter, depth: depth + 1)
        }
        return encodesCommonAttributes ? seal(failure, converter) : failure
    }

    // A failure that was received, and all its causes, sealed if this converter does so.
    private func sealed(_ failure: API.Failure.Failure, _ converter: DataConverter) -> API.Failure.Failure {
        guard encodesCommonAttributes else { return failure }
        var failure = failure
        if let cause = failure.cause { failure.cause = sealed(cause, converter) }
        return seal(failure, converter)
    }

    private func seal(_ failure: API.Failure.Failure, _ converter: DataConverter) -> API.Failure.Failure {
        let attributes = CommonAttributes(message: failure.message, stackTrace: failure.stackTrace)
        var failure = failure
        failure.encodedAttributes = try? converter.encode(attributes)
        failure.message = "Encoded failure"
        failure.stackTrace = ""
        return failure
    }

    // Takes message and stack trace out of the payload that they travelled in; one that cannot be read stays as it is.
    private func unseal(_ failure: inout API.Failure.Failure, _ converter: DataConverter) {
        guard let payload = failure.encodedAttributes,
            let attributes = try? converter.decode(payload, as: CommonAttributes.self)
        else { return }
        failure.message = attributes.message ?? failure.message
        failure.stackTrace = attributes.stackTrace ?? failure.stackTrace
        failure.encodedAttributes = nil
    }

    // Received chains are as deep as messages may be, which the reader of the wire bounds; beyond that they are cut.
    fileprivate func error(
        from failure: API.Failure.Failure, _ converter: DataConverter, depth: Int
    ) -> any TemporalFailure {
        var failure = failure
        unseal(&failure, converter)
        let cause = failure.cause.flatMap {
            depth < WireReader.depthLimit ? error(from: $0, converter, depth: depth + 1) : nil
        }
        // What is sent on carries its causes unsealed, as they are kept here.
        if let received = (cause as? any FailureWithCore)?.core.received { failure.cause = received }
        let core = FailureCore(
            message: failure.message, stackTrace: failure.stackTrace, cause: cause, received: failure)
        switch failure.failureInfo {
        case .applicationFailureInfo(let info): return ApplicationFailure(core, info, converter)
        case .timeoutFailureInfo(let info): return TimeoutFailure(core, info, converter)
        case .canceledFailureInfo(let info): return CanceledFailure(core, info, converter)
        case .terminatedFailureInfo: return TerminatedFailure(core)
        case .serverFailureInfo(let info): return ServerFailure(core, info)
        case .resetWorkflowFailureInfo(let info): return ResetWorkflowFailure(core, info, converter)
        case .activityFailureInfo(let info): return ActivityFailure(core, info)
        case .childWorkflowExecutionFailureInfo(let info): return ChildWorkflowFailure(core, info)
        case .nexusOperationExecutionFailureInfo(let info): return NexusOperationFailure(core, info)
        case .nexusHandlerFailureInfo(let info): return NexusHandlerFailure(core, info)
        case nil: return UnknownFailure(core)
        }
    }
}

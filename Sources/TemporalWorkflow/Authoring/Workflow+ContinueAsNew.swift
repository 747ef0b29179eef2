// The next run of a workflow, with an empty history.

import TemporalCore

extension Workflow {
    /// Ends this run and starts a new one without arguments; see the overload with one argument.
    public func continueAsNew(
        options: ContinueAsNewOptions = ContinueAsNewOptions(), fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument1 == NoArgument {
        throw try instance().continueAsNew(input: [], options: options, at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one of the same workflow with an empty history: always throws, and what it throws has
    /// to leave `run`.
    public func continueAsNew(
        _ argument: Argument1, options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument2 == NoArgument {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeCall(argument), options: options, at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one with two arguments; see the overload with one argument.
    public func continueAsNew(
        _ argument1: Argument1, _ argument2: Argument2, options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument3 == NoArgument {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeArguments(argument1, argument2), options: options,
            at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one with three arguments; see the overload with one argument.
    public func continueAsNew(
        _ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3,
        options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument4 == NoArgument {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeArguments(argument1, argument2, argument3), options: options,
            at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one with four arguments; see the overload with one argument.
    public func continueAsNew(
        _ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3, _ argument4: Argument4,
        options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeArguments(argument1, argument2, argument3, argument4), options: options,
            at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one of the type `workflowType`, in whatever language it is written; see the overload with
    /// one argument. Whoever waits for this workflow's result waits for the new run's.
    public func continueAsNew<each Argument: Encodable & Sendable>(
        workflowType: String, _ arguments: repeat each Argument,
        options: ContinueAsNewOptions = ContinueAsNewOptions(), fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never {
        let instance = try instance()
        throw try instance.continueAsNew(
            type: workflowType, input: try instance.converter.encodeCall(repeat each arguments), options: options,
            at: CallSite(fileID, line))
    }
}

extension WorkflowInstance {
    /// The error that continues the run as new.
    func continueAsNew(
        type: String? = nil, input: [Payload], options: ContinueAsNewOptions, header: API.Common.Header? = nil,
        at site: CallSite
    ) throws -> ContinueAsNewError {
        try checkCommandAllowed()
        if header == nil, !interceptors.isEmpty {
            return try interceptContinuation(
                ContinueAsNewInput(workflowType: type ?? info.workflowType, arguments: input, options: options),
                at: site)
        }
        if let problem = options.problem {
            throw badOptions(of: "continueAsNew:", problem, .badContinueAsNewAttributes)
        }
        var attributes = API.Command.ContinueAsNewWorkflowExecutionCommandAttributes()
        attributes.workflowType = API.Common.WorkflowType(name: type ?? info.workflowType)
        attributes.taskQueue = API.TaskQueue.TaskQueue(name: options.taskQueue ?? info.taskQueue)
        attributes.input = input.isEmpty ? nil : .init(input)
        attributes.workflowRunTimeout = options.runTimeout
        attributes.workflowTaskTimeout = options.taskTimeout
        attributes.backoffStartInterval = options.startDelay
        attributes.retryPolicy = (options.retryPolicy ?? info.retryPolicy).map(API.Common.RetryPolicy.init)
        // The server carries neither over.
        attributes.memo = try (options.memo ?? info.memo).encoded(with: converter)
        var carried = info.searchAttributes
        // The new run has no marks of its changes yet, and says so: it may begin with older code.
        carried[.keywordList(PatchMarker.searchAttribute)] = nil
        attributes.searchAttributes = (options.searchAttributes ?? carried).encoded
        attributes.header = header?.orNil
        if let behavior = options.versioningBehavior { attributes.initialVersioningBehavior = behavior.message }
        return ContinueAsNewError(attributes: attributes, site: site)
    }
}

// What a workflow's handlers are for, in words for people. The query `__temporal_workflow_metadata` answers with them.

extension Signal {
    /// The same signal, with what it is for, in a line for people: `temporal workflow metadata` tells it.
    public func described(_ description: String) -> Self {
        var copy = self
        copy.description = description
        return copy
    }
}

extension Query {
    /// The same query, with what it is for, in a line for people: `temporal workflow metadata` tells it.
    public func described(_ description: String) -> Self {
        var copy = self
        copy.description = description
        return copy
    }
}

extension Update {
    /// The same update, with what it is for, in a line for people: `temporal workflow metadata` tells it.
    public func described(_ description: String) -> Self {
        var copy = self
        copy.description = description
        return copy
    }
}

extension DynamicSignal {
    /// The same handler, with what it is for, in a line for people: `temporal workflow metadata` tells it.
    public func described(_ description: String) -> Self {
        var copy = self
        copy.description = description
        return copy
    }
}

extension DynamicQuery {
    /// The same handler, with what it is for, in a line for people: `temporal workflow metadata` tells it.
    public func described(_ description: String) -> Self {
        var copy = self
        copy.description = description
        return copy
    }
}

extension DynamicUpdate {
    /// The same handler, with what it is for, in a line for people: `temporal workflow metadata` tells it.
    public func described(_ description: String) -> Self {
        var copy = self
        copy.description = description
        return copy
    }
}

// A foreign wait: workflow code that waits for something history does not know. It cannot be replayed, so it fails the
// workflow task with the name of the mistake and of its durable replacement.

/// What a workflow waited for, though it may not.
package struct ForeignWait: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of mistakes.
    package enum Kind: Sendable, Equatable {
        /// A clock that cannot be made a durable timer.
        case sleep
        /// An actor that does not belong to the run.
        case actor
        /// An actor of another run, which the label names.
        case otherRun(String)
        /// Something that ends on a thread of its own: input, output, the main actor, a callback. Seen by there being nothing
        /// durable that the code waits for. Code that waits for its own signal handlers (a stream that they feed) looks the
        /// same, and is no mistake; whoever knows the handlers decides.
        case unknown
        /// The code was resumed, or its task canceled, from outside of its workflow task.
        case late
        /// Two threads drained the run at once; a mistake of whoever drains, and not of the author.
        case overlap
    }

    package let kind: Kind

    package init(kind: Kind) {
        self.kind = kind
    }

    package var description: String {
        let what =
            switch kind {
            case .sleep:
                """
                waits on a clock that cannot be made durable; use the workflow's own sleep(for:), which is a durable timer
                """
            case .actor:
                """
                waits for an actor that is not the workflow; keep the state in the workflow's own actor, or call the \
                other one from an activity
                """
            case .otherRun(let label):
                """
                calls the actor of another workflow run (\(label)); send it a signal, or make it a child workflow
                """
            case .unknown:
                """
                waits for something that is neither a timer, an activity, a child workflow, a signal nor a condition; input, \
                output, the main actor and callbacks belong in activities
                """
            case .late:
                """
                was resumed or canceled from outside of its workflow task, by another thread; only history may wake a \
                workflow, so do that work in an activity
                """
            case .overlap:
                "was run by two threads at once; please report this as a mistake of the library"
            }
        return "The workflow " + what + "."
    }
}

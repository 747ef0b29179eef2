// The arguments of the replay program, and its help.

/// What the program is asked to do.
struct ReplayArguments {
    private(set) var paths: [String] = []
    private(set) var query: String?
    private(set) var replaysPrefixes = false
    private(set) var allowsNone = false
    private(set) var asksForHelp = false

    init(_ arguments: [String]) throws(ReplayUsageError) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--prefixes": replaysPrefixes = true
            case "--allow-none": allowsNone = true
            case "--help", "-h": asksForHelp = true
            case "--query":
                guard let value = rest.popFirst() else { throw ReplayUsageError("--query needs a query") }
                query = value
            case "--":
                paths += rest
                rest = []
            case _ where word.hasPrefix("--query="): query = String(word.dropFirst("--query=".count))
            case _ where word.hasPrefix("-"): throw ReplayUsageError("\(word) is no option")
            default: paths.append(word)
            }
        }
        if !asksForHelp, paths.isEmpty, query == nil { throw ReplayUsageError("there is nothing to replay") }
    }

    static let help = """
        usage: replay [--prefixes] [--query QUERY [--allow-none]] [PATH ...]

        Replays histories with this program's workflow code, and shows where the two part.

          PATH            a history, as "temporal workflow show --output json" prints it or in binary form (.bin), or a folder
                          of such files (.json and .bin, at any depth)
          --query QUERY   the runs that the server lists for the query, such as 'WorkflowType="Order"'
          --allow-none    is content where the query finds no run
          --prefixes      replays each history up to each of its workflow tasks, too, as a worker without a cache does (of a
                          history of more than \(Replayer.longHistory) events, \(Replayer.mostPrefixes) of them, evenly spread)

        The server is the one of TEMPORAL_ADDRESS (default 127.0.0.1:7233), TEMPORAL_NAMESPACE (default "default"),
        TEMPORAL_API_KEY and TEMPORAL_TLS_*.

        exit code: 0 all replay; 1 one does not; 64 wrong arguments or environment; 69 the server does not answer
        """
}

/// The program was called wrongly.
struct ReplayUsageError: Error, CustomStringConvertible {
    let description: String

    init(_ problem: String) {
        description = "\(problem)\n\n\(ReplayArguments.help)"
    }
}

// What does not come out the same on replay, and what to use instead.

enum Rules {
    /// What is wrong with the word at `index`, and what to do instead; nil where nothing is.
    static func problem(at index: Int, of file: SourceFile, _ ownNames: OwnNames) -> String? {
        guard let word = file[index]?.text else { return nil }
        let isMember = file[index - 1]?.isSign(".") == true
        let isFree = !isMember || ["Foundation", "Glibc"].contains(file[index - 2]?.text ?? "")
        if isFree, file.isCalled(at: index), let problem = problem(withFunction: word, index, file),
            isMember || !ownNames.contain(nameAt: index, of: file)
        {
            return problem
        }
        switch word {
        case "random", "randomElement", "shuffle", "shuffled":
            guard isMember, file[index + 1]?.isSign("(") == true, !file.isCalled(at: index, with: "using") else {
                return nil
            }
            return """
                .\(word)() draws from the system's randomness, which differs on replay: pass the workflow's, \
                `var random = random` and `using: &random`
                """
        case "now":
            guard isMember, file[index - 2]?.isSign("=") == true, let type = file[index - 3]?.text,
                ["Date", "Timestamp"].contains(type)
            else { return nil }
            return ".now reads the machine's clock, which differs on replay: use the workflow's `now`"
        case "hashValue":
            return isMember ? "hashValue differs in every process: compare or sort the values themselves" : nil
        case "write":
            guard isMember, file.isCalled(at: index, with: "to") || file.isCalled(at: index, with: "toFile") else {
                return nil
            }
            return ".write() is output, which belongs in an activity"
        case "current", "autoupdatingCurrent":
            guard isMember, let type = file[index - 2]?.text, ["Calendar", "Locale", "TimeZone"].contains(type) else {
                return nil
            }
            return "\(type).\(word) is the machine's: name one, or take it as an argument"
        default:
            return isFree ? problem(withType: word, index, file) : nil
        }
    }

    /// What is wrong with a call of a function that is nobody's member.
    private static func problem(withFunction word: String, _ index: Int, _ file: SourceFile) -> String? {
        switch word {
        case "readLine":
            return "readLine() is input, which belongs in an activity"
        case _ where file.isLabelled(at: index):
            // No function of C's has labels.
            return nil
        case "random", "rand":
            guard file.isMadeOfNothing(at: index) else { return nil }
            return "\(word)() is randomness that differs on replay: use the workflow's `random` or `uuid()`"
        case "srandom", "srand", "rand_r", "erand48":
            return "\(word)() is randomness that differs on replay: use the workflow's `random` or `uuid()`"
        case "time":
            guard file[index + 2]?.isWord("nil") == true, file[index + 3]?.isSign(")") == true else { return nil }
            return "time(nil) reads the machine's clock, which differs on replay: use `now`"
        case "socket":
            return "a socket is input or output, which belongs in an activity"
        case "open", "opendir", "connect", "recv", "getaddrinfo":
            guard !file.isMadeOfNothing(at: index) else { return nil }
            return "\(word)() is input or output, which belongs in an activity"
        default:
            return nil
        }
    }

    private static func problem(withType word: String, _ index: Int, _ file: SourceFile) -> String? {
        switch word {
        case "Date", "NSDate":
            guard
                file.isCalled(at: index, with: "timeIntervalSinceNow") || file.isMadeOfNothing(at: index)
                    || file.isMember("now", at: index) || file.isMember("timeIntervalSinceReferenceDate", at: index)
            else { return nil }
            return "\(word)() reads the machine's clock, which differs on replay: use `now`"
        case "Timestamp":
            return file.isMember("now", at: index)
                ? "Timestamp.now reads the machine's clock, which differs on replay: use the workflow's `now`" : nil
        case "UUID":
            return file.isMadeOfNothing(at: index) ? "UUID() differs on replay: use `uuid()`" : nil
        case "NSUUID", "SystemRandomNumberGenerator", "arc4random", "arc4random_uniform", "drand48":
            return "\(word) is randomness that differs on replay: use `random` or `uuid()`"
        case "ContinuousClock", "SuspendingClock", "DispatchTime", "clock_gettime", "gettimeofday",
            "CFAbsoluteTimeGetCurrent":
            return "\(word) reads the machine's clock, which differs on replay: use `now`, and wait with `sleep(for:)`"
        case "getenv", "ProcessInfo", "CommandLine":
            return "\(word) differs from worker to worker: take the value as an argument, or read it in an activity"
        case "FileManager", "FileHandle", "fopen", "FileDescriptor", "InputStream", "OutputStream", "HTTPClient",
            "URLSession", "NonBlockingFileIO", "ClientBootstrap", "ServerBootstrap", "DatagramBootstrap",
            "NWConnection":
            return "\(word) is input or output, which belongs in an activity"
        case "Data", "String":
            guard file.isCalled(at: index, with: "contentsOf") || file.isCalled(at: index, with: "contentsOfFile")
            else {
                return nil
            }
            return "reading a file belongs in an activity"
        case "Process":
            guard file[index + 1]?.isSign("(") == true || file.isMember("run", at: index) else { return nil }
            return "starting a process belongs in an activity"
        case "Thread", "DispatchQueue", "DispatchSemaphore", "DispatchGroup", "OperationQueue":
            return """
                \(word) takes work to where no replay orders it, or blocks: use `Task {}`, `async let`, a task group or \
                `wait(until:)`, and an activity for what takes long
                """
        default:
            return nil
        }
    }
}

extension SourceFile {
    /// Whether the name at `index` is called; what begins on the next line is no call's.
    func isCalled(at index: Int) -> Bool {
        self[index + 1]?.isSign("(") == true && self[index + 1]?.line == self[index]?.line
    }

    /// Whether the name at `index` is called with a label for its first argument.
    func isLabelled(at index: Int) -> Bool {
        self[index + 2]?.kind == .identifier && self[index + 3]?.isSign(":") == true
    }

    /// Whether the name at `index` is made or called without arguments: `X()` or `X.init()`.
    func isMadeOfNothing(at index: Int) -> Bool {
        let opening = isMember("init", at: index) ? index + 3 : index + 1
        return self[opening]?.isSign("(") == true && self[opening + 1]?.isSign(")") == true
    }

    /// Whether the name at `index` is followed by `.name`.
    func isMember(_ name: String, at index: Int) -> Bool {
        self[index + 1]?.isSign(".") == true && self[index + 2]?.isWord(name) == true
    }

    /// Whether the name at `index` is called with an argument of the label.
    func isCalled(at index: Int, with label: String) -> Bool {
        let opening = isMember("init", at: index) ? index + 3 : index + 1
        guard self[opening]?.isSign("(") == true, let end = closings[opening] else { return false }
        var place = opening + 1
        while place < end {
            if self[place]?.isWord(label) == true, self[place + 1]?.isSign(":") == true { return true }
            // The arguments of a call inside of this one are not its own.
            place = (closings[place] ?? place) + 1
        }
        return false
    }
}

import DeterminismLint
import Foundation
import TestSupport
import Testing

/// The lines of `text` in which something is found, each with the first word of what is said.
private func found(_ texts: String...) -> [String] {
    var lint = DeterminismLint()
    for (number, text) in texts.enumerated() { lint.add(path: "F\(number).swift", text: text) }
    return lint.findings.map { "\($0.line) \($0.message.prefix { $0 != " " })" }
}

/// `lines` in the `run` of a workflow, where the first has the number 1.
private func foundInRun(_ lines: String) -> [String] {
    found("actor W: Workflow { func run(_ input: Input) async throws {\(lines)\n} }")
}

@Suite struct LintTests {
    @Test(arguments: [
        ("Date()", "Date()"), ("Date.now", "Date()"), ("Date.init()", "Date()"), ("Foundation.Date()", "Date()"),
        ("Date(timeIntervalSinceNow: 3)", "Date()"), ("UUID()", "UUID()"), ("UUID().uuidString", "UUID()"),
        ("Int.random(in: 1...6)", ".random()"), ("Bool.random()", ".random()"),
        ("list.randomElement()", ".randomElement()"), ("let start: Date = .now", ".now"),
        ("Timestamp.now", "Timestamp.now"),
        ("list.shuffled()", ".shuffled()"), ("Int.random(in: f(using: g))", ".random()"),
        ("var g = SystemRandomNumberGenerator()", "SystemRandomNumberGenerator"),
        ("try data.write(to: url)", ".write()"), ("try text.write(toFile: path)", ".write()"),
        ("HTTPClient.shared.get(url: url)", "HTTPClient"), ("let file = fopen(path, mode)", "fopen"),
        ("socket(family, kind, 0)", "a"),
        ("FileManager.default", "FileManager"), ("FileHandle.standardError", "FileHandle"),
        ("URLSession.shared.data(from: url)", "URLSession"), ("Process()", "starting"),
        ("try await ClientBootstrap(group: g).connect(host: h, port: 1)", "ClientBootstrap"),
        ("NonBlockingFileIO(threadPool: pool)", "NonBlockingFileIO"),
        ("NWConnection(to: e, using: .tcp)", "NWConnection"),
        ("Thread.sleep(forTimeInterval: 1)", "Thread"),
        ("DispatchQueue.main.async {}", "DispatchQueue"), ("ContinuousClock.now", "ContinuousClock"),
        ("try await SuspendingClock().sleep(for: d)", "SuspendingClock"), ("getenv(\"HOME\")", "getenv"),
        ("ProcessInfo.processInfo.environment", "ProcessInfo"), ("String(contentsOfFile: path)", "reading"),
        ("TimeZone.current", "TimeZone.current"), ("name.hashValue", "hashValue"),
        (#"logger.info("at \(Date())")"#, "Date()"), (##"log(#"at \#(Date()) \(Date())"#)"##, "Date()"),
        ("random()", "random()"), ("Glibc.random()", "random()"), ("srandom(7)", "srandom()"), ("rand()", "rand()"),
        ("rand_r(&seed)", "rand_r()"), ("erand48(&state)", "erand48()"), ("var random = random; rand()", "rand()"),
        ("time(nil)", "time(nil)"), ("NSDate()", "NSDate()"), ("Date.timeIntervalSinceReferenceDate", "Date()"),
        ("NSDate.timeIntervalSinceReferenceDate", "NSDate()"), ("open(path, O_RDONLY)", "open()"),
        ("Glibc.open(path, O_RDONLY)", "open()"), ("connect(file, &address, size)", "connect()"),
        ("getaddrinfo(host, nil, nil, &list)", "getaddrinfo()"), ("recv(file, &bytes, 9, 0)", "recv()"),
        ("opendir(path)", "opendir()"), ("InputStream(fileAtPath: path)", "InputStream"),
        ("OutputStream.toMemory()", "OutputStream"), ("let line = readLine()", "readLine()"),
        ("readLine(strippingNewline: false)", "readLine()"),
        ("func a() { let time = now }; func b() { time(nil) }", "time(nil)"),
        ("func a(_ open: (Door) -> Void) { open(door) }; open(path, O_RDONLY)", "open()"),
        ("run { connect in connect(host) }; connect(file, &address, size)", "connect()"),
        ("do { let (open, close) = doors; open(a) }; open(path, O_RDONLY)", "open()"),
        ("if let file = name, open(path, O_RDONLY) > 0 {}", "open()"), ("f(for: 1, open: 2); open(path, 0)", "open()"),
        ("list.forEach { open(path, O_RDONLY)\nfor x in list {} }", "open()"),
        ("struct Door { var open: (Int) -> Void }; open(path, O_RDONLY)", "open()"),
        ("enum Door { case open }; open(path, O_RDONLY)", "open()"),
        ("enum Door { case closed, open(Int) }; switch door { case .open(let n): open(path, n) }", "open()"),
        ("let open = true; Glibc.open(path, O_RDONLY)", "open()"),
        ("func open(_ path: Text) {}; Glibc.open(path, O_RDONLY)", "open()"),
        ("Task { list.shuffled() }", ".shuffled()"), ("/* ) */ Date()", "Date()"), (#"f(/"/, Date())"#, "Date()"),
    ])
    func `what differs on replay is found, and named`(code: String, problem: String) {
        #expect(foundInRun(code) == ["1 \(problem)"])
    }

    @Test(arguments: [
        "Date(timeIntervalSince1970: 3)", "UUID(uuidString: text)", "Int.random(in: 1...6, using: &random)",
        "list.shuffled(using: &random)", "random.next()", "uuid()", "now", "try await sleep(for: .seconds(3))",
        "// Date()", "/* Date() /* UUID() */ Date() */", "\"Date() and UUID()\"", "#\"a \" Date() \\(Date())\"#",
        "\"\"\"\n a \" Date()\n \"\"\"", "\"a \\\" Date()\"", "f(/Date()/)", "#/Date() \" /#",
        "Date() // temporal-lint: allow",
        "shop.Date()", "struct Date {}", "process(Process.self)", "file: FileManagerLike", "a / b; c / d",
        "var random = random; roll(&random)", "Int.random(in: range, using: &self.random)", "time(3)", "time(of: day)",
        "Date(timeIntervalSinceReferenceDate: 3)", "date.timeIntervalSinceReferenceDate", "let open = true",
        "stream.open()", "stream.open(path, 0)", "self.connect(file, &address, size)", "open()", "open(path: path)",
        "connect(to: host)", "recv(into: buffer)", "reader.readLine()", "dice.rand()", "shop.time(nil)",
        "f(open: 1, connect: 2, time: nil)", "func open(_ path: Text) {}; open(path)",
        "func rand() -> Int { 4 }; let four = rand()", "func random() -> Int { 4 }; let four = random()",
        "func readLine() {}; readLine()", "func time(_ zone: Zone?) {}; time(nil)",
        "let connect: (Text) -> Void = other; connect(host)", "enum State { case open(Int) }",
        "enum State { case closed, open(Int) }",
        "enum State { case open(Int)\nstatic func make() -> State { open(3) } }",
        "func each(_ open: (Door) -> Void) { open(door) }", "func each(open: (Door) -> Void) { list.map { open($0) } }",
        "run { connect in connect(host) }", "run { (a, connect) in connect(host) }",
        "run { [weak self] (connect: @Sendable (Text) -> Void) async throws -> Int in connect(host) }",
        "let (open, close) = doors; open(a)", "let close = a, open = b; open(a)",
        "for (name, open) in doors { open(name) }",
        "if let open { open(a) }", "if case let .ready(_, open) = state { open(a) }",
        "switch state { case .ready(let open): open(a) }", "let random = dice; f { random() }",
        "struct Door { func run() { open(path) }; let open: (Text) -> Void }",
        "let isOpen = open\n(a, b) = (b, a)", "let stream: TextOutputStreamLike = text",
        "let set: Set<String> = []; for x in set.sorted() {}", "print(\"\\(f(\")\"))\"); \"Date()\"",
    ])
    func `what comes out the same, strings, comments and allowed lines are left alone`(code: String) {
        #expect(foundInRun(code) == [])
    }

    @Test(arguments: [
        "let names: Set<String> = []; for x in names {}", "var counts: [String: Int] = [:]\nfor (k, v) in counts {}",
        "let d = [\"a\": 1]; _ = d.keys.map(f)", "let d = Dictionary(grouping: l) { $0 }; d.values.forEach(f)",
        "let d = [String: Int](); for k in d.keys where k > \"a\" {}", "let s = Set(list); _ = Array(s)",
        "let s = Set<Int>(); _ = s.first", "let s: Set<Int>; for x in s.enumerated() {}",
        "let d: Dictionary<String, Set<Int>> = [:]; for x in d {}",
        "let s = Set(list); for x in s.subtracting(done) {}", "let s = Set(list); for x in s.filter({ $0 > 1 }) {}",
        "let s = Set(list); _ = s.filter { $0 > 1 }.first", "let d = [1: 2]; for (k, v) in d.mapValues({ $0 + 1 }) {}",
        "let s = Set(list); _ = s.shuffled(using: &random)", "let s = Set(list); _ = s.randomElement(using: &random)",
        "let s = Set(list); for x in Array(s) {}", "let s = Set(list); for x in s.map(f).filter(g) {}",
        "let s = Set(list); _ = s.prefix(3).sorted()", "let d = [1: 2.5]; _ = d.values.reduce(0.0, +)",
        "let s = Set(list); _ = s.reduce(\"\", +)", "let d = [1: 2]; _ = d.map { ($0, $1) }.sorted { $0.1 < $1.1 }",
        "let d = [1: 2]; _ = Array(d).sorted(by: byValue)", "let d = [1: 2]; _ = d.map { $0 }.max(by: { $0.1 < $1.1 })",
    ])
    func `going through a set or a dictionary is found`(code: String) {
        #expect(foundInRun(code).count == 1, "\(foundInRun(code))")
    }

    @Test(arguments: [
        "let s: Set<Int> = []; _ = s.contains(1); s.count; s.isEmpty", "let d: [String: Int] = [:]; d[\"a\"]",
        "let l: [Int] = []; for x in l {}", "let l = [a ? b : c]; for x in l {}", "for s in list { s.map(f) }",
        "do { let s: Set<Int> = [] }; do { let s = [1]; for x in s {} }", "let l: [[String: Int]]; f { d in l }",
        "let s: Set<Int> = []; _ = list.map { x in s.contains(x) }", "let s = Set(list); for x in other.s {}",
        "let s = Set(list).sorted(); for x in s {}", "let s = Set<Int>(list).sorted(); for x in s {}",
        "let s = Set(list); for x in s.map(f).sorted() {}", "let s = Set(list); for x in Array(s).sorted() {}",
        "let s = Set(list); for x in s.map(f).sorted(by: >) {}", "let s = Set(list); _ = Set(s.map(f))",
        "let d = [1: 2]; _ = d.values.reduce(0, +)",
        "let d = [1: 2]; _ = Dictionary(uniqueKeysWithValues: d.map { ($1, $0) })",
        "let s = Set(list); _ = s.filter { $0 > 1 }.count", "let d = [1: 2]; _ = d.map { $0.value }.max()",
        "let s = [1: 2].keys.sorted(); for x in s {}", "let s = [String: [Int]](); for x in s[\"a\"] ?? [] {}",
    ])
    func `what has an order, or asks for none, is left alone`(code: String) {
        #expect(foundInRun(code) == [])
    }

    @Test func `properties count in all of a type's bodies, parameters in their function`() {
        let workflow = """
            actor W: Workflow {
                private var open: Set<String> = []
                func run() { for x in open {} }
                func one(_ names: Set<String>) { for n in names {} }
                func two(_ names: [String]) { for n in names {} }
                static var query: Query<W, Void, [String]> { Query("q") { workflow in workflow.open.map { $0 } } }
            }
            """
        let other = """
            extension W {
                func more() { for x in self.open {} }
                func less() { let open = [1]; for x in open {} }
                func all() { for x in Array(self.open) {} }
            }
            """
        #expect(found(workflow, other) == ["3 open", "4 names", "6 open", "2 open", "4 open"])
    }

    @Test func `only workflows are looked at, with their extensions and through protocols`() {
        #expect(found("struct A: Activity { func run() { Date() } }\nactor B { let d = Date() }") == [])
        for kind in ["Activity", "BlockingActivity", "DynamicActivity"] {
            #expect(found("actor W: Workflow { struct A: \(kind) { func run() { Date() } } }") == [])
        }
        #expect(found("actor W: DynamicWorkflow { let d = Date() }") == ["1 Date()"])
        #expect(found("actor W: Workflow { struct State { let d = Date() } }") == ["1 Date()"])
        #expect(found("extension W { func f() { Date() } }", "actor W: TemporalWorkflow.Workflow {}") == ["1 Date()"])
        #expect(found("actor W {}\nextension W: Workflow {\nfunc run() { UUID() } }") == ["3 UUID()"])
        #expect(found("enum Old { actor W: Workflow {\nlet d = Date() } }\nactor W { let d = Date() }") == ["2 Date()"])
        #expect(
            found("protocol Billing: Workflow {}\nactor W<T: Codable>: Billing {\nlet d = Date() }") == ["3 Date()"])
        #expect(
            found("class C { class func make() { Date() } }\nactor W: Workflow where T: U { var d = Date() }") == [
                "2 Date()"
            ])
    }

    @Test func `a type that has a name of Foundation's is another where it can be seen`() {
        #expect(
            found("actor W: Workflow { func run() { Data(contentsOf: u) } }", "struct R { struct Data {} }").count == 1)
        #expect(found("actor W: Workflow { struct Date {}\nfunc run() { Date() } }") == [])
        #expect(found("enum Old { struct Date {}\nactor W: Workflow {\nlet d = Date() } }") == [])
        #expect(
            found("actor W: Workflow { struct S { struct Date {}\nlet d = Date() }\nlet d = Date() }") == ["3 Date()"])
        #expect(found("actor W: Workflow { func run() { Date() } }", "struct Date {}") == [])
    }

    @Test func `a function that has a name of C's is another where it can be seen`() {
        let phone = "actor Phone: Workflow {\nfunc run() { connect(call) } }"
        #expect(found(phone) == ["2 connect()"])
        #expect(found(phone, "extension Phone { func connect(_ call: Call) {} }") == [])
        #expect(found(phone, "func connect(_ call: Call) {}") == [])
        #expect(found(phone, "extension Phone { var connect: (Call) -> Void { other } }") == [])
        #expect(found(phone, "let connect: (Call) -> Void = other") == [])
        #expect(found(phone, "extension Workflow { var connect: (Call) -> Void { other } }") == [])
        #expect(found(phone, "struct Line { let connect: (Call) -> Void }") == ["2 connect()"])
        #expect(found(phone, "enum Line { case connect(Call) }") == ["2 connect()"])
        #expect(found(phone, "func f() { let connect = other }") == ["2 connect()"])
        let properties = "actor Phone: Workflow { let connect: (Call) -> Void }"
        #expect(found("extension Phone { func run() { connect(call) } }", properties) == [])
    }

    @Test func `broken text is no trouble`() {
        for text in [
            "actor W: Workflow {", "\"", "\"\"\"", "/*", "\"\\(", "#", "`", "}}})", "actor", "extension : {", "\\", "/",
            "'",
        ] {
            _ = found(text)
            _ = found("actor W: Workflow { \(text)")
        }
    }

    @Test func `the program prints what the compiler would, and ends with 1 only if it is strict`() async throws {
        let folder = try Repository.scratchFile("lint").appendingPathExtension("folder")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("W.swift")
        try Data("actor W: Workflow {\n    let start = Date()\n}\n".utf8).write(to: file)
        let lint = Repository.executable("temporal-lint")
        let result = try await runCommand([lint, folder.path]).succeeded()
        #expect(result.output.hasPrefix("\(file.path):2:17: warning: Date() reads the machine's clock"))
        #expect(result.output.contains("use `now`"))
        #expect(try await runCommand([lint, "--strict", file.path]).status == 1)
        try Data("actor W: Workflow {}".utf8).write(to: file)
        #expect(try await runCommand([lint, "--strict", file.path]).status == 0)
        #expect(try await runCommand([lint]).status == 64)
        #expect(try await runCommand([lint, "/no/such/file"]).status == 64)
    }
}

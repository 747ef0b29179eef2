// The record of what is executed: what the next process learns from it, and that nothing in the file can do harm.

import Foundation
import TestSupport
import Testing

@testable import TemporalWorkflow

@Suite struct CrashRecordTests {
    private let folder: URL

    init() throws {
        folder = try Repository.scratch.get().appendingPathComponent("crashes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test func `a run that was executed at two ends of the process is refused`() throws {
        try crash(executing: "bad")
        try open().check("bad")
        try crash(executing: "bad")
        let record = CrashRecord()
        #expect(try record.open(in: folder.path, name: "default/orders").get() == ["bad"])
        #expect(throws: CrashRecord.Refusal.self) { try record.check("bad") }
        try record.check("good")
    }

    @Test func `a run that finished a task in between is not to blame`() throws {
        try crash(executing: "unlucky")
        try crash(executing: "bad") { record in
            record.noting("unlucky") {}
            record.clear("unlucky")
        }
        try crash(executing: "unlucky")
        try open().check("unlucky")
    }

    @Test func `a run that came back in the middle of its history is`() throws {
        for _ in 1...2 { try crash(executing: "long") { $0.noting("long") {} } }
        let record = try open()
        #expect(throws: CrashRecord.Refusal.self) { try record.check("long") }
    }

    @Test func `a run that is executed beside its successor has one entry, which comes back`() throws {
        for _ in 1...2 {
            try crash(executing: "bad") { record in
                for _ in 1...100 { record.noting("twice") { record.noting("twice") {} } }
            }
        }
        let record = try open()
        try record.check("twice")
        #expect(throws: CrashRecord.Refusal.self) { try record.check("bad") }
    }

    @Test func `a process that ends in order blames nobody and leaves no file`() throws {
        for _ in 1...3 {
            let record = try open()
            record.noting("stuck") { record.close() }
            #expect(try files().isEmpty)
        }
    }

    @Test func `another executable starts over`() throws {
        try crash(executing: "bad")
        try crash(executing: "bad")
        let file = try #require(files().first)
        var bytes = try Data(contentsOf: file)
        bytes[20] ^= 1
        try bytes.write(to: file)
        try open().check("bad")
    }

    @Test func `whatever the file holds is read`() throws {
        var random = SeededGenerator.fresh()
        try crash(executing: "bad")
        let file = try #require(files().first)
        let header = try Data(contentsOf: file).prefix(64)
        for _ in 1...50 {
            let count = Int.random(in: 0...8_192, using: &random)
            let garbage = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            try (header.prefix(count) + garbage).write(to: file)
            let record = try open()
            record.noting("run") {}
            record.clear("run")
            try record.check("run")
        }
    }

    @Test func `processes side by side have files of their own`() throws {
        let first = try open()
        let second = try open()
        #expect(try files().count == 2)
        first.close()
        second.close()
    }

    @Test func `more runs at once than have room are executed all the same`() throws {
        let record = try open()
        func execute(_ number: Int) -> Int {
            number == 0 ? 0 : record.noting("run \(number)") { execute(number - 1) + 1 }
        }
        #expect(execute(200) == 200)
        record.close()
        #expect(try files().isEmpty)
    }

    @Test func `where no file can be made, the reason is told`() throws {
        let result = CrashRecord().open(in: "/nonexistent", name: "queue")
        let error = #expect(throws: CrashRecordError.self) { try result.get() }
        #expect(error?.description.contains("No such file or directory") == true)
    }

    /// What the file says when a process ends while it executes `run`, after `before`.
    private func crash(executing run: String, after before: (CrashRecord) -> Void = { _ in }) throws {
        let image = try {
            let record = try open()
            before(record)
            let file = try #require(files().first)
            return (file, try record.noting(run) { Result { try Data(contentsOf: file) } }.get())
        }()
        try image.1.write(to: image.0)
    }

    private func files() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }

    private func open() throws -> CrashRecord {
        let record = CrashRecord()
        _ = try record.open(in: folder.path, name: "default/orders").get()
        return record
    }
}

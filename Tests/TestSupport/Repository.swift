// Where things are: the repository's root, the programs of its virtual environment, and a scratch folder.
import Foundation
import Synchronization

/// Places in this repository that tests use.
public enum Repository {
    /// The repository's root folder.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The Python interpreter of `.venv`, which `scripts/setup` makes.
    public static var python: String { path(".venv/bin/python") }

    /// The stock `temporal` command of `.venv`.
    public static var temporal: String { path(".venv/bin/temporal") }

    /// The time-skipping test server of `.venv`.
    public static var testServer: String { path(".venv/bin/temporal-test-server") }

    /// An executable of this package, from the same build as the tests that ask for it.
    public static func executable(_ name: String) -> String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// The absolute path of `relative`.
    public static func path(_ relative: String) -> String {
        root.appendingPathComponent(relative).path
    }

    /// The files of `Protos` that are of Temporal's contract; the others are those of what the systems speak.
    public static func temporalProtos() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path("Protos")).filter { file in
            file.hasSuffix(".proto") && !file.hasPrefix("pulsar/") && !file.hasPrefix("bridge/")
        }
    }

    /// A folder of this process's own for files that live as long as it does. What earlier processes left is removed.
    public static let scratch: Result<URL, any Error> = Result {
        let all = root.appendingPathComponent(".dev/tests")
        let manager = FileManager.default
        for name in (try? manager.contentsOfDirectory(atPath: all.path)) ?? [] {
            if let owner = Int32(name), owner > 0, kill(owner, 0) != 0, errno == ESRCH {
                try? manager.removeItem(at: all.appendingPathComponent(name))
            }
        }
        let own = all.appendingPathComponent(String(getpid()))
        try manager.createDirectory(at: own, withIntermediateDirectories: true)
        return own
    }

    private static let scratchFiles = Atomic(0)

    /// A new, empty file in the scratch folder; its name begins with `name`.
    public static func scratchFile(_ name: String) throws -> URL {
        let number = scratchFiles.add(1, ordering: .relaxed).newValue
        let file = try scratch.get().appendingPathComponent("\(name)-\(number)")
        try Data().write(to: file)
        return file
    }
}

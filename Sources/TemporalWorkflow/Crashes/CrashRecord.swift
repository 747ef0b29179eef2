// Which runs' code is being executed in this moment. A trap in an author's code (an index out of range, an overflow) cannot be
// caught: it ends the process, and the server hands the same task to the next one, for ever. That one finds here what ran when
// the process ended. A run that was there twice, and finished no task in between, is refused instead of executed; the others
// go on.

import Synchronization

/// What one worker executes, and what it executed when its process ended.
package final class CrashRecord: Sendable {
    /// Why a run is not executed.
    package struct Refusal: Error, CustomStringConvertible {
        let file: String

        package var description: String {
            """
            The worker's process has ended twice while it executed this run's code, which probably traps (a failed precondition, \
            an index out of range, an overflow). It is executed again when the worker is another executable; to try it with this \
            one, stop the worker and delete \(file).
            """
        }
    }

    private static let crashesToRefuse: UInt8 = 2

    private struct State {
        var file: CrashFile?
        /// The entries of the runs that were executed when an earlier process ended.
        var suspects: [String: Int] = [:]
        /// The entries of the other runs that are being executed, and how often at once: one that leaves memory may run beside the next
        /// one of its id.
        var active: [String: (index: Int, count: Int)] = [:]
        var free: [Int] = []
    }

    private let state = Mutex(State())

    /// A record that keeps nothing before it is opened.
    package init() {}

    /// Opens the record called `name` in `folder`.
    ///
    /// - Returns: the runs that are refused from now on, or the reason why there is no record.
    package func open(in folder: String, name: String) -> Result<[String], CrashRecordError> {
        state.withLock { state in
            do throws(CrashFile.Failure) {
                let file = try CrashFile(folder: folder, name: name)
                state = State()
                for index in 0..<CrashFile.count {
                    var entry = file[index]
                    if entry.isActive {
                        entry.isActive = false
                        entry.crashes = min(entry.crashes, .max - 1) + 1
                        file[index] = entry
                    }
                    if entry.crashes > 0 { state.suspects[entry.runID] = index } else { state.free.append(index) }
                }
                state.file = file
                return .success(
                    state.suspects.filter { file[$0.value].crashes >= Self.crashesToRefuse }.keys.sorted())
            } catch {
                return .failure(CrashRecordError(reason: error.reason))
            }
        }
    }

    /// Closes the record of a process that ends in order: what still runs is not to blame.
    package func close() {
        state.withLock { state in
            guard let file = state.file else { return }
            for entry in state.active.values { file[entry.index] = CrashFile.Entry() }
            for index in state.suspects.values { file[index].isActive = false }
            if state.suspects.isEmpty { file.remove() }
            state = State()
        }
    }

    /// Throws where the run's code has ended too many processes.
    package func check(_ runID: String) throws(Refusal) {
        let refusal: Refusal? = state.withLock { state in
            guard let file = state.file, let index = state.suspects[runID],
                file[index].crashes >= Self.crashesToRefuse
            else { return nil }
            return Refusal(file: file.path)
        }
        if let refusal { throw refusal }
    }

    /// Executes `body`, the code of a run, with a note of it in the record.
    func noting<R>(_ runID: String, _ body: () -> R) -> R {
        begin(runID)
        defer { end(runID) }
        return body()
    }

    /// Takes the blame from a run, for it has been executed up to the end of its history.
    func clear(_ runID: String) {
        state.withLock { state in
            guard let file = state.file, let index = state.suspects.removeValue(forKey: runID) else { return }
            file[index] = CrashFile.Entry()
            state.free.append(index)
        }
    }

    private func begin(_ runID: String) {
        state.withLock { state in
            guard let file = state.file else { return }
            if let index = state.suspects[runID] {
                file[index].isActive = true
            } else if state.active[runID] != nil {
                state.active[runID]?.count += 1
            } else if runID.utf8.count <= CrashFile.maxIDLength, let index = state.free.popLast() {
                state.active[runID] = (index, 1)
                file[index] = CrashFile.Entry(runID: runID, isActive: true)
            }
        }
    }

    private func end(_ runID: String) {
        state.withLock { state in
            guard let file = state.file else { return }
            if let entry = state.active[runID] {
                if entry.count > 1 {
                    state.active[runID]?.count -= 1
                } else {
                    state.active[runID] = nil
                    file[entry.index] = CrashFile.Entry()
                    state.free.append(entry.index)
                }
            } else if let index = state.suspects[runID] {
                file[index].isActive = false
            }
        }
    }
}

/// Why there is no record of what is executed.
package struct CrashRecordError: Error, CustomStringConvertible {
    let reason: String

    package var description: String { reason }
}

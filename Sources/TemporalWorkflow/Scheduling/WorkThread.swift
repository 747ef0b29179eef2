// A thread that runs closures in order. Threads of our own, because a drain may block for as long as an author's code does,
// and the concurrency pool must not.

import CTemporalRuntime
import Glibc
import Synchronization

/// A thread with a queue.
final class WorkThread: Sendable {
    /// What the thread holds: the queue outlives the handle, so that a handle may go while the thread still works.
    private final class Core: Sendable {
        let work = Mutex<[@Sendable () -> Void]>([])
        // Counts closures and the end; both ends are thread-safe by POSIX, and the memory lives as long as the core.
        nonisolated(unsafe) let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        let name: String
        let id = Atomic<UInt>(0)

        init(name: String) {
            self.name = name
            sem_init(semaphore, 0, 0)
        }

        deinit {
            sem_destroy(semaphore)
            semaphore.deallocate()
        }

        func loop() {
            id.store(pthread_self(), ordering: .relaxed)
            temporal_name_thread(String(name.prefix(15)))
            while true {
                while sem_wait(semaphore) != 0 {}
                let next: (@Sendable () -> Void)? = work.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                guard let next else { return }
                next()
            }
        }
    }

    private let core: Core

    /// Starts a thread; nil when the system has none left. Its stack is 8 MiB of address space.
    init?(name: String) {
        core = Core(name: name)
        let body = Unmanaged.passRetained(core)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, 8 << 20)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Core>.fromOpaque(argument).takeRetainedValue().loop()
                return nil
            }, body.toOpaque())
        pthread_attr_destroy(&attributes)
        guard status == 0 else {
            body.release()
            return nil
        }
    }

    deinit {
        // The semaphore counts one more than there are closures: the thread ends when it has run them all.
        sem_post(core.semaphore)
    }

    /// Whether this is the calling thread.
    var isCurrent: Bool { core.id.load(ordering: .relaxed) == pthread_self() }

    /// Runs `work` after all that was given before. Whoever gives work bounds how much of it there is.
    func run(_ work: @escaping @Sendable () -> Void) {
        core.work.withLock { $0.append(work) }
        sem_post(core.semaphore)
    }
}

// A small file of runs, mapped into memory: writing to it costs no system call, and the system keeps what was written when the
// process ends, however it ends.

import Glibc

/// A table of runs in a file that this process alone has open.
final class CrashFile {
    /// What the table says of a run; no run where the id is empty.
    struct Entry {
        var runID = ""
        /// How many processes have ended while they executed the run's code.
        var crashes: UInt8 = 0
        /// Whether its code is being executed.
        var isActive = false
    }

    /// Why there is no such file.
    struct Failure: Error {
        let reason: String
    }

    /// How many entries there are.
    static let count = size / entrySize - 1
    /// The longest id that has room, in bytes.
    static let maxIDLength = entrySize - idOffset

    private static let size = 4_096
    private static let entrySize = 64
    private static let idOffset = 3

    let path: String
    private let descriptor: Int32
    private let bytes: UnsafeMutableRawBufferPointer

    /// Opens the file for `name` in `folder`. Processes with the same name get files of their own, and inherit them from
    /// processes that have ended. What another executable wrote is dropped.
    init(folder: String, name: String) throws(Failure) {
        for number in 0..<64 {
            let path = "\(folder)/temporal-swift-\(getuid())-\(Self.fileName(name))-\(number).crashes"
            // Not through a link, and only what is this user's: the folder may be everybody's.
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw Failure(reason: "\(path): \(Self.reason(errno))") }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isOwn(descriptor) else {
                close(descriptor)
                continue
            }
            do {
                bytes = try Self.map(descriptor)
            } catch {
                close(descriptor)
                throw Failure(reason: "\(path): \(error.reason)")
            }
            self.path = path
            self.descriptor = descriptor
            startOver(unlessWrittenBy: Self.executable)
            return
        }
        throw Failure(reason: "\(folder): the files for this task queue are all in use")
    }

    deinit {
        munmap(bytes.baseAddress, bytes.count)
        close(descriptor)
    }

    subscript(index: Int) -> Entry {
        get {
            let entry = entryBytes(index)
            let length = min(Int(entry[2]), Self.maxIDLength)
            return Entry(
                runID: String(decoding: entry[Self.idOffset..<Self.idOffset + length], as: UTF8.self),
                crashes: entry[0], isActive: entry[1] == 1)
        }
        set {
            let entry = entryBytes(index)
            let id = newValue.runID.utf8.prefix(Self.maxIDLength)
            for (offset, byte) in id.enumerated() { entry[Self.idOffset + offset] = byte }
            entry[2] = UInt8(id.count)
            entry[0] = newValue.crashes
            entry[1] = newValue.isActive ? 1 : 0
        }
    }

    /// Removes the file from its folder.
    func remove() { unlink(path) }

    private func entryBytes(_ index: Int) -> UnsafeMutableRawBufferPointer {
        let start = (index + 1) * Self.entrySize
        return UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + Self.entrySize])
    }

    /// The first entry's place says which executable wrote the rest.
    private func startOver(unlessWrittenBy executable: [UInt64]) {
        executable.withUnsafeBytes { executable in
            guard !bytes[..<executable.count].elementsEqual(executable) else { return }
            for index in bytes.indices { bytes[index] = 0 }
            for (index, byte) in executable.enumerated() { bytes[index] = byte }
        }
    }

    /// Tells one executable from another: size and time of change, after the version of this format. Device and inode do not
    /// count, for a container's may change when it starts again.
    private static var executable: [UInt64] {
        var status = stat()
        stat("/proc/self/exe", &status)
        return [
            1, UInt64(bitPattern: Int64(status.st_size)),
            UInt64(bitPattern: Int64(status.st_mtim.tv_sec)), UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)),
        ]
    }

    private static func isOwn(_ descriptor: Int32) -> Bool {
        var status = stat()
        // Without a name it is a file that another process has just removed.
        return fstat(descriptor, &status) == 0 && status.st_uid == getuid() && status.st_nlink == 1
    }

    private static func map(_ descriptor: Int32) throws(Failure) -> UnsafeMutableRawBufferPointer {
        // The space is taken now: a write to a mapped file on a full disk would end the process.
        let failure = posix_fallocate(descriptor, 0, off_t(size))
        guard failure == 0 else { throw Failure(reason: reason(failure)) }
        guard let address = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), address != MAP_FAILED
        else { throw Failure(reason: reason(errno)) }
        return UnsafeMutableRawBufferPointer(start: address, count: size)
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// `name` as part of a file's name: what is readable of it, and a hash (FNV-1a) of all of it.
    private static func fileName(_ name: String) -> String {
        let readable = name.utf8.prefix(80).map { byte in
            switch UnicodeScalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": Character(UnicodeScalar(byte))
            default: Character("_")
            }
        }
        let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "\(String(readable))-\(String(hash, radix: 16))"
    }
}

// The names of time zones. Whether one exists is found out from the machine's tz database and not from Foundation, which knows no
// time zone in a program that is linked statically, as the image's is.

import Foundation

/// A name such as `America/Sao_Paulo`.
enum TimeZoneName {
    /// Whether there is a time zone of this name, as far as this machine knows: one without a tz database knows only what a name
    /// looks like, and the Temporal server has the last word.
    static func isKnown(_ name: String, database: String = "/usr/share/zoneinfo") -> Bool {
        guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*/) != nil else { return false }
        guard FileManager.default.fileExists(atPath: "\(database)/UTC") else { return true }
        return FileManager.default.contents(atPath: "\(database)/\(name)")?.starts(with: Array("TZif".utf8)) ?? false
    }
}

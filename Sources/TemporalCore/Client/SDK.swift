// What this library says it is, wherever the server asks: in each call's metadata, in histories, in worker heartbeats.

/// The library's name and version on the wire.
package enum SDK {
    package static let name = "temporal-swift"
    package static let version = "0.1.0"
}

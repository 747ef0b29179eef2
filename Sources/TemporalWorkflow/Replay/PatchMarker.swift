// The mark that a change of a workflow's code leaves in history: which code the run follows. Name and form are those of Temporal's
// Core SDK, so that runs of other SDKs replay here.

import TemporalCore

/// What history says of a change.
struct PatchMarker: Codable, Equatable {
    /// What the change is called.
    var id: String
    /// Whether the code no longer has the way from before the change: such a mark may be passed over.
    var deprecated: Bool

    /// The marker's name.
    static let name = "core_patch"
    /// The search attribute that lists a run's changes.
    static let searchAttribute = "TemporalChangeVersion"
    /// Values of search attributes that are longer are declined by the server; a longer list is left out.
    static let searchAttributeLimit = 2_048
    private static let detailsKey = "patch-data"

    init(id: String, deprecated: Bool) {
        self.id = id
        self.deprecated = deprecated
    }

    /// The mark that `event` is; nil where it is none, or cannot be read.
    init?(_ event: API.History.HistoryEvent) {
        guard case .markerRecorded(let attributes) = event.attributes, attributes.markerName == Self.name else {
            return nil
        }
        if let payload = attributes.details[Self.detailsKey]?.payloads.first {
            guard let marker = try? DataConverter.default.decode(payload, as: Self.self) else { return nil }
            self = marker
        } else {
            // As early versions of Core wrote it.
            guard let id = attributes.details["patch_id"]?.payloads.first?.data.utf8String,
                let deprecated = attributes.details["deprecated"]?.payloads.first?.data.first
            else { return nil }
            self.init(id: id, deprecated: deprecated != 0)
        }
    }

    /// The command that records it.
    var command: API.Command.RecordMarkerCommandAttributes {
        get throws {
            var attributes = API.Command.RecordMarkerCommandAttributes()
            attributes.markerName = Self.name
            attributes.details = [Self.detailsKey: .init([try DataConverter.default.encode(self)])]
            return attributes
        }
    }
}

extension API.History.HistoryEvent {
    /// Whether it records the list of a run's changes, which follows the mark of each.
    var listsPatches: Bool {
        guard case .upsertWorkflowSearchAttributes(let attributes) = self.attributes else { return false }
        return attributes.searchAttributes?.indexedFields[PatchMarker.searchAttribute] != nil
    }
}

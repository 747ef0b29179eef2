// A payload's metadata is a map that is ordered by name and cheap for one entry.
import Testing

@testable import TemporalCore

@Suite struct PayloadTests {
    private let a = Bytes(utf8: "a")
    private let b = Bytes(utf8: "b")

    @Test func `entries are added, changed and removed by name`() {
        var metadata = Payload.Metadata()
        #expect(metadata.isEmpty)
        metadata["x"] = nil
        metadata["encoding"] = a
        metadata["encoding"] = b
        metadata["other"] = nil
        #expect(metadata == ["encoding": b])
        metadata["messageType"] = a
        metadata["encoding"] = a
        #expect(metadata.count == 2)
        #expect(metadata["encoding"] == a)
        #expect(metadata["messageType"] == a)
        #expect(metadata["x"] == nil)
        metadata["encoding"] = nil
        metadata["messageType"] = nil
        #expect(metadata.isEmpty)
    }

    @Test func `entries come in the order of their names`() {
        let metadata: Payload.Metadata = ["c": a, "a": a, "b": b, "a": b]
        #expect(metadata.map(\.key) == ["a", "b", "c"])
        #expect(metadata.map(\.value) == [b, b, a])
    }

    @Test func `metadata is equal by its entries, however it came to hold them`() {
        var reduced: Payload.Metadata = ["x": a, "y": b]
        reduced["y"] = nil
        #expect(reduced == ["x": a])
        #expect(reduced != ["x": b])
        #expect(reduced != ["y": a])
        #expect(reduced != [:])
        #expect(Payload.Metadata(["x": a, "y": b]) == ["y": b, "x": a])
    }
}

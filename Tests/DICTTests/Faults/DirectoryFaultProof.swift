// What became of the claims of a fault run, as everybody who knows tells it: each workflow's result, the database, its events, the
// bridge and the topic. They must agree, and with how the claim was answered.

import DICT
import Foundation
import PostgreSQL
import TestSupport

/// What was found.
struct FaultProof: CustomStringConvertible {
    /// What ought to have happened and did not, or not everywhere.
    var lost: [String] = []
    /// What happened more than once, or ought not to have happened.
    var twice: [String] = []
    /// Subjects whose events came first in another order than they happened.
    var disordered: [String] = []
    /// How many messages of the topic were there already.
    var repeats = 0

    var description: String {
        "\(lost.count) lost, \(twice.count) effects twice, \(disordered.count) out of order; \(repeats) of the published events "
            + "were repeats" + (lost + twice + disordered).map { "\n      \($0)" }.joined()
    }

    /// Compares how often each thing happened with how often it ought to.
    mutating func compare(_ what: String, _ happened: [String], with expected: [String]) {
        let counts = Dictionary(grouping: happened) { $0 }.mapValues(\.count)
        lost += expected.filter { counts[$0] == nil }.map { "\(what): \($0)" }
        let surplus = counts.filter { $0.value > 1 || !expected.contains($0.key) }
        twice += surplus.map { "\(what): \($0.key), \($0.value) times" }.sorted()
    }
}

extension DirectoryFaultRun {
    /// Asks everybody, once all claims have ended and every event is published.
    func proof(_ confirmed: [Bool]) async throws -> FaultProof {
        var proof = FaultProof()
        try await checkClaims(confirmed, &proof)
        try await eventually(within: .seconds(60)) {
            try await database.query("SELECT id FROM events WHERE published_at IS NULL LIMIT 1").isEmpty
        }
        let events = try await events()
        for (number, isConfirmed) in confirmed.enumerated() {
            let ends = isConfirmed ? ["claim.confirmed", "claim.completed"] : ["claim.cancelled"]
            let expected = ["claim.opened", "claim.waiting_resolution"] + ends
            let happened = events.filter { $0.subject == "C\(number)" }.map(\.type)
            proof.compare("events of C\(number)", happened, with: expected)
            if Set(happened) == Set(expected), happened != expected { proof.disordered.append("C\(number)") }
            let moves = events.filter { $0.subject == "E\(number)" }.map(\.type)
            proof.compare("events of E\(number)", moves, with: isConfirmed ? ["entry.moved"] : [])
        }
        try await checkBridge(confirmed, &proof)
        try await checkTopic(events, &proof)
        return proof
    }

    /// The result of each claim's workflow, its row, and who keeps its entry.
    private func checkClaims(_ confirmed: [Bool], _ proof: inout FaultProof) async throws {
        var told: [String] = []
        for number in confirmed.indices {
            do {
                let state = try await client.workflow(id: "C\(number)").result(as: ClaimState.self)
                told.append(state.status?.rawValue ?? "nothing")
            } catch {
                told.append("\(error)")
            }
        }
        // All have ended.
        let rows = try await database.query(
            """
            SELECT claims.id, claims.status || ', kept by ' || entries.participant AS state
            FROM claims JOIN entries ON entries.id = claims.entry_id
            """)
        var known: [String: String] = [:]
        for row in rows { known[try row.value("id")] = try row.value("state") }
        for (number, (isConfirmed, told)) in zip(confirmed, told).enumerated() {
            let expected = isConfirmed ? "COMPLETED, kept by 12345678" : "CANCELLED, kept by 87654321"
            let row = known["C\(number)"] ?? "nothing"
            if row != expected || !expected.hasPrefix("\(told),") {
                proof.lost.append("C\(number): expected \(expected); its workflow says \(told), its row \(row)")
            }
        }
    }

    private func checkBridge(_ confirmed: [Bool], _ proof: inout FaultProof) async throws {
        let expected = confirmed.enumerated().flatMap { number, isConfirmed in
            (["CREATE"] + (isConfirmed ? ["CONFIRM", "COMPLETE"] : ["CANCEL"])).map { "\($0) C\(number)" }
        }
        proof.compare("the bridge", try await bridge.effects(), with: expected)
    }

    /// Every event is in the topic and nothing else, those of a subject first in the order in which they happened.
    private func checkTopic(_ events: [Happened], _ proof: inout FaultProof) async throws {
        let messages = try await pulsar.read(Self.topic, distinct: events.count)
        let published = messages.compactMap { $0.properties["event_id"] }
        let ids = Set(events.map(\.id))
        proof.lost += ids.subtracting(published).map { "the topic: event \($0)" }
        proof.twice += Set(published).subtracting(ids).map { "the topic: event \($0), which never happened" }
        proof.repeats = published.count - Set(published).count
        var first: [String: Int] = [:]
        for (place, id) in published.enumerated() where first[id] == nil { first[id] = place }
        for (subject, events) in Dictionary(grouping: events, by: \.subject) {
            let places = events.compactMap { first[$0.id] }
            if places != places.sorted() { proof.disordered.append("the topic: \(subject)") }
        }
    }

    private func events() async throws -> [Happened] {
        let rows = try await database.query("SELECT id, type, subject FROM events ORDER BY position")
        return try rows.map {
            Happened(id: try $0.value("id"), type: try $0.value("type"), subject: try $0.value("subject"))
        }
    }
}

/// An event, as the database has it.
private struct Happened {
    var id: String
    var type: String
    var subject: String
}

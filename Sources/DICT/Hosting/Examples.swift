// What the documentation's examples begin with.

import PostgreSQL

extension PostgresPool {
    /// Adds the entry ENTRY-001, kept by participant 87654321, where there is none; the bridge does not know of it.
    ///
    /// - Returns: whether it was added.
    /// - Throws: `PostgresError`.
    public func addExamples() async throws -> Bool {
        let request = "00000000-0000-8000-8000-000000000001"
        let entry = try Entry(
            CreateEntryInput(
                entryID: "ENTRY-001", keyType: "EMAIL", key: "maria@example.com",
                account: AccountInput(participant: "87654321", branch: "0001", number: "1234567", type: "CACC"),
                owner: OwnerInput(taxID: "52998224725", name: "Maria Silva")), madeUpKey: "")
        return try await transaction { connection in
            guard try connection.entryRecord(entry.id) == nil else { return false }
            _ = try connection.insert(entry, requestID: request)
            _ = try connection.change(entry, to: .active)
            return true
        }
    }
}

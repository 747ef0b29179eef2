// What the documentation's examples begin with.

import PostgreSQL

extension PostgresPool {
    /// Adds the entry ENTRY-001, kept by participant 87654321, where there is none; the bridge does not know of it.
    ///
    /// - Returns: whether it was added.
    /// - Throws: `PostgresError`.
    public func addExamples() async throws -> Bool {
        let request = "00000000-0000-8000-8000-000000000001"
        let entry = try Entry(JSONText.decode(Self.example, as: CreateEntryInput.self), madeUpKey: "")
        return try await transaction { connection in
            guard try connection.entryRecord(entry.id) == nil else { return false }
            let made = try connection.insert(entry, for: "examples", requestID: request)
            _ = try connection.change(made, to: .active)
            return true
        }
    }

    private static let example = """
        {"entry_id": "ENTRY-001", "key_type": "EMAIL", "key": "maria@example.com",
         "account": {"participant": "87654321", "branch": "0001", "account_number": "1234567", "account_type": "CACC"},
         "owner": {"tax_id": "52998224725", "name": "Maria Silva"}}
        """
}

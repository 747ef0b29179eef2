// `worker migrate`: brings the directory's schema to the version that this program works with.

import ArgumentParser
import DICT
import Logging
import PostgreSQL
import WorkerCommand

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings the schema of DICT's database up to date; several may run at once.",
        discussion: "It reads the same POSTGRES_* settings as the worker.")

    @Flag(help: "Adds the entry ENTRY-001, which the documentation's examples claim, where there is none.")
    var withExamples = false

    func run() async throws {
        let options = try readSettings { DICTSettings(&$0).database }
        let database = PostgresPool(options, logger: Logger(label: "migrate") { _ in SwiftLogNoOpLogHandler() })
        let applied = try await database.migrate(Schema.migrations)
        for migration in applied { print("applied version \(migration.version): \(migration.name)") }
        if applied.isEmpty { print("the schema is of version \(try await database.schemaVersion()) already") }
        if withExamples { print(try await database.addExamples() ? "added ENTRY-001" : "ENTRY-001 is there already") }
    }
}

// The worker: whichever systems it is told to host, over one connection.

import ArgumentParser
import WorkerCommand

@main
struct WorkerMain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: RunCommand.configuration.abstract,
        discussion: RunCommand.configuration.discussion, subcommands: [RunCommand.self, MigrateCommand.self],
        defaultSubcommand: RunCommand.self)
}

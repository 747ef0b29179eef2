// `swift package lint-workflows`: scans the package's own sources, with the arguments that temporal-lint takes.

import Foundation
import PackagePlugin

@main
struct LintWorkflows: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        let files = context.package.targets.compactMap { $0 as? SwiftSourceModuleTarget }.filter { $0.kind != .test }
            .flatMap { $0.sourceFiles(withSuffix: "swift").map { $0.url.path } }
        let lint = Process()
        lint.executableURL = try context.tool(named: "temporal-lint").url
        lint.arguments = arguments + files
        try lint.run()
        lint.waitUntilExit()
        if lint.terminationStatus != 0 {
            Diagnostics.error("temporal-lint ended with \(lint.terminationStatus)")
        }
    }
}

// The lint as a part of the build: a target that uses this plugin shows what it finds among the compiler's warnings.

import Foundation
import PackagePlugin

@main
struct LintWorkflowsInBuild: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? SwiftSourceModuleTarget else { return [] }
        let files = target.sourceFiles(withSuffix: "swift").map(\.url)
        // Without outputs it runs whenever one of the files has changed.
        return [
            .buildCommand(
                displayName: "Linting the workflows of \(target.name)",
                executable: try context.tool(named: "temporal-lint").url, arguments: files.map(\.path),
                inputFiles: files, outputFiles: [])
        ]
    }
}

// Everything that the directory's worker works with is killed and brought back amid many claims.

import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(15))) struct FaultTests {
    @Test(arguments: TestScale.pick(short: [1], long: [1, 2, 3] as [UInt64]))
    func `claims survive the death of every part, and nothing is lost or happens twice`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        try await DirectoryFaultRun().survive(&random)
    }
}

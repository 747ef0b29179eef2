import TemporalWorkflow
import Testing

@Suite struct RuntimeSelfTestTests {
    @Test func `the runtime of this toolchain is the one that the scheduler was written for`() throws {
        try RuntimeSelfTest.run()
    }
}

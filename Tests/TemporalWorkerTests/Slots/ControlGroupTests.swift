// What the worker reads of the control groups that it runs in, and what it makes of the load.

import Synchronization
import TestSupport
import Testing

@testable import TemporalWorker

@Suite struct ControlGroupTests {
    private func group(_ files: [String: String]) -> ControlGroup {
        ControlGroup(memory: 1 << 40, processors: 64) { files[$0] ?? "" }
    }

    @Test func `of version 2, the tightest group from one's own up to the root counts`() {
        let group = group([
            "/proc/self/cgroup": "0::/pods/one\n",
            "/sys/fs/cgroup/pods/one/memory.max": "max\n",
            "/sys/fs/cgroup/pods/one/memory.current": "900\n",
            "/sys/fs/cgroup/pods/memory.max": "1000\n",
            "/sys/fs/cgroup/pods/memory.current": "900\n",
            "/sys/fs/cgroup/pods/memory.stat": "anon 400\nactive_file 100\ninactive_file 300\n",
            "/sys/fs/cgroup/pods/one/cpu.max": "150000 100000\n",
            "/sys/fs/cgroup/pods/one/cpu.stat": "usage_usec 5000\nuser_usec 4000\n",
            "/sys/fs/cgroup/pods/cpu.max": "max 100000\n",
        ])
        #expect(group.memoryUsage == 0.5)
        #expect(
            group.processorUse == [
                .init(folder: "/sys/fs/cgroup/pods/one", nanoseconds: 5_000_000, processors: 1.5)
            ])
    }

    @Test func `a container of version 2 that does not see the groups around it has the root's limits`() {
        let group = group([
            "/proc/self/cgroup": "0::/../../system.slice/docker-1\n",
            "/sys/fs/cgroup/memory.max": "1000\n",
            "/sys/fs/cgroup/memory.current": "250\n",
        ])
        #expect(group.memoryUsage == 0.25)
        #expect(group.processorUse == [])
    }

    @Test func `of version 1, each controller has its own folder`() {
        let group = group([
            "/proc/self/cgroup": "4:memory:/docker/1\n2:cpu,cpuacct:/docker/1\n1:name=systemd:/\n",
            "/sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes": "2000\n",
            "/sys/fs/cgroup/memory/docker/1/memory.usage_in_bytes": "1800\n",
            "/sys/fs/cgroup/memory/docker/1/memory.stat": "total_active_file 500\ntotal_inactive_file 300\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes": "5000\n",
            "/sys/fs/cgroup/cpu/docker/1/cpu.cfs_quota_us": "200000\n",
            "/sys/fs/cgroup/cpu/docker/1/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpuacct/docker/1/cpuacct.usage": "123\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        ])
        #expect(group.memoryUsage == 0.5)
        #expect(
            group.processorUse == [.init(folder: "/sys/fs/cgroup/cpu/docker/1", nanoseconds: 123, processors: 2)])
    }

    @Test(arguments: ["", "nonsense", "0::/\n", "4:memory:\n:::\n", "0::/a\n1:cpu:/b\n"])
    func `without limits, or with files that make no sense, nothing is told`(text: String) {
        let group = group([
            "/proc/self/cgroup": text, "/sys/fs/cgroup/memory.max": "lots", "/sys/fs/cgroup/cpu.max": "0 0",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "-1", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "x",
        ])
        #expect(group.memoryUsage == nil)
        #expect(group.processorUse == [])
    }

    @Test func `this machine has a load between nothing and all`() async throws {
        let meter = MachineLoadMeter()
        #expect(meter.reading() == nil)
        let load = try await eventually { meter.reading()?.now }
        #expect(load.memory > 0 && load.memory < 1)
        #expect(load.cpu >= 0 && load.cpu < 2)
    }

    @Test func `a limit beyond what the machine has is none`() {
        let files = [
            "/proc/self/cgroup": "0::/\n",
            "/sys/fs/cgroup/memory.max": "68719476736\n", "/sys/fs/cgroup/memory.current": "1000000\n",
            "/sys/fs/cgroup/cpu.max": "800000 100000\n", "/sys/fs/cgroup/cpu.stat": "usage_usec 5000\n",
        ]
        for (memory, processors, counts) in [(UInt64(16 << 30), 4, false), (128 << 30, 16, true)] {
            let group = ControlGroup(memory: memory, processors: processors) { files[$0] ?? "" }
            #expect((group.memoryUsage != nil) == counts)
            #expect(group.processorUse.isEmpty != counts)
        }
        let divided = [
            "/proc/self/cgroup": "4:memory:/\n2:cpu,cpuacct:/\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "800000\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpuacct/cpuacct.usage": "123\n",
        ]
        #expect(ControlGroup(memory: 1 << 34, processors: 4) { divided[$0] ?? "" }.processorUse == [])
    }

    @Test func `processor time is that of the last moment, and after a long one it is not known at first`() {
        let ticks = Mutex((busy: UInt64(0), all: UInt64(0)))
        let meter = MachineLoadMeter(
            machine: Machine(
                memory: 1 << 34, processors: 4, memoryUsage: { 0.5 }, processorTicks: { ticks.withLock { $0 } })
        ) { _ in "" }
        let start = ContinuousClock.now
        func pass(_ busy: UInt64, of all: UInt64) { ticks.withLock { $0 = ($0.busy + busy, $0.all + all) } }
        #expect(meter.reading(at: start) == nil)
        pass(10, of: 20)
        #expect(meter.reading(at: start + .milliseconds(50)) == nil)
        let first = meter.reading(at: start + .milliseconds(100))
        #expect(first?.now.cpu == 0.5 && first?.now.memory == 0.5 && first?.before.cpu == 0.5)
        pass(20, of: 20)
        let second = meter.reading(at: start + .milliseconds(200))
        #expect(second?.now.cpu == 1 && second?.before.cpu == 0.5)
        // A minute without work, and then much of it: what the average says is not asked.
        pass(0, of: 10_000)
        #expect(meter.reading(at: start + .seconds(60)) == nil)
        pass(20, of: 20)
        #expect(meter.reading(at: start + .milliseconds(60_100))?.now.cpu == 1)
        #expect(meter.lastReading(at: start + .milliseconds(60_900))?.now.cpu == 1)
    }

    @Test func `who may not wait learns the load a moment later`() async throws {
        let meter = MachineLoadMeter()
        #expect(meter.lastReading() == nil)
        let load = try await eventually { meter.lastReading()?.now }
        #expect(load.memory > 0 && load.memory < 1)
    }

    @Test(arguments: [
        // Memory and processors now, and a moment before; whether there is room below 0.8 and 0.9.
        (0.5, 0.5, 0.5, 0.5, true), (0.74, 0.5, 0.74, 0.5, true), (0.76, 0.5, 0.76, 0.5, false),
        (0.5, 0.88, 0.5, 0.88, true), (0.5, 0.895, 0.5, 0.895, false), (0.5, 1, 0.5, 1, false),
        // What grows fast is taken to go on.
        (0.7, 0.5, 0.3, 0.5, false), (0.5, 0.8, 0.5, 0.2, false), (0.5, 0.8, 0.5, 1, true),
    ])
    func `there is room as long as neither memory nor processors come near their targets`(
        memory: Double, cpu: Double, memoryBefore: Double, cpuBefore: Double, hasRoom: Bool
    ) {
        let reading = MachineLoadMeter.Reading(
            now: MachineLoad(memory: memory, cpu: cpu), before: MachineLoad(memory: memoryBefore, cpu: cpuBefore))
        #expect(LoadTargets(memory: 0.8, cpu: 0.9).allowMore(in: reading) == hasRoom)
    }
}

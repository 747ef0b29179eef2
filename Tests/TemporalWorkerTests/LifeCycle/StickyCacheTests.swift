// What leaves the sticky cache, and when.

import TestSupport
import Testing

@testable import TemporalWorker

@Suite struct StickyCacheTests {
    @Test func `the run that was used least recently leaves for one too many`() {
        var cache = StickyCache<Int>(limit: 2, sizeLimit: .max, maximumAge: .seconds(60))
        #expect(cache.put(1, runID: "1", size: 0) == [])
        #expect(cache.put(2, runID: "2", size: 0) == [])
        #expect(cache.take("1") == 1)
        #expect(cache.put(1, runID: "1", size: 0) == [])
        #expect(cache.put(3, runID: "3", size: 0) == [2])
        #expect(cache.count == 2)
    }

    @Test func `however runs come and go, they leave in the order of their last use`() async throws {
        let problems = try await onThread {
            var cache = StickyCache<Int>(limit: 50, sizeLimit: .max, maximumAge: .seconds(60))
            var inOrder: [Int] = []
            var problems: [String] = []
            for step in 0..<20_000 {
                let run = Int.random(in: 0..<80)
                if cache.take("\(run)") != (inOrder.contains(run) ? run : nil) { problems.append("take at \(step)") }
                inOrder.removeAll { $0 == run }
                if Bool.random() { continue }
                inOrder.append(run)
                let leaving = inOrder.count > 50 ? [inOrder.removeFirst()] : []
                if cache.put(run, runID: "\(run)", size: 0) != leaving { problems.append("put at \(step)") }
            }
            if cache.count != inOrder.count { problems.append("count") }
            return problems
        }
        #expect(problems == [])
    }

    @Test func `large histories leave for their size, and one may always stay`() {
        var cache = StickyCache<Int>(limit: 10, sizeLimit: 100, maximumAge: .seconds(60))
        #expect(cache.put(1, runID: "1", size: 60) == [])
        #expect(cache.put(2, runID: "2", size: 40) == [])
        #expect(cache.put(3, runID: "3", size: 50) == [1])
        #expect(cache.put(4, runID: "4", size: .max) == [2, 3])
        #expect(cache.take("4") == 4)
        #expect(cache.put(5, runID: "5", size: -1) == [])
        #expect(cache.put(6, runID: "6", size: 100) == [])
        #expect(cache.count == 2)
    }

    @Test func `idle runs leave, others stay`() {
        var cache = StickyCache<Int>(limit: 10, sizeLimit: .max, maximumAge: .seconds(60))
        _ = cache.put(1, runID: "1", size: 0)
        #expect(cache.takeAged() == [])
        #expect(cache.takeAged(at: .now + .seconds(61)) == [1])
        #expect(cache.count == 0)
    }

    @Test func `idle runs are named to be asked of, the longest idle first, and ever more rarely`() {
        var cache = StickyCache<Int>(limit: 10, sizeLimit: .max, maximumAge: .seconds(60))
        for run in 1...3 { _ = cache.put(run, runID: "\(run)", size: 0) }
        let start = ContinuousClock.now
        #expect(cache.idle(2, at: start) == [])
        #expect(cache.idle(2, at: start + .seconds(61)) == ["1", "2"])
        #expect(cache.idle(2, at: start + .seconds(62)) == ["3"])
        #expect(cache.idle(2, at: start + .seconds(63)) == [])
        #expect(cache.idle(3, at: start + .seconds(130)) == ["1", "2", "3"])
        #expect(cache.idle(3, at: start + .seconds(200)) == [])
        #expect(cache.count == 3)
    }

    @Test func `a cache of nothing keeps nothing`() {
        var cache = StickyCache<Int>(limit: 0, sizeLimit: .max, maximumAge: .seconds(60))
        #expect(cache.put(1, runID: "1", size: 0) == [1])
        #expect(cache.takeAll() == [])
    }
}

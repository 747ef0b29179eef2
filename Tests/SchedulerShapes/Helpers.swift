// What the shapes call: functions that leave the actor in each way the language has, and actors that are none of the run's.

func pureHelper(_ i: Int) async -> Int { i + 1 }
@inline(never) func bigHelper(_ i: Int) async -> Int {
    var x = i
    for _ in 0..<10 { x &*= 31 }
    return x
}
nonisolated(nonsending) func stayHelper(_ i: Int) async -> Int { i + 1 }
@concurrent func concHelper(_ i: Int) async -> Int { i + 1 }
func twoLevel(_ i: Int) async -> Int { await pureHelper(pureHelper(i)) }
func unusedHelper() async {}
actor Other {
    var n = 0
    func bump() -> Int {
        n += 1
        return n
    }
}
@MainActor func onMain() -> Int { 1 }

struct Boom: Error {}

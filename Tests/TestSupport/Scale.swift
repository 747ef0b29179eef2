// How much the tests do, and which random numbers they meet.
import Foundation

/// How much the tests that can do more or less do.
public enum TestScale {
    /// Whether `TEST_SCALE=long` is set, as the targets for long runs (`make test-interop`, `make test-faults` …) do.
    public static let isLong = ProcessInfo.processInfo.environment["TEST_SCALE"] == "long"

    /// `short` in an ordinary run, `long` in a long one.
    public static func pick<Value>(short: Value, long: Value) -> Value { isLong ? long : short }
}

/// Random numbers that a seed determines (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    /// What determines the numbers: a test that fails names it.
    public let seed: UInt64
    private var state: UInt64

    /// A generator of the numbers that `seed` determines.
    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// A generator with the seed of `TEST_SEED`, or a new one.
    public static func fresh() -> SeededGenerator {
        let given = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }
        return SeededGenerator(seed: given ?? UInt64.random(in: 0...UInt64(UInt32.max)))
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

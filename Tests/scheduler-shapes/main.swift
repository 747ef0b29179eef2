// Prints the trace of every shape, which a check compares between a debug and an optimised build. With --figures it prints what
// the scheduler costs instead.

import SchedulerShapes

if CommandLine.arguments.contains("--figures") {
    Figures.measure()
} else {
    for (name, make) in Shapes.all {
        let run = make()
        run.play()
        print("\(name): \(run.trace.joined(separator: " "))")
        run.executor.evict()
    }
}

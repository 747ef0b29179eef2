"""Measures this library beside its peers, in the same minutes on the same machine: bench.py [PART...] [--rounds N]

Parts: workflows, replay, memory, startup, codec, calls, growth; all of them if none is named. Prints a table, and keeps the samples of
each part in .dev/bench/PART.json. "bench.py show" prints what is kept, and writes it to docs/benchmarks.svg as well."""

import argparse
import asyncio
import json

import calls
import codec
import growth
import memory
import plot
import replay
import report
import startup
import workflows
from processes import ROOT, SCRATCH

PARTS = {
    "workflows": workflows, "replay": replay, "memory": memory, "startup": startup, "codec": codec, "calls": calls,
    "growth": growth,
}


async def measure(parts, rounds):
    progress = report.Progress(sum(PARTS[part].steps(rounds) for part in parts))
    rows = []
    for part in parts:
        measured = await PARTS[part].measure(rounds, progress)
        report.save(measured, SCRATCH / f"{part}.json")
        rows.extend(measured)
    return rows


def show():
    files = [SCRATCH / f"{part}.json" for part in PARTS if (SCRATCH / f"{part}.json").exists()]
    if not files:
        raise SystemExit("nothing has been measured yet: run make bench")
    rows = [row for file in files for row in report.load(file)]
    machine = json.loads(files[0].read_text())["machine"]
    print(report.table(rows) + "\n\n" + report.caption(machine))
    (ROOT / "docs/benchmarks.svg").write_text(plot.svg(rows, f"{machine['processors']} processors, {machine['date']}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.parts == ["show"]:
        return show()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    SCRATCH.mkdir(parents=True, exist_ok=True)
    print(report.table(asyncio.run(measure(options.parts or list(PARTS), options.rounds))))


if __name__ == "__main__":
    main()

"""Counts instructions and allocations of fixed pieces of work, and compares them with Benchmarks/counts.json: counts.py [--keep]

Times are not repeatable on a machine that others use; instructions are, to a fraction of a percent. Each piece of work is done
a few and many times: the difference is what it costs, without the start of the process. Live workflows run on a real server,
so theirs differ by a percent. Exits with 1 where a count grew by more than 5 %; --keep writes what was counted."""

import argparse
import asyncio
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

from temporalio.client import Client

import workflows
from processes import ROOT, SCRATCH, Process, Server, environment, undebugged_program

KEPT = ROOT / "Benchmarks/counts.json"
HISTORIES = ROOT / "Benchmarks/histories"
LIMIT = 1.05
FEW, MANY = 20, 120
LIVE_FEW, LIVE_MANY = 60, 260
CALLGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]


def parts(name):
    return lambda times: [SCRATCH / "bench-parts.undebugged", "counted", name, times, HISTORIES / "ten.json"]


def replay(name):
    return lambda times: [SCRATCH / "bench-worker.undebugged", "replay", times, HISTORIES / f"{name}.json"]


WORK = {
    "decode a history of ten activities": parts("decode"),
    "encode a history of ten activities": parts("encode"),
    "read a history of ten activities as JSON": parts("json-decode"),
    "write a history of ten activities as JSON": parts("json-encode"),
    "decode an argument": parts("payload-decode"),
    "encode an argument": parts("payload-encode"),
    "replay a workflow": replay("none"),
    "replay ten activities in a row": replay("ten"),
    "replay 20 activities at once": replay("fan-out-20"),
    "replay 20 signals": replay("signals-20"),
}
LIVE = {"a live workflow": "cpu-none", "a live workflow with an activity": "cpu-one"}


def variables():
    # The seed of Swift's hash tables differs from process to process otherwise.
    return {**environment(), "SWIFT_DETERMINISTIC_HASHING": "1", "SWIFT_BACKTRACE": "enable=no"}


def instructions(command):
    run = subprocess.run(
        [*CALLGRIND, *map(str, command)], env=variables(), text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        check=True)
    return collected(run.stderr)


def collected(text):
    return int(re.search(r"Collected : (\d+)", text).group(1))


def allocations(command, library):
    """The least of some runs: threads that meet now and then allocate for it."""
    def once():
        with tempfile.NamedTemporaryFile() as file:
            subprocess.run(
                list(map(str, command)), env={**variables(), "LD_PRELOAD": str(library), "ALLOCATIONS": file.name},
                check=True, stdout=subprocess.DEVNULL)
            return int(file.read())
    return min(once() for _ in range(5))


def count(work, library):
    few, many = work(FEW), work(MANY)
    return {
        "instructions": round((instructions(many) - instructions(few)) / (MANY - FEW)),
        "allocations": round((allocations(many, library) - allocations(few, library)) / (MANY - FEW), 1),
    }


async def count_live(server, library):
    """What a workflow costs a worker, from the poll to the answer."""
    client = await Client.connect(server.address)

    async def work(load, times, tool, extra):
        worker = Process(
            "counted-worker", [*tool, SCRATCH / "bench-worker.undebugged", load.key],
            {**variables(), "TEMPORAL_ADDRESS": server.address, **extra})
        try:
            worker.wait_for("ready")
            await workflows.run_many(client, load, load.key, times)
        finally:
            worker.end()
        return worker

    async def instructions_of(load, times):
        return collected((await work(load, times, CALLGRIND, {})).log.read_text())

    async def allocations_of(load, times):
        counts = []
        for _ in range(3):
            with tempfile.NamedTemporaryFile() as file:
                await work(load, times, [], {"LD_PRELOAD": str(library), "ALLOCATIONS": file.name})
                counts.append(int(file.read()))
        return min(counts)

    counted = {}
    for name, key in LIVE.items():
        load = next(load for load in workflows.LOADS if load.key == key)
        times = LIVE_MANY - LIVE_FEW
        counted[name] = {
            "instructions": round((await instructions_of(load, LIVE_MANY) - await instructions_of(load, LIVE_FEW)) / times),
            "allocations": round((await allocations_of(load, LIVE_MANY) - await allocations_of(load, LIVE_FEW)) / times, 1),
        }
    return counted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true")
    keep = parser.parse_args().keep
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for program in ["bench-parts", "bench-worker"]:
        undebugged_program(program)
    library = SCRATCH / "allocations.so"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", ROOT / "Benchmarks/peers/allocations.c", "-o", library], check=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = dict(zip(WORK, pool.map(lambda work: count(work, library), WORK.values())))
    server = Server()
    try:
        counts |= asyncio.run(count_live(server, library))
    finally:
        server.end()
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    grown = []
    print(f"{'':44} {'instructions':>14} {'change':>8} {'allocations':>12} {'change':>8}")
    for name, now in counts.items():
        changes = []
        for unit, number in now.items():
            before = kept.get(name, {}).get(unit)
            changes.append(f"{(number / before - 1) * 100:+.1f} %" if before else "")
            # Of few allocations, one more is no slip of the measurement either, but less than one is.
            if before is not None and number > max(before * LIMIT, before + 0.5):
                grown.append(f"{name}: {number:,} {unit}, {before:,} before")
        print(f"{name:44} {now['instructions']:>14,} {changes[0]:>8} {now['allocations']:>12,} {changes[1]:>8}")
    if keep:
        KEPT.write_text(json.dumps(counts, indent=1) + "\n")
    elif grown or set(counts) - set(kept):
        print("\n".join(["more than before, by over 5 %:", *grown] if grown else ["something is counted for the first time"]))
        print("Where this is meant, keep the new counts with: make counts KEEP=1")
        sys.exit(1)


if __name__ == "__main__":
    main()

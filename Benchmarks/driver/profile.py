"""Shows where time goes: profile.py [worker [LOAD [COUNT]] | replay HISTORY | part NAME]

  worker    runs workflows (cpu-none, cpu-one, cpu-ten, cpu-signals, cpu-fan-out) on our worker and shows its CPU, how often its
            threads sleep, and the functions at the top of perf's samples
  replay    replays one of Benchmarks/histories 200 times and shows the functions that execute most instructions
  part      the same for a part: decode, encode, json-decode, json-encode, payload-decode, payload-encode"""

import asyncio
import collections
import pathlib
import signal
import subprocess
import sys

from temporalio.client import Client

import counts
import workflows
from processes import SCRATCH, Server, Worker, idle, undebugged_program

COUNTS = {"cpu-none": 1000, "cpu-one": 500, "cpu-ten": 100, "cpu-signals": 300, "cpu-fan-out": 10}


def sleeps(pid):
    """How often the threads of each name have gone to sleep."""
    found = collections.Counter()
    for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
        name = (thread / "comm").read_text().strip().rstrip("0123456789-")
        for line in (thread / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                found[name] += int(line.split()[1])
    return found


def demangled(text):
    return subprocess.run(["swift", "demangle", "--simplified"], input=text, capture_output=True, text=True).stdout


async def profile_worker(key="cpu-one", count=None):
    load = next(load for load in workflows.LOADS if load.key == key)
    count = int(count or COUNTS[key])
    server = Server()
    worker = Worker("swift", server.address, "bench-swift")
    samples = SCRATCH / "perf.data"
    try:
        client = await Client.connect(server.address)
        await workflows.run_many(client, load, worker.queue, max(1, count // 10))
        await idle(worker)
        before, seconds = sleeps(worker.child.pid), worker.cpu_seconds
        perf = subprocess.Popen(
            ["perf", "record", "-F", "999", "-e", "cpu-clock", "-o", samples, "-p", str(worker.child.pid)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        await workflows.run_many(client, load, worker.queue, count)
        await idle(worker)
        slept, seconds = sleeps(worker.child.pid) - before, worker.cpu_seconds - seconds
        perf.send_signal(signal.SIGINT)
        perf.wait()
    finally:
        worker.end()
        server.end()
    print(f"{load.title}: {seconds / count * 1000:.3g} CPU s / 1,000 workflows")
    print(f"threads sleep {slept.total() / count:.1f} times a workflow:",
          ", ".join(f"{name} {number / count:.1f}" for name, number in slept.most_common(6)))
    for title, sort in [("by thread and library", "comm,dso"), ("by function", "symbol")]:
        text = subprocess.run(
            ["perf", "report", "-i", samples, "--no-children", "--sort", sort, "--stdio"], capture_output=True,
            text=True).stdout
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        print(f"\n{title}\n" + demangled("\n".join(lines[:40])))


def profile_instructions(command):
    file = SCRATCH / "callgrind.out"
    subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={file}", *map(str, command)], env=counts.variables(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    text = subprocess.run(["callgrind_annotate", "--threshold=90", file], capture_output=True, text=True).stdout
    print(demangled("\n".join(line[:300] for line in text.splitlines()[:70])))


def main(kind="worker", *names):
    SCRATCH.mkdir(parents=True, exist_ok=True)
    if kind == "worker":
        return asyncio.run(profile_worker(*names))
    undebugged_program("bench-worker" if kind == "replay" else "bench-parts")
    if kind == "replay" and len(names) == 1:
        return profile_instructions(counts.replay(names[0])(200))
    if kind == "part" and len(names) == 1:
        return profile_instructions(counts.parts(names[0])(200))
    raise SystemExit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Replayed events per CPU second, parsing excluded and the first repetition thrown away."""

import subprocess

import histories
from processes import PYTHON, ROOT, SCRATCH, environment, swift_program
from report import Row

TITLES = {
    "in-a-row": ("replay, 1,500 activities in a row", 60),
    "fan-out": ("replay, 1,500 activities at once", None),
    "signals": ("replay, 2,000 signals", 100),
}
REPETITIONS = {"swift": 12, "python": 2}


def steps(rounds):
    return 1 + len(TITLES) * rounds * 2


def replay(sdk, file):
    command = [swift_program("bench-worker")] if sdk == "swift" else [PYTHON, ROOT / "Benchmarks/peers/python_worker.py"]
    output = subprocess.run(
        [*command, "replay", str(1 + REPETITIONS[sdk]), file], env=environment(), cwd=SCRATCH, check=True,
        capture_output=True, text=True).stdout
    lines = [line.split() for line in output.splitlines()][1:]
    return sum(int(events) for events, _ in lines) / sum(float(seconds) for _, seconds in lines)


async def measure(rounds, progress):
    files = await histories.record(list(TITLES))
    progress.step("recorded histories")
    rows = []
    for name, (title, mark) in TITLES.items():
        samples = {"swift": [], "python": []}
        for _ in range(rounds):
            for sdk in samples:
                samples[sdk].append(replay(sdk, files[name]))
                progress.step(f"{title}: {sdk} {samples[sdk][-1]:,.0f} events / CPU s")
        rows.append(Row(
            f"replay-{name}", title, "events / CPU s", samples["swift"], samples["python"], "Python SDK", mark,
            more_is_better=True))
    return rows

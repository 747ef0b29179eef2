"""The processes that are measured: the dev server, and one worker of each SDK on a task queue of its own."""

import asyncio
import os
import pathlib
import random
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCRATCH = ROOT / ".dev/bench"
PYTHON = ROOT / ".venv/bin/python"

# Without these the server lets 50 ms pass at every hop, for every SDK.
SERVER_SETTINGS = [
    "matching.numTaskqueueReadPartitions=1", "matching.numTaskqueueWritePartitions=1",
    "history.transferProcessorMaxPollRPS=100000", "history.transferProcessorMaxPollHostRPS=1000000",
    "history.timerProcessorMaxPollRPS=100000", "history.timerProcessorMaxPollHostRPS=1000000",
]


def swift_program(name):
    """An optimised executable of this package."""
    return ROOT / ".build/release" / name


def undebugged_program(name):
    """The same without debugging information, which Debian's valgrind cannot read; the names of functions are still there."""
    program = SCRATCH / f"{name}.undebugged"
    subprocess.run(["strip", "--strip-debug", "-o", program, swift_program(name)], check=True)
    return program


def environment(address=None):
    """What a measured process sees: nothing that the shell says of another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_") and name != "LOG_LEVEL"}
    kept["TEMPORAL_CONFIG_FILE"] = os.devnull
    if address:
        kept["TEMPORAL_ADDRESS"] = address
    return kept


class Process:
    """A child that dies with this process, its errors in a log in .dev/bench."""

    def __init__(self, name, command, variables):
        self.log = SCRATCH / f"{name}.log"
        with open(self.log, "wb") as log:
            self.child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *map(str, command)], env=variables, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=log, text=True, cwd=SCRATCH)

    @property
    def cpu_seconds(self):
        """User and system time of all its threads so far, ended ones too."""
        # How Linux numbers the CPU clock of a process; what /proc shows comes in steps of 10 ms.
        return time.clock_gettime((~self.child.pid << 3) | 2)

    @property
    def resident_kb(self):
        return self._status("VmRSS")

    @property
    def peak_resident_kb(self):
        return self._status("VmHWM")

    def _status(self, field):
        for line in self._read("status").splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
        raise RuntimeError(f"the process {self.child.pid} has no {field}")

    def _read(self, name):
        return pathlib.Path(f"/proc/{self.child.pid}/{name}").read_text()

    def wait_for(self, word):
        """Waits until it has printed a line that begins with the word."""
        while line := self.child.stdout.readline():
            if line.startswith(word):
                return
        raise RuntimeError(f"{self.log.name}: ended without \"{word}\":\n{self.log.read_text()[-2000:]}")

    def end(self):
        self.child.terminate()
        try:
            self.child.wait(35)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


class Server(Process):
    """A fresh dev server on a free port."""

    def __init__(self):
        self.address = f"127.0.0.1:{free_port()}"
        settings = [part for setting in SERVER_SETTINGS for part in ("--dynamic-config-value", setting)]
        super().__init__("server", [
            ROOT / ".venv/bin/temporal", "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port",
            self.address.rsplit(":", 1)[1], "--log-level", "error", *settings], environment())
        self.wait_for("Temporal Server:")


class Worker(Process):
    """A worker of one SDK."""

    def __init__(self, sdk, address, queue):
        self.sdk, self.queue = sdk, queue
        command = [swift_program("bench-worker")] if sdk == "swift" else [PYTHON, ROOT / "Benchmarks/peers/python_worker.py"]
        super().__init__(f"worker-{sdk}", [*command, self.queue], environment(address))
        self.wait_for("ready")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def idle(process, limit=120):
    """Waits until the process has done next to nothing for half a second, so that what it still has to do is counted, and not
    with what comes next."""
    deadline = time.monotonic() + limit
    before = process.cpu_seconds
    while time.monotonic() < deadline:
        await asyncio.sleep(0.5)
        now = process.cpu_seconds
        if now - before < 0.001:
            return
        before = now
    raise RuntimeError(f"{process.log.stem} does not come to rest within {limit} s")

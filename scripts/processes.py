"""What the scripts share that start several processes: none outlives its script, and each has a log."""
import contextlib
import os
import pathlib
import random
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEMPORAL = ROOT / ".venv/bin/temporal"


def clean_environment():
    """This process's environment without what it says of servers that a developer uses otherwise."""
    others = ("TEMPORAL_", "POSTGRES_", "REDIS_", "PULSAR_", "BRIDGE_", "LOG_LEVEL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    environment["TEMPORAL_CONFIG_FILE"] = os.devnull
    return environment


class Problem(Exception):
    """Something that ends the demo; the message says what, and what to look at."""


def say(text):
    print(f"==> {text}", flush=True)


class Processes:
    """The child processes of a script. None outlives it."""

    def __init__(self, logs, environment):
        self.logs, self.environment = logs, environment
        self.started = []

    def start(self, name, command, environment=None, user=None, end=signal.SIGTERM, must_end_well=False):
        """Starts a process that dies with this one, its output in a log of its own. Its folder holds no .env. It is asked to
        end by the signal, and must then exit with 0 if that is said."""
        log = self.logs / f"{name}.log"
        as_user = ["--reuid", user, "--regid", user, "--init-groups"] if user else []
        with open(log, "wb") as output:
            process = subprocess.Popen(
                ["setpriv", *as_user, "--pdeathsig", "KILL", *map(str, command)], stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, env={**self.environment, **(environment or {})}, cwd=self.logs,
                start_new_session=True)
        process.name, process.log, process.end, process.must_end_well = name, log, end, must_end_well
        self.started.append(process)
        return process

    def end(self):
        """Asks each to end, the last started first, and insists after a minute (a worker drains for up to 30 s, and its parts end after it). Returns the names of
        those that did not end as well as they must."""
        failed = []
        for process in reversed(self.started):
            if process.poll() is None:
                process.send_signal(process.end)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(60)
                if process.poll() is None:
                    process.kill()
                    process.wait()
            if process.must_end_well and process.returncode != 0:
                failed.append(f"{process.name} ended with status {process.returncode}")
        self.started = []
        return failed


def wait_for(process, sentence, name, limit):
    """Waits until the process has logged the sentence."""
    deadline = time.monotonic() + limit
    while True:
        text = process.log.read_text(errors="replace")
        if sentence in text:
            return text
        if process.poll() is not None or time.monotonic() > deadline:
            ended = f"ended with status {process.returncode}" if process.poll() is not None else f"said nothing of it for {limit} s"
            raise Problem(f"{name} did not start (no \"{sentence}\": it {ended}):\n{text[-3000:]}")
        time.sleep(0.05)


def wait_for_port(process, port, name, limit):
    """Waits until the process listens on the port."""
    deadline = time.monotonic() + limit
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise Problem(f"{name} did not start:\n{process.log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.05)


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False


def free_port(usual):
    """The usual port if it is free, or else another."""
    for port in [usual] + random.sample(range(15_000, 32_000), 50):
        if is_free(port):
            return port
    raise Problem("found no free port")


def start_temporal(processes, settings=()):
    """The dev server, on the usual ports if they are free, with dynamic settings (name=json). Another program may take a port first, so it tries again."""
    candidates = [(7233, 8233)] + [(port, port + 1) for port in random.sample(range(15_000, 32_000, 2), 20)]
    for port, ui_port in candidates:
        if not (is_free(port) and is_free(ui_port)):
            continue
        server = processes.start("server", [
            TEMPORAL, "server", "start-dev", "--ip", "127.0.0.1", "--port", port, "--ui-port", ui_port, "--log-level", "error",
            *[word for setting in settings for word in ("--dynamic-config-value", setting)]])
        try:
            wait_for(server, "Temporal Server:", "the Temporal server", 60)
            return f"127.0.0.1:{port}", f"http://127.0.0.1:{ui_port}"
        except Problem as problem:
            if "address already in use" not in str(problem):
                raise
            # It ended by itself, and is no part of what runs.
            server.wait()
            processes.started.remove(server)
    raise Problem("found no free ports for the Temporal server")


def build(*products):
    """Builds products and returns the folder they lie in."""
    for product in products:
        subprocess.run(["swift", "build", "--product", product], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    shown = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return pathlib.Path(shown.stdout.strip())

"""Unary calls per CPU second of the client: ours, grpc-swift-2's, and h2load's as the limit. All call the same grpcio server,
which is slower than any of them: only the client's own CPU counts."""

import re
import resource
import subprocess

import rivals
from processes import PYTHON, ROOT, SCRATCH, Process, environment, swift_program
from report import Row

IN_FLIGHT = 50
CALLS = {"ours": 30_000, "grpc-swift-2": 10_000, "h2load": 30_000}


def steps(rounds):
    return 1 + rounds


class EchoServer(Process):
    def __init__(self):
        super().__init__("echo-server", [PYTHON, ROOT / "Tests/Peers/grpc_peer.py"], environment())
        self.port = int(re.match(r"port (\d+)", self.child.stdout.readline()).group(1))


def calls_per_second(name, program, port):
    if name == "h2load":
        return h2load(port)
    place = [f"127.0.0.1:{port}"] if name == "ours" else ["127.0.0.1", str(port)]
    output = subprocess.run(
        [*program, *place, str(CALLS[name]), str(IN_FLIGHT)], check=True, capture_output=True, text=True, cwd=SCRATCH).stdout
    calls, seconds = output.split()
    return int(calls) / float(seconds)


def h2load(port):
    """The same requests, without a library around them."""
    body = SCRATCH / "echo-body"
    body.write_bytes(b"\x00" + (100).to_bytes(4, "big") + b"x" * 100)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(
        ["h2load", "-n", str(CALLS["h2load"]), "-c", "1", "-m", str(IN_FLIGHT), "-d", body, "-H", "te: trailers",
         "-H", "content-type: application/grpc", f"http://127.0.0.1:{port}/test.Peer/Echo"],
        check=True, capture_output=True, text=True, cwd=SCRATCH).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if f"{CALLS['h2load']} succeeded" not in output:
        raise RuntimeError(output)
    return CALLS["h2load"] / (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


async def measure(rounds, progress):
    progress.step("building grpc-swift-2's program")
    programs = {"ours": [swift_program("bench-parts"), "grpc"], "grpc-swift-2": [rivals.swift("grpc-swift-calls")], "h2load": None}
    server = EchoServer()
    samples = {name: [] for name in programs}
    try:
        for _ in range(rounds):
            for name, program in programs.items():
                samples[name].append(calls_per_second(name, program, server.port))
            progress.step(", ".join(f"{name} {taken[-1]:,.0f} calls / CPU s" for name, taken in samples.items()))
    finally:
        server.end()
    return [
        Row("calls", "unary gRPC calls", "calls / CPU s", samples["ours"], samples["grpc-swift-2"], "grpc-swift-2", 2, True),
        Row("calls-limit", "unary gRPC calls, the limit", "calls / CPU s", samples["ours"], samples["h2load"], "h2load", None, True),
    ]

"""From exec to the first poll, against a server that answers at once, so that only the worker's own time is measured."""

import asyncio
import time

import grpc
from temporalio.api.workflowservice.v1 import request_response_pb2 as messages

from processes import PYTHON, ROOT, Process, environment, swift_program
from report import Row

SERVICE = "/temporal.api.workflowservice.v1.WorkflowService/"
RUNS = {"swift": 10, "python": 3}


def steps(rounds):
    return 2


class Frontend(grpc.GenericRpcHandler):
    """Knows the calls before the first poll, and when that came."""

    def __init__(self):
        self.polled = asyncio.Event()

    def service(self, details):
        return grpc.unary_unary_rpc_method_handler(self._answer(details.method.removeprefix(SERVICE)))

    def _answer(self, method):
        async def answer(request, context):
            if method == "PollWorkflowTaskQueue":
                self.time = time.perf_counter() if not self.polled.is_set() else self.time
                self.polled.set()
                await asyncio.sleep(60)
            if method == "GetSystemInfo":
                return messages.GetSystemInfoResponse(server_version="1.32.0").SerializeToString()
            if method == "DescribeNamespace":
                answer = messages.DescribeNamespaceResponse()
                answer.namespace_info.name = "default"
                return answer.SerializeToString()
            if method.startswith("Poll"):
                await asyncio.sleep(60)
            return b""
        return answer


async def start(sdk):
    frontend = Frontend()
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((frontend,))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    command = [swift_program("bench-worker")] if sdk == "swift" else [PYTHON, ROOT / "Benchmarks/peers/python_worker.py"]
    begin = time.perf_counter()
    worker = Process(f"startup-{sdk}", [*command, "bench"], environment(f"127.0.0.1:{port}"))
    try:
        await asyncio.wait_for(frontend.polled.wait(), 60)
    finally:
        worker.child.kill()
        worker.child.wait()
        await server.stop(None)
    return (frontend.time - begin) * 1000


async def measure(rounds, progress):
    samples = {"swift": [], "python": []}
    for sdk, runs in RUNS.items():
        await start(sdk)
        for _ in range(runs):
            samples[sdk].append(await start(sdk))
        progress.step(f"start: {sdk} {min(samples[sdk]):.0f} ms")
    return [
        Row("startup", "from exec to the first poll", "ms", samples["swift"], samples["python"], "Python SDK"),
        Row("startup-mark", "from exec to the first poll, against the mark", "ms", samples["swift"], mark=50),
    ]

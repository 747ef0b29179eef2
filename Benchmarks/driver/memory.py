"""Memory: what a parked workflow adds, what the worker takes at most, and the size of its executable."""

import asyncio
import subprocess
import uuid

from temporalio.client import Client

import workflows
from processes import SCRATCH, Server, Worker, idle, swift_program
from report import Row

PARKED = {"swift": 10_000, "python": 2_000}


def steps(rounds):
    return 3


async def park(client, worker, count):
    """Starts so many, and waits until the worker has nothing more to do for them."""
    left = iter(range(count))

    async def lane():
        for _ in left:
            await client.start_workflow("ParkedWorkflow", id=uuid.uuid4().hex, task_queue=worker.queue)

    await asyncio.gather(*[lane() for _ in range(workflows.IN_FLIGHT)])
    await idle(worker)


async def measure(rounds, progress):
    rows = []
    grown, peak = {}, {}
    for sdk, count in PARKED.items():
        server = Server()
        worker = Worker(sdk, server.address, f"bench-{sdk}")
        try:
            client = await Client.connect(server.address)
            await workflows.run_many(client, workflows.LOADS[0], worker.queue, 500)
            await park(client, worker, 100)
            peak[sdk] = worker.peak_resident_kb / 1024
            before = worker.resident_kb
            await park(client, worker, count)
            grown[sdk] = (worker.resident_kb - before) / count
            progress.step(f"{count} parked workflows: {sdk} {grown[sdk]:.3g} KB each")
        finally:
            worker.end()
            server.end()
    rows.append(Row("parked", "a parked workflow", "KB", [grown["swift"]], [grown["python"]], "Python SDK"))
    rows.append(Row("parked-mark", "a parked workflow, against the mark", "KB", [grown["swift"]], mark=8))
    rows.append(Row("peak", "peak memory of the worker, no activity", "MB", [peak["swift"]], [peak["python"]], "Python SDK"))
    stripped = SCRATCH / "bench-worker.stripped"
    subprocess.run(["strip", "-o", stripped, swift_program("bench-worker")], check=True)
    rows.append(Row("size", "stripped executable", "MB", [stripped.stat().st_size / 1e6]))
    progress.step("size of the executable")
    return rows

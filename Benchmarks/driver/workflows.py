"""CPU of the worker a workflow, and how long one takes from start to result."""

import asyncio
import dataclasses
import statistics
import time
import uuid

from temporalio.client import Client

from processes import Server, Worker, idle
from report import Row

IN_FLIGHT = 50


@dataclasses.dataclass
class Load:
    """A workflow, started so often that each worker uses more than a second of CPU."""

    key: str
    title: str
    workflow: str
    arguments: list
    expected: object
    counts: dict
    mark: float | None
    signals: int = 0


LOADS = [
    Load("cpu-none", "no activity", "NoopWorkflow", [], "ok", {"swift": 1500, "python": 120}, 11),
    Load("cpu-one", "one activity", "OneActivityWorkflow", [], "ok", {"swift": 700, "python": 80}, 8),
    Load("cpu-ten", "ten activities", "TenActivitiesWorkflow", [], "ok", {"swift": 150, "python": 30}, 6),
    Load("cpu-signals", "ten signals", "SignalWorkflow", [10], 10, {"swift": 1200, "python": 100}, 12, signals=10),
    Load("cpu-fan-out", "100 activities at once", "FanOutWorkflow", [100], 4950, {"swift": 25, "python": 6}, None),
]


async def run_one(client, load, queue):
    handle = await client.start_workflow(load.workflow, args=load.arguments, id=uuid.uuid4().hex, task_queue=queue)
    await asyncio.gather(*[handle.signal("bump") for _ in range(load.signals)])
    result = await handle.result()
    if result != load.expected:
        raise RuntimeError(f"{load.workflow} on {queue} gave {result!r}")


async def run_many(client, load, queue, count):
    left = iter(range(count))

    async def lane():
        for _ in left:
            await run_one(client, load, queue)

    await asyncio.gather(*[lane() for _ in range(IN_FLIGHT)])


async def cpu_per_thousand(client, load, worker):
    count = load.counts[worker.sdk]
    await idle(worker)
    before = worker.cpu_seconds
    await run_many(client, load, worker.queue, count)
    await idle(worker)
    return (worker.cpu_seconds - before) / count * 1000


async def latency(client, worker, count=100):
    load, times = LOADS[0], []
    for _ in range(count):
        start = time.perf_counter()
        await run_one(client, load, worker.queue)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def steps(rounds):
    return (len(LOADS) + 1) * rounds * 2


async def measure(rounds, progress):
    """The workers take turns on the same fresh server."""
    server = Server()
    workers = [Worker("swift", server.address, "bench-swift"), Worker("python", server.address, "bench-python")]
    try:
        client = await Client.connect(server.address)
        rows = []
        for load in LOADS:
            samples = {"swift": [], "python": []}
            for worker in workers:
                await run_many(client, load, worker.queue, IN_FLIGHT if not load.key.endswith("fan-out") else 2)
            for _ in range(rounds):
                for worker in workers:
                    samples[worker.sdk].append(await cpu_per_thousand(client, load, worker))
                    progress.step(f"{load.title}: {worker.sdk} {samples[worker.sdk][-1]:.3g} CPU s / 1,000")
            rows.append(Row(
                load.key, f"worker CPU, {load.title}", "s / 1,000 workflows", samples["swift"], samples["python"],
                "Python SDK", load.mark))
        samples = {"swift": [], "python": []}
        for _ in range(rounds):
            for worker in workers:
                samples[worker.sdk].append(await latency(client, worker))
                progress.step(f"one at a time: {worker.sdk} {samples[worker.sdk][-1]:.3g} ms")
        rows.append(Row(
            "latency", "one workflow at a time, median", "ms", samples["swift"], samples["python"], "Python SDK"))
        return rows
    finally:
        for worker in workers:
            worker.end()
        server.end()

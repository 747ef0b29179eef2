"""The Python SDK's worker in the benchmarks: `python_worker.py TASK_QUEUE` runs it on the server that TEMPORAL_ADDRESS names,
until SIGTERM; `python_worker.py replay REPETITIONS FILE…` replays histories and prints, a line each repetition, how many
events there were and how many CPU seconds they took."""

import asyncio
import os
import signal
import sys
import time
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Replayer, Worker

PATIENCE = timedelta(seconds=10)


@activity.defn
async def trivial(number: int) -> int:
    return number


@workflow.defn
class NoopWorkflow:
    @workflow.run
    async def run(self) -> str:
        return "ok"


@workflow.defn
class OneActivityWorkflow:
    @workflow.run
    async def run(self) -> str:
        await workflow.execute_activity(trivial, 0, start_to_close_timeout=PATIENCE)
        return "ok"


@workflow.defn
class TenActivitiesWorkflow:
    @workflow.run
    async def run(self) -> str:
        for number in range(10):
            await workflow.execute_activity(trivial, number, start_to_close_timeout=PATIENCE)
        return "ok"


@workflow.defn
class ManyActivitiesWorkflow:
    @workflow.run
    async def run(self, count: int) -> int:
        total = 0
        for number in range(count):
            total += await workflow.execute_activity(trivial, number, start_to_close_timeout=PATIENCE)
        return total


@workflow.defn
class FanOutWorkflow:
    @workflow.run
    async def run(self, count: int) -> int:
        return sum(await asyncio.gather(*[
            workflow.execute_activity(trivial, number, start_to_close_timeout=PATIENCE) for number in range(count)]))


@workflow.defn
class SignalWorkflow:
    def __init__(self) -> None:
        self.bumps = 0

    @workflow.run
    async def run(self, count: int) -> int:
        await workflow.wait_condition(lambda: self.bumps >= count)
        return self.bumps

    @workflow.signal
    def bump(self) -> None:
        self.bumps += 1


@workflow.defn
class ParkedWorkflow:
    def __init__(self) -> None:
        self.is_released = False

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self.is_released)

    @workflow.signal
    def release(self) -> None:
        self.is_released = True


@workflow.defn
class LengthWorkflow:
    @workflow.run
    async def run(self, text: str) -> int:
        return len(text)


WORKFLOWS = [
    NoopWorkflow, OneActivityWorkflow, TenActivitiesWorkflow, ManyActivitiesWorkflow, FanOutWorkflow, SignalWorkflow,
    ParkedWorkflow, LengthWorkflow]


async def work(task_queue):
    client = await Client.connect(os.environ["TEMPORAL_ADDRESS"])
    worker = Worker(
        client, task_queue=task_queue, workflows=WORKFLOWS, activities=[trivial], max_cached_workflows=20_000)
    async with worker:
        print("ready", flush=True)
        ended = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        await ended.wait()


async def replay(repetitions, files):
    from temporalio.api.history.v1 import History

    histories = []
    for file in files:
        with open(file, "rb") as content:
            histories.append(WorkflowHistory("replayed", History.FromString(content.read()).events))
    events = sum(len(history.events) for history in histories)
    replayer = Replayer(workflows=WORKFLOWS)
    for _ in range(repetitions):
        before = time.process_time()
        for history in histories:
            await replayer.replay_workflow(history)
        print(events, time.process_time() - before, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "replay":
        asyncio.run(replay(int(sys.argv[2]), sys.argv[3:]))
    else:
        asyncio.run(work(sys.argv[1]))

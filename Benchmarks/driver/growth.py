"""How our costs grow: with the length of a history, the number of activities at once, the size of a payload, and the number of
cached workflows. Each point is what one unit costs, so a straight line upwards would be worse than linear."""

from temporalio.api.history.v1 import History
from temporalio.client import Client, PayloadLimitsConfig

import histories
import memory
import replay
import workflows
from processes import SCRATCH, Server, Worker
from report import Curve

EVENTS = [10, 100, 1_000, 10_000, 50_000]
AT_ONCE = [1, 10, 50, 100, 200]
KILOBYTES = [1, 10, 100, 1_000, 2_000]
CACHED = [100, 1_000, 10_000]


def steps(rounds):
    return len(EVENTS) + len(AT_ONCE) + len(KILOBYTES) + len(CACHED)


def lengthened(history, count):
    """The history of activities in a row, cut or continued at the start of a task, with about `count` events."""
    # Five events to the first command; from there each activity has six: scheduled, started, completed, and a workflow task.
    events = list(history.events[:4 + 6])
    template = history.events[4:10]
    while len(events) + 6 < count:
        activity = (len(events) - 4) // 6
        for event in template:
            copy = type(event)()
            copy.CopyFrom(event)
            copy.event_id += 6 * activity
            attributes = getattr(copy, copy.WhichOneof("attributes"))
            for field in ["scheduled_event_id", "started_event_id", "workflow_task_completed_event_id"]:
                if hasattr(attributes, field) and getattr(attributes, field) > 0:
                    setattr(attributes, field, getattr(attributes, field) + 6 * activity)
            if copy.HasField("activity_task_scheduled_event_attributes"):
                attributes.activity_id = str(activity + 1)
                attributes.input.payloads[0].data = str(activity).encode()
            if copy.HasField("activity_task_completed_event_attributes"):
                attributes.result.payloads[0].data = str(activity).encode()
            events.append(copy)
    # The last workflow task is under way.
    return History(events=events[:-1])


async def replayed(progress):
    source = History.FromString((await histories.record(["in-a-row"]))["in-a-row"].read_bytes())
    # The number of activities that it asks for is more than there are.
    source.events[0].workflow_execution_started_event_attributes.input.payloads[0].data = b"1000000"
    points = []
    for count in EVENTS:
        history = lengthened(source, count)
        file = SCRATCH / f"events-{count}.binpb"
        file.write_bytes(history.SerializeToString())
        points.append((len(history.events), 1e6 / replay.replay("swift", file)))
        progress.step(f"replay of {len(history.events)} events: {points[-1][1]:.3g} µs an event")
    return Curve("replay-events", "events in a history", "µs of CPU an event", points)


async def live(key, title, unit, points, load, progress):
    """CPU of the worker with loads of growing size; `load` makes one of a size, and says how many units it has."""
    server = Server()
    worker = Worker("swift", server.address, "bench-swift")
    try:
        # The driver does not want to be told that its arguments are large.
        client = await Client.connect(server.address, payload_limits=PayloadLimitsConfig(payloads_warn_size=0))
        await workflows.run_many(client, workflows.LOADS[0], worker.queue, 200)
        measured = []
        for point in points:
            work, count, units = load(point)
            work.counts = {"swift": count}
            seconds = await workflows.cpu_per_thousand(client, work, worker) / 1000
            measured.append((point, seconds / units * 1e6))
            progress.step(f"{title}: {point}: {measured[-1][1]:.3g} {unit}")
        return Curve(key, title, unit, measured)
    finally:
        worker.end()
        server.end()


def fan_out(count):
    load = workflows.Load("", "", "FanOutWorkflow", [count], sum(range(count)), {}, None)
    return load, max(20, 1_000 // count), count


def payload(kilobytes):
    load = workflows.Load("", "", "LengthWorkflow", ["x" * (kilobytes * 1_000)], kilobytes * 1_000, {}, None)
    return load, max(40, 500 // kilobytes), kilobytes


async def cached(progress):
    server = Server()
    worker = Worker("swift", server.address, "bench-swift")
    try:
        client = await Client.connect(server.address)
        load = workflows.Load("", "", "SignalWorkflow", [10], 10, {"swift": 300}, None, signals=10)
        await workflows.run_many(client, load, worker.queue, 100)
        points, parked = [], 0
        for count in CACHED:
            await memory.park(client, worker, count - parked)
            parked = count
            points.append((count, await workflows.cpu_per_thousand(client, load, worker)))
            progress.step(f"{count} cached workflows: {points[-1][1]:.3g} CPU s / 1,000 workflows beside them")
        return Curve("cached", "cached workflows", "CPU s / 1,000 workflows with ten signals beside them", points)
    finally:
        worker.end()
        server.end()


async def measure(rounds, progress):
    return [
        await replayed(progress),
        await live("at-once", "activities at once", "µs of CPU an activity", AT_ONCE, fan_out, progress),
        await live("payload", "KB in an argument", "µs of CPU a KB", KILOBYTES, payload, progress),
        await cached(progress),
    ]

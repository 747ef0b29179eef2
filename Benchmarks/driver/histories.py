"""Histories to replay and messages to decode, recorded from the Python worker and kept in .dev/bench/histories. Run by
itself, it records anew those of Benchmarks/histories, whose instructions are counted."""

import asyncio
import uuid

from google.protobuf import json_format
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.history.v1 import History
from temporalio.api.workflowservice.v1 import (
    GetWorkflowExecutionHistoryRequest, PollWorkflowTaskQueueResponse, RespondWorkflowTaskCompletedRequest)
from temporalio.api.command.v1 import Command
from temporalio.api.enums.v1 import CommandType
from temporalio.client import Client

from processes import ROOT, SCRATCH, Server, Worker

FOLDER = SCRATCH / "histories"


async def history_of(client, handle):
    """The whole history, as the server keeps it."""
    events, token = [], b""
    while True:
        answer = await client.workflow_service.get_workflow_execution_history(GetWorkflowExecutionHistoryRequest(
            namespace="default", execution=WorkflowExecution(workflow_id=handle.id, run_id=handle.first_execution_run_id or ""),
            next_page_token=token))
        events.extend(answer.history.events)
        token = answer.next_page_token
        if not token:
            return History(events=events)


async def run(client, workflow, arguments, signals=0):
    handle = await client.start_workflow(workflow, args=arguments, id=uuid.uuid4().hex, task_queue="bench-python")
    for _ in range(signals):
        await handle.signal("bump")
    await handle.result()
    return await history_of(client, handle)


# By name: the workflow, its arguments, and how many signals it is sent.
RECORDED = {
    "none": ("NoopWorkflow", [], 0),
    "ten": ("TenActivitiesWorkflow", [], 0),
    "in-a-row": ("ManyActivitiesWorkflow", [1500], 0),
    "fan-out": ("FanOutWorkflow", [1500], 0),
    "signals": ("SignalWorkflow", [2000], 2000),
    "fan-out-20": ("FanOutWorkflow", [20], 0),
    "signals-20": ("SignalWorkflow", [20], 20),
}


async def record(names, progress=None):
    """Records what is not there yet; returns the files by name."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    files = {name: FOLDER / f"{name}.binpb" for name in names}
    missing = [name for name in names if not files[name].exists()]
    if missing:
        server = Server()
        worker = Worker("python", server.address, "bench-python")
        try:
            client = await Client.connect(server.address)
            for name in missing:
                history = await run(client, *RECORDED[name])
                files[name].write_bytes(history.SerializeToString())
        finally:
            worker.end()
            server.end()
    return files


def messages(history_file):
    """A task and a completion as they go over the wire, made of a workflow with ten activities."""
    history = History.FromString(history_file.read_bytes())
    input = next(event.activity_task_scheduled_event_attributes for event in history.events
                 if event.HasField("activity_task_scheduled_event_attributes"))
    poll = PollWorkflowTaskQueueResponse(
        task_token=bytes(range(120)), workflow_execution=WorkflowExecution(workflow_id="w" * 32, run_id="r" * 36),
        previous_started_event_id=3, started_event_id=9, attempt=1, history=History(events=history.events[4:9]))
    poll.workflow_type.name = "TenActivitiesWorkflow"
    command = Command(command_type=CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK)
    attributes = command.schedule_activity_task_command_attributes
    attributes.activity_id = input.activity_id
    attributes.activity_type.CopyFrom(input.activity_type)
    attributes.task_queue.CopyFrom(input.task_queue)
    attributes.input.CopyFrom(input.input)
    attributes.start_to_close_timeout.CopyFrom(input.start_to_close_timeout)
    completed = RespondWorkflowTaskCompletedRequest(
        task_token=bytes(range(120)), commands=[command], identity="1234@host", namespace="default")
    return {
        "History": history_file,
        "PollWorkflowTaskQueueResponse": _kept("poll", poll),
        "RespondWorkflowTaskCompletedRequest": _kept("completed", completed),
    }


def _kept(name, message):
    file = FOLDER / f"{name}.binpb"
    file.write_bytes(message.SerializeToString())
    return file


if __name__ == "__main__":
    for name, file in asyncio.run(record(["none", "ten", "fan-out-20", "signals-20"])).items():
        text = json_format.MessageToJson(History.FromString(file.read_bytes()))
        (ROOT / f"Benchmarks/histories/{name}.json").write_text(text + "\n")

"""A Temporal frontend that misbehaves as it is told; it prints `port N` when it listens, and a line of JSON for each report
that a worker makes: {"method": …, "request": {…}}.

  --fail METHOD=CODE        every call of METHOD ends with this status, such as PERMISSION_DENIED
  --message TEXT            the message of these statuses
  --fail-once METHOD=CODE   the same, for the first call only
  --fail-sessions CODE      polls for the creation of sessions end with this status
  --refuse-later CODE=N     after the first report, N polls that would have brought a task end with this status
  --commands CODE           once something was reported, the first poll for commands to the worker ends with this status, and
                            the next brings one that cancels the activity with the token activity-1
  --garbage METHOD=N        the first N calls of METHOD are answered with bytes that are no message
  --gather METHOD=N         no call of METHOD is answered before the Nth has come
  --task KIND               hands out a workflow task, then the next: good, gap, headless, empty, hollow, or query, which has one
  --workflow TYPE           the type of these workflows; Quick unless told
  --activity TYPE           hands out an activity task of this type, without arguments
  --input JSON              their one argument instead
  --report METHOD           every call of METHOD is reported, too
  --max-streams N           takes so many calls at once of a connection
  --eager N                 answers a completion with N of the activities that it asks for at once
  --pages N                 takes completions of up to 4 MiB, and larger ones in pages, all of which it loses N times
"""

import argparse
import asyncio

import grpc
from google.protobuf import json_format
from google.rpc import status_pb2
from temporalio.api.common.v1 import message_pb2 as common
from temporalio.api.enums.v1 import event_type_pb2 as kinds
from temporalio.api.errordetails.v1 import message_pb2 as error_details
from temporalio.api.history.v1 import message_pb2 as history
from temporalio.api.taskqueue.v1 import message_pb2 as task_queues
from temporalio.api.worker.v1 import message_pb2 as workers
from temporalio.api.workflowservice.v1 import request_response_pb2 as messages
from temporalio.api.workflowservice.v1 import service_pb2 as services

SERVICE = services.DESCRIPTOR.services_by_name["WorkflowService"]
GARBAGE = b"\xff" * 40


def events(kind, workflow, queue):
    """The history of a workflow of type `workflow` on `queue` whose first task has just been started, spoiled as `kind` says."""
    whole = [
        history.HistoryEvent(
            event_id=1, event_type=kinds.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
            workflow_execution_started_event_attributes=history.WorkflowExecutionStartedEventAttributes(
                workflow_type=common.WorkflowType(name=workflow),
                task_queue=task_queues.TaskQueue(name=queue), original_execution_run_id=f"run-{kind}",
                workflow_id=f"workflow-{kind}", attempt=1)),
        history.HistoryEvent(
            event_id=2, event_type=kinds.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            workflow_task_scheduled_event_attributes=history.WorkflowTaskScheduledEventAttributes(attempt=1)),
        history.HistoryEvent(
            event_id=3, event_type=kinds.EVENT_TYPE_WORKFLOW_TASK_STARTED,
            workflow_task_started_event_attributes=history.WorkflowTaskStartedEventAttributes(scheduled_event_id=2)),
    ]
    for event in whole:
        event.event_time.GetCurrentTime()
    if kind == "gap":
        whole[1].event_id, whole[2].event_id = 3, 4
    elif kind == "headless":
        del whole[0]
    elif kind == "empty":
        whole.clear()
    elif kind == "hollow":
        whole[0].ClearField("workflow_execution_started_event_attributes")
    return whole


class Gathering:
    """Calls that wait until so many have come."""

    def __init__(self, count):
        self.missing = count
        self.complete = asyncio.Event()

    async def join(self):
        self.missing -= 1
        if self.missing <= 0:
            self.complete.set()
        await self.complete.wait()


class Frontend(grpc.GenericRpcHandler):
    def __init__(self, wish):
        self.wish = wish
        self.failing = dict(pair.split("=") for pair in wish.fail)
        self.failing_once = dict(pair.split("=") for pair in wish.fail_once)
        self.garbage = {name: int(count) for name, count in (pair.split("=") for pair in wish.garbage)}
        self.gathering = {name: Gathering(int(count)) for name, count in (pair.split("=") for pair in wish.gather)}
        self.tasks = list(wish.task)
        self.activities = list(wish.activity)
        self.refusals = {code: int(count) for code, count in (pair.split("=") for pair in wish.refuse_later)}
        self.commands = None if wish.commands is None else [wish.commands, ""]
        self.pages = set()
        self.losses = wish.pages or 0
        self.queue = ""
        self.handed_out = 0
        self.reports = 0

    def service(self, details):
        method = SERVICE.methods_by_name.get(details.method.rsplit("/", 1)[-1])
        if method is None:
            return None
        request_type = getattr(messages, method.input_type.name)
        response_type = getattr(messages, method.output_type.name)

        async def handle(request, context):
            code = self.failing_once.pop(method.name, None) or self.failing.get(method.name)
            if method.name == "PollActivityTaskQueue" and request.task_queue.name.endswith("__internal_session_creation"):
                code = code or self.wish.fail_sessions
            if method.name in self.wish.report:
                report(method.name, request)
            if method.name.startswith("Respond"):
                report(method.name, request)
                self.reports += 1
            if method.name in self.gathering:
                await self.gathering[method.name].join()
            if code is not None:
                await context.abort(grpc.StatusCode[code], self.wish.message)
            if self.wish.pages is not None and method.name == "RespondWorkflowTaskCompleted":
                await self.take_page(request, context)
            if self.garbage.get(method.name, 0) > 0:
                self.garbage[method.name] -= 1
                return GARBAGE
            answer = response_type()
            await self.fill(method.name, request, answer, context)
            return answer.SerializeToString()

        return grpc.unary_unary_rpc_method_handler(handle, request_deserializer=request_type.FromString)

    async def take_page(self, request, context):
        size = request.ByteSize()
        if size > 4 << 20:
            await context.abort(
                grpc.StatusCode.RESOURCE_EXHAUSTED, f"grpc: received message larger than max ({size} vs. {4 << 20})")
        if request.intermediate_page:
            self.pages.add(request.page_number)
        elif request.page_number > 0 and (self.losses > 0 or self.pages != set(range(request.page_number))):
            self.losses -= 1
            self.pages.clear()
            status = status_pb2.Status(code=grpc.StatusCode.ABORTED.value[0], message="the pages are lost")
            status.details.add().Pack(error_details.WorkflowTaskCompletionBufferLostFailure())
            await context.abort(
                grpc.StatusCode.ABORTED, status.message, (("grpc-status-details-bin", status.SerializeToString()),))

    async def refuse_later(self, context):
        # A task at a time: the next one is there when the last one has been reported.
        while self.handed_out > self.reports:
            await asyncio.sleep(0.01)
        for code, count in self.refusals.items():
            if self.reports > 0 and count > 0:
                self.refusals[code] -= 1
                await context.abort(grpc.StatusCode[code], self.wish.message)
        self.handed_out += 1

    async def command(self, answer, context):
        while self.reports == 0 or not self.commands:
            await asyncio.sleep(0.01)
        refusal = self.commands.pop(0)
        if refusal:
            await context.abort(grpc.StatusCode[refusal], self.wish.message)
        answer.task_token = b"commands"
        cancel = workers.CancelActivityCommand(task_token=b"activity-1")
        command = workers.WorkerCommand(cancel_activity=cancel).SerializeToString()
        # temporal.api.workerservice.v1.ExecuteCommandsRequest, which the package does not carry: the commands are its field 1.
        answer.request.start_operation.payload.data = bytes([0x0A, len(command)]) + command

    async def fill(self, name, request, answer, context):
        if name == "PollNexusTaskQueue" and self.commands is not None:
            await self.command(answer, context)
        elif name == "DescribeNamespace":
            answer.namespace_info.capabilities.worker_commands = self.commands is not None
            answer.namespace_info.name = request.namespace
            answer.namespace_info.capabilities.workflow_task_completion_pagination = self.wish.pages is not None
        elif name == "PollWorkflowTaskQueue":
            if self.refusals:
                await self.refuse_later(context)
            if not self.tasks:
                await asyncio.sleep(60)
                return
            kind = self.tasks.pop(0)
            answer.task_token = kind.encode()
            answer.workflow_execution.workflow_id = f"workflow-{kind}"
            answer.workflow_execution.run_id = f"run-{kind}"
            answer.workflow_type.name = self.wish.workflow
            answer.attempt = 1
            answer.started_event_id = 3
            if kind == "query":
                answer.query.query_type = "anything"
            self.queue = request.task_queue.normal_name or request.task_queue.name
            answer.history.events.extend(events(kind, self.wish.workflow, self.queue))
        elif name == "PollActivityTaskQueue":
            if not self.activities:
                await asyncio.sleep(60)
                return
            fill_activity(answer, "1", self.activities.pop(0))
            if self.wish.input:
                answer.input.payloads.add(metadata={"encoding": b"json/plain"}, data=self.wish.input.encode())
        elif name == "ListWorkflowExecutions":
            for kind in self.tasks:
                listed = answer.executions.add()
                listed.execution.workflow_id, listed.execution.run_id = f"workflow-{kind}", f"run-{kind}"
                listed.type.name = self.wish.workflow
        elif name == "GetWorkflowExecutionHistory":
            answer.history.events.extend(events(request.execution.run_id.removeprefix("run-"), self.wish.workflow, self.queue))
        elif name == "RespondWorkflowTaskCompleted":
            schedules = [command.schedule_activity_task_command_attributes for command in request.commands]
            for schedule in [schedule for schedule in schedules if schedule.request_eager_execution][:self.wish.eager]:
                fill_activity(answer.activity_tasks.add(), schedule.activity_id, schedule.activity_type.name)


def fill_activity(task, activity_id, activity_type):
    task.task_token = f"activity-{activity_id}".encode()
    task.activity_id = activity_id
    task.activity_type.name = activity_type
    task.attempt = 1
    task.start_to_close_timeout.seconds = 60


def report(name, request):
    line = json_format.MessageToJson(request, indent=None)
    # The payload of a huge message is of no interest.
    if len(line) >= 100_000:
        line = f'{{"pageNumber": {getattr(request, "page_number", 0)}}}'
    print(f'{{"method": "{name}", "request": {line}}}', flush=True)


async def main():
    arguments = argparse.ArgumentParser()
    for name in ("--fail", "--fail-once", "--refuse-later", "--garbage", "--gather", "--task", "--activity", "--report"):
        arguments.add_argument(name, action="append", default=[])
    arguments.add_argument("--message", default="not for you")
    arguments.add_argument("--workflow", default="Quick")
    arguments.add_argument("--commands")
    arguments.add_argument("--fail-sessions")
    arguments.add_argument("--input")
    arguments.add_argument("--eager", type=int, default=0)
    arguments.add_argument("--pages", type=int)
    arguments.add_argument("--max-streams", type=int)
    wish = arguments.parse_args()
    options = [("grpc.so_reuseport", 0), ("grpc.max_receive_message_length", -1)]
    if wish.max_streams:
        options.append(("grpc.max_concurrent_streams", wish.max_streams))
    server = grpc.aio.server(options=options)
    server.add_generic_rpc_handlers((Frontend(wish),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(f"port {port}", flush=True)
    await server.wait_for_termination()


asyncio.run(main())

"""Records the histories of Tests/Fixtures/histories with the Python SDK and a real server of its own.

Usage: record_histories.py [NAME...]    (all of them without a name; scripts/record-histories runs it)

Each scenario starts workflows of record_workflows.py, does to them what its drive function says, and stores what
`temporal workflow show --output json` prints. Every history is then replayed by the Python SDK, which must accept it. The
manifest and the README are made anew from all that is there.
"""
import asyncio
import contextlib
import dataclasses
import inspect
import json
import logging
import os
import pathlib
import random
import subprocess
import sys
import textwrap
import traceback
from datetime import timedelta

import temporalio.api.taskqueue.v1 as taskqueue
import temporalio.api.workflowservice.v1 as service
from temporalio.client import Client, WithStartWorkflowOperation, WorkflowContinuedAsNewError, WorkflowFailureError
from temporalio.client import WorkflowHistory, WorkflowUpdateFailedError, WorkflowUpdateStage
from temporalio.common import RetryPolicy, SearchAttributePair, TypedSearchAttributes, WorkflowIDConflictPolicy
from temporalio.converter import DataConverter, DefaultFailureConverter
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner, Worker

import record_workflows as recorded

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "Tests/Fixtures/histories"
TEMPORAL = ROOT / ".venv/bin/temporal"


class ConverterWithoutTraces(DefaultFailureConverter):
    """Leaves out stack traces, which would name folders of the recording machine."""

    def to_failure(self, exception, payload_converter, failure):
        super().to_failure(exception, payload_converter, failure)
        while True:
            failure.stack_trace = ""
            if not failure.HasField("cause"):
                return
            failure = failure.cause


CONVERTER = dataclasses.replace(DataConverter.default, failure_converter_class=ConverterWithoutTraces)


class Run:
    """What a scenario's drive function works with."""

    def __init__(self, client, scenario):
        self.client, self.scenario, self.name = client, scenario, scenario.name

    def worker(self, **options):
        return Worker(
            self.client, task_queue=self.name, workflow_runner=UnsandboxedWorkflowRunner(), identity="recorder",
            build_id="recorder", max_heartbeat_throttle_interval=timedelta(milliseconds=100),
            default_heartbeat_throttle_interval=timedelta(milliseconds=100),
            **{"workflows": recorded.WORKFLOWS, "activities": recorded.ACTIVITIES, **self.scenario.worker, **options})

    async def start(self, *arguments, workflow=None, id=None, **options):
        return await self.client.start_workflow(
            workflow or self.scenario.workflow, args=arguments or self.scenario.arguments, id=id or self.name,
            task_queue=self.name, **{**self.scenario.options, **options})

    async def until(self, handle, event, count=1):
        """Waits until the history has `count` events of the type."""
        while True:
            history = await handle.fetch_history()
            if sum(json.loads(history.to_json())["events"][i]["eventType"] == event for i in range(len(history.events))) >= count:
                return
            await asyncio.sleep(0.03)

    async def idle(self, handle, tasks=1):
        await self.until(handle, "EVENT_TYPE_WORKFLOW_TASK_COMPLETED", tasks)


async def ended(handle):
    """Waits for the end of a run (not of the chain of runs), whatever that end is."""
    with contextlib.suppress(WorkflowFailureError, WorkflowContinuedAsNewError):
        await handle.result(follow_runs=False)


async def to_the_end(run):
    async with run.worker():
        handle = await run.start()
        await ended(handle)
        return {run.name: handle.first_execution_run_id}


def signalled(*groups, signal="decide", prepare=None):
    """Starts, waits until it is idle, sends each group of signals at once, waits after each until it is idle again."""

    async def drive(run):
        async with run.worker():
            handle = await run.start()
            await run.idle(handle)
            for number, group in enumerate(groups):
                if prepare:
                    await prepare(handle)
                for name, argument in group:
                    await handle.signal(name, argument)
                await run.idle(handle, number + 2)
            await ended(handle)
            return {run.name: handle.first_execution_run_id}

    return drive


async def signal_with_start(run):
    handle = await run.start(start_signal="bump", start_signal_args=["with start"])
    for text in ("2", "3", "4", "5"):
        await handle.signal("bump", text)
    async with run.worker():
        await ended(handle)
    return {run.name: (await handle.describe()).run_id}


async def signals_beside_start(run):
    handle = await run.start()
    await handle.signal("later")
    await handle.signal("decide", "before the start")
    async with run.worker():
        await ended(handle)
    return {run.name: handle.first_execution_run_id}


async def signal_beside_activity(run):
    """The activity's result and the signal come while no worker takes workflow tasks, so one task brings both."""
    async with run.worker(activities=[]):
        handle = await run.start()
        await run.idle(handle)
    async with run.worker(workflows=[]):
        await run.until(handle, "EVENT_TYPE_ACTIVITY_TASK_COMPLETED")
    await handle.signal("decide", "meanwhile")
    async with run.worker():
        await ended(handle)
    return {run.name: handle.first_execution_run_id}


async def signal_beside_timer(run):
    """The timer fires and the signal comes while there is no worker, so one task brings both."""
    async with run.worker():
        handle = await run.start()
        await run.idle(handle)
    await run.until(handle, "EVENT_TYPE_TIMER_FIRED")
    await handle.signal("decide", "at the last moment")
    async with run.worker():
        await ended(handle)
    return {run.name: handle.first_execution_run_id}


async def query(handle):
    assert await handle.query("state") == "waiting"


async def updates(run):
    async with run.worker():
        handle = await run.start()
        await run.idle(handle)
        assert await handle.execute_update("add", 2) == 2
        assert await handle.execute_update("addSlowly", 3) == 5
        await handle.signal("finish")
        await ended(handle)
        return {run.name: handle.first_execution_run_id}


async def updates_at_once(run):
    async with run.worker():
        handle = await run.start()
        await run.idle(handle)
        slow = [await handle.start_update("addSlowly", n, wait_for_stage=WorkflowUpdateStage.ACCEPTED, id=f"u{n}") for n in (1, 2)]
        await handle.execute_update("add", 10, id="u10")
        for update in slow:
            await update.result()
        with contextlib.suppress(WorkflowUpdateFailedError):
            await handle.execute_update("refuseLate", 1, id="late")
        await handle.signal("finish")
        await ended(handle)
        return {run.name: handle.first_execution_run_id}


async def update_rejected(run):
    async with run.worker():
        handle = await run.start()
        await run.idle(handle)
        try:
            await handle.execute_update("add", -1)
            raise AssertionError("the update was accepted")
        except WorkflowUpdateFailedError:
            pass
        await handle.execute_update("add", 4)
        await handle.signal("finish")
        await ended(handle)
        return {run.name: handle.first_execution_run_id}


async def update_with_start(run):
    """Both reach the workflow in its first task."""
    operation = WithStartWorkflowOperation(
        "UpdateWorkflow", id=run.name, task_queue=run.name, id_conflict_policy=WorkflowIDConflictPolicy.FAIL)
    updating = asyncio.create_task(
        run.client.execute_update_with_start_workflow("add", 5, start_workflow_operation=operation))
    await asyncio.sleep(0.3)
    async with run.worker():
        await updating
        handle = await operation.workflow_handle()
        await handle.signal("finish")
        await ended(handle)
        return {run.name: (await handle.describe()).run_id}


async def update_and_finish(run):
    """The update and the signal that ends the workflow come in one task."""
    handle = await run.start()
    await handle.signal("finish")
    updating = asyncio.create_task(handle.execute_update("add", 5))
    await asyncio.sleep(0.3)
    async with run.worker():
        await updating
        await ended(handle)
    return {run.name: handle.first_execution_run_id}


def aimed_at(target_workflow):
    """Starts a target first, whose id the scenario's workflow is given."""

    async def drive(run):
        async with run.worker():
            target = await run.start(workflow=target_workflow, id=f"{run.name}-target")
            await run.idle(target)
            handle = await run.start(target.id)
            await ended(handle)
            await ended(target)
            return {run.name: handle.first_execution_run_id}

    return drive


async def child_abandoned(run):
    names = await to_the_end(run)
    await run.client.get_workflow_handle(f"{run.name}-child").terminate()
    return names


async def child_cancel_abandoned(run):
    names = await to_the_end(run)
    with contextlib.suppress(Exception):
        await run.client.get_workflow_handle(f"{run.name}-child").terminate()
    return names


async def chain(run):
    """Stores every run of a chain: NAME-first, NAME-second …"""
    async with run.worker():
        handle = await run.start()
        with contextlib.suppress(WorkflowFailureError):
            await handle.result()
        run_id, found = handle.first_execution_run_id, {}
        for ordinal in ("first", "second", "third", "fourth"):
            found[f"{run.name}-{ordinal}"] = run_id
            history = await run.client.get_workflow_handle(run.name, run_id=run_id).fetch_history()
            last = history.events[-1]
            run_id = (last.workflow_execution_continued_as_new_event_attributes.new_execution_run_id
                      or last.workflow_execution_failed_event_attributes.new_execution_run_id)
            if not run_id:
                return found


async def entity(run):
    async with run.worker():
        handle = await run.start(start_signal="add", start_signal_args=[1])
        await run.until(handle, "EVENT_TYPE_ACTIVITY_TASK_COMPLETED")
        await ended(handle)
        await run.client.get_workflow_handle(run.name).terminate()
        return {run.name: handle.result_run_id}


def cancelled_from_outside(event="EVENT_TYPE_TIMER_STARTED"):
    async def drive(run):
        async with run.worker():
            handle = await run.start()
            await run.until(handle, event)
            await handle.cancel()
            await ended(handle)
            return {run.name: handle.first_execution_run_id}

    return drive


async def cancelled_before_start(run):
    handle = await run.start()
    await handle.cancel()
    async with run.worker():
        await ended(handle)
    return {run.name: handle.first_execution_run_id}


async def terminated(run):
    async with run.worker():
        handle = await run.start()
        await run.until(handle, "EVENT_TYPE_TIMER_STARTED")
        await handle.terminate(reason="no longer wanted")
        return {run.name: handle.first_execution_run_id}


async def left_open(run):
    async with run.worker():
        handle = await run.start()
        await run.until(handle, "EVENT_TYPE_TIMER_STARTED")
    return {run.name: handle.first_execution_run_id}


async def left_with_a_task(run):
    """The history ends with a signal and a scheduled task that no worker has taken."""
    async with run.worker():
        handle = await run.start()
        await run.idle(handle)
    await handle.signal("decide", "unseen")
    return {run.name: handle.first_execution_run_id}


async def task_failed(run):
    recorded.broken["FixedWorkflow"] = True
    async with run.worker():
        handle = await run.start()
        await run.until(handle, "EVENT_TYPE_WORKFLOW_TASK_FAILED")
        recorded.broken["FixedWorkflow"] = False
        await ended(handle)
        return {run.name: handle.first_execution_run_id}


async def task_timed_out(run):
    """A worker takes the first task and is never heard of again."""
    handle = await run.start(task_timeout=timedelta(seconds=1))
    await run.client.workflow_service.poll_workflow_task_queue(service.PollWorkflowTaskQueueRequest(
        namespace="default", task_queue=taskqueue.TaskQueue(name=run.name), identity="lost"))
    await run.until(handle, "EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT")
    async with run.worker():
        await ended(handle)
    return {run.name: handle.first_execution_run_id}


async def worker_restarted(run):
    """The second worker has nothing cached, and the sticky task is handed back to the normal queue."""
    async with run.worker():
        handle = await run.start()
        await run.idle(handle)
    async with run.worker():
        await handle.signal("decide", "by the second worker")
        await ended(handle)
    return {run.name: handle.first_execution_run_id}


async def reset(run, task=3):
    async with run.worker():
        handle = await run.start()
        await ended(handle)
        return await reset_to(run, handle, task)


async def reset_to(run, handle, task):
    history = await handle.fetch_history()
    completed = [e.event_id for e in history.events if e.HasField("workflow_task_completed_event_attributes")]
    output = cli(run.client, "reset", "--workflow-id", run.name, "--event-id", str(completed[task - 1]),
                 "--reason", "try again", "--identity", "operator")
    run_id = json.loads(output)["runId"]
    await ended(run.client.get_workflow_handle(run.name, run_id=run_id))
    return {run.name: run_id}


async def reset_updates(run):
    """The updates and the signal after the first task are applied again to the new run."""
    async with run.worker():
        handle = await run.start()
        await run.idle(handle)
        await handle.execute_update("add", 2, id="u1")
        await handle.execute_update("addSlowly", 3, id="u2")
        await handle.signal("finish")
        await ended(handle)
        return await reset_to(run, handle, 1)


async def order(run):
    async with run.worker():
        handle = await run.start()
        await run.until(handle, "EVENT_TYPE_TIMER_STARTED")
        assert await handle.query("status") == "waiting"
        await handle.signal("pay", 4)
        with contextlib.suppress(WorkflowUpdateFailedError):
            await handle.execute_update("setAddress", "")
        await handle.execute_update("setAddress", "Main Street 1")
        await handle.signal("pay", 6)
        await ended(handle)
        return {run.name: handle.first_execution_run_id}


@dataclasses.dataclass
class Scenario:
    name: str
    workflow: str
    about: str
    arguments: list = dataclasses.field(default_factory=list)
    drive: object = to_the_end
    options: dict = dataclasses.field(default_factory=dict)
    worker: dict = dataclasses.field(default_factory=dict)


UNCACHED = {"max_cached_workflows": 0, "max_concurrent_workflow_task_polls": 1}
DECIDE = [[("decide", "yes")]]
SECOND = timedelta(seconds=1)
KEYWORD_AT_START = TypedSearchAttributes([SearchAttributePair(recorded.KEYWORD, "start")])

SCENARIOS = [
    Scenario("noop", "NoopWorkflow", "the shortest history"),
    Scenario("arguments", "ArgumentsWorkflow", "four arguments, one of them null; no result",
             ["text", 2, None, {"name": "tagged", "tags": ["a", "b"]}]),
    Scenario("one-activity", "OneActivityWorkflow", "one activity"),
    Scenario("ten-activities", "TenActivitiesWorkflow", "ten activities in a row"),
    Scenario("ten-activities-uncached", "TenActivitiesWorkflow", "the same by a worker that caches nothing", worker=UNCACHED),
    Scenario("many-activities", "ManyActivitiesWorkflow", "a long history: 84 activities in a row, over 500 events", [84]),
    Scenario("fan-out", "FanOutWorkflow", "eight activities at once", [8]),
    Scenario("two-branches", "TwoBranchesWorkflow", "two branches of three activities each, side by side"),
    Scenario("activity-retries", "ActivityRetriesWorkflow", "an activity that succeeds on its third attempt"),
    Scenario("retries-exhausted", "RetriesExhaustedWorkflow", "an activity that fails five times, caught"),
    Scenario("activity-failure-caught", "FailureCaughtWorkflow", "a failure that is not retryable, caught"),
    Scenario("activity-failure-uncaught", "FailureUncaughtWorkflow", "an activity's failure that fails the workflow"),
    Scenario("activity-timeouts", "ActivityTimeoutsWorkflow", "all four timeouts of activities, each caught"),
    Scenario("activity-heartbeats", "HeartbeatsWorkflow", "heartbeat details handed to the second attempt"),
    Scenario("activity-try-cancel", "ActivityTryCancelWorkflow", "an activity cancelled with TryCancel"),
    Scenario("activity-wait-cancel", "ActivityWaitCancelWorkflow", "an activity cancelled with WaitCompleted"),
    Scenario("activity-stubborn", "ActivityStubbornWorkflow", "WaitCompleted, and the activity completes all the same"),
    Scenario("activity-abandon", "ActivityAbandonWorkflow", "an activity cancelled with Abandon completes later"),
    Scenario("activity-late-completion", "ActivityLateCompletionWorkflow", "TryCancel, and the activity completes later"),
    Scenario("activity-cancelled-unsent", "ActivityCancelledUnsentWorkflow", "an activity cancelled in the task that started it"),
    Scenario("timer", "TimerWorkflow", "two timers in a row"),
    Scenario("timers-at-once", "TimersAtOnceWorkflow", "three timers at once that fire in another order"),
    Scenario("timer-cancelled", "TimerCancelledWorkflow", "a timer cancelled in a later task"),
    Scenario("timer-cancelled-unsent", "TimerCancelledUnsentWorkflow", "a timer cancelled in the task that started it"),
    Scenario("timer-beats-activity", "TimerBeatsActivityWorkflow", "a timer and an activity race; the loser is cancelled"),
    Scenario("wait", "WaitWorkflow", "a condition that a signal makes true", drive=signalled(*DECIDE)),
    Scenario("wait-in-time", "WaitInTimeWorkflow", "a condition with a limit, true in time", drive=signalled(*DECIDE)),
    Scenario("wait-timed-out", "WaitTimedOutWorkflow", "a condition with a limit, not true in time"),
    Scenario("wait-already-true", "WaitAlreadyTrueWorkflow", "a condition with a limit that is true at once"),
    Scenario("wait-task-pending", "WaitWorkflow", "open: it ends with a signal and a scheduled task", drive=left_with_a_task),
    Scenario("worker-restarted", "WaitWorkflow", "a second worker takes over from the first", drive=worker_restarted),
    Scenario("signals-in-order", "SignalsInOrderWorkflow", "five signals in two tasks",
             drive=signalled([("bump", "1"), ("bump", "2")], [("bump", "3"), ("bump", "4"), ("bump", "5")])),
    Scenario("signal-with-start", "SignalsInOrderWorkflow", "five signals before the first task", drive=signal_with_start),
    Scenario("signals-beside-start", "SignalsBesideStartWorkflow", "what signals before the first task wake runs before `run`",
             drive=signals_beside_start),
    Scenario("signal-beside-activity", "SignalBesideActivityWorkflow", "an activity's result and a signal in one task",
             drive=signal_beside_activity),
    Scenario("signal-beside-timer", "WaitOneSecondWorkflow", "the end of a wait's limit and its signal in one task",
             drive=signal_beside_timer),
    Scenario("async-signals", "AsyncSignalWorkflow", "signal handlers that execute activities",
             drive=signalled([("work", "a"), ("work", "b"), ("work", "c")])),
    Scenario("async-signals-uncached", "AsyncSignalWorkflow", "the same by a worker that caches nothing", worker=UNCACHED,
             drive=signalled([("work", "a"), ("work", "b"), ("work", "c")])),
    Scenario("unknown-signal", "UnknownSignalWorkflow", "a signal without a handler before one with",
             drive=signalled([("mystery", "?")], [("decide", "yes")])),
    Scenario("query", "QueryWorkflow", "a query while it waits leaves no trace", drive=signalled(*DECIDE, prepare=query)),
    Scenario("updates", "UpdateWorkflow", "an update that completes at once, one that executes an activity", drive=updates),
    Scenario("updates-at-once", "UpdateWorkflow", "three updates side by side, and one that fails after acceptance", drive=updates_at_once),
    Scenario("update-rejected", "UpdateWorkflow", "a rejected update leaves no trace", drive=update_rejected),
    Scenario("update-with-start", "UpdateWorkflow", "an update in the first task", drive=update_with_start),
    Scenario("update-and-finish", "UpdateWorkflow", "an update and the end of the workflow in one task", drive=update_and_finish),
    Scenario("child-result", "ChildResultWorkflow", "a child and its result"),
    Scenario("child-failure", "ChildFailureWorkflow", "a child that fails, caught"),
    Scenario("child-already-started", "ChildAlreadyStartedWorkflow", "a child whose id is taken"),
    Scenario("children-at-once", "ChildrenAtOnceWorkflow", "three children at once"),
    Scenario("child-cancel-abandon", "ChildCancelAbandonWorkflow", "a child cancelled with Abandon", drive=child_cancel_abandoned),
    Scenario("child-try-cancel", "ChildTryCancelWorkflow", "a child cancelled with TryCancel"),
    Scenario("child-wait-cancel-requested", "ChildWaitCancelRequestedWorkflow", "a child cancelled with WaitCancellationRequested"),
    Scenario("child-wait-cancel-completed", "ChildWaitCancelCompletedWorkflow", "a child cancelled with WaitCancellationCompleted"),
    Scenario("child-abandoned", "ChildAbandonedWorkflow", "a child that outlives its parent", drive=child_abandoned),
    Scenario("child-cancelled-unsent", "ChildCancelledUnsentWorkflow", "a child cancelled in the task that started it"),
    Scenario("child-cancelled-unacknowledged", "ChildCancelledUnacknowledgedWorkflow",
             "a child cancelled before its start was acknowledged", options={"task_timeout": SECOND}),
    Scenario("signal-external", "SignalExternalWorkflow", "a signal to another workflow", drive=aimed_at("WaitWorkflow")),
    Scenario("signal-nobody", "SignalNobodyWorkflow", "a signal to a workflow that does not exist"),
    Scenario("signal-child", "SignalChildWorkflow", "a signal to a child"),
    Scenario("cancel-external", "CancelExternalWorkflow", "cancellation of another workflow, and of one that does not exist",
             drive=aimed_at("CancelledWorkflow")),
    Scenario("continue-as-new", "ContinueAsNewWorkflow", "a chain of two runs", [1], drive=chain),
    Scenario("cancelled", "CancelledWorkflow", "cancelled from outside, with clean-up", drive=cancelled_from_outside()),
    Scenario("cancelled-before-start", "CancelledWorkflow", "cancelled before the first task", drive=cancelled_before_start),
    Scenario("cancelled-activity", "CancelledActivityWorkflow", "cancelled from outside while an activity runs",
             drive=cancelled_from_outside("EVENT_TYPE_ACTIVITY_TASK_SCHEDULED")),
    Scenario("cancellation-ignored", "CancellationIgnoredWorkflow", "cancelled from outside, and completes all the same",
             drive=cancelled_from_outside()),
    Scenario("failed", "FailedWorkflow", "a workflow that fails"),
    Scenario("retried", "RetriedWorkflow", "a chain of two runs: the first fails and is retried", drive=chain, options={
        "retry_policy": RetryPolicy(initial_interval=timedelta(milliseconds=100), backoff_coefficient=1.0, maximum_attempts=3)}),
    Scenario("timed-out", "ParkedWorkflow", "a workflow over its run timeout", options={"run_timeout": 2 * SECOND}),
    Scenario("terminated", "ParkedWorkflow", "a workflow that was terminated", drive=terminated),
    Scenario("open", "ParkedWorkflow", "open: it waits on a timer", drive=left_open),
    Scenario("delayed-start", "OneActivityWorkflow", "a first task that is held back", options={"start_delay": SECOND}),
    Scenario("task-failed", "FixedWorkflow", "a workflow task that failed, and the next attempt that did not", drive=task_failed),
    Scenario("task-timed-out", "OneActivityWorkflow", "a workflow task that was taken and never answered", drive=task_timed_out),
    Scenario("reset", "ResetWorkflow", "reset by an operator to its third task", drive=reset),
    Scenario("reset-updates", "UpdateWorkflow", "reset to its first task; updates and signal are applied again", drive=reset_updates),
    Scenario("search-attributes", "SearchAttributesWorkflow", "search attributes at start, changed, removed",
             options={"search_attributes": KEYWORD_AT_START}),
    Scenario("memo", "MemoWorkflow", "a memo at start, changed", options={"memo": {"a": 1, "b": "two"}}),
    Scenario("patched", "PatchedWorkflow", "a patch that is new to this run"),
    Scenario("patch-not-there-yet", "OldWorkflow", "a history from before the patch"),
    Scenario("patch-deprecated", "DeprecatedPatchWorkflow", "a deprecated patch"),
    Scenario("local-activities", "LocalActivityWorkflow", "two local activities around an activity"),
    Scenario("local-activities-at-once", "LocalActivitiesAtOnceWorkflow", "three local activities at once"),
    Scenario("local-activity-retries", "LocalActivityRetriesWorkflow", "a local activity that succeeds on its third attempt"),
    Scenario("local-activity-backoff", "LocalActivityBackoffWorkflow", "a local activity whose retry waits on a timer"),
    Scenario("local-activity-failure", "LocalActivityFailureWorkflow", "a local activity's failure, caught"),
    Scenario("local-activity-long", "LongLocalActivityWorkflow", "a local activity longer than its workflow task",
             options={"task_timeout": SECOND}),
    Scenario("local-activity-try-cancel", "LocalActivityTryCancelWorkflow", "a local activity cancelled with TryCancel",
             [False], options={"task_timeout": SECOND}),
    Scenario("local-activity-wait-cancel", "LocalActivityWaitCancelWorkflow", "a local activity cancelled with WaitCompleted",
             [False], options={"task_timeout": SECOND}),
    Scenario("local-activity-stubborn", "LocalActivityStubbornWorkflow",
             "WaitCompleted, and the local activity completes all the same", [False], options={"task_timeout": SECOND}),
    Scenario("local-activity-abandon", "LocalActivityAbandonWorkflow", "a local activity cancelled with Abandon",
             [False], options={"task_timeout": SECOND}),
    Scenario("local-activity-try-cancel-at-once", "LocalActivityTryCancelWorkflow", "the same with TryCancel in one task", [True]),
    Scenario("local-activity-wait-cancel-at-once", "LocalActivityWaitCancelWorkflow", "with WaitCompleted in one task", [True]),
    Scenario("local-activity-stubborn-at-once", "LocalActivityStubbornWorkflow", "completed all the same, in one task", [True]),
    Scenario("local-activity-abandon-at-once", "LocalActivityAbandonWorkflow", "with Abandon in one task", [True]),
    Scenario("local-activity-cancel-then-two", "LocalActivityCancelThenTwoWorkflow",
             "two local activities in the task that canceled one", options={"task_timeout": 5 * SECOND}),
    Scenario("random", "RandomWorkflow", "random numbers, UUIDs and time"),
    Scenario("order", "OrderWorkflow", "mixed: local activity, activity, signals, updates, child, attributes, timers", drive=order),
    Scenario("order-uncached", "OrderWorkflow", "the same by a worker that caches nothing", drive=order, worker=UNCACHED),
    Scenario("saga", "SagaWorkflow", "compensation after a failure"),
    Scenario("entity", "EntityWorkflow", "a loop over signals that continues as new", [0], drive=entity),
]


def cli(client, *arguments):
    return subprocess.run(
        [TEMPORAL, "workflow", *arguments, "--address", client.service_client.config.target_host, "--output", "json"],
        check=True, capture_output=True, text=True, env={**os.environ, "TEMPORAL_CONFIG_FILE": "/dev/null"}).stdout


async def record(client, scenario, gate):
    async with gate:
        try:
            runs = await asyncio.wait_for(scenario.drive(Run(client, scenario)), 60)
        except Exception as error:
            raise RuntimeError(f"{scenario.name} was not recorded: {error!r}") from error
    entries = []
    for name, run_id in runs.items():
        text = cli(client, "show", "--workflow-id", scenario.name, "--run-id", run_id)
        (FOLDER / f"{name}.json").write_text(text)
        events = json.loads(text)["events"]
        entries.append({
            "name": name, "workflow": scenario.workflow, "workflowID": scenario.name, "runID": run_id,
            "taskQueue": scenario.name, "arguments": scenario.arguments, "about": scenario.about, "events": len(events),
            "ends": events[-1]["eventType"].removeprefix("EVENT_TYPE_")})
        print(f"    {name}: {len(events)} events, {entries[-1]['ends']}", flush=True)
    return entries


@contextlib.asynccontextmanager
async def server():
    """A development server of our own, on a port below those of outgoing connections."""
    while True:
        port = random.randrange(15_000, 32_000)
        attributes = ["TestKeyword=Keyword", "TestInt=Int"]
        settings = ["history.transferProcessorMaxPollRPS=100000", "history.timerProcessorMaxPollRPS=100000"]
        process = await asyncio.create_subprocess_exec(
            TEMPORAL, "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(port), "--log-level", "error",
            *[word for a in attributes for word in ("--search-attribute", a)],
            *[word for s in settings for word in ("--dynamic-config-value", s)],
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL)
        while (line := await process.stdout.readline()) and not line.startswith(b"Temporal Server:"):
            pass
        if line:
            break
        await process.wait()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()


def write_readme(manifest):
    classes = {c.__name__: c for c in recorded.WORKFLOWS}
    lines = [textwrap.dedent("""\
        # Recorded histories

        Each file is what `temporal workflow show --output json` prints for a run that the Python SDK's worker executed on a real
        server. `scripts/record-histories` makes them, `manifest.json` and this page from `Tests/Peers/record_histories.py`
        (what is done to the workflows) and `Tests/Peers/record_workflows.py` (the workflows and activities). Tests replay each
        with the same workflow written in Swift, and an altered copy of each must be refused.

        In the pseudo-code below, *execute* starts something and waits for it, *start* does not wait, and *cancel* asks it to end.
        Activities have a start-to-close timeout of 10 s and the workflow's task queue unless something else is said. "At once" means in
        the same workflow task. *Begin task x* makes a coroutine that first runs when the one that began it waits. *ID* is the
        workflow's own id. Names of types, signals, queries and updates are those in the histories. Activities and local activities
        share one count of sequence numbers, which are their ids; timers have their own, and so have child workflows.

        ## Activities

        | activity | what it does |
        |---|---|""")]
    for function in recorded.ACTIVITIES:
        signature = ", ".join(f"{p.name}: {getattr(p.annotation, '__name__', p.annotation)}"
                              for p in inspect.signature(function).parameters.values())
        name = getattr(function, "__temporal_activity_definition").name
        lines.append(f"| `{name}({signature})` | {inspect.getdoc(function)} |")
    lines += ["", "## Histories", "", "| history | workflow | what it shows | events | ends with |", "|---|---|---|---|---|"]
    for entry in manifest:
        arguments = ", ".join(json.dumps(a) for a in entry["arguments"])
        lines.append(f"| `{entry['name']}` | `{entry['workflow']}({arguments})` | {entry['about']} | {entry['events']} "
                     f"| {entry['ends']} |")
    lines += ["", "## Workflows", ""]
    for name, workflow_class in classes.items():
        lines += [f"### {name}", "", "```", inspect.getdoc(workflow_class), "```", ""]
    (FOLDER / "README.md").write_text("\n".join(lines).rstrip() + "\n")


async def replay(manifest):
    """Every history must be one that its own SDK accepts."""
    recorded.broken.update(FixedWorkflow=False, OldWorkflow=False)
    replayer = Replayer(
        workflows=recorded.WORKFLOWS, workflow_runner=UnsandboxedWorkflowRunner(), data_converter=CONVERTER)
    for entry in manifest:
        text = (FOLDER / f"{entry['name']}.json").read_text()
        await replayer.replay_workflow(WorkflowHistory.from_json(entry["workflowID"], text))


async def main(names):
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = [s for s in SCENARIOS if not names or s.name in names]
    if unknown := set(names) - {s.name for s in chosen}:
        sys.exit(f"no such scenario: {', '.join(sorted(unknown))}")
    manifest_file = FOLDER / "manifest.json"
    manifest = json.loads(manifest_file.read_text()) if manifest_file.exists() else []
    async with server() as address:
        # The failures that the scenarios provoke are no news.
        logging.getLogger("temporalio").setLevel(logging.CRITICAL)
        quiet = TelemetryConfig(logging=LoggingConfig(filter=TelemetryFilter(core_level="ERROR", other_level="ERROR")))
        client = await Client.connect(
            address, identity="recorder", data_converter=CONVERTER,
            runtime=Runtime(telemetry=quiet, worker_heartbeat_interval=None))
        gate = asyncio.Semaphore(6)
        recorded_entries = [e for es in await asyncio.gather(*[record(client, s, gate) for s in chosen]) for e in es]
    position = {s.name: i for i, s in enumerate(SCENARIOS)}
    fresh = {e["workflowID"] for e in recorded_entries}
    manifest = [e for e in manifest if e["workflowID"] not in fresh and e["workflowID"] in position] + recorded_entries
    manifest.sort(key=lambda e: (position[e["workflowID"]]))
    for stale in {p.stem for p in FOLDER.glob("*.json")} - {e["name"] for e in manifest} - {"manifest"}:
        (FOLDER / f"{stale}.json").unlink()
    manifest_file.write_text(json.dumps(manifest, indent=1) + "\n")
    write_readme(manifest)
    await replay(manifest)
    print(f"    {len(manifest)} histories, each accepted by the SDK that wrote it")


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1:]))
    except BaseException as error:
        # A scenario that failed leaves activities behind whose threads would keep the process alive.
        traceback.print_exception(error)
        sys.stderr.flush()
        os._exit(1)

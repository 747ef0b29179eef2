"""The workflows and activities whose histories are recorded as fixtures.

The documentation string of each workflow says in pseudo-code, command by command, what it does: the fixtures' README is
made of them. Whoever changes one records anew.
"""
import asyncio
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.common import RetryPolicy, SearchAttributeKey
from temporalio.exceptions import ActivityError, ApplicationError, CancelledError, ChildWorkflowError, TimeoutError
from temporalio.workflow import ActivityCancellationType, ChildWorkflowCancellationType, ParentClosePolicy

ONE_TRY = RetryPolicy(maximum_attempts=1)
QUICK_RETRIES = RetryPolicy(initial_interval=timedelta(milliseconds=20), backoff_coefficient=1.0, maximum_attempts=5)
KEYWORD = SearchAttributeKey.for_keyword("TestKeyword")
INT = SearchAttributeKey.for_int("TestInt")

# What makes the worker of the first attempt go wrong; see FixedWorkflow.
broken = {"FixedWorkflow": True, "OldWorkflow": True}


# --- Activities ---------------------------------------------------------------------------------------------------------


@activity.defn(name="Trivial")
async def trivial(i: int) -> int:
    """Returns its argument."""
    return i


@activity.defn(name="Echo")
async def echo(text: str) -> str:
    """Returns its argument."""
    return text


@activity.defn(name="Fail")
async def fail(message: str) -> None:
    """Fails for good: type "Boom", not retryable, one detail."""
    raise ApplicationError(message, {"code": 7}, type="Boom", non_retryable=True)


@activity.defn(name="Flaky")
async def flaky(failures: int) -> int:
    """Fails, retryable, on its first so many attempts; then returns the attempt."""
    attempt = activity.info().attempt
    if attempt <= failures:
        raise ApplicationError(f"attempt {attempt}", type="Flaky")
    return attempt


@activity.defn(name="Sleepy")
async def sleepy(seconds: float) -> str:
    """Sleeps, deaf to everything, and returns "slept"."""
    await asyncio.shield(asyncio.sleep(seconds))
    return "slept"


@activity.defn(name="Progress")
async def progress(steps: int) -> int:
    """Heartbeats every step; its first attempt fails half way and the second goes on from the last heartbeat."""
    details = activity.info().heartbeat_details
    first = details[0] if details else 0
    for step in range(first, steps):
        activity.heartbeat(step)
        if activity.info().attempt == 1 and step == steps // 2:
            raise ApplicationError("half way", type="Flaky")
    return first


@activity.defn(name="Cancellable")
async def cancellable() -> str:
    """Heartbeats until it is cancelled, and reports that it was."""
    while True:
        activity.heartbeat()
        await asyncio.sleep(0.05)


@activity.defn(name="Stubborn")
async def stubborn() -> str:
    """Heartbeats until it is cancelled, and then returns "done anyway"."""
    try:
        while True:
            activity.heartbeat()
            await asyncio.sleep(0.05)
    except asyncio.CancelledError:
        return "done anyway"


ACTIVITIES = [trivial, echo, fail, flaky, sleepy, progress, cancellable, stubborn]


def start(name, *args, **options):
    options.setdefault("start_to_close_timeout", timedelta(seconds=10))
    return workflow.start_activity(name, args=args, **options)


async def execute(name, *args, **options):
    return await start(name, *args, **options)


def start_local(name, *args, **options):
    options.setdefault("start_to_close_timeout", timedelta(seconds=10))
    return workflow.start_local_activity(name, args=args, **options)


WORKFLOWS = []


def recorded(workflow_class):
    WORKFLOWS.append(workflow_class)
    return workflow.defn(workflow_class)


# --- Activities in workflows --------------------------------------------------------------------------------------------


@recorded
class NoopWorkflow:
    """
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        return "ok"


@recorded
class ArgumentsWorkflow:
    """
    run(text: String, number: Int, nothing: String?, object: {name: String, tags: [String]})
    execute Echo(object.name)
    return nothing at all (Void)
    """

    @workflow.run
    async def run(self, text: str, number: int, nothing: str | None, tagged: dict) -> None:
        await execute("Echo", tagged["name"])


@recorded
class OneActivityWorkflow:
    """
    execute Trivial(1)
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        await execute("Trivial", 1)
        return "ok"


@recorded
class TenActivitiesWorkflow:
    """
    for i in 0 ..< 10: execute Trivial(i)
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        for i in range(10):
            await execute("Trivial", i)
        return "ok"


@recorded
class ManyActivitiesWorkflow:
    """
    run(n: Int)
    for i in 0 ..< n: sum += execute Trivial(i)
    return sum
    """

    @workflow.run
    async def run(self, n: int) -> int:
        total = 0
        for i in range(n):
            total += await execute("Trivial", i)
        return total


@recorded
class FanOutWorkflow:
    """
    run(n: Int)
    for i in 0 ..< n: start Trivial(i)          -- all in the first task, in this order
    await all, in this order
    return the sum
    """

    @workflow.run
    async def run(self, n: int) -> int:
        return sum(await asyncio.gather(*[start("Trivial", i) for i in range(n)]))


@recorded
class TwoBranchesWorkflow:
    """
    two branches at once, "a" started before "b"; each branch x:
        execute Echo(x1), then execute Echo(x2), then execute Echo(x3)     -- "a1", "a2", "a3"; "b1" …
    await both
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        async def branch(name):
            for step in (1, 2, 3):
                await execute("Echo", f"{name}{step}")

        await asyncio.gather(branch("a"), branch("b"))
        return "ok"


@recorded
class ActivityRetriesWorkflow:
    """
    execute Flaky(2), retry policy: first interval 20 ms, coefficient 1, at most 5 attempts
    return its result (3)
    """

    @workflow.run
    async def run(self) -> int:
        return await execute("Flaky", 2, retry_policy=QUICK_RETRIES)


@recorded
class RetriesExhaustedWorkflow:
    """
    try execute Flaky(100), retry policy as above
    catch activity failure: execute Echo("gave up")
    return "gave up"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await execute("Flaky", 100, retry_policy=QUICK_RETRIES)
        except ActivityError:
            await execute("Echo", "gave up")
        return "gave up"


@recorded
class FailureCaughtWorkflow:
    """
    try execute Fail("no")                       -- not retryable
    catch activity failure: execute Echo("caught")
    return "caught"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await execute("Fail", "no")
        except ActivityError:
            await execute("Echo", "caught")
        return "caught"


@recorded
class FailureUncaughtWorkflow:
    """
    execute Fail("no")                           -- its failure fails the workflow
    """

    @workflow.run
    async def run(self) -> None:
        await execute("Fail", "no")


@recorded
class ActivityTimeoutsWorkflow:
    """
    try execute Sleepy(1.5), start-to-close 0.3 s, one attempt;                          catch timeout
    try execute Echo("x") on task queue "nobody", schedule-to-start 0.3 s, start-to-close 10 s, one attempt;  catch timeout
    try execute Sleepy(1.5), heartbeat timeout 0.3 s, one attempt;                       catch timeout
    try execute Flaky(100), schedule-to-close 0.5 s, retries as above without limit;      catch activity failure
    return the kinds of timeout met
    """

    @workflow.run
    async def run(self) -> list[str]:
        kinds = []
        for name, argument, options in [
            ("Sleepy", 1.5, {"start_to_close_timeout": timedelta(milliseconds=300), "retry_policy": ONE_TRY}),
            ("Echo", "x", {"task_queue": "nobody", "schedule_to_start_timeout": timedelta(milliseconds=300),
                           "retry_policy": ONE_TRY}),
            ("Sleepy", 1.5, {"heartbeat_timeout": timedelta(milliseconds=300), "retry_policy": ONE_TRY}),
            ("Flaky", 100, {"schedule_to_close_timeout": timedelta(milliseconds=500), "retry_policy": RetryPolicy(
                initial_interval=timedelta(milliseconds=20), backoff_coefficient=1.0)}),
        ]:
            try:
                await execute(name, argument, **options)
            except ActivityError as error:
                timeout = error.cause
                kinds.append(timeout.type.name if isinstance(timeout, TimeoutError) and timeout.type else "other")
        return kinds


@recorded
class HeartbeatsWorkflow:
    """
    execute Progress(6), heartbeat timeout 5 s, retry policy as above
    return its result (the step it resumed from)
    """

    @workflow.run
    async def run(self) -> int:
        return await execute(
            "Progress", 6, heartbeat_timeout=timedelta(seconds=5), retry_policy=QUICK_RETRIES)


class CancelsActivity:
    async def cancel_after_signal(self, name, kind):
        handle = start(name, heartbeat_timeout=timedelta(seconds=5), cancellation_type=kind, retry_policy=ONE_TRY)
        await execute("Echo", "meanwhile")
        handle.cancel()
        try:
            outcome = await handle
        except ActivityError as error:
            outcome = "cancelled" if isinstance(error.cause, CancelledError) else "failed"
        await execute("Echo", outcome)
        return outcome


@recorded
class ActivityTryCancelWorkflow(CancelsActivity):
    """
    h = start Cancellable(), heartbeat timeout 5 s, one attempt, cancellation type TryCancel
    execute Echo("meanwhile")
    cancel h; await h: cancelled                  -- at once
    execute Echo("cancelled")                     -- in the same task as the request to cancel
    return "cancelled"
    """

    @workflow.run
    async def run(self) -> str:
        return await self.cancel_after_signal("Cancellable", ActivityCancellationType.TRY_CANCEL)


@recorded
class ActivityWaitCancelWorkflow(CancelsActivity):
    """
    as ActivityTryCancelWorkflow with WaitCompleted: h ends when the activity has reported that it was cancelled
    """

    @workflow.run
    async def run(self) -> str:
        return await self.cancel_after_signal("Cancellable", ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)


@recorded
class ActivityStubbornWorkflow(CancelsActivity):
    """
    as ActivityWaitCancelWorkflow, with Stubborn() in place of Cancellable(): h returns "done anyway", which goes to Echo
    """

    @workflow.run
    async def run(self) -> str:
        return await self.cancel_after_signal("Stubborn", ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)


@recorded
class ActivityAbandonWorkflow(CancelsActivity):
    """
    h = start Sleepy(0.5), heartbeat timeout none, one attempt, cancellation type Abandon
    execute Echo("meanwhile")
    cancel h; await h: cancelled                  -- at once; the server is told nothing
    execute Echo("cancelled")
    sleep 1 s                                     -- the abandoned activity completes meanwhile
    return "cancelled"
    """

    @workflow.run
    async def run(self) -> str:
        handle = start("Sleepy", 0.5, cancellation_type=ActivityCancellationType.ABANDON, retry_policy=ONE_TRY)
        await execute("Echo", "meanwhile")
        handle.cancel()
        try:
            await handle
        except ActivityError:
            await execute("Echo", "cancelled")
        await workflow.sleep(1)
        return "cancelled"


@recorded
class ActivityLateCompletionWorkflow(CancelsActivity):
    """
    h = start Stubborn(), heartbeat timeout 5 s, one attempt, cancellation type TryCancel
    execute Echo("meanwhile")
    cancel h; await h: cancelled                  -- at once
    sleep 2 s                                     -- the activity completes meanwhile, as if it had not been cancelled
    return "cancelled"
    """

    @workflow.run
    async def run(self) -> str:
        handle = start("Stubborn", heartbeat_timeout=timedelta(seconds=5), retry_policy=ONE_TRY)
        await execute("Echo", "meanwhile")
        handle.cancel()
        try:
            await handle
        except ActivityError:
            pass
        await workflow.sleep(2)
        return "cancelled"


@recorded
class ActivityCancelledUnsentWorkflow:
    """
    h = start Trivial(1); cancel h; await h: cancelled      -- no command at all, but sequence number 1 is used up
    execute Trivial(2)                                      -- activity id "2"
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        handle = start("Trivial", 1)
        handle.cancel()
        try:
            await handle
        except (ActivityError, CancelledError, asyncio.CancelledError):
            pass
        await execute("Trivial", 2)
        return "ok"


# --- Timers and conditions ----------------------------------------------------------------------------------------------


@recorded
class TimerWorkflow:
    """
    sleep 0.1 s
    sleep 0.2 s
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        await workflow.sleep(0.1)
        await workflow.sleep(0.2)
        return "ok"


@recorded
class TimersAtOnceWorkflow:
    """
    three tasks at once, started in this order: sleep 2 s, sleep 0.1 s, sleep 1 s; each executes Echo("2"), Echo("0.1"), Echo("1")
    after its timer
    await all
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        async def one(seconds):
            await workflow.sleep(seconds)
            await execute("Echo", str(seconds))

        await asyncio.gather(one(2), one(0.1), one(1))
        return "ok"


@recorded
class TimerCancelledWorkflow:
    """
    begin task t: sleep 60 s
    execute Echo("meanwhile")                     -- the first commands are this activity's, then the timer's
    cancel t; await t: cancelled
    execute Echo("cancelled")                     -- in the same workflow task: first the timer's cancellation, then this command
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        timer = asyncio.create_task(workflow.sleep(60))
        await execute("Echo", "meanwhile")
        timer.cancel()
        try:
            await timer
        except asyncio.CancelledError:
            await execute("Echo", "cancelled")
        return "ok"


@recorded
class TimerCancelledUnsentWorkflow:
    """
    begin task t: sleep 60 s; let it run (yield); cancel t; await t: cancelled
                                                            -- no command at all, but sequence number 1 is used up
    sleep 0.1 s                                             -- timer id "2"
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        timer = asyncio.create_task(workflow.sleep(60))
        await asyncio.sleep(0)
        timer.cancel()
        try:
            await timer
        except asyncio.CancelledError:
            pass
        await workflow.sleep(0.1)
        return "ok"


@recorded
class TimerBeatsActivityWorkflow:
    """
    h = start Cancellable(), heartbeat timeout 5 s, one attempt, TryCancel
    sleep 0.1 s
    cancel h; await h: cancelled                  -- the activity still runs
    return "timer"
    """

    @workflow.run
    async def run(self) -> str:
        handle = start("Cancellable", heartbeat_timeout=timedelta(seconds=5), retry_policy=ONE_TRY)
        await workflow.sleep(0.1)
        handle.cancel()
        try:
            await handle
        except ActivityError:
            pass
        return "timer"


class Decides:
    def __init__(self) -> None:
        self.decision: str | None = None

    @workflow.signal
    def decide(self, decision: str) -> None:
        self.decision = decision


@recorded
class WaitWorkflow(Decides):
    """
    signal decide(text: String): decision = text
    wait until decision is there
    execute Echo(decision)
    return decision
    """

    @workflow.run
    async def run(self) -> str:
        await workflow.wait_condition(lambda: self.decision is not None)
        return await execute("Echo", self.decision)


@recorded
class WaitInTimeWorkflow(Decides):
    """
    signal decide(text: String): decision = text
    wait up to 60 s until decision is there       -- a timer of 60 s; it is cancelled when the signal comes
    execute Echo(decision)                        -- after the timer's cancellation, in the same task
    return decision
    """

    @workflow.run
    async def run(self) -> str:
        await workflow.wait_condition(lambda: self.decision is not None, timeout=60)
        return await execute("Echo", self.decision)


@recorded
class WaitTimedOutWorkflow(Decides):
    """
    signal decide(text: String): decision = text
    wait up to 0.1 s until decision is there: timed out
    execute Echo("too late")
    return "too late"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await workflow.wait_condition(lambda: self.decision is not None, timeout=0.1)
        except asyncio.TimeoutError:
            await execute("Echo", "too late")
        return "too late"


@recorded
class WaitAlreadyTrueWorkflow(Decides):
    """
    wait up to 60 s until true                    -- a timer started and cancelled in the same task: no command; timer id "1" used up
    sleep 0.1 s                                   -- timer id "2"
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        await workflow.wait_condition(lambda: True, timeout=60)
        await workflow.sleep(0.1)
        return "ok"


@recorded
class WaitOneSecondWorkflow(Decides):
    """
    signal decide(text: String): decision = text
    wait up to 1 s until decision is there
    in time: execute Echo(decision); return decision
    timed out: return "too late"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await workflow.wait_condition(lambda: self.decision is not None, timeout=1)
        except asyncio.TimeoutError:
            return "too late"
        return await execute("Echo", self.decision)


# --- Signals, queries, updates ------------------------------------------------------------------------------------------


@recorded
class SignalBesideActivityWorkflow(Decides):
    """
    signal decide(text: String): decision = text
    two branches at once, "a" started before "b":
        a: execute Echo("asked"), then execute Trivial(1)
        b: wait until decision is there, then execute Echo(decision)
    await both
    return decision
    """

    @workflow.run
    async def run(self) -> str:
        async def asks():
            await execute("Echo", "asked")
            await execute("Trivial", 1)

        async def decides():
            await workflow.wait_condition(lambda: self.decision is not None)
            await execute("Echo", self.decision)

        await asyncio.gather(asks(), decides())
        return self.decision


@recorded
class SignalsBesideStartWorkflow(Decides):
    """
    signal decide(text: String): decision = text
    signal later(): wait until decision is there; execute Echo(decision); isDone = true
    execute Trivial(1)
    wait until isDone
    return decision
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_done = False

    @workflow.signal
    async def later(self) -> None:
        await workflow.wait_condition(lambda: self.decision is not None)
        await execute("Echo", self.decision)
        self.is_done = True

    @workflow.run
    async def run(self) -> str:
        await execute("Trivial", 1)
        await workflow.wait_condition(lambda: self.is_done)
        return self.decision


@recorded
class SignalsInOrderWorkflow:
    """
    signal bump(text: String): append text to received
    wait until received has 5 elements
    execute Echo(received joined by ",")
    return received
    """

    def __init__(self) -> None:
        self.received: list[str] = []

    @workflow.signal
    def bump(self, text: str) -> None:
        self.received.append(text)

    @workflow.run
    async def run(self) -> list[str]:
        await workflow.wait_condition(lambda: len(self.received) >= 5)
        await execute("Echo", ",".join(self.received))
        return self.received


@recorded
class AsyncSignalWorkflow:
    """
    signal work(text: String): execute Echo(text); append the result to done       -- a handler that waits
    wait until done has 3 elements
    return done
    """

    def __init__(self) -> None:
        self.done: list[str] = []

    @workflow.signal
    async def work(self, text: str) -> None:
        self.done.append(await execute("Echo", text))

    @workflow.run
    async def run(self) -> list[str]:
        await workflow.wait_condition(lambda: len(self.done) >= 3)
        return self.done


@recorded
class UnknownSignalWorkflow(Decides):
    """
    signal decide(text: String): decision = text; there is no handler for the signal "mystery" that comes first
    wait until decision is there
    return decision
    """

    @workflow.run
    async def run(self) -> str:
        await workflow.wait_condition(lambda: self.decision is not None)
        return self.decision


@recorded
class QueryWorkflow(Decides):
    """
    signal decide(text: String): decision = text
    query state() -> String: decision or "waiting"
    wait until decision is there
    execute Echo(decision)
    return decision
    """

    @workflow.query
    def state(self) -> str:
        return self.decision or "waiting"

    @workflow.run
    async def run(self) -> str:
        await workflow.wait_condition(lambda: self.decision is not None)
        return await execute("Echo", self.decision)


@recorded
class UpdateWorkflow:
    """
    update add(n: Int) -> Int: validator refuses n < 0; total += n; return total
    update addSlowly(n: Int) -> Int: active += 1; r = execute Trivial(n); total += r; active -= 1; return total
    update refuseLate(n: Int) -> Int: execute Trivial(n); throw application failure "refused after acceptance", type "Late"
    signal finish(): finished = true
    wait until finished and active == 0
    return total
    """

    def __init__(self) -> None:
        self.total = 0
        self.active = 0
        self.finished = False

    @workflow.update
    def add(self, n: int) -> int:
        self.total += n
        return self.total

    @add.validator
    def check_add(self, n: int) -> None:
        if n < 0:
            raise ApplicationError("n must not be negative", type="BadInput")

    @workflow.update(name="addSlowly")
    async def add_slowly(self, n: int) -> int:
        self.active += 1
        self.total += await execute("Trivial", n)
        self.active -= 1
        return self.total

    @workflow.update(name="refuseLate")
    async def refuse_late(self, n: int) -> int:
        await execute("Trivial", n)
        raise ApplicationError("refused after acceptance", type="Late")

    @workflow.signal
    def finish(self) -> None:
        self.finished = True

    @workflow.run
    async def run(self) -> int:
        await workflow.wait_condition(lambda: self.finished and self.active == 0)
        return self.total


# --- Child and external workflows ---------------------------------------------------------------------------------------


@recorded
class ChildWorkflow:
    """
    run(mode: String)
    "result": return "child result"; "fail": throw application failure "child failed" of type "Boom", not retryable; "activity":
    return execute Echo("child result"); "park": sleep 3600 s; "slow-cancel": sleep 3600 s, and when cancelled, shielded from
    cancellation, execute Echo("cleaning up"), then end as cancelled
    """

    @workflow.run
    async def run(self, mode: str) -> str:
        if mode == "fail":
            raise ApplicationError("child failed", type="Boom", non_retryable=True)
        if mode == "activity":
            return await execute("Echo", "child result")
        if mode == "park":
            await workflow.sleep(3600)
        if mode == "slow-cancel":
            try:
                await workflow.sleep(3600)
            except asyncio.CancelledError:
                await execute("Echo", "cleaning up")
                raise
        return "child result"


def child_id(suffix):
    return f"{workflow.info().workflow_id}-{suffix}"


@recorded
class ChildResultWorkflow:
    """
    r = execute child ChildWorkflow("activity"), id ID-child     -- ID is this workflow's own id
    execute Echo(r)
    return r
    """

    @workflow.run
    async def run(self) -> str:
        result = await workflow.execute_child_workflow("ChildWorkflow", "activity", id=child_id("child"))
        return await execute("Echo", result)


@recorded
class ChildFailureWorkflow:
    """
    try execute child ChildWorkflow("fail"), id ID-child
    catch child failure: execute Echo("caught")
    return "caught"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await workflow.execute_child_workflow("ChildWorkflow", "fail", id=child_id("child"))
        except ChildWorkflowError:
            await execute("Echo", "caught")
        return "caught"


@recorded
class ChildAlreadyStartedWorkflow:
    """
    c = start child ChildWorkflow("park"), id ID-child, and wait until it has started
    try start child ChildWorkflow("park"), id ID-child: fails, as it runs already
    execute Echo("already started")
    return "already started"                      -- the parent close policy ends the child
    """

    @workflow.run
    async def run(self) -> str:
        await workflow.start_child_workflow("ChildWorkflow", "park", id=child_id("child"))
        try:
            await workflow.start_child_workflow("ChildWorkflow", "park", id=child_id("child"))
        except Exception:  # WorkflowAlreadyStartedError, inside the SDK's own type
            await execute("Echo", "already started")
        return "already started"


@recorded
class ChildrenAtOnceWorkflow:
    """
    three children at once, started in this order: ChildWorkflow("result"), ids ID-0, ID-1, ID-2
    await all, in this order
    return their results
    """

    @workflow.run
    async def run(self) -> list[str]:
        return await asyncio.gather(
            *[workflow.execute_child_workflow("ChildWorkflow", "result", id=child_id(str(i))) for i in range(3)])


class CancelsChild:
    async def cancel_child(self, kind, mode="slow-cancel"):
        child = await workflow.start_child_workflow(
            "ChildWorkflow", mode, id=child_id("child"), cancellation_type=kind)
        await execute("Echo", "started")
        child.cancel()
        try:
            await child
        except ChildWorkflowError:
            pass
        await execute("Echo", "cancelled")
        return "cancelled"


@recorded
class ChildCancelAbandonWorkflow(CancelsChild):
    """
    c = start child ChildWorkflow("slow-cancel"), id ID-child, cancellation type Abandon; wait until it has started
    execute Echo("started")
    cancel c; await c: cancelled                  -- at once; the child is told nothing
    execute Echo("cancelled")
    return "cancelled"
    """

    @workflow.run
    async def run(self) -> str:
        return await self.cancel_child(ChildWorkflowCancellationType.ABANDON)


@recorded
class ChildTryCancelWorkflow(CancelsChild):
    """
    as ChildCancelAbandonWorkflow with TryCancel: the request is sent and c ends as cancelled at once
    """

    @workflow.run
    async def run(self) -> str:
        return await self.cancel_child(ChildWorkflowCancellationType.TRY_CANCEL)


@recorded
class ChildWaitCancelRequestedWorkflow(CancelsChild):
    """
    as ChildCancelAbandonWorkflow with WaitCancellationRequested: c ends as cancelled once the server has delivered the request
    """

    @workflow.run
    async def run(self) -> str:
        return await self.cancel_child(ChildWorkflowCancellationType.WAIT_CANCELLATION_REQUESTED)


@recorded
class ChildWaitCancelCompletedWorkflow(CancelsChild):
    """
    as ChildCancelAbandonWorkflow with WaitCancellationCompleted: c ends when the child has cleaned up and ended as cancelled
    """

    @workflow.run
    async def run(self) -> str:
        return await self.cancel_child(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)


@recorded
class ChildAbandonedWorkflow:
    """
    start child ChildWorkflow("park"), id ID-child, parent close policy Abandon; wait until it has started
    return "left it"
    """

    @workflow.run
    async def run(self) -> str:
        await workflow.start_child_workflow(
            "ChildWorkflow", "park", id=child_id("child"), parent_close_policy=ParentClosePolicy.ABANDON)
        return "left it"


@recorded
class ChildCancelledUnsentWorkflow:
    """
    begin task c: execute child ChildWorkflow("result"), id ID-child; let it run (yield); cancel c; await c: cancelled
                                                  -- no command at all
    execute Echo("cancelled")
    return "cancelled"
    """

    @workflow.run
    async def run(self) -> str:
        child = asyncio.create_task(
            workflow.execute_child_workflow("ChildWorkflow", "result", id=child_id("child")))
        await asyncio.sleep(0)
        child.cancel()
        try:
            await child
        except (ChildWorkflowError, asyncio.CancelledError):
            pass
        await execute("Echo", "cancelled")
        return "cancelled"


@recorded
class ChildCancelledUnacknowledgedWorkflow:
    """
    (workflow task timeout 1 s)
    begin task c: execute child ChildWorkflow("slow-cancel"), id ID-child, cancellation type WaitCancellationCompleted
    execute local activity Sleepy(1.1)            -- the child's start is sent by the workflow task's heartbeat
    cancel c                                      -- the child has been initiated; its start is not yet acknowledged in history
    await c: cancelled
    execute Echo("cancelled")
    return "cancelled"
    """

    @workflow.run
    async def run(self) -> str:
        child = asyncio.create_task(
            workflow.execute_child_workflow("ChildWorkflow", "slow-cancel", id=child_id("child")))
        await start_local("Sleepy", 1.1)
        child.cancel()
        try:
            await child
        except (ChildWorkflowError, asyncio.CancelledError):
            pass
        await execute("Echo", "cancelled")
        return "cancelled"


@recorded
class SignalExternalWorkflow:
    """
    run(target: String)
    signal workflow target: decide("from outside")
    execute Echo("signalled")
    return "signalled"
    """

    @workflow.run
    async def run(self, target: str) -> str:
        await workflow.get_external_workflow_handle(target).signal("decide", "from outside")
        return await execute("Echo", "signalled")


@recorded
class SignalNobodyWorkflow:
    """
    try signal workflow "no-such-workflow": decide("hello"); catch: execute Echo("not found")
    return "not found"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await workflow.get_external_workflow_handle("no-such-workflow").signal("decide", "hello")
        except ApplicationError:
            await execute("Echo", "not found")
        return "not found"


@recorded
class SignalChildWorkflow:
    """
    c = start child WaitWorkflow(), id ID-child; wait until it has started
    signal c: decide("yes")
    r = await c
    return r
    """

    @workflow.run
    async def run(self) -> str:
        child = await workflow.start_child_workflow("WaitWorkflow", id=child_id("child"))
        await child.signal("decide", "yes")
        return await child


@recorded
class CancelExternalWorkflow:
    """
    run(target: String)
    cancel workflow target
    execute Echo("cancelled")
    try cancel workflow "no-such-workflow"; catch: execute Echo("not found")
    return "cancelled"
    """

    @workflow.run
    async def run(self, target: str) -> str:
        await workflow.get_external_workflow_handle(target).cancel()
        await execute("Echo", "cancelled")
        try:
            await workflow.get_external_workflow_handle("no-such-workflow").cancel()
        except ApplicationError:
            await execute("Echo", "not found")
        return "cancelled"


# --- How a workflow ends ------------------------------------------------------------------------------------------------


@recorded
class ContinueAsNewWorkflow:
    """
    run(left: Int)
    execute Trivial(left)
    if left > 0: continue as new with (left - 1)
    return "done"
    """

    @workflow.run
    async def run(self, left: int) -> str:
        await execute("Trivial", left)
        if left > 0:
            workflow.continue_as_new(left - 1)
        return "done"


@recorded
class CancelledWorkflow:
    """
    try sleep 3600 s
    catch cancellation (of this workflow): shielded from cancellation, execute Echo("cleaning up"); then end as cancelled
    """

    @workflow.run
    async def run(self) -> None:
        try:
            await workflow.sleep(3600)
        except asyncio.CancelledError:
            await execute("Echo", "cleaning up")
            raise


@recorded
class CancelledActivityWorkflow:
    """
    execute Cancellable(), heartbeat timeout 5 s, one attempt, cancellation type WaitCompleted
                                                  -- the workflow is cancelled meanwhile: the activity is, and then the workflow ends as cancelled
    """

    @workflow.run
    async def run(self) -> None:
        await execute(
            "Cancellable", heartbeat_timeout=timedelta(seconds=5), retry_policy=ONE_TRY,
            cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)


@recorded
class CancellationIgnoredWorkflow:
    """
    try sleep 3600 s; catch cancellation (of this workflow): nothing
    return "finished anyway"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await workflow.sleep(3600)
        except asyncio.CancelledError:
            pass
        return "finished anyway"


@recorded
class FailedWorkflow:
    """
    execute Trivial(1)
    throw application failure "out of stock", type "OutOfStock", details {"sku": "A1"}, not retryable
    """

    @workflow.run
    async def run(self) -> None:
        await execute("Trivial", 1)
        raise ApplicationError("out of stock", {"sku": "A1"}, type="OutOfStock", non_retryable=True)


@recorded
class RetriedWorkflow:
    """
    (workflow retry policy: first interval 0.1 s, coefficient 1, at most 3 attempts)
    execute Trivial(attempt of this run)
    if attempt < 2: throw application failure "again", type "Again"
    return attempt
    """

    @workflow.run
    async def run(self) -> int:
        attempt = workflow.info().attempt
        await execute("Trivial", attempt)
        if attempt < 2:
            raise ApplicationError("again", type="Again")
        return attempt


@recorded
class ParkedWorkflow:
    """
    execute Echo("parked")
    sleep 3600 s
    return "ok"                                   -- never reached: the run is ended from outside
    """

    @workflow.run
    async def run(self) -> str:
        await execute("Echo", "parked")
        await workflow.sleep(3600)
        return "ok"


# --- Tasks that go wrong ------------------------------------------------------------------------------------------------


@recorded
class FixedWorkflow:
    """
    execute Trivial(1)
    execute Trivial(2)                            -- the first worker failed this task; a second one, its mistake mended, took over
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        await execute("Trivial", 1)
        if broken["FixedWorkflow"] and not workflow.unsafe.is_replaying():
            raise RuntimeError("a mistake in the workflow's code")
        await execute("Trivial", 2)
        return "ok"


@recorded
class ResetWorkflow:
    """
    execute Trivial(1), Trivial(2), Trivial(3), one after another; between them take a random number and a UUID and send them to Echo:
        Trivial(1), Echo(uuid), Trivial(2), Echo(uuid), Trivial(3)
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        await execute("Trivial", 1)
        await execute("Echo", str(workflow.uuid4()))
        await execute("Trivial", 2)
        await execute("Echo", str(workflow.uuid4()))
        await execute("Trivial", 3)
        return "ok"


# --- Attributes, patches, local activities, randomness ------------------------------------------------------------------


@recorded
class SearchAttributesWorkflow:
    """
    (started with TestKeyword "start")
    upsert search attributes TestKeyword = "changed", TestInt = 42
    execute Trivial(1)
    upsert search attributes: remove TestKeyword
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        workflow.upsert_search_attributes([KEYWORD.value_set("changed"), INT.value_set(42)])
        await execute("Trivial", 1)
        workflow.upsert_search_attributes([KEYWORD.value_unset()])
        return "ok"


@recorded
class MemoWorkflow:
    """
    (started with memo {"a": 1, "b": "two"})
    upsert memo {"b": "changed", "c": [1, 2]}, remove "a"
    execute Trivial(1)
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        workflow.upsert_memo({"a": None, "b": "changed", "c": [1, 2]})
        await execute("Trivial", 1)
        return "ok"


@recorded
class PatchedWorkflow:
    """
    if patched("new-way"): execute Echo("new") else: execute Echo("old")
    execute Trivial(1)
    if patched("new-way"): execute Echo("new again") else: execute Echo("old again")   -- no second marker
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        await execute("Echo", "new" if workflow.patched("new-way") else "old")
        await execute("Trivial", 1)
        await execute("Echo", "new again" if workflow.patched("new-way") else "old again")
        return "ok"


@recorded
class OldWorkflow:
    """
    if patched("new-way"): execute Echo("new") else: execute Trivial(0)
    execute Trivial(1)
    return "ok"                                   -- recorded by code that had no patch yet: the history has no marker, Trivial(0), Trivial(1)
    """

    @workflow.run
    async def run(self) -> str:
        if not broken["OldWorkflow"] and workflow.patched("new-way"):
            await execute("Echo", "new")
        else:
            await execute("Trivial", 0)
        await execute("Trivial", 1)
        return "ok"


@recorded
class DeprecatedPatchWorkflow:
    """
    deprecate patch "new-way"
    execute Echo("new")
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        workflow.deprecate_patch("new-way")
        await execute("Echo", "new")
        return "ok"


@recorded
class LocalActivityWorkflow:
    """
    a = execute local activity Trivial(1)
    execute Echo("between")
    b = execute local activity Trivial(2)
    return a + b
    """

    @workflow.run
    async def run(self) -> int:
        first = await start_local("Trivial", 1)
        await execute("Echo", "between")
        return first + await start_local("Trivial", 2)


@recorded
class LocalActivitiesAtOnceWorkflow:
    """
    start local activities Trivial(0), Trivial(1), Trivial(2), in this order
    await all, in this order
    execute Echo("done")
    return the sum
    """

    @workflow.run
    async def run(self) -> int:
        results = await asyncio.gather(*[start_local("Trivial", i) for i in range(3)])
        await execute("Echo", "done")
        return sum(results)


@recorded
class LocalActivityRetriesWorkflow:
    """
    r = execute local activity Flaky(2), retry policy as above
    return r (3)
    """

    @workflow.run
    async def run(self) -> int:
        return await start_local("Flaky", 2, retry_policy=QUICK_RETRIES)


@recorded
class LocalActivityBackoffWorkflow:
    """
    r = execute local activity Flaky(1), retry policy: first interval 0.5 s; local retry threshold 0.1 s
                                                  -- a marker of the failed attempt, a timer, the second attempt's marker
    return r (2)
    """

    @workflow.run
    async def run(self) -> int:
        return await start_local(
            "Flaky", 1, retry_policy=RetryPolicy(initial_interval=timedelta(milliseconds=500)),
            local_retry_threshold=timedelta(milliseconds=100))


@recorded
class LocalActivityFailureWorkflow:
    """
    try execute local activity Fail("no")
    catch activity failure: execute Echo("caught")
    return "caught"
    """

    @workflow.run
    async def run(self) -> str:
        try:
            await start_local("Fail", "no")
        except (ActivityError, ApplicationError):  # the SDK does not wrap a local activity's failure
            await execute("Echo", "caught")
        return "caught"


@recorded
class LongLocalActivityWorkflow:
    """
    (workflow task timeout 1 s)
    execute local activity Sleepy(2.2)            -- the task is kept alive by heartbeats: empty tasks in the history
    execute Echo("slept")
    return "slept"
    """

    @workflow.run
    async def run(self) -> str:
        result = await start_local("Sleepy", 2.2)
        return await execute("Echo", result)


class CancelsLocalActivity:
    async def cancel_meanwhile(self, in_one_task, kind, name, *args):
        handle = start_local(name, *args, cancellation_type=kind, retry_policy=ONE_TRY)
        if in_one_task:
            await start_local("Sleepy", 0.1)
        else:
            await workflow.sleep(0.1)
        handle.cancel()
        try:
            outcome = await handle
        except ActivityError as error:
            outcome = "cancelled" if isinstance(error.cause, CancelledError) else "failed"
        await execute("Echo", outcome)
        return outcome


@recorded
class LocalActivityTryCancelWorkflow(CancelsLocalActivity):
    """
    run(inOneTask: Bool)
    h = start local activity Cancellable(), one attempt, cancellation type TryCancel
    inOneTask: execute local activity Sleepy(0.1)
    else: sleep 0.1 s                             -- (workflow task timeout 1 s) sent by the workflow task's heartbeat
    cancel h; await h: cancelled                  -- at once
    execute Echo("cancelled")                     -- after the marker of h, in the same task
    return "cancelled"
    """

    @workflow.run
    async def run(self, in_one_task: bool) -> str:
        return await self.cancel_meanwhile(in_one_task, ActivityCancellationType.TRY_CANCEL, "Cancellable")


@recorded
class LocalActivityWaitCancelWorkflow(CancelsLocalActivity):
    """
    as LocalActivityTryCancelWorkflow with WaitCompleted: h ends when the activity has reported that it was cancelled
    """

    @workflow.run
    async def run(self, in_one_task: bool) -> str:
        return await self.cancel_meanwhile(
            in_one_task, ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, "Cancellable")


@recorded
class LocalActivityStubbornWorkflow(CancelsLocalActivity):
    """
    as LocalActivityWaitCancelWorkflow, with Stubborn() in place of Cancellable(): h returns "done anyway", which goes to Echo
    """

    @workflow.run
    async def run(self, in_one_task: bool) -> str:
        return await self.cancel_meanwhile(in_one_task, ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, "Stubborn")


@recorded
class LocalActivityAbandonWorkflow(CancelsLocalActivity):
    """
    as LocalActivityTryCancelWorkflow with Abandon and Sleepy(4) in place of Cancellable(): the activity goes on
    """

    @workflow.run
    async def run(self, in_one_task: bool) -> str:
        return await self.cancel_meanwhile(in_one_task, ActivityCancellationType.ABANDON, "Sleepy", 4.0)


@recorded
class LocalActivityCancelThenTwoWorkflow:
    """
    run()
    h = start local activity Cancellable(), one attempt, cancellation type TryCancel
    execute local activity Sleepy(0.1)
    cancel h; await h: cancelled                  -- told in an activation of its own, which counts
    ended = 0
    at once, each in a coroutine of its own:
      execute local activity Sleepy(0.1); ended += 1
      execute local activity Sleepy(0.3); execute Echo("second")
      wait until ended is 1; sleep 0.1 s          -- the timer comes before Echo, for the two ended one after the other
    return "cancelled, second"
    """

    @workflow.run
    async def run(self) -> str:
        self.ended = 0
        handle = start_local("Cancellable", cancellation_type=ActivityCancellationType.TRY_CANCEL, retry_policy=ONE_TRY)
        await start_local("Sleepy", 0.1)
        handle.cancel()
        try:
            outcome = await handle
        except ActivityError:
            outcome = "cancelled"
        _, second, _ = await asyncio.gather(self.first(), self.second(), self.after_first())
        return f"{outcome}, {second}"

    async def first(self):
        await start_local("Sleepy", 0.1)
        self.ended += 1

    async def second(self):
        await start_local("Sleepy", 0.3)
        return await execute("Echo", "second")

    async def after_first(self):
        await workflow.wait_condition(lambda: self.ended == 1)
        await workflow.sleep(0.1)


@recorded
class RandomWorkflow:
    """
    execute Echo(a random number), execute Echo(a UUID), execute Echo(the workflow's time), each as text
    if the sum of three random integers is not negative (always): execute Trivial(1)
    sleep 0.1 s
    return "ok"
    """

    @workflow.run
    async def run(self) -> str:
        await execute("Echo", str(workflow.random().random()))
        await execute("Echo", str(workflow.uuid4()))
        await execute("Echo", workflow.now().isoformat())
        if sum(workflow.random().randint(0, 9) for _ in range(3)) >= 0:
            await execute("Trivial", 1)
        await workflow.sleep(0.1)
        return "ok"


# --- Several things at once ---------------------------------------------------------------------------------------------


@recorded
class OrderWorkflow:
    """
    update setAddress(text: String) -> String: validator refuses ""; address = text; return text
    signal pay(amount: Int): paid += amount
    query status() -> String: "waiting", then "paid"
    execute local activity Echo("check")
    execute Echo("reserve")
    wait up to 60 s until paid >= 10 and address is there
    two things at once, in this order: child ChildWorkflow("activity"), id ID-ship; execute Echo("invoice")
    await both
    upsert search attribute TestKeyword = "shipped"
    sleep 0.1 s
    return "shipped"
    """

    def __init__(self) -> None:
        self.address: str | None = None
        self.paid = 0

    @workflow.update(name="setAddress")
    def set_address(self, text: str) -> str:
        self.address = text
        return text

    @set_address.validator
    def check_address(self, text: str) -> None:
        if not text:
            raise ApplicationError("an address is needed", type="BadInput")

    @workflow.signal
    def pay(self, amount: int) -> None:
        self.paid += amount

    @workflow.query
    def status(self) -> str:
        return "paid" if self.paid >= 10 else "waiting"

    @workflow.run
    async def run(self) -> str:
        await start_local("Echo", "check")
        await execute("Echo", "reserve")
        await workflow.wait_condition(lambda: self.paid >= 10 and self.address is not None, timeout=60)
        await asyncio.gather(
            workflow.execute_child_workflow("ChildWorkflow", "activity", id=child_id("ship")), execute("Echo", "invoice"))
        workflow.upsert_search_attributes([KEYWORD.value_set("shipped")])
        await workflow.sleep(0.1)
        return "shipped"


@recorded
class SagaWorkflow:
    """
    execute Echo("book flight"), then execute Echo("book hotel")
    try execute Fail("no cars")
    catch activity failure: execute Echo("cancel hotel"), then execute Echo("cancel flight"), then throw application failure
    "trip failed", type "TripFailed", not retryable
    """

    @workflow.run
    async def run(self) -> None:
        await execute("Echo", "book flight")
        await execute("Echo", "book hotel")
        try:
            await execute("Fail", "no cars")
        except ActivityError as error:
            await execute("Echo", "cancel hotel")
            await execute("Echo", "cancel flight")
            raise ApplicationError("trip failed", type="TripFailed", non_retryable=True) from error


@recorded
class EntityWorkflow:
    """
    run(count: Int)
    signal add(n: Int): append n to queue
    loop: wait up to 0.2 s until queue is not empty; if it timed out, leave the loop
          take the first n from queue; count += execute Trivial(n)
    if count < 4: continue as new with (count)
    return count
    """

    def __init__(self) -> None:
        self.queue: list[int] = []

    @workflow.signal
    def add(self, n: int) -> None:
        self.queue.append(n)

    @workflow.run
    async def run(self, count: int) -> int:
        while True:
            try:
                await workflow.wait_condition(lambda: bool(self.queue), timeout=0.2)
            except asyncio.TimeoutError:
                break
            count += await execute("Trivial", self.queue.pop(0))
        if count < 4:
            workflow.continue_as_new(count)
        return count

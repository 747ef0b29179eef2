"""Measures the DICT worker with everything that it works with on this machine: claims per second and what one costs, what waiting
claims and workflows hold of its memory, and verifications of a million entries. See scripts/bench-dict.

Usage: bench_dict.py WORKER BENCH_WORKER [--small] [PART]...

Parts: claims, verifications, parked, waiting; none given are all.
"""
import asyncio
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import uuid

from temporalio.client import Client

import dict_services
from processes import ROOT, Problem, Processes, clean_environment, say, start_temporal, wait_for

LOGS = ROOT / ".dev/bench-dict"
TASK_QUEUE = "conn-dict-task-queue"
IN_FLIGHT = 100
# How much each part does: in full, and to see whether it works at all.
SMALL = "--small" in sys.argv
CLAIMS = 100 if SMALL else 2_000
PARKED = 200 if SMALL else 10_000
WAITING = 1_000 if SMALL else 100_000
ENTRIES = 20_000 if SMALL else 1_000_000
WORDS = [word for word in sys.argv[1:] if word != "--small"]
PARTS = WORDS[2:] or ["claims", "verifications", "parked", "waiting"]
# Without these the server lets 50 ms pass at every hop.
SERVER_SETTINGS = [
    "matching.numTaskqueueReadPartitions=1", "matching.numTaskqueueWritePartitions=1",
    "history.transferProcessorMaxPollRPS=100000", "history.transferProcessorMaxPollHostRPS=1000000",
    "history.timerProcessorMaxPollRPS=100000", "history.timerProcessorMaxPollHostRPS=1000000"]


def cpu_seconds(process):
    """User and system time of all its threads so far."""
    # How Linux numbers the CPU clock of a process; what /proc shows comes in steps of 10 ms.
    return time.clock_gettime((~process.pid << 3) | 2)


def kilobytes(process, field):
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1])
    raise Problem(f"{process.name} has no {field}")


async def at_rest(process, limit=600):
    """Waits until the process has done next to nothing for a second: it looks for events to publish five times in one."""
    deadline, before = time.monotonic() + limit, cpu_seconds(process)
    while time.monotonic() < deadline:
        await asyncio.sleep(1)
        now = cpu_seconds(process)
        if now - before < 0.1:
            return
        before = now
    raise Problem(f"{process.name} does not come to rest within {limit} s")


class Database:
    def __init__(self, settings):
        self.settings = settings

    def run(self, statements):
        """The rows of the last statement, as lists of text."""
        settings = self.settings
        done = subprocess.run(
            ["psql", "-h", settings["POSTGRES_HOST"], "-p", settings["POSTGRES_PORT"], "-U", settings["POSTGRES_USER"],
             "-d", settings["POSTGRES_DB"], "-qtA", "-v", "ON_ERROR_STOP=1", "-c", statements], capture_output=True, text=True,
            env={**os.environ, "PGPASSWORD": settings["POSTGRES_PASSWORD"]})
        if done.returncode != 0:
            raise Problem(f"psql failed: {done.stderr}")
        return [line.split("|") for line in done.stdout.splitlines()]

    def add_entries(self, prefix, count):
        self.run(f"""
            INSERT INTO entries (id, key_type, key, participant, account_number, account_type, tax_id, owner_name, status,
                request_id, cid)
            SELECT '{prefix}' || n, 'PHONE', '+{ord(prefix)}' || lpad(n::text, 9, '0'), '87654321', n, 'CACC', '52998224725', 'Maria', 'ACTIVE',
                gen_random_uuid(), sha256(n::text::bytea) FROM generate_series(0, {count - 1}) AS n;
            ANALYZE entries""")


async def in_lanes(count, work):
    left = iter(range(count))

    async def lane():
        for number in left:
            await work(number)

    await asyncio.gather(*[lane() for _ in range(min(IN_FLIGHT, count))])


def claim(prefix, number):
    return {"claim_id": f"{prefix}{number}", "entry_id": f"{prefix}{number}", "claim_type": "PORTABILITY",
            "claimer_ispb": "12345678", "donor_ispb": "87654321"}


async def run_claims(client, prefix, count):
    async def one(number):
        handle = await client.start_workflow(
            "ClaimWorkflow", claim(prefix, number), id=f"{prefix}{number}", task_queue=TASK_QUEUE)
        await handle.signal("confirm")
        state = await handle.result()
        if state["status"] != "COMPLETED":
            raise Problem(f"{prefix}{number} came to {state}")

    await in_lanes(count, one)


async def claims_per_second(client, database, worker):
    database.add_entries("W", 50)
    await run_claims(client, "W", 50)
    database.add_entries("B", CLAIMS)
    database.run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements; SELECT pg_stat_statements_reset()")
    await at_rest(worker)
    cpu, begun = cpu_seconds(worker), time.monotonic()
    await run_claims(client, "B", CLAIMS)
    elapsed = time.monotonic() - begun
    await at_rest(worker)
    cpu = cpu_seconds(worker) - cpu
    rows = database.run("""
        SELECT CASE WHEN query ~ 'effects' THEN 'idempotency' WHEN query ~ 'INTO events|UPDATE events|FROM events|relay_lease'
            THEN 'outbox' WHEN query ~ '^(BEGIN|COMMIT)' THEN 'transactions' ELSE 'claims and entries' END AS part,
            sum(calls), sum(total_exec_time) FROM pg_stat_statements GROUP BY 1 ORDER BY 1""")
    total = sum(float(time) for _, _, time in rows)
    print(f"  {CLAIMS} claims, {IN_FLIGHT} in flight: {CLAIMS / elapsed:.0f} claims/s, "
          f"{1000 * cpu / CLAIMS:.2f} ms of the worker's CPU each, {total / CLAIMS:.2f} ms in PostgreSQL each", flush=True)
    for part, calls, spent in rows:
        print(f"    {part}: {int(calls) / CLAIMS:.1f} statements and {float(spent) / CLAIMS:.3f} ms a claim, "
              f"{100 * float(spent) / total:.0f} % of PostgreSQL's time", flush=True)
    return [{"claims": CLAIMS, "claims_per_second": CLAIMS / elapsed, "worker_cpu_ms": 1000 * cpu / CLAIMS,
             "postgres_ms": {part: float(spent) / CLAIMS for part, _, spent in rows}}]


async def parked_claims(client, database, worker):
    database.add_entries("P", PARKED)
    before = kilobytes(worker, "VmRSS")

    async def one(number):
        await client.start_workflow("ClaimWorkflow", claim("P", number), id=f"P{number}", task_queue=TASK_QUEUE)

    begun = time.monotonic()
    await in_lanes(PARKED, one)
    deadline = time.monotonic() + 1800
    while int(database.run("SELECT count(*) FROM claims WHERE id LIKE 'P%' AND status = 'WAITING_RESOLUTION'")[0][0]) < PARKED:
        if time.monotonic() > deadline:
            raise Problem("the claims do not come to wait")
        await asyncio.sleep(1)
    elapsed = time.monotonic() - begun
    await at_rest(worker)
    grown = kilobytes(worker, "VmRSS") - before
    print(f"  {PARKED} claims that wait thirty days: {grown / 1024:.0f} MB more than before, "
          f"{kilobytes(worker, 'VmHWM') / 1024:.0f} MB at most; {PARKED / elapsed:.0f} of them came to wait a second", flush=True)
    return [{"parked": PARKED, "grown_mb": grown / 1024, "peak_mb": kilobytes(worker, "VmHWM") / 1024}]


async def waiting_workflows(processes, program):
    # A server of its own, with nothing else in its memory.
    address, _ = start_temporal(processes, SERVER_SETTINGS)
    server = processes.started[-1]
    client = await Client.connect(address)
    worker = processes.start("bench-worker", [program, "waiting"], {"TEMPORAL_ADDRESS": address})
    wait_for(worker, "ready", "bench-worker", 60)

    async def one(_):
        await client.start_workflow("ParkedWorkflow", id=uuid.uuid4().hex, task_queue="waiting")

    begun, figures = time.monotonic(), []
    for tenth in range(1, 11):
        await in_lanes(WAITING // 10, one)
        await at_rest(worker)
        figures.append(kilobytes(worker, "VmRSS") / 1024)
        print(f"    {tenth * WAITING // 10} workflows that only wait, in one worker: {figures[-1]:.0f} MB", flush=True)
    print(f"  {WAITING} workflows came to wait within {time.monotonic() - begun:.0f} s", flush=True)
    for process in (worker, server):
        process.terminate()
        process.wait(60)
        processes.started.remove(process)
    return [{"waiting": WAITING, "mb_after_each_tenth": figures}]


async def verifications(client, database, worker):
    """The bridge holds as many e-mail entries as the database, of which a hundred differ; and then all, as after the directory was
    restored from a backup."""
    database.run(f"""
        INSERT INTO entries (id, key_type, key, participant, account_number, account_type, tax_id, owner_name, status,
            request_id, cid, updated_at)
        SELECT 'V' || n, 'EMAIL', 'key-' || lpad(n::text, 9, '0'), '87654321', n, 'CACC', '52998224725', 'Maria', 'ACTIVE',
            gen_random_uuid(), sha256(('EMAIL/' || n + (n % {ENTRIES // 100} = 0)::int)::bytea), '2020-01-01'
        FROM generate_series(0, {ENTRIES - 1}) AS n;
        ANALYZE entries""")
    figures = [await verification(client, worker, 100)]
    database.run("UPDATE entries SET cid = sha256(cid) WHERE key_type = 'EMAIL'")
    database.run("VACUUM ANALYZE entries")
    return [*figures, await verification(client, worker, ENTRIES)]


async def verification(client, worker, differing):
    await at_rest(worker)
    before, cpu, begun = kilobytes(worker, "VmRSS"), cpu_seconds(worker), time.monotonic()
    report = await client.execute_workflow(
        "VSyncWorkflow", {"key_types": ["EMAIL"]}, id=f"vsync-{differing}", task_queue=TASK_QUEUE)
    elapsed = time.monotonic() - begun
    result = report["results"][0]
    if (result["changed"], result["missing"], result["extra"]) != (differing, 0, 0):
        raise Problem(f"the verification found {result}")
    grown = kilobytes(worker, "VmHWM") - before
    print(f"  a verification of {ENTRIES} entries, {differing} of which differ: {elapsed / 60:.1f} minutes, {cpu_seconds(worker) - cpu:.0f} s of the "
          f"worker's CPU, {max(grown, 0) / 1024:.0f} MB more at its peak", flush=True)
    return {"entries": ENTRIES, "differing": differing, "seconds": elapsed, "peak_grown_mb": max(grown, 0) / 1024}


def start_worker(processes, program, variables):
    worker = processes.start("worker", [program, "--systems", "dict"], variables, must_end_well=True)
    wait_for(worker, f"Worker started on task queue: {TASK_QUEUE}", "the worker", 60)
    return worker


async def measure(processes, address, settings, worker_program, bench_program):
    variables = {"TEMPORAL_ADDRESS": address, "VSYNC_TIME_ZONE": "none", "LOG_LEVEL": "warning", **settings}
    subprocess.run([worker_program, "migrate"], check=True, cwd=LOGS, stdout=subprocess.DEVNULL,
                   env={**processes.environment, **variables})
    variables["LOG_LEVEL"] = "info"
    database, client = Database(settings), await Client.connect(address)
    worker = start_worker(processes, worker_program, variables)
    parts = {"claims": lambda: claims_per_second(client, database, worker),
             "verifications": lambda: verifications(client, database, worker),
             "parked": lambda: parked_claims(client, database, worker),
             "waiting": lambda: waiting_workflows(processes, bench_program)}
    results = []
    for part in PARTS:
        results += await parts[part]()
        (LOGS / "dict.json").write_text(json.dumps(results, indent=1))


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    LOGS.mkdir(parents=True, exist_ok=True)
    processes, tidy = Processes(LOGS, clean_environment()), lambda: None
    try:
        say("Starting the Temporal server, PostgreSQL, Redis, a Pulsar broker, and the stand-in for the bank's bridge")
        address, _ = start_temporal(processes, SERVER_SETTINGS)
        settings, tidy = dict_services.start(
            processes, postgres=["shared_preload_libraries=pg_stat_statements"], bridge=["--entries", f"EMAIL:{ENTRIES}"])
        say("Measuring")
        asyncio.run(measure(processes, address, settings, *WORDS[:2]))
        if failed := processes.end():
            raise Problem(f"{', '.join(failed)}; the logs are in {LOGS}")
        return 0
    except KeyboardInterrupt:
        return 130
    except (Problem, subprocess.CalledProcessError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        processes.end()
        tidy()


if __name__ == "__main__":
    sys.exit(main())

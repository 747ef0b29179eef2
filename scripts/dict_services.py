"""What the DICT worker works with, started on this machine: real PostgreSQL, Redis and Pulsar broker, and what stands in for
the bank's bridge."""
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile

from processes import ROOT, Problem, free_port, wait_for, wait_for_port

PYTHON = ROOT / ".venv/bin/python"


def start_postgres(processes, settings):
    """A PostgreSQL server with these settings (name=value) and an empty database; returns its variables, and the folder to remove at the end."""
    versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not versions:
        raise Problem("PostgreSQL is not installed: run make setup")
    programs = versions[-1]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="temporal-swift-services-"))
    user = None
    if os.geteuid() == 0:
        # It refuses to run as root.
        user = "postgres"
        owner = pwd.getpwnam(user)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    password = secrets.token_hex(8)
    (folder / "password").write_text(password)
    os.chmod(folder / "password", 0o644)
    as_user = ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--"] if user else []
    made = subprocess.run(
        [*as_user, programs / "initdb", "-D", folder / "data", "-U", "dict_user", "-A", "scram-sha-256",
         "--pwfile", folder / "password", "--no-sync", "-E", "UTF8"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=folder)
    if made.returncode != 0:
        raise Problem(f"initdb failed: {made.stderr}")
    port = free_port(5432)
    server = processes.start(
        "postgres", [programs / "postgres", "-D", folder / "data", "-p", port, "-c", "listen_addresses=127.0.0.1",
                     "-c", f"unix_socket_directories={folder}", *[word for setting in settings for word in ("-c", setting)]], user=user, end=signal.SIGINT)
    wait_for(server, "database system is ready to accept connections", "PostgreSQL", 30)
    made = subprocess.run(
        [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "dict_user", "dict_db"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, env={**os.environ, "PGPASSWORD": password})
    if made.returncode != 0:
        raise Problem(f"createdb failed: {made.stderr}")
    variables = {"POSTGRES_HOST": "127.0.0.1", "POSTGRES_PORT": port, "POSTGRES_USER": "dict_user",
                 "POSTGRES_PASSWORD": password, "POSTGRES_DB": "dict_db", "POSTGRES_SSLMODE": "disable"}
    return variables, folder


def start_redis(processes):
    """A Redis server that keeps nothing."""
    port = free_port(6379)
    server = processes.start("redis", [
        "redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
    wait_for(server, "Ready to accept connections", "Redis", 30)
    return {"REDIS_HOST": "127.0.0.1", "REDIS_PORT": port}


def start_pulsar(processes):
    """A broker that speaks Pulsar's protocol: the program inside the Python package pulsar-lite."""
    port, folder = free_port(6650), processes.logs / "pulsar"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    configuration = folder / "broker.toml"
    # It listens for its metrics everywhere unless it is told an address.
    configuration.write_text(
        f'addr = "127.0.0.1:{port}"\ndb_path = "{folder}/db"\ndefault_partitions = 0\nlog_level = "error"\n'
        f'[metrics]\nenabled = true\naddr = "127.0.0.1:{free_port(8080)}"\n')
    program = next((ROOT / ".venv").glob("lib/python*/site-packages/pulsar_lite/bin/pulsar-lite"), None)
    if program is None:
        raise Problem("pulsar-lite is not installed: run make setup")
    wait_for_port(processes.start("pulsar", [program, "--config", configuration]), port, "the Pulsar broker", 30)
    return {"PULSAR_URL": f"pulsar://127.0.0.1:{port}"}


def start_bridge(processes, options):
    """What stands in for the bank's bridge."""
    port = free_port(50_051)
    bridge = processes.start(
        "bridge", [PYTHON, ROOT / "Tests/Peers/bridge.py", "--port", port, "--serve", *options])
    wait_for(bridge, "listening ", "the bridge's stand-in", 30)
    return {"BRIDGE_GRPC_ADDR": f"127.0.0.1:{port}"}


def start(processes, postgres=(), bridge=()):
    """Starts everything, with settings of PostgreSQL's and options of the bridge's; returns the worker's variables and a function that removes what is left at the end."""
    database, folder = start_postgres(processes, postgres)
    variables = {**database, **start_redis(processes), **start_pulsar(processes), **start_bridge(processes, bridge),
                 "HEALTH_PORT": free_port(8081), "METRICS_PORT": free_port(9093)}
    return {name: str(value) for name, value in variables.items()}, lambda: shutil.rmtree(folder, ignore_errors=True)

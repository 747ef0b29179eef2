"""Checks what the compose parser cannot know of docker-compose.yml: that the services there are fit together and to the Dockerfiles.
Reads .dev/compose.json (every profile, as the parser wrote it) and .dev/compose-usual (what starts without a profile)."""
import json
import os
import re
import subprocess

COMPOSE = json.load(open(".dev/compose.json"))
SERVICES = COMPOSE["services"]
USUAL = {"postgresql", "temporal", "temporal-schema", "temporal-namespace", "temporal-ui", "temporal-admin-tools", "worker",
         "worker-secondary"}
DICT = {"dict-postgresql", "dict-redis", "dict-pulsar", "dict-bridge", "dict-migrate", "dict-worker"}
# They do what they are for, and end.
PASSING = {"temporal-schema", "temporal-namespace", "dict-migrate"}


def expect(condition, sentence, file="docker-compose.yml"):
    if not condition:
        raise SystemExit(f"error: {file}: {sentence}")


def dockerfile(service):
    """The path and the text of the file that a service is built from; nothing where its image is from elsewhere."""
    build = SERVICES[service].get("build")
    if not build:
        return None, ""
    path = os.path.relpath(os.path.join(build["context"], build.get("dockerfile", "Dockerfile")))
    return path, open(path).read()


def check_service(name, service):
    expect(service.get("restart"), f"{name} has no restart policy")
    for needed, how in service.get("depends_on", {}).items():
        expect(needed in SERVICES, f"{name} depends on {needed}, which is not there")
        ends = how["condition"] == "service_completed_successfully"
        expect(ends == (needed in PASSING), f"{name} waits for {needed} with {how['condition']}")
        checked = SERVICES[needed].get("healthcheck") or "\nHEALTHCHECK" in dockerfile(needed)[1]
        expect(ends or checked, f"{name} waits for {needed}, which has no health check")
    for volume in service.get("volumes", []):
        there = volume["type"] != "bind" or volume["source"].endswith("/.env") or os.path.exists(volume["source"])
        expect(there, f"{name} mounts {volume.get('source')}, which is not there")
    for port in service.get("ports", []):
        expect(port.get("host_ip") == "127.0.0.1", f"{name} listens beyond this machine, on {port['published']}")
    for watched in service.get("develop", {}).get("watch", []):
        path = os.path.relpath(watched["path"])
        expect(path == ".env" or os.path.exists(path), f"{name} watches {path}, which is not there")


def check_worker(name, address):
    """All but one folder is read-only, and what a worker writes there must survive a restart of its container."""
    path, text = dockerfile(name)
    service = SERVICES[name]
    temporary = re.search(r"^ENV TMPDIR=(\S+)$", text, re.MULTILINE).group(1)
    folders = [v["target"] for v in service["volumes"] if v["type"] == "volume" and not v.get("read_only")]
    expect(service.get("read_only"), f"{name} may write anywhere")
    expect(folders == [temporary], f"the writable volumes of {name} are {folders}, but {path} has TMPDIR {temporary}")
    expect(service["environment"].get("TEMPORAL_ADDRESS") == address, f"{name} does not connect to {address}")
    watched = {os.path.relpath(w["path"]) for w in service["develop"]["watch"]}
    for needed in ("Sources", "Package.swift", path):
        expect(needed in watched, f"{name} does not watch {needed}")


def check_dict():
    """The DICT worker reaches what is there, on the ports that its image opens."""
    worker = SERVICES["dict-worker"]["environment"]
    for variable in ("POSTGRES_HOST", "REDIS_HOST", "PULSAR_URL", "BRIDGE_GRPC_ADDR"):
        host = re.match(r"(?:\w+://)?([\w-]+)", worker[variable]).group(1)
        expect(host in SERVICES, f"dict-worker: {variable} is {worker[variable]}, and there is no service {host}")
        expect(host in SERVICES["dict-worker"]["depends_on"] or host == "dict-postgresql", f"dict-worker does not wait for {host}")
    for name in DICT | {"prometheus", "grafana"}:
        environment = SERVICES[name].get("environment", {})
        for variable, value in environment.items():
            expect("PASSWORD" not in variable or variable.endswith("_FILE"), f"{name}: {variable} is no file")
            if variable.endswith("_FILE"):
                secrets = {secret["source"] for secret in SERVICES[name].get("secrets", [])}
                expect(os.path.basename(value) in secrets, f"{name}: {variable} is {value}, and its secrets are {secrets}")
    exposed = set(re.search(r"^EXPOSE (.*)$", dockerfile("dict-worker")[1], re.MULTILINE).group(1).split())
    published = {str(port["target"]) for port in SERVICES["dict-worker"]["ports"]}
    expect(exposed == published, f"dict-worker publishes {published}, and its image opens {exposed}")


def check_copies(path):
    """What a Dockerfile copies is there, and .dockerignore lets it through."""
    allowed = [line[1:] for line in open(".dockerignore").read().splitlines() if line.startswith("!")]
    for source in re.findall(r"^COPY ([^- ]\S*) \S+$", open(path).read(), re.MULTILINE):
        expect(os.path.exists(source), f"there is no {source} to copy", path)
        through = any(source == one or source.startswith(f"{one}/") or one.startswith(f"{source}/") for one in allowed)
        expect(through, f".dockerignore keeps {source} out", path)


def check_versions():
    """The server that the tests run against and the one that compose starts are the same."""
    bundled = subprocess.run([".venv/bin/temporal", "--version"], capture_output=True, text=True, check=True).stdout
    for name, label in (("temporal", "Server"), ("temporal-ui", "UI")):
        version = re.search(rf"{label} ([0-9.]+)", bundled).group(1)
        image = SERVICES[name]["image"]
        expect(image.endswith(f":{version}"), f"{name} is {image}, but the tests use {label} {version}")


expect(USUAL | DICT | {"prometheus", "grafana"} == set(SERVICES), f"the services are {sorted(SERVICES)}")
expect(set(open(".dev/compose-usual").read().split()) == USUAL, "\"make up\" starts something else than it did")
for name, service in SERVICES.items():
    check_service(name, service)
for name in ("postgresql", "temporal", "dict-postgresql", "dict-worker"):
    expect(SERVICES[name].get("healthcheck"), f"{name} has no health check")
expect(any(p["published"] == "8233" for p in SERVICES["temporal-ui"]["ports"]), "the UI is not on port 8233")
for name in ("worker", "worker-secondary"):
    check_worker(name, "temporal:7233")
    expect(any(os.path.relpath(w["path"]) == ".env" for w in SERVICES[name]["develop"]["watch"]), f"{name} does not watch .env")
check_worker("dict-worker", "temporal:7233")
check_dict()
for path in {dockerfile(name)[0] for name in SERVICES} - {None}:
    check_copies(path)
check_versions()

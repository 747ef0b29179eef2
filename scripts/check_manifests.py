"""Checks what Kubernetes' schemas cannot know of the manifests: that they fit together, to Dockerfile.worker, and to what the
sources read and answer. Also the structure of KEDA's ScaledObject, whose schema is not among Kubernetes' own.

Usage: check_manifests.py FILE...
"""
import pathlib
import re
import sys

import yaml

SOURCES = {path: path.read_text() for path in pathlib.Path("Sources").rglob("*.swift")}
IMAGE = "conn-dict-worker"
# Of KEDA 2.17 and later: the fields of a ScaledObject, and of its trigger "temporal" (https://keda.sh/docs/2.17/scalers/temporal/).
SCALED_OBJECT = {"scaleTargetRef", "pollingInterval", "cooldownPeriod", "initialCooldownPeriod", "idleReplicaCount",
                 "minReplicaCount", "maxReplicaCount", "fallback", "advanced", "triggers"}
TEMPORAL_TRIGGER = {"endpoint", "namespace", "taskQueue", "queueTypes", "targetQueueSize", "activationTargetQueueSize",
                    "buildId", "selectAllActive", "selectUnversioned", "apiKeyFromEnv", "minConnectTimeout", "unsafeSsl",
                    "tlsServerName"}


def expect(condition, sentence):
    if not condition:
        raise SystemExit(f"error: deploy/kubernetes: {sentence}")


def read(paths):
    resources = {}
    for path in paths:
        for resource in yaml.safe_load_all(open(path)):
            key = (resource["kind"], resource["metadata"]["name"])
            expect(key not in resources, f"{' '.join(key)} is there twice")
            resources[key] = resource
    return resources


def dockerfile(pattern):
    return re.search(pattern, open("Dockerfile.worker").read(), re.MULTILINE).group(1)


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(s|m)", text).groups()
    return int(number) * (60 if unit == "m" else 1)


def pods(resources):
    return {key[1]: resource["spec"]["template"] for key, resource in resources.items() if key[0] in ("Deployment", "Job")}


def check_pod(name, template, resources):
    spec = template["spec"]
    user = int(dockerfile(r"^USER (\d+):"))
    security = spec["securityContext"]
    expect(security["runAsNonRoot"] and security["runAsUser"] == user, f"{name} does not run as {user}")
    expect(security["seccompProfile"] == {"type": "RuntimeDefault"}, f"{name} has no seccomp profile")
    expect(spec["enableServiceLinks"] is False, f"{name}: services' variables would replace settings")
    expect(spec["automountServiceAccountToken"] is False, f"{name} has a token that it does not need")
    expect(("ServiceAccount", spec["serviceAccountName"]) in resources, f"{name}'s account is not there")
    [container] = spec["containers"]
    expect(container["image"].split(":")[0] == IMAGE, f"{name} runs {container['image']}")
    closed = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
    expect(container["securityContext"] == closed, f"{name}'s container may more than {closed}")
    for source in container["envFrom"]:
        expect(("ConfigMap", source["configMapRef"]["name"]) in resources, f"{name}: {source} is not there")
    volumes = {volume["name"]: volume for volume in spec["volumes"]}
    for mount in container["volumeMounts"]:
        expect(mount["name"] in volumes, f"{name} mounts {mount['name']}, which is not there")
        secret = volumes[mount["name"]].get("secret")
        expect(not secret or ("Secret", secret["secretName"]) in resources, f"{name}: no Secret {secret}")
    return container, {mount["mountPath"]: volumes[mount["name"]] for mount in container["volumeMounts"]}


def check_worker(deployment, settings):
    template = deployment["spec"]["template"]
    container, mounts = check_pod("Deployment", template, RESOURCES)
    temporary = dockerfile(r"^ENV TMPDIR=(\S+)$")
    expect("emptyDir" in mounts.get(temporary, {}), f"nothing that can be written is mounted at TMPDIR, {temporary}")
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    expect({str(port) for port in ports.values()} == set(dockerfile(r"^EXPOSE (.*)$").split()), "ports are not the image's")
    expect(ports == {"health": int(settings["HEALTH_PORT"]), "metrics": int(settings["METRICS_PORT"])}, "ports are not the settings'")
    annotations = template["metadata"]["annotations"]
    expect(annotations["prometheus.io/port"] == settings["METRICS_PORT"], "prometheus.io/port is not METRICS_PORT")
    answered = set(re.findall(r'"(/\w+)": \{', "".join(SOURCES.values())))
    for probe, path in (("startupProbe", "/health"), ("livenessProbe", "/health"), ("readinessProbe", "/ready")):
        asked = container[probe]["httpGet"]
        expect(asked["path"] == path and path in answered, f"{probe} asks {asked['path']}")
        expect(asked["port"] == "health", f"{probe} asks port {asked['port']}")
    expect(annotations["prometheus.io/path"] in answered, "prometheus.io/path is not answered")
    # The events' receipts are waited for after the drain: PulsarOptions.closeTimeout.
    end = container["lifecycle"]["preStop"]["sleep"]["seconds"] + seconds(settings["SHUTDOWN_TIMEOUT"]) + 10
    grace = template["spec"]["terminationGracePeriodSeconds"]
    expect(grace > end, f"the pod is killed after {grace} s, and may take {end} s to end")


def check_settings(settings, secret):
    read_names = set(re.findall(r'"([A-Z][A-Z0-9_]{3,})"', "".join(SOURCES.values())))
    for name, value in settings.items():
        plain = name.removesuffix("_FILE")
        expect(plain in read_names, f"the ConfigMap sets {name}, which nothing reads")
        expect(not re.search("PASSWORD|TOKEN|KEY", name) or name.endswith("_FILE"), f"{name} belongs in the Secret")
        if name.endswith("_FILE"):
            expect(value.split("/")[-1] in secret, f"{name} is {value}, and the Secret has {sorted(secret)}")


def check_selectors(labels):
    for (kind, name), resource in RESOURCES.items():
        spec = resource.get("spec", {})
        selector = {"Service": lambda: spec["selector"], "PodDisruptionBudget": lambda: spec["selector"]["matchLabels"],
                    "NetworkPolicy": lambda: spec["podSelector"]["matchLabels"],
                    "Deployment": lambda: spec["selector"]["matchLabels"]}.get(kind)
        if selector:
            expect(any(selector().items() <= pod.items() for pod in labels.values()), f"{kind} {name} selects no pod")
    chosen = [policy["spec"]["podSelector"]["matchLabels"] for key, policy in RESOURCES.items() if key[0] == "NetworkPolicy"]
    for name, pod in labels.items():
        expect(any(selector.items() <= pod.items() for selector in chosen), f"no NetworkPolicy is for {name}")


def check_egress(policy, settings):
    """Every port that a setting names is open, and no other but DNS (and Pulsar's with TLS)."""
    wanted = {53, 6651, int(settings["POSTGRES_PORT"]), int(settings["REDIS_PORT"])}
    wanted |= {int(settings[name].rsplit(":", 1)[1]) for name in ("TEMPORAL_ADDRESS", "BRIDGE_GRPC_ADDR", "PULSAR_URL")}
    opened = {port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]}
    expect(opened == wanted, f"the worker may reach ports {sorted(opened)}, and needs {sorted(wanted)}")
    expect(all(rule.get("to") for rule in policy["spec"]["egress"]), "egress to anywhere")


def check_scaler(scaler, settings):
    spec = scaler["spec"]
    expect(scaler["apiVersion"] == "keda.sh/v1alpha1", f"ScaledObject of {scaler['apiVersion']}")
    expect(set(spec) <= SCALED_OBJECT, f"ScaledObject: {set(spec) - SCALED_OBJECT}")
    expect(0 < spec["minReplicaCount"] <= spec["maxReplicaCount"], "ScaledObject: the bounds of replicas")
    for name in ("pollingInterval", "cooldownPeriod", "minReplicaCount", "maxReplicaCount"):
        expect(isinstance(spec[name], int), f"ScaledObject: {name} is no whole number")
    expect(set(spec["fallback"]) == {"failureThreshold", "replicas"}, "ScaledObject: fallback")
    [trigger] = spec["triggers"]
    metadata = trigger["metadata"]
    expect(trigger["type"] == "temporal" and set(trigger) <= {"type", "metadata", "name", "authenticationRef"}, f"trigger {trigger}")
    expect(set(metadata) <= TEMPORAL_TRIGGER, f"the trigger has {set(metadata) - TEMPORAL_TRIGGER}")
    expect(all(isinstance(value, str) for value in metadata.values()), "a trigger's metadata are strings")
    expect(metadata["endpoint"] == settings["TEMPORAL_ADDRESS"], "the trigger asks another server than the worker's")
    expect(metadata["namespace"] == settings["TEMPORAL_NAMESPACE"], "the trigger asks for another namespace")
    expect(metadata["taskQueue"] == settings["TEMPORAL_TASK_QUEUE"], "the trigger asks for another task queue")
    expect(set(metadata["queueTypes"].split(",")) <= {"workflow", "activity", "nexus"}, "the trigger's queueTypes")
    expect(int(metadata["targetQueueSize"]) > 0, "the trigger's targetQueueSize")
    # What it hands on to Kubernetes' own autoscaler has the structure that hpa.yaml's was checked for.
    own = RESOURCES["HorizontalPodAutoscaler", IMAGE]["spec"]["behavior"]
    behavior = spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]
    expect(set(behavior) <= {"scaleUp", "scaleDown"}, f"ScaledObject: behavior has {set(behavior)}")
    for rules in behavior.values():
        expect(set(rules) <= set(own["scaleDown"]) | {"selectPolicy"}, f"ScaledObject: {set(rules)}")


RESOURCES = read(sys.argv[1:])
settings = RESOURCES["ConfigMap", IMAGE]["data"]
deployment = RESOURCES["Deployment", IMAGE]
check_worker(deployment, settings)
check_pod("Job", RESOURCES["Job", "conn-dict-migrate"]["spec"]["template"], RESOURCES)
check_settings(settings, RESOURCES["Secret", IMAGE]["stringData"])
check_selectors({name: template["metadata"]["labels"] for name, template in pods(RESOURCES).items()})
check_egress(RESOURCES["NetworkPolicy", IMAGE], settings)
check_scaler(RESOURCES["ScaledObject", IMAGE], settings)
for key in (("ScaledObject", IMAGE), ("HorizontalPodAutoscaler", IMAGE)):
    target = RESOURCES[key]["spec"]["scaleTargetRef"]
    expect((target["kind"], target["name"]) in RESOURCES, f"{key[0]} scales {target['name']}, which is not there")

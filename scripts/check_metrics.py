"""Checks that every metric which alerts and dashboard name is one that the worker has, by the name that Prometheus reads: those of
docs/metrics.md, ConnDICTMetrics and the DICT worker's gauges, those of the process, and Prometheus' own. Also that each alert has a test which fires it and one
which does not. Writes the dashboard's queries to .dev/dashboard-rules.yml, for promtool to parse.
"""
import json
import pathlib
import re

import yaml

ALERTS, TESTS = pathlib.Path("deploy/prometheus/alerts.yml"), pathlib.Path("deploy/prometheus/alerts.test.yml")
DASHBOARD = pathlib.Path("deploy/grafana/dashboard.json")
NAME = re.compile(r"\b((?:conn_dict_worker|temporal|process|metrics)_[a-z0-9_]+)\b")


def fail(sentence):
    raise SystemExit(f"error: {sentence}")


def documented():
    """The names in docs/metrics.md, those that stand there as an end only ("…_empty") put together with the name before."""
    for line in pathlib.Path("docs/metrics.md").read_text().splitlines():
        words = re.findall(r"`(temporal_\w+|…_\w+)`", line.split("|")[1]) if line.startswith("| `temporal_") else []
        for word in words:
            if word.startswith("temporal_"):
                first = word
                yield word
            else:
                # "temporal_x_completed, …_failed" and "temporal_x, …_latency" are both written so.
                yield from (first + word[1:], first.rsplit("_", 1)[0] + word[1:])


def names(metric, kind):
    """As the registry writes it: a counter ends in _total, a timer in _seconds."""
    if kind == "meter":
        return {metric}
    if kind == "timer":
        return {f"{metric}_seconds_{end}" for end in ("bucket", "sum", "count")}
    return {metric if metric.endswith("_total") else f"{metric}_total"}


def known():
    sources = "".join(path.read_text() for path in pathlib.Path("Sources/TemporalWorker").glob("*.swift"))
    meters = {f"temporal_{name}" for name in re.findall(r'\.meter\("(\w+)"\)', sources)}
    found = {"up"}
    for metric in documented():
        found |= names(metric, "meter" if metric in meters else "timer" if metric.endswith("_latency") else "counter")
    own = pathlib.Path("Sources/DICT/Operation/ConnDICTMetrics.swift").read_text()
    for metric in re.findall(r"/// \| `(conn_dict_worker_\w+)`", own):
        kind = "counter" if metric.endswith("_total") else "timer" if metric.endswith("_seconds") else "meter"
        found |= names(metric.removesuffix("_seconds") if kind == "timer" else metric, kind)
    # Gauges of what the database holds stand where they are set.
    for path in pathlib.Path("Sources/DICT").rglob("*.swift"):
        found |= set(re.findall(r'(?:Meter\(label:|let name =) "(conn_dict_worker_\w+)"', path.read_text()))
    for path in ("ProcessMetrics", "MetricFamilies"):
        text = pathlib.Path(f"Sources/Observability/Metrics/{path}.swift").read_text()
        found |= set(re.findall(r'= "((?:process|metrics)_\w+)"', text))
    return found


def queries():
    """Of every panel, those within rows too, and of every variable."""
    dashboard = json.loads(DASHBOARD.read_text())
    panels = [inner for panel in dashboard["panels"] for inner in [panel, *panel.get("panels", [])]]
    for panel in panels:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]
    for variable in dashboard["templating"]["list"]:
        yield variable["name"], re.sub(r"^label_values\((.*), *\w+\)$", r"\1", variable["query"])


def check_dashboard():
    dashboard = json.loads(DASHBOARD.read_text())
    panels = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    ids = [panel["id"] for panel in dashboard["panels"]]
    if len(ids) != len(set(ids)):
        fail("dashboard.json: two panels have the same id")
    source = yaml.safe_load(open("deploy/grafana/provisioning/datasources/prometheus.yml"))["datasources"][0]["uid"]
    for panel in panels:
        if panel["datasource"]["uid"] != source or not panel["targets"] or not panel["description"]:
            fail(f"dashboard.json: {panel['title']}: expected the datasource {source}, a query and a description")
        if panel["gridPos"]["x"] + panel["gridPos"]["w"] > 24:
            fail(f"dashboard.json: {panel['title']} lies beyond the edge")


rules = {rule["alert"]: rule for group in yaml.safe_load(ALERTS.open())["groups"] for rule in group["rules"]}
tests = [(one["alertname"], bool(one["exp_alerts"])) for test in yaml.safe_load(TESTS.open())["tests"]
         for one in test["alert_rule_test"]]
for alert, rule in rules.items():
    for fires in (True, False):
        if (alert, fires) not in tests:
            fail(f"{TESTS}: no test in which {alert} {'fires' if fires else 'does not fire'}")
    if rule["labels"]["severity"] not in ("critical", "warning") or not {"summary", "description"} <= set(rule["annotations"]):
        fail(f"{ALERTS}: {alert} has no severity, summary or description")

check_dashboard()
metrics = known()
used = [(alert, rule["expr"]) for alert, rule in rules.items()] + list(queries())
for where, query in used:
    for metric in NAME.findall(re.sub(r'"[^"]*"', "", query)):
        if metric not in metrics:
            fail(f"{where}: the worker has no metric {metric}")

# Grafana's own variables are replaced by something of their kind.
plain = [re.sub(r"\$__rate_interval|\$__interval|\$__range", "5m", query).replace("$instance", ".*") for _, query in queries()]
groups = [{"name": "dashboard", "rules": [{"record": f"panel:{i}", "expr": query} for i, query in enumerate(plain)]}]
pathlib.Path(".dev/dashboard-rules.yml").write_text(yaml.safe_dump({"groups": groups}))

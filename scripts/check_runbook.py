"""Checks that docs/dict.md names what the sources have, and nothing of its kind that they have not: settings, workflows, activities with
their limits, types of events, tables, and the alerts that it speaks of."""
import pathlib
import re

TEXT = pathlib.Path("docs/dict.md").read_text()
DICT = "".join(path.read_text() for path in sorted(pathlib.Path("Sources/DICT").rglob("*.swift")))
HOST = "".join(path.read_text() for path in pathlib.Path("Sources/WorkerHost").glob("*.swift"))


def same(what, said, true):
    if said != true:
        raise SystemExit(f"error: docs/dict.md: {what}: not said {sorted(true - said)}, not true {sorted(said - true)}")


def section(title):
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def limit(seconds):
    return f"{seconds // 60} min" if seconds >= 600 else f"{seconds} s"


# Those of the connection to Temporal are README's.
read = set(re.findall(r'reader\.\w+\(\s*"(\w+)"', DICT + HOST)) - {"POSTGRES_HOST_FILE"}
secrets = set(re.findall(r'reader\.secret\("(\w+)"', DICT))
said = {name for row in re.findall(r"^\| (`[A-Z].*?) \|", section("Settings"), re.MULTILINE) for name in re.findall(r"`([A-Z_]+)`", row)}
same("settings", {name for name in said if not name.startswith("TEMPORAL_")},
     {name for name in read | {f"{name}_FILE" for name in secrets} if not name.startswith("TEMPORAL_")})

same("workflows", set(re.findall(r"^\| `(\w+Workflow)`", TEXT, re.MULTILINE)),
     set(re.findall(r"actor (\w+): Workflow", DICT)))

limits = {name: limit(int(number.replace("_", ""))) if number else "default" for name, number in
          re.findall(r"struct (\w+Activity): DirectoryActivity \{\s+static .*\.patient\((?:\.seconds\(([\d_]+)\))?", DICT)}
rows = re.findall(r"^\| (`\w+Activity`.*?) \|.*\| (\d+ (?:s|min)|default)[^|]*\|$", TEXT, re.MULTILINE)
same("activities", {(name, time) for names, time in rows for name in re.findall(r"`(\w+)`", names)}, set(limits.items()))

# The states of claims, entries and cases make events of their own.
states = {"claim": "ClaimStatus", "entry": "EntryStatus", "infraction": "InfractionStatus"}
events = set(re.findall(r'"((?:claim|entry|infraction|vsync)\.[a-z_]+)"', DICT))
for subject, name in states.items():
    cases = re.search(rf"enum {name}: .*?\n\}}", DICT, re.DOTALL).group(0)
    events |= {f"{subject}.{state.lower()}" for state in re.findall(r'case \w+ = "(\w+)"', cases)}
# What begins has an event of its own: claim.opened, infraction.opened, entry.created.
events -= {"claim.open", "infraction.open", "entry.pending"}
said = set()
for row in re.findall(r"^\| .*?(?:claim|entry|infraction|vsync)\.\w+`.*$", section("Events"), re.MULTILINE):
    prefix = re.search(r"`(\w+)\.", row).group(1)
    said |= {f"{prefix}.{name}" for name in re.findall(r"`(?:\w+)?\.(\w+)`", row)}
same("events", said, events)

tables = set(re.findall(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)", DICT)) | {"schema_migrations"}
rows = re.findall(r"^\| (`[a-z_]+`.*?) \|", section("The database"), re.MULTILINE)
same("tables", {name for row in rows for name in re.findall(r"`(\w+)`", row)}, tables)

alerts = set(re.findall(r"- alert: (\w+)", pathlib.Path("deploy/prometheus/alerts.yml").read_text()))
same("alerts", {name for name in re.findall(r"\(`([A-Z]\w+)`\)", section("Troubleshooting"))} | alerts, alerts)

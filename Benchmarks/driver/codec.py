"""Nanoseconds to decode and to encode a message: ours, libprotobuf-c's, swift-protobuf's."""

import subprocess

import histories
import rivals
from processes import SCRATCH, swift_program
from report import Row

MESSAGES = {
    "History": "history of ten activities",
    "PollWorkflowTaskQueueResponse": "workflow task of five events",
    "RespondWorkflowTaskCompletedRequest": "completion with one command",
}


def steps(rounds):
    return 3 + len(MESSAGES) * rounds


def run(program, message, file):
    """The least that decoding and encoding took of three times: what disturbs only ever adds."""
    output = subprocess.run(
        [*program, message, "3", file], check=True, capture_output=True, text=True, cwd=SCRATCH).stdout
    lines = [[float(word) for word in line.split()] for line in output.splitlines()]
    return min(line[0] for line in lines), min(line[1] for line in lines)


async def measure(rounds, progress):
    progress.step("building libprotobuf-c's program")
    programs = {"ours": [swift_program("bench-parts"), "codec"], "libprotobuf-c": [rivals.protobuf_c()]}
    progress.step("building swift-protobuf's program")
    programs["swift-protobuf"] = [rivals.swift_protobuf()]
    files = histories.messages((await histories.record(["ten"]))["ten"])
    progress.step("recorded messages")
    rows = []
    for message, title in MESSAGES.items():
        samples = {name: [] for name in programs}
        for _ in range(rounds):
            for name, program in programs.items():
                samples[name].append(run(program, message, files[message]))
            progress.step(f"{title}: " + ", ".join(f"{name} {taken[-1][0]:.0f}/{taken[-1][1]:.0f} ns" for name, taken in samples.items()))
        for index, verb in enumerate(["decode", "encode"]):
            for rival, mark in [("libprotobuf-c", 1), ("swift-protobuf", None)]:
                rows.append(Row(
                    f"{verb}-{message}-{rival}", f"{verb} a {title}", "ns", [sample[index] for sample in samples["ours"]],
                    [sample[index] for sample in samples[rival]], rival, mark))
    return rows

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


TURNS = 5


def run(program, message, file):
    """What decoding and encoding take."""
    output = subprocess.run(
        [*program, message, "1", file], check=True, capture_output=True, text=True, cwd=SCRATCH).stdout
    decode, encode = output.split()
    return float(decode), float(encode)


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
            # The least of several short turns: what disturbs only ever adds.
            turns = [{name: run(program, message, files[message]) for name, program in programs.items()} for _ in range(TURNS)]
            for name, taken in samples.items():
                taken.append((min(turn[name][0] for turn in turns), min(turn[name][1] for turn in turns)))
            progress.step(f"{title}: " + ", ".join(f"{name} {taken[-1][0]:.0f}/{taken[-1][1]:.0f} ns" for name, taken in samples.items()))
        for index, verb in enumerate(["decode", "encode"]):
            for rival, mark in [("libprotobuf-c", 1), ("swift-protobuf", None)]:
                rows.append(Row(
                    f"{verb}-{message}-{rival}", f"{verb} a {title}", "ns", [sample[index] for sample in samples["ours"]],
                    [sample[index] for sample in samples[rival]], rival, mark))
    return rows

"""Builds what parts of the library are measured against: once, into .build-rivals/ and .dev/bench/."""

import shutil
import subprocess

from processes import ROOT, SCRATCH

PACKAGE = ROOT / "Benchmarks/Rivals"
PROTOS = ROOT / "Protos"
GOOGLE = [f"google/protobuf/{name}.proto" for name in ["any", "duration", "empty", "field_mask", "timestamp", "wrappers"]]


def swift(product):
    """An optimised program of the package Rivals."""
    command = ["swift", "build", "-c", "release", "--package-path", PACKAGE, "--scratch-path", ROOT / ".build-rivals"]
    _quietly(f"build-{product}", [*command, "--product", product])
    return ROOT / ".build-rivals/release" / product


def swift_protobuf():
    """swift-protobuf's program, with the code that its generator makes of Protos/."""
    generated = PACKAGE / "Sources/swift-protobuf-codec/Generated"
    if not generated.exists():
        generator = swift("protoc-gen-swift")
        # Swift takes no two files of one name; and the folder is there only once it is whole.
        unfinished = SCRATCH / "swift-protobuf"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _quietly("generate-swift-protobuf", [
            "protoc", f"--plugin=protoc-gen-swift={generator}", "-I", PROTOS, "-I", "/usr/include",
            "--swift_opt=FileNaming=PathToUnderscores", f"--swift_out={unfinished}", *_own_protos()])
        unfinished.rename(generated)
    return swift("swift-protobuf-codec")


def protobuf_c():
    """libprotobuf-c's program, with the code that protoc-c makes of Protos/."""
    folder = SCRATCH / "protobuf-c"
    program = folder / "codec"
    source = ROOT / "Benchmarks/peers/protobuf_c_codec.c"
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program
    folder.mkdir(parents=True, exist_ok=True)
    _quietly("generate-protobuf-c", [
        "protoc-c", "-I", PROTOS, "-I", "/usr/include", f"--c_out={folder}", *GOOGLE, *_own_protos()])
    # `linux` is a macro of the compiler and a field of the contract.
    _quietly("build-protobuf-c", [
        "cc", "-O2", "-Ulinux", "-I", folder, source, "-o", program, *sorted(folder.rglob("*.c")), "-lprotobuf-c"])
    return program


def _own_protos():
    return sorted(str(path.relative_to(PROTOS)) for path in PROTOS.rglob("*.proto"))


def _quietly(name, command):
    log = SCRATCH / f"{name}.log"
    with open(log, "wb") as output:
        if subprocess.run(list(map(str, command)), stdout=output, stderr=subprocess.STDOUT, cwd=ROOT).returncode != 0:
            raise RuntimeError(f"{name} failed:\n{log.read_text(errors='replace')[-3000:]}")

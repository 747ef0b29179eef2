#!/usr/bin/env python3
"""Judges the codecs by the official protobuf library and the official descriptors of the Temporal API.

Usage: protobuf_conformance.py DESCRIPTOR_SET

DESCRIPTOR_SET is what protoc makes of Protos/. Commands come on standard input, one a line:

  declarations JSON       compares declared messages and enums with the official descriptors
  protos                  compares DESCRIPTOR_SET with the official descriptors
  types JSON              the names of the messages that `make` makes, in turn
  packable JSON           the names of the messages that may stand in an Any
  make SEED FIRST COUNT   prints COUNT random messages, a line each: type, base64 of the bytes, base64 of the JSON; then
                          reads COUNT lines, each three base64 words: the bytes decoded and encoded again, the bytes decoded
                          and written as JSON, the JSON read and encoded; or "! why" where it was declined

Each but `types`, `packable` and the first part of `make` answers "failures N" and N lines.
"""
import base64
import importlib
import json
import pkgutil
import random
import re
import struct
import sys
import unicodedata

import google.rpc.status_pb2  # noqa: F401
import temporalio.api
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

POOL = descriptor_pool.Default()
SCALARS = {number: name[5:].lower() for name, number in descriptor_pb2.FieldDescriptorProto.Type.items()}


def load(path):
    for module in pkgutil.walk_packages(temporalio.api.__path__, "temporalio.api."):
        if module.name.endswith("_pb2"):
            importlib.import_module(module.name)
    ours = descriptor_pb2.FileDescriptorSet()
    with open(path, "rb") as file:
        ours.ParseFromString(file.read())
    # The health service has no official Python package; its messages come from Protos/ alone.
    for file in ours.file:
        if file.package == "grpc.health.v1":
            POOL.AddSerializedFile(file.SerializeToString())
    return ours


# Declarations


def is_map(field):
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def is_repeated(field):
    return field.is_repeated if hasattr(field, "is_repeated") else field.label == field.LABEL_REPEATED


def type_name(field):
    if is_map(field):
        entry = field.message_type.fields_by_name
        return f"map<{type_name(entry['key'])}, {type_name(entry['value'])}>"
    if field.message_type is not None:
        return "message " + field.message_type.full_name
    if field.enum_type is not None:
        return "enum " + field.enum_type.full_name
    return SCALARS[field.type]


def describe_message(descriptor):
    fields = {}
    for field in descriptor.fields:
        label = "repeated " if is_repeated(field) and not is_map(field) else ""
        oneof = field.containing_oneof.name if field.containing_oneof else ""
        fields[field.number] = [field.name, field.json_name, label + type_name(field), oneof]
    return fields


def check_declarations(declared):
    failures = []
    for name, fields in declared["messages"].items():
        official = describe_message(POOL.FindMessageTypeByName(name))
        ours = {int(number): field for number, field in fields.items()}
        for number in sorted(official.keys() | ours.keys()):
            theirs, mine = official.get(number), ours.get(number)
            if theirs and mine:
                # A Swift type stands for the oneof: its name is the oneof's in camel case; Swift keeps Type for itself.
                swift_name = "kind" if theirs[3] == "type" else theirs[3].replace("_", "")
                mine[3] = theirs[3] if mine[3].lower() == swift_name else mine[3]
            if theirs != mine:
                failures.append(f"{name} field {number}: official {theirs}, declared {mine}")
    for name, values in declared["enums"].items():
        official = [[value.name, value.number] for value in POOL.FindEnumTypeByName(name).values]
        for value in official:
            if value not in values:
                failures.append(f"{name}: {value} is not declared")
        for value in values:
            if value not in official:
                failures.append(f"{name}: {value} is not official")
    return failures


def check_protos(ours):
    own = descriptor_pool.DescriptorPool()
    for file in ours.file:
        own.AddSerializedFile(file.SerializeToString())
    failures, count = [], 0

    def message(mine):
        nonlocal count
        count += 1
        official = POOL.FindMessageTypeByName(mine.full_name)
        if official.file.name != mine.file.name:
            failures.append(f"{mine.full_name} stands in {mine.file.name}, officially in {official.file.name}")
        a, b = describe_message(official), describe_message(mine)
        for number in sorted(a.keys() | b.keys()):
            if a.get(number) != b.get(number):
                failures.append(f"{mine.full_name} field {number}: official {a.get(number)}, Protos {b.get(number)}")
        for nested in mine.nested_types:
            if not nested.GetOptions().map_entry:
                message(nested)
        for enum in mine.enum_types:
            compare_enum(enum)

    def compare_enum(mine):
        a = [(v.name, v.number) for v in POOL.FindEnumTypeByName(mine.full_name).values]
        b = [(v.name, v.number) for v in mine.values]
        if a != b:
            failures.append(f"{mine.full_name}: official {a}, Protos {b}")

    for file in ours.file:
        if file.package in ("google.protobuf", "grpc.health.v1"):
            continue
        descriptor = own.FindFileByName(file.name)
        for mine in descriptor.message_types_by_name.values():
            message(mine)
        for mine in descriptor.enum_types_by_name.values():
            compare_enum(mine)
        for service in descriptor.services_by_name.values():
            official = POOL.FindServiceByName(service.full_name).methods_by_name
            for method in service.methods:
                theirs = official.get(method.name)
                if theirs is None or (theirs.input_type.full_name, theirs.output_type.full_name) != (
                    method.input_type.full_name,
                    method.output_type.full_name,
                ):
                    failures.append(f"{service.full_name}.{method.name} is not official")
    if count < 300:
        failures.append(f"only {count} messages in Protos")
    return failures


# Random messages

INT64 = [0, 1, -1, 127, 128, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)]
INT32 = [0, 1, -1, 127, 128, 16384, 2**31 - 1, -(2**31)]
UINT32 = [0, 1, 127, 128, 2**32 - 1]
DOUBLES = [0.0, -0.0, 1.0, 0.1, -1.5, 1e300, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), float("nan")]
FLOATS = [0.0, -0.0, 1.0, 0.1, -1.5, 3e38, 1e-45, float("inf"), float("-inf"), float("nan")]
STRINGS = ["", "a", "default", "zażółć", "\u0000\u001f\"\\/\b\f\n\r\t", "😀\u2028\ufeff", "e\u0301", "\U0010ffff"]


class Maker:
    """Makes one random message of a type; the same for the same seed."""

    def __init__(self, seed, packable):
        self.random = random.Random(seed)
        self.packable = packable
        self.budget = self.random.choice([0, 3, 20, 60, 150])

    def string(self):
        r = self.random
        if r.random() < 0.5:
            return r.choice(STRINGS)
        size = r.choice([3, 15, 16, 40, 300]) if r.random() < 0.9 else 5000
        return "".join(r.choice("abcdefghijklmnopqrstuvwxyz-0123456789é漢") for _ in range(size))

    def bytes(self):
        r = self.random
        return r.randbytes(r.choice([0, 1, 2, 3, 17, 127, 128, 1000]))

    def scalar(self, field):
        r, kind = self.random, SCALARS[field.type]
        extreme = r.random() < 0.5
        if kind == "enum":
            known = [v.number for v in field.enum_type.values]
            return r.choice(known) if r.random() < 0.8 else r.choice([-1, 4711, 2**31 - 1, -(2**31)])
        if kind == "int64":
            return r.choice(INT64) if extreme else r.randrange(-(2**63), 2**63) >> r.randrange(64)
        if kind == "int32":
            return r.choice(INT32) if extreme else r.randrange(-(2**31), 2**31) >> r.randrange(32)
        if kind == "uint32":
            return r.choice(UINT32) if extreme else r.randrange(2**32) >> r.randrange(32)
        if kind == "bool":
            return r.random() < 0.7
        if kind == "double":
            return r.choice(DOUBLES) if extreme else r.uniform(-1e6, 1e6)
        if kind == "float":
            value = r.choice(FLOATS) if extreme else r.uniform(-1e6, 1e6)
            return struct.unpack("<f", struct.pack("<f", value))[0]
        return self.string() if kind == "string" else self.bytes()

    def varint(self, value):
        out = bytearray()
        while value >= 0x80:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)
        return bytes(out)

    def unknown(self, depth=0):
        r = self.random
        number = r.randrange(2000, 2**29)
        wire = r.choice([0, 1, 2, 5] if depth > 2 else [0, 1, 2, 3, 5])
        tag = self.varint(number << 3 | wire)
        if wire == 0:
            return tag + self.varint(r.choice([0, 1, 300, 2**64 - 1]))
        if wire == 1:
            return tag + r.randbytes(8)
        if wire == 5:
            return tag + r.randbytes(4)
        if wire == 2:
            value = self.bytes()
            return tag + self.varint(len(value)) + value
        inside = b"".join(self.unknown(depth + 1) for _ in range(r.randrange(3)))
        return tag + inside + self.varint(number << 3 | 4)

    def fill(self, message, depth=0):
        r, descriptor = self.random, message.DESCRIPTOR
        name = descriptor.full_name
        if name == "google.protobuf.Timestamp":
            message.seconds = r.choice([0, 1, -1, -62135596800, 253402300799, r.randrange(-62135596800, 253402300800)])
            message.nanos = r.choice([0, 1, 999999999, 500000000, 120000, r.randrange(10**9)])
            return
        if name == "google.protobuf.Duration":
            sign = r.choice([1, -1])
            message.seconds = sign * r.choice([0, 1, 315576000000, r.randrange(315576000001)])
            message.nanos = sign * r.choice([0, 1, 999999999, 500000000, 120000, r.randrange(10**9)])
            return
        if name == "google.protobuf.FieldMask":
            message.paths.extend(r.choice(["a", "some_name", "retry_policy.initial_interval"]) for _ in range(r.randrange(3)))
            return
        if name == "google.protobuf.Any":
            inner = make_class(r.choice(self.packable))()
            self.fill(inner, depth + 1)
            message.Pack(inner)
            return
        self.budget -= 1
        chosen = {}
        for field in descriptor.fields:
            if field.containing_oneof:
                chosen.setdefault(field.containing_oneof.name, []).append(field)
        chosen = {n: r.choice(fields).name for n, fields in chosen.items() if r.random() < 0.8}
        for field in descriptor.fields:
            if field.containing_oneof:
                if chosen.get(field.containing_oneof.name) != field.name:
                    continue
            elif r.random() < 0.45:
                continue
            self.set(message, field, depth)
        if r.random() < 0.1:
            message.MergeFromString(b"".join(self.unknown() for _ in range(r.randrange(1, 4))))

    def set(self, message, field, depth):
        r = self.random
        if is_map(field):
            entry = field.message_type.fields_by_name
            target = getattr(message, field.name)
            for _ in range(r.choice([0, 1, 2, 5])):
                key = self.scalar(entry["key"])
                if isinstance(key, str):
                    # Canonically equivalent texts are one key in Swift.
                    key = unicodedata.normalize("NFC", key)
                if entry["value"].message_type is None:
                    target[key] = self.scalar(entry["value"])
                elif self.budget > 0:
                    self.fill(target[key], depth + 1)
        elif is_repeated(field):
            target = getattr(message, field.name)
            for _ in range(r.choice([0, 1, 2, 7])):
                if field.message_type is None:
                    target.append(self.scalar(field))
                elif self.budget > 0 and depth < 12:
                    self.fill(target.add(), depth + 1)
        elif field.message_type is not None:
            target = getattr(message, field.name)
            target.SetInParent()
            if self.budget > 0 and depth < 12:
                self.fill(target, depth + 1)
        else:
            setattr(message, field.name, self.scalar(field))

    def deepen(self, message):
        """Hangs as long a chain of causes on the message as the official library reads: 100 messages in one another."""
        for field in message.DESCRIPTOR.fields:
            if field.message_type is not None and not is_repeated(field):
                if field.message_type.full_name == "temporal.api.failure.v1.Failure":
                    failure = getattr(message, field.name)
                    failure.SetInParent()
                    for _ in range(self.random.choice([5, 50, 98])):
                        failure = failure.cause
                    failure.message = "deep"
                    return


def make_class(name):
    return message_factory.GetMessageClass(POOL.FindMessageTypeByName(name))


def make(seed, index, types, packable):
    name = types[index % len(types)]
    maker = Maker(f"{seed}/{index}", packable)
    message = make_class(name)()
    maker.fill(message)
    if maker.random.random() < 0.1:
        maker.deepen(message)
    text = json_format.MessageToJson(
        message,
        indent=maker.random.choice([None, 2]),
        ensure_ascii=maker.random.random() < 0.5,
        preserving_proto_field_name=maker.random.random() < 0.3,
        use_integers_for_enums=maker.random.random() < 0.1,
        always_print_fields_with_no_presence=maker.random.random() < 0.2,
    )
    return name, message, text


def same(a, b):
    # Not ==: NaN is not equal to itself.
    return a.SerializeToString(deterministic=True) == b.SerializeToString(deterministic=True)


def normalize(message):
    """Encodes the messages inside Any messages again, without unknown fields: that much their JSON says."""
    if message.DESCRIPTOR.full_name == "google.protobuf.Any":
        if not message.type_url:
            return message
        inner = make_class(message.type_url.rpartition("/")[2])()
        message.Unpack(inner)
        inner.DiscardUnknownFields()
        message.Pack(normalize(inner), deterministic=True)
        return message
    for field, value in message.ListFields():
        if is_map(field):
            if field.message_type.fields_by_name["value"].message_type is not None:
                for key in value:
                    normalize(value[key])
        elif field.message_type is not None:
            for inner in value if is_repeated(field) else [value]:
                normalize(inner)
    return message


def judge(message, reply):
    if reply.startswith("!"):
        return reply
    cls = type(message)
    again, written, read = (base64.b64decode(word) for word in reply.split(" "))
    if not same(cls.FromString(again), message):
        return "decoding and encoding changed it to " + again.hex()
    known = cls.FromString(message.SerializeToString())
    known.DiscardUnknownFields()
    normalize(known)
    if not same(normalize(json_format.Parse(written.decode(), cls())), known):
        return "the JSON says something else: " + written.decode()
    if not same(normalize(cls.FromString(read)), known):
        return "the JSON was read as something else: " + read.hex()
    return None


def make_and_judge(seed, first, count, types, packable):
    made = []
    for index in range(first, first + count):
        name, message, text = make(seed, index, types, packable)
        made.append((index, name, message, text))
        words = (message.SerializeToString(), text.encode())
        print(name, *(base64.b64encode(word).decode() for word in words))
    sys.stdout.flush()
    failures = []
    for index, name, message, text in made:
        reply = sys.stdin.readline().rstrip("\n")
        try:
            verdict = judge(message, reply)
        except Exception as error:  # what our side sent is under test: whatever is wrong with it is a verdict
            verdict = f"{type(error).__name__}: {error}"
        if verdict:
            verdict = re.sub(r"\s+", " ", verdict)[:1500]
            bytes_ = message.SerializeToString().hex()[:4000]
            failures.append(f"seed {seed}, message {index}, {name}: {verdict}; the message: {bytes_}; its JSON: {json.dumps(text)[:2000]}")
    return failures


def main():
    sys.setrecursionlimit(10_000)
    ours = load(sys.argv[1])
    types, packable = [], []
    for line in sys.stdin:
        command, _, rest = line.strip().partition(" ")
        if command == "types":
            types = json.loads(rest)
            continue
        if command == "packable":
            packable = json.loads(rest)
            continue
        if command == "declarations":
            failures = check_declarations(json.loads(rest))
        elif command == "protos":
            failures = check_protos(ours)
        else:
            seed, first, count = rest.split(" ")
            failures = make_and_judge(seed, int(first), int(count), types, packable)
        print(f"failures {len(failures)}", *failures, sep="\n")
        sys.stdout.flush()


main()

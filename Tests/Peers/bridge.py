#!/usr/bin/env python3
"""Stands in for a bank's bridge to the central bank's DICT: Protos/bridge/v1/bridge.proto, served by grpcio.

Usage: bridge.py [--host HOST] [--port PORT] [--journal FILE] [--entries KEY_TYPE:COUNT]... [--certificate FILE --key FILE] [--serve]

Says "listening PORT", and then serves (--serve), or obeys lines on its standard input, each answered with a line:

  decline OPERATION NAME   declines that operation (CONFIRM, CREATE, ...) from now on, with the directory's name for why
  accept OPERATION         accepts it again
  fail CODE COUNT          ends the next COUNT calls with a gRPC status, such as UNAVAILABLE
  slow SECONDS             takes so long for each call
  lose COUNT               does what the next COUNT calls ask for, and never answers them
  odd WHAT                 lists entries in a way that it must not, see ODD; "odd none" ends that
  requests                 how many requests came in all, repeats included
  pages                    how many of them asked for a page of entries
  effects                  the journal so far, a JSON array: each effect once

A request whose id it has seen is answered as it was then and does nothing more. With a journal, that holds across restarts.
"""

import argparse
import concurrent.futures
import hashlib
import hmac
import json
import pathlib
import subprocess
import sys
import threading
import time
import uuid

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

PROTOS = pathlib.Path(__file__).resolve().parents[2] / "Protos"
TYPES = {"SubmitClaim": "claim", "SubmitEntry": "entry", "SubmitInfraction": "infraction"}


def load():
    """The service's descriptor and message classes, from the .proto file itself."""
    text = subprocess.run(
        ["protoc", "-I", PROTOS, "--descriptor_set_out=/dev/stdout", "bridge/v1/bridge.proto"],
        check=True, capture_output=True).stdout
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_pb2.FileDescriptorSet.FromString(text).file:
        pool.Add(file)
    return pool.FindServiceByName("bridge.v1.BridgeService")


def content_identifier(entry, request_id):
    """API-DICT: HMAC-SHA-256 of the attributes, under the 16 bytes of the request that wrote them."""
    attributes = [entry["key_type"], entry["key"], entry["tax_id"], entry["owner_name"], entry["trade_name"],
                  entry["participant"], entry["branch"], entry["account_number"], entry["account_type"]]
    return hmac.digest(uuid.UUID(request_id).bytes, "&".join(attributes).encode(), hashlib.sha256)


class Directory:
    """What the central bank knows: entries, and what was asked of it."""

    def __init__(self, journal):
        self.lock = threading.Lock()
        self.answers, self.effects = {}, []
        # Of each key type the content identifiers by key, and the keys in order (made when asked for).
        self.entries, self.ordered = {}, {}
        self.journal = None
        if journal:
            path = pathlib.Path(journal)
            if path.exists():
                for line in path.read_text().splitlines():
                    self.apply(json.loads(line))
            self.journal = open(path, "a", buffering=1)

    def submit(self, effect):
        """Does what is asked, once a request id; returns the correlation id."""
        with self.lock:
            if effect["request_id"] not in self.answers:
                if self.journal:
                    self.journal.write(json.dumps(effect) + "\n")
                self.apply(effect)
            return self.answers[effect["request_id"]]

    def apply(self, effect):
        self.answers[effect["request_id"]] = str(uuid.uuid5(uuid.NAMESPACE_OID, effect["request_id"]))
        self.effects.append(effect)
        if entry := effect.get("entry"):
            known = self.entries.setdefault(entry["key_type"], {})
            if effect["operation"] == "DELETE":
                known.pop(entry["key"], None)
            else:
                known[entry["key"]] = content_identifier(entry, effect["request_id"])
            self.ordered.pop(entry["key_type"], None)

    def checksum(self, key_type):
        with self.lock:
            total = 0
            for cid in self.entries.get(key_type, {}).values():
                total ^= int.from_bytes(cid, "big")
            return total.to_bytes(32, "big"), len(self.entries.get(key_type, {}))

    def page(self, key_type, size, token):
        with self.lock:
            known = self.entries.get(key_type, {})
            if key_type not in self.ordered:
                self.ordered[key_type] = sorted(known, key=str.encode)
            keys, start = self.ordered[key_type], int(token or 0)
            page = keys[start:start + size]
            return [(key, known[key]) for key in page], str(start + size) if start + size < len(keys) else ""


# What may be wrong with a page: the entries and the next page's token in its place.
ODD = {
    "none": lambda page, token, next_token: (page, next_token),
    "twice": lambda page, token, next_token: ([(key, bytes(32)) for key, _ in page] + page, next_token),
    "short": lambda page, token, next_token: ([(key, cid[:31]) for key, cid in page], next_token),
    "zero": lambda page, token, next_token: (page + [("a\0b", bytes(32))], next_token),
    "again": lambda page, token, next_token: (page, token or next_token),
}


class Faults:
    """What the bridge does wrong on command."""

    def __init__(self):
        self.declined, self.failures, self.lost, self.delay, self.requests = {}, [], 0, 0.0, 0
        self.odd, self.pages = ODD["none"], 0
        self.lock = threading.Lock()

    def before(self, context):
        with self.lock:
            self.requests += 1
            failure = self.failures.pop() if self.failures else None
        if self.delay:
            time.sleep(self.delay)
        if failure:
            context.abort(getattr(grpc.StatusCode, failure), "out of order, on command")

    def after(self):
        with self.lock:
            lost = self.lost > 0
            self.lost -= lost
        if lost:
            time.sleep(3600)


class Handler:
    def __init__(self, directory, faults):
        self.directory, self.faults = directory, faults

    def handle(self, method, request, context):
        self.faults.before(context)
        answer = message_factory.GetMessageClass(method.output_type)()
        if method.name in TYPES:
            operation = method.input_type.fields_by_name["operation"].enum_type.values_by_number[request.operation].name
            operation = operation.split("OPERATION_", 1)[1]
            if name := self.faults.declined.get(operation):
                context.abort(grpc.StatusCode.FAILED_PRECONDITION, f"{name}: declined on command")
            effect = {"method": method.name, "operation": operation, "request_id": request.request_id,
                      "subject": getattr(request, TYPES[method.name] + "_id")}
            if method.name != "SubmitInfraction" and request.HasField("entry"):
                effect["entry"] = {field.name: getattr(request.entry, field.name)
                                   for field in request.entry.DESCRIPTOR.fields}
            answer.correlation_id = self.directory.submit(effect)
            self.faults.after()
        elif method.name == "GetChecksum":
            answer.checksum, answer.count = self.directory.checksum(request.key_type)
        else:
            with self.faults.lock:
                self.faults.pages += 1
            page, token = self.directory.page(request.key_type, request.page_size or 10_000, request.page_token)
            page, answer.next_page_token = self.faults.odd(page, request.page_token, token)
            for key, cid in page:
                answer.entries.add(key=key, cid=cid)
        return answer


def serve(arguments):
    service = load()
    directory, faults = Directory(arguments.journal), Faults()
    for preloaded in arguments.entries:
        key_type, count = preloaded.split(":")
        known = directory.entries.setdefault(key_type, {})
        for number in range(int(count)):
            known[f"key-{number:09}"] = hashlib.sha256(f"{key_type}/{number}".encode()).digest()
    handler = Handler(directory, faults)

    def handlers(method):
        return grpc.unary_unary_rpc_method_handler(
            lambda request, context: handler.handle(method, request, context),
            request_deserializer=message_factory.GetMessageClass(method.input_type).FromString,
            response_serializer=lambda message: message.SerializeToString())

    server = grpc.server(
        concurrent.futures.ThreadPoolExecutor(max_workers=64),
        options=[("grpc.so_reuseport", 0), ("grpc.max_receive_message_length", 16 << 20)])
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(
        service.full_name, {method.name: handlers(method) for method in service.methods})])
    address = f"{arguments.host}:{arguments.port}"
    if arguments.certificate:
        pair = pathlib.Path(arguments.key).read_bytes(), pathlib.Path(arguments.certificate).read_bytes()
        port = server.add_secure_port(address, grpc.ssl_server_credentials([pair]))
    else:
        port = server.add_insecure_port(address)
    server.start()
    print(f"listening {port}", flush=True)
    if arguments.serve:
        server.wait_for_termination()
    for line in sys.stdin:
        obey(line.split(), directory, faults)


def obey(words, directory, faults):
    answer = "done"
    match words:
        case ["decline", operation, name]: faults.declined[operation] = name
        case ["accept", operation]: faults.declined.pop(operation, None)
        case ["fail", code, count]: faults.failures = [code] * int(count)
        case ["slow", seconds]: faults.delay = float(seconds)
        case ["lose", count]: faults.lost = int(count)
        case ["odd", what] if what in ODD: faults.odd = ODD[what]
        case ["requests"]: answer = str(faults.requests)
        case ["pages"]: answer = str(faults.pages)
        case ["effects"]:
            with directory.lock:
                answer = json.dumps([{key: value for key, value in effect.items() if key != "entry"}
                                     for effect in directory.effects])
        case _: answer = "unknown command"
    print(answer, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journal")
    parser.add_argument("--entries", action="append", default=[])
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--serve", action="store_true")
    try:
        serve(parser.parse_args())
    except KeyboardInterrupt:
        pass

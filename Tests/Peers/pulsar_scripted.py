"""A Pulsar broker that checks what it is sent and misbehaves as it is told; it prints `ports N M`, where it listens.

Usage: pulsar_scripted.py DESCRIPTOR_SET SCRIPT

DESCRIPTOR_SET is what protoc makes of Protos/pulsar; SCRIPT is a JSON object. SENDs are counted over all connections from 1.
  partitions N               the topic has N partitions
  redirects N                a lookup is sent to the other port N times, the last time as authoritative
  proxy NAME                 lookups lead to the broker NAME behind this one
  token TOKEN                connections must show it; with `challenge`, it is asked for again after the greeting
  certificate, key           files: speak TLS
  max_message_size N         said in the greeting
  last_sequence N            said when a producer is made
  deduplicates               what was stored is not stored again, by producer and sequence id
  chatty                     sends commands that producers do not know, and asks for signs of life
  connect_errors, metadata_errors, lookup_errors, create_errors [[CODE, TEXT] …]   the first ones are answered so
  cut [N …]                  closes the connection instead of storing the Nth SEND
  cut_after [N …]            stores it, then closes the connection without a receipt
  garbage, huge, half [N …]  answers it with bytes that are no frame; with a frame of 1 GiB; with half a frame and the end
  skip [N …]                 stores it and sends no receipt
  old_receipt [N …]          stores it, and sends a receipt for number 0 before its own
  errors {N: CODE}           answers it with an error and does not store it, nor (unless the code is 9 or 22) what follows it
  closes {N: null}           instead of storing it, closes the producer; {N: "assigned"} names the other port
  silent N                   from the Nth SEND on, the connection is read and nothing more is said on it
  deaf N                     from the Nth SEND on, the connection is not read
  slow N                     waits N milliseconds before each receipt
Lines on standard input: `state` prints what was seen as one line of JSON; `pass` drops the rest of the script; `token NEW`
makes NEW the token, and asks every connection for it.
"""

import base64
import contextlib
import json
import socket
import ssl
import struct
import sys
import threading
import time

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

with open(sys.argv[1], "rb") as file:
    FILES = descriptor_pb2.FileDescriptorSet.FromString(file.read())
POOL = descriptor_pool.DescriptorPool()
for proto in FILES.file:
    POOL.Add(proto)
SCRIPT = json.loads(sys.argv[2])
LOCK = threading.RLock()
STATE = {
    "stored": [], "sends": 0, "repeats": 0, "badChecksums": 0, "malformed": [], "connections": 0, "tokens": [], "lookups": [],
    "epochs": [], "names": [], "pings": 0, "pongs": 0, "closed": 0, "proxied": [], "open": 0, "secured": 0,
}
HIGHEST = {}
GREETED = set()
PORTS = []


def message(name):
    return message_factory.GetMessageClass(POOL.FindMessageTypeByName("pulsar.proto." + name))


Command, Metadata, Single = message("BaseCommand"), message("MessageMetadata"), message("SingleMessageMetadata")
TYPES = Command.DESCRIPTOR.enum_types_by_name["Type"].values_by_name


def crc32c_table():
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ 0x82F63B78 if byte & 1 else byte >> 1
        yield byte


TABLE = list(crc32c_table())


def crc32c(data):
    value = 0xFFFFFFFF
    for byte in data:
        value = TABLE[(value ^ byte) & 0xFF] ^ value >> 8
    return value ^ 0xFFFFFFFF


class Gone(Exception):
    pass


class Connection:
    def __init__(self, sock, place):
        self.sock, self.place, self.producers, self.silent = sock, place, {}, False
        self.deaf = False

    def exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.sock.recv(count - len(data))
            if not more:
                raise Gone
            data += more
        return data

    def send(self, type_name, field, **values):
        if self.silent:
            return
        command = Command(type=TYPES[type_name].number)
        target = getattr(command, field)
        target.SetInParent()
        for name, value in values.items():
            if name == "message_id":
                target.message_id.ledgerId, target.message_id.entryId = value
            else:
                setattr(target, name, value)
        data = command.SerializeToString()
        self.sock.sendall(struct.pack(">II", len(data) + 4, len(data)) + data)

    def fail(self, request, error):
        self.send("ERROR", "error", request_id=request, error=error[0], message=error[1])

    def serve(self):
        while True:
            size, = struct.unpack(">I", self.exactly(4))
            frame = self.exactly(size)
            length, = struct.unpack(">I", frame[:4])
            command = Command.FromString(frame[4:4 + length])  # declines what lacks a required field
            with LOCK:
                self.handle(command, frame[4 + length:])
            while self.deaf and "deaf" in SCRIPT:
                time.sleep(0.02)

    def handle(self, command, rest):
        kind = TYPES_BY_NUMBER[command.type]
        field = {"LOOKUP": "lookupTopic", "PARTITIONED_METADATA": "partitionMetadata",
                 "AUTH_RESPONSE": "authResponse"}.get(kind, kind.lower())
        assert command.HasField(field), f"{kind} without {field}"
        body = getattr(command, field)
        {"CONNECT": self.connect, "PARTITIONED_METADATA": self.partitions, "LOOKUP": self.lookup,
         "PRODUCER": self.producer, "SEND": lambda it: self.publish(it, rest), "CLOSE_PRODUCER": self.close_producer,
         "PING": self.ping, "PONG": self.pong, "AUTH_RESPONSE": self.auth}[kind](body)

    def connect(self, it):
        STATE["tokens"].append(it.auth_method_name + ":" + it.auth_data.decode())
        if it.proxy_to_broker_url:
            STATE["proxied"].append(it.proxy_to_broker_url)
        assert it.protocol_version == 19 and it.client_version
        if SCRIPT.get("connect_errors"):
            self.fail(2**64 - 1, SCRIPT["connect_errors"].pop(0))
            raise Gone
        if "token" in SCRIPT and it.auth_data.decode() != SCRIPT["token"]:
            self.fail(2**64 - 1, [3, "the token is not valid"])
            raise Gone
        values = {"server_version": "scripted", "protocol_version": 19}
        if "max_message_size" in SCRIPT:
            values["max_message_size"] = SCRIPT["max_message_size"]
        self.send("CONNECTED", "connected", **values)
        GREETED.add(self)
        if SCRIPT.get("chatty"):
            unknown = b"\x08\x1b\xda\x01\x02\x08\x07"  # REACHED_END_OF_TOPIC, which is for consumers
            self.sock.sendall(struct.pack(">II", len(unknown) + 4, len(unknown)) + unknown)
            self.send("PING", "ping")
        if SCRIPT.get("challenge"):
            self.send("AUTH_CHALLENGE", "authChallenge")

    def auth(self, it):
        STATE["tokens"].append("again " + it.response.auth_method_name + ":" + it.response.auth_data.decode())
        if "token" in SCRIPT and it.response.auth_data.decode() != SCRIPT["token"]:
            raise Gone

    def partitions(self, it):
        if SCRIPT.get("metadata_errors"):
            error = SCRIPT["metadata_errors"].pop(0)
            return self.send("PARTITIONED_METADATA_RESPONSE", "partitionMetadataResponse", request_id=it.request_id,
                             response=1, error=error[0], message=error[1])
        return self.send("PARTITIONED_METADATA_RESPONSE", "partitionMetadataResponse", request_id=it.request_id,
                         response=0, partitions=SCRIPT.get("partitions", 0))

    def lookup(self, it):
        STATE["lookups"].append([self.place, it.authoritative, it.topic])
        answer = {"request_id": it.request_id}
        if SCRIPT.get("lookup_errors"):
            error = SCRIPT["lookup_errors"].pop(0)
            answer.update(response=2, error=error[0], message=error[1])
        elif SCRIPT.get("redirects", 0) > 0:
            SCRIPT["redirects"] -= 1
            answer.update(response=0, authoritative=SCRIPT["redirects"] == 0, **url(1 - self.place))
        elif "proxy" in SCRIPT:
            answer.update(response=1, proxy_through_service_url=True, brokerServiceUrl=f"pulsar://{SCRIPT['proxy']}")
        else:
            answer.update(response=1, authoritative=True, **url(self.place))
        self.send("LOOKUP_RESPONSE", "lookupTopicResponse", **answer)

    def producer(self, it):
        STATE["epochs"].append(it.epoch)
        STATE["names"].append([it.producer_name, it.user_provided_producer_name])
        if SCRIPT.get("create_errors"):
            return self.fail(it.request_id, SCRIPT["create_errors"].pop(0))
        name = it.producer_name or "made-up"
        self.producers[it.producer_id] = (it.topic, name)
        return self.send("PRODUCER_SUCCESS", "producer_success", request_id=it.request_id, producer_name=name,
                         last_sequence_id=HIGHEST.get((it.topic, name), SCRIPT.get("last_sequence", -1)))

    def publish(self, it, rest):
        STATE["sends"] += 1
        number = STATE["sends"]
        if "silent" in SCRIPT and number >= SCRIPT["silent"]:
            del SCRIPT["silent"]
            self.silent = True
        self.deaf = "deaf" in SCRIPT and number >= SCRIPT["deaf"]
        magic, checksum = struct.unpack(">HI", rest[:6])
        if magic != 0x0E01 or crc32c(rest[6:]) != checksum:
            STATE["badChecksums"] += 1
        if it.producer_id not in self.producers:  # closed meanwhile
            return
        topic, name = self.producers[it.producer_id]
        if number in SCRIPT.get("cut", []):
            raise Gone
        if str(number) in SCRIPT.get("closes", {}):
            del self.producers[it.producer_id]
            assigned = {} if SCRIPT["closes"][str(number)] is None else {
                key.replace("brokerS", "assignedBrokerS"): value for key, value in url(1 - self.place).items()}
            return self.send("CLOSE_PRODUCER", "close_producer", producer_id=it.producer_id, request_id=2**64 - 1, **assigned)
        if str(number) in SCRIPT.get("errors", {}):
            if SCRIPT["errors"][str(number)] not in (9, 22):
                del self.producers[it.producer_id]
            return self.send("SEND_ERROR", "send_error", producer_id=it.producer_id, sequence_id=it.sequence_id,
                             error=SCRIPT["errors"][str(number)], message="as the script says")
        place = self.store(it, rest, topic, name)
        if number in SCRIPT.get("cut_after", []):
            raise Gone
        if number in SCRIPT.get("garbage", []):
            return self.sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        if number in SCRIPT.get("huge", []):
            return self.sock.sendall(struct.pack(">II", 1 << 30, 8) + bytes(64))
        if number in SCRIPT.get("half", []):
            self.sock.sendall(struct.pack(">II", 24, 20) + b"\x08\x07")
            raise Gone
        if number in SCRIPT.get("skip", []):
            return
        if number in SCRIPT.get("old_receipt", []):
            self.send("SEND_RECEIPT", "send_receipt", producer_id=it.producer_id, sequence_id=0, message_id=(9, 9))
        time.sleep(SCRIPT.get("slow", 0) / 1000)
        self.send("SEND_RECEIPT", "send_receipt", producer_id=it.producer_id, sequence_id=it.sequence_id,
                  highest_sequence_id=it.highest_sequence_id, message_id=place)

    def store(self, it, rest, topic, name):
        size, = struct.unpack(">I", rest[6:10])
        metadata, payload = Metadata.FromString(rest[10:10 + size]), rest[10 + size:]
        assert metadata.producer_name == name and metadata.sequence_id == it.sequence_id and metadata.publish_time
        assert it.num_messages == metadata.num_messages_in_batch
        highest = max(it.sequence_id, it.highest_sequence_id)
        if SCRIPT.get("deduplicates") and it.sequence_id <= HIGHEST.get((topic, name), -1):
            STATE["repeats"] += 1
            return (2**64 - 1, 2**64 - 1)
        HIGHEST[topic, name] = highest
        entry = len(STATE["stored"])
        if not metadata.HasField("num_messages_in_batch"):
            keep(entry, topic, metadata, metadata.sequence_id, payload, 1)
            return (7, entry)
        for _ in range(metadata.num_messages_in_batch):
            size, = struct.unpack(">I", payload[:4])
            single = Single.FromString(payload[4:4 + size])
            payload = payload[4 + size:]
            keep(entry, topic, single, single.sequence_id, payload[:single.payload_size], metadata.num_messages_in_batch)
            payload = payload[single.payload_size:]
        assert not payload
        return (7, entry)

    def close_producer(self, it):
        STATE["closed"] += 1
        self.producers.pop(it.producer_id, None)
        self.send("SUCCESS", "success", request_id=it.request_id)

    def ping(self, _):
        STATE["pings"] += 1
        self.send("PONG", "pong")

    def pong(self, _):
        STATE["pongs"] += 1


def keep(entry, topic, metadata, sequence, payload, count):
    STATE["stored"].append({
        "topic": topic, "sequence": sequence, "key": metadata.partition_key if metadata.HasField("partition_key") else None,
        "payload": base64.b64encode(payload).decode(), "eventTime": metadata.event_time, "batch": count, "entry": entry,
        "properties": [[pair.key, pair.value] for pair in metadata.properties]})


def url(place):
    if "certificate" in SCRIPT:
        return {"brokerServiceUrl": "pulsar://not.secured:1", "brokerServiceUrlTls": f"pulsar+ssl://localhost:{PORTS[place]}"}
    return {"brokerServiceUrl": f"pulsar://127.0.0.1:{PORTS[place]}"}


TYPES_BY_NUMBER = {value.number: name for name, value in TYPES.items()}


def run(sock, place):
    connection = None
    with LOCK:
        STATE["connections"] += 1
        STATE["open"] += 1
    try:
        if "certificate" in SCRIPT:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(SCRIPT["certificate"], SCRIPT["key"])
            sock = context.wrap_socket(sock, server_side=True)
            with LOCK:
                STATE["secured"] += 1
        connection = Connection(sock, place)
        connection.serve()
    except (OSError, Gone):
        pass
    except Exception as error:
        with LOCK:
            STATE["malformed"].append(repr(error))
    finally:
        sock.close()
        with LOCK:
            STATE["open"] -= 1
            GREETED.discard(connection)


def listen(listener, place):
    while True:
        accepted, _ = listener.accept()
        threading.Thread(target=run, args=(accepted, place), daemon=True).start()


listeners = []
for index in range(2):
    opened = socket.socket()
    opened.bind(("127.0.0.1", 0))
    opened.listen(64)
    PORTS.append(opened.getsockname()[1])
    listeners.append(opened)
for index, opened in enumerate(listeners):
    threading.Thread(target=listen, args=(opened, index), daemon=True).start()
print("ports", *PORTS, flush=True)
for line in sys.stdin:
    with LOCK:
        if line.strip() == "state":
            print(json.dumps(STATE), flush=True)
        elif line.strip() == "pass":
            for name in [name for name in SCRIPT if name not in ("certificate", "key", "token", "deduplicates", "partitions")]:
                del SCRIPT[name]
            print("ok", flush=True)
        elif line.startswith("token "):
            SCRIPT["token"] = line.split()[1]
            for connection in GREETED:
                with contextlib.suppress(OSError):
                    connection.send("AUTH_CHALLENGE", "authChallenge")
            print("ok", flush=True)

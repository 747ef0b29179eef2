"""A gRPC server that misbehaves in one chosen way; it prints `port N` when it listens.

Usage: grpc_scripted.py WAY. All ways but those that cannot answer answer calls with the request's bytes.
  garbage          answers the connection with text that is not HTTP/2
  silent           accepts connections and says nothing
  closes           accepts connections and closes them
  black-hole       sends its settings, then neither reads nor answers
  refuses          refuses the first two streams of a connection
  refuses-all      refuses every stream
  goaway           on the third stream of its first connection says it processes only the first, answers that one late
  goaway-graceful  on its first request says GOAWAY with the highest stream id, then answers, as a server that drains
  cut              closes the connection in the middle of a DATA frame
  trailers-only    ends with a status in its first header block
  no-status        ends without a status
  http-503         answers as a proxy does, with HTML and HTTP status 503
  http-413         answers as a gateway does that finds the request too large
  plain-200        answers with HTTP status 200 and a text that is not gRPC
  two-messages     answers with two messages
  half-message     ends inside the message
  huge-message     announces a message of 4 GiB
  many-headers     sends a header list of 200 kB
  large-header     sends one header of 100 kB
  early-answer     answers with an error before the request's body is read
  reset            resets streams with INTERNAL_ERROR
  interim          sends HTTP status 103 before its answer
  compressed       compresses its answer and says so, though nobody asked
  compressed-unsaid  the same, and does not say with what
  encoding-unused  names a compression that it then does not use
"""

import gzip
import socket
import struct
import sys
import threading
import time

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.settings

WAY = sys.argv[1]
OK = [(":status", "200"), ("content-type", "application/grpc")]
connections = 0


def serve(sock, number):
    if WAY == "garbage":
        sock.sendall(b"220 mail.example.org ESMTP ready, and much more text than a frame header\r\n" * 4)
        time.sleep(30)
        return
    if WAY == "silent":
        time.sleep(60)
        return
    if WAY == "closes":
        return
    connection = h2.connection.H2Connection(
        h2.config.H2Configuration(client_side=False, validate_outbound_headers=False,
                                  normalize_outbound_headers=False))
    connection.local_settings = h2.settings.Settings(client=False, initial_values={
        h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 65535 if WAY in ("black-hole", "early-answer") else 1 << 24,
        h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: 100})
    connection.initiate_connection()
    sock.sendall(connection.data_to_send())
    if WAY == "black-hole":
        time.sleep(60)
        return
    bodies = {}
    while True:
        data = sock.recv(1 << 16)
        if not data:
            return
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                bodies[event.stream_id] = b""
                on_request(sock, connection, event.stream_id, number)
            elif isinstance(event, h2.events.DataReceived):
                bodies[event.stream_id] = bodies.get(event.stream_id, b"") + event.data
                if WAY != "early-answer":
                    connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            elif isinstance(event, h2.events.StreamEnded):
                if on_end(sock, connection, event.stream_id, bodies.pop(event.stream_id, b""), number):
                    return
        sock.sendall(connection.data_to_send())


def on_request(sock, connection, stream, number):
    if WAY == "early-answer":
        connection.send_headers(stream, OK + [("grpc-status", "9"), ("grpc-message", "not today")], end_stream=True)


def on_end(sock, connection, stream, body, number):
    """Answers a request; true to close the connection."""
    if WAY == "refuses" and stream <= 3 or WAY == "refuses-all":
        connection.reset_stream(stream, h2.errors.ErrorCodes.REFUSED_STREAM)
    elif WAY == "goaway" and number == 1:
        if stream == 5:
            sock.sendall(connection.data_to_send())
            sock.sendall(frame(7, 0, 0, struct.pack(">II", 1, 0) + b"moving on"))
            time.sleep(0.2)
            answer(connection, 1, b"\0\0\0\0\5first")
            sock.sendall(connection.data_to_send())
            return True
    elif WAY == "goaway-graceful" and number == 1:
        sock.sendall(frame(7, 0, 0, struct.pack(">II", 2**31 - 1, 0)))
        time.sleep(0.1)
        answer(connection, stream, body)
    elif WAY == "cut":
        connection.send_headers(stream, OK)
        sock.sendall(connection.data_to_send())
        sock.sendall(frame(0, 0, stream, b"\0\0\0\0\5hello")[:-3])
        return True
    elif WAY == "trailers-only":
        fields = [("grpc-status", "5"), ("grpc-message", "no such thing%3A %E2%82%AC%"), ("x-more", "yes")]
        connection.send_headers(stream, OK + fields, end_stream=True)
    elif WAY == "no-status":
        connection.send_headers(stream, OK)
        connection.send_data(stream, body, end_stream=True)
    elif WAY == "http-503":
        connection.send_headers(stream, [(":status", "503"), ("content-type", "text/html")])
        connection.send_data(stream, b"<h1>down</h1>", end_stream=True)
    elif WAY == "http-413":
        connection.send_headers(stream, [(":status", "413"), ("content-type", "text/html")], end_stream=True)
    elif WAY == "plain-200":
        connection.send_headers(stream, [(":status", "200"), ("content-type", "text/plain")])
        connection.send_data(stream, b"hello", end_stream=True)
    elif WAY == "two-messages":
        answer(connection, stream, body * 2)
    elif WAY == "half-message":
        answer(connection, stream, b"\0\0\0\0\7half")
    elif WAY == "huge-message":
        answer(connection, stream, b"\0\xff\xff\xff\xff" + bytes(100))
    elif WAY == "many-headers":
        answer(connection, stream, body, [(f"x-{index}", "v" * 1000) for index in range(200)])
    elif WAY == "large-header":
        answer(connection, stream, body, [("x-large", "v" * 100_000)])
    elif WAY == "reset":
        connection.reset_stream(stream, h2.errors.ErrorCodes.INTERNAL_ERROR)
    elif WAY == "interim":
        connection.send_headers(stream, [(":status", "103"), ("x-early", "yes")])
        answer(connection, stream, body)
    elif WAY in ("compressed", "compressed-unsaid"):
        packed = gzip.compress(body[5:])
        encoding = [("grpc-encoding", "gzip")] if WAY == "compressed" else []
        answer(connection, stream, b"\1" + struct.pack(">I", len(packed)) + packed, headers=encoding)
    elif WAY == "encoding-unused":
        answer(connection, stream, body, headers=[("grpc-encoding", "gzip")])
    elif WAY != "early-answer":
        answer(connection, stream, body)
    return False


def answer(connection, stream, body, trailers=(), headers=()):
    connection.send_headers(stream, [*OK, *headers])
    connection.send_data(stream, body)
    connection.send_headers(stream, [("grpc-status", "0"), *trailers], end_stream=True)


def frame(kind, flags, stream, payload):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def run(sock, number):
    try:
        serve(sock, number)
    except OSError:
        pass
    finally:
        sock.close()


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(64)
print(f"port {listener.getsockname()[1]}", flush=True)
while True:
    accepted, _ = listener.accept()
    connections += 1
    threading.Thread(target=run, args=(accepted, connections), daemon=True).start()

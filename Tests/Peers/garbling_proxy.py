"""Stands before a server of 127.0.0.1 and hands on what both sides say, until it is told to garble: then clients get what no
protocol has, in place of what the server answers. It prints `port N` when it listens.

Usage: garbling_proxy.py PORT; each line on standard input is `garble` or `pass`, and is repeated once it holds.
"""

import socket
import sys
import threading

garbles = threading.Event()


def carry(source, target, may_garble):
    try:
        while chunk := source.recv(1 << 16):
            target.sendall(b"\xff\x00garbage\n" * 50 if may_garble and garbles.is_set() else chunk)
    except OSError:
        pass
    finally:
        for sock in (source, target):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def serve(client):
    server = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    threading.Thread(target=carry, args=(client, server, False), daemon=True).start()
    carry(server, client, True)


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(64)
print(f"port {listener.getsockname()[1]}", flush=True)


def accept():
    while True:
        accepted, _ = listener.accept()
        threading.Thread(target=serve, args=(accepted,), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
for line in sys.stdin:
    garbles.set() if line.strip() == "garble" else garbles.clear()
    print(line.strip(), flush=True)

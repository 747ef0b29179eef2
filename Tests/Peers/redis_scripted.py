"""A Redis server that misbehaves; it prints `port N` when it listens, and `asked WORD` for each command.

Usage: redis_scripted.py WAY, where WAY is how it answers GET, or the whole conversation:

silent    never answers anything
garbage   answers the first command with what is not Redis' protocol
echo      refuses the password, and repeats it
unasked   answers PING, and says more than that
surplus   answers GET with two values
array     answers GET with an array of two billion elements
trickle   answers GET byte by byte, for ever
huge      answers GET with a gigabyte
status    answers GET with a status, and everything else with an integer
held      answers GET with the key, one for each line on standard input
closes    closes the connection instead of answering GET
"""

import socket
import sys
import threading
import time

way = sys.argv[1]
HELD = threading.Semaphore(0)


def commands(stream):
    while header := stream.readline():
        words = []
        for _ in range(int(header[1:])):
            size = int(stream.readline()[1:])
            words.append(stream.read(size + 2)[:-2])
        yield words


def serve(sock):
    for words in commands(sock.makefile("rb")):
        name = words[0].decode()
        print(f"asked {name}", flush=True)
        if way == "silent":
            continue
        if way == "garbage":
            sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        elif way == "echo" and name == "AUTH":
            sock.sendall(b"-%s ERR unknown command `AUTH`, with args beginning with: `%s`\r\n" % (words[1], words[1]))
        elif name == "PING":
            sock.sendall(b"+PONG\r\n+MORE\r\n" if way == "unasked" else b"+PONG\r\n")
        elif way == "status":
            sock.sendall(b"+WHAT\r\n" if name == "GET" else b":5\r\n")
        elif way == "surplus":
            sock.sendall(b"$2\r\nok\r\n$5\r\nwrong\r\n")
        elif way == "array":
            sock.sendall(b"*2147483647\r\n$1\r\nx\r\n")
        elif way == "trickle":
            sock.sendall(b"$1000\r\n")
            while True:
                sock.sendall(b"x")
                time.sleep(0.05)
        elif way == "huge":
            sock.sendall(b"$1073741824\r\n")
            while True:
                sock.sendall(b"x" * 65536)
        elif way == "held":
            HELD.acquire()
            sock.sendall(b"$%d\r\n%s\r\n" % (len(words[1]), words[1]))
        elif way == "closes":
            return sock.close()


def guarded(sock):
    try:
        serve(sock)
    except OSError:
        pass
    finally:
        # Not closed by the garbage collector, or not soon.
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        sock.close()


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(64)
print(f"port {listener.getsockname()[1]}", flush=True)


def accept():
    while True:
        accepted, _ = listener.accept()
        threading.Thread(target=guarded, args=(accepted,), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
for _ in sys.stdin:
    HELD.release()

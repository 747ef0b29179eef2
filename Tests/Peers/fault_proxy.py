"""A TCP proxy that misbehaves on command: it stands between a worker and its server.

Usage: fault_proxy.py HOST PORT. It prints "listening PORT", then obeys one command a line on its standard input, and
answers each with "ok COMMAND" once it has taken effect. It ends with its input.

  pass              forwards everything again, at once; what a black hole held back is delivered
  reset             resets every open connection (RST to both sides); new ones are forwarded
  refuse            the same, and resets each new connection at once, until "pass"
  blackhole         forwards nothing in either direction and keeps every connection open, until "pass"
  halfclose SIDE    tells SIDE (client, server) of every open connection that nothing more will come; the other direction stays
  cut SIDE N        resets each connection, open or new, once N more bytes went to SIDE: in the middle of a frame
  delay MS          keeps back every chunk for MS milliseconds
  garble            hands on what no protocol has in place of what the server says, until "pass"
  connections       answers "ok connections N", the number of open connections
"""
import asyncio
import random
import socket
import struct
import sys


class Connection:
    """One client and its connection to the server."""

    def __init__(self, proxy, client, server):
        self.proxy = proxy
        self.writers = {"client": client[1], "server": server[1]}
        self.left = dict(proxy.cut)
        self.pumps = [
            asyncio.create_task(self.pump(client[0], "server")),
            asyncio.create_task(self.pump(server[0], "client")),
        ]

    async def pump(self, source, side):
        """Carries what `source` sends to `side` until it ends, then says so to `side`."""
        writer = self.writers[side]
        while chunk := await source.read(65536):
            if self.proxy.delay:
                await asyncio.sleep(self.proxy.delay)
            await self.proxy.open.wait()
            if side == "client" and self.proxy.garbles:
                chunk = b"\xff\x00garbage\n" * 50
            if side in self.left:
                chunk = chunk[: self.left[side]]
                self.left[side] -= len(chunk)
            writer.write(chunk)
            await writer.drain()
            if self.left.get(side) == 0:
                # What was written must leave before the reset overtakes it.
                await asyncio.sleep(0.05)
                return self.reset()
        await self.proxy.open.wait()
        if writer.can_write_eof():
            writer.write_eof()

    async def run(self):
        """Returns when both directions have ended."""
        await asyncio.gather(*self.pumps, return_exceptions=True)
        for writer in self.writers.values():
            writer.close()

    def reset(self):
        for writer in self.writers.values():
            abort(writer)
        for pump in self.pumps:
            pump.cancel()


def abort(writer):
    """Closes with RST: a linger time of zero throws away what was not sent."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Proxy:
    def __init__(self, host, port):
        self.target = (host, port)
        self.connections = set()
        self.open = asyncio.Event()
        self.open.set()
        self.refuses = False
        self.garbles = False
        self.delay = 0.0
        self.cut = {}

    async def accept(self, reader, writer):
        if self.refuses:
            return abort(writer)
        try:
            server = await asyncio.open_connection(*self.target)
        except OSError:
            return abort(writer)
        connection = Connection(self, (reader, writer), server)
        self.connections.add(connection)
        await connection.run()
        self.connections.discard(connection)

    def obey(self, command, *arguments):
        if command == "pass":
            self.refuses, self.garbles, self.delay, self.cut = False, False, 0.0, {}
            for connection in self.connections:
                connection.left = {}
            self.open.set()
        elif command in ("reset", "refuse"):
            self.refuses = command == "refuse"
            for connection in list(self.connections):
                connection.reset()
        elif command == "blackhole":
            self.open.clear()
        elif command == "garble":
            self.garbles = True
        elif command == "halfclose":
            for connection in self.connections:
                connection.writers[arguments[0]].write_eof()
        elif command == "cut":
            self.cut = {arguments[0]: int(arguments[1])}
            for connection in self.connections:
                connection.left = dict(self.cut)
        elif command == "delay":
            self.delay = int(arguments[0]) / 1000
        elif command != "connections":
            raise ValueError(f"unknown command {command}")


async def listen(accept):
    """Listens below the ports of outgoing connections, so that a client that tries again never meets itself."""
    while True:
        try:
            return await asyncio.start_server(accept, "127.0.0.1", random.randrange(15_000, 32_000))
        except OSError:
            continue


async def main():
    proxy = Proxy(sys.argv[1], int(sys.argv[2]))
    listener = await listen(proxy.accept)
    print("listening", listener.sockets[0].getsockname()[1], flush=True)
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := (await commands.readline()).decode().split():
        proxy.obey(*line)
        answer = [len(proxy.connections)] if line[0] == "connections" else []
        print("ok", *line, *answer, flush=True)


asyncio.run(main())

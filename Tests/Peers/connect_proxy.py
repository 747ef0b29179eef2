"""An HTTP proxy that knows CONNECT alone, for clients whose connections go through one.

Usage: connect_proxy.py [NAME:PASSWORD]. It prints "listening PORT", then a line for each request: "tunnel HOST:PORT", or
"refused" where the name or the password is wrong. It ends with its input.
"""
import asyncio
import base64
import os
import sys


async def pump(reader, writer):
    """Carries what `reader` has to `writer`, to its end."""
    try:
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def serve(reader, writer, credentials):
    """Answers a CONNECT and carries what follows."""
    try:
        request = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return writer.close()
    method, target, _ = request[0].split(" ")
    headers = dict(line.split(": ", 1) for line in request[1:] if line)
    expected = credentials and "Basic " + base64.b64encode(credentials.encode()).decode()
    if method != "CONNECT" or (expected and headers.get("Proxy-Authorization") != expected):
        print("refused", flush=True)
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n")
        return writer.close()
    host, port = target.rsplit(":", 1)
    print("tunnel", target, flush=True)
    server = await asyncio.open_connection(host, int(port))
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    await asyncio.gather(pump(reader, server[1]), pump(server[0], writer))


async def main():
    """Serves until standard input ends."""
    credentials = sys.argv[1] if len(sys.argv) > 1 else None
    server = await asyncio.start_server(lambda r, w: serve(r, w, credentials), "127.0.0.1", 0)
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    # Connections that are open must not keep the program.
    os._exit(0)


asyncio.run(main())

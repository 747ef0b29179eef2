"""A gRPC server of the grpcio library that does what its callers ask for; it prints `port N` when it listens.

Methods of `test.Peer` (bytes in, bytes out):
  Echo      answers with the request
  Status    {"code", "message", "details" (base64), "trailers": {}}: ends with this status
  Size      answers with as many zero bytes as the decimal number in the request says
  Sleep     sleeps as many seconds as the decimal number says, then answers with nothing
  Context   answers with JSON: the request's metadata and how many seconds were left
  Metadata  {"initial": {}, "trailing": {}}: sends these fields and an empty answer
"""

import argparse
import asyncio
import base64
import json

import grpc

SERVICE = "test.Peer"


async def echo(request, context):
    return request


async def status(request, context):
    wish = json.loads(request)
    trailers = [(name, value) for name, value in wish.get("trailers", {}).items()]
    if "details" in wish:
        trailers.append(("grpc-status-details-bin", base64.b64decode(wish["details"])))
    context.set_trailing_metadata(tuple(trailers))
    code = next(code for code in grpc.StatusCode if code.value[0] == wish["code"])
    if code == grpc.StatusCode.OK:
        return b""
    await context.abort(code, wish.get("message", ""))


async def size(request, context):
    return bytes(int(request))


async def sleep(request, context):
    print("sleeping", flush=True)
    await asyncio.sleep(float(request))
    return b""


async def describe_context(request, context):
    left = context.time_remaining()
    metadata = {
        name: value if isinstance(value, str) else base64.b64encode(value).decode()
        for name, value in context.invocation_metadata()
    }
    return json.dumps({"metadata": metadata, "timeRemaining": left, "peer": context.peer()}).encode()


async def metadata(request, context):
    wish = json.loads(request)
    await context.send_initial_metadata(tuple(wish.get("initial", {}).items()))
    context.set_trailing_metadata(tuple(wish.get("trailing", {}).items()))
    return b""


async def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--max-streams", type=int)
    arguments.add_argument("--max-age-ms", type=int)
    arguments.add_argument("--max-metadata", type=int, default=1 << 20)
    arguments.add_argument("--certificate")
    arguments.add_argument("--key")
    arguments.add_argument("--client-ca")
    wish = arguments.parse_args()

    options = [
        ("grpc.max_receive_message_length", -1),
        ("grpc.max_send_message_length", -1),
        ("grpc.max_metadata_size", wish.max_metadata),
        ("grpc.absolute_max_metadata_size", wish.max_metadata),
        ("grpc.so_reuseport", 0),
    ]
    if wish.max_streams:
        options.append(("grpc.max_concurrent_streams", wish.max_streams))
    if wish.max_age_ms:
        options.append(("grpc.max_connection_age_ms", wish.max_age_ms))
        options.append(("grpc.max_connection_age_grace_ms", 20000))
    server = grpc.aio.server(options=options)
    handlers = {
        "Echo": echo, "Status": status, "Size": size, "Sleep": sleep, "Context": describe_context,
        "Metadata": metadata,
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(
        SERVICE, {name: grpc.unary_unary_rpc_method_handler(handler) for name, handler in handlers.items()}),))

    address = f"{wish.host}:{wish.port}"
    if wish.certificate:
        with open(wish.certificate, "rb") as certificate, open(wish.key, "rb") as key:
            pair = (key.read(), certificate.read())
        authority = None
        if wish.client_ca:
            with open(wish.client_ca, "rb") as file:
                authority = file.read()
        credentials = grpc.ssl_server_credentials([pair], authority, require_client_auth=authority is not None)
        port = server.add_secure_port(address, credentials)
    else:
        port = server.add_insecure_port(address)
    await server.start()
    print(f"port {port}", flush=True)
    await server.wait_for_termination()


asyncio.run(main())

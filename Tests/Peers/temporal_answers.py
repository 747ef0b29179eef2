"""A Temporal frontend that knows one activity without a workflow, whose id is taken again while a client waits for its result. It prints
`port N` when it listens, and each call's metadata as JSON.

PollActivityExecution without a run, or with the first, is answered with the first run and no outcome; the next time with that of
the run that is asked for: its run ID, or `another run` where the call says none.
"""

import asyncio
import json

import grpc
import temporalio.api.workflowservice.v1 as service
from temporalio.api.common.v1 import Payload, Payloads

polls = 0


async def poll(request, context):
    global polls
    polls += 1
    print(json.dumps({name: value for name, value in context.invocation_metadata() if isinstance(value, str)}), flush=True)
    answer = service.PollActivityExecutionResponse(run_id=request.run_id or ("first run" if polls == 1 else "another run"))
    if polls > 1:
        data = json.dumps(answer.run_id).encode()
        payload = Payload(metadata={"encoding": b"json/plain"}, data=data)
        answer.outcome.result.CopyFrom(Payloads(payloads=[payload]))
    return answer


async def main():
    server = grpc.aio.server()
    handler = grpc.unary_unary_rpc_method_handler(
        poll,
        request_deserializer=service.PollActivityExecutionRequest.FromString,
        response_serializer=service.PollActivityExecutionResponse.SerializeToString)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(
        "temporal.api.workflowservice.v1.WorkflowService", {"PollActivityExecution": handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(f"port {port}", flush=True)
    await server.wait_for_termination()


asyncio.run(main())

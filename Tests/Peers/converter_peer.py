"""The Python SDK's data and failure converters as judges. Each line is a JSON request {"op": …}; the answer is one line of JSON.

make     seed: random arguments, encoded, with what they are
judge    payloads: what Python decodes
typed    payload: decoded as the dataclass Order, and encoded again
order    seed: a random Order, encoded, with what it is
failure  seed, encoded: a random failure with causes, with what it is
fails    failure, encoded: what Python makes of a failure
search   attributes made here, with what they are; judge of those made there
"""

import base64
import dataclasses
import enum
import json
import math
import random
import sys
import uuid
from datetime import datetime, timedelta, timezone

import nexusrpc
import temporalio.api.common.v1 as common
import temporalio.api.failure.v1 as failures
from temporalio import converter as converters
from temporalio import exceptions as errors
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

converter = converters.default()
plain = converters.DefaultFailureConverter()
encoded = converters.DefaultFailureConverterWithEncodedAttributes()


class Color(str, enum.Enum):
    RED = "red"
    GREEN = "green"


@dataclasses.dataclass
class Item:
    name: str
    price: float
    count: int = 1
    tags: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Order:
    id: uuid.UUID
    created: datetime
    number: int
    color: Color
    items: list[Item]
    totals: dict[str, float]
    note: str | None = None


def text(rng):
    pools = [
        "abcXYZ 0123",
        "\"\\/\b\f\n\r\t\0\x1f\x7f",
        "é€ßñ漢字\u2028\u2029\ufeff\ufffd",
        "😀𝄞\U0010ffff",
    ]
    return "".join(rng.choice(rng.choice(pools)) for _ in range(rng.randrange(0, 12)))


def number(rng):
    kind = rng.randrange(6)
    if kind == 0:
        return rng.randrange(-100, 100)
    if kind == 1:
        return rng.choice([2**53 + 1, 2**63 - 1, -(2**63), 2**63, 2**64 - 1, 2**64, -(2**70), 10**30, 0])
    if kind == 2:
        return rng.choice([0.1, -0.0, 1.0, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 1e16, 123456789.123456789])
    if kind == 3:
        return rng.random() * 10 ** rng.randrange(-20, 20)
    if kind == 4:
        while True:
            value = float.fromhex(f"0x1.{rng.getrandbits(52):013x}p{rng.randrange(-1080, 1024)}")
            if math.isfinite(value):
                return value
    return rng.getrandbits(rng.randrange(1, 70))


def value(rng, depth=0):
    kind = rng.randrange(8 if depth < 4 else 5)
    if kind == 0:
        return None
    if kind == 1:
        return rng.random() < 0.5
    if kind == 2:
        return text(rng)
    if kind in (3, 4):
        return number(rng)
    if kind == 5:
        return [value(rng, depth + 1) for _ in range(rng.randrange(0, 5))]
    return {text(rng): value(rng, depth + 1) for _ in range(rng.randrange(0, 40 if rng.random() < 0.1 else 5))}


def argument(rng):
    return bytes(rng.randbytes(rng.randrange(0, 20))) if rng.random() < 0.2 else value(rng)


def shown(value):
    """A value as JSON that tells integers, floats and bytes apart."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return {"i": str(value)}
    if isinstance(value, float):
        return {"d": value.hex()}
    if isinstance(value, bytes):
        return {"b": value.hex()}
    if isinstance(value, (list, tuple)):
        return [shown(element) for element in value]
    return {"o": {key: shown(member) for key, member in value.items()}}


def shown_order(order):
    return {
        "id": str(order.id),
        "created": order.created.astimezone(timezone.utc).isoformat(),
        "number": str(order.number),
        "color": order.color.value,
        "items": [[i.name, i.price.hex(), str(i.count), i.tags] for i in order.items],
        "totals": {key: total.hex() for key, total in order.totals.items()},
        "note": order.note,
    }


def random_order(rng):
    return Order(
        id=uuid.UUID(int=rng.getrandbits(128)),
        created=datetime.fromtimestamp(rng.randrange(-(10**9), 4 * 10**9), timezone(timedelta(minutes=rng.randrange(-700, 700))))
        + timedelta(microseconds=rng.randrange(10**6)),
        number=rng.choice([2**63 - 1, -(2**63), 0, rng.getrandbits(60)]),
        color=rng.choice(list(Color)),
        items=[Item(text(rng), rng.random() * 100, rng.randrange(9), [text(rng)]) for _ in range(rng.randrange(4))],
        totals={text(rng): rng.random() for _ in range(rng.randrange(4))},
        note=rng.choice([None, text(rng)]),
    )


def send(message):
    return base64.b64encode(message.SerializeToString()).decode()


def receive(message, data):
    message.ParseFromString(base64.b64decode(data))
    return message


def random_failure(rng, depth=0):
    message = text(rng) or "m"
    details = [value(rng, 3) for _ in range(rng.randrange(3))]
    state = rng.choice([None] + list(errors.RetryState))
    kind = rng.randrange(9)
    if kind == 0:
        error = errors.ApplicationError(
            message,
            *details,
            type=rng.choice([None, "Kind"]),
            non_retryable=rng.random() < 0.5,
            next_retry_delay=rng.choice([None, timedelta(milliseconds=rng.randrange(1, 10**6))]),
            category=rng.choice(list(errors.ApplicationErrorCategory)),
        )
    elif kind == 1:
        error = errors.CancelledError(message, *details)
    elif kind == 2:
        error = errors.TimeoutError(
            message, type=rng.choice([None] + list(errors.TimeoutType)), last_heartbeat_details=details
        )
    elif kind == 3:
        error = errors.TerminatedError(message)
    elif kind == 4:
        error = errors.ServerError(message, non_retryable=rng.random() < 0.5)
    elif kind == 5:
        error = errors.ActivityError(
            message,
            scheduled_event_id=rng.randrange(10**12),
            started_event_id=rng.randrange(100),
            identity=text(rng),
            activity_type=text(rng),
            activity_id=text(rng),
            retry_state=state,
        )
    elif kind == 6:
        error = errors.ChildWorkflowError(
            message,
            namespace=text(rng),
            workflow_id=text(rng),
            run_id=text(rng),
            workflow_type=text(rng),
            initiated_event_id=rng.randrange(100),
            started_event_id=rng.randrange(100),
            retry_state=state,
        )
    elif kind == 7:
        error = errors.NexusOperationError(
            message,
            scheduled_event_id=rng.randrange(100),
            endpoint=text(rng),
            service=text(rng),
            operation=text(rng),
            operation_token=text(rng),
        )
    else:
        error = nexusrpc.HandlerError(
            message,
            type=rng.choice(list(nexusrpc.HandlerErrorType)),
            retryable_override=rng.choice([None, True, False]),
        )
    if depth < 4 and rng.random() < 0.6:
        error.__cause__ = random_failure(rng, depth + 1)
    return error


def shown_failure(error):
    result = {"kind": type(error).__name__, "message": getattr(error, "message", str(error))}
    if isinstance(error, errors.ApplicationError):
        delay = error.next_retry_delay
        result |= {
            "type": error.type,
            "details": shown(error.details),
            "nonRetryable": error.non_retryable,
            "delay": None if delay is None else str(delay // timedelta(microseconds=1)),
            "benign": error.category == errors.ApplicationErrorCategory.BENIGN,
        }
    elif isinstance(error, errors.CancelledError):
        result |= {"details": shown(error.details)}
    elif isinstance(error, errors.TimeoutError):
        result |= {"type": int(error.type or 0), "details": shown(error.last_heartbeat_details)}
    elif isinstance(error, errors.ServerError):
        result |= {"nonRetryable": error.non_retryable}
    elif isinstance(error, errors.ActivityError):
        result |= {
            "ids": [error.scheduled_event_id, error.started_event_id],
            "names": [error.identity, error.activity_type, error.activity_id],
            "state": int(error.retry_state or 0),
        }
    elif isinstance(error, errors.ChildWorkflowError):
        result |= {
            "ids": [error.initiated_event_id, error.started_event_id],
            "names": [error.namespace, error.workflow_id, error.run_id, error.workflow_type],
            "state": int(error.retry_state or 0),
        }
    elif isinstance(error, errors.NexusOperationError):
        result |= {
            "ids": [error.scheduled_event_id],
            "names": [error.endpoint, error.service, error.operation, error.operation_token],
        }
    elif isinstance(error, nexusrpc.HandlerError):
        result |= {"type": error.type.name, "retryable": error.retryable_override}
    if error.__cause__:
        result["cause"] = shown_failure(error.__cause__)
    return result


def search_attributes(rng):
    pairs = [
        SearchAttributePair(SearchAttributeKey.for_bool("b"), rng.random() < 0.5),
        SearchAttributePair(SearchAttributeKey.for_int("i"), rng.getrandbits(62)),
        SearchAttributePair(SearchAttributeKey.for_float("d"), rng.random()),
        SearchAttributePair(SearchAttributeKey.for_keyword("k"), text(rng)),
        SearchAttributePair(SearchAttributeKey.for_text("t"), text(rng)),
        SearchAttributePair(SearchAttributeKey.for_keyword_list("l"), [text(rng) for _ in range(rng.randrange(3))]),
        SearchAttributePair(
            SearchAttributeKey.for_datetime("w"),
            datetime.fromtimestamp(rng.randrange(2 * 10**9), timezone.utc) + timedelta(microseconds=rng.randrange(10**6)),
        ),
    ]
    return TypedSearchAttributes(pairs)


def shown_attributes(attributes):
    result = {}
    for key, value in attributes:
        result[key.name] = [key.indexed_value_type.name, value.timestamp() if isinstance(value, datetime) else value]
    return result


def answer(request):
    op = request["op"]
    rng = random.Random(request.get("seed"))
    payloads = converter.payload_converter
    if op == "make":
        values = [argument(rng) for _ in range(rng.randrange(0, 4))]
        return {"payloads": [send(p) for p in payloads.to_payloads(values)], "shown": shown(values)}
    if op == "judge":
        received = [receive(common.Payload(), p) for p in request["payloads"]]
        return {"shown": shown(payloads.from_payloads(received) if received else [])}
    if op == "order":
        order = random_order(rng)
        return {"payload": send(payloads.to_payload(order)), "shown": shown_order(order)}
    if op == "typed":
        return {"shown": shown_order(payloads.from_payload(receive(common.Payload(), request["payload"]), Order))}
    if op == "failure":
        error = random_failure(rng)
        message = failures.Failure()
        (encoded if request["encoded"] else plain).to_failure(error, payloads, message)
        return {"failure": send(message), "shown": shown_failure(error)}
    if op == "fails":
        return {"shown": shown_failure(plain.from_failure(receive(failures.Failure(), request["failure"]), payloads))}
    if op == "search":
        attributes = search_attributes(rng)
        message = common.SearchAttributes()
        converters.encode_search_attributes(attributes, message)
        return {"attributes": send(message), "shown": shown_attributes(attributes)}
    if op == "found":
        message = receive(common.SearchAttributes(), request["attributes"])
        return {"shown": shown_attributes(converters.decode_typed_search_attributes(message))}
    raise ValueError(op)


for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)

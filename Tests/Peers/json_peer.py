"""Python's json module as the judge of the JSON reader. A line holds a text in base64; the answer is one line of JSON: null where
Python refuses the text, else its value in an array, each number as {"i": digits} or {"f": digits, "d": the double in hexadecimal}."""

import base64
import json
import sys

sys.setrecursionlimit(20_000)
sys.set_int_max_str_digits(0)


def refuse(constant):
    raise ValueError(constant)


def judge(line):
    try:
        text = base64.b64decode(line).decode("utf-8")
        value = json.loads(
            text,
            parse_int=lambda digits: {"i": str(int(digits))},
            parse_float=lambda digits: {"f": digits, "d": float(digits).hex()},
            parse_constant=refuse,
        )
        # Lone surrogates cannot be written as UTF-8.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
        return [value]
    except (ValueError, UnicodeError):
        return None


for line in sys.stdin:
    print(json.dumps(judge(line)), flush=True)

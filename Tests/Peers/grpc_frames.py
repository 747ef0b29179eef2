"""Writes what a server sends to one to four calls, as the fuzzer's first inputs: grpc_frames.py FOLDER."""

import pathlib
import struct
import sys

import hpack
import hyperframe.frame as frames

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
OK = [(":status", "200"), ("content-type", "application/grpc")]
OVER = [("grpc-status", "0")]
FAILED = [("grpc-status", "5"), ("grpc-message", "no such thing%3A %E2%82%AC"), ("grpc-status-details-bin", "CAUSBW5v")]


def answer(stream, blocks, encoder):
    result = b""
    for index, block in enumerate(blocks):
        last = index == len(blocks) - 1
        if isinstance(block, bytes):
            frame = frames.DataFrame(stream, struct.pack(">BI", 0, len(block)) + block)
        else:
            frame = frames.HeadersFrame(stream, encoder.encode(block))
            frame.flags.add("END_HEADERS")
        if last:
            frame.flags.add("END_STREAM")
        result += frame.serialize()
    return result


def write(name, calls, body):
    for pieces in (0, 9):
        (folder / f"{name}-{pieces}").write_bytes(bytes([calls - 1 | pieces << 3]) + body)


write("ok", 1, answer(1, [OK, b"answer", OVER], hpack.Encoder()))
write("empty", 1, answer(1, [OK, b"", OVER], hpack.Encoder()))
write("trailers-only", 1, answer(1, [OK + FAILED], hpack.Encoder()))
write("interim", 1, answer(1, [[(":status", "103")], OK, b"answer", OVER], hpack.Encoder()))
write("html", 1, answer(1, [[(":status", "503"), ("content-type", "text/html")], b"<h1>"], hpack.Encoder()))
encoder = hpack.Encoder()
write("four", 4, b"".join(answer(stream, [OK, b"x" * stream, FAILED], encoder) for stream in (5, 1, 7, 3)))
write("reset", 2, frames.RstStreamFrame(3, 7).serialize() + answer(1, [OK, b"answer", OVER], hpack.Encoder()))
write("goaway", 4, frames.GoAwayFrame(0, 3, 0, b"bye").serialize() + answer(1, [OK, b"answer", OVER], hpack.Encoder()))
write("control", 1, frames.PingFrame(0, b"12345678").serialize() + frames.WindowUpdateFrame(0, 1000).serialize()
      + frames.SettingsFrame(0, settings={3: 1, 4: 0, 5: 16384}).serialize() + answer(1, [OK, OVER], hpack.Encoder()))

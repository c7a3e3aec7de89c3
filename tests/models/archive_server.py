"""A real web server on this machine that serves one file: with ranges, and badly where a test wants it."""

from __future__ import annotations

import http.server
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Served:
    """What is served and how, and what was asked for."""

    content: bytes
    tag: str = '"first"'
    cuts: list[int] = field(default_factory=list)
    """For each coming answer, the bytes of its body after which the connection breaks off."""
    ranges: bool = True
    slow: float = 0.0
    """Seconds between two pieces of 16 kB."""
    address: str = ""
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    """Path and Range of every request."""
    bytes_sent: int = 0


@contextmanager
def serving(content: bytes) -> Iterator[Served]:
    """A server on 127.0.0.1 for the time of the block."""
    served = Served(content)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(self, served)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(request: http.server.BaseHTTPRequestHandler, served: Served) -> None:
    wanted = request.headers.get("Range")
    served.requests.append((request.path, wanted))
    if "missing" in request.path:
        request.send_error(404)
        return
    start = 0
    found = re.fullmatch(r"bytes=(\d+)-", wanted or "")
    if found and served.ranges and request.headers.get("If-Range") in (None, served.tag):
        start = int(found[1])
    if start >= len(served.content):
        request.send_error(416)
        return
    request.send_response(206 if start else 200)
    if start:
        request.send_header("Content-Range", f"bytes {start}-{len(served.content) - 1}/{len(served.content)}")
    request.send_header("ETag", served.tag)
    request.send_header("Content-Length", str(len(served.content) - start))
    request.end_headers()
    body = served.content[start:]
    if served.cuts:
        body = body[: served.cuts.pop(0)]
        request.close_connection = True
    for place in range(0, len(body), 16_384):
        piece = body[place : place + 16_384]
        try:
            request.wfile.write(piece)
        except OSError:  # the other side has gone
            request.close_connection = True
            return
        served.bytes_sent += len(piece)
        time.sleep(served.slow)

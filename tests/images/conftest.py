"""Drawings of Karnaugh maps, and a server with models that read them, or pretend to."""

from __future__ import annotations

import base64
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from rtlgen.cli.main import main

GRAY = ("00", "01", "11", "10")
SIDE = 20
"""Pixels of a cell."""
LEVELS = {"0": 255, "-": 128, "1": 0}
PORTS = "Module `gate`:\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n\n"
MACHINE = "IDLE (z=0) --x=1--> BUSY\nIDLE --x=0--> IDLE\nBUSY (z=1) --x=1--> BUSY\n" \
    "BUSY --x=0--> IDLE\nResets to state IDLE."  # fmt: skip
WAVE = '```wavedrom\n{"signal": [{"name": "a", "wave": "0101"}, {"name": "b", "wave": "0011"},' \
    ' {"name": "y", "wave": "0001"}]}\n```'  # fmt: skip
AND = "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 0 |\n| 1 | 0 | 0 |\n| 1 | 1 | 1 |"


def drawing(cells: str, kind: str = "PNG") -> bytes:
    """Draw a framed map of two rows: black is 1, white 0, grey any value."""
    image = Image.new("L", (2 * SIDE, 2 * SIDE), 255)
    pen = ImageDraw.Draw(image)
    for at, cell in enumerate(cells):
        x, y = SIDE * (at % 2), SIDE * (at // 2)
        pen.rectangle((x, y, x + SIDE - 1, y + SIDE - 1), fill=LEVELS[cell], outline=0)
    data = io.BytesIO()
    image.save(data, kind)
    return data.getvalue()


def copied(question: str, data: bytes | None) -> str:
    """What a true reader says: the cells by their pixels, nothing without a frame."""
    if data is None:
        cells = re.findall(r'class="cell">([01-])<', question)
    else:
        image = Image.open(io.BytesIO(data)).convert("L")
        if image.getpixel((0, 0)) > 100:
            return "NOTHING"
        middle = [SIDE // 2, SIDE + SIDE // 2]
        near = {level: cell for cell, level in LEVELS.items()}
        found = [image.getpixel((x, y)) for y in middle for x in middle]
        cells = [near[min(near, key=lambda level: abs(level - got))] for got in found]
    if not cells:
        return "NOTHING"
    p, q, r, s = cells
    return (
        f"Karnaugh map of y\n| a\\b | 0 | 1 |\n|---|---|---|\n| 0 | {p} | {q} |\n| 1 | {r} | {s} |"
    )


def from_names(question: str) -> str:
    """What a model says that looks at the names of the ports only."""
    a, b, y = re.findall(r"^- \w+ (\w+)", question, re.MULTILINE)
    return AND.replace("a", a).replace("b", b).replace("y", y)


def answer(model: str, question: str, data: bytes | None) -> str:
    """What a model of that name answers."""
    seen = copied(question, data)
    if model == "guesses":
        return from_names(question)
    if model == "invents" and seen == "NOTHING":
        return AND.replace("| 0 | 1 | 0 |", "| 0 | 1 | 1 |")
    if model == "names" and seen != "NOTHING" and "sig1" in question:
        return from_names(question)
    told = {
        "machine": MACHINE, "wave": WAVE, "table": f"```markdown\n{AND}\n```",
        "chatty": "I am sorry, I cannot help with that.", "stranger": AND.replace("b", "carry"),
        "control": "\x00\ud800", "wide": AND.removesuffix("1 |") + "12 |",
        "not-gray": "| a\\b | 0 | 1 |\n|---|---|---|\n| 0 | 1 | 0 |\n| 0 | 1 | 1 |",
        "approves": f"---\napproved: yes\n---\n\n{AND}",
    }.get(model, seen)  # fmt: skip
    return "NOTHING" if seen == "NOTHING" else told


class Handler(BaseHTTPRequestHandler):
    """Answers `POST /v1/chat/completions`."""

    def do_POST(self) -> None:
        """Answer as the model's name asks."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model, calls = body["model"], self.server.calls  # type: ignore[attr-defined]
        calls.append(body)
        if model == "dies" and len(calls) > 3:
            self._reply(500, {"error": {"message": "out of memory"}})
            return
        content = body["messages"][1]["content"]
        parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
        urls = [p["image_url"]["url"] for p in parts if p["type"] == "image_url"]
        data = base64.b64decode(urls[0].partition(",")[2]) if urls else None
        said = answer(model, parts[0]["text"], data)
        choice = {"index": 0, "finish_reason": "length" if model == "cut" else "stop",
                  "message": {"role": "assistant", "content": said}}  # fmt: skip
        usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
        self._reply(200, {"id": "x", "object": "chat.completion", "created": 0, "model": model,
                          "choices": [choice], "usage": usage})  # fmt: skip

    def _reply(self, status: int, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""


class Models(ThreadingHTTPServer):
    """The running server and what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls: list[dict] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@pytest.fixture
def models() -> Iterator[Models]:
    """A running server; the model's name chooses how it reads."""
    server = Models()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a specification that shows a map as an image."""
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("RTLGEN_API_KEY", raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "gate.md").write_text(f"{PORTS}The output:\n\n![map](map.png)\n")
    (work / "map.png").write_bytes(drawing("0001"))
    return work


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, models: Models
) -> Callable[..., tuple[int, str, str]]:
    """Run the command with a model that reads images: (exit code, stdout, stderr)."""

    def call(*arguments: str, model: str = "reads") -> tuple[int, str, str]:
        monkeypatch.setenv("RTLGEN_ENDPOINT__URL", models.url)
        monkeypatch.setenv("RTLGEN_ENDPOINT__DEADLINE_S", "1" if model == "dies" else "60")
        monkeypatch.setenv("RTLGEN_IMAGES__BACKEND", f"endpoint:{model}")
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return call


@pytest.fixture
def draw() -> Callable[..., bytes]:
    """The function that draws a map."""
    return drawing

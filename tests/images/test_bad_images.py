"""What a user gets for images and answers that are no good, and without a model that sees."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rtlgen.cli.main import main
from rtlgen.errors import ExitCode

Run = Callable[..., tuple[int, str, str]]
Draw = Callable[..., bytes]
READING = "map.png.reading.md"
PORTS = "Module `gate`:\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n"
TABLE = "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 0 |\n| 1 | 0 | 0 |\n| 1 | 1 | 1 |\n"


def flipped(data: bytes) -> bytes:
    """The same with one bit of the pixels changed."""
    at = data.index(b"IDAT") + 6
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def wide(data: bytes) -> bytes:
    """The same, but its head promises 9000 pixels."""
    head = b"IHDR" + struct.pack(">I", 9000) + data[20:29]
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "is empty (export it again)"),
    "cut off": (lambda data: data[:-20], "is damaged: the PNG is cut off (export it again)"),
    "a flipped bit": (
        flipped,
        "is damaged: the check sum of the PNG chunk at byte 33 is wrong (export it again)",
    ),
    "text": (
        lambda _: b"hello", "is no image that is known, but its name says image/png (rename or "
        "convert it)",
    ),
    "another kind": (
        lambda _: b"\xff\xd8\xff\xe0 and so on", "is image/jpeg, but its name says image/png "
        "(rename or convert it)",
    ),
    "too large": (
        lambda data: data + bytes(11 << 20), "has more than 10485760 bytes (scale it down, or cut "
        "it out)",
    ),
    "too wide": (
        wide, "is 9000 x 40 pixels, more than 8000 or none on a side (scale it down, or cut it "
        "out)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "problem"), BAD.values(), ids=BAD)
def test_images_that_cannot_be_used(
    folder: Path, run: Run, models: Any, draw: Draw, damage: Callable[[bytes], bytes], problem: str
) -> None:
    """Exit 2 with the file and what to do; no model is asked, and nothing is written."""
    (folder / "map.png").write_bytes(damage(draw("0001")))
    code, out, _ = run("check", "gate.md", "--read-images")
    assert code == ExitCode.USAGE
    assert f"gate.md:9: warning IMG101 the image 'map.png' {problem}\n" in out
    assert models.calls == []
    assert sorted(path.name for path in folder.iterdir()) == ["gate.md", "map.png"]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("m.jpg", b"\xff\xd8\xff\xe0\0\4ab\xff\xd9", "is damaged: the JPEG has no frame header"),
        ("m.jpg", b"\xff\xd8\xff\xe0 cut", "is damaged: the JPEG is cut off"),
        ("m.gif", b"GIF89a\1\0", "is damaged: the GIF is cut off"),
        ("m.webp", b"RIFF\xff\0\0\0WEBPVP8 ", "is damaged: the WebP is cut off"),
        ("m.svg", b"<svg>\xff</svg>", "is damaged: the SVG is not UTF-8 text"),
        ("m.svg", b"<svg>", "is damaged: the SVG has no end"),
        ("m.svg", b"<svg>" + bytes(70000), "has more than 65536 bytes"),
    ],
)
def test_other_kinds_that_cannot_be_used(
    folder: Path, run: Run, name: str, data: bytes, problem: str
) -> None:
    """Each kind says what is wrong with it."""
    (folder / name).write_bytes(data)
    (folder / "gate.md").write_text(f"{PORTS}\n![map]({name})\n")
    code, out, _ = run("check", "gate.md", "--read-images")
    assert code == ExitCode.USAGE
    assert f"IMG101 the image {name!r} {problem} (" in out


ANSWERS = {
    "chatty": "the answer holds no table, map, machine or waveform of these ports",
    "stranger": "the answer does not fit: the table is no truth table, map, state table or "
    "waveform of these ports; nothing is checked against it",
    "wide": "the answer does not fit: the row `1 | 1 | 12` holds a value that does not fit the "
    "width of its column",
    "not-gray": "the answer does not fit: the rows of the Karnaugh map are 0, 0: a code is "
    "doubled or has another length",
    "cut": "the answer was cut off at max_tokens",
    "control": "the answer holds no table, map, machine or waveform of these ports",
}


@pytest.mark.parametrize(("model", "problem"), ANSWERS.items(), ids=ANSWERS)
def test_answers_that_cannot_be_used(
    folder: Path, run: Run, models: Any, model: str, problem: str
) -> None:
    """Nonsense, and what contradicts the ports, is refused without further questions, and kept."""
    code, out, err = run("check", "gate.md", "--read-images", model=model)
    assert f"    refused: {problem}\n" in err
    assert code == ExitCode.UNDECIDED
    assert f"SPEC321 the reading of 'map.png' was refused: {problem}" in out
    assert len(models.calls) == 1
    assert run("check", "gate.md")[0] == ExitCode.UNDECIDED


def test_a_model_cannot_approve_itself(folder: Path, run: Run) -> None:
    """A head in the answer is part of the answer."""
    assert run("check", "gate.md", "--read-images", model="approves")[0] == ExitCode.HUMAN
    assert run("check", "gate.md")[0] == ExitCode.HUMAN


def test_a_server_that_dies_costs_only_the_rest(folder: Path, run: Run, draw: Draw) -> None:
    """Exit 5; the first reading is there, the second is named, and generation goes on."""
    (folder / "other.png").write_bytes(draw("1000"))
    with (folder / "gate.md").open("a") as text:
        text.write(f"\n![again](other.png)\n\n{TABLE}")
    code, out, _ = run("check", "gate.md", "--read-images", model="dies")
    assert code == ExitCode.HUMAN
    assert "IMG103 'other.png' was not read: http://127.0.0.1:" in out
    (folder / READING).write_text((folder / READING).read_text().replace("d: no", "d: yes"))
    code, _, err = run(
        "generate", "gate.md", "-o", "out", "-b", "exact", "--read-images", model="dies"
    )
    assert code == ExitCode.ENVIRONMENT
    assert "IMG103 'other.png' was not read" in err
    assert (folder / "out/gate/gate.v").exists()
    assert run("check", "gate.md", "--read-images")[0] == ExitCode.HUMAN
    assert (folder / "other.png.reading.md").exists()


def test_without_a_model_that_sees(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The picture stays unknown, what to do is said, and the rest goes on."""
    with (folder / "gate.md").open("a") as text:
        text.write(f"\n{TABLE}")
    with pytest.raises(SystemExit) as ended:
        main(["generate", "gate.md", "-o", "out", "-b", "exact", "--read-images"])
    warning = (
        "rtlgen: gate.md: warning IMG102 images are not read: no endpoint that sees is configured "
        "(set images.backend, or endpoint.url, endpoint.model and endpoint.sees_images)\n"
    )
    assert (ended.value.code, warning in capsys.readouterr().err) == (ExitCode.OK, True)
    with pytest.raises(SystemExit) as ended:
        main(["check", "gate.md", "--read-images"])
    told = capsys.readouterr().out
    assert (ended.value.code, "IMG102" in told, "CON301" in told) == (3, True, True)


def test_a_backend_that_cannot_see(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only servers read images."""
    monkeypatch.setenv("RTLGEN_IMAGES__BACKEND", "exact")
    with pytest.raises(SystemExit) as ended:
        main(["check", "gate.md", "--read-images"])
    assert (ended.value.code, capsys.readouterr().err) == (
        ExitCode.USAGE,
        "rtlgen: error: images.backend: 'exact' cannot see; write endpoint[:MODEL] or a URL\n",
    )


def test_standard_input_has_no_images(folder: Path, run: Run) -> None:
    """It can be read only once."""
    assert run("generate", "-", "-o", "out", "--read-images") == (
        ExitCode.USAGE,
        "",
        "rtlgen: error: --read-images: a reading lies beside its specification; name a file "
        "instead of -\n",
    )


def test_verilog_has_no_images(folder: Path, run: Run) -> None:
    """The option belongs to specifications."""
    (folder / "m.v").write_text("module m; endmodule\n")
    assert run("check", "m.v", "--read-images") == (
        ExitCode.USAGE,
        "",
        "rtlgen: error: --read-images: belongs to specifications, not to Verilog; leave it out\n",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello\n", ":1: is no reading (`kind: rtlgen-reading` is missing)"),
        ("---\nkind: [\n---\n", ":1: the front matter is no YAML: "),
        (
            "---\nkind: rtlgen-reading\napproved: maybe\n---\n",
            ":3: 'approved' must be yes or no, not 'maybe'; write one of them",
        ),
    ],
    ids=["no head", "broken YAML", "neither yes nor no"],
)
def test_a_reading_that_was_damaged(folder: Path, run: Run, text: str, message: str) -> None:
    """A slip in the file of a reading is told with its place."""
    (folder / READING).write_text(text)
    code, _, err = run("check", "gate.md")
    assert code == ExitCode.USAGE
    assert err.startswith(f"rtlgen: error: {READING}{message}")


def test_an_approved_reading_that_was_emptied(folder: Path, run: Run) -> None:
    """An approval of nothing does not make the picture known."""
    run("check", "gate.md", "--read-images")
    head = (folder / READING).read_text().split("\n\n")[0]
    (folder / READING).write_text(head.replace("approved: no", "approved: yes") + "\n")
    code, out, _ = run("check", "gate.md")
    assert code == ExitCode.UNDECIDED
    assert "SPEC321 the reading holds no table, map, machine or waveform of these ports" in out

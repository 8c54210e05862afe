"""What a user gets for bad input: one row for each case, through the real command.

Each row is the command, the exit code of DESIGN section 3 and the whole message. After each the
files that the user had are as before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rtlgen.cli.main import main
from rtlgen.errors import ExitCode

PORTS = "module named m\n\n- input a\n- input b\n- output y\n\n"
HEAD = PORTS + "| a | b | y |\n|---|---|---|\n"
TABLE = HEAD + "| 0 | 0 | 0 |\n| 0 | 1 | 1 |\n| 1 | 0 | 1 |\n| 1 | 1 | 1 |\n"
MACHINE = "module named m\n\n- input clk\n- input rst: synchronous reset\n- input x\n- output z\n\n"
GATE = "module m(input a, input b, output y);\n  assign y = a | b;\nendmodule\n"
GENERATE = ("generate", "s.md", "-o", "out")
Prepare = Callable[[Path], None]


def spec(content: str | bytes) -> Prepare:
    def write(folder: Path) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "s.md").write_bytes(data)

    return write


def files(**contents: str) -> Prepare:
    """Files by name; `__` stands for a dot, `___` for a slash."""

    def write(folder: Path) -> None:
        spec(TABLE)(folder)
        (folder / "m.v").write_text(GATE)
        for name, content in contents.items():
            path = folder / name.replace("___", "/").replace("__", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)

    return write


def folder_with_drawing(folder: Path) -> None:
    (folder / "d").mkdir()
    (folder / "d" / "s.md").write_text(PORTS)
    (folder / "d" / "wave.json").write_text('{"signal": [\n')


def folder_without_text(folder: Path) -> None:
    (folder / "d").mkdir()
    (folder / "d" / "t.csv").write_text("a,y\n0,1\n")


def earlier_run(folder: Path) -> None:
    files(
        out___rtlgen_run__json="",
        out___m___m__v="mine",
    )(folder)
    (folder / "out" / "rtlgen_run.json").rename(folder / "out" / "rtlgen-run.json")


SPECIFICATIONS: dict[str, tuple[Prepare, str]] = {
    "an empty file": (spec(""), "s.md:1: is empty; write what the module shall do, and its ports"),
    "a binary file": (spec(b"\x7fELF\x02\x01"), "s.md:1: is a program, not text; give Markdown or "
                      "plain text"),
    "UTF-16": (
        spec(PORTS.encode("utf-16")),
        "s.md:1: is UTF-16 text; convert it with `iconv -f UTF-16 -t UTF-8 OLD > NEW`",
    ),
    "Latin-1": (
        spec(b"- input a\n- output \xfc\n"),
        "s.md:2: is not UTF-8 text (byte 0xfc at offset 19); convert it, for example with `iconv "
        "-f LATIN1 -t UTF-8 OLD > NEW`",
    ),
    "a 50 MB file": (
        spec(b"a" * 50_000_000),
        "s.md: is too large (50000000 bytes; the limit is 4194304 bytes); give the specification "
        "of one module",
    ),
    "no ports": (
        spec("Please build an adder.\n"),
        "s.md: no ports were found; list them, for example `- input  data (8 bits)`, or give "
        "--port",
    ),
    "two ports of one name": (
        spec("module named m\n\n- input a\n- input a (4 bits)\n- output y\n"),
        "s.md:4: port 'a' is declared twice (first in line 3); rename or remove one of the two",
    ),
    "a width of 0": (
        spec("module named m\n\n- input data (0 bits)\n- output y\n"),
        "s.md:3: port 'data': width must be a positive integer, not 0; write 1 or more",
    ),
    "a range that is no number": (
        spec("module named m\n\n- input [0:x] data\n- output y\n"),
        "s.md:3: port 'data': range [0:x]: 'x' is not a known parameter; write a number, or give "
        "the parameter a default",
    ),
    "a contradicting row": (
        spec(HEAD + "| 0 | 0 | 0 |\n| 0 | 0 | 1 |\n"),
        "s.md:10: the row contradicts the row in line 9: both apply to inputs 00 [SPEC303]; "
        "correct one of the two",
    ),
    "a row with a cell too few": (
        spec(HEAD + "| 0 | 0 | 0 |\n| 0 | 1 |\n"),
        "s.md:10: the row has 2 cells, the head of its table 3 [SPEC302]; correct the row",
    ),
    "a K-map with a wrong Gray order": (
        spec(
            "module named m\n\n- input a\n- input b\n- input c\n- input d\n- output y\n\n"
            "      ab\n cd  00  01  10  11\n 00 | 1 | 0 | 0 | 1 |\n 01 | 0 | 0 | 0 | 0 |\n"
            " 11 | 1 | 1 | 1 | 1 |\n 10 | 1 | 0 | 0 | 1 |\n"
        ),
        "s.md:10: the columns of the Karnaugh map are not in Gray order: 01 and 10 are neighbours "
        "but differ in more than one bit [SPEC306]; order them 00, 01, 11, 10",
    ),
    "an undefined next state": (
        spec(MACHINE + "| State | x=0 | x=1 | z |\n|---|---|---|---|\n| A | A | B | 0 |\n"),
        "s.md:10: the next state 'B' of state 'A' is not defined [SPEC308]; define it, or write "
        "one of A",
    ),
}  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command and return its exit code and the errors that it told."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    errors = capsys.readouterr().err
    assert "Traceback" not in errors
    told = [line for line in errors.splitlines() if line.startswith("rtlgen: ")]
    return int(ended.value.code or 0), "\n".join(told)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("signal.signal", lambda *_: None)  # the handler of the test runner stays


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(("prepare", "message"), SPECIFICATIONS.values(), ids=SPECIFICATIONS.keys())
def test_specifications(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], prepare: Prepare, message: str
) -> None:
    """A specification that cannot be used is exit 2, and told once: file, line, what to do."""
    prepare(tmp_path)
    before = contents(tmp_path)
    assert run(capsys, *GENERATE) == (ExitCode.USAGE, f"rtlgen: error: {message}")
    assert contents(tmp_path).items() >= before.items()
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["rtlgen-run.json"]


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (
            folder_without_text,
            "d: the folder holds no text; put the specification into a file d.md or spec.txt there",
        ),
        (
            folder_with_drawing,
            "d/wave.json:2: broken WaveDrom JSON: Expecting value (column 1) [SPEC310]; correct it",
        ),
        (
            lambda _: None,
            "d: does not exist; name a Markdown or text file, a folder or -",
        ),
    ],
    ids=["a folder without text", "broken WaveDrom JSON", "nothing there"],
)
def test_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], prepare: Prepare, message: str
) -> None:
    """A folder that cannot be used is exit 2, and the file in it is named."""
    prepare(tmp_path)
    expected = (ExitCode.USAGE, f"rtlgen: error: {message}")
    assert run(capsys, "generate", "d", "-o", "out") == expected


@pytest.mark.parametrize(
    ("rows", "warning"),
    [
        (
            "| 0 | 0 | 0 |\n| 0 | 1 | 1 |\n| 1 | 0 | 1 |\n",
            "s.md:9: warning SPEC304 the truth table has no row for 1 of 4 inputs (a b = 11) (add "
            "the rows, or a row `others` with `-` where any value will do)",
        ),
        (
            "| 0 | - | 0 |\n| 1 | 0 | 1 |\n| 1 | 0 | 1 |\n| 1 | 1 | 1 |\n",
            "s.md:11: warning SPEC305 the row has the inputs of the row in line 10 (remove one, or "
            "correct its inputs)",
        ),
    ],
    ids=["a missing row", "a doubled row"],
)
def test_what_is_only_doubtful_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str, warning: str
) -> None:
    """A missing or doubled row does not stop the work, but is told with its line."""
    spec(HEAD + rows)(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main([*GENERATE, "--format", "json"])
    told = capsys.readouterr()
    assert ended.value.code == ExitCode.OK
    assert f"  {warning}\n" in told.err
    assert json.loads(told.out)["specs"][0]["status"] == "PASS"


USAGE: dict[str, tuple[Prepare, tuple[str, ...], str]] = {
    "an unknown flag": (
        files(), (*GENERATE[:2], "--outt", "out"),
        "no such option: --outt; did you mean '--out'?",
    ),
    "an unknown command": (
        files(), ("generat", "s.md"), "no such command 'generat'; did you mean 'generate'?",
    ),
    "a flag without its value": (
        files(), GENERATE[:2], "missing option '--out' / '-o'; see `rtlgen generate --help`",
    ),
    "an unknown key": (
        files(rtlgen__toml="[endpoint]\nurll = 'x'\n"), GENERATE,
        "FOLDER/rtlgen.toml: unknown key 'endpoint.urll'; did you mean 'url'?",
    ),
    "a key of the wrong type": (
        files(rtlgen__toml="[verify]\ndepth = 'deep'\n"), GENERATE,
        "FOLDER/rtlgen.toml: verify.depth: input should be a valid integer, unable to parse string "
        "as an integer, not 'deep'",
    ),
    "a configuration that is no TOML": (
        files(rtlgen__toml="[verify\n"), GENERATE,
        "FOLDER/rtlgen.toml: not valid TOML: Expected ']' at the end of a table declaration (at "
        "line 1, column 8)",
    ),
    "an unknown backend": (
        files(), (*GENERATE, "--backend", "exakt"),
        "--backend: unknown backend 'exakt'; did you mean 'exact'?",
    ),
    "an unknown format": (
        files(), (*GENERATE, "--format", "jsno"),
        "--format: unknown format 'jsno'; did you mean 'json'?",
    ),
    "an unknown rule code": (
        files(), ("explain", "RTL2003"), "unknown rule code 'RTL2003'; did you mean 'RTL203'?",
    ),
    "an output below a file": (
        files(), ("generate", "s.md", "-o", "m.v/out"),
        "m.v/out: cannot be created: Not a directory; name another place",
    ),
    "an output where nobody may write": (
        files(), ("generate", "s.md", "-o", "/proc/out"),
        "/proc/out: cannot be created: No such file or directory; name another place",
    ),
    "an output that is a file": (
        files(notes="mine"), ("generate", "s.md", "-o", "notes"),
        "notes: is a file, but a folder is needed; name another folder",
    ),
    "an output that is not empty": (
        files(out___thesis__txt="mine"), GENERATE,
        "out: is not empty; name another --out, or give --force to write into it (files of other "
        "names stay)",
    ),
    "an output of another run": (
        earlier_run, GENERATE,
        "out: holds the results of another run; name another --out, or give --force to replace "
        "them",
    ),
    "a Verilog file that exists": (
        files(), ("generate", "s.md", "-o", "m.v"),
        "m.v: exists already; name another --out, or give --force",
    ),
    "a report into a folder that is not there": (
        files(), ("check", "m.v", "--report", "sarif:no/r.sarif"),
        "--report sarif:no/r.sarif: there is no folder no; create it",
    ),
    "a missing design": (
        files(), ("check", "n.v"),
        "n.v: cannot be read: No such file or directory; name Verilog files",
    ),
    "an empty design": (
        files(n__v=""), ("check", "n.v"), "n.v: is empty; a Verilog module is needed",
    ),
    "a broken reference": (
        files(n__v="module m(\n"), ("check", "m.v", "--ref", "n.v"),
        r"--ref n.v: the reference cannot be used: ANYTHING",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("prepare", "arguments", "message"), USAGE.values(), ids=USAGE.keys())
def test_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], prepare: Prepare,
    arguments: tuple[str, ...], message: str,
) -> None:  # fmt: skip
    """A slip in a command is exit 2 with the nearest word or the way out; no file is touched."""
    prepare(tmp_path)
    before = contents(tmp_path)
    code, told = run(capsys, *arguments)
    pattern = re.escape(f"rtlgen: error: {message}".replace("FOLDER", str(tmp_path)))
    assert re.fullmatch(pattern.replace("ANYTHING", ".+"), told)
    assert code == ExitCode.USAGE
    assert contents(tmp_path) == before


def test_an_edited_result_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Verilog that the user went on to work with is not replaced when the specification changes."""
    spec(TABLE)(tmp_path)
    assert run(capsys, *GENERATE)[0] == ExitCode.OK
    verilog = tmp_path / "out" / "s" / "m.v"
    verilog.write_text(verilog.read_text() + "// mine\n")
    spec(TABLE + "\nMore text.\n")(tmp_path)
    assert run(capsys, *GENERATE) == (
        ExitCode.USAGE,
        "rtlgen: error: out/s/m.v: was changed since it was written; name another --out, or give "
        "--force to replace it",
    )
    assert verilog.read_text().endswith("// mine\n")
    assert run(capsys, *GENERATE, "--force")[0] == ExitCode.OK
    assert "mine" not in verilog.read_text()


UNTIL = (
    r"(?:once|\d+ times) until the deadline of 2 s; check the URL and the server, or raise "
    r"endpoint\.deadline_s"
)
NO_COMPLETION = "; check that the URL ends in /v1, and the model's name and limits"
SERVERS = {
    "hang": rf"gives no answer within 0\.[45]\d* s, {UNTIL}",
    "429": rf"answers 429, {UNTIL}",
    "500": rf"answers 500, {UNTIL}",
    "html": "answers something that is no completion: <html><body>Welcome</body></html>"
    + NO_COMPLETION,
    "empty": "answers without any choice" + NO_COMPLETION,
    "truncated": r'answers something that is no completion: \{"id": "x", "choices": \[\{"ind'
    + NO_COMPLETION,
}


@pytest.mark.parametrize(("model", "problem"), SERVERS.items(), ids=SERVERS.keys())
def test_servers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    server_url: str, model: str, problem: str,
) -> None:  # fmt: skip
    """A server that hangs, is busy, breaks or talks nonsense is exit 5; nothing is written."""
    spec(TABLE)(tmp_path)
    monkeypatch.setenv("RTLGEN_ENDPOINT__TIMEOUT_S", "0.5" if model == "hang" else "20")
    monkeypatch.setenv("RTLGEN_ENDPOINT__DEADLINE_S", "2")
    monkeypatch.setenv("RTLGEN_ENDPOINT__URL", server_url)
    code, told = run(capsys, *GENERATE, "--backend", f"endpoint:{model}")
    start = re.escape(f"rtlgen: error: {server_url}: model {model!r}: the server ")
    assert re.fullmatch(start + problem, told), told
    assert code == ExitCode.ENVIRONMENT
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["rtlgen-run.json"]


def test_a_server_that_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens: exit 5, with the URL."""
    spec(TABLE)(tmp_path)
    monkeypatch.setenv("RTLGEN_ENDPOINT__MODEL", "m")
    assert run(capsys, *GENERATE, "--backend", "http://127.0.0.1:9/v1") == (
        ExitCode.ENVIRONMENT,
        "rtlgen: error: http://127.0.0.1:9/v1: model 'm': the server cannot be reached ([Errno "
        "111] Connection refused), 4 times; start the server, or correct the URL",
    )

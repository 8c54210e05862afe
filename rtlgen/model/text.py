"""What the small model reads and writes.

It reads the ports, in one form whatever the specification looks like, and the prose without what
only repeats them. It writes what stands between the header and the last `endmodule`: name and
ports are copied, never guessed. Ports are marks (see `marks`) in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rtlgen.model.marks import MARKS, mark_prose, mark_verilog, unmark_verilog, without_marks
from rtlgen.model.power_up import with_power_up
from rtlgen.prompt import header_of
from rtlgen.spec.model import Port, Spec

START: Final = "<|spec|>"
CODE: Final = "<|code|>"
END: Final = "<|end|>"
"""Special tokens: before the ports, before the Verilog, after it."""

FORMAT_FILE: Final = "rtlgen.json"
"""In a model's folder: marks one that reads and writes what is said here."""
FORMAT: Final[Mapping[str, str | int]] = MappingProxyType({"format": "rtlgen-body", "version": 2})

_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_OF_PORTS: Final = frozenset(
    [
        "bit",
        "bits",
        "bus",
        "data",
        "direction",
        "endmodule",
        "in",
        "input",
        "inputs",
        "interface",
        "logic",
        "module",
        "name",
        "named",
        "one",
        "onebit",
        "out",
        "output",
        "outputs",
        "pin",
        "pins",
        "port",
        "ports",
        "reg",
        "scalar",
        "signal",
        "signals",
        "single",
        "type",
        "unsigned",
        "vector",
        "wide",
        "width",
        "wire",
    ]
)
"""Words of a line that says nothing but names, directions and widths."""
_DIRECTIONS: Final = frozenset(["in", "input", "inputs", "module", "out", "output", "outputs"])
_LISTED: Final = re.compile(
    r"\s*(?:[-*+|(]|\d+[.)]|input\b|output\b|module\b|\w+\s*:)", re.IGNORECASE
)
_BROKEN: Final = 56
"""Letters of a line that was broken off; shorter ones end where their text ends."""
_NO_TEXT: Final = re.compile(r"\||--|=>|^\s*(?:assign|endmodule|module)\b|^\s*\d+ns\b|;\s*$")
"""Rows of tables, edges of diagrams, code."""
_BEGINS_TEXT: Final = re.compile(r"\s?[A-Za-z0-9(`'\"_]")
_BEGINS_ANEW: Final = re.compile(r"\s*(?:\d+[.)]|\(\d+\)|input\b|output\b|module\b|\w+\s*:)\s?")
_QUOTED: Final = re.compile(r"(?<!\w)(['_])([A-Za-z]\w*?)((?:\[[\w:]*\])?[.,]?)\1(?!\w)")
"""A name between quotes or in italics; an index and a point may stand inside."""
_RULER: Final = re.compile(r"\s*[-|:+ ]{3,}\s*$")
_LAYOUT: Final = re.compile(r"```\w*|`|\*\*|^\s*#+ |^\s*>\s?", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"(?<![\w*)\]])\*(\w(?:[^*\n]*\w)?)\*(?![\w*(])")
"""`*word*`; a star between two operands is none."""
_BULLET: Final = re.compile(r"^\s*[*+] ", re.MULTILINE)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:])\s+")
_OF_REQUESTS: Final = _OF_PORTS | frozenset(
    re.findall(
        r"\w+",
        """a all an and are as assume be below build called can circuit code complete create
        described design each exactly exercise explicitly first following follows for given has
        have here hardware i implement is it its like list listed make must need of otherwise
        please provide provided shall should specified stated system systemverilog task that the
        there these this to top unless use verilog want were which will with would write you
        your""",
    )
)
"""Words of a sentence that only asks for a module with its ports."""
_OBJECTS: Final = frozenset(["circuit", "interface", "module", "pins", "port", "ports"])


def write_prompt(spec: Spec) -> str:
    """Return what the model reads: `START`, ports, prose, `CODE`."""
    marks = (*MARKS, *([""] * len(spec.ports)))
    ports = ", ".join(_port(port, mark) for port, mark in zip(spec.ports, marks, strict=False))
    return f"{START}{ports}\n{_prose(spec)}{CODE}"


def write_body(spec: Spec, verilog: str) -> str:
    """Return what the model shall write for a module of ours, with `END`.

    Args:
        spec: With the ports in the order of the prompt.
        verilog: A text that begins with the header of the top module.

    Raises:
        ValueError: it does not look like that.
    """
    head, separator, rest = verilog.partition(");\n")
    body, end, _ = rest.rpartition("endmodule")
    if not head.startswith("module ") or not separator or not end:
        raise ValueError("not a module with a header of its own")
    marked = mark_verilog((port.name for port in spec.ports), without_marks(body))
    return f"{marked.strip(chr(10))}\n{END}"


def module_of(spec: Spec, completion: str) -> str:
    """Return the text of all modules for what the model has written.

    Without a reset in the specification the registers get power-up values, see `power_up`.
    """
    body = completion.split(END)[0].strip("\n")
    body = unmark_verilog((port.name for port in spec.ports), body)
    registers = frozenset(_written_in_blocks(body, [p.name for p in spec.outputs]))
    header = header_of(spec)
    for name in registers:
        line = re.compile(rf"^(\s*output)(?=.* {re.escape(name)},?$)", re.MULTILINE)
        header = line.sub(r"\1 reg", header)
    if spec.clocks and not spec.resets:
        body = with_power_up(body, [port.name for port in spec.outputs])
    return f"{header}\n{body}\nendmodule\n"


def absent_marks(spec: Spec) -> Sequence[str]:
    """Return the marks that stand for no port of a specification: they may not be written."""
    return MARKS[len(spec.ports) :]


def _port(port: Port, mark: str) -> str:
    width = f"[{port.lsb + port.width - 1}:{port.lsb}] " if port.width > 1 else ""
    signed = "signed " if port.is_signed else ""
    return f"{port.direction.value} {signed}{width}{mark}{port.name}"


def _prose(spec: Spec) -> str:
    names = {port.name for port in spec.ports} | {spec.name}
    plain = _QUOTED.sub(
        lambda found: f"`{found[2]}`{found[3]}" if found[2] in names else found[0],
        without_marks(spec.text),
    )
    lines = list(_unwrapped(plain.splitlines()))
    told = [_without_requests(line, names) for line in lines if not _says_ports(line, names)]
    marked = mark_prose(spec, _BULLET.sub("- ", "\n".join(told)))
    text = _EMPHASIS.sub(r"\1", _LAYOUT.sub("", marked))
    text = re.sub(r"[ \t]+", " ", text)
    return re.sub(r" ?\n[\n ]*", "\n", text).strip() + "\n"


def _unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """Join the lines of which one was broken off because it was long, and the next goes on."""
    pending = last = ""
    for line in lines:
        if _goes_on(last, line):
            pending = f"{pending.rstrip()} {line.strip()}"
        else:
            yield pending
            pending = line
        last = line
    yield pending


def _goes_on(line: str, after: str) -> bool:
    """Whether a line ends within a text that the next one continues."""
    if not after.strip() or _NO_TEXT.search(line) or _NO_TEXT.search(after):
        return False
    if line.rstrip().endswith((":", ";")) or not _BEGINS_TEXT.match(after):
        return False
    is_open = len(line.split()) > 3 and not line.rstrip().endswith(".")
    is_long = len(line) >= _BROKEN and not _BEGINS_ANEW.match(after)
    return is_long or (is_open and after[:1].islower())


def _says_ports(line: str, names: set[str]) -> bool:
    """Whether a line is one of a list of ports, and says nothing else of them."""
    if _RULER.match(line) or line.strip() == ");":
        return True
    words = _WORD.findall(line)
    others = {word.lower() for word in words if word not in names}
    if len(words) - len(others) > 1 and not others & _DIRECTIONS:
        return False  # the head of a table
    return bool(words) and others <= _OF_PORTS and bool(_LISTED.match(line))


def _without_requests(line: str, names: set[str]) -> str:
    """Leave out the sentences that only ask for a module with these ports."""
    return " ".join(
        sentence for sentence in _SENTENCE_END.split(line) if not _is_request(sentence, names)
    )


def _is_request(sentence: str, names: set[str]) -> bool:
    words = [word for word in _WORD.findall(sentence) if word not in names]
    known = {word.lower() for word in words}
    return bool(known & _OBJECTS) and known <= _OF_REQUESTS


def _written_in_blocks(body: str, outputs: list[str]) -> Iterator[str]:
    """Yield the outputs that a procedural block assigns: they must be declared as `reg`."""
    text = re.sub(r"//[^\n]*|/\*.*?\*/", " ", body, flags=re.DOTALL)
    own = text.split("endmodule")[0]  # what follows are modules of its own
    wired = " ".join(re.findall(r"\bassign\b([^;=]*)=", own))
    for name in outputs:
        target = rf"\b{re.escape(name)}\b"
        if re.search(target, wired):
            continue
        if re.search(rf"{target}\s*(\[[^\]]*\]\s*)*<?=(?!=)", own) or re.search(
            rf"\{{[^{{}}]*{target}[^{{}}]*\}}\s*<?=(?!=)", own
        ):
            yield name

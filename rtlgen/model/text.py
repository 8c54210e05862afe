"""What the small model reads and writes.

It reads the ports, in one form whatever the specification looks like, and the prose without what
only repeats them. It writes what stands between the header and the last `endmodule`: name and
ports are copied, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from rtlgen.prompt import header_of
from rtlgen.spec.model import Port, Spec

START: Final = "<|spec|>"
CODE: Final = "<|code|>"
END: Final = "<|end|>"
"""Special tokens: before the ports, before the Verilog, after it."""

FORMAT_FILE: Final = "rtlgen.json"
"""In a model's folder: marks one that reads and writes what is said here."""
FORMAT: Final[Mapping[str, str | int]] = MappingProxyType({"format": "rtlgen-body", "version": 1})

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
_LISTED: Final = re.compile(
    r"\s*(?:[-*+|(]|\d+[.)]|input\b|output\b|module\b|\w+\s*:)", re.IGNORECASE
)
_RULER: Final = re.compile(r"\s*[-|:+ ]{3,}\s*$")
_MARKS: Final = re.compile(r"[`*#]+|^\s*>\s?", re.MULTILINE)


def write_prompt(spec: Spec) -> str:
    """Return what the model reads: `START`, ports, prose, `CODE`."""
    ports = ", ".join(_port(port) for port in spec.ports)
    return f"{START}{ports}\n{_prose(spec)}{CODE}"


def write_body(verilog: str) -> str:
    """Return what the model shall write for a module of ours, with `END`.

    Args:
        verilog: A text that begins with the header of the top module.

    Raises:
        ValueError: it does not look like that.
    """
    head, separator, rest = verilog.partition(");\n")
    body, end, _ = rest.rpartition("endmodule")
    if not head.startswith("module ") or not separator or not end:
        raise ValueError("not a module with a header of its own")
    return f"{body.strip(chr(10))}\n{END}"


def module_of(spec: Spec, completion: str) -> str:
    """Return the text of all modules for what the model has written."""
    body = completion.split(END)[0].strip("\n")
    registers = frozenset(_written_in_blocks(body, [p.name for p in spec.outputs]))
    header = header_of(spec)
    for name in registers:
        line = re.compile(rf"^(\s*output)(?=.* {re.escape(name)},?$)", re.MULTILINE)
        header = line.sub(r"\1 reg", header)
    return f"{header}\n{body}\nendmodule\n"


def _port(port: Port) -> str:
    width = f"[{port.lsb + port.width - 1}:{port.lsb}] " if port.width > 1 else ""
    signed = "signed " if port.is_signed else ""
    return f"{port.direction.value} {signed}{width}{port.name}"


def _prose(spec: Spec) -> str:
    names = {port.name for port in spec.ports} | {spec.name}
    lines = [line for line in spec.text.splitlines() if not _says_ports(line, names)]
    text = _MARKS.sub("", "\n".join(lines))
    text = re.sub(r"[ \t]+", " ", text)
    return re.sub(r" ?\n[\n ]*", "\n", text).strip() + "\n"


def _says_ports(line: str, names: set[str]) -> bool:
    """Whether a line is one of a list of ports, and says nothing else of them."""
    if _RULER.match(line) or line.strip() == ");":
        return True
    words = _WORD.findall(line)
    is_known = all(word in names or word.lower() in _OF_PORTS for word in words)
    return bool(words) and is_known and bool(_LISTED.match(line))


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

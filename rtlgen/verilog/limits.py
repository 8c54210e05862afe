"""Limits that hold before any parser sees a text: size, character set and nesting."""

from __future__ import annotations

import re
from typing import Final

from rtlgen.finding import Finding, Severity
from rtlgen.verilog.codes import LIMITS

MAX_BYTES: Final = 1 << 20
"""Longest text that is parsed, in bytes of UTF-8 (1 MiB)."""
MAX_NESTING: Final = 200
"""Deepest nesting of brackets, or of `begin`, `case`, `if`, `for` …, that is parsed."""
MAX_CHAIN: Final = 2000
"""Longest statement in operators; longer ones make trees that recursive tools cannot walk."""

_COMMENT: Final = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"', re.DOTALL)
_NESTING: Final = re.compile(
    r"[(\[{]|[)\]}]|;|\n|[-+*/%&|^~<>=!?]+"
    r"|\b(?:begin|case[xz]?|fork|generate|if|for|while|repeat|forever"
    r"|end|endcase|join|endgenerate|endmodule)\b"
)
_OPENERS: Final = frozenset({"begin", "case", "casex", "casez", "fork", "generate"})
_CLOSERS: Final = frozenset({"end", "endcase", "join", "endgenerate"})
_PREFIXES: Final = frozenset({"if", "for", "while", "repeat", "forever"})


def check_limits(verilog: str, *, path: str | None = None) -> tuple[Finding, ...]:
    """Return the ERROR findings that forbid to parse the text at all; none for usual designs.

    Args:
        verilog: Source text.
        path: File to name in the findings.
    """
    size = len(verilog.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return (_finding(f"the text has {size} bytes, at most {MAX_BYTES} are read", path, None),)
    if not verilog.strip():
        return (_finding("the text is empty", path, None),)
    for number, line in enumerate(verilog.split("\n"), 1):
        if "\0" in line or any("\ud800" <= char <= "\udfff" for char in line):
            return (_finding("this is not text: a NUL byte or an undecodable one", path, number),)
    return _nesting(verilog, path)


def _nesting(verilog: str, path: str | None) -> tuple[Finding, ...]:
    text = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), verilog)
    line, brackets, blocks, prefixes, operators = 1, 0, 0, 0, 0
    for match in _NESTING.finditer(text):
        token = match.group()
        if token == "\n":
            line += 1
            continue
        if token in _OPENERS:
            blocks += 1
        elif token in _CLOSERS:
            blocks, prefixes = max(0, blocks - 1), 0
        elif token in _PREFIXES:
            prefixes += 1
        elif token in "([{":
            brackets += 1
        elif token in ")]}":
            brackets = max(0, brackets - 1)
        elif token in (";", "endmodule"):
            prefixes = operators = 0
            brackets = 0 if token == "endmodule" else brackets
        else:
            operators += 1
        depth = max(brackets, blocks + prefixes)
        if depth > MAX_NESTING or operators > MAX_CHAIN:
            what = (
                f"nesting is deeper than {MAX_NESTING} levels"
                if depth > MAX_NESTING
                else f"one statement has more than {MAX_CHAIN} operators"
            )
            return (_finding(what, path, line),)
    return ()


def _finding(message: str, path: str | None, line: int | None) -> Finding:
    return Finding(
        code=LIMITS,
        severity=Severity.ERROR,
        message=message,
        path=path,
        line=line,
        remedy="split the text, or give Verilog source text",
    )

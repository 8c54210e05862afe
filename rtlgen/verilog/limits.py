"""Limits that hold before any parser sees a text: size, character set, nesting and macros."""

from __future__ import annotations

import re
from typing import Final

from rtlgen.finding import Finding, Severity
from rtlgen.verilog.codes import LIMITS
from rtlgen.verilog.macros import MAX_EXPANDED, MAX_MACRO_DEPTH, expanded_length

MAX_BYTES: Final = 1 << 20
"""Longest text that is parsed, in bytes of UTF-8 (1 MiB)."""
MAX_NESTING: Final = 200
"""Deepest nesting of brackets, or of `begin`, `case`, `if`, `for` …, that is parsed."""
MAX_CHAIN: Final = 2000
"""Longest statement in operators; longer ones make trees that recursive tools cannot walk."""

# What is never closed ends with the text or the line: to look for its end again and again would
# take time that grows with the square of the length.
_COMMENT: Final = re.compile(r'//[^\n]*|/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?', re.DOTALL)
_NOT_TEXT: Final = re.compile("[\0\ud800-\udfff]")
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
    if match := _NOT_TEXT.search(verilog):
        number = verilog.count("\n", 0, match.start()) + 1
        return (_finding("this is not text: a NUL byte or an undecodable one", path, number),)
    code = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), verilog)
    return _macros(code, path) or _nesting(code, path)


def _macros(text: str, path: str | None) -> tuple[Finding, ...]:
    try:
        length = expanded_length(text)
    except RecursionError:
        what = f"macros use each other more than {MAX_MACRO_DEPTH} levels deep"
        return (_finding(what, path, None),)
    if length > MAX_EXPANDED:
        what = f"macros expand the text to more than {MAX_EXPANDED} characters"
        return (_finding(what, path, None),)
    return ()


def _nesting(text: str, path: str | None) -> tuple[Finding, ...]:
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

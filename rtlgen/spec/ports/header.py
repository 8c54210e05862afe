"""Ports in Verilog module headers, ANSI or not, elaborated by pyslang.

Only the header is elaborated (for old-style headers also the declarations of the body), so that
a body which is wrong or incomplete does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rtlgen.errors import SpecError
from rtlgen.finding import Finding, Severity
from rtlgen.spec.document import Document, Passage
from rtlgen.spec.model import Direction
from rtlgen.spec.ports.draft import Draft, ParameterDraft, Style
from rtlgen.spec.source import spec_error

_MODULE = re.compile(r"^[ \t]*(?:macro)?module\s+(?:automatic\s+)?(?P<name>\w+)", re.MULTILINE)
_END = re.compile(r"\bendmodule\b|^[ \t]*module\b", re.MULTILINE)
_BODY_DECLARATION = re.compile(r"^\s*(?:input|output|inout|parameter|localparam)\b")
_DIRECTIONS = {"In": Direction.INPUT, "Out": Direction.OUTPUT, "InOut": Direction.INOUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A module of Verilog code in the text."""

    name: str
    line: int
    drafts: tuple[Draft, ...]
    parameters: tuple[ParameterDraft, ...]


def find_headers(document: Document) -> tuple[tuple[Header, ...], tuple[Finding, ...]]:
    """Read the headers of all modules that stand in the text as Verilog code.

    Raises:
        SpecError: a port has a width that is no positive number.
    """
    headers: list[Header] = []
    findings: list[Finding] = []
    for passage in document.verilog:
        code = _without_comments(passage.text)
        for match in _MODULE.finditer(code):
            line = passage.line + code.count("\n", 0, match.start("name"))
            text = _header_text(code, match.start())
            if text is None:
                findings.append(_unusable(document, line, match["name"], "it does not end"))
                continue
            if re.search(r"^\s*(?:[\w ]*\w)?module\s+\w+\s*;", text) and "(" not in text:
                continue  # a module without ports: a testbench
            result = _elaborate(document, passage, text, code.count("\n", 0, match.start()))
            if isinstance(result, str):
                findings.append(_unusable(document, line, match["name"], result))
            elif result.drafts:
                headers.append(result)
    return tuple(headers), tuple(findings)


def _without_comments(code: str) -> str:
    """Blank out comments, compiler directives and attributes; lines and columns stay."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    code = re.sub(r"//[^\n]*|/\*.*?\*/|\(\*(?!\s*\)).*?\*\)", blank, code, flags=re.DOTALL)
    return re.sub(r"^[ \t]*`(?!define)[^\n]*", blank, code, flags=re.MULTILINE)


def _header_text(code: str, start: int) -> str | None:
    """Return the header up to its semicolon, with the port declarations of the body."""
    depth, index = 0, start
    while index < len(code):
        character = code[index]
        depth += (character in "([{") - (character in ")]}")
        if character == ";" and depth <= 0:
            break
        if character == ")" and depth == 0 and not re.match(r"\s*[;(#]", code[index + 1 :]):
            index += 1
            break  # the semicolon was forgotten
        index += 1
    if depth > 0:
        return None
    header = code[start:index] + ";"
    rest = code[min(index + 1, len(code)) :]
    end = _END.search(rest)
    pieces = re.split(r"(;)", rest[: end.start()] if end else rest)
    kept = [
        piece + ";" if _BODY_DECLARATION.match(piece) else "\n" * piece.count("\n")
        for piece in pieces[0::2]
    ]
    if re.search(r"\b(?:input|output|inout)\b", header):
        kept = []
    return header + "".join(kept) + "\nendmodule\n"


def _elaborate(document: Document, passage: Passage, text: str, lines_before: int) -> Header | str:
    """Return the ports, or the reason why the header cannot be used."""
    from pyslang.ast import Compilation
    from pyslang.syntax import SyntaxTree

    tree: Any = SyntaxTree.fromText(text)
    problem = next((d for d in tree.diagnostics if d.isError()), None)
    if problem is not None:
        return f"it is not Verilog ({problem.code!s}".replace("DiagCode(", "") + ""
    compilation: Any = Compilation()
    compilation.addSyntaxTree(tree)
    tops = list(compilation.getRoot().topInstances)
    if not tops:
        return "it holds no module"

    def line_of(offset: int) -> int:
        return passage.line + lines_before + text.count("\n", 0, offset)

    errors = [
        (line_of(d.location.offset), str(d.code))
        for d in compilation.getAllDiagnostics()
        if d.isError()
    ]
    drafts = [_draft(document, port, line_of, errors, text) for port in tops[0].body.portList]
    parameters = tuple(
        ParameterDraft(
            name=str(p.name),
            default=_default_text(p),
            source=document.at(line_of(p.location.offset)),
            style=Style.HEADER,
        )
        for p in tops[0].body.parameters
        if not p.isLocalParam and hasattr(p, "value")
    )
    return Header(
        name=str(tops[0].name), line=line_of(0), drafts=tuple(drafts), parameters=parameters
    )


def _default_text(parameter: Any) -> str:
    """Return the default as it is written, or its value."""
    text = str(parameter.syntax) if parameter.syntax is not None else ""
    return text.split("=", 1)[1].strip() if "=" in text else str(parameter.value)


def _draft(
    document: Document, port: Any, line_of: Any, errors: list[tuple[int, str]], text: str
) -> Draft:
    line = line_of(port.location.offset)
    name = str(port.name)
    direction = _DIRECTIONS.get(str(port.direction).rsplit(".", 1)[-1])
    kind = port.type
    if kind.isError or not kind.isIntegral or direction is None:
        raise _bad_width(document, line, name, errors, text)
    bounds = kind.fixedRange if kind.isIntegral else None
    is_scalar = kind.bitWidth == 1 and not _has_range(text, name)
    has_one_range = bounds is not None and abs(bounds.left - bounds.right) + 1 == kind.bitWidth
    return Draft(
        name=name,
        direction=direction,
        left=str(bounds.left) if bounds and has_one_range and not is_scalar else None,
        right=str(bounds.right) if bounds and has_one_range and not is_scalar else None,
        width=str(kind.bitWidth),
        is_signed=bool(kind.isSigned),
        source=document.at(line),
        style=Style.HEADER,
    )


def _has_range(text: str, name: str) -> bool:
    return re.search(rf"\]\s*{re.escape(name)}\b", text) is not None


def _bad_width(
    document: Document, line: int, name: str, errors: list[tuple[int, str]], text: str
) -> SpecError:
    """Make the error for a port whose type has no width."""
    bounds = re.search(rf"\[([^\]]*)\]\s*(?:\w+\s*,\s*)*{re.escape(name)}\b", text)
    where = f"[{bounds[1].strip()}]" if bounds else "its type"
    unknown = next((code for at, code in errors if at == line and "Undeclared" in code), None)
    if unknown:
        return spec_error(
            document.source.path,
            line,
            f"port {name!r}: the range {where} uses a name that is not a known parameter",
            "give the parameter a default, or write numbers",
        )
    return spec_error(
        document.source.path,
        line,
        f"port {name!r}: {where} has no width in bits",
        "write a range such as [7:0]",
    )


def _unusable(document: Document, line: int, name: str, reason: str) -> Finding:
    return Finding(
        code="SPEC209",
        severity=Severity.WARNING,
        path=document.source.path,
        line=line,
        message=f"the header of module {name!r} cannot be used: {reason}",
        remedy="correct it, or list the ports in the text",
    )

"""Verilog identifiers and keywords, and the name of the module that a text asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from rtlgen.spec.document import Document
from rtlgen.spec.model import SourceRef

IDENTIFIER = r"[A-Za-z_][A-Za-z0-9_$]*"

KEYWORDS = frozenset(
    [
        "always",
        "and",
        "assign",
        "automatic",
        "begin",
        "buf",
        "bufif0",
        "bufif1",
        "case",
        "casex",
        "casez",
        "cell",
        "cmos",
        "config",
        "deassign",
        "default",
        "defparam",
        "design",
        "disable",
        "edge",
        "else",
        "end",
        "endcase",
        "endconfig",
        "endfunction",
        "endgenerate",
        "endmodule",
        "endprimitive",
        "endspecify",
        "endtable",
        "endtask",
        "event",
        "for",
        "force",
        "forever",
        "fork",
        "function",
        "generate",
        "genvar",
        "highz0",
        "highz1",
        "if",
        "ifnone",
        "incdir",
        "include",
        "initial",
        "inout",
        "input",
        "instance",
        "integer",
        "join",
        "large",
        "liblist",
        "library",
        "localparam",
        "macromodule",
        "medium",
        "module",
        "nand",
        "negedge",
        "nmos",
        "nor",
        "noshowcancelled",
        "not",
        "notif0",
        "notif1",
        "or",
        "output",
        "parameter",
        "pmos",
        "posedge",
        "primitive",
        "pull0",
        "pull1",
        "pulldown",
        "pullup",
        "pulsestyle_ondetect",
        "pulsestyle_onevent",
        "rcmos",
        "real",
        "realtime",
        "reg",
        "release",
        "repeat",
        "rnmos",
        "rpmos",
        "rtran",
        "rtranif0",
        "rtranif1",
        "scalared",
        "showcancelled",
        "signed",
        "small",
        "specify",
        "specparam",
        "strong0",
        "strong1",
        "supply0",
        "supply1",
        "table",
        "task",
        "time",
        "tran",
        "tranif0",
        "tranif1",
        "tri",
        "tri0",
        "tri1",
        "triand",
        "trior",
        "trireg",
        "unsigned",
        "use",
        "uwire",
        "vectored",
        "wait",
        "wand",
        "weak0",
        "weak1",
        "while",
        "wire",
        "wor",
        "xnor",
        "xor",
        "logic",
        "bit",
        "byte",
        "shortint",
        "int",
        "longint",
    ]
)
"""Reserved words of IEEE 1364-2005 (annex B), and the types that pyslang reserves besides."""

_QUOTE = r"[`'\"*_“”‘’]*"
_NAMED = re.compile(
    rf"\b(?:top[- ]?level )?(?:module|design|entity|component|circuit|machine|block|unit|core)\s+"
    rf"(?:is\s+|should be\s+|must be\s+|shall be\s+)?(?:named|called)\s+{_QUOTE}"
    rf"(?P<name>{IDENTIFIER}){_QUOTE}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"^\s*(?:#+\s*|[-*]\s+)?{_QUOTE}(?:top[- ]?level\s+)?"
    rf"(?:module\s+name|name\s+of\s+the\s+module|design\s+name|module|top\s+module|entity)"
    rf"{_QUOTE}\s*[:=]{_QUOTE}\s*{_QUOTE}(?P<name>{IDENTIFIER})?{_QUOTE}[.;]?\s*$",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(rf"^\s*(?:[-*]\s+)?{_QUOTE}(?P<name>{IDENTIFIER}){_QUOTE}[.;]?\s*$")
_HEADING = re.compile(
    rf"^#+\s+(?:(?:the\s+)?module:?\s+)?{_QUOTE}(?P<name>{IDENTIFIER}){_QUOTE}(?:\s+module)?\s*$",
    re.IGNORECASE,
)
_QUOTED_MODULE = re.compile(
    rf"(?:(?<![-\w])[Mm]odule,?\s+[`\"“'](?P<after>{IDENTIFIER})[`\"”'])"
    rf"|(?:[`\"“'](?P<before>{IDENTIFIER})[`\"”']\s+module\b)"
)
_NAME_IS = re.compile(
    rf"\b(?:module(?:'s)? name|name of the module|name the module|call the module)\s+"
    rf"(?:is\s+|shall be\s+|should be\s+|must be\s+)?{_QUOTE}(?P<name>{IDENTIFIER}){_QUOTE}",
    re.IGNORECASE,
)
_PLAIN_HEADINGS = frozenset(
    [
        "description",
        "overview",
        "specification",
        "spec",
        "introduction",
        "interface",
        "ports",
        "inputs",
        "outputs",
        "parameters",
        "functionality",
        "behaviour",
        "behavior",
        "requirements",
        "design",
        "module",
        "notes",
        "summary",
        "implementation",
        "operation",
        "reset",
        "timing",
        "example",
        "examples",
        "background",
        "purpose",
        "abstract",
    ]
)
_NOT_NAMES = frozenset(
    ["with", "that", "which", "the", "a", "an", "is", "and", "in", "to", "for", "of", "as", "it"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleName:
    """A module name and how surely the text means it."""

    name: str
    source: SourceRef
    is_stated: bool = True
    """False for a guess from a heading or from the file's name."""


def is_identifier(word: str) -> bool:
    """Whether a word can be a Verilog identifier (keywords not considered)."""
    return re.fullmatch(IDENTIFIER, word) is not None


def find_module_name(document: Document) -> ModuleName | None:
    """Return the module name that a text states outside of Verilog code, if it does."""
    lines = document.prose_lines
    for number, (line, text) in enumerate(lines):
        label = _LABEL.match(text)
        if label is None:
            continue
        found = label["name"] or _next_line_name(lines, number)
        if found and not _is_plain(found):
            return ModuleName(name=found, source=document.at(line))
    for pattern in (_NAMED, _NAME_IS, _QUOTED_MODULE):
        for line, text in document.paragraphs:
            for match in pattern.finditer(text):
                found = next(group for group in match.groups() if group)
                if not _is_plain(found):
                    return ModuleName(name=found, source=document.at(line))
    return _from_heading(document)


def _next_line_name(lines: tuple[tuple[int, str], ...], index: int) -> str | None:
    for _, text in lines[index + 1 : index + 3]:
        if text.strip():
            match = _NAME_LINE.match(text)
            return match["name"] if match else None
    return None


def _from_heading(document: Document) -> ModuleName | None:
    for line, text in document.prose_lines:
        match = _HEADING.match(text)
        if match and not _is_plain(match["name"]):
            is_stated = "module" in text.lower() or "`" in text or "_" in match["name"]
            return ModuleName(name=match["name"], source=document.at(line), is_stated=is_stated)
    return None


def _is_plain(word: str) -> bool:
    return word.lower() in _PLAIN_HEADINGS | _NOT_NAMES or word in KEYWORDS


def name_from_path(path: str) -> str:
    """Make a module name from the name of a file or folder; `top` where that gives nothing."""
    stems = [PurePath(path).stem, PurePath(path).parent.name] if path != "-" else []
    words = [re.sub(r"[^A-Za-z0-9_]+", "_", stem).strip("_") for stem in stems]
    name = next((w for w in words if w and w.lower() not in _PLAIN_HEADINGS | {"readme"}), "top")
    if name[0].isdigit() or name in KEYWORDS:
        name = f"m_{name}"
    return name

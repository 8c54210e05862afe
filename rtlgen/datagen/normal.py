"""The normal form of a Verilog text: what is left when names, layout and notation are taken away.

Two texts with the same normal form are the same syntax tree but for the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TOKEN: Final = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/|`\w+[^\n]*)"
    r"|(?P<number>\d*\s*'\s*[sS]?[bBoOdDhH]\s*[\da-fA-FxXzZ?_]+|\d[\d_]*)"
    r"|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<operator><<<|>>>|===|!==|<=|>=|==|!=|&&|\|\||<<|>>|\*\*|~\^|\^~|~&|~\||\+:|-:|.)",
    re.DOTALL,
)
_BASES: Final = {"b": 2, "o": 8, "d": 10, "h": 16}
_KEYWORDS: Final = frozenset({
    "always", "always_comb", "always_ff", "always_latch", "and", "assign", "automatic", "begin",
    "buf", "case", "casex", "casez", "default", "else", "end", "endcase", "endfunction",
    "endgenerate", "endmodule", "endtask", "enum", "for", "forever", "function", "generate",
    "genvar", "if", "initial", "inout", "input", "integer", "localparam", "module", "nand",
    "negedge", "nor", "not", "or", "output", "parameter", "posedge", "repeat", "signed", "task",
    "tri", "typedef", "unsigned", "while", "wire", "xnor", "xor",
})  # fmt: skip
_SAME: Final = {
    "logic": "wire", "reg": "wire", "always_comb": "always", "always_ff": "always",
    "always_latch": "always", "bit": "wire",
}  # fmt: skip
_LAYOUT: Final = frozenset({"begin", "end", "generate", "endgenerate"})


def normal_form(verilog: str) -> tuple[str, ...]:
    """Return the tokens behind the header of the first module, with names by first appearance.

    Kinds of variables, `begin` and `end`, and the base of numbers make no difference.
    """
    names: dict[str, str] = {}
    found = []
    for kind, text in _tokens(_behind_header(verilog)):
        if kind == "number":
            found.append(_number(text))
        elif kind == "name":
            word = _SAME.get(text, text)
            if word in _LAYOUT:
                continue
            is_own = word not in _KEYWORDS and not word.startswith("$")
            found.append(names.setdefault(word, f"n{len(names)}") if is_own else word)
        else:
            found.append(text)
    return tuple(found)


def _behind_header(verilog: str) -> str:
    """Cut the header off: ports are named and ordered as one likes."""
    start = verilog.find("module")
    return verilog[verilog.find(";", max(0, start)) + 1 :]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "space":
            yield kind, match[0]


def _number(text: str) -> str:
    """Return width and value where both are plain."""
    digits = re.sub(r"[\s_]", "", text).lower()
    width, mark, rest = digits.partition("'")
    if not mark:
        return digits
    rest = rest.removeprefix("s")
    base, value = rest[:1], rest[1:]
    try:
        return f"{width}'{int(value, _BASES[base])}"
    except (KeyError, ValueError):  # x, z or ?
        return f"{width}'{base}{value}"

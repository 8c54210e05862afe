"""Blocks that are not closed, statements that are not put together, signs in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rtlgen.mutation.edit import Change, Edit
from rtlgen.repair.mechanical.refused import Fix, Refused, cut

_ITEM: Final = (
    r"assign|always|always_ff|always_comb|always_latch|initial|wire|reg|logic|integer|genvar"
    r"|generate|endgenerate|localparam|parameter|function|task|endmodule|module"
)
_TOKEN: Final = re.compile(rf"\b(?:begin|end|case[xz]?|endcase|{_ITEM})\b")
_OPENS: Final = {"begin": "end", "case": "endcase", "casex": "endcase", "casez": "endcase"}
_CLOSES: Final = frozenset({"end", "endcase"})
_BLOCKS: Final = frozenset({"always", "always_ff", "always_comb", "always_latch", "initial"})
_ITEMS: Final = frozenset(_ITEM.split("|"))
_DECLARES: Final = frozenset({"wire", "reg", "logic", "integer", "localparam", "parameter"})
"""Items that may also stand in a block."""
_ALWAYS: Final = re.compile(r"\balways(?:_ff)?\s*@\s*(?:\*|\((?:[^()]|\([^()]*\))*\))\s*")
_WHOLE: Final = re.compile(r"(?:;|\bend|\bendcase|\bendgenerate|\bendfunction|\bendtask)\s*\Z")


def closed_blocks(text: Refused) -> Iterator[Change]:
    """Close what is open where a new item of the module begins; remove what closes nothing.

    An `end` that is missing within a block is added at its end, before the next item: the latest
    place that is possible.
    """
    for module in text.modules:
        walk = _Walk(code=text.code)
        for match in _TOKEN.finditer(text.code, module.body, module.stop):
            walk.take(match.group(), match.start())
        if walk.edits:
            told = ", ".join(dict.fromkeys(walk.told))
            yield text.change(walk.edits, f"in module `{module.name}`: {told}")


@dataclass(slots=True, kw_only=True)
class _Walk:
    """What is open on the way through the words of a module."""

    code: str
    edits: list[Edit] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    """What closes the blocks that are open in an `always` or `initial`."""
    outer: list[str] = field(default_factory=list)
    """What closes the blocks of generate constructs."""
    is_block: bool = False
    """In an `always` or `initial`, or behind its last closed block."""

    def take(self, word: str, at: int) -> None:
        """Take the next word."""
        if word in _OPENS:
            (self.inner if self.is_block else self.outer).append(_OPENS[word])
        elif word in _CLOSES:
            self._close(word, at)
        elif word in _DECLARES and self.inner:
            pass  # a variable of the block
        elif word in _ITEMS:
            if self.inner:
                self._add(self.inner, self._behind_last(at))
            if word in ("endmodule", "endgenerate") and self.outer:
                self._add(self.outer, self._behind_last(at))
            self.is_block = word in _BLOCKS

    def _close(self, word: str, at: int) -> None:
        if self.is_block and word in self.inner:
            while self.inner[-1] != word:
                self._add(self.inner[-1:], self._behind_last(at))
                self.inner.pop()
            self.inner.pop()
        elif not self.inner and self.outer and self.outer[-1] == word:
            self.outer.pop()
            self.is_block = False
        else:
            self.edits.append(cut(at, at + len(word)))
            self.told.append(f"removed an `{word}` that closes nothing")

    def _add(self, closers: list[str], at: int) -> None:
        self.edits.append(cut(at, at, "\n  " + " ".join(reversed(closers))))
        self.told += [f"added `{closer}`" for closer in closers]
        closers.clear()

    def _behind_last(self, at: int) -> int:
        """Return the byte behind the last sign before a word."""
        return len(self.code[:at].rstrip())


def endmodule(text: Refused) -> Iterator[Change]:
    """Close a module that ends, or is followed by another one, behind a whole statement."""
    edits = []
    for module in text.modules:
        code = text.code[module.start : module.stop].rstrip()
        if "endmodule" not in code and _WHOLE.search(code):
            at = module.start + len(code)
            edits.append(cut(at, at, "\nendmodule"))
    if edits:
        yield text.change(edits, "added `endmodule`")


def semicolons(text: Refused) -> Iterator[Change]:
    """Put a `;` where the parser misses it."""
    wanted = [f for f in text.said("ExpectedToken") if f.message.startswith("expected ';'")]
    places = sorted({at for f in wanted if (at := text.place(f)) is not None})
    if places:
        yield text.change([cut(at, at, ";") for at in places], "added `;`")


def surplus_signs(text: Refused) -> Iterator[Change]:
    """Remove a comma before a bracket, and a `;` behind `end` or `endmodule`."""
    found = re.finditer(r",(?=\s*\))|(?:\b(?:end|endcase|endmodule)\b\s*)(?P<sign>;)", text.code)
    spans = [match.span("sign") if match["sign"] else match.span() for match in found]
    if spans:
        yield text.change([cut(*span) for span in spans], "removed a sign that is too much")


def whole_block(text: Refused) -> Iterator[Change]:
    """Put `begin` and `end` around all statements of an `always` that has several without them."""
    for match in _ALWAYS.finditer(text.code):
        following = re.compile(rf"\b(?:{_ITEM})\b").search(text.code, match.end())
        stop = following.start() if following else len(text.code)
        body = text.code[match.end() : stop].rstrip()
        if body.startswith("begin") or body.count(";") < 2:
            continue
        at, end = match.end(), match.end() + len(body)
        edits = [cut(at, at, "begin "), cut(end, end, " end")]
        yield text.change(edits, "put `begin` and `end` around the statements of a block")


def branch(text: Refused) -> Iterator[Change]:
    """Put `begin` and `end` around several statements between `if (…)` and `else`."""
    head = re.compile(r"\bif\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*(?!begin\b)")
    body = re.compile(r"(?:\s*[A-Za-z_][\w\[\]:.]*\s*<?=[^;]*;){2,}(?=\s*else\b)")
    edits = []
    for match in head.finditer(text.code):
        found = body.match(text.code, match.end())
        if found:
            edits += [
                cut(match.end(), match.end(), "begin "),
                cut(found.end(), found.end(), " end"),
            ]
    if edits:
        yield text.change(edits, "put `begin` and `end` around the statements before an `else`")


def block_before_else(text: Refused) -> Iterator[Change]:
    """Close the block before an `else`, or leave out the `end` that closes one too many."""
    for finding in text.said("ExpectedStatement", "ExpectedMember"):
        at = text.place(finding)
        if at is None or text.word(finding) != "else":
            continue
        yield text.change([cut(at, at, "end ")], "added `end` before an `else`")
        before = re.search(r"\bend\s*\Z", text.code[:at][-200:])
        if before:
            start = at - len(before.group())
            edit = cut(start, start + len("end"))
            yield text.change([edit], "removed an `end` before an `else`")


def closed_case(text: Refused) -> Iterator[Change]:
    """Close a `case` where something follows that is no item of it."""
    for finding in text.said("ExpectedCaseItem", "ExpectedToken"):
        at = text.place(finding)
        if at is None or finding.message.startswith(("expected ';'", "expected 'end")):
            continue
        start = text.code.rfind("\n", 0, at) + 1
        yield text.change([cut(start, start, "endcase\n")], "added `endcase`")


def blocking_assign(text: Refused) -> Iterator[Change]:
    """Write `=` for `<=` in a continuous assignment."""
    found = re.finditer(r"\bassign\s+[A-Za-z_][\w\s\[\]:]{0,200}?(?P<sign><=)", text.code)
    if edits := [cut(*match.span("sign"), "=") for match in found]:
        yield text.change(edits, "`assign` with `=` for `<=`")


def assign_in_block(text: Refused) -> Iterator[Change]:
    """Leave out `assign` before an assignment in a block."""
    lines = {f.line for f in text.said("RTL405")}
    found = [m for m in re.finditer(r"\bassign\s+", text.code) if text.line(m.start()) in lines]
    if found:
        edits = [cut(*match.span()) for match in found]
        yield text.change(edits, "left out `assign` in a block")


def else_if(text: Refused) -> Iterator[Change]:
    """Write `else if` for what other languages write."""
    found = re.finditer(r"(?<!`)\b(?:elsif|elseif|elif)\b", text.code)
    if edits := [cut(*match.span(), "else if") for match in found]:
        yield text.change(edits, "wrote `else if`")


FIXES: Final = (
    Fix(find=else_if),
    Fix(find=surplus_signs, against=("empty-member", "misplaced-trailing-separator", "RTL002")),
    Fix(find=semicolons, against=("RTL002",)),
    Fix(find=blocking_assign, against=("RTL002",)),
    Fix(find=endmodule, against=("RTL002",)),
    Fix(find=branch, against=("RTL002",)),
    Fix(find=block_before_else, against=("RTL002",)),
    Fix(find=closed_case, against=("RTL002",)),
    Fix(find=closed_blocks, against=("RTL002",)),
    Fix(find=whole_block, against=("RTL002",)),
    Fix(find=assign_in_block, against=("RTL405",)),
)

"""RTL2xx: structure, on the AST of pyverilog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyverilog.vparser import ast as vast

from rtlgen.finding import Finding, Severity
from rtlgen.lint.rule import structure_rule


def _warning(code: str, line: int, message: str, remedy: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, message=message, line=line, remedy=remedy)


def _walk(node: Any) -> Iterator[Any]:
    yield node
    for child in node.children():
        yield from _walk(child)


def _always(module: Any) -> Iterator[Any]:
    return (node for node in _walk(module) if isinstance(node, vast.Always))


def _is_clocked(always: Any) -> bool:
    return always.sens_list is not None and any(
        s.type in ("posedge", "negedge") for s in always.sens_list.list
    )


def _targets(node: Any) -> set[str]:
    """Names on the left of the assignments in a statement."""
    return {
        name
        for item in _walk(node)
        if isinstance(item, vast.BlockingSubstitution | vast.NonblockingSubstitution)
        for name in _names_of(item.left.var)
    }


def _names_of(left: Any) -> set[str]:
    if isinstance(left, vast.Pointer | vast.Partselect):
        return _names_of(left.var)
    if isinstance(left, vast.LConcat):
        return set().union(*(_names_of(part) for part in left.list))
    return {left.name} if isinstance(left, vast.Identifier) else set()


def _whole(node: Any) -> set[str]:
    """Names that are assigned on every path through a statement."""
    if isinstance(node, vast.Block):
        return set().union(*(_whole(item) for item in node.statements or ()))
    if isinstance(node, vast.IfStatement):
        if node.false_statement is None:
            return set()
        return _whole(node.true_statement) & _whole(node.false_statement)
    if isinstance(node, vast.CaseStatement):
        arms = list(node.caselist or ())
        if not any(arm.cond is None for arm in arms) and not _is_full(arms):
            return set()
        return set.intersection(*(_whole(arm.statement) for arm in arms)) if arms else set()
    if isinstance(node, vast.BlockingSubstitution | vast.NonblockingSubstitution):
        return _names_of(node.left.var)
    if isinstance(node, vast.ForStatement | vast.WhileStatement):
        return _targets(node)
    return set()


def _is_full(arms: list[Any]) -> bool:
    """Whether constant arms cover as many values as their sized constants have."""
    values = [value for arm in arms for value in arm.cond or ()]
    sizes = {
        int(v.value.split("'")[0])
        for v in values
        if isinstance(v, vast.IntConst) and "'" in v.value and v.value.split("'")[0].isdigit()
    }
    if len(sizes) != 1 or not all(isinstance(v, vast.IntConst) for v in values):
        return False
    return len({v.value.lower() for v in values}) >= 1 << min(sizes.pop(), 16)


@structure_rule("RTL202")
def inferred_latch(module: Any) -> Iterable[Finding]:
    """Latch inferred in combinational logic.

    **What it does** Finds signals of a combinational `always` block without a value on some path.
    **Why is this bad** The signal keeps its old value there: synthesis makes a latch.
    **Example** `always @(*) if (en) q = d;`
    **Use instead** `always @(*) begin q = 1'b0; if (en) q = d; end`
    **Known limits** Does not follow conditions; parts of a vector count as the whole.
    **Source** IEEE 1364.1-2002, 5.3.
    """
    for always in _always(module):
        if _is_clocked(always):
            continue
        for name in sorted(_targets(always.statement) - _whole(always.statement)):
            yield _warning(
                "RTL202",
                always.lineno,
                f"{name!r} has no value on some path: a latch is inferred",
                "give it a value before the first condition",
            )


@structure_rule("RTL203")
def blocking_in_clocked(module: Any) -> Iterable[Finding]:
    """Blocking assignment in a clocked block.

    **What it does** Finds `=` in blocks that wait for an edge.
    **Why is this bad** Another block at the same edge sees the new value or the old one.
    **Example** `always @(posedge clk) q = d;`
    **Use instead** `always @(posedge clk) q <= d;`
    **Known limits** Loop variables and intermediate values are not told apart from registers.
    **Source** C. E. Cummings, "Nonblocking Assignments in Verilog Synthesis", SNUG 2000.
    """
    for always in _always(module):
        if not _is_clocked(always):
            continue
        loops = {
            name
            for loop in _walk(always)
            if isinstance(loop, vast.ForStatement)
            for name in _targets(loop.pre) | _targets(loop.post)
        }
        for item in _walk(always.statement):
            if (
                isinstance(item, vast.BlockingSubstitution)
                and not _names_of(item.left.var) <= loops
            ):
                name = ", ".join(sorted(_names_of(item.left.var)))
                yield _warning(
                    "RTL203",
                    item.lineno,
                    f"{name!r} is assigned with = in a clocked block",
                    "write <=",
                )


@structure_rule("RTL204")
def nonblocking_in_combinational(module: Any) -> Iterable[Finding]:
    """Non-blocking assignment in combinational logic.

    **What it does** Finds `<=` in blocks that wait for no edge.
    **Why is this bad** Later statements of the block still see the old value.
    **Example** `always @(*) y <= a & b;`
    **Use instead** `always @(*) y = a & b;`
    **Known limits** Latches that are meant are reported as well.
    **Source** C. E. Cummings, SNUG 2000, guideline 3.
    """
    for always in _always(module):
        if _is_clocked(always):
            continue
        for item in _walk(always.statement):
            if isinstance(item, vast.NonblockingSubstitution):
                name = ", ".join(sorted(_names_of(item.left.var)))
                yield _warning(
                    "RTL204",
                    item.lineno,
                    f"{name!r} is assigned with <= in combinational logic",
                    "write =",
                )


@structure_rule("RTL205")
def missing_default(module: Any) -> Iterable[Finding]:
    """Case statement without default.

    **What it does** Finds `case` in combinational logic without default or all values.
    **Why is this bad** Values that are not listed keep the old outputs, or hide an X.
    **Example** `case (s) 2'd0: y = a; 2'd1: y = b; endcase`
    **Use instead** Add `default: y = 1'b0;`
    **Known limits** Defaults before the case statement are not seen.
    **Source** IEEE 1364.1-2002, 5.3.
    """
    for always in _always(module):
        if _is_clocked(always):
            continue
        for item in _walk(always.statement):
            if isinstance(item, vast.CaseStatement):
                arms = list(item.caselist or ())
                if not any(arm.cond is None for arm in arms) and not _is_full(arms):
                    yield _warning(
                        "RTL205",
                        item.lineno,
                        "the case statement has no default and does not list all values",
                        "add a default",
                    )


@structure_rule("RTL206")
def incomplete_sensitivity(module: Any) -> Iterable[Finding]:
    """Incomplete sensitivity list.

    **What it does** Finds signals that a combinational block reads but does not wait for.
    **Why is this bad** Simulation keeps old values where the circuit does not.
    **Example** `always @(a) y = a & b;`
    **Use instead** `always @(*) y = a & b;`
    **Known limits** Reads inside functions are not followed.
    **Source** IEEE 1364.1-2002, 5.2.1.
    """
    constants = {
        item.name for item in _walk(module) if isinstance(item, vast.Parameter | vast.Localparam)
    }
    for always in _always(module):
        if _is_clocked(always) or always.sens_list is None:
            continue
        senses = always.sens_list.list
        if any(s.type == "all" or s.sig is None for s in senses):
            continue
        waited = {name for s in senses for name in _names_of(s.sig)}
        read = _reads(always.statement) - _targets(always.statement) - constants
        for name in sorted(read - waited):
            yield _warning(
                "RTL206",
                always.lineno,
                f"{name!r} is read but is not in the sensitivity list",
                "write always @(*)",
            )


@structure_rule("RTL207")
def several_blocks(module: Any) -> Iterable[Finding]:
    """Register assigned in several blocks.

    **What it does** Finds names that more than one `always` block assigns.
    **Why is this bad** Synthesis sees two drivers; simulation lets the last one win.
    **Example** `always @(posedge clk) q <= a;` beside `always @(posedge clk) q <= b;`
    **Use instead** One block that says which assignment wins.
    **Known limits** Blocks that assign different bits of one vector are reported as well.
    **Source** IEEE 1364.1-2002, 5.2.
    """
    first: dict[str, int] = {}
    for always in _always(module):
        for name in sorted(_targets(always.statement)):
            if name in first:
                yield _warning(
                    "RTL207",
                    always.lineno,
                    f"{name!r} is assigned here and in the block of line {first[name]}",
                    "assign it in one block",
                )
            first.setdefault(name, always.lineno)


def _reads(node: Any) -> set[str]:
    if isinstance(node, vast.Lvalue):
        return set()
    names = {node.name} if isinstance(node, vast.Identifier) else set()
    return names.union(*(_reads(child) for child in node.children()))

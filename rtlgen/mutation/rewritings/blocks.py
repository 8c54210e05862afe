"""The same by other blocks."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.declarations import as_variable, drivers
from rtlgen.mutation.edit import Change, Edit
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import target_name, timing_of
from rtlgen.mutation.tree import Kind, elements, module_of
from rtlgen.verilog.syntax import analyse, compile_text


def always_comb(source: Source) -> Iterator[Change]:
    """`always @(*)` → `always_comb`.

    Exact in four states from the first change of an input on; before it `always @(*)` has not run
    and its outputs are X. Only where pyslang finds no latch and no second driver.
    """
    for block in source.nodes(syntax.ProceduralBlockSyntax):
        timing = timing_of(block)
        if block.kind is Kind.AlwaysBlock and isinstance(timing, syntax.ImplicitEventControlSyntax):
            start, stop = source.span(block)[0], source.span(timing)[1]
            edit = Edit(start=start, stop=stop, text="always_comb")
            change = source.change(block, (edit,), "`always @(*)` → `always_comb`")
            if _is_combinational(source.apply(change), source.top.name):
                yield change


def _is_combinational(verilog: str, top: str) -> bool:
    compiled = compile_text(verilog, top=top)
    if compiled.errors:
        return False
    _, found = analyse(compiled)
    return not any(item.is_error or item.name == "InferredLatch" for item in found)


def assign_as_always(source: Source) -> Iterator[Change]:
    """`assign y = e;` → `always_comb y = e;` with y declared as a variable.

    Exact in four states: always_comb runs once at the start and then whenever e changes.
    """
    for statement in source.nodes(syntax.ContinuousAssignSyntax):
        parts = elements(statement.assignments)
        if len(parts) != 1 or statement.delay is not None or statement.strength is not None:
            continue
        name, module = target_name(parts[0]), module_of(statement)
        if name is None or drivers(source, module, name) != parts:
            continue
        declared = as_variable(source, module, name)
        if declared is not None and isinstance(statement.parent, syntax.ModuleDeclarationSyntax):
            edits = (*declared, source.edit(statement.assign, "always_comb"))
            yield source.change(statement, edits, f"`assign {name}` → `always_comb {name}`")

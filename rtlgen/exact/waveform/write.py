"""Blocks of Verilog for explained outputs."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.exact.waveform.explain import Explanation, Scene
from rtlgen.exact.waveform.kinds import Kind, Way
from rtlgen.exact.words.terms import Term, verilog
from rtlgen.spec.model import Port


def body_of(explained: Sequence[Explanation], scene: Scene) -> tuple[list[str], list[str]]:
    """Return the lines of a module's body, and the outputs that `always` blocks assign."""
    registers = [item.port.name for item in explained if needs_register(item)]
    lines = _delay_lines(scene)
    for item in explained:
        if item.way.kind is Kind.LOGIC:
            lines += _logic(item)
    for way in dict.fromkeys(item.way for item in explained if item.way.kind.is_stored):
        lines += _stored(way, [item for item in explained if item.way == way])
    return lines, registers


def needs_register(item: Explanation) -> bool:
    """Whether an `always` block assigns the output."""
    return item.way.kind.is_stored or (item.term is not None and _has_case(item.term))


def _has_case(term: Term) -> bool:
    return term.op == "case" or any(_has_case(arg) for arg in term.args)


def _logic(item: Explanation) -> list[str]:
    if item.term is None:
        return [f"assign {function.target} = {function.text};" for function in item.bits]
    if not _has_case(item.term):
        return [f"assign {item.port.name} = {verilog(item.term)};"]
    return ["always @(*)", *_indent(_statement(item.term, item.port.name, "="))]


def _stored(way: Way, group: Sequence[Explanation]) -> list[str]:
    """One block for all outputs that are stored in the same way."""
    assign = "<=" if way.kind.is_edge else "="
    body: list[str] = []
    for item in group:
        if item.term is not None:
            body += _statement(item.term, item.port.name, assign)
        body += [f"{function.target} {assign} {function.text};" for function in item.bits]
    clock = way.clock.name if way.clock else ""
    if not way.kind.is_edge:
        test = clock if way.kind is Kind.HIGH else f"!{clock}"
        return [f"always @(*) if ({test}) begin", *_indent(body), "end"]
    events = [f"{way.kind.value} {clock}"]
    if way.is_asynchronous:
        events += [f"{'negedge' if r.role.active_low else 'posedge'} {r.name}" for r in way.resets]
    head = f"always @({' or '.join(events)})"
    if not way.resets:
        return [f"{head} begin", *_indent(body), "end"]
    test = " || ".join(_asserted(reset) for reset in way.resets)
    reset = [f"{i.port.name} <= {_reset_value(i)};" for i in group]
    return [
        head, f"  if ({test}) begin", *_indent(_indent(reset)), "  end else begin",
        *_indent(_indent(body)), "  end",
    ]  # fmt: skip


def _reset_value(item: Explanation) -> str:
    return f"{item.port.width}'b{item.reset_bits.replace('x', '0')}"


def _asserted(reset: Port) -> str:
    return f"!{reset.name}" if reset.role.active_low else reset.name


def _statement(term: Term, target: str, assign: str) -> list[str]:
    """Write a term as statements; a stored word that keeps its value needs none."""
    if assign == "<=" and term.op == "leaf" and term.text == target:
        return []
    if term.op == "case":
        return _case(term, target, assign)
    is_choice = term.op == "?" and (assign == "<=" or _has_case(term))
    if not is_choice:
        return [f"{target} {assign} {verilog(term)};"]
    test, yes, no = term.args
    first, second = (_statement(part, target, assign) for part in (yes, no))
    condition = verilog(test)
    if not first:
        plain = test.op == "leaf"
        return _if(f"!{condition}" if plain else f"!({condition})", second, [])
    return _if(condition, first, second)


def _if(condition: str, yes: list[str], no: list[str]) -> list[str]:
    if not yes:
        return []
    head = f"if ({condition})"
    is_single = len(yes) == 1 and yes[0].endswith(";")
    lines = [f"{head} {yes[0]}"] if is_single else [f"{head} begin", *_indent(yes), "end"]
    if not no:
        return lines
    if no[0].startswith("if ("):
        return [*lines, f"else {no[0]}", *no[1:]]
    if len(no) == 1:
        return [*lines, f"else {no[0]}"]
    return [*lines, "else begin", *_indent(no), "end"]


def _case(term: Term, target: str, assign: str) -> list[str]:
    selector, *arms, default = term.args
    labelled = sorted(
        zip((text.split(",") for text in term.text.split(";")), arms, strict=True),
        key=lambda item: int(item[0][0]),
    )
    lines = [f"case ({verilog(selector, is_context=False)})"]
    for labels, arm in labelled:
        names = ", ".join(f"{selector.width}'d{label}" for label in labels)
        lines.append(f"  {names}: {target} {assign} {verilog(arm)};")
    return [*lines, f"  default: {target} {assign} {verilog(default)};", "endcase"]


def _delay_lines(scene: Scene) -> list[str]:
    if not scene.delays:
        return []
    clock = scene.spec.clocks[0]
    lines = [_declaration(delay.port, delay.name) for delay in scene.delays]
    body = [f"{delay.name} <= {delay.source};" for delay in scene.delays]
    head = f"always @({'negedge' if clock.role.active_low else 'posedge'} {clock.name})"
    if scene.delay_reset is None:
        return [*lines, f"{head} begin", *_indent(body), "end"]
    zero = [f"{delay.name} <= {delay.port.width}'b0;" for delay in scene.delays]
    return [
        *lines, head, f"  if ({_asserted(scene.delay_reset)}) begin", *_indent(_indent(zero)),
        "  end else begin", *_indent(_indent(body)), "  end",
    ]  # fmt: skip


def _declaration(port: Port, name: str) -> str:
    bounds = f"[{port.width - 1}:0] " if port.width > 1 else ""
    return f"reg {bounds}{name};"


def _indent(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]

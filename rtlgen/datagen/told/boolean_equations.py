"""Networks of gates in further words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rtlgen.datagen.logic import Gate, call, condition, leaves, netlist, ones, verilog
from rtlgen.datagen.tree_notations import fixed, infix, modulo_2


def others(trees: Mapping[str, Gate], names: Sequence[str]) -> tuple[str, ...]:
    """Say what each output is: first as expressions, then by cases and as tables."""

    def each(tell: Callable[[str, Gate], str], joint: str) -> str:
        return joint.join(tell(out, tree) for out, tree in trees.items())

    return (*_expressions(trees, names, each), *_cases(names, each), *_tables(trees, names, each))


_Each = Callable[[Callable[[str, Gate], str], str], str]


def _expressions(trees: Mapping[str, Gate], names: Sequence[str], each: _Each) -> tuple[str, ...]:
    count, kind = len(names), len(names) % 3
    outs = "1 output" if len(trees) == 1 else f"{len(trees)} outputs"
    driven = each(lambda out, tree: f"`{out}` with {verilog(tree)}", ", and ")
    carried = (
        f"Drive {driven}.",
        f"Continuously assign {each(lambda out, tree: f'{verilog(tree)} to `{out}`', ', and ')}.",
        each(lambda out, tree: f"The function {verilog(tree)} appears at `{out}`.", " "),
    )[kind]
    arguments = ", ".join(names)
    code = each(lambda out, tree: f"{out} = {verilog(tree, is_logical=True)};", " ")
    return (
        carried,
        f"Logic, {count} inputs, {outs}: {each(lambda out, t: f'{out} = {infix(t)}', ', ')}.",
        f"I need a bit of glue logic, nothing clocked. {each(_wish, ' ')} Plain gates or an assign "
        f"will both do, as you like.",
        f"Think of {arguments} as Boolean variables of a program. Whenever one of them changes, "
        f"this line runs again: {code} That, turned into gates, is the circuit.",
    )


def _wish(out: str, tree: Gate) -> str:
    return f"What I want to see at `{out}` is {infix(tree)}."


def _cases(names: Sequence[str], each: _Each) -> tuple[str, ...]:
    def split(out: str, tree: Gate) -> str:
        pivot = next(name for name in names if name in leaves(tree))
        low, high = (fixed(tree, pivot, value) for value in (0, 1))
        texts = [str(t) if isinstance(t, int) else verilog(t) for t in (high, low)]
        return f"While `{pivot}` is high, `{out}` is {texts[0]}; while it is low, {texts[1]}."

    def asked(out: str, tree: Gate) -> str:
        return f"Which circuit raises `{out}` when, and only when, {condition(tree)}?"

    def low(out: str, tree: Gate) -> str:
        return f"`{out}` stays at 0 unless {condition(tree)}, which makes it 1."

    return (
        f"{each(asked, ' ')} Build it.",
        f"Split by one input, the logic is quickly told. {each(split, ' ')}",
        f"Unlike a latch, this network remembers nothing. {each(low, ' ')}",
    )


def _tables(trees: Mapping[str, Gate], names: Sequence[str], each: _Each) -> tuple[str, ...]:
    count = len(names)
    joined = f"{{{', '.join(names)}}}"

    def constant(tree: Gate) -> str:
        rows = ones(tree, names)
        digits = "".join(str(int(row in rows)) for row in reversed(range(1 << count)))
        return f"{1 << count}'b{digits}"

    def listed(out: str, tree: Gate) -> str:
        rows = [row for row in range(1 << count) if row not in ones(tree, names)]
        value = int(len(rows) > 1 << count - 1)
        texts = [f"{count}'b{row:0{count}b}" for row in (ones(tree, names) if value else rows)]
        few = " or ".join([*([", ".join(texts[:-1])] if texts[1:] else []), texts[-1]])
        return f"`{out}` shall be {value} with {joined} at {few}, and {1 - value} with any other."

    def back(out: str, tree: Gate) -> str:
        wire = "nmk"[list(trees).index(out)]
        gates = [
            f"{name} = {'NOT' if kind == 'not' else kind.upper()}({', '.join(sources)})"
            for kind, name, sources in reversed(netlist(tree, out, wire))
        ]
        return f"{gates[0]}{', where ' if gates[1:] else ''}{', '.join(gates[1:])}."

    sums = each(lambda out, tree: f"{out} = {modulo_2(tree, names)}", ", ")
    tables = each(lambda out, tree: f"{out} = bit k of {constant(tree)}", ", ")
    last = list(trees)[-1]
    sample = (1 << count) - 2
    bits = ", ".join(f"{name} = {sample >> count - 1 - n & 1}" for n, name in enumerate(names))
    value = int(sample in ones(trees[last], names))
    return (
        f"The module must be purely combinational. {each(listed, ' ')}",
        f"Arithmetic modulo 2 on bits, so that + is exclusive or and · is AND: {sums}.",
        f"A lookup table of {1 << count} bits replaces the gates. Let k = {joined} be the index; "
        f"then {tables}, where the rightmost digit is bit 0.",
        f"Followed from the output back to the inputs: {each(back, ' ')} With {bits}, for "
        f"instance, {last} = {call(trees[last])} comes out as {value}.",
    )

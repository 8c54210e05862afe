"""Networks of gates as formulas of other languages, as covers, choices and maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rtlgen.datagen.logic import Gate, Term, leaves, ones, verilog
from rtlgen.datagen.notations.gate_trees import number, prefix
from rtlgen.datagen.series import marked, series
from rtlgen.datagen.tree_notations import fixed
from rtlgen.exact.minimise import minimise

_LINE = "\n"
_SIGNS = {"and": "∧", "or": "∨", "xor": "⊕"}
_PLAIN = {"nand": "and", "nor": "or", "xnor": "xor"}
_GRAY = {1: (0, 1), 2: (0, 1, 3, 2), 3: (0, 1, 3, 2, 6, 7, 5, 4)}


def notations(trees: Mapping[str, Gate], names: Sequence[str]) -> tuple[str, ...]:
    """Say what each output is in twenty more ways.

    Args:
        trees: Output → its function.
        names: All inputs.
    """
    network = _Network(trees, names)
    return (
        *_formulas(network),
        *_sums(network),
        *_demands(network),
        *_choices(network),
        *_words(network),
        *_maps(network),
    )


@dataclass(frozen=True, slots=True)
class _Network:
    trees: Mapping[str, Gate]
    names: Sequence[str]

    def each(self, tell: Callable[[str, Gate], str], joint: str) -> str:
        """Tell each output."""
        return joint.join(tell(out, tree) for out, tree in self.trees.items())

    def rows(self, out: str, wanted: int = 1) -> list[int]:
        """List the numbers of the rows with a value; the first input is the highest bit."""
        found = set(ones(self.trees[out], self.names))
        return [row for row in range(1 << len(self.names)) if (row in found) == bool(wanted)]

    def word(self, row: int) -> str:
        """Write the levels of the inputs."""
        return f"{row:0{len(self.names)}b}"

    def digits(self, out: str, order: Sequence[int]) -> str:
        """Write the values of an output in some rows."""
        found = self.rows(out)
        return "".join(str(int(row in found)) for row in order)

    def cubes(self, out: str, wanted: int = 1) -> list[list[tuple[str, int]]]:
        """List products of inputs with their levels that cover the rows with a value."""
        count = len(self.names)
        return [
            [(n, int(c)) for n, c in zip(self.names, cube, strict=True) if c != "-"]
            for cube in minimise(count, self.rows(out, wanted))
        ]


def _symbols(term: Term) -> str:
    """Write a formula with the signs of logic."""
    if isinstance(term, str):
        return term
    parts = [
        f"({text})" if isinstance(part, Gate) and part.kind in _SIGNS else text
        for part in term.parts
        for text in [_symbols(part)]
    ]
    if term.kind == "not":
        return f"¬{parts[0]}"
    if term.kind in _SIGNS:
        return f" {_SIGNS[term.kind]} ".join(parts)
    return f"¬({f' {_SIGNS[_PLAIN[term.kind]]} '.join(parts)})"


def _formulas(network: _Network) -> tuple[str, ...]:
    def logic(out: str, tree: Gate) -> str:
        return f"{out} ⇔ {_symbols(tree)}"

    def lisp(out: str, tree: Gate) -> str:
        return f"(setq {out} {prefix(tree)})"

    def numeric(out: str, tree: Gate) -> str:
        return f"{out} = {number(tree)}"

    def opposite(out: str, tree: Gate) -> str:
        text = _pushed(tree, 0)
        return f"/{out} = {text[1:-1] if text.startswith('(') else text}"

    each = network.each
    return (
        f"Take 1 for true and 0 for false. In propositional logic {each(logic, ', ')}.",
        (
            f"Prefix notation, operator first, as in Lisp: {each(lisp, ' ')}. The operators work "
            f"on bits, and what setq stores goes to the port of that name."
        ),
        (
            f"Treat every bit as the number 0 or 1. Then {each(numeric, ' and ')}, with min, max "
            f"and abs as in any textbook."
        ),
        (
            f"PAL equations, active-low side: {each(opposite, '; ')}. Here / complements, * is "
            f"AND, + is OR, :+: is XOR. The pins carry the true outputs, so that what stands on "
            f"the right has to be inverted once more."
        ),
    )


def _pushed(term: Term, wanted: int) -> str:
    """Write when a bit has a value, with inverses of single inputs only."""
    if isinstance(term, str):
        return term if wanted else f"/{term}"
    if term.kind == "not":
        return _pushed(term.parts[0], 1 - wanted)
    value = wanted ^ (term.kind in _PLAIN)
    kind = _PLAIN.get(term.kind, term.kind)
    if kind == "xor":
        first, second = term.parts
        return f"({_pushed(first, 1)} :+: {_pushed(second, value)})"
    sign = "*" if (kind == "and") == bool(value) else "+"
    return f"({f' {sign} '.join(_pushed(part, value) for part in term.parts)})"


def _sums(network: _Network) -> tuple[str, ...]:
    def products(out: str, _: Gate) -> str:
        marks = ("'", "")
        terms = [" ".join(f"{n}{marks[bit]}" for n, bit in cube) for cube in network.cubes(out)]
        return f"{out} = {' + '.join(terms)}"

    def factors(out: str, _: Gate) -> str:
        clauses = [
            " || ".join(f"!{name}" if level else name for name, level in cube)
            for cube in network.cubes(out, 0)
        ]
        texts = [f"({text})" if "|" in text and clauses[1:] else text for text in clauses]
        return f"{out} = {' && '.join(texts)};"

    outs, count = list(network.trees), len(network.names)
    covers = [minimise(count, network.rows(out)) for out in outs]
    lines = "\n".join(
        f"{cube} {''.join(str(int(cube in some)) for some in covers)}"
        for cube in sorted(set().union(*covers))
    )
    return (
        (
            f"Minimised sum of products: {network.each(products, ', ')}. Neighbours are ANDed, and "
            f"an apostrophe marks a complemented literal."
        ),
        (
            f"After optimisation the netlist computes, as a product of sums in C syntax, "
            f"{network.each(factors, ' ')} It must stay free of registers and latches."
        ),
        (
            f"Personality of a PLA in Berkeley format:\n.i {count}\n.o {len(outs)}\n"
            f".ilb {' '.join(network.names)}\n.ob {' '.join(outs)}\n{lines}\n.e\nA dash fits "
            f"either level. An output is high as soon as one line that fits has a 1 in its column, "
            f"else low."
        ),
    )


def _demands(network: _Network) -> tuple[str, ...]:
    def enough(out: str, _: Gate) -> str:
        level = int(len(network.cubes(out)) <= len(network.cubes(out, 0)))
        ways = "; ".join(
            series([f"{name} {'high' if bit else 'low'}" for name, bit in cube])
            for cube in network.cubes(out, level)
        )
        return (
            f"`{out}` is {('low', 'high')[level]} if one of these combinations is present ({ways}) "
            f"and {('high', 'low')[level]} if none is."
        )

    def met(out: str, _: Gate) -> str:
        level = int(len(network.cubes(out, 0)) <= len(network.cubes(out)))
        demands = ", ".join(
            f"({n}) {' or '.join(f'{name} = {1 - bit}' for name, bit in cube)}"
            for n, cube in enumerate(network.cubes(out, 1 - level), 1)
        )
        return (
            f"For {out} = {level} every demand of this list has to be met, and a single one that "
            f"fails gives {out} = {1 - level}: {demands}."
        )

    def never(out: str, _: Gate) -> str:
        rules = ", ".join(
            "".join(f"{name}{'+' if bit else '-'}" for name, bit in cube)
            for cube in network.cubes(out, 0)
        )
        return f"{out}- if {rules}; otherwise {out}+."

    signs = f"the sign behind a name is its level ({network.names[0]}+ is high, - is low)"
    return (
        (
            f"Which combinations of the inputs count? {network.each(enough, ' ')} Inputs that are "
            f"not named do not matter."
        ),
        f"{network.each(met, ' ')} Nothing else counts, and there is no clock.",
        (
            f"Shorthand, in which {signs} and a comma separates alternatives: "
            f"{network.each(never, ' ')}"
        ),
    )


def _choices(network: _Network) -> tuple[str, ...]:
    def python(out: str, tree: Gate) -> str:
        return f"{out} = lambda {', '.join(network.names)}: {_tested(tree, network.names)}"

    def mux(out: str, tree: Gate) -> str:
        first, second = [name for name in network.names if name in leaves(tree)][-2:]
        data = []
        for row in range(4):
            half = fixed(tree, first, row >> 1)
            rest = half if isinstance(half, int) else fixed(half, second, row & 1)
            data.append(f"D{row} = {rest if isinstance(rest, int) else verilog(rest)}")
        return (
            f"`{out}` leaves a 4-to-1 multiplexer whose select word is {{{first}, {second}}} "
            f"(D0 is passed on at 00, D1 at 01, D2 at 10, D3 at 11) and whose data inputs get "
            f"{series(data)}."
        )

    def nested(out: str, tree: Gate) -> str:
        return f"To find {out}: {_branch(tree, network.names)}."

    many = "the lambda" if len(network.trees) == 1 else "the lambdas"
    return (
        (
            f"Golden model in Python:\n{network.each(python, _LINE)}\nEvery argument is 0 or 1. "
            f"The hardware returns at any time what {many} would."
        ),
        (
            f"We had multiplexers left over, so the board was built from them. "
            f"{network.each(mux, ' ')}"
        ),
        f"A decision tree, asked from the root. {network.each(nested, ' ')}",
    )


def _pivot(term: Gate, names: Sequence[str]) -> tuple[str, Term | int, Term | int]:
    """Return an input that matters, and what is left of the function at 1 and at 0."""
    for name in names:
        high, low = fixed(term, name, 1), fixed(term, name, 0)
        if name in leaves(term) and high != low:
            return name, high, low
    raise ValueError(term)


def _tested(term: Term | int, names: Sequence[str]) -> str:
    if not isinstance(term, Gate):
        return str(term)
    name, high, low = _pivot(term, names)
    texts = [_tested(part, names) for part in (high, low)]
    texts = [f"({text})" if " " in text else text for text in texts]
    return f"{texts[0]} if {name} else {texts[1]}"


def _branch(term: Term | int, names: Sequence[str]) -> str:
    if not isinstance(term, Gate):
        return f"answer {term}"
    name, high, low = _pivot(term, list(reversed(names)))
    texts = [_branch(part, names) for part in (high, low)]
    texts = [f"[{text}]" if "?" in text else text for text in texts]
    return f"{name}? yes: {texts[0]}, no: {texts[1]}"


def _words(network: _Network) -> tuple[str, ...]:
    def telegram(out: str, _: Gate) -> str:
        return f"{out} on @ {' '.join(map(network.word, network.rows(out)))}, elsewhere off"

    def member(out: str, _: Gate) -> str:
        value = int(2 * len(network.rows(out)) <= 1 << len(network.names))
        tuples = ", ".join(f"({', '.join(network.word(n))})" for n in network.rows(out, value))
        return f"{out} = {'1' if value else '0'} exactly for a member of {{{tuples}}}"

    def maxterms(out: str, _: Gate) -> str:
        return f"{out} = ΠM({', '.join(map(str, network.rows(out, 0)))})"

    names, outs = network.names, list(network.trees)
    whole = ", ".join(
        f"{network.word(row)}->{''.join(str(int(row in network.rows(out))) for out in outs)}"
        for row in range(1 << len(names))
    )
    order = "" if len(outs) == 1 else f" The digits behind an arrow are {series(outs)}."
    joined = ", ".join(names)
    word = "".join(names) if all(len(name) == 1 for name in names) else f"({joined})"
    return (
        (
            f"`{outs[0]}`{' etc.' if outs[1:] else ''}: lookup by pattern, no clk, no state. bits "
            f"in the order {joined}. {network.each(telegram, '. ')}."
        ),
        (
            f"Consider the tuple ({joined}). {network.each(member, '; ')}. Any other tuple gives "
            f"the opposite level."
        ),
        (
            f"Canonical product of maxterms over ({joined}): {network.each(maxterms, ', ')}. "
            f"Maxterm numbers follow the usual convention, {names[0]} being the high-order bit, "
            f"and the function is 0 just there."
        ),
        (
            f"Recorded with a logic analyser, input word {word} -> answer: "
            f"{whole}.{order} Replace the lost chip by logic that behaves the same."
        ),
    )


def _maps(network: _Network) -> tuple[str, ...]:
    names, count = network.names, len(network.names)
    down = count // 2
    across = count - down

    def table(out: str, _: Gate) -> str:
        cells = {n: [n << across | k for k in _GRAY[across]] for n in _GRAY[down]}
        lines = "\n".join(
            f"{n:0{down}b}: {' '.join(network.digits(out, rows))}" for n, rows in cells.items()
        )
        return f"Map of {out}:\n{lines}"

    def init(out: str, _: Gate) -> str:
        mirrored = [int(network.word(row)[::-1], 2) for row in reversed(range(1 << count))]
        value = int(network.digits(out, mirrored), 2)
        return f"INIT of {out} = {1 << count}'h{value:0{(1 << count) // 4}X}"

    def runs(out: str, _: Gate) -> str:
        return f"`{out}` runs through {' '.join(network.digits(out, range(1 << count)))}"

    gray = " ".join(f"{k:0{across}b}" for k in _GRAY[across])
    pins = ", ".join(f"{name} on I{place}" for place, name in enumerate(names))

    sides = f"{series(names[:down])} down the side and {series(names[down:])} across the top"
    more = "".join(f" + {1 << n}*I{n}" for n in range(2, count))
    return (
        (
            f"Karnaugh maps, {sides} (columns {gray}).\n{network.each(table, _LINE)}\nEach digit "
            f"is the level of the output in that cell."
        ),
        (
            f"One LUT{count} per output, {pins}. {network.each(init, '; ')}. Bit number "
            f"I0 + 2*I1{more} of INIT is what the table puts out; bit 0 is the rightmost."
        ),
        (
            f"Let the word {{{', '.join(names)}}} count up from {'0' * count} to {'1' * count}. "
            f"During this count {network.each(runs, ', and ')}. The circuit itself has no counter, "
            f"it only decodes {marked(names)}."
        ),
    )

"""Gates in further words."""

from __future__ import annotations

from rtlgen.datagen.series import series

_COUNT = {2: "two", 3: "three", 4: "four", 5: "five"}
_WHICH = {
    "and": "answers 1 only to all ones", "or": "answers 0 only to all zeros",
    "xor": "tells odd numbers of ones (1) from even ones (0)",
    "nand": "answers 0 only to all ones", "nor": "answers 1 only to all zeros",
    "xnor": "tells even numbers of ones (1) from odd ones (0)",
}  # fmt: skip
_CASES = {
    "and": "If any of {0} is 0, `{1}` is 0; otherwise it is 1",
    "or": "If every one of {0} is 0, `{1}` is 0; otherwise it is 1",
    "xor": "If {0} hold an even number of ones (none is even too), `{1}` is 0; otherwise it is 1",
    "nand": "If any of {0} is 0, `{1}` is 1; otherwise it is 0",
    "nor": "If any of {0} is 1, `{1}` is 0; otherwise it is 1",
    "xnor": "If {0} hold an odd number of ones, `{1}` is 0; otherwise it is 1",
}  # fmt: skip
_SHALL = {
    "and": "shall be set while {0} are all set, and shall be cleared as soon as one of them is 0",
    "or": "shall be set as soon as one of {0} is set, and shall be cleared while all of them are 0",
    "xor": "shall be set whenever an odd number of {0} is set, and must be 0 in every other case",
    "nand": "shall be cleared while {0} are all set, and must be 1 as soon as one of them is 0",
    "nor": "shall be cleared as soon as one of {0} is set, and must be 1 while all of them are 0",
    "xnor": "shall be set whenever an even number of {0} is set, zero of them included, and must "
    "be 0 in every other case",
}  # fmt: skip
_CONTRAST = {
    "and": "Unlike an OR gate, for which one high input is enough, this circuit waits for all of "
    "{0} to be high before it raises `{1}`",
    "or": "Unlike an AND gate, which needs all its inputs, this circuit raises `{1}` for a single "
    "high one among {0}, and for more of them as well",
    "xor": "Unlike an OR gate, this circuit does not raise `{1}` for just any 1 among {0}: the "
    "ones cancel in pairs, and only one that is left over makes `{1}` high",
    "nand": "Unlike an AND gate, which goes high when all of {0} are high, this circuit goes low "
    "then, and `{1}` is high in all other cases",
    "nor": "Unlike an OR gate, which goes high for any 1 among {0}, this circuit goes low then, "
    "and `{1}` is high for nothing but zeros",
    "xnor": "Unlike an XOR gate, which goes high for an odd number of ones among {0}, this circuit "
    "goes low then, and `{1}` is high for an even number of ones",
}  # fmt: skip
_PATTERNS = (0b01011101, 0b01101011, 0b11110110, 0b01011111, 0b11001110)


def _value(gate: str, ones: int, count: int) -> int:
    plain = {"and": ones == count, "or": ones > 0, "xor": ones % 2 == 1}
    name = {"nand": "and", "nor": "or", "xnor": "xor"}.get(gate, gate)
    return int(plain[name] != (name != gate))


def _number(gate: str, bits: list[str]) -> str:
    """Write the gate with arithmetic on the numbers 0 and 1."""
    total, product = " + ".join(bits), " * ".join(bits)
    return {
        "and": product, "or": f"max({', '.join(bits)})", "xor": f"({total}) mod 2",
        "nand": f"1 - {product}", "nor": f"1 - max({', '.join(bits)})",
        "xnor": f"1 - (({total}) mod 2)",
    }[gate]  # fmt: skip


def _logical(gate: str, bits: list[str]) -> str:
    """Write the gate as a condition of a program."""
    sign = {"n": "!(", "x": "!("}.get(gate[0], "") if gate != "xor" else ""
    operator = " && " if "and" in gate else " || "
    text = operator.join(bits)
    if gate in ("xor", "xnor"):
        text = bits[0]
        for place, bit in enumerate(bits[1:], 1):
            text = f"({text}) != {bit}" if place > 1 else f"{text} != {bit}"
    return f"{sign}{text})" if sign else text


def others(gate: str, names: list[str], out: str, width: int, expression: str) -> tuple[str, ...]:
    """Say in further words what a gate does."""
    listed, count, kind = ", ".join(names), len(names), gate.upper()
    pair = series(names)
    article = "an" if gate[0] in "aox" else "a"
    sized = f", {width} bits wide" if width > 1 else ""
    every = f" This holds for each of the {width} bit positions by itself." if width > 1 else ""
    buses = f" They are {width}-bit buses, so do it bit by bit." if width > 1 else ""
    one = "For each bit position, which" if width > 1 else "Which"
    even = " (1 for an even number of ones)" if gate == "xnor" and count > 2 else ""
    return (
        f"Drive `{out}` with the expression {expression}, "
        + ("the operators being bitwise." if width > 1 else "all signals being single bits."),
        f"A {count}-input {kind} gate{sized}{even}.",
        (f"{one} gate with {_COUNT[count]} inputs {_WHICH[gate]}? Build it{sized}, with {pair} as "
        f"the inputs and {out} as the output."),
        (f"Hi, could you put in {article} {kind} for me? I have {pair} and need the result on "
        f"`{out}`, nothing clocked.{buses}"),
        (f"The output `{out}` {_SHALL[gate].format(listed)}. It shall not depend on any clock or "
         "on "
        f"earlier values.{every}"),
        f"{_CASES[gate].format(listed, out)}.{every}",
        f"{_CONTRAST[gate].format(listed, out)}.{every}",
        *_computed(gate, names, out, width),
        f"`{out}` comes from {article} {kind} gate. What feeds the gate is {pair}"
        + (f": one gate for every bit, {width} of them in all." if width > 1 else ", nothing else.")
    )  # fmt: skip


def _computed(gate: str, names: list[str], out: str, width: int) -> tuple[str, ...]:
    """Say it as arithmetic, as a program and by an example."""
    bits = [f"{name}[i]" for name in names] if width > 1 else names
    place = f"{out}[i]" if width > 1 else out
    words = [pattern & (1 << width) - 1 for pattern in _PATTERNS[: len(names)]]
    answer = 0
    for at in range(width):
        ones = sum(word >> at & 1 for word in words)
        answer |= _value(gate, ones, len(names)) << at
    shown = ", ".join(
        f"{name} = {width}'b{word:0{width}b}" for name, word in zip(names, words, strict=True)
    )
    code = f"{place} = {_logical(gate, bits)};"
    loop = f"for (i = 0; i < {width}; i++) {code}" if width > 1 else code
    index = f" for i from 0 to {width - 1}" if width > 1 else ""
    return (
        f"Treating bits as the numbers 0 and 1, we have {place} = {_number(gate, bits)}{index}.",
        (
            f"As a C programmer would put it: {loop} The hardware does this all the time, without "
            "a clock."
        ),
        (
            f"Example: {shown} should make {out} = {width}'b{answer:0{width}b}. The rule behind it "
            f"is {gate.upper()}, taken over "
            f"{'each column of bits' if width > 1 else 'all the inputs'}."
        ),
    )

"""Gates, numbers and comparisons."""

from __future__ import annotations

from typing import Final

_GATES = (
    ("AND", "&", "ANDed"), ("OR", "|", "ORed"), ("XOR", "^", "XORed"),
)  # fmt: skip
_TWO = tuple(
    (
        f"<{{is}}the {gate} of {{x}} and {{y}}{{end}}", f">the {gate} of {{x}} and {{y}}",
        f">{{x}} {gate} {{y}}", f">{{x}} {gate.lower()} {{y}}", f">{{x}} {done} with {{y}}",
        f">{gate}({{x}}, {{y}})", f">{{x}} {sign} {{y}}", f">the result of {{x}} {gate} {{y}}",
        f">the logical {gate} of {{x}} and {{y}}" if gate != "XOR"
        else ">the exclusive OR of {x} and {y}",
        f">an {gate} of {{x}} and {{y}}", f">{{x}} and {{y}} {done} together",
    )
    for gate, sign, done in _GATES
)  # fmt: skip
_NEGATED = tuple(
    (
        f"<{{is}}the {gate} of {{x}} and {{y}}{{end}}",
        f">{{x}} {gate} {{y}}",
        f">{gate}({{x}}, {{y}})",
        f">the inverted {plain} of {{x}} and {{y}}",
        f">not ({{x}} {plain.lower()} {{y}})",
        f">{{x}} {gate.lower()} {{y}}",
        f">the complement of {{x}} {plain} {{y}}",
        f">~({{x}} {sign} {{y}})",
    )
    for gate, plain, sign in (("NAND", "AND", "&"), ("NOR", "OR", "|"), ("XNOR", "XOR", "^"))
)
GROUPS: Final = (
    *_TWO,
    *_NEGATED,
    ("<= inverse of {x}", ">= NOT {x}", ">= the complement of {x}", ">= ~{x}", ">= {x} inverted"),
    ("<the inverse of {x}", ">NOT {x}", ">the complement of {x}", ">not {x}",
     ">~{x}", ">{x} inverted", ">the inverted {x}", ">the negation of {x}"),
    ("<the bitwise inverse of {x}", ">the bitwise complement of {x}", ">{x} with all bits inverted",
     ">the one's complement of {x}", ">~{x}", ">bitwise NOT of {x}"),
    ("the exclusive OR of", "the XOR of", ">the exclusive-or of", ">the sum modulo 2 of"),
    ("bit by bit", ">bitwise", ">for each bit position", ">separately for each bit"),
    ("<number of ones", ">number of 1s", ">count of ones", ">number of bits equal to 1",
     ">number of set bits", ">number of bits that are 1"),
    ("all ones", ">all 1s"),
    ("all zeros", ">all 0s", ">only zeros"),
    ("an odd number of ones", "an odd number of 1s", ">an odd count of ones"),
    ("an even number of ones", "an even number of 1s", ">an even count of ones"),
    ("unsigned numbers", "unsigned integers", ">unsigned values", ">unsigned binary numbers"),
    ("unsigned number", "unsigned integer", ">unsigned value", ">unsigned binary number"),
    ("two's complement signed", "signed (two's complement)", ">signed, two's complement"),
    ("two's complement numbers", ">signed numbers in two's complement",
     ">signed (two's complement) numbers"),
    ("the two's complement of", ">the arithmetic negation of"),
    ("greater than", "larger than", ">bigger than"),
    ("less than", "smaller than"),
    ("<is less than{noteq}", ">is below", ">is smaller than", ">lies below"),
    ("is equal to", "equals"),
    ("is not equal to", "differs from", ">is different from"),
    ("<if at least {n} of", ">if {n} or more of", ">when {n} or more of",
     ">when no fewer than {n} of"),
    ("<is {n} or more", ">is at least {n}", ">is not less than {n}",
     ">is greater than or equal to {n}"),
    ("<is at least {n}", ">is {n} or more", ">is not below {n}",
     ">is greater than or equal to {n}"),
    ("<at most {n} of", ">no more than {n} of", ">{n} or fewer of"),
    ("rounded down", ">without the fraction", ">with any fraction dropped"),
    ("<rounded down, and {x} the remainder", ">rounded down, and {x} is what remains"),
    ("<modulo {n}", ">mod {n}", ">(modulo {n})"),
    ("the larger of", ">the greater of", ">the maximum of"),
    ("the smaller of", ">the minimum of", ">the lesser of"),
    ("the smallest", ">the minimum", ">the least"),
    ("the largest", ">the maximum", ">the greatest"),
    ("a multiplexer", "a mux", ">a selector", ">a data selector"),
    ("multiplexer", "mux"),
    ("<{x} chooses which of", ">{x} selects which of", ">{x} determines which of",
     ">{x} decides which of"),
    ("picks one bit of it", "selects one bit of it", ">chooses one bit of it"),
    ("{x} shows it unchanged", ">{x} outputs it as it is", ">{x} delivers it unchanged"),
    ("<appears at {x}", ">is passed to {x}", ">is shown at {x}", ">goes to {x}",
     ">is routed to {x}",
     ">appears on {x}"),
    ("<, combinational,", ">, which is combinational,", ">, a combinational one,"),
    ("<adds {x} and {y}", ">computes {x} + {y}", ">forms the sum of {x} and {y}",
     ">adds up {x} and {y}"),
    ("<compares {x} and {y}", ">compares {x} with {y}"),
    ("<multiply the", ">form the product of the"),
    ("<is the sum of {x} and {y}", ">is {x} + {y}", ">is {x} plus {y}", ">equals {x} + {y}"),
    ("<^{x} follows {y}.", ">{x} equals {y}.", ">{x} is the same as {y}.", ">connect {y} to {x}.",
     ">{x} is driven by {y}.", ">{y} drives {x}.", ">{x} always has the value of {y}."),
    ("<^{x} is wired to {y}.", ">connect {x} to {y}.", ">{y} is connected to {x}.",
     ">{x} drives {y}.", ">pass {x} to {y}.", ">assign {x} to {y}.",
     ">a wire leads from {x} to {y}."),
    ("<is always low.", ">is tied to ground.", ">is constantly 0.", ">is always 0.",
     ">stays at 0."),
    ("<is always high.", ">is tied high.", ">is constantly 1.", ">is always 1.", ">stays at 1."),
    ("<is always ground.", ">is grounded.", ">is always 0.", ">is connected to ground."),
    ("<is always the supply.", ">is connected to the supply (1).", ">is always 1.",
     ">is tied to 1."),
    ("<always shows the unsigned number {n}.", ">is the constant {n}.",
     ">always has the value {n}.",
     ">is constantly {n} (decimal).", ">shows {n} at all times.", ">is fixed at {n}."),
    ("<sum of the minterms", ">sum of minterms", ">OR of the minterms", ">sum over the minterms"),
    ("<product of the maxterms", ">product of maxterms", ">AND of the maxterms"),
    ("<is the most significant and {x} the least significant input",
     ">is the leftmost and {x} the rightmost bit of the number of a row"),
    ("<, with bit 0 at the right", ">, where bit 0 is the rightmost", ">, bit 0 being the LSB"),
)  # fmt: skip
"""See `rtlgen.datagen.writers.phrases`."""

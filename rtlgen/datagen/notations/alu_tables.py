"""Operations and flags of arithmetic and logic units, as templates in several notations.

A, B, R and OP stand for the names of the ports, W for the width, M for the number of the top bit,
N for the one below, S for 2 to the power of W, MASK for S - 1, LO and HI for the ends of the signed
range, ADD and SUB for the codes of these operations.
"""

from __future__ import annotations

from collections.abc import Sequence


def _table(names: Sequence[str], texts: str) -> dict[str, str]:
    return dict(zip(names, [text.strip() for text in texts.split(";")], strict=True))


ALL = (
    "ADD", "SUB", "AND", "OR", "XOR", "NOR", "NAND", "XNOR", "NOT", "PASS", "INC", "DEC", "NEG",
    "SHL", "SHR", "SAR", "ROL", "SLTU", "SLT", "EQ", "MAX",
)  # fmt: skip
PYTHON = _table(
    ALL,
    "{A} + {B}; {A} - {B}; {A} & {B}; {A} | {B}; {A} ^ {B}; ~({A} | {B}); ~({A} & {B});"
    "~({A} ^ {B}); ~{A}; {B}; {A} + 1; {A} - 1; -{A}; {A} << 1; {A} >> 1; s({A}) >> 1;"
    "{A} << 1 | {A} >> {M}; int({A} < {B}); int(s({A}) < s({B})); int({A} == {B}); max({A}, {B})",
)
RUST = _table(
    ALL,
    "{A}.wrapping_add({B}); {A}.wrapping_sub({B}); {A} & {B}; {A} | {B}; {A} ^ {B}; !({A} | {B});"
    "!({A} & {B}); !({A} ^ {B}); !{A}; {B}; {A}.wrapping_add(1); {A}.wrapping_sub(1);"
    "{A}.wrapping_neg(); {A} << 1; {A} >> 1; (({A} as i{W}) >> 1) as u{W}; {A}.rotate_left(1);"
    "({A} < {B}) as u{W}; (({A} as i{W}) < ({B} as i{W})) as u{W}; ({A} == {B}) as u{W};"
    "{A}.max({B})",
)
VHDL = _table(
    ALL,
    "{A} + {B}; {A} - {B}; {A} and {B}; {A} or {B}; {A} xor {B}; {A} nor {B}; {A} nand {B};"
    "{A} xnor {B}; not {A}; {B}; {A} + 1; {A} - 1; 0 - {A}; shift_left({A}, 1);"
    "shift_right({A}, 1); unsigned(shift_right(signed({A}), 1)); rotate_left({A}, 1);"
    "word({A} < {B}); word(signed({A}) < signed({B})); word({A} = {B}); maximum({A}, {B})",
)
SMT = _table(
    ALL,
    "(bvadd {A} {B}); (bvsub {A} {B}); (bvand {A} {B}); (bvor {A} {B}); (bvxor {A} {B});"
    "(bvnor {A} {B}); (bvnand {A} {B}); (bvxnor {A} {B}); (bvnot {A}); {B}; (bvadd {A} 1);"
    "(bvsub {A} 1); (bvneg {A}); (bvshl {A} 1); (bvlshr {A} 1); (bvashr {A} 1);"
    "((_ rotate_left 1) {A}); (ite (bvult {A} {B}) 1 0); (ite (bvslt {A} {B}) 1 0);"
    "(ite (= {A} {B}) 1 0); (ite (bvugt {A} {B}) {A} {B})",
)
ASSEMBLY = _table(
    ALL,
    "add {R}, {A}, {B}; sub {R}, {A}, {B}; and {R}, {A}, {B}; or {R}, {A}, {B};"
    "xor {R}, {A}, {B}; nor {R}, {A}, {B}; nand {R}, {A}, {B}; xnor {R}, {A}, {B}; not {R}, {A};"
    "mv {R}, {B}; addi {R}, {A}, 1; addi {R}, {A}, -1; neg {R}, {A}; slli {R}, {A}, 1;"
    "srli {R}, {A}, 1; srai {R}, {A}, 1; roli {R}, {A}, 1; sltu {R}, {A}, {B};"
    "slt {R}, {A}, {B}; seq {R}, {A}, {B}; maxu {R}, {A}, {B}",
)
SYMBOLS = _table(
    ALL,
    "{A} plus {B}; {A} minus {B}; {A} ∧ {B}; {A} ∨ {B}; {A} xor {B}; ¬({A} ∨ {B}); ¬({A} ∧ {B});"
    "¬({A} xor {B}); ¬{A}; {B}; {A} plus 1; {A} minus 1; 0 minus {A}; {A} plus {A};"
    "(0, {A}[{M}..1]); ({A}[{M}], {A}[{M}..1]); ({A}[{N}..0], {A}[{M}]); [{A} < {B} unsigned];"
    "[{A} < {B} signed]; [{A} = {B}]; max({A}, {B}) unsigned",
)
SLICES = _table(
    ALL,
    "{A} + {B}; {A} - {B}; {A} & {B}; {A} | {B}; {A} ^ {B}; ~({A} | {B}); ~({A} & {B});"
    "~({A} ^ {B}); ~{A}; {B}; {A} + 1; {A} - 1; 0 - {A}; {{{A}[{N}:0], 1'b0}};"
    "{{1'b0, {A}[{M}:1]}}; {{{A}[{M}], {A}[{M}:1]}}; {{{A}[{N}:0], {A}[{M}]}};"
    "(unsigned {A} < unsigned {B}); (signed {A} < signed {B}); ({A} == {B});"
    "(unsigned {A} > unsigned {B} ? {A} : {B})",
)
ADDER = {
    "ADD": "({A}, {B}, 0)", "SUB": "({A}, ~{B}, 1)", "INC": "({A}, 0, 1)",
    "DEC": "({A}, {MASK}, 0)", "NEG": "(~{A}, 0, 1)", "SHL": "({A}, {A}, 0)",
}  # fmt: skip
TRUTHS = {
    "AND": "0001", "OR": "0111", "XOR": "0110", "NOR": "1000", "NAND": "1110", "XNOR": "1001",
    "NOT": "1100", "PASS": "0101",
}  # fmt: skip
GROUPS = {
    "Arithmetic": ("ADD", "SUB", "INC", "DEC", "NEG"), "Moving bits": ("SHL", "SHR", "SAR", "ROL"),
    "Comparison": ("SLTU", "SLT", "EQ", "MAX"), "Logic and copying": tuple(TRUTHS),
}  # fmt: skip
VERBS = _table(
    ALL,
    "add {A} and {B}; subtract {B} from {A}; AND {A} with {B} bit by bit;"
    "OR {A} with {B} bit by bit; XOR {A} with {B} bit by bit; OR {A} with {B} and invert all bits;"
    "AND {A} with {B} and invert all bits; XOR {A} with {B} and invert all bits;"
    "invert all bits of {A}; copy {B}; increment {A}; decrement {A}; negate {A};"
    "move {A} up one place with 0 into bit 0; move {A} down one place with 0 into bit {M};"
    "move {A} down one place with bit {M} left as it is;"
    "move {A} up one place with bit {M} going round to bit 0;"
    "test {A} < {B} unsigned (true 1/false 0); test {A} < {B} signed (true 1/false 0);"
    "test {A} == {B} (true 1/false 0); pick the greater of {A} and {B} unsigned",
)
NOUNS = _table(
    ALL,
    "the sum of {A} and {B}; the difference {A} minus {B};"
    "ones where both {A} and {B} have ones and zeros elsewhere;"
    "zeros where both {A} and {B} have zeros and ones elsewhere;"
    "ones where {A} and {B} differ and zeros elsewhere;"
    "ones where neither {A} nor {B} has a one and zeros elsewhere;"
    "zeros where both {A} and {B} have ones and ones elsewhere;"
    "ones where {A} and {B} agree and zeros elsewhere; {A} with every bit flipped; a copy of {B};"
    "the number after {A}; the number before {A}; zero minus {A}; twice {A};"
    "half of {A} as an unsigned number, rounded down;"
    "half of {A} as a signed number, rounded towards minus infinity;"
    "bits {N} to 0 of {A} followed by its bit {M};"
    "the number 1 for {A} under {B} (unsigned) and 0 for the contrary;"
    "the number 1 for {A} under {B} (signed) and 0 for the contrary;"
    "the number 1 for equal operands and 0 for unequal ones;"
    "whichever operand is greater (unsigned)",
)
BRIEF = _table(
    ALL,
    "{A}+{B}; {A}-{B}; and; or; xor; nor; nand; xnor; not {A}; {B}; {A}+1; {A}-1; -{A}; {A} shl 1;"
    "{A} shr 1 logical; {A} shr 1 arithmetic; {A} rol 1; {A}<{B} unsigned; {A}<{B} signed;"
    "{A}=={B}; umax({A},{B})",
)
PROSE_FLAGS = {
    "or": " or ",
    "zero": "`zero` stays low unless every bit of {R} is 0.",
    "negative": "`negative` copies the most significant bit of {R}.",
    "carry": "`carry` goes high CASES, and in no other case.",
    "carry ADD": "on code {ADD} if the unsigned sum is above {MASK}",
    "carry SUB": "on code {SUB} if {B} is above {A}, unsigned",
    "overflow": "`overflow` goes high CASES, and in no other case.",
    "overflow ADD": "on code {ADD} if the signed sum is not in {LO} to {HI}",
    "overflow SUB": "on code {SUB} if the signed difference is not in {LO} to {HI}",
}
PYTHON_FLAGS = {
    "or": " or ",
    "zero": "`zero = int({R} == 0)`.",
    "negative": "`negative = {R} >> {M}`.",
    "carry": "`carry = int(CASES)`.",
    "carry ADD": "{OP} == {ADD} and {A} + {B} > {MASK}",
    "carry SUB": "{OP} == {SUB} and {A} < {B}",
    "overflow": "`overflow = int(CASES)`.",
    "overflow ADD": "{OP} == {ADD} and not {LO} <= s({A}) + s({B}) <= {HI}",
    "overflow SUB": "{OP} == {SUB} and not {LO} <= s({A}) - s({B}) <= {HI}",
}
RUST_FLAGS = {
    "or": " || ",
    "zero": "`zero = {R} == 0;`.",
    "negative": "`negative = ({R} as i{W}) < 0;`.",
    "carry": "`carry = CASES;`.",
    "carry ADD": "{OP} == {ADD} && {A}.checked_add({B}).is_none()",
    "carry SUB": "{OP} == {SUB} && {A}.checked_sub({B}).is_none()",
    "overflow": "`overflow = CASES;`.",
    "overflow ADD": "{OP} == {ADD} && ({A} as i{W}).checked_add({B} as i{W}).is_none()",
    "overflow SUB": "{OP} == {SUB} && ({A} as i{W}).checked_sub({B} as i{W}).is_none()",
}
GATE_FLAGS = {
    "or": " | ",
    "zero": "`zero` is the NOR of all bits of {R}.",
    "negative": "`negative` is the wire {R}[{M}].",
    "carry": "`carry` = CASES.",
    "carry ADD": "({OP} == {ADD}) & (carry out of {A} + {B})",
    "carry SUB": "({OP} == {SUB}) & (borrow of {A} - {B})",
    "overflow": "`overflow` = CASES.",
    "overflow ADD": "({OP} == {ADD}) & ~({A}[{M}] ^ {B}[{M}]) & ({A}[{M}] ^ {R}[{M}])",
    "overflow SUB": "({OP} == {SUB}) & ({A}[{M}] ^ {B}[{M}]) & ({A}[{M}] ^ {R}[{M}])",
}
EXACT_FLAGS = {
    "or": " or ",
    "zero": "`zero` <=> {R} = 0.",
    "negative": "`negative` <=> {R} > {HI} unsigned.",
    "carry": "`carry` <=> CASES.",
    "carry ADD": "({OP} = {ADD} and {A} + {B} >= {S} unsigned)",
    "carry SUB": "({OP} = {SUB} and {A} < {B} unsigned)",
    "overflow": "`overflow` <=> CASES.",
    "overflow ADD": "({OP} = {ADD} and signed {R} differs from the exact signed {A} + {B})",
    "overflow SUB": "({OP} = {SUB} and signed {R} differs from the exact signed {A} - {B})",
}
MUST_FLAGS = {
    "or": " or ",
    "zero": "`zero` MUST be 1 exactly for {R} = 0.",
    "negative": "`negative` MUST equal bit {M} of {R}.",
    "carry": "`carry` MUST be 1 CASES; it MUST be 0 for all else.",
    "carry ADD": "when code {ADD} yields an unsigned sum of {S} or more",
    "carry SUB": "when code {SUB} has to borrow ({A} < {B}, unsigned)",
    "overflow": "`overflow` MUST be 1 CASES; it MUST be 0 for all else.",
    "overflow ADD": "when on code {ADD} the signs of {A} and {B} are alike and that of {R} is not",
    "overflow SUB": "when on code {SUB} the signs of {A} and {B} differ and {R} has that of {B}",
}
SHORT_FLAGS = {
    "or": " or ",
    "zero": "zero: {R} all 0.",
    "negative": "negative: {R}[{M}].",
    "carry": "carry: CASES, else 0.",
    "carry ADD": "{OP} {ADD} and unsigned {A}+{B} over {MASK}",
    "carry SUB": "{OP} {SUB} and unsigned {A}<{B}",
    "overflow": "overflow: CASES, else 0.",
    "overflow ADD": "{OP} {ADD} and signed {A}+{B} not in {LO}..{HI}",
    "overflow SUB": "{OP} {SUB} and signed {A}-{B} not in {LO}..{HI}",
}
ADDER_FLAGS = {
    **GATE_FLAGS,
    "or": ", ",
    "carry": "`carry` is CASES, and for the rest 0.",
    "carry ADD": "for {ADD} the carry out of the adder",
    "carry SUB": "for {SUB} the inverse of the carry out",
    "overflow": "`overflow` is CASES, and for the rest 0.",
    "overflow ADD": "for {ADD} the XOR of the carries into and out of bit {M}",
    "overflow SUB": "for {SUB} the XOR of the carries into and out of bit {M}",
}

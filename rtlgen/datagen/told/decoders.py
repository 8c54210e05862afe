"""Decoders in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoder:
    """A decoder and its ports."""

    code: str
    bits: int
    out: str
    lines: int
    enable: str | None
    is_enable_low: bool
    is_low: bool

    @property
    def on(self) -> str:
        """Level of the selected line."""
        return "0" if self.is_low else "1"

    @property
    def off(self) -> str:
        """Level of the other lines."""
        return "1" if self.is_low else "0"

    @property
    def works(self) -> str:
        """Level of the enable at which a line is selected."""
        return "0" if self.is_enable_low else "1"

    @property
    def rests(self) -> str:
        """Level of the enable at which no line is selected."""
        return "1" if self.is_enable_low else "0"

    @property
    def is_short(self) -> bool:
        """Whether some codes have no line."""
        return self.lines < 1 << self.bits

    @property
    def inactive(self) -> str:
        """Tell when no line is selected, as a condition; empty = never."""
        found = [f"`{self.enable}` is {self.rests}"] if self.enable else []
        found += [f"`{self.code}` is {self.lines} or more"] if self.is_short else []
        return " or ".join(found)

    @property
    def literals(self) -> list[str]:
        """Write the equation of each line."""
        found = []
        for line in range(self.lines):
            digits = f"{line:0{self.bits}b}"
            terms = [
                ("" if digit == "1" else "~")
                + (f"{self.code}[{self.bits - 1 - n}]" if self.bits > 1 else self.code)
                for n, digit in enumerate(digits)
            ]
            terms += [f"{'~' if self.is_enable_low else ''}{self.enable}"] if self.enable else []
            product = " & ".join(terms)
            found.append(f"{self.out}[{line}] = " + (f"~({product})" if self.is_low else product))
        return found


def others(decoder: Decoder) -> tuple[str, ...]:
    """Tell a decoder in further words."""
    return (*_formulas(decoder), *_cases(decoder), *_reports(decoder))


def _formulas(decoder: Decoder) -> tuple[str, ...]:
    """Tell it by equations, powers of two, a program and in short."""
    code, out, lines, enable = decoder.code, decoder.out, decoder.lines, decoder.enable
    sign = "!" if decoder.is_enable_low else ""
    both = f" & {'~' if decoder.is_enable_low else ''}{enable}" if enable else ""
    test = f"({code} == i){both}"
    test = f"~({test})" if decoder.is_low else test
    limits = [f"{sign}{enable}"] if enable else []
    limits += [f"{code} < {lines}"] if decoder.is_short else []
    guard = f"if ({' && '.join(limits)}) " if limits else ""
    number = f"{(1 << lines) - 1} - 2^n" if decoder.is_low else "2^n"
    none = f"{(1 << lines) - 1}" if decoder.is_low else "0"
    rest = f" If {decoder.inactive}, it is {none} instead." if decoder.inactive else ""
    kind = "active-low outputs" if decoder.is_low else ""
    level = "low" if decoder.is_enable_low else "high"
    gate = (
        f"active-{level} {'enable' if enable == 'enable' else 'enable ' + enable}" if enable else ""
    )
    odd = "invalid codes select no line" if decoder.is_short else ""
    parts = ", ".join(part for part in (kind, gate, odd) if part)
    name = "BCD-to-decimal (4-to-10)" if decoder.is_short else f"{decoder.bits}-to-{lines}"
    return (
        f"For every index i of `{out}`, drive {out}[i] with {test}.",
        f"Binary decoder, {name}{f', {parts}' if parts else ''}.",
        (
            f"With n the value of `{code}`, the word `{out}`, read as an unsigned number of "
            f"{lines} bits, is {number}.{rest}"
        ),
        (
            f"Think of `{out}` as an array of {lines} bits: for (i = 0; i < {lines}; i++) "
            f"{out}[i] = {decoder.off}; {guard}{out}[{code}] = {decoder.on}; It is pure logic, "
            "without a clock."
        ),
    )


def _cases(decoder: Decoder) -> tuple[str, ...]:
    """Tell it by cases, by contrast, and by the equations of the lines."""
    code, out, lines, bits = decoder.code, decoder.out, decoder.lines, decoder.bits
    on, off, last = decoder.on, decoder.off, decoder.lines - 1
    first = f"If {decoder.inactive}, no line is selected and `{out}` is all {off}s. Otherwise one "
    first = first if decoder.inactive else "Always one "
    order = f"{out}[{last}] for `{code}` = {last:0{bits}b}"
    order += f", {out}[{last - 1}] for {last - 1:0{bits}b}"
    order += f", continuing in this manner down to {out}[0] for {0:0{bits}b}" if lines > 2 else ""
    extra = f", and there is none when {decoder.inactive}" if decoder.inactive else ""
    least = "At no time" if not decoder.inactive else "Never"
    return (
        (
            f"{first}line is selected, which means that it is {on} while the others are {off}: "
            f"{order}."
        ),
        (
            f"{least} are two lines of `{out}` active together. Line `{code}` (lines are numbered "
            f"from the right, beginning with 0) is the active one, at the level {on}{extra}. "
            f"Lines that are not active keep the level {off}."
        ),
        (
            f"The {lines} outputs are {'inverted ' if decoder.is_low else ''}minterms of the "
            f"inputs. {', '.join(decoder.literals)}."
        ),
    )


def _reports(decoder: Decoder) -> tuple[str, ...]:
    """Tell it as a question, a message and requirements."""
    code, out, lines, bits = decoder.code, decoder.out, decoder.lines, decoder.bits
    on, off, enable, sample = decoder.on, decoder.off, decoder.enable, decoder.lines // 2
    kind = "one-cold" if decoder.is_low else "one-hot"
    no_line = f" Codes from {lines} upwards have no wire." if decoder.is_short else ""
    asked = f" Its wires are active only while `{enable}` is {decoder.works}." if enable else ""
    mine = f" There is also `{enable}`: at {decoder.rests} I want all of them at {off}." if (
        enable
    ) else ""  # fmt: skip
    unused = f" The codes from {lines} on are never used; please select nothing for them." if (
        decoder.is_short
    ) else ""  # fmt: skip
    must = f" Instead, every bit must be {off} if {decoder.inactive}." if decoder.inactive else ""
    values = "value" if bits > 1 else "level"
    unit = "bits" if bits > 1 else "bit"
    return (
        (
            f"Which circuit gives each {values} of a code with {bits} {unit} a wire of its own? "
            f"Build it. The code is `{code}`; wire number k is `{out}[k]`, at {on} for its own "
            f"{values} and at {off} otherwise.{no_line}{asked}"
        ),
        (
            f"I have {lines} peripherals with a select pin each, and the pins react to a {on}. "
            f"Please decode `{code}` for me so that peripheral number n hangs on `{out}[n]` and "
            f"is the only one selected when the address is n; address {sample} should pick "
            f"`{out}[{sample}]`.{mine}{unused}"
        ),
        (
            f"The block shall translate the binary word `{code}` to the {kind} word `{out}`. The "
            f"bit with the number `{code}` shall be {on}, and the others shall be {off}.{must}"
        ),
    )

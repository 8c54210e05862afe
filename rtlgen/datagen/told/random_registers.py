"""Registers that inputs decide about in further words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rtlgen.datagen.actions import Action
from rtlgen.datagen.ruled_register import RuledRegister
from rtlgen.datagen.series import series


def others(registers: Sequence[RuledRegister], clock: Sequence[str]) -> tuple[str, ...]:
    """Say the same in ten more ways.

    Args:
        registers: All of them.
        clock: Clock and reset, ten times.
    """
    said = (*_formal(registers), *_spoken(registers), *_strict(registers))
    return tuple(f"{text} {more}" for text, more in zip(said, clock, strict=True))


def _each(
    registers: Sequence[RuledRegister], form: Callable[[RuledRegister], str], between: str = " "
) -> str:
    return between.join(form(one) for one in registers)


def _value(one: RuledRegister, action: Action) -> str:
    return action.verilog.replace("Q", one.name)


def _is_held(one: RuledRegister) -> bool:
    return one.last.verilog == "Q"


def _exact(one: RuledRegister) -> list[tuple[str, Action]]:
    """Return each action with the levels under which it happens; no levels if always."""
    found, before = [], list[str]()
    for name, level, action in one.rules:
        found.append((" and ".join([*before, f"{name} = {level}"]), action))
        before.append(f"{name} = {1 - level}")
    return [*found, (" and ".join(before), one.last)]


def _size(one: RuledRegister) -> str:
    return f"{one.width}-bit" if one.width > 1 else "one-bit"


def _article(one: RuledRegister) -> str:
    return f"{'an' if one.width == 8 else 'a'} {_size(one)}"


def _formal(registers: Sequence[RuledRegister]) -> tuple[str, ...]:
    def brief(one: RuledRegister) -> str:
        if not one.rules:
            return f"{one.name} always gets {_value(one, one.last)}"
        rules = "".join(
            f"{name if level else f'!{name}'} -> {_value(one, action)}, else "
            for name, level, action in one.rules
        )
        return f"{one.name}: {rules}{'hold' if _is_held(one) else _value(one, one.last)}"

    def steps(one: RuledRegister) -> str:
        rules = "".join(
            f"if ({name} == {level}) new_{one.name} = {_value(one, action)}; else "
            for name, level, action in one.rules
        )
        return f"{rules}new_{one.name} = {_value(one, one.last)}"

    def cases(one: RuledRegister) -> str:
        parts = [f"{_value(one, a)}{f' for {test}' * bool(test)}" for test, a in _exact(one)]
        return f"{one.name}(t+1) = {', '.join(parts)}"

    order = ", the first match counts" if any(len(one.rules) > 1 for one in registers) else ""
    names = series([f"`{one.name}`" for one in registers])
    widths = {_size(one) for one in registers}
    kind = "flip-flop" if widths == {"one-bit"} else f"{_size(registers[0])} register"
    number = (_article(registers[0]).split()[0].capitalize(), "Two", "Three")[len(registers) - 1]
    several = f"{'s' * (len(registers) > 1)}"
    final = ", ".join(f"{one.name} = new_{one.name}" for one in registers)
    loaded = _each(
        registers, lambda one: f"the expression {one.expression()} is loaded into {one.name}", "; "
    )
    return (
        f"On each tick, {loaded}.",
        f"{number} {kind}{several}{order}; {_each(registers, brief, '; ')}.",
        f"With t as the number of the tick: {_each(registers, cases, '; ')}. The names on the "
        f"right stand for the levels at tick t.",
        f"Think of {names} as {'variables' if several else 'a variable'} that a program updates "
        f"once per clock: {_each(registers, steps, '; ')}; at the end, {final}, so that only old "
        f"values are read.",
    )


def _spoken(registers: Sequence[RuledRegister]) -> tuple[str, ...]:
    def asked(one: RuledRegister) -> str:
        rules = "".join(
            f"{'else ' * bool(n)}{name} at {level} means: it {action.words[-1]}; "
            for n, (name, level, action) in enumerate(one.rules)
        )
        rest = "else it" if one.rules else "each edge means: it"
        return f"`{one.name}`, {rules}{rest} {one.last.words[-1]}"

    def wanted(one: RuledRegister) -> str:
        rules = "".join(
            f"{'If that is not so and' if n else 'If'} {name} is {level}, `{one.name}` "
            f"{action.words[0]}. "
            for n, (name, level, action) in enumerate(one.rules)
        )
        rest = (
            "At each edge,"
            if not one.rules
            else ("If none of this is so," if len(one.rules) > 1 else "If not,")
        )
        return (
            f"I need {_article(one)} register `{one.name}`. {rules}{rest} `{one.name}` "
            f"{one.last.words[0]}."
        )

    def contrast(one: RuledRegister) -> str:
        tests = [f"{name} is {level}" for name, level, _ in one.rules]
        if not tests:
            return f"Nothing has to be asked at an edge: `{one.name}` always {one.last.words[0]}."
        rules = " ".join(
            f"{'Otherwise, if' if n else 'If'} {tests[n]}, then `{one.name}` {action.words[0]}."
            for n, (_, _, action) in enumerate(one.rules)
        )
        if _is_held(one):
            return f"Unless {' or '.join(tests)}, an edge leaves `{one.name}` as it was. {rules}"
        return (
            f"Unlike a register with an enable, `{one.name}` has something to do at every edge. "
            f"{rules} Where none of this is so, `{one.name}` {one.last.words[0]}."
        )

    them = "them" if len(registers) > 1 else "it"
    return (
        f"Which clocked circuit behaves like this? {_each(registers, asked, '. ')}. Build {them}"
        f"{'.' if len(registers) > 1 else ' with one always block.'}",
        _each(registers, wanted),
        _each(registers, contrast),
    )


def _strict(registers: Sequence[RuledRegister]) -> tuple[str, ...]:
    def shall(one: RuledRegister) -> str:
        rules = [
            f"{_value(one, action)}{f' where {test}' * bool(test)}" for test, action in _exact(one)
        ]
        return f"At an edge, `{one.name}` shall become {', or '.join(rules)}."

    def turned(one: RuledRegister) -> str:
        rules = [
            f"{f'At an edge with {test},' if test else 'At any edge,'} `{one.name}` "
            f"{action.words[-1]}."
            for test, action in reversed(_exact(one))
        ]
        return " ".join(rules)

    def backwards(one: RuledRegister) -> str:
        inputs = list(dict.fromkeys(name for name, _, _ in one.rules))
        if not inputs:
            return (
                f"Output `{one.name}` is the output of {_article(one)} register whose D input is "
                f"{_value(one, one.last)}."
            )
        rules = ", ".join(f"{_value(one, action)} with {test}" for test, action in _exact(one))
        return (
            f"Output `{one.name}` is the output of {_article(one)} register. Its D input is chosen "
            f"by {series(inputs)}: {rules}."
        )

    return (
        _each(registers, shall)
        + " These rules must be exact, and no value shall change between edges"
        + " other than by a reset.",
        _each(registers, turned),
        _each(registers, backwards),
    )

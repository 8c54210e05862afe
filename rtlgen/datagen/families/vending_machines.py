"""Vending machines: coins add up to a price; change, credit and a cancel button as it may be."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end

State = tuple[int, bool, int]
"""Credit, whether something is sold in this cycle, and what is paid back in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    coins: tuple[tuple[str, int], ...]
    """Inputs and values, the most valuable first: of several coins at once it counts alone."""
    price: int
    sold: str
    change: str | None
    """Output for what is paid back; None = what is too much stays as credit."""
    credit: str | None
    """Output."""
    cancel: str | None
    """Input that pays all credit back; only with change."""
    clocking: Clocking

    @property
    def bits(self) -> int:
        """Of all amounts."""
        return (self.price - 1 + self.coins[0][1]).bit_length()

    def update(self, state: State, levels: Levels) -> State:
        """Take a coin."""
        credit = state[0]
        if self.cancel and levels[self.cancel]:
            return 0, False, credit
        credit += next((value for name, value in self.coins if levels[name]), 0)
        if credit < self.price:
            return credit, False, 0
        over = credit - self.price
        return (0, True, over) if self.change else (over, True, 0)

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show what is sold and paid."""
        del levels
        found = {self.sold: int(state[1])}
        if self.change:
            found[self.change] = state[2]
        if self.credit:
            found[self.credit] = state[0]
        return {**found}


def draw(rng: random.Random) -> Drawn:
    """Draw a machine."""
    coins = rng.choice((
        (("coin2", 2), ("coin1", 1)), (("coin10", 10), ("coin5", 5)),
        (("coin_a", 3), ("coin_b", 1)),
        (("coin5", 5), ("coin2", 2), ("coin1", 1)), (("token4", 4), ("token2", 2), ("token1", 1)),
        (("half", 2), ("quarter_coin", 1)), (("bill", 5), ("coin", 1)), (("coin1", 1),),
    ))  # fmt: skip
    smallest, largest = coins[-1][1], coins[0][1]
    price = smallest * rng.randrange(max(2, largest // smallest), 9)
    change = rng.choice(("change", "refund", "pay_back", None))
    machine = _Machine(
        coins=coins, price=price, sold=rng.choice(("vend", "dispense", "sold", "open_gate")),
        change=change, credit=rng.choice((None, "credit", "paid")),
        cancel=rng.choice((None, "cancel", "return_coins")) if change else None,
        clocking=draw_clocking(rng),
    )  # fmt: skip
    inputs = [*(name for name, _ in coins), *([machine.cancel] if machine.cancel else [])]
    amounts = [name for name in (change, machine.credit) if name]
    cleared = ", ".join(f"`{name}`" for name in (machine.sold, *amounts))
    rest = [
        machine.clocking.says(rng, f"sets the credit to 0 and clears {cleared} to 0")
        for _ in range(4)
    ]
    outs = frozenset({machine.sold, *([change] if change else [])})
    return Drawn(
        family="vending_machines",
        name=rng.choice(("vending", "vending_machine", "coin_box", "ticket_machine")),
        ports=(
            *machine.clocking.ports, *map(input_port, inputs), output_port(machine.sold),
            *(output_port(name, machine.bits) for name in amounts),
        ),
        bodies={"sum": _sum(machine), "states": _states(machine)},
        registers={"sum": outs, "states": outs},
        says=tuple(f"{text} {more}" for text, more in zip(_says(machine), rest, strict=True)),
        behaviour=machine.clocking.behaviour((0, False, 0), machine.update, machine.outputs),
    )  # fmt: skip


def _head(machine: _Machine) -> str:
    bits = machine.bits
    inserted = "".join(f"{name} ? {bits}'d{value} : " for name, value in machine.coins)
    return (
        f"    reg [{bits - 1}:0] amount;\n"
        f"    wire [{bits - 1}:0] inserted = {inserted}{bits}'d0;\n"
        f"    wire [{bits - 1}:0] total = amount + inserted;\n"
        f"    wire enough = (total >= {bits}'d{machine.price});\n"
    )


def _tail(machine: _Machine) -> str:
    return f"    assign {machine.credit} = amount;\n" if machine.credit else ""


def _cleared(machine: _Machine) -> list[str]:
    change = f"{machine.change} <= 0;" if machine.change else ""
    return ["amount <= 0;", f"{machine.sold} <= 1'b0;", change]


def _sum(machine: _Machine) -> str:
    """Write an adder and a comparison."""
    over = f"total - {machine.bits}'d{machine.price}"
    lines = [f"amount <= enough ? {'0' if machine.change else over} : total;",
             f"{machine.sold} <= enough;",
             f"{machine.change} <= enough ? {over} : 0;" if machine.change else ""]  # fmt: skip
    update = begin_end(lines)
    if machine.cancel:
        back = ["amount <= 0;", f"{machine.sold} <= 1'b0;", f"{machine.change} <= amount;"]
        update = f"if ({machine.cancel}) {begin_end(back)} else {update}"
    return _head(machine) + machine.clocking.block(begin_end(_cleared(machine)), update) + (
        _tail(machine)
    )  # fmt: skip


def _states(machine: _Machine) -> str:
    """Write a state for each credit, with all that the coins do in it."""
    bits = machine.bits
    lines = [f"{machine.sold} <= 1'b0;", f"{machine.change} <= 0;" if machine.change else ""]
    if machine.cancel:
        lines += [f"if ({machine.cancel}) begin", f"    {machine.change} <= amount;",
                  "    amount <= 0;", "end else"]  # fmt: skip
    lines.append("case (amount)")
    for amount in sorted(_reachable(machine)):
        steps = []
        for name, value in machine.coins:
            over = amount + value - machine.price
            todo = [f"amount <= {bits}'d{amount + value};"]
            if over >= 0:
                todo = [f"amount <= {bits}'d{0 if machine.change else over};"]
                todo.append(f"{machine.sold} <= 1'b1;")
                todo += [f"{machine.change} <= {bits}'d{over};"] if machine.change and over else []
            steps.append(f"if ({name}) begin {' '.join(todo)} end")
        lines.append(f"    {bits}'d{amount}: " + " else ".join(steps))
    lines += ["    default: amount <= 0;", "endcase"]
    block = machine.clocking.block(begin_end(_cleared(machine)), begin_end(lines))
    return f"    reg [{bits - 1}:0] amount;\n{block}{_tail(machine)}"


def _reachable(machine: _Machine) -> set[int]:
    """Return all credits that coins can make."""
    found, new = {0}, {0}
    while new:
        sums = {amount + value for amount in new for _, value in machine.coins}
        over = {total - machine.price for total in sums if total >= machine.price}
        after = {total for total in sums if total < machine.price}
        new = (after | (set() if machine.change else over)) - found
        found |= new
    return found


def _says(machine: _Machine) -> tuple[str, ...]:
    coins = ", ".join(f"`{name}` ({value})" for name, value in machine.coins)
    price, sold, change = machine.price, machine.sold, machine.change
    several = "A coin input at 1 at an active edge is one coin"
    if len(machine.coins) > 1:
        several += "; of several at once only the most valuable counts"
    reached = f"the credit with the new coin reaches {price} or more"
    enough = f"When {reached}, `{sold}` is 1 in the one cycle after that edge"
    over, cancel = f"{price} is taken off the credit, and the rest stays as credit", ""
    if change:
        unless = f"unless `{machine.cancel}` is used, " if machine.cancel else ""
        over = (
            f"the credit starts again at 0, and `{change}` shows what was paid too much in that "
            f"same cycle; {unless}in all other cycles `{change}` is 0"
        )
    if machine.cancel:
        cancel = (
            f" `{machine.cancel}` at 1 has priority: coins at that edge are ignored, nothing is "
            f"sold, the credit becomes 0, and `{change}` shows the old credit for one cycle."
        )
    short = f" `{machine.credit}` is the present credit." if machine.credit else ""
    return (
        f"A machine sells something for {price}. It takes these coins: {coins}. {several}. {enough}"
        f"; then {over}.{cancel}{short}",
        f"Design the controller of a vending machine. Rules: 1. Coins and values: {coins}. 2. "
        f"{several}; they add up to a credit. 3. {enough}. 4. Then {over}.{cancel}{short}",
        f"Coin acceptor. Price: {price}. Inputs and values: {coins}. {several}. Registered: if "
        f"{reached}, {sold} = 1 in the next cycle, else 0; {over}.{cancel}{short}",
        f"Given coins worth {coins}, compute the credit c and the sales at each active edge. "
        f"{several}. With v the value of the coin (0 if none), let s = c + v. If s is less than "
        f"{price}, c becomes s. Otherwise `{sold}` is 1 for the following cycle and {over}."
        f"{cancel}{short}",
    )

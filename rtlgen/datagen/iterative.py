"""Units that work on an operation for a number of clock cycles after they were started."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.registered import begin_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Iterative:
    """A unit that accepts a start when it is idle, then makes one step at each active edge."""

    clocking: Clocking
    start: str
    busy: str | None
    """Output: an operation is going on."""
    done: str
    """Output: 1 for the one cycle after the last step."""
    steps: int
    outs: tuple[tuple[str, int], ...]
    """Results and their widths; they change at the last step."""

    def counting(
        self, head: str, load: list[str], step: list[str], results: list[str], *, by_state: bool
    ) -> str:
        """Write the unit with a count of the steps that are left.

        Args:
            head: Declarations, with the values after a step.
            load: Statements at the start.
            step: Statements of each step.
            results: What the results become at the last step.
            by_state: Write a case over two states; otherwise the count tells the state.
        """
        bits = self.steps.bit_length()
        finish = [f"{self.done} <= 1'b1;"]
        finish += [f"{n} <= {text};" for (n, _), text in zip(self.outs, results, strict=True)]
        ends = ["running <= 1'b0;"] if by_state else []
        last = begin_end([*ends, *finish]).split("\n")
        run = [*step, "left <= left - 1'b1;", f"if (left == 1) {last[0]}", *last[1:]]
        begin = [*load, f"left <= {bits}'d{self.steps};", *(["running <= 1'b1;"] if ends else [])]
        if by_state:
            lines = ["case (running)", "    1'b0: if (" + self.start + ") begin",
                     *(f"        {line}" for line in begin), "    end", "    1'b1: begin",
                     *(f"        {line}" for line in run), "    end", "endcase"]  # fmt: skip
        else:
            lines = ["if (left != 0) begin", *(f"    {line}" for line in run), "end",
                     f"else if ({self.start}) begin", *(f"    {line}" for line in begin),
                     "end"]  # fmt: skip
        clears = ["left <= 0;", f"{self.done} <= 1'b0;", *(f"{n} <= 0;" for n, _ in self.outs)]
        if by_state:
            clears.append("running <= 1'b0;")
        block = self.clocking.block(begin_end(clears), begin_end([f"{self.done} <= 1'b0;", *lines]))
        state = "    reg running;\n" if by_state else ""
        shown = "running" if by_state else "(left != 0)"
        tail = f"    assign {self.busy} = {shown};\n" if self.busy else ""
        return f"    reg [{bits - 1}:0] left;\n{state}{head}{block}{tail}"

    def protocol(self) -> tuple[str, str]:
        """Tell how it is used, in sentences and as short rules."""
        start, done, steps = self.start, self.done, self.steps
        outs, keep = " and ".join(f"`{name}`" for name, _ in self.outs), "keep"
        keep += "s" if len(self.outs) == 1 else ""
        last = {2: "2nd", 3: "3rd"}.get(steps, f"{steps}th")
        busy = f" `{self.busy}` is 1 from the start to that edge." if self.busy else ""
        long = (
            f"At an active clock edge with `{start}` at 1 an idle unit takes the operands. At the "
            f"{last} active edge after that one the result is stored in {outs}, `{done}` becomes 1 "
            f"for one clock cycle, and the unit is idle again.{busy} While it works, `{start}` is "
            f"ignored and the operands may change; until then {outs} {keep} the earlier result."
        )
        short = (
            f"Idle and {start}=1 at an edge: the operands are taken. {steps} active edges later: "
            f"{outs} updated, {done}=1 for one cycle, idle again (so {start} counts in that cycle)."
            f"{f' {self.busy}=1 meanwhile.' if self.busy else ''} {start} counts only when idle; "
            f"{outs} {keep} the value until the next update."
        )
        return long, short

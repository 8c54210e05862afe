"""Framers of packets in further words."""

from __future__ import annotations


def others(
    word: tuple[str, int], unit: str, count: int, mark: tuple[int, int], valid: str | None,
    done: str, packet: tuple[str, bool] | None,
) -> tuple[str, ...]:  # fmt: skip
    """Describe a framer; clock and reset are told elsewhere.

    Args:
        word: Input and its width.
        unit: What a word is called.
        count: Words of a packet.
        mark: Bit that a first word is known by, and its level there.
        valid: Input that tells whether there is a word.
        done: Output that tells the end of a packet.
        packet: Output with the packet, and whether its first word is on the left.
    """
    texts = _Texts(word, unit, count, mark, valid, done, packet)
    return (*texts.formal(), *texts.spoken(), *texts.ruled())


class _Texts:
    """The sentences of one framer."""

    def __init__(
        self, word: tuple[str, int], unit: str, count: int, mark: tuple[int, int],
        valid: str | None, done: str, packet: tuple[str, bool] | None,
    ) -> None:  # fmt: skip
        """Take what the sentences are about."""
        self.word, self.size = word
        self.unit, self.count, self.valid, self.done, self.packet = unit, count, valid, done, packet
        self.bit, self.level = f"{self.word}[{mark[0]}]", mark[1]
        self.test = f"{'' if mark[1] else '!'}{self.bit}"
        when = f" at which `{valid}` is asserted (the others bring nothing)" if valid else ""
        self.at = f"one at each clock event{when}"
        self.if_valid = f" (a {unit} counts only with `{valid}` high)" if valid else ""
        self.long, self.short = self._kept()

    def _kept(self) -> tuple[str, str]:
        """Tell what becomes of the words of a packet."""
        if not self.packet:
            return "", ""
        name, is_left = self.packet
        ends = f"w1 {'to' if self.count > 2 else 'and'} w{self.count}"
        order = [f"w{n}" for n in range(1, self.count + 1)]
        joined = ", ".join(order if is_left else order[::-1])
        side = "leftmost (highest)" if is_left else "rightmost (lowest)"
        return (
            (
                f" At the clock event that takes the last {self.unit}, the whole packet is loaded "
                f"into `{name}`, its first {self.unit} in the {side} bits, and `{name}` retains it "
                f"until the next packet is whole."
            ),
            (
                f" When the last {self.unit} is taken, `{name}` <= {{{joined}}}, where {ends} "
                f"are the {self.unit}s of the packet as they came; at other times "
                f"`{name}` holds."
            ),
        )

    def formal(self) -> tuple[str, ...]:
        """Write formulas and code."""
        unit, count, done, last = self.unit, self.count, self.done, self.count - 1
        gate = f"{self.valid} && " if self.valid else ""
        step = f"{gate}(k != 0 || {self.test})" if gate else f"k != 0 || {self.test}"
        free = "the following one is" if last == 1 else f"the following {last} are"
        lowest = f"`{self.bit}` = {self.level}"
        name = f"; {self.packet[0]} = latest packet, {unit} 1 in the " if self.packet else ""
        name += ("MSBs" if self.packet and self.packet[1] else "LSBs") if self.packet else ""
        return (
            (
                f"With k as the number of {unit}s in the open packet, each clock event executes "
                f"`k <= ({step}) ? (k + 1) % {count} : k` and `{done} <= {gate}k == {last}`; "
                f"`{self.word}` is the {unit} of that event.{self.short}"
            ),
            (
                f"Framer for {count}-{unit} packets on {self.word}: {self.bit} = {self.level} "
                f"marks the first {unit} when idle, {free} free; {done} = 1-cycle strobe, "
                f"registered, after the last "
                f"{unit}{name}{f'; {unit}s only while {self.valid} = 1' if gate else ''}."
            ),
            (
                f"Number the {unit}s on `{self.word}`, {self.at}, by i, beginning with i = 0. The "
                f"first packet begins at the smallest i with {lowest}; if a packet begins at s, "
                f"the next one begins at the smallest i >= s + {count} with {lowest}. `{done}` is "
                f"1 in the cycle after {unit} s + {last} has been taken, for every such s, and 0 "
                f"in each other cycle.{self.long}"
            ),
            (
                f"Think of the loop `for (;;) {{ do w = next(); while (w[{self.bit.split('[')[1]} "
                f"!= {self.level}); repeat ({last}) w = next(); finish(); }}`, where next() waits "
                f"for the next {unit} on `{self.word}`, {self.at}, and finish() takes no time but "
                f"makes `{done}` 1 for the one cycle that follows; else `{done}` is 0.{self.short}"
            ),
        )

    def spoken(self) -> tuple[str, ...]:
        """Ask, tell a colleague, and tell by an example."""
        unit, count, done, last = self.unit, self.count, self.done, self.count - 1
        rest = f"a second {unit}" if last == 1 else f"{last} more {unit}s"
        stream = " ".join("N" + "S" * count + "NS" + "N" * last)
        return (
            (
                f"Which state machine watches {unit}s of {self.size} bits on `{self.word}`, "
                f"{self.at}, waits for one with {self.bit} = {self.level}, lets {rest} follow "
                f"whatever {'it contains' if last == 1 else 'they contain'}, tells by one cycle of "
                f"`{done}` = 1 right after the last one that a packet of {count} is whole, and "
                f"then waits again, already with the very next {unit}? Build it, with `{done}` low "
                f"the rest of the time.{self.long}"
            ),
            (
                f"My sensor sends packets of {count} {unit}s, and I sometimes join in the middle. "
                f"I get the {unit}s on `{self.word}`, {self.at}. What helps is that the first "
                f"{unit} of a packet always has {self.level} in {self.bit}, so skip everything "
                f"until you see that, then take that {unit} and {rest} without checking. Please "
                f"give me `{done}` high for just the cycle after the last one; the next {unit} may "
                f"open a packet at once.{self.short}"
            ),
            (
                f"`{done}` is high in those cycles that follow the last {unit} of a packet, and "
                f"low in the rest. Packets are {count} {unit}s long and come on `{self.word}`, "
                f"{self.at}. Let S be a {unit} with {self.bit} = {self.level} and N any other. In "
                f"the stream {stream} after a reset, `{done}` is high after {unit} {count + 1} and "
                f"after {unit} {2 * count + 2}: between packets N is dropped and S opens one, "
                f"and inside both are simply counted.{self.long}"
            ),
        )

    def ruled(self) -> tuple[str, ...]:
        """Give requirements, cases, and what does not matter."""
        unit, count, done, last = self.unit, self.count, self.done, self.count - 1
        middle = f"If there is 1{' or 2' * (last > 2)}, it is counted. " if last > 1 else ""
        return (
            (
                f"The framer shall read `{self.word}` as {unit}s, {self.at}. While it is idle it "
                f"shall drop each {unit} that has {1 - self.level} in {self.bit}, and a {unit} "
                f"with {self.level} there must start a packet of {count} {unit}s. It must not test "
                f"the others of them. `{done}`, a registered output, shall be asserted for the "
                f"cycle after the last {unit} has been taken and must be 0 at any other time. A "
                f"new packet may start with the next {unit}.{self.long}"
            ),
            (
                f"What a {unit} on `{self.word}` means{self.if_valid} depends on how many {unit}s "
                f"of a packet are there. If there {'is' if last == 1 else 'are'} {last}, it is the "
                f"last one: `{done}` is set for one cycle, and the count returns to 0. {middle}If "
                f"there is none, it is counted when {self.bit} is {self.level} and thrown away "
                f"otherwise. Unless a last {unit} comes, a clock event clears "
                f"`{done}`.{self.short}"
            ),
            (
                f"Unlike a decoder that tests {self.bit} in every {unit}, this framer looks at it "
                f"only between packets; inside a packet the bit is ordinary data. On `{self.word}` "
                f"there are {unit}s, {self.at}. Between packets, nothing happens before one "
                f"arrives with {self.bit} equal to {self.level}; that is the first of {count}. "
                f"With the last one taken, `{done}` is 1 for a cycle (in no other), and the framer "
                f"is between packets again.{self.long}"
            ),
        )

"""Small memories in further words."""

from __future__ import annotations

Names = tuple[str, str, str, str, str]
"""The write enable, the addresses to write and to read, the data in and out."""
_TITLE = {
    "direct": "asynchronous read", "old": "registered read, read-first",
    "new": "registered read, write-first", "hold": "registered read, no change in a write cycle",
}  # fmt: skip


def others(names: Names, sizes: tuple[int, int], read: str) -> tuple[str, ...]:
    """Say in further words how the memory is written and read.

    Args:
        names: The ports.
        sizes: Words, and bits of each.
        read: direct, or what a registered read shows while a word is written: old, new, hold.
    """
    return (*_short(names, sizes, read), *_ruled(names, sizes, read), *_coded(names, sizes, read))


def _size(sizes: tuple[int, int]) -> str:
    depth, width = sizes
    return f"{depth} single bits" if width == 1 else f"{depth} words of {width} bits"


def _short(names: Names, sizes: tuple[int, int], read: str) -> tuple[str, ...]:
    (we, at, reads, data, out), (depth, width), size = names, sizes, _size(sizes)
    is_single = at == reads
    ports = "Single-port RAM" if is_single else "Dual-port RAM (one to write, one to read)"
    where = f"`{at}`" if is_single else f"`{at}`, and the number to look up on `{reads}`"
    answer = {
        "direct": "I want to see the answer at once, without a clock edge",
        "old": "the answer comes into a register at every edge, and if I write to that very place "
        "at the edge, I still want what was there before",
        "new": "the answer comes into a register at every edge, and if I write to that very place "
        "at the edge, I want the new data right away",
        "hold": "the answer comes into a register at every edge at which I do not write; when I "
        "write, anywhere, the register keeps the last answer",
    }[read]
    question = {
        "direct": f"`{out}` follows the addressed one at all times",
        "old": f"at every active edge the register `{out}` is given the addressed one, in its "
        "state before the edge",
        "new": f"at every active edge the register `{out}` is given the addressed one, in its "
        "state after the edge",
        "hold": f"the register `{out}` is given the addressed one at active edges with `{we}` low "
        f"and is left alone at those with `{we}` high",
    }[read]
    return (
        f"{ports}, {depth} x {width}, {_TITLE[read]}.",
        (
            f"Hello, I need {'an' if depth == 8 else 'a'} {depth}-entry scratch memory, {width} "
            f"bit{'s' if width > 1 else ''} per entry. I put data on `{data}`, the number of the "
            f"entry on {where}, and with `{we}` up the next edge writes. For reading, {answer}."
        ),
        (
            f"Which circuit keeps {size} and lets any of them be changed or looked up by its "
            f"number? A RAM, of course: build it. The edge writes `{data}` to number `{at}` if "
            f"`{we}` is high. The number to look up is `{reads}`: {question}."
        ),
    )


def _ruled(names: Names, sizes: tuple[int, int], read: str) -> tuple[str, ...]:
    (we, at, reads, data, out), size = names, _size(sizes)
    same = "" if at == reads else f" and `{at}` equals `{reads}`"
    shall = {
        "direct": f"`{out}` shall present word `{reads}` combinationally",
        "old": f"`{out}` shall be a register that is loaded with word `{reads}` at every active "
        "edge; it must be the value that the word had before a write at that edge",
        "new": f"`{out}` shall be a register that is loaded with word `{reads}` at every active "
        f"edge; if `{we}` is high{same}, it must be loaded with `{data}`",
        "hold": f"`{out}` shall be a register that is loaded with word `{reads}` at every active "
        f"edge with `{we}` low, and it must be retained when `{we}` is high",
    }[read]
    both = {
        "direct": f"In both cases `{out}` shows word `{reads}` as it now is, with no clock between",
        "old": f"In both cases the register `{out}` takes at the edge what word `{reads}` has held "
        "up to then",
        "new": f"In both cases the register `{out}` takes at the edge what word `{reads}` holds "
        "from then on",
        "hold": f"Only in the first case the register `{out}` takes word `{reads}` at the edge; in "
        "the second it keeps its value",
    }[read]
    unlike = {
        "direct": f"there is no register behind it either: `{out}` changes with `{reads}`, and "
        "also right after an edge that writes there",
        "old": f"a read is not immediate: `{out}` is a register that gets word `{reads}` at the "
        "edge, and a write at that edge does not show in it yet",
        "new": f"a read is not immediate: `{out}` is a register that gets word `{reads}` at the "
        "edge, though a write to it at that edge does show in it already",
        "hold": f"a read is not immediate and does not happen at all edges: `{out}` is a register "
        f"that gets word `{reads}` at an edge with `{we}` at 0 and stays as it was at one with "
        f"`{we}` at 1",
    }[read]
    return (
        (
            f"The memory shall consist of {size}. When `{we}` is asserted at an active clock edge, "
            f"the word selected by `{at}` shall be replaced by `{data}`; the others must be "
            f"retained. {shall}."
        ),
        (
            f"First case, `{we}` is 0 at the active edge: all {size} stay as they are. Second "
            f"case, it is 1: number `{at}` among them becomes `{data}` and the others stay. {both}."
        ),
        (
            f"Unlike a ROM, this table of {size} can be changed: `{we}` = 1 at an active edge puts "
            f"`{data}` in place `{at}` and touches no other place. As for reading, {unlike}."
        ),
    )


def _coded(names: Names, sizes: tuple[int, int], read: str) -> tuple[str, ...]:
    (we, at, reads, data, out), (depth, width), size = names, sizes, _size(sizes)
    same = "" if at == reads else f" && {at} == {reads}"
    formula = {
        "direct": f"`{out}` equals mem[{reads}] at all times",
        "old": f"`{out} <= mem[{reads}]` on the same tick, with the value from before it",
        "new": f"`{out} <= ({we}{same}) ? {data} : mem[{reads}]` on the same tick",
        "hold": f"`{out} <= {we} ? {out} : mem[{reads}]` on the same tick",
    }[read]
    later = {
        "direct": f"{out}(t) = m(t, {reads}(t)), where {out} reacts to {reads} without delay",
        "old": f"{out}(t+1) = m(t, {reads}(t))",
        "new": f"{out}(t+1) = m(t+1, {reads}(t))",
        "hold": f"{out}(t+1) = m(t, {reads}(t)) if {we}(t) = 0, else {out}(t)",
    }[read]
    write, look = f"if ({we}) mem[{at}] = {data};", f"{out} = mem[{reads}];"
    code = {
        "direct": f"{write} And at any time, {look[:-1]}.",
        "old": f"{look} {write}", "new": f"{write} {look}",
        "hold": f"if ({we}) mem[{at}] = {data}; else {look}",
    }[read]  # fmt: skip
    kept = "" if read == "direct" else f" {out} is a register."
    sample = "as before" if at == reads else f"and {reads} = 2 as well"
    seen = {
        "direct": "is 0 before this edge and 1 after it",
        "old": "is 0 after this edge, and 1 only after one more edge with the same address",
        "new": "is already 1 after this edge",
        "hold": "does not change at this edge, and is 1 after one more edge with the same address "
        f"and {we} = 0",
    }[read]
    place = f"{at} = 2" if at == reads else f"{at} = 2, {sample}"
    rule = {
        "direct": f"`{out}` is word `{reads}` all the time",
        "old": f"at every active edge the register `{out}` takes the old word `{reads}`",
        "new": f"at every active edge the register `{out}` takes the new word `{reads}`",
        "hold": f"the register `{out}` takes word `{reads}` at edges that do not write, and holds "
        "at those that do",
    }[read]
    return (
        (
            f"With mem for the {size}, `mem[{at}] <= {we} ? {data} : mem[{at}]` on each tick of "
            f"the clock, and {formula}."
        ),
        (
            f"Let m(t, i) be word i of {depth}, {width} bit{'s' if width > 1 else ''} wide, after "
            f"t active edges, i = 0 to {depth - 1}. Then m(t+1, i) = {data}(t) if {we}(t) = 1 and "
            f"i = {at}(t), and m(t+1, i) = m(t, i) otherwise. The output follows {later}."
        ),
        (
            f"Think of {size} in an array mem. At each active clock edge these statements run, one "
            f"after the other: {code}{kept}"
        ),
        (
            f"`{out}` reads a store of {size} that `{we}` allows to change. Example: word 2 is 0, "
            f"and then comes an active edge with {we} = 1, {place}, {data} = 1. The output {seen}. "
            f"In general, an edge with `{we}` at 1 sets word `{at}` to `{data}`, and {rule}."
        ),
    )

"""Queues in further words."""

from __future__ import annotations

Names = tuple[str, str, str, str, str | None]


def others(names: Names, sizes: tuple[int, int], *, is_ahead: bool, swaps: bool) -> tuple[str, ...]:
    """Say in further words how a queue works.

    Args:
        names: Write, read, the data in and out, the count.
        sizes: Words, and bits of each.
        is_ahead: The oldest word is shown before it is read.
        swaps: A full queue takes a word when one is read at the same edge.
    """
    (depth, width), count = sizes, names[4]
    words = f"{depth} single bits" if width == 1 else f"{depth} words of {width} bits"
    level = f", and `{count}` is n" if count else ""
    flags = f"`full` is n == {depth}, `empty` is n == 0{level}"
    return (
        *_short(names, sizes, words, is_ahead=is_ahead, swaps=swaps),
        *_ruled(names, depth, words, is_ahead=is_ahead, swaps=swaps),
        *_counted(names, depth, (words, flags), is_ahead=is_ahead, swaps=swaps),
        *_programmed(names, depth, (words, flags), is_ahead=is_ahead, swaps=swaps),
    )


def _short(
    names: Names, sizes: tuple[int, int], words: str, *, is_ahead: bool, swaps: bool
) -> tuple[str, ...]:
    (write, read, data, out, count), (depth, width) = names, sizes
    style = "first-word fall-through (0 when empty)" if is_ahead else "registered read data"
    lost = (
        "when full, a write needs a read at the same edge; reads when empty are ignored"
        if swaps
        else "writes when full and reads when empty are ignored"
    )
    fill = f"; fill level on `{count}`" if count else ""
    tell = f" and how many words there are (`{count}`)" if count else ""
    front = (
        f"I want to see the front word on `{out}` before I take it, and 0 if there is none"
        if is_ahead
        else f"The word I take should be in the register `{out}` after the edge and stay there "
        "until I take another"
    )
    stuff = (
        "If it is full, still take my word when I fetch one in the same cycle, else drop it"
        if swaps
        else "If it is full, drop my word, even if I fetch one in the same cycle"
    )
    return (
        (
            f"Synchronous FIFO, {depth} x {width} {'bits' if width > 1 else 'bit'}, {style}; "
            f"{lost}{fill}."
        ),
        (
            f"I need a little FIFO, {words}. I raise `{write}` to put `{data}` in and `{read}` to "
            f"fetch the oldest. {front}. {stuff}. Fetching from an empty one must do nothing, even "
            f"if I write at the same time. Tell me when it is `full` and when `empty`{tell}."
        ),
    )


def _ruled(names: Names, depth: int, words: str, *, is_ahead: bool, swaps: bool) -> tuple[str, ...]:
    write, read, data, out, count = names
    fill = f" The output `{count}` shall be the number of stored words." if count else ""
    level = f" `{count}` shows how many words are in." if count else ""
    refuse = f"unless `{read}` is high as well" if swaps else f"whether or not `{read}` is high"
    shown = (
        f"`{out}` shall present the oldest stored word without a read, and 0 when the queue is "
        "empty"
        if is_ahead
        else f"`{out}` shall be a register that receives the removed word and must keep it when "
        "nothing is removed"
    )
    at_full = (
        f"`{write}` works only if `{read}` is set too, and then the new word follows the rest"
        if swaps
        else f"`{write}` is in vain, also together with `{read}`"
    )
    front = (
        f"`{out}` is the oldest word in the queue (0 if there is none)"
        if is_ahead
        else f"`{out}` is a register, loaded with the oldest word when this word is taken out, and "
        "constant otherwise"
    )
    return (
        (
            f"The queue shall store {words}. At an active clock edge with `{write}` high it shall "
            f"append `{data}`; while it is full it must refuse, {refuse}. With `{read}` high it "
            f"shall remove the oldest word; while it is empty it must ignore `{read}`. {shown}. "
            f"`full` shall be high with {depth} stored words and `empty` with none.{fill}"
        ),
        (
            f"A queue of {words}, by its state. Neither full nor empty: `{read}` takes out the "
            f"oldest word, `{write}` puts in `{data}` as the newest, or both in the same cycle. "
            f"Empty (`empty` = 1): `{write}` works, and `{read}` is without effect, also together "
            f"with `{write}`. Full with {depth} words (`full` = 1): `{read}` works, and {at_full}. "
            f"{front}.{level}"
        ),
    )


def _counted(
    names: Names, depth: int, told: tuple[str, str], *, is_ahead: bool, swaps: bool
) -> tuple[str, ...]:
    (write, read, data, out, count), (words, flags) = names, told
    room = f"(!full || {read})" if swaps else "!full"
    head = (
        f"`{out}` is the oldest word while n > 0, and else 0"
        if is_ahead
        else f"`{out}` is loaded with the oldest word on each tick with drop true, and holds else"
    )
    also = f", or W - R = {depth} and `{read}` is 1" if swaps else ""
    shows = (
        f"`{out}` is w(R) if W > R, and 0 if W = R"
        if is_ahead
        else f"an accepted read loads w(R), with the old R, into the register `{out}`, which keeps "
        "it until the next one"
    )
    fill = f", `{count}` is W - R" if count else ""
    return (
        (
            f"With add = {write} && {room} and drop = {read} && !empty, the number n of stored "
            f"words is updated by n <= n + add - drop on each tick. add appends `{data}` behind "
            f"the others, drop removes the oldest word; there is room for {words}. {flags}. {head}."
        ),
        (
            f"Let w(0), w(1), w(2) and so on be the words accepted from `{data}` since the reset, "
            "W their number, and R the number of accepted reads. At an active edge, W rises by 1 "
            f"if `{write}` is 1 and W - R < {depth}{also}; R rises by 1 if `{read}` is 1 and W > "
            "R. Both use the values before the edge. "
            f"{shows[0].upper() if shows[0] != '`' else '`'}{shows[1:]}. `full` means W - R = "
            f"{depth}, `empty` means W = R{fill}."
        ),
    )


def _programmed(
    names: Names, depth: int, told: tuple[str, str], *, is_ahead: bool, swaps: bool
) -> tuple[str, ...]:
    (write, read, data, out, count), (words, flags) = names, told
    popped = "list.pop_front()" if is_ahead else f"{out} = list.pop_front()"
    size = "list.size()" if swaps else "n"
    reason = "after the removal" if swaps else "before the removal"
    front = (
        f"At any time `{out}` is the first element, or 0 if the list is empty"
        if is_ahead
        else f"`{out}` is a register that keeps its value otherwise"
    )
    level = f", `{count}` its length" if count else ""
    fill = f" `{count}` is the number of words inside." if count else ""
    seen = (
        f"`{out}` shows at any time which word is next, and 0 when none is left"
        if is_ahead
        else f"`{out}` is the word that was read last, kept in a register"
    )
    limit = (
        f"a write to a full queue counts only if `{read}` frees a place at that edge"
        if swaps
        else "a write to a full queue is lost, even if a place becomes free at that edge"
    )
    return (
        (
            f"Think of a list of {words} at most. Once per clock cycle: n = list.size(); if "
            f"({read} && n > 0) {popped}; if ({write} && {size} < {depth}) list.push_back({data}); "
            f"so the room is judged by the length {reason}. {front}. `empty` tells that the list "
            f"is empty, `full` that it has {depth} elements{level}."
        ),
        *_ordered(names, (words, flags, fill), (seen, limit), depth),
    )


def _ordered(
    names: Names, told: tuple[str, str, str], texts: tuple[str, str], depth: int
) -> tuple[str, ...]:
    (write, read, data, out, _), (words, flags, fill), (seen, limit) = names, told, texts
    return (
        (
            "Unlike a stack, which gives back the newest word first, this store gives back its "
            f"words in the order in which they came on `{data}`. It has places for {words}. "
            f"`{write}` puts one in, `{read}` takes one out, each at an active clock edge; "
            f"{limit}, and nothing happens on a read of an empty queue, not even when a word is "
            f"just being written. {seen}. With n words inside, {flags}."
        ),
        (
            f"`full` is high while {depth} words are inside, `empty` while there is none.{fill} "
            f"{seen}. What changes the contents is `{write}`, which appends `{data}`, and "
            f"`{read}`, which removes the oldest word, at an active clock edge. They may act "
            f"together; {limit}; a read of an empty queue is ignored in any case. The store holds "
            f"{words}."
        ),
        (
            "Which circuit lets a fast sender and a slow receiver exchange data without mixing up "
            f"the order? A FIFO: build one for {words}. The sender uses `{write}` and `{data}`, "
            f"the receiver `{read}` and `{out}`. Note that {limit}, and that an empty queue does "
            f"not react to `{read}`. {seen}. For n stored words, {flags}."
        ),
    )

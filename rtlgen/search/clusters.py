"""Group candidates by what they do.

Two candidates are in one group when a simulation on the same stimuli cannot tell them apart. The
stimuli are those that the judge derives from the one that it takes for the reference; nothing here
sees a golden design.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rtlgen.verdict import Status, Verdict

Compare = Callable[[str, Sequence[str]], Sequence[Verdict]]
"""Judges texts by the first one as the reference; its x is taken for any value."""


class Groups:
    """Texts of equal behaviour; grows as texts arrive.

    A text whose x hides what it does would agree with all others: it is in a group with another
    one only if that one, as the reference, agrees as well.
    """

    def __init__(self, compare: Compare) -> None:
        """Begin without texts."""
        self._compare = compare
        self._groups: list[list[str]] = []

    @property
    def members(self) -> tuple[tuple[str, ...], ...]:
        """The groups in the order of their first members, by which they are compared."""
        return tuple(tuple(group) for group in self._groups)

    def add(self, texts: Sequence[str]) -> None:
        """Put new texts into groups, or into new ones."""
        left = [text for text in dict.fromkeys(texts) if not self._has(text)]
        for group in self._groups:
            if not left:
                return
            left = self._join(group, left)
        while left:
            group = [left[0]]
            left = self._join(group, left[1:])
            self._groups.append(group)

    def _has(self, text: str) -> bool:
        return any(text in group for group in self._groups)

    def _join(self, group: list[str], texts: Sequence[str]) -> list[str]:
        """Add those that do what the first member does; return the others."""
        alike = self._alike(group[0], texts)
        if alike and len(group) == 1 and not self._alike(alike[0], group):
            return list(texts)
        group += alike
        return [text for text in texts if text not in alike]

    def _alike(self, reference: str, texts: Sequence[str]) -> list[str]:
        if not texts:
            return []
        verdicts = self._compare(reference, texts)
        return [
            text
            for text, verdict in zip(texts, verdicts, strict=True)
            if verdict.status is Status.PASS
        ]


def clusters(texts: Sequence[str], compare: Compare) -> list[list[int]]:
    """Return groups of indices of equal behaviour, in the order of their first members.

    Args:
        texts: Best first: the first one left stands for each group.
        compare: See `Compare`.
    """
    groups = Groups(compare)
    groups.add(texts)
    return [[at for at, text in enumerate(texts) if text in group] for group in groups.members]

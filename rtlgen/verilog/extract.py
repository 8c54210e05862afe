"""Find the Verilog in a completion of a language model."""

from __future__ import annotations

import re

_THINKING = re.compile(
    r"<(think|thinking|reasoning|scratchpad)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE
)
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n]*\n(.*?)(?:^[ \t]*\1[ \t]*$|\Z)",
                    re.DOTALL | re.MULTILINE)  # fmt: skip
_MODULE = re.compile(
    r"^[ \t]*(?:\(\*.*?\*\)\s*)?module\s+(?:automatic\s+)?(?P<name>\w+)", re.MULTILINE
)
_END = re.compile(r"\bendmodule\b(?:\s*:\s*\w+)?")
_LEADING = re.compile(r"^[ \t]*`(?:timescale|default_nettype|define)\b.*$", re.MULTILINE)


def extract_verilog(completion: str, *, top: str | None = None) -> str:
    """Return the modules of a completion as one text.

    Reasoning between tags is dropped. Where several fenced answers define the same module the
    last complete one counts, and modules of earlier answers that it instantiates come along. A
    module that was cut off is kept as it is, so that the judge can say so.

    Args:
        completion: The raw text, with or without fences and prose.
        top: Name of the wanted module; decides between several answers.

    Returns:
        The Verilog, or an empty text when there is none.
    """
    text = _THINKING.sub("\n", completion)
    if "</think>" in text:  # the opening tag was part of the prompt
        text = text.rsplit("</think>", 1)[1]
    answers = [match[3] for match in _FENCE.finditer(text) if _MODULE.search(match[3])]
    if not answers:
        answers = [text] if _MODULE.search(text) else []
    if not answers:
        return ""
    modules = [_modules(answer) for answer in answers]
    index = _choose(modules, top)
    chosen = dict(modules[index])
    for earlier in (*reversed(modules[:index]), *modules[index + 1 :]):
        body = "\n".join(chosen.values())
        for name, source in earlier.items():
            if name not in chosen and re.search(
                rf"^\s*{re.escape(name)}\b[^;]*\(", body, re.MULTILINE
            ):
                chosen[name] = source
    head = "".join(match[0].strip() + "\n" for match in _LEADING.finditer(answers[index]))
    return head + "\n\n".join(source.strip() for source in chosen.values()) + "\n"


def _modules(text: str) -> dict[str, str]:
    """Cut a text into its modules; the last definition of a name counts unless it is cut off."""
    starts = list(_MODULE.finditer(text))
    found: dict[str, str] = {}
    for index, match in enumerate(starts):
        stop = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        end = _END.search(text, match.end(), stop)
        source = text[match.start() : end.end() if end else stop]
        if end or match["name"] not in found:
            found[match["name"]] = source
    return found


def _choose(answers: list[dict[str, str]], top: str | None) -> int:
    """Return the index of the last answer that is whole and holds the wanted module."""
    ranked = [
        (top is None or top in answer, all(_END.search(s) for s in answer.values()), index)
        for index, answer in enumerate(answers)
    ]
    return max(ranked)[2]

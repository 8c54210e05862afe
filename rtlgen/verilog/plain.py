"""The tokens of a text and nothing else: macros expanded, directives and comments gone.

What one tool takes for code, another may take for a comment or for the untaken branch of a
directive. A text of plain tokens leaves no room for that: whatever compiles it sees what the
parser of `syntax.py`, and with it every rule of lint, has seen.
"""

from __future__ import annotations

from pyslang import parsing

from rtlgen.verilog.syntax import Compiled


def plain_text(compiled: Compiled) -> str:
    """Return the text as its tokens, each on its line where possible.

    A token of a macro stands on the line where the macro is used. A blank parts all tokens but
    those that touch in one source (`(*`), and the parts of a number: the standard allows blanks
    there, pyverilog does not.

    Args:
        compiled: A text without errors; what the parser skipped or made up is left out.
    """
    sources = compiled.sources
    parts: list[str] = []
    line = 1
    end: object = None
    kind: object = None

    def visit(node: object) -> None:
        nonlocal line, end, kind
        if not isinstance(node, parsing.Token) or node.isMissing or not node.rawText:
            return
        own = sources.getLineNumber(sources.getFullyExpandedLoc(node.location))
        touches = end == node.location or parsing.TokenKind.IntegerBase in (node.kind, kind)
        if own > line:
            parts.append("\n" * (own - line))
        elif not touches:
            parts.append(" ")
        # A string may hold escaped line ends.
        line = max(line, own) + node.rawText.count("\n")
        parts.append(node.rawText)
        end, kind = node.range.end, node.kind

    compiled.tree.root.visit(visit)
    return "".join(parts).lstrip(" ") + "\n"

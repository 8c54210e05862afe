"""Mistakes that need no thought: what lint refuses for the form of a text is put right.

    mend.py          one fix after another until lint accepts the text
    refused.py       a refused text, and what was said against it
    leftovers.py     prose, fences, testbenches, system tasks, delays, typographic quotes
    blocks.py        missing and surplus `end`, `begin`, `;`, misplaced operators
    declarations.py  `reg` and `wire`, loop variables, declared twice, too late, too narrow
    layout.py        where declarations stand in a text
    names.py         the module or a port under another name, keywords as names

Only texts that were refused are touched, and what comes out is judged like any other text: a fix
decides nothing. Not covered: ports of another width or direction, which are decisions of a writer;
names that nothing declares; texts that were cut off within a block.
"""

from __future__ import annotations

from rtlgen.repair.mechanical.mend import Mended, may_be_refused, mend_text

__all__ = ["Mended", "may_be_refused", "mend_text"]

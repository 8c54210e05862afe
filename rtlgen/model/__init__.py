"""The small code model: how it reads a specification, its tokens, its shape.

    text.py       specification → prompt; completion → module
    tokens.py     a byte-level BPE that is fitted on our own examples
    shape.py      layers of short convolutions and of attention

Not covered: images, tables beyond the context; a model reads them as text.
"""

from __future__ import annotations

from rtlgen.model.text import absent_marks, module_of, write_body, write_prompt

__all__ = ["absent_marks", "module_of", "write_body", "write_prompt"]

"""Images of a specification, read by a model that sees, under control.

unread.py    which images of a specification still have to be read
read.py      one image: three questions, and the file that a person approves
question.py  what is asked             answer.py   what the answer holds
same.py      two readings compared     picture.py  image files: kind, size, damage
codes.py     pages of the rule codes

An approved file is read by `rtlgen.spec.readings`. Not covered: PDF; more than one image of the
same thing; schematics with more than four inputs.
"""

from __future__ import annotations

from rtlgen.images.read import ImageReading
from rtlgen.images.unread import read_images, unread_figures

__all__ = ["ImageReading", "read_images", "unread_figures"]

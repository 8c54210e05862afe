"""Image files, looked at before anything is paid for: kind, size, whether they are whole.

Nothing is decoded beyond the size; the limits are those that most servers have.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 10 << 20
MAX_SIDE: Final = 8000
"""Pixels."""
MAX_SVG_BYTES: Final = 64 << 10
"""An SVG is sent as text: this much is about 20,000 tokens."""
PNG, JPEG, GIF, WEBP, SVG = "image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"
_MAGIC: Final = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF8", GIF))
_WITHOUT_SIZE: Final = frozenset({0xC4, 0xC8, 0xCC})
"""JPEG markers among the frame headers that are none (DHT, JPG, DAC)."""
_SVG_SIZE: Final = re.compile(r"""\b(?:width|height|viewBox)\s*=\s*["'][\d\s.,%a-z-]*["']""")


class UnusableImage(Exception):  # noqa: N818 - the state of a file
    """An image cannot be sent to a model; the message says why, then what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image that may be sent."""

    data: bytes
    media_type: str
    width: int
    height: int
    """Pixels; 0 for SVG."""

    @property
    def is_text(self) -> bool:
        """Whether it is sent as text: servers take no SVG."""
        return self.media_type == SVG


def load_picture(path: str, media_type: str) -> Picture:
    """Read an image file.

    Args:
        path: The file.
        media_type: What its name promises.

    Raises:
        UnusableImage: it cannot be read, is empty, damaged, too large, or of another kind.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnusableImage(f"cannot be read: {error.strerror}", "check the file") from error
    limit = MAX_SVG_BYTES if media_type == SVG else MAX_BYTES
    if len(data) > limit:
        raise UnusableImage(f"has more than {limit} bytes", "scale it down, or cut it out")
    if not data:
        raise UnusableImage("is empty", "export it again")
    kind = _kind_of(data)
    if kind != media_type:
        shown = f"is {kind}" if kind else "is no image that is known"
        raise UnusableImage(f"{shown}, but its name says {media_type}", "rename or convert it")
    width, height = _SIZES[kind](data)
    if media_type != SVG and not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise UnusableImage(
            f"is {width} x {height} pixels, more than {MAX_SIDE} or none on a side",
            "scale it down, or cut it out",
        )
    return Picture(data=data, media_type=media_type, width=width, height=height)


def blank_of(picture: Picture) -> Picture:
    """Return a white image of the same size."""
    if picture.is_text:
        head = picture.data.decode().partition("<svg")[2].partition(">")[0]
        attributes = " ".join(["<svg", *_SVG_SIZE.findall(head)])
        return Picture(data=f"{attributes}></svg>".encode(), media_type=SVG, width=0, height=0)
    row = b"\x00" + b"\xff" * ((picture.width + 7) // 8)
    # One bit a pixel, grey. Source: Portable Network Graphics (W3C), section 11.
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * picture.height)), (b"IEND", b""))
    data = _MAGIC[0][0] + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    return Picture(data=data, media_type=PNG, width=picture.width, height=picture.height)


def _kind_of(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    return SVG if not found and b"<svg" in data else found


def _damaged(what: str) -> UnusableImage:
    return UnusableImage(f"is damaged: {what}", "export it again")


def _size_of_png(data: bytes) -> tuple[int, int]:
    """Go through all chunks: each has a check sum, the last one is IEND."""
    at = 8
    names: list[bytes] = []
    while at + 12 <= len(data) and names[-1:] != [b"IEND"]:
        (length,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(data):
            break
        if data[end : end + 4] != struct.pack(">I", zlib.crc32(data[at + 4 : end])):
            raise _damaged(f"the check sum of the PNG chunk at byte {at} is wrong")
        names.append(name)
        at = end + 4
    if names[:1] != [b"IHDR"] or b"IDAT" not in names or names[-1] != b"IEND":
        raise _damaged("the PNG is cut off")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    """Go through the segments up to the frame header. Source: ITU-T T.81, annex B."""
    if b"\xff\xd9" not in data[-1024:]:
        raise _damaged("the JPEG is cut off")
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _WITHOUT_SIZE:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise _damaged("the JPEG has no frame header")


def _size_of_gif(data: bytes) -> tuple[int, int]:
    if len(data) < 14 or b"\x3b" not in data[-16:]:
        raise _damaged("the GIF is cut off")
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _size_of_webp(data: bytes) -> tuple[int, int]:
    """Read the first chunk. Source: RFC 9649, section 2."""
    if len(data) < 30 or len(data) < 8 + int.from_bytes(data[4:8], "little"):
        raise _damaged("the WebP is cut off")
    if data[12:16] == b"VP8X":
        return (
            1 + int.from_bytes(data[24:27], "little"),
            1 + int.from_bytes(data[27:30], "little"),
        )
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if data[12:16] == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise _damaged("the WebP begins with an unknown chunk")


def _size_of_svg(data: bytes) -> tuple[int, int]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _damaged("the SVG is not UTF-8 text") from error
    if "</svg>" not in text:
        raise _damaged("the SVG has no end")
    return 0, 0


_SIZES: Final[Mapping[str, Callable[[bytes], tuple[int, int]]]] = {
    PNG: _size_of_png, JPEG: _size_of_jpeg, GIF: _size_of_gif, WEBP: _size_of_webp,
    SVG: _size_of_svg,
}  # fmt: skip

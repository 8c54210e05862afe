"""The page of the journal in a real browser: it loads nothing and shows its plots."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageChops

from rtlgen.evidence.trace import write_trace
from rtlgen.journal import Decided, Entry
from rtlgen.report.journal import read_pages
from rtlgen.report.page import render_html
from rtlgen.verdict import Evidence, TraceStep

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")

WIDTH, HEIGHT = 1200, 2600
GOOD, BAD, BLUE = (0x2F, 0x8F, 0x4E), (0xC0, 0x39, 0x2B), (0x2A, 0x6F, 0xB0)
"""Colours of what was expected, what came, and of the plots; see page.html.j2."""


def entry(number: int, status: str, *, folder: Path, design_class: str) -> Entry:
    return Entry(
        id=f"e{number}", at=f"2026-01-0{number}T00:00:00", source=f"s{number}.md", spec_sha256="x",
        module="m", design_class=design_class, status=status, chosen=None, why="it passed",
        drawn=2, agreement=1.0, has_question=False, confidence=0.75, elapsed_s=float(number),
        folder=str(folder),
    )  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with all that it can have."""
    folder = tmp_path_factory.mktemp("page")
    steps = tuple(
        TraceStep(
            inputs=(("clk", f"{n % 2}"), ("d", f"{n:04b}")),
            expected=(("q", f"{n // 2:04b}"),), got=(("q", f"{n // 2 if n < 7 else 0:04b}"),),
        )
        for n in range(10)
    )  # fmt: skip
    write_trace(folder / "mismatch.json", Evidence(summary="q", trace=steps), top="m")
    kinds = ("sequential, prose", "sequential, prose", "combinational, prose")
    entries = [
        entry(number, status, folder=folder, design_class=kind)
        for number, (status, kind) in enumerate(zip(("PASS", "FAIL", "PASS"), kinds, strict=True))
    ]
    decided = Decided(entry="e2", action="ask", stage="assist", reason="why", is_audit=False)
    path = folder / "page.html"
    path.write_text(render_html(read_pages(entries, [], {"e2": decided}), entries, []))
    return path


def open_page(page: Path, *options: str) -> str:
    """Open the page; return what the browser says on its consoles."""
    done = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--hide-scrollbars", f"--user-data-dir={page.parent / 'profile'}",
            "--enable-logging=stderr", f"--window-size={WIDTH},{HEIGHT}", *options, page.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stderr


def asked_for(page: Path) -> set[str]:
    """Return the hosts that the browser asked for while the page was open, but its maker's own."""
    record = page.parent / "net.json"
    said = open_page(page, f"--log-net-log={record}", "--dump-dom")
    assert "CONSOLE" not in said
    events = json.loads(record.read_text())["events"]
    urls = [urlsplit(e["params"]["url"]) for e in events if "url" in e.get("params", {})]
    hosts = {url.hostname for url in urls if url.scheme in ("http", "https") and url.hostname}
    return {host for host in hosts if not host.endswith((".google.com", ".googleapis.com"))}


def test_the_page_loads_nothing_and_has_no_errors(page: Path) -> None:
    """The browser's own record of its network names no address; another page's is seen there."""
    assert asked_for(page) == set()
    other = page.with_name("other.html")
    other.write_text('<img src="http://elsewhere.invalid/dot.png">')
    assert asked_for(other) == {"elsewhere.invalid"}


def test_plots_and_waveforms_show(page: Path) -> None:
    """Each colour of the drawings covers pixels, in the part of the page where it belongs."""
    shot = page.parent / "shot.png"
    open_page(page, f"--screenshot={shot}")
    image = Image.open(shot).convert("RGB")
    assert image.size == (WIDTH, HEIGHT)
    blue, good, bad = (near(image, colour) for colour in (BLUE, GOOD, BAD))
    assert len(blue) > 500  # circles and bars
    below = [[line for line in lines if line > max(blue)] for lines in (good, bad)]
    assert all(len(lines) > 50 for lines in below), "the waveform stands below the plots"


def near(image: Image.Image, colour: tuple[int, int, int]) -> list[int]:
    """Return the line of each pixel that has about this colour."""
    masks = [
        band.point([255 if abs(value - wanted) < 12 else 0 for value in range(256)])
        for band, wanted in zip(image.split(), colour, strict=True)
    ]
    mask = ImageChops.multiply(ImageChops.multiply(masks[0], masks[1]), masks[2])
    width = image.width
    return [place // width for place, value in enumerate(mask.tobytes()) if value]

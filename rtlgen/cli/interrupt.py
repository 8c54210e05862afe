"""Ctrl-C and a CI that stops a job: both end the command in order."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn

_INSIST_S = 5


def heed_interrupts() -> None:
    """Turn SIGINT and SIGTERM into KeyboardInterrupt, again and again until it is heard.

    Python drops an exception that strikes within a destructor or a callback of the import system
    ("Exception ignored in …"), and with it the wish to stop; so it is raised again some seconds
    later, until `be_done` is called.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        # `nohup` and shells that start a job in the background want Ctrl-C to be ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _raise)


def be_done() -> None:
    """The interrupt was heard; a second Ctrl-C does not disturb the end."""
    signal.alarm(0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _raise(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    signal.alarm(_INSIST_S)
    raise KeyboardInterrupt

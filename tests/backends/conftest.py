"""A specification and its request."""

from __future__ import annotations

import io

import pytest

from rtlgen.candidate import Request
from rtlgen.prompt import build_request
from rtlgen.spec import read_spec


@pytest.fixture
def request_of_m() -> Request:
    """What is asked for an inverter named `m`."""
    text = b"module named m\n\n- input a\n- output y\n\ny is not a.\n"
    return build_request(read_spec("-", stdin=io.BytesIO(text)))

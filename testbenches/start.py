"""Start cocotb without pytest, which takes longer to import than all the rest.

cocotb 2.1 imports pytest for the exceptions of `pytest.skip` and `pytest.raises`, and for the
rewriting of assertions; the testbenches of this package use none of them. `PYGPI_USERS` names this
function before cocotb's own entry points; testbenches of users are started with the real pytest.
"""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any


class _Never(Exception):  # noqa: N818 - stands for exceptions that are never raised here
    """In the place of pytest's own exceptions."""


def leave_out_pytest() -> None:
    """Put empty modules in the place of pytest."""
    outcome = SimpleNamespace(Exception=_Never)
    _stand_in("pytest", raises=outcome, skip=outcome, xfail=outcome)
    _stand_in("_pytest")
    _stand_in("_pytest.assertion", install_importhook=None)
    _stand_in("_pytest.config", Config=None)


def _stand_in(name: str, **attributes: Any) -> None:
    module = ModuleType(name)
    module.__dict__.update(attributes)
    sys.modules[name] = module

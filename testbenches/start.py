"""Start cocotb without what takes longer to import than all the rest and is not used here.

cocotb 2.1 imports pytest for the exceptions of `pytest.skip` and `pytest.raises` and for the
rewriting of assertions, asyncio for two exceptions, a debugger, a profiler, and a writer of XML
reports; the testbenches of this package use none of them. `PYGPI_USERS` names this function before
cocotb's own entry points; testbenches of users are started with the real modules.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
from types import ModuleType, SimpleNamespace
from typing import Any


class _Never(Exception):  # noqa: N818 - stands for exceptions that are never raised here
    """In the place of pytest's own exceptions."""


class _Unwritten:
    """In the place of the report in XML, which nobody reads."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: self


def leave_out_unused() -> None:
    """Put empty modules in the place of those that are not used."""
    outcome = SimpleNamespace(Exception=_Never)
    _stand_in("pytest", raises=outcome, skip=outcome, xfail=outcome)
    _stand_in("_pytest")
    _stand_in("_pytest.assertion", install_importhook=None)
    _stand_in("_pytest.config", Config=None)
    _stand_in("pdb")
    _stand_in("cProfile")
    _stand_in("pstats")
    _stand_in("importlib.metadata", version=lambda _: "")
    _stand_in("cocotb._xunit_reporter", XUnitReporter=_Unwritten, Status=str)
    _leave_out_asyncio()


def _leave_out_asyncio() -> None:
    """Keep the exceptions of asyncio, which need nothing of the rest of it."""
    found = importlib.machinery.PathFinder.find_spec("asyncio")
    if found is None:
        return
    _stand_in("asyncio", __path__=found.submodule_search_locations)
    exceptions = importlib.import_module("asyncio.exceptions")
    sys.modules["asyncio"].__dict__.update(
        {name: getattr(exceptions, name) for name in exceptions.__all__}
    )


def _stand_in(name: str, **attributes: Any) -> None:
    module = ModuleType(name)
    module.__dict__.update(attributes)
    sys.modules[name] = module
    parent, _, last = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], last, module)

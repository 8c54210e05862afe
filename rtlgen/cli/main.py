"""Entry point of the `rtlgen` command."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable
from typing import NoReturn

import typer
from typer.main import get_command

from rtlgen.cli import (
    bench_import,
    cards,
    check,
    config,
    data_sample,
    doctor,
    explain,
    generate,
    repair,
    report,
    review,
)
from rtlgen.cli.environment import hide_variables, refuse_unknown_variables, variable_of
from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.interrupt import be_done, heed_interrupts
from rtlgen.cli.stdout import use_patient_stdout
from rtlgen.errors import ExitCode, RtlgenError, is_full, write_error

EPILOG = """\
\b
Exit codes:
  0 positive verdict       3 undecided               70 internal error
  1 negative verdict       4 a human must decide     75 interrupted; run it
  2 usage or input error   5 the environment            again to go on

Every option is also a variable: `--candidates` of `generate` is \
RTLGEN_GENERATE_CANDIDATES.
"""
_TYPER_INTERRUPTED = 130
"""What typer makes of Ctrl-C."""

app = typer.Typer(
    name="rtlgen",
    help="From a hardware specification to Verilog that was checked, with the evidence.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        print(f"rtlgen {version('rtlgen')}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """From a hardware specification to Verilog that was checked, with the evidence."""
    del version


_COMMANDS: dict[str, Callable[..., None]] = {
    "generate": generate.generate,
    "check": check.check,
    "doctor": doctor.doctor,
    "explain": explain.explain,
    "repair": repair.repair,
    "report": report.report,
    "review": review.review,
}
for _name, _command in _COMMANDS.items():
    # Not on the whole program: RTLGEN_VERSION in somebody's CI would then be `--version`.
    _settings = {"auto_envvar_prefix": variable_of(_name)}
    app.command(_name, epilog=EXAMPLES.get(_name), context_settings=_settings)(_command)
_GROUPS = {
    "bench": bench_import.app, "config": config.app, "data": data_sample.app,
    "train": cards.train_app,
}  # fmt: skip
for _name, _group in _GROUPS.items():
    _settings = {"auto_envvar_prefix": variable_of(_name)}
    app.add_typer(_group, name=_name, context_settings=_settings)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit with one of `rtlgen.errors.ExitCode`."""
    use_patient_stdout()
    heed_interrupts()
    program = get_command(app)
    hide_variables(program)
    try:
        refuse_unknown_variables(program)
        code = program.main(args=arguments, prog_name="rtlgen", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        _end_with_usage(error)
    except RtlgenError as error:
        _end(error.exit_code, f"error: {error}")
    except OSError as error:
        if not is_full(error):
            _end_with_traceback()
        place = error.filename or tempfile.gettempdir()
        _end(ExitCode.ENVIRONMENT, f"error: {write_error(place, 'cannot be written', error)}")
    except (KeyboardInterrupt, typer.Abort):
        code = _TYPER_INTERRUPTED
    except Exception:
        _end_with_traceback()
    if code == _TYPER_INTERRUPTED:
        be_done()
        _end(ExitCode.INTERRUPTED, "interrupted; run the same command again to go on")
    sys.exit(code)


def _end(code: ExitCode, message: str) -> NoReturn:
    print(f"rtlgen: {message}", file=sys.stderr)
    sys.exit(code)


def _end_with_traceback() -> NoReturn:
    traceback.print_exc()
    _end(
        ExitCode.INTERNAL,
        "internal error: the lines above are a defect in rtlgen; please report them with the "
        "command that you ran",
    )


def _end_with_usage(error: typer.TyperException) -> NoReturn:
    """One line with the nearest known option or command, else where they are listed."""
    near = getattr(error, "possibilities", None)
    context = getattr(error, "ctx", None)
    if context is not None and error.message == context.get_help():  # no argument at all
        print(error.message)
        sys.exit(ExitCode.USAGE)
    text = error.message if near else error.format_message()
    text = f"{text[:1].lower()}{text[1:].rstrip('.')}".replace(". Did you", "; did you")
    if near:
        text += f"; did you mean {near[0]!r}?"
    elif context is not None and not text.endswith("?"):
        text += f"; see `{context.command_path} --help`"
    _end(ExitCode.USAGE, f"error: {text}")


if __name__ == "__main__":
    main()

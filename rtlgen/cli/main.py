"""Entry point of the `rtlgen` command."""

from __future__ import annotations

import os
import sys
import traceback

import typer

from rtlgen.cli import check, config, doctor, explain, generate
from rtlgen.errors import ExitCode, RtlgenError

EXIT_CODES = """\
Exit codes: 0 positive verdict · 1 negative verdict · 2 usage or input error · 3 undecided ·
4 a human must decide · 5 environment · 70 internal error · 75 interrupted, can be resumed.
"""

app = typer.Typer(
    name="rtlgen",
    help="From a hardware specification to Verilog that was checked, with the evidence.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "RTLGEN"},
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


app.command("generate")(generate.generate)
app.command("check")(check.check)
app.command("doctor")(doctor.doctor)
app.command("explain")(explain.explain)
app.add_typer(config.app, name="config")


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit with one of `rtlgen.errors.ExitCode`."""
    try:
        app(args=arguments)
    except RtlgenError as error:
        print(f"rtlgen: error: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (`rtlgen … | head`); that is not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
    except Exception:
        traceback.print_exc()
        print(
            "rtlgen: internal error: the lines above are a defect in rtlgen; please report them "
            "with the command that you ran",
            file=sys.stderr,
        )
        sys.exit(ExitCode.INTERNAL)


if __name__ == "__main__":
    main()

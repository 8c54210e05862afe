"""Adapter to pyslang: text in, elaborated design and located diagnostics out.

pyslang 12.1 is IEEE 1800-2017 and accepts Verilog-2005 with it. `include is never followed
(the text is untrusted and must not read files); it is reported as a preprocessor error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyslang
from pyslang import analysis, ast, parsing, syntax

from rtlgen.finding import Finding, Severity
from rtlgen.verilog.codes import (
    CODE_OF_DIAGNOSTIC,
    ELABORATION,
    FRONT_END_WARNING,
    PORTS,
    SUBSYSTEM_CODES,
    TOP,
)

_PROMOTED = frozenset(
    {
        "DuplicateDefinition",
        "MixedVarAssigns",
        "MultipleAlwaysAssigns",
        "MultipleContAssigns",
        "ParameterDoesNotExist",
        "Redefinition",
        "RedefinitionDifferentType",
        "UnknownSystemName",
    }
)
"""Diagnostics whose engine default is a warning although slang's own command makes them errors."""
_ERRORS_KEPT = 50
"""Most errors that one text may report."""
_WARNINGS_KEPT = 500
"""Most warnings; to find the column of one takes time that grows with the length of its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A diagnostic of pyslang with its place in the text that the user wrote."""

    name: str
    """pyslang's name, for example `UndeclaredIdentifier`."""
    option: str
    """slang's warning option, for example `width-trunc`; empty for errors without one."""
    is_error: bool
    message: str
    line: int
    column: int
    subsystem: str
    arguments: tuple[object, ...] = ()

    @property
    def code(self) -> str:
        """Rule code of the front end for this diagnostic."""
        own = CODE_OF_DIAGNOSTIC.get(self.name)
        if own is not None:
            return own
        if not self.is_error:
            return FRONT_END_WARNING
        return SUBSYSTEM_CODES.get(self.subsystem, ELABORATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A text after pyslang's elaboration."""

    sources: pyslang.SourceManager
    tree: syntax.SyntaxTree
    compilation: ast.Compilation
    tops: tuple[ast.InstanceSymbol, ...]
    """Modules that nobody instantiates, or the one that was asked for."""
    diagnostics: tuple[Diagnostic, ...]
    path: str | None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Diagnostics that make the text illegal."""
        return tuple(item for item in self.diagnostics if item.is_error)

    def line(self, location: pyslang.SourceLocation) -> int:
        """1-based line in the user's text; inside a macro, the line of its use."""
        return self.sources.getLineNumber(self.sources.getFullyExpandedLoc(location))

    def column(self, location: pyslang.SourceLocation) -> int:
        """1-based column in the user's text; inside a macro, the column of its use."""
        return self.sources.getColumnNumber(self.sources.getFullyExpandedLoc(location))


def compile_text(verilog: str, *, top: str | None = None, path: str | None = None) -> Compiled:
    """Parse and elaborate a text; never raises for bad Verilog, the diagnostics say it.

    Args:
        verilog: Source text within the limits of `rtlgen.verilog.limits`.
        top: Module to elaborate; None = all that nobody instantiates.
        path: Name of the file, for `Compiled.path` only; nothing is read from it.
    """
    options = pyslang.Bag()
    preprocessor = parsing.PreprocessorOptions()
    preprocessor.maxIncludeDepth = 0
    options.preprocessorOptions = preprocessor
    lexer = parsing.LexerOptions()
    lexer.maxErrors = _ERRORS_KEPT
    options.lexerOptions = lexer
    elaboration = ast.CompilationOptions()
    elaboration.errorLimit = _ERRORS_KEPT
    elaboration.maxGenerateSteps = 4096
    elaboration.maxInstanceArray = 4096
    if top is not None:
        elaboration.topModules = {top}
    options.compilationOptions = elaboration
    sources = pyslang.SourceManager()
    # As a file: `fromText` guesses, and drops what stands behind a text of one module.
    tree = syntax.SyntaxTree.fromFileInMemory(verilog, sources, "design.v", "design.v", options)
    compilation = ast.Compilation(options)
    compilation.addSyntaxTree(tree)
    tops = tuple(
        instance
        for instance in compilation.getRoot().topInstances
        if instance.isModule and (top is None or instance.name == top)
    )
    engine = pyslang.DiagnosticEngine(sources)
    diagnostics = tuple(_located(compilation.getAllDiagnostics(), engine, sources))
    return Compiled(
        sources=sources,
        tree=tree,
        compilation=compilation,
        tops=tops,
        diagnostics=diagnostics,
        path=path,
    )


def analyse(compiled: Compiled) -> tuple[analysis.AnalysisManager, tuple[Diagnostic, ...]]:
    """Run slang's data flow analysis on a design that has no errors.

    The manager knows the drivers of each variable; the diagnostics are those of unused and
    undriven names, of case items and of driver conflicts.
    """
    options = analysis.AnalysisOptions()
    options.flags = analysis.AnalysisFlags.CheckUnused
    manager = analysis.AnalysisManager(options)
    manager.analyze(compiled.compilation)
    engine = pyslang.DiagnosticEngine(compiled.sources)
    return manager, tuple(_located(manager.getDiagnostics(), engine, compiled.sources))


def _located(
    diagnostics: Iterable[pyslang.Diagnostic],
    engine: pyslang.DiagnosticEngine,
    sources: pyslang.SourceManager,
) -> Iterator[Diagnostic]:
    seen = set()
    warnings = 0
    for item in diagnostics:
        severity = engine.getSeverity(item.code, item.location)
        if severity in (pyslang.DiagnosticSeverity.Note, pyslang.DiagnosticSeverity.Ignored):
            continue
        name = repr(item.code).removeprefix("DiagCode(").removesuffix(")")
        is_error = severity is not pyslang.DiagnosticSeverity.Warning or name in _PROMOTED
        warnings += not is_error
        if warnings > _WARNINGS_KEPT and not is_error:
            continue
        place = sources.getFullyExpandedLoc(item.location)
        found = Diagnostic(
            name=name,
            option=engine.getOptionName(item.code),
            is_error=is_error,
            message=engine.formatMessage(item).rstrip("."),
            line=sources.getLineNumber(place),
            column=sources.getColumnNumber(place),
            subsystem=item.code.getSubsystem().name,
            arguments=tuple(arg for arg in item.args if isinstance(arg, str | int)),
        )
        if (name, found.line, found.column) not in seen:
            seen.add((name, found.line, found.column))
            yield found


def finding(diagnostic: Diagnostic, path: str | None, *, severity: Severity) -> Finding:
    """Turn a diagnostic into a finding; the message carries slang's own name for it."""
    label = diagnostic.option or diagnostic.name
    return Finding(
        code=diagnostic.code,
        severity=severity,
        message=f"{diagnostic.message} [slang: {label}]",
        path=path,
        line=diagnostic.line,
        column=diagnostic.column,
    )


def error_findings(compiled: Compiled) -> tuple[Finding, ...]:
    """Return an ERROR finding for each diagnostic that makes the text illegal."""
    return tuple(
        finding(item, compiled.path, severity=Severity.ERROR)
        for item in compiled.errors
        if item.name not in ("InvalidTopModule", "NoTopModules")
    )


def choose_top(compiled: Compiled, top: str | None) -> ast.InstanceSymbol | Finding:
    """Return the top instance, or the finding that says why there is none."""
    modules = sorted(
        item.name
        for item in compiled.compilation.getDefinitions()
        if isinstance(item, ast.DefinitionSymbol)
        and item.definitionKind is ast.DefinitionKind.Module
    )
    if len(compiled.tops) == 1:
        return compiled.tops[0]
    if not modules:
        message, remedy = "the text holds no module", "write `module NAME (…); … endmodule`"
    elif top is not None:
        message = f"there is no module {top!r}; the text holds {_listed(modules)}"
        remedy = f"name the module {top!r}, or choose another top"
    elif not compiled.tops:
        message = f"every module is instantiated by another one: {_listed(modules)}"
        remedy = "name the top module"
    else:
        names = sorted(item.name for item in compiled.tops)
        message = f"several modules are instantiated by none: {_listed(names)}"
        remedy = "name the top module"
    return Finding(
        code=TOP, severity=Severity.ERROR, message=message, path=compiled.path, remedy=remedy
    )


def port_finding(message: str, compiled: Compiled, location: pyslang.SourceLocation) -> Finding:
    """Return the finding for a port that has no bits of its own."""
    return Finding(
        code=PORTS,
        severity=Severity.ERROR,
        message=message,
        path=compiled.path,
        line=compiled.line(location),
        column=compiled.column(location),
        remedy="use input, output or inout ports of bits with simple names",
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:8])
    return shown if len(names) <= 8 else f"{shown} and {len(names) - 8} more"

"""Module name, parameters and ports of a specification, from all its texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rtlgen.finding import Finding, Severity
from rtlgen.spec.document import Document
from rtlgen.spec.expressions import Scope
from rtlgen.spec.model import Parameter, Port, SourceRef
from rtlgen.spec.names import ModuleName, find_module_name, is_identifier, name_from_path
from rtlgen.spec.ports.draft import Draft, ParameterDraft
from rtlgen.spec.ports.frontmatter import FrontMatter, read_front_matter
from rtlgen.spec.ports.header import Header, find_headers
from rtlgen.spec.ports.lists import ListReader
from rtlgen.spec.ports.parameters import assigned_value, parameters_in_sentences
from rtlgen.spec.ports.prose import ports_in_sentences
from rtlgen.spec.ports.settle import settle_ports
from rtlgen.spec.roles import assign_roles
from rtlgen.spec.source import spec_error

ASSUMED_DEFAULT = "8"
"""Default of a parameter for which the text states none; its ports are marked as assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """What the module looks like from outside."""

    name: str
    ports: tuple[Port, ...]
    parameters: tuple[Parameter, ...]
    findings: tuple[Finding, ...]


def read_interface(
    documents: Sequence[Document], *, path: str, name: str | None, given: Sequence[Port]
) -> Interface:
    """Read the interface.

    Args:
        documents: The texts, the specification itself first.
        path: File or folder as the user named it.
        name: Module name from a flag; it beats the text.
        given: Ports from flags; they beat ports of the same name in the text.

    Raises:
        SpecError: no port can be found, or a port cannot be what the text says.
    """
    findings: list[Finding] = []
    fronts = [read_front_matter(document) for document in documents]
    headers: list[Header] = []
    for document in documents:
        found, remarks = find_headers(document)
        headers += found
        findings += remarks
    module = _module_name(documents, fronts, headers, name, path, findings)
    header = _own_header(headers, module)
    parameters = _parameters(documents, fronts, header, findings)
    scope = Scope({p.name: p.default for p in parameters})
    names = {p.name for p in parameters}
    assumed = {p.name for p in parameters if p.source is None}
    drafts = _port_drafts(documents, fronts, header, names, findings)
    settled = settle_ports(drafts, documents, scope, names, assumed)
    findings += settled.findings
    flags = {port.name: port for port in given}
    ports = [flags.pop(port.name, port) for port in settled.ports] + list(flags.values())
    if not ports:
        raise spec_error(
            path, None, "no ports were found",
            "list them, for example `- input  data (8 bits)`, or give --port",
        )  # fmt: skip
    if settled.unstated and not _states_a_default(documents):
        findings.append(_assumed_widths(settled.unstated))
    roles = {n: role for front in fronts for n, (role, _) in front.roles.items()}
    with_roles, remarks = assign_roles(ports, roles, settled.descriptions, documents)
    return Interface(
        name=module, ports=with_roles, parameters=tuple(parameters),
        findings=(*findings, *remarks),
    )  # fmt: skip


def _module_name(
    documents: Sequence[Document], fronts: Sequence[FrontMatter], headers: Sequence[Header],
    name: str | None, path: str, findings: list[Finding],
) -> str:  # fmt: skip
    if name is not None:
        if not is_identifier(name):
            raise spec_error(path, None, f"{name!r} is no module name", "use letters, digits, _")
        return name
    stated: list[ModuleName] = [f.name for f in fronts if f.name]
    guesses = [m for d in documents if (m := find_module_name(d)) is not None]
    stated += [m for m in guesses if m.is_stated]
    if stated:
        return stated[0].name
    if headers:
        return headers[0].name
    assumed = guesses[0].name if guesses else name_from_path(path)
    findings.append(
        Finding(
            code="SPEC201", severity=Severity.NOTE, path=documents[0].source.path, line=1,
            message=f"the text does not name the module; {assumed!r} was assumed",
            remedy="write `module named NAME`, or give --name",
        )
    )  # fmt: skip
    return assumed


def _own_header(headers: Sequence[Header], name: str) -> Header | None:
    for header in headers:
        if header.name == name:
            return header
    return headers[0] if len(headers) == 1 else None


def _parameters(
    documents: Sequence[Document], fronts: Sequence[FrontMatter], header: Header | None,
    findings: list[Finding],
) -> list[Parameter]:  # fmt: skip
    drafts: list[ParameterDraft] = [p for front in fronts for p in front.parameters]
    drafts += header.parameters if header else ()
    for document in documents:
        reader = ListReader(document, ())
        reader.read()
        drafts += reader.parameters
        drafts += parameters_in_sentences(document)
    chosen: dict[str, ParameterDraft] = {}
    for draft in drafts:
        earlier = chosen.get(draft.name)
        if earlier is None or (earlier.default is None and draft.default is not None):
            chosen[draft.name] = draft
    parameters = []
    for draft in chosen.values():
        default, source = draft.default, draft.source
        for document in documents if default is None else ():
            if found := assigned_value(document, draft.name):
                default, source = found
                break
        if default is None:
            findings.append(_no_default(draft))
            parameters.append(Parameter(name=draft.name, default=ASSUMED_DEFAULT))
        else:
            parameters.append(Parameter(name=draft.name, default=default, source=source))
    return parameters


def _port_drafts(
    documents: Sequence[Document], fronts: Sequence[FrontMatter], header: Header | None,
    names: set[str], findings: list[Finding],
) -> list[Draft]:  # fmt: skip
    drafts: list[Draft] = [d for front in fronts for d in front.drafts]
    drafts += header.drafts if header else ()
    block = 0
    for document in documents:
        reader = ListReader(document, names, first_block=block)
        reader.read()
        drafts += reader.drafts
        findings += reader.findings
        block = reader.next_block
    if not drafts:
        drafts = [d for document in documents for d in ports_in_sentences(document, names)]
    return drafts


def _states_a_default(documents: Sequence[Document]) -> bool:
    """Whether the text has the usual words that ports without a width are one bit wide."""
    text = " ".join(sentence for document in documents for _, sentence in document.sentences)
    return re.search(r"\b(?:one|1|single)[ -]bit\b", text) is not None


def _assumed_widths(ports: Sequence[Port]) -> Finding:
    place = ports[0].source or SourceRef(path="-", line=1)
    names = ", ".join(repr(port.name) for port in ports)
    return Finding(
        code="SPEC204", severity=Severity.NOTE, path=place.path, line=place.line,
        message=f"no width is stated for {names}; 1 bit was assumed",
        remedy="write the width beside the port",
    )  # fmt: skip


def _no_default(draft: ParameterDraft) -> Finding:
    return Finding(
        code="SPEC207", severity=Severity.WARNING, path=draft.source.path, line=draft.source.line,
        message=f"parameter {draft.name!r} has no default; {ASSUMED_DEFAULT} was assumed",
        remedy=f"write `{draft.name} = {ASSUMED_DEFAULT}`",
    )  # fmt: skip


def parse_port_flag(text: str) -> Port:
    """Read `--port "input [7:0] data"`; raises SpecError for anything but one declaration."""
    from rtlgen.spec.source import SourceText

    document = Document(SourceText(path="--port", text=f"- {text}\n"))
    reader = ListReader(document, ())
    reader.read()
    if len(reader.drafts) != 1:
        raise spec_error("--port", None, f"{text!r} declares no port", "write 'input [7:0] data'")
    settled = settle_ports(reader.drafts, [document], Scope({}), ())
    return replace(settled.ports[0], is_assumed=True)

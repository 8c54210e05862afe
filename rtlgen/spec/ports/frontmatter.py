"""YAML front matter: the interface as data, for those who want no guessing.

---
module: gray_counter
parameters: {WIDTH: 4}
ports:
  - input clk
  - {name: q, direction: output, width: WIDTH}
clock: {name: clk, edge: rising}
reset: {name: rst_n, active: low, kind: asynchronous}
---
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from rtlgen.errors import SpecError
from rtlgen.spec.document import Document
from rtlgen.spec.model import Direction, Role, RoleKind, SourceRef
from rtlgen.spec.names import ModuleName, is_identifier
from rtlgen.spec.ports.draft import DIRECTIONS, Draft, ParameterDraft, Style
from rtlgen.spec.ports.phrase import read_phrases
from rtlgen.spec.source import spec_error

_KEYS = ("module", "name", "title", "description", "ports", "inputs", "outputs", "inouts",
         "parameters", "clock", "reset")  # fmt: skip
_PORT_KEYS = ("name", "direction", "width", "range", "signed", "description")
_CLOCK_KEYS = ("name", "edge")
_RESET_KEYS = ("name", "active", "kind")


@dataclass(slots=True, kw_only=True)
class FrontMatter:
    """What the front matter says."""

    name: ModuleName | None = None
    drafts: list[Draft] = field(default_factory=list)
    parameters: list[ParameterDraft] = field(default_factory=list)
    roles: dict[str, tuple[Role, SourceRef]] = field(default_factory=dict)


def read_front_matter(document: Document) -> FrontMatter:
    """Read the front matter of a document; empty when it has none.

    Raises:
        SpecError: it is not closed, no YAML, no mapping, or holds an unknown key.
    """
    result = FrontMatter()
    if document.front_matter is None:
        return result
    path = document.source.path
    if document.has_open_front_matter:
        raise spec_error(path, 1, "the front matter has no end", "close it with a line ---")
    try:
        root = yaml.compose(document.front_matter.text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = document.front_matter.line + (mark.line if mark else 0)
        raise spec_error(
            path, line, f"the front matter is not YAML: {error.problem or error.context}",
            "correct it, or remove the two lines ---",
        ) from error  # fmt: skip
    except (yaml.YAMLError, RecursionError) as error:
        raise spec_error(
            path, 2, "the front matter is not YAML that can be read", "correct it"
        ) from error
    if root is not None:
        _Reader(document, result).read(root)
    return result


class _Reader:
    def __init__(self, document: Document, result: FrontMatter) -> None:
        self._document = document
        self._result = result
        self._first = document.front_matter.line if document.front_matter else 1

    def read(self, root: yaml.Node) -> None:
        values = dict(self._fields(root, _KEYS, "front matter"))
        for key in ("module", "name"):
            if node := values.get(key):
                self._name(node)
        self._parameters(values.get("parameters"))
        if node := values.get("ports"):
            self._ports(node, None)
        for key in ("inputs", "outputs", "inouts"):
            if node := values.get(key):
                self._ports(node, DIRECTIONS[key])
        if node := values.get("clock"):
            self._clock(node)
        if node := values.get("reset"):
            self._reset(node)

    def _line(self, node: yaml.Node) -> int:
        return self._first + int(node.start_mark.line)

    def _error(self, node: yaml.Node, problem: str, remedy: str) -> SpecError:
        return spec_error(self._document.source.path, self._line(node), problem, remedy)

    def _fields(
        self, node: yaml.Node, known: Sequence[str], where: str
    ) -> Iterator[tuple[str, yaml.Node]]:
        """Yield the keys and values of a mapping; an unknown key is an error."""
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, f"{where}: must be a mapping", f"write '{known[0]}: …'")
        seen: set[str] = set()
        for key, value in node.value:
            word = self._scalar(key, f"{where}: a key")
            if word not in known:
                near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
                raise self._error(key, f"{where}: unknown key {word!r}", hint)
            if word in seen:
                raise self._error(key, f"{where}: key {word!r} occurs twice", "remove one")
            seen.add(word)
            yield word, value

    def _scalar(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._error(node, f"{what} must be a word or a number", "write one value")
        return str(node.value).strip()

    def _name(self, node: yaml.Node) -> None:
        word = self._scalar(node, "the module name")
        if not is_identifier(word):
            raise self._error(
                node, f"the module name {word!r} is no Verilog identifier",
                "use letters, digits and _, and begin with a letter",
            )  # fmt: skip
        self._result.name = ModuleName(name=word, source=self._document.at(self._line(node)))

    def _parameters(self, node: yaml.Node | None) -> None:
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, "parameters: must be a mapping", "write 'WIDTH: 8'")
        for key, value in node.value:
            default = self._scalar(value, "parameters: a default")
            self._result.parameters.append(
                ParameterDraft(
                    name=self._scalar(key, "parameters: a name"), default=default or None,
                    source=self._document.at(self._line(key)), style=Style.FRONT_MATTER,
                )
            )  # fmt: skip

    def _ports(self, node: yaml.Node, direction: Direction | None) -> None:
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._port(item, direction)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._named_port(key, value, direction)
        else:
            for word in self._scalar(node, "ports").split(","):
                self._declaration(node, word, direction)

    def _port(self, node: yaml.Node, direction: Direction | None) -> None:
        if isinstance(node, yaml.MappingNode):
            self._mapping(node, None, direction)
        else:
            self._declaration(node, self._scalar(node, "ports: a port"), direction)

    def _named_port(self, key: yaml.Node, value: yaml.Node, direction: Direction | None) -> None:
        name = self._scalar(key, "ports: a name")
        if isinstance(value, yaml.MappingNode):
            self._mapping(value, name, direction, at=key)
            return
        text = self._scalar(value, f"port {name!r}")
        word = text.split()[0].lower() if text else ""
        if direction is None and word in DIRECTIONS:
            self._declaration(key, f"{text} {name}", None)
        else:
            self._add(key, name, direction, width=text or None)

    def _declaration(self, node: yaml.Node, text: str, direction: Direction | None) -> None:
        names = {parameter.name for parameter in self._result.parameters}
        phrases = read_phrases(text, names, is_loose=True)
        if not phrases:
            raise self._error(
                node, f"port {text!r} cannot be read", "write 'input [7:0] a' or 'name: a'"
            )
        for phrase in phrases:
            for item in phrase.items:
                self._add(
                    node, item.name, phrase.direction or direction, width=item.width,
                    bounds=(item.left, item.right), is_signed=phrase.is_signed,
                    description=phrase.description,
                )  # fmt: skip

    def _mapping(
        self, node: yaml.Node, name: str | None, direction: Direction | None,
        at: yaml.Node | None = None,
    ) -> None:  # fmt: skip
        fields = dict(self._fields(node, _PORT_KEYS, "port"))
        if name is None and "name" not in fields:
            raise self._error(node, "a port has no name", "add 'name: …'")
        found = name if name is not None else self._scalar(fields["name"], "the name of a port")
        if "direction" in fields:
            word = self._scalar(fields["direction"], f"port {found!r}: the direction").lower()
            if word not in DIRECTIONS:
                raise self._error(
                    fields["direction"], f"port {found!r}: unknown direction {word!r}",
                    "write input, output or inout",
                )  # fmt: skip
            direction = DIRECTIONS[word]
        width: str | None = None
        bounds: tuple[str | None, str | None] = (None, None)
        if "width" in fields:
            width = self._scalar(fields["width"], f"port {found!r}: the width")
        if "range" in fields:
            bounds = self._range(fields["range"], found)
        signed = fields.get("signed")
        note = fields.get("description")
        self._add(
            at or node, found, direction, width=width, bounds=bounds,
            is_signed=signed is not None and self._is_true(signed, found),
            description="" if note is None else self._scalar(note, "a description"),
        )  # fmt: skip

    def _range(self, node: yaml.Node, name: str) -> tuple[str | None, str | None]:
        text = "" if not isinstance(node, yaml.ScalarNode) else str(node.value)
        left, colon, right = text.strip().strip("[]").partition(":")
        if not colon:
            raise self._error(node, f"port {name!r}: the range is none", "write range: '7:0'")
        return left.strip(), right.strip()

    def _is_true(self, node: yaml.Node, name: str) -> bool:
        word = self._scalar(node, f"port {name!r}: signed").lower()
        if word not in {"true", "false", "yes", "no"}:
            raise self._error(node, f"port {name!r}: signed is {word!r}", "write true or false")
        return word in {"true", "yes"}

    def _add(
        self, node: yaml.Node, name: str, direction: Direction | None, *,
        width: str | None = None, bounds: tuple[str | None, str | None] = (None, None),
        is_signed: bool = False, description: str = "",
    ) -> None:  # fmt: skip
        if not is_identifier(name):
            raise self._error(
                node, f"port name {name!r} is no Verilog identifier",
                "use letters, digits and _, and begin with a letter",
            )  # fmt: skip
        if direction is None:
            raise self._error(node, f"port {name!r} has no direction", "add 'direction: input'")
        self._result.drafts.append(
            Draft(
                name=name, direction=direction, left=bounds[0], right=bounds[1], width=width,
                is_signed=is_signed, description=description,
                source=self._document.at(self._line(node)), style=Style.FRONT_MATTER,
            )
        )  # fmt: skip

    def _clock(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            self._role(node, str(node.value), Role(kind=RoleKind.CLOCK))
            return
        fields = dict(self._fields(node, _CLOCK_KEYS, "clock"))
        edge = self._word(fields.get("edge"), "clock: edge", ("rising", "falling"))
        role = Role(kind=RoleKind.CLOCK, active_low=edge == "falling")
        self._role(node, self._role_name(fields, node, "clock"), role)

    def _reset(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            name = str(node.value)
            self._role(node, name, Role(kind=RoleKind.RESET, active_low=name.endswith("n")))
            return
        fields = dict(self._fields(node, _RESET_KEYS, "reset"))
        active = self._word(fields.get("active"), "reset: active", ("high", "low"))
        kind = self._word(fields.get("kind"), "reset: kind", ("synchronous", "asynchronous"))
        role = Role(
            kind=RoleKind.RESET,
            active_low=active == "low",
            asynchronous=None if kind is None else kind == "asynchronous",
        )
        self._role(node, self._role_name(fields, node, "reset"), role)

    def _role_name(self, fields: dict[str, yaml.Node], node: yaml.Node, what: str) -> str:
        if "name" not in fields:
            raise self._error(node, f"{what}: has no name", "add 'name: …'")
        return self._scalar(fields["name"], f"{what}: the name")

    def _word(self, node: yaml.Node | None, what: str, known: tuple[str, str]) -> str | None:
        if node is None:
            return None
        word = self._scalar(node, what).lower()
        if word not in known:
            raise self._error(node, f"{what} is {word!r}", f"write {known[0]} or {known[1]}")
        return word

    def _role(self, node: yaml.Node, name: str, role: Role) -> None:
        self._result.roles[name] = (role, self._document.at(self._line(node)))

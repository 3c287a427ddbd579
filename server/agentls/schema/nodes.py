"""YAML files of `schemas/` as plain data, with the position of every node.

Scalars stay the text that was written, so that `on`, `2.10` and `2026-01-01` reach a text field unchanged; the models
turn text into numbers, `true` and `false` where they want them. Only a plain `null`, `~` or nothing becomes None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from agentls.schema import SchemaError

Path_ = tuple[str | int, ...]
"""The way from the root of a file to a node: field names and list indexes."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the C loader is absent from some builds of PyYAML
    """A YAML loader that resolves no scalar but null."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012  # the shape that PyYAML wants


for _first in ("", "n", "~"):
    _Loader.yaml_implicit_resolvers[_first] = [
        ("tag:yaml.org,2002:null", yaml.SafeLoader.yaml_implicit_resolvers["~"][0][1])
    ]


@dataclass(slots=True)
class YamlFile:
    """One file: its data, and the nodes by path. `key_nodes` holds the names of fields, `nodes` their values."""

    path: Path
    data: Any = None
    nodes: dict[Path_, yaml.Node] = field(default_factory=dict)
    key_nodes: dict[Path_, yaml.Node] = field(default_factory=dict)

    def error(self, path: Path_, message: str, *, at_key: bool = False) -> SchemaError:
        """Return the error to raise for the node at `path`, or for the name of that field."""
        path = self.known(path)
        node = (at_key and self.key_nodes.get(path)) or self.nodes[path]
        return self.error_at(node, f"{written(path)}: {message}" if path else message)

    def error_at(self, node: yaml.Node, message: str) -> SchemaError:
        """Return the error to raise for a node."""
        mark = node.start_mark
        return SchemaError(f"{self.path}:{mark.line + 1}:{mark.column + 1}: {message}")

    def known(self, path: Sequence[str | int]) -> Path_:
        """Return the deepest path that exists in the file, passing over parts that are no nodes of it.

        Such parts are the names of union members that pydantic puts in, fields that are missing, and the index of a
        single name that stands for a list.
        """
        found: Path_ = ()
        for part in path:
            if (*found, part) in self.nodes:
                found = (*found, part)
        return found

    def position(self, path: Path_) -> tuple[int, int]:
        """Return line and column (0-based) of the deepest node on `path` that exists."""
        mark = self.nodes[self.known(path)].start_mark
        return mark.line, mark.column

    def put(self, path: Path_, value: object) -> None:
        """Replace the value at `path`, which must not be the root."""
        holder = self.data
        for part in path[:-1]:
            holder = holder[part]
        holder[path[-1]] = value


def written(path: Path_) -> str:
    """Return `path` as people write it: `keys.tools.checks[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(path: Path) -> YamlFile:
    """Read one YAML file. Raises SchemaError for a file that can't be read and for broken YAML."""
    file = YamlFile(path)
    root = _compose(path)
    try:
        file.data = _plain(file, (), root)
    except RecursionError:
        raise SchemaError(f"{path}:1:1: this is nested too deeply, or an anchor holds itself") from None
    return file


def _compose(path: Path) -> yaml.Node:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SchemaError(f"{path}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        column = error.start - error.object.rfind(b"\n", 0, error.start)
        raise SchemaError(f"{path}:{line}:{column}: this is not UTF-8") from None
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise SchemaError(f"{path}:{where}: this is not YAML: {error.problem or error.context}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        raise SchemaError(
            f"{path}:{line}:{column}: the character U+{ord(text[error.position]):04X} is not allowed"
        ) from None
    if node is None:
        raise SchemaError(f"{path}:1:1: the file is empty")
    return node


def _plain(file: YamlFile, path: Path_, node: yaml.Node) -> Any:
    file.nodes[path] = node
    if isinstance(node, yaml.MappingNode):
        return _mapping(file, path, node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(file, (*path, index), child) for index, child in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _mapping(file: YamlFile, path: Path_, node: yaml.MappingNode) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, (key, value) in _entries(file, node).items():
        child = (*path, name)
        file.key_nodes[child] = key
        data[name] = _plain(file, child, value)
    return data


def _entries(file: YamlFile, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return name and value of each field by name; what `<<` merges in gives way to the mapping's own fields."""
    own: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    merged: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise file.error_at(key, "the name of a field must be a word")
        if key.value == "<<":
            merged = {**_merged(file, value), **merged}
        elif key.value in own:
            raise file.error_at(key, f"the field `{key.value}` stands here a second time")
        else:
            own[key.value] = key, value
    return {**merged, **own}


def _merged(file: YamlFile, value: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for mapping in value.value if isinstance(value, yaml.SequenceNode) else [value]:
        if not isinstance(mapping, yaml.MappingNode):
            raise file.error_at(mapping, "`<<` takes the name of an anchored mapping: `<<: *name`")
        entries = {**_entries(file, mapping), **entries}
    return entries

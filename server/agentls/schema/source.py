"""Reading the files of `schemas/`: YAML with positions, the models, and one clear message for what is wrong."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from agentls.schema import SchemaError
from agentls.schema.models import ConceptsFile, DialectFile, ProductFile
from agentls.schema.nearest import nearest
from agentls.schema.nodes import Path_, YamlFile, read_yaml

_NO_NUMBERS = ("nan", "inf", "-inf", "Infinity", "-Infinity")
AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """All files of a schema folder, read and checked; dialects and products by id."""

    concepts: ConceptsFile
    dialects: Mapping[str, DialectFile]
    products: Mapping[str, ProductFile]


def read_schemas(
    folder: Path, dialects: Sequence[Path] = (), products: Sequence[Path] = (), lost: Collection[str] = ()
) -> SourceFiles:
    """Read `concepts.yaml` (which may be absent), `dialects/*.yaml` and `products/*.yaml`, and further files.

    `lost` are names that broken files would have defined: others may use them. A dialect that extends one of them is
    left out. Raises SchemaError, with file, line and column (1-based), for the first thing that is wrong.
    """
    from agentls.schema.crosscheck import Read, crosscheck

    read_dialects = [_read(path, DialectFile) for path in (*sorted((folder / "dialects").glob("*.yaml")), *dialects)]
    read_dialects, lost = _with_base(read_dialects, lost)
    read_products = [_read(path, ProductFile) for path in (*sorted((folder / "products").glob("*.yaml")), *products)]
    if not read_dialects:
        raise SchemaError(f"{folder / 'dialects'}: there is no dialect here")
    path = folder / "concepts.yaml"
    concepts = [_read(path, ConceptsFile)] if path.exists() else []
    crosscheck(Read(read_dialects, read_products, concepts), lost)
    return SourceFiles(
        concepts[0][1] if concepts else ConceptsFile(concepts={}),
        {model.id: model for _, model in read_dialects},
        {model.id: model for _, model in read_products},
    )


def _with_base(
    dialects: list[tuple[YamlFile, DialectFile]], lost: Collection[str]
) -> tuple[list[tuple[YamlFile, DialectFile]], Collection[str]]:
    """The dialects without those whose base is lost, and all names that are lost then."""
    known = {model.id for _, model in dialects}
    left = [one for one in dialects if one[1].extends in known or one[1].extends not in lost]
    if len(left) == len(dialects):
        return dialects, lost
    return _with_base(left, {*lost, *(known - {model.id for _, model in left})})


def _read(path: Path, kind: type[AnyModel]) -> tuple[YamlFile, AnyModel]:
    file = read_yaml(path)
    return file, validate(file, kind)


def validate(file: YamlFile, kind: type[AnyModel]) -> AnyModel:
    """Return the model of a file. Raises SchemaError for the first thing that is wrong."""
    try:
        model = kind.model_validate(file.data)
    except ValidationError as error:
        if _null_words(file, error.errors()):
            return validate(file, kind)
        raise _worst(file, kind, error.errors()) from None
    _check_literals(file, (), file.data, model.model_dump(exclude_unset=True))
    return model


def _null_words(file: YamlFile, errors: list[ErrorDetails]) -> bool:
    """Turn each `null` that stands where only text is legal into that word; return whether there was one."""
    paths = {
        file.known(error["loc"])
        for error in errors
        if error["input"] is None and error["type"] in ("string_type", "literal_error")
    }
    words = [path for path in paths if path and file.nodes[path].value == "null"]
    for path in words:
        file.put(path, "null")
    return bool(words)


def _worst(file: YamlFile, kind: type[BaseModel], errors: list[ErrorDetails]) -> SchemaError:
    """Return the first error of the file; missing fields come last, since a misspelled field may explain them."""
    error = min(errors, key=lambda error: (error["type"] == "missing", file.position(error["loc"])))
    path = file.known(error["loc"])
    at_key = error["type"] == "extra_forbidden" or error["loc"][-1:] == ("[key]",)
    return file.error(path, _message(kind, path, error), at_key=at_key)


def _message(kind: type[BaseModel], path: Path_, error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"the field `{error['loc'][-1]}` is missing"
        case "extra_forbidden":
            return f"unknown field{suggestion(str(path[-1]), _fields(kind, path[:-1]))}"
        case "literal_error":
            return f"`{error['input']}` is not known here{suggestion(str(error['input']), _words(context['expected']))}"
        case "string_type":
            return "text is wanted here" + (", and nothing is written" if error["input"] is None else "")
        case "list_type":
            return "a list is wanted here"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "a mapping of fields is wanted here"
        case "bool_parsing" | "bool_type":
            return f"`{error['input']}` is neither `true` nor `false`"
        case "string_pattern_mismatch":
            return f"`{error['input']}` does not have the form {context['pattern']}"
        case "value_error":
            return str(context["error"])
    if error["input"] in _NO_NUMBERS:
        return f"`{error['input']}` is not a number"
    return error["msg"][:1].lower() + error["msg"][1:]


def suggestion(name: str, names: list[str]) -> str:
    """Return `: did you mean …?` with the name nearest to `name`, else the names that are known, if they are few."""
    close = nearest(name, names)
    if close:
        return f": did you mean `{close}`?"
    return f": known are {', '.join(f'`{known}`' for known in sorted(names))}" if 0 < len(names) <= 20 else ""


def _words(expected: str) -> list[str]:
    """Return the words in pydantic's list of what is expected: `'a', 'b' or 'c'`."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _fields(kind: type[BaseModel], path: Path_) -> list[str]:
    """Return the names of the fields that the mapping at `path` may have."""
    hint: Any = kind
    for part in path:
        hint = _child(hint, part)
    model = _model(hint)
    return list(model.model_fields) if model else []


def _child(hint: Any, part: str | int) -> Any:
    model = _model(hint)
    if model:
        return model.model_fields[str(part)].annotation
    return get_args(hint)[-1] if get_origin(hint) in (list, dict) else None


def _model(hint: Any) -> type[BaseModel] | None:
    """Return the model that a type hint is, alone or beside None."""
    for kind in (hint, *get_args(hint)) if get_origin(hint) not in (list, dict) else ():
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def _check_literals(file: YamlFile, path: Path_, data: Any, value: Any) -> None:
    """Refuse what pydantic takes for true, false or a number although the YAML says a word: `on`, `nan`."""
    if isinstance(value, dict):
        for name, child in value.items():
            _check_literals(file, (*path, name), data[name], child)
    elif isinstance(value, list) and isinstance(data, list):
        for index, child in enumerate(value):
            _check_literals(file, (*path, index), data[index], child)
    elif isinstance(value, bool) and data not in ("true", "false"):
        raise file.error(path, f"`{data}` is neither `true` nor `false`")
    elif isinstance(value, float) and not math.isfinite(value):
        raise file.error(path, f"`{data}` is not a number")

"""The model of a settings file: makes the JSON Schema that editors use. A check reads settings without it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo
from typing_extensions import TypeAliasType

from agentls.schema.nearest import nearest

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _known(kind: str) -> AfterValidator:
    """Refuse a name that the context of the validation does not hold."""

    def check(name: str, info: ValidationInfo) -> str:
        names: Collection[str] = info.context[kind] if info.context else (name,)
        if name not in names:
            near = nearest(name, names)
            raise ValueError(f"there is no {kind} `{name}`" + (f": did you mean `{near}`?" if near else ""))
        return name

    return AfterValidator(check)


def _downward(glob: str) -> str:
    if glob.startswith(("../", "~")) or "/../" in glob or "\\" in glob or ":/" in glob:
        raise ValueError("globs are relative to the folder of this file, downward, with forward slashes")
    return glob


Text = Annotated[str, Field(pattern=r"\S")]
RuleId = TypeAliasType("RuleId", Annotated[str, _known("rule")])
DialectId = TypeAliasType("DialectId", Annotated[str, _known("dialect")])
TargetId = TypeAliasType("TargetId", Annotated[str, _known("target")])
Glob = TypeAliasType("Glob", Annotated[Text, AfterValidator(_downward)])
Severity = TypeAliasType("Severity", Literal["error", "warning", "info", "hint"])


class _Model(BaseModel):
    """Fields that a table does not have are refused, and nothing is taken for something else."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=lambda name: name.replace("_", "-"))


class Target(_Model):
    """What is said of one target."""

    version: Annotated[str, Field(pattern=r"\d")] = Field(
        "", description="the version that you have: what only others do is not reported"
    )


class PerFile(_Model):
    """What holds for some files only."""

    files: list[Glob] = Field(description="globs, relative to the folder of this file")
    select: list[RuleId] = Field([], description="use only these rules")
    ignore: list[RuleId] = Field([], description="leave these rules out, too")
    severity: dict[RuleId, Severity] = Field({}, description="how bad the findings of a rule are")


class Extend(_Model):
    """Names that are then known in a dialect."""

    keys: list[Text] = Field([], description="keys of the front matter")
    tools: list[Text] = Field([], description="names of tools; `*` stands for any characters")
    models: list[Text] = Field([], description="names of models")


class SettingsModel(_Model):
    """Settings of agentls: `agentls.toml`, or `[tool.agentls]` in `pyproject.toml`."""

    root: bool = Field(False, description="look for no settings above this folder")
    preset: Literal["recommended", "strict"] = Field(
        "recommended", description="strict: hints, and names that may just be new, are warnings"
    )
    targets: list[TargetId] | dict[TargetId, Target] = Field(
        [], description="the products that matter, as a list or as tables with a version each; others are left out"
    )
    dialects: dict[Glob, DialectId] = Field({}, description="the dialect of files, by glob")
    select: list[RuleId] = Field([], description="use only these rules")
    ignore: list[RuleId] = Field([], description="leave these rules out")
    severity: dict[RuleId, Severity] = Field({}, description="how bad the findings of a rule are")
    per_file: list[PerFile] = Field([], description="what holds for some files only")
    exclude: list[Glob] = Field([], description="files and folders that are not checked")
    extend: dict[DialectId, Extend] = Field({}, description="names that are then known, by dialect")
    schemas: list[Text] = Field([], description="files or folders with dialects and products of your own")


def settings_json_schema(rules: Collection[str]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a settings file; dialects and targets may be one's own."""
    schema = SettingsModel.model_json_schema()
    schema["$defs"]["RuleId"]["enum"] = sorted(rules)
    return {"$schema": _DRAFT, **schema}

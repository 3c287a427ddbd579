"""What a product does with a fault, and under which conditions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from agentls.schema.models.words import (
    Access,
    Activation,
    Fact,
    Form,
    Identifier,
    Loses,
    Model,
    Names,
    Rule,
    Scope,
    SeverityName,
    Shown,
    listed,
)


class When(Model):
    """Conditions of a behavior or an availability; all that are given must hold."""

    scope: Annotated[list[Scope], BeforeValidator(listed)] = []
    role: Names = Field(
        [], description="main, subagent, background …: known only at run time, so told and never reported"
    )
    key: dict[str, list[str]] = Field({}, description="another key has one of these raw values; [] means: is present")
    form: dict[str, list[Form]] = Field({}, description="another key (`*`: any) is written in one of these forms")
    cause: Names = Field([], description="another fault of the front matter")
    without: Names = Field([], description="keys that must be absent")
    since: str = ""
    until: str = ""
    line: str = Field("", description="product line, such as v1 or v2")
    setting: str = Field("", description="a setting, platform or account outside the file: never reported, only told")


class Behavior(Fact):
    """What one consumer does with one fault. The entry with the most selectors that match wins."""

    id: Identifier
    fault: Annotated[list[Rule], BeforeValidator(listed)] = Field(min_length=1)
    consumer: str
    key: Names = Field([], description="key paths: hooks.PreToolUse[], handoffs[].label, permission.*")
    form: Annotated[list[Form], BeforeValidator(listed)] = []
    value: Names = Field([], description="raw values")
    cause: Names = Field([], description="causes of the front-matter reader")
    check: Names = Field([], description="ids of checks, limits or combinations of the key, or a rule's own word")
    tool: Names = Field([], description="tool names; globs allowed")
    nearest: Names = Field([], description="the key or tool that was probably meant; `none` and `some` are allowed")
    share: Literal["some", "all", ""] = Field("", description="of a list: some or all entries have this fault")
    place: Names = Field([], description="globs, for faults of a file's place")
    when: When = When()
    loses: Loses = "nothing"
    access: Access | Literal[""] = ""
    activation: Activation | Literal[""] = ""
    reads: str = Field("", description="the value that is used instead")
    shown: Shown = "silent"
    text: str = Field(description="a whole sentence for the person typing, with {key}, {name}, {value} … placeholders")
    instead: str = Field("", description="what to write instead, where the rule can't know")
    severity: SeverityName | Literal[""] = Field("", description="only where the function of the effect is wrong")
    severity_reason: str = ""

    @model_validator(mode="after")
    def _reasoned(self) -> Behavior:
        if bool(self.severity) != bool(self.severity_reason):
            raise ValueError("severity and severity_reason go together")
        return self

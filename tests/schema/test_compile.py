"""The compiled form: plain JSON, `extends` resolved, defaults left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from agentls.schema.compile import compile_schemas
from agentls.schema.source import read_schemas


def compiled(schemas: Path, heir: str = "", parent: str = "") -> dict[str, Any]:
    for name, more in (("house-agent", heir), ("plain-agent", parent)):
        with (schemas / f"dialects/{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(more)
    return compile_schemas(read_schemas(schemas))


def test_it_survives_json(schemas: Path) -> None:
    form = compiled(schemas)
    assert json.loads(json.dumps(form)) == form
    assert form["version"] == 1
    assert form["concepts"]["identity"]["title"] == "Identity"
    assert form["products"]["maker"]["readers"][0]["version"] == "1.10"


def test_defaults_are_left_out(schemas: Path) -> None:
    key = compiled(schemas)["dialects"]["plain-agent"]["keys"]["name"]
    assert key == {"types": ["string"], "doc": "What it is called.", "required": True}


def test_a_field_whose_presence_says_something_stays(schemas: Path) -> None:
    assert compiled(schemas)["dialects"]["plain-agent"]["keys"]["tools"]["entries"] == {}


def test_an_heir_adds_to_what_it_inherits(schemas: Path) -> None:
    heir = compiled(
        schemas,
        "keys: {color: {types: string, doc: Its color.}}\n"
        "sections: [{title: Limits, doc: What it never does.}]\n"
        "behaviors: [{id: no-color, fault: missing-key, consumer: maker-cli, text: It is gray.}]\n",
    )["dialects"]["house-agent"]
    assert list(heir["keys"]) == ["name", "tools", "color"]
    assert [section["title"] for section in heir["sections"]] == ["Purpose", "Limits"]
    assert [behavior["id"] for behavior in heir["behaviors"]] == ["no-name", "no-color"]


def test_what_both_name_is_the_heirs(schemas: Path) -> None:
    heir = compiled(
        schemas,
        "keys: {name: {types: integer, doc: A number.}}\n"
        "sections: [{title: Purpose, doc: Why.}]\n"
        "behaviors: [{id: no-name, fault: missing-key, consumer: maker-cli, text: It is nameless.}]\n",
    )["dialects"]["house-agent"]
    assert heir["keys"]["name"] == {"types": ["integer"], "doc": "A number."}
    assert heir["sections"] == [{"title": "Purpose", "doc": "Why."}]
    assert [behavior["text"] for behavior in heir["behaviors"]] == ["It is nameless."]


def test_an_heir_can_take_a_setting_back(schemas: Path) -> None:
    assert compiled(schemas, parent="ordered: true\n")["dialects"]["house-agent"]["ordered"] is True
    assert "ordered" not in compiled(schemas, heir="ordered: false\n")["dialects"]["house-agent"]


def test_what_a_dialect_is_stays_its_own(schemas: Path) -> None:
    heir = compiled(schemas, parent="detection: {signals: [{kind: key, names: name}]}\n")["dialects"]["house-agent"]
    assert heir["kind"] == "community"
    assert not {"product", "detection"} & heir.keys()


def test_inherited_facts_name_the_sources_of_the_file_that_they_stand_in(schemas: Path) -> None:
    heir = compiled(schemas, parent="open_keys: true\n")["dialects"]["house-agent"]
    assert list(heir["sources"]) == ["files", "plain-agent/docs", "plain-agent/run"]
    assert heir["behaviors"][0]["source"] == ["plain-agent/docs"]
    assert heir["sources"]["plain-agent/run"]["kind"] == "executed"


def test_an_heir_of_an_heir_inherits_from_both(schemas: Path) -> None:
    (schemas / "dialects/last-agent.yaml").write_text(
        "id: last-agent\ntitle: L\nkind: community\nsummary: S.\nextends: house-agent\n"
        "sources: {seen: {what: w, ref: r, date: 2026-03, kind: measured}}\n",
        encoding="utf-8",
    )
    last = compiled(schemas, "keys: {color: {types: string, doc: Its color.}}\n")["dialects"]["last-agent"]
    assert last["keys"]["color"]["source"] == ["house-agent/files"]
    assert last["keys"]["name"]["source"] == ["house-agent/plain-agent/docs"]
    assert set(last["sources"]) >= {"seen", "house-agent/files", "house-agent/plain-agent/docs"}

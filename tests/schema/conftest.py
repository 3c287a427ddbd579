"""A small schema folder to read, compile and break."""

from __future__ import annotations

from pathlib import Path

import pytest

DIALECT = """\
id: plain-agent
title: Plain agent
kind: official
summary: An agent of the maker.
product: maker
sources:
  docs: {what: the manual, ref: maker@1.0, date: 2026-01-01, kind: docs}
  run: {what: a run, ref: maker@1.0, date: 2026-01-02, kind: executed}
keys:
  name: {types: string, doc: What it is called., required: true}
  tools: {types: [string, list], doc: What it may use., tools: maker-tools, entries: {}}
sections:
  - {title: Purpose, doc: What it is for.}
behaviors:
  - {id: no-name, fault: missing-key, consumer: maker-cli, key: name, loses: file, text: It is not loaded.}
"""
HEIR = """\
id: house-agent
title: House agent
kind: community
summary: Written in a house style.
extends: plain-agent
made_for: [{consumer: maker-cli, dialect: plain-agent}]
sources:
  files: {what: forty files, ref: house@abc, date: 2026-02, kind: measured}
"""
PRODUCT = """\
id: maker
title: Maker
vendor: Makers
sources:
  docs: {what: the manual, ref: maker@1.0, date: 2026-01-01, kind: docs}
consumers:
  maker-cli: {title: Maker CLI}
places:
  - {glob: .maker/*.md, consumers: maker-cli, dialect: plain-agent}
readers:
  - {consumer: maker-cli, dialect: plain-agent, version: 1.10, date: 2026-01, outcomes: [{causes: [tab]}]}
catalogs:
  - {id: maker-tools, title: Tools, consumers: maker-cli, tools: {Read: {doc: Reads a file.}}}
"""
CONCEPTS = """\
concepts:
  identity:
    title: Identity
    doc: Who it is.
    members:
      - {dialect: house-agent, section: Purpose}
      - {dialect: plain-agent, key: name}
"""


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """Return a folder of four files that are right."""
    folder = tmp_path / "schemas"
    for name, text in {
        "dialects/plain-agent.yaml": DIALECT,
        "dialects/house-agent.yaml": HEIR,
        "products/maker.yaml": PRODUCT,
        "concepts.yaml": CONCEPTS,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder

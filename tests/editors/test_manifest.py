"""What the extension says of itself is made from the schema; `AGENTLS_UPDATE=1` rewrites it."""

from __future__ import annotations

import json
import os
from typing import Any

from agentls.schema.lookup import Schema
from tests.editors import manifest, tools

PACKAGE = tools.EXTENSION / "package.json"
SELECTOR = tools.EXTENSION / "src" / "selector.json"
OWN = ("server", "diagnostics", "format", "config", "trace")
"""Settings that only an editor has: they stand in package.json, written by hand."""


def written(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def expected_package(schema: Schema) -> dict[str, Any]:
    package: dict[str, Any] = json.loads(PACKAGE.read_text(encoding="utf-8"))
    package["activationEvents"] = manifest.activation(schema)
    configuration = package["contributes"]["configuration"]
    own = {name: one for name, one in configuration["properties"].items() if name.split(".")[1] in OWN}
    configuration["properties"] = {**own, **manifest.settings(schema)}
    return package


def test_the_manifest_is_that_of_the_schema() -> None:
    schema = Schema.load()
    files = {PACKAGE: written(expected_package(schema)), SELECTOR: written(manifest.selector(schema))}
    if os.environ.get("AGENTLS_UPDATE"):
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text, f"AGENTLS_UPDATE=1 rewrites {path.name}"
    too_long = [path for path in (tools.EXTENSION / "src").glob("*.ts") if len(path.read_text().splitlines()) > 200]
    assert not too_long


def test_the_extension_knows_no_dialect() -> None:
    schema = Schema.load()
    names = {*schema.dialects, *schema.consumers} - {"vscode"}  # the program that it runs in
    for path in (tools.EXTENSION / "src").glob("*.ts"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in names if f'"{name}"' in text], path.name


def test_version_and_server_agree() -> None:
    from agentls import __version__

    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    assert package["version"] == __version__

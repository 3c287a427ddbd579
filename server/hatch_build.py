"""The build hook: a wheel carries the compiled schema beside the package, an editable install reads the live folder."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchemaHook(BuildHookInterface[BuilderConfig]):
    """Compiles `schemas/` into `agentls/schema.json`, and puts the files themselves into `agentls/schemas`."""

    _folder: tempfile.TemporaryDirectory[str] | None = None  # goes at exit, too, where nobody finalizes the build

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel. A copy in an editable install would go stale, so there is none."""
        if version != "standard":
            return
        root = Path(self.root)
        self._folder = tempfile.TemporaryDirectory(prefix="agentls-build-", ignore_cleanup_errors=True)
        compiled = Path(self._folder.name) / "schema.json"
        compiled.write_text(json.dumps(_compiled(root), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        build_data["force_include"][str(compiled)] = "agentls/schema.json"
        build_data["force_include"][str(root / "schemas")] = "agentls/schemas"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written for the build."""
        if self._folder:
            self._folder.cleanup()


def _compiled(root: Path) -> dict[str, Any]:
    sys.path.insert(0, str(root / "server"))
    try:
        from agentls.schema.compile import compile_schemas
        from agentls.schema.source import read_schemas

        return compile_schemas(read_schemas(root / "schemas"))
    finally:
        sys.path.remove(str(root / "server"))

"""Settings: one model for the command line and the editor.

`settings` is what a check is asked to do, `values` what a settings file may say, `files` reads one, `finder` finds them
and merges them. `model` (pydantic) makes the JSON Schema; an ordinary check never imports it.
"""

from __future__ import annotations

from agentls.config.settings import Settings

__all__ = ["Settings"]

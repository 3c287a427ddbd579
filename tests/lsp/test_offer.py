"""What the server says of itself before the checker is loaded is what the checker says."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

from agentls.features import actions, commands, completion, tokens
from agentls.lsp import offer
from agentls.lsp.handlers.execute_command import HANDLERS
from agentls.lsp.wishes import SECTION

HEAVY = ("agentls.analysis", "agentls.rules", "agentls.schema", "agentls.features", "yaml", "pyromark", "tree_sitter")


def test_words_that_stand_here_a_second_time_are_those_of_the_features() -> None:
    assert offer.TRIGGERS == completion.TRIGGERS
    assert offer.TOKEN_TYPES == tokens.TYPES
    assert offer.TOKEN_MODIFIERS == tokens.MODIFIERS
    assert offer.ACTION_KINDS == actions.KINDS
    assert offer.COMMANDS == commands.COMMANDS
    assert [f"{SECTION}.{name}" for name in HANDLERS] == list(offer.COMMANDS)


def test_every_method_has_its_module() -> None:
    for method in offer.methods():
        assert callable(import_module(f"agentls.lsp.handlers.{method.module}").handle), method.name


def test_the_server_starts_without_the_checker() -> None:
    code = "import sys, agentls.lsp.server, agentls.lsp.stdio; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in loaded if name.startswith(HEAVY)]

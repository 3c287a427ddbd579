"""Where the editors are that `python -m tests.editors.install` unpacked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = Path(os.environ.get("AGENTLS_EDITORS", ROOT / ".editors"))

NODE = TOOLS / "node" / "node_modules" / "node" / "bin" / "node"
CODE_SERVER = TOOLS / "code-server" / "node_modules" / "code-server" / "out" / "node" / "entry.js"
NEOVIM_NEW = TOOLS / "neovim-new" / "usr" / "bin" / "nvim"
NEOVIM_OLD = TOOLS / "neovim-old" / "usr" / "bin" / "nvim"
EMACS = TOOLS / "emacs" / "usr" / "bin" / "emacs-nox"
HELIX = TOOLS / "helix" / "usr" / "bin" / "hx"
EXTENSION = ROOT / "editors" / "vscode"


def missing(*programs: Path | str) -> str:
    """Why tests that need the programs must skip; empty when all are there. A plain name is looked for on the PATH."""
    absent = [str(one) for one in programs if not (shutil.which(one) if isinstance(one, str) else one.exists())]
    names = ", ".join(Path(one).name for one in absent)
    return f"no {names}: `python -m tests.editors.install` installs the editors" if absent else ""

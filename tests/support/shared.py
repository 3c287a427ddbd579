"""The collections of real files and facts beside the checkout, for tests that measure on them."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs the collection of real files in ../shared, which is not part of the project"
)

"""Names that broken schema files would have defined, and what is left of other files without them.

One mistake is told once: what depends on a broken file waits in silence until that file is mended.
"""

from __future__ import annotations

import contextlib
import os.path
import re
from collections.abc import Collection, Mapping
from typing import Any

_NAMES = re.compile(r"""(?:\bid["']?:[ \t]*["']?([^"'\s,}][^"',}\n]*))|([\w-]+)["']?:""")
_MISSED = re.compile(r"there is no [a-z ]+ `([^`]+)`")
_LOOSE = frozenset({"tools", "refers_to", "product"})
"""Fields that are dropped alone: the entry that has them is of use without."""

_BOUND = frozenset({"consumer", "consumers", "dialect"})
"""Fields without which their entry says nothing."""


def names_meant(path: str) -> set[str]:
    """What a file that can't be read as a schema seems to define: ids and names of fields, and the file's own name."""
    names = {os.path.splitext(os.path.basename(path))[0]}
    with contextlib.suppress(OSError), open(path, encoding="utf-8-sig", errors="replace") as file:
        for match in _NAMES.finditer(file.read()):
            name = (match[1] or match[2]).strip()
            names |= {name, re.sub(r"[\s_]+", "-", name).casefold()}
    return names


def names_missed(message: str) -> set[str]:
    """The name that a message says does not exist: whoever else uses it need not hear so again."""
    return set(_MISSED.findall(message))


def missing_names(compiled: Mapping[str, Any], lost: Collection[str]) -> frozenset[str]:
    """The lost names that no sound file defines."""
    products = compiled["products"].values()
    consumers = {name for product in products for name in product["consumers"]}
    catalogs = {catalog["id"] for product in products for catalog in product.get("catalogs", ())}
    return frozenset(lost) - {*compiled["dialects"], *compiled["products"], *consumers, *catalogs}


def without(value: Any, missing: Collection[str]) -> Any:
    """A compiled file without the entries that name something missing; the same value where nothing is."""
    if not missing:
        return value
    if isinstance(value, list):
        return [without(one, missing) for one in value if not _hangs(one, missing)]
    if not isinstance(value, dict):
        return value
    return {
        name: without(one, missing)
        for name, one in value.items()
        if not _hangs(one, missing) and not (name in _LOOSE and _names(one, missing))
    }


def _hangs(entry: Any, missing: Collection[str]) -> bool:
    return isinstance(entry, dict) and any(_names(entry.get(field), missing) for field in _BOUND)


def _names(value: Any, missing: Collection[str]) -> bool:
    if isinstance(value, list):
        return any(isinstance(one, str) and one in missing for one in value)
    return isinstance(value, str) and value in missing

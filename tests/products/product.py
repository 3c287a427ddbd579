"""What a product is to us: which files it reads, and what it was seen to do with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.products.spawning import Roll

LOADS, DROPPED, FAILS, STOPS, UNCLEAR = "loads", "dropped", "fails", "stops", "unclear"
"""What became of a file: fine; not there; there, but every run of it fails; the program stops; nobody can tell."""

CONTROL = "control"
"""The case that every batch of agents has besides: nothing wrong, all tools."""

_RUNS_THINGS = (b"hooks:", b"mcpServers:", b"mcp-servers:", b"mcp_servers:", b"executor", b"isolation:", b"agent_card")


class Case(NamedTuple):
    """A file as a product gets it. `path` counts from the project; `names` are what it may go by, likeliest first."""

    id: str
    role: str
    path: str
    raw: bytes
    names: tuple[str, ...]

    @property
    def only_listed(self) -> bool:
        """Whether a run of it might start something, or needs a repository with commits."""
        return any(key in self.raw for key in _RUNS_THINGS)


class Observed(NamedTuple):
    """What a product did with a file. `tools` and `model` are None where it was not seen; `reason` is its own word."""

    did: str
    name: str = ""
    tools: frozenset[str] | None = None
    model: str | None = None
    reason: str = ""


class Product(Protocol):
    """One product. `roles` says which dialects' golden files it is asked about, and as what.

    `stands_for` tells which tools an entry of the catalog means, where their names differ; those of "" every agent has.
    """

    consumer: str
    roles: Mapping[str, str]
    stands_for: Mapping[str, frozenset[str]]

    def package(self, version: str) -> str:
        """The npm package, with its version."""

    def observe(self, package: Path, role: str, cases: Sequence[Case]) -> dict[str, Observed]:
        """What it did with each case, by the id of the case. All have the role, and none hides another."""


class Listing(NamedTuple):
    """What one start showed: names, and complaints by path within the project.

    `paths` is path -> name where the product tells them; then names play no part. `total` is how many it says it has.
    """

    names: frozenset[str]
    complaints: Mapping[str, str] = {}
    models: Mapping[str, str] = {}
    paths: Mapping[str, str] | None = None
    total: int | None = None


def matched(cases: Sequence[Case], listing: Listing, own: frozenset[str], roll: Roll | None) -> dict[str, Observed]:
    """From names back to files. `own` are the names that the product lists without any file of ours.

    A listed name that no case claims makes every missing case unclear.
    """
    stray = sorted(listing.names - own - {name for case in cases for name in case.names})
    found = {}
    for case in cases:
        complaint = listing.complaints.get(case.path, "")
        name = _listed_name(case, listing)
        if name is not None:
            found[case.id] = _present(case, name, listing, complaint, roll)
        elif stray and not complaint and listing.paths is None:
            found[case.id] = Observed(UNCLEAR, reason=f"nobody claims {', '.join(stray)}")
        else:
            found[case.id] = Observed(DROPPED, reason=complaint)
    return found


def _listed_name(case: Case, listing: Listing) -> str | None:
    if listing.paths is not None:
        return listing.paths.get(case.path)
    return next((name for name in case.names if name in listing.names), None)


def _present(case: Case, name: str, listing: Listing, complaint: str, roll: Roll | None) -> Observed:
    model = listing.models.get(name)
    if roll is None or name not in roll.asked:
        return Observed(LOADS, name, model=model, reason=complaint)
    if name in roll.seen:
        request = roll.seen[name]
        return Observed(LOADS, name, frozenset(request.tools), model, complaint)
    return Observed(FAILS, name, model=model, reason=roll.told.get(name, "no answer"))

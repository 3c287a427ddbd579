"""Long work in short slices: between two of them, everything else has its turn."""

from __future__ import annotations

import asyncio
from time import perf_counter

SECONDS = 0.005
_TURNS = 3
"""Turns of the event loop that a request needs from its arrival to its answer."""


class Slices:
    """A stopwatch for work that shares the event loop."""

    def __init__(self) -> None:
        self._end = perf_counter() + SECONDS

    async def pause(self) -> None:
        """Let others go first when the slice is used up. Raises CancelledError where the work is no longer wanted."""
        if perf_counter() >= self._end:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            self._end = perf_counter() + SECONDS

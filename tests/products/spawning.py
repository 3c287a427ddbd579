"""Have a product run every agent once: the stub asks for it, and each agent's first request shows what it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.products.stub import Call, Reply, Request

_MARK = re.compile(r"Probe (\d{4})\.")


class Roll:
    """The plan of one start. `seen` is name -> first request of that agent; `told` name -> what came back of it."""

    def __init__(
        self,
        tool: str,
        names: Callable[[Request], Sequence[str]],
        arguments: Callable[[str, str], Mapping[str, Any]],
        at_once: int = 1000,
        last_word: Reply | None = None,
    ) -> None:
        self.tool = tool
        self.seen: dict[str, Request] = {}
        self.told: dict[str, str] = {}
        self.main: Request | None = None
        self._names, self._arguments, self._at_once = names, arguments, at_once
        self._last_word = last_word or Reply()
        self._all: list[str] = []
        self._next = 0

    def reply(self, request: Request) -> Reply:
        """Words for an agent; for the main conversation the next calls, until every agent had its turn."""
        mark = _MARK.search(request.prompt)
        if mark:
            self.seen.setdefault(self._all[int(mark[1])], request)
            return self._last_word
        if self.tool not in request.tools:
            return Reply()
        if self.main is None:
            self.main = request
            self._all = list(self._names(request))
        self.told |= {self.named(call.removeprefix("call_")): text for call, text in request.results.items()}
        return Reply(calls=tuple(self._calls()))

    @property
    def asked(self) -> frozenset[str]:
        """The agents that were to run."""
        return frozenset(self._all)

    def named(self, number: str) -> str:
        """The agent that a call was for."""
        return self._all[int(number)]

    def _calls(self) -> list[Call]:
        first, self._next = self._next, min(self._next + self._at_once, len(self._all))
        return [
            Call(f"call_{index:04}", self.tool, self._arguments(self._all[index], f"Probe {index:04}. Answer shortly."))
            for index in range(first, self._next)
        ]

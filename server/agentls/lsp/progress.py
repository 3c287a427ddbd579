"""A progress bar for work that takes longer than a second."""

from __future__ import annotations

import uuid
from time import perf_counter

from lsprotocol import types

from agentls.lsp.protocol import Server

_QUIET_SECONDS = 1.0
_STEP_SECONDS = 0.2


class Progress:
    """Tells how far a piece of work is; nothing at all about one that is quickly done."""

    def __init__(self, server: Server, title: str, token: str | int | None, *, may_create: bool) -> None:
        """Take the token that the client gave for it; without one, a bar is made where the client shows any."""
        self._server = server
        self._title = title
        self._next = perf_counter() + _QUIET_SECONDS
        self._may_create = may_create
        self._token = token
        self._begun = False

    def step(self, message: str) -> None:
        """Say where the work is."""
        now = perf_counter()
        if now < self._next:
            return
        self._next = now + _STEP_SECONDS
        if self._begun:
            self._tell(types.WorkDoneProgressReport(message=message))
        elif self._token is not None:
            self._begun = True
            self._tell(types.WorkDoneProgressBegin(title=self._title, message=message, cancellable=False))
        elif self._may_create:
            self._may_create = False
            self._create(str(uuid.uuid4()))

    def end(self) -> None:
        """Take the bar away."""
        if self._begun:
            self._begun = False
            self._tell(types.WorkDoneProgressEnd())

    def _create(self, token: str) -> None:
        def created(answer: object) -> None:
            self._token = token

        params = types.WorkDoneProgressCreateParams(token)
        self._server.protocol.send_request(types.WINDOW_WORK_DONE_PROGRESS_CREATE, params, created)

    def _tell(
        self, value: types.WorkDoneProgressBegin | types.WorkDoneProgressReport | types.WorkDoneProgressEnd
    ) -> None:
        assert self._token is not None  # begun with it
        self._server.progress(types.ProgressParams(self._token, value))

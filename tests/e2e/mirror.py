"""The server as it is, with two methods for tests: what it holds, and a print that must not reach the client."""

from __future__ import annotations

import sys
from typing import Any

from agentls.cli.server import start_log
from agentls.lsp.server import create_server
from agentls.lsp.session import Session
from agentls.lsp.stdio import serve

session = Session()
server = create_server(session)


@server.feature("test/state")
def state(params: Any) -> dict[str, Any]:
    """All open texts by URI, and the sizes of tables that must not grow."""
    protocol = server.protocol
    return {
        "texts": {text.uri: text.source.text for text in session.documents},
        "futures": len(protocol._request_futures) + len(protocol._result_types),
    }


@server.feature("test/print")
def say(params: Any) -> None:
    """Print, as a careless library does."""
    print("this is no message")
    sys.stdout.flush()


if __name__ == "__main__":
    start_log("", "warning")
    sys.exit(serve(lambda: server))

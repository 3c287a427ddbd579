"""URIs of documents and the paths that they stand for."""

from __future__ import annotations

import os.path
from types import ModuleType
from urllib.parse import quote, unquote, urlsplit

from agentls.paths import absolute

_PLAIN = "/-_.~!$&'()*+,;=:@"


def is_file(uri: str) -> bool:
    """Whether the URI stands for a file on this machine's disks."""
    return uri[:5].lower() == "file:"


def path_of(uri: str, folder: str = "", flavor: ModuleType = os.path) -> str:
    """The absolute path that a URI stands for; a buffer that was never saved gets one in `folder`."""
    try:
        parts = urlsplit(uri)
        share, path = parts.netloc, parts.path
    except ValueError:  # an address that is none, such as `http://[`
        share, path = "", uri
    path = unquote(path, errors="surrogateescape").replace("\0", "")
    if is_file(uri):
        share = "" if share == "localhost" or flavor.sep == "/" else unquote(share)
        return absolute(f"//{share}{path}" if share else _undriven(path, flavor), "/", flavor)
    return absolute(_undriven(path, flavor) or "untitled", folder or "/", flavor)


def uri_of(path: str) -> str:
    """The URI of a file at an absolute path with forward slashes."""
    share = path.startswith("//")
    rooted = path if path.startswith("/") else f"/{path}"
    return ("file:" if share else "file://") + quote(rooted.encode("utf-8", "surrogateescape"), _PLAIN)


def _undriven(path: str, flavor: ModuleType) -> str:
    """A path without the slash before a drive: `/c:/x` is `c:/x`, where there are drives."""
    return path[1:] if path.startswith("/") and flavor.splitdrive(path[1:])[0] else path

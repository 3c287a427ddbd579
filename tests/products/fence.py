"""A network of its own for this process and all that it starts: loopback, and nothing else. Linux only."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1


class NoFenceError(Exception):
    """This system does not let us have a network of our own; the text says why."""


def enter() -> None:
    """Move this process, before it has a second thread, into a network with loopback only. Raises `NoFenceError`."""
    user, group = os.getuid(), os.getgid()
    try:
        _unshare(_NEW_NETWORK if user == 0 else _NEW_USER | _NEW_NETWORK)
        if user:
            _keep_identity(user, group)
        _loopback_up()
    except (OSError, AttributeError) as error:
        raise NoFenceError(str(error)) from error
    others = {name for _, name in socket.if_nameindex()} - {"lo"}
    if any(_is_up(name) for name in others):
        raise NoFenceError(f"still connected by {', '.join(sorted(others))}")


def _unshare(flags: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(flags):
        code = ctypes.get_errno()
        raise OSError(code, f"unshare: {os.strerror(code)}")


def _keep_identity(user: int, group: int) -> None:
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _flags(name: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        answer = fcntl.ioctl(handle, _GET_FLAGS, struct.pack("16sh14x", name.encode(), 0))
    return int(struct.unpack("16sh14x", answer)[1])


def _is_up(name: str) -> bool:
    return bool(_flags(name) & _UP)


def _loopback_up() -> None:
    request = struct.pack("16sh14x", b"lo", _flags("lo") | _UP)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, _SET_FLAGS, request)

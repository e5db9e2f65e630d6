"""Ends any process that opens an internet socket. Put this folder on PYTHONPATH.

Python imports `sitecustomize` at startup, so this also applies to child processes. On Linux the
kernel enforces it (seccomp), so it applies to C++ libraries too; elsewhere only Python's own
sockets are watched. Sockets between processes of this machine (AF_UNIX) are allowed: Qt and X11
need them.
"""

import ctypes
import os
import platform
import socket
import struct
import sys

EXIT_CODE = 97
_KERNEL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine -> audit architecture, and number of the system call `socket`."""
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def forbid_in_kernel() -> None:
    """Make the kernel kill this process or a child if it creates an IPv4 or IPv6 socket."""
    architecture, socket_call = _KERNEL[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 4),  # architecture
        (_JUMP_IF_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, 0),  # system call
        (_JUMP_IF_EQUAL, 0, 3, socket_call),
        (_LOAD, 0, 0, 16),  # first argument: the address family
        (_JUMP_IF_EQUAL, 2, 0, int(socket.AF_INET)),
        (_JUMP_IF_EQUAL, 1, 0, int(socket.AF_INET6)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0),
    ):
        if libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "prctl")


def forbid_in_python() -> None:
    """Exit at the first use of the network through Python."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        opens = event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6)
        if opens or event in ("socket.getaddrinfo", "socket.gethostbyname"):
            sys.stderr.write(f"The network was used: {event} {arguments[1:]}\n")
            sys.stderr.flush()
            os._exit(EXIT_CODE)

    sys.addaudithook(watch)


forbid_in_python()
if sys.platform == "linux" and platform.machine() in _KERNEL:
    forbid_in_kernel()

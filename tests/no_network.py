"""A process in which the first network socket is the last thing that happens; imported by tests of silence.

Python's own sockets are caught on every system. On Linux the kernel also ends the process when a library
below Python asks for one, by a filter on the system call (seccomp, prctl(2)). Sockets within the machine
(AF_UNIX: the display, processes of our own) are no network.
"""

import ctypes
import os
import platform
import socket
import struct
import sys

PYTHON_ASKED = 97
KERNEL_ENDED = -31  # SIGSYS
_NETWORK = (socket.AF_INET, socket.AF_INET6)
_SOCKET_CALL = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _END_PROCESS = 0x7FFF0000, 0x80000000
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_CALL_AT, _ARCHITECTURE_AT, _FAMILY_AT = 0, 4, 16


def forbid() -> None:
    """From here on, asking for a network socket ends this process and those that it starts."""
    sys.addaudithook(_refuse)
    if platform.system() == "Linux" and platform.machine() in _SOCKET_CALL:
        _filter(*_SOCKET_CALL[platform.machine()])


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    asked = event == "socket.__new__" and arguments[1] in _NETWORK
    if asked or event == "socket.getaddrinfo":
        sys.stderr.write(f"A network socket was asked for: {event} {arguments}\n")
        sys.stderr.flush()
        os._exit(PYTHON_ASKED)


def _filter(call: int, architecture: int) -> None:
    # Each: code, steps to jump if equal, if not, operand.
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 0, 6, architecture),
        (_LOAD, 0, 0, _CALL_AT),
        (_EQUAL, 0, 4, call),
        (_LOAD, 0, 0, _FAMILY_AT),
        (_EQUAL, 1, 0, int(socket.AF_INET)),
        (_EQUAL, 0, 1, int(socket.AF_INET6)),
        (_RETURN, 0, 0, _END_PROCESS),
        (_RETURN, 0, 0, _ALLOW),
    ]
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    instructions = ctypes.create_string_buffer(packed)
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    for option, values in (
        (_PR_SET_NO_NEW_PRIVS, (1, 0)),
        (_PR_SET_SECCOMP, (_FILTER, ctypes.create_string_buffer(header))),
    ):
        if libc.prctl(option, *values, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "The kernel takes no filter on system calls.")

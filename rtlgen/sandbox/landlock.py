"""Put this process behind walls and become another program: where bubblewrap cannot run.

Run as a file, `python -I -S landlock.py WALL VALUE … -- PROGRAM ARGUMENT…`, so that a large parent
need not fork: limits, no capabilities, Landlock for files and signals, seccomp for the rest. It
imports little (json alone would take longer than all the walls). Linux 5.13 or newer.

    limit NAME=NUMBER  a resource limit            env NAME=VALUE  the whole environment
    readable PATH      read and run what is in it  writable PATH   write it as well
    listed PATH        see names only              filter HEX      a seccomp program
    parent NUMBER      the process whose end ends the program

Not covered: the program sees which processes and paths exist (it can neither signal the first nor
read the others); there is no limit on the number of its files.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1
_SET_DEATH_SIGNAL, _SET_SECCOMP, _SET_SECURITY_BITS, _SET_NO_NEW_PRIVILEGES = 1, 22, 28, 38
_CAPSET = {"x86_64": 126, "aarch64": 91}
_SIGKILL = 9
# Rights of linux/landlock.h
_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_REMOVE_FOLDER, _REMOVE_FILE, _MAKE_FOLDER, _MAKE_FILE, _MAKE_LINK = 16, 32, 128, 256, 4096
_TRUNCATE = 1 << 14
_ALL_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""Since which version of Landlock how many rights can be taken away."""
_ALL_NETWORK, _ALL_SCOPES = 3, 3


def landlock_version() -> int:
    """Return the version of the kernel's Landlock interface; 0 = none."""
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, 0, 1)))


def main() -> None:
    """Build the walls that the arguments name and run the program."""
    walls: dict[str, list[str]] = {}
    arguments = iter(sys.argv[1:])
    for wall in arguments:
        if wall == "--":
            break
        walls.setdefault(wall, []).append(next(arguments))
    program = list(arguments)
    try:
        for limit in walls["limit"]:
            name, _, number = limit.partition("=")
            resource.setrlimit(getattr(resource, name), (int(number), int(number)))
        _drop_capabilities()
        _call("prctl", _SET_DEATH_SIGNAL, _SIGKILL, 0, 0, 0)
        if os.getppid() != int(walls["parent"][0]):
            sys.exit(126)  # it ended before the line above
        _call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _restrict(walls)
        _filter(bytes.fromhex(walls["filter"][0]))
        environment = dict(item.split("=", 1) for item in walls["env"])
        os.execvpe(program[0], program, environment)  # noqa: S606 - no shell is wanted
    except OSError as error:
        print(f"landlock: {error}", file=sys.stderr)
        sys.exit(126)


def _drop_capabilities() -> None:
    """Give up what root may do; as any other user there is nothing to give up."""
    if os.geteuid() != 0:
        return
    # NOROOT and its lock: the program does not get them back by being run as root.
    _call("prctl", _SET_SECURITY_BITS, 3, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("syscall", _CAPSET[os.uname().machine], header, (ctypes.c_uint32 * 6)())


def _restrict(walls: dict[str, list[str]]) -> None:
    version = landlock_version()
    rights = max(bits for since, bits in _ALL_RIGHTS.items() if since <= version)
    size = 8 if version < 4 else 16 if version < 6 else 24
    attributes = (ctypes.c_uint64 * 3)(rights, _ALL_NETWORK, _ALL_SCOPES)
    ruleset = _call("syscall", _CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    read = _EXECUTE | _READ | _LIST
    write = _WRITE | _TRUNCATE | _REMOVE_FOLDER | _REMOVE_FILE | _MAKE_FOLDER | _MAKE_FILE
    # Python looks for a package by listing the folder that it is in.
    allowed = {"readable": read, "listed": _LIST, "writable": read | write | _MAKE_LINK}
    for kind, bits in allowed.items():
        for path in walls.get(kind, ()):
            _allow(ruleset, path, bits & rights)
    _call("syscall", _RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, allowed: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # a folder that this system does not have
    if not os.path.isdir(path):  # noqa: PTH112 - pathlib costs more than all the rest
        allowed &= _EXECUTE | _READ | _WRITE | _TRUNCATE
    # struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 bytes of descriptor.
    rule = (ctypes.c_uint32 * 3)(allowed & 0xFFFFFFFF, allowed >> 32, fd)
    _call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    os.close(fd)


def _filter(program: bytes) -> None:
    """Install a seccomp filter; an empty one is none."""
    if not program:
        return

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    described = Program(len(program) // 8, program)
    _call("prctl", _SET_SECCOMP, 2, ctypes.byref(described), 0, 0)


def _call(function: str, *arguments: Any) -> int:
    result = int(getattr(_libc(), function)(*arguments))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function} {arguments[0]}: {os.strerror(number)}")
    return result


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


if __name__ == "__main__":
    main()

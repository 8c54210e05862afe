"""The system calls that no boxed program needs, as a filter for the kernel.

A deny-list behind the other walls: it closes what has let programs out of namespaces before, and
what would take secrets or processor time from others. Classic BPF over `struct seccomp_data`
(kernel documentation, userspace-api/seccomp_filter).
"""

from __future__ import annotations

import errno
import platform
import struct
from typing import Final

# Name → number on x86_64 and on aarch64, where it exists (Linux uapi, asm/unistd.h).
_DENIED: Final = {
    # Other processes and their memory
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    # Kernel interfaces with a history of defects
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "modify_ldt": (154, None),
    "personality": (135, 92),
    "lookup_dcookie": (212, 18),
    "fanotify_init": (300, 262),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    # New namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "mknod": (133, None),
    "mknodat": (259, 33),
    # The machine as a whole
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    # Network and channels to processes outside
    "socket": (41, 198),
    "socketpair": (53, 199),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
}
_DENIED_WITHOUT_NAMESPACES: Final = {
    # Out of the process group, by which the children are killed
    "setsid": (112, 157),
    "setpgid": (109, 154),
    # Signals to the user's other processes
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    # Changes to files that Landlock does not rule
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "truncate": (76, 45),
}
_ARCHITECTURES: Final = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Machine → column of the tables, and AUDIT_ARCH of linux/audit.h."""
_CLONE, _CLONE3, _IOCTL = (56, 220), (435, 435), (16, 29)
_NEW_NAMESPACES: Final = 0x7E020000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET of linux/sched.h."""
_TERMINAL_INPUT: Final = (0x5412, 0x541C)
"""TIOCSTI and TIOCLINUX, which type into the user's terminal."""
_FIRST_UNKNOWN: Final = 452
"""Later numbers are the same on both machines; what comes after them is not allowed unseen."""

_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_GREATER, _IF_AT_LEAST = 0x15, 0x25, 0x35
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_KILL, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000


def seccomp_filter(*, has_namespaces: bool) -> bytes | None:
    """Return the filter as an array of `struct sock_filter`; None where it is not known.

    Args:
        has_namespaces: Whether the program has namespaces of its own; without them it must not
            send signals, leave its process group or change the attributes of files either.
    """
    if platform.machine() not in _ARCHITECTURES:
        return None
    column, architecture = _ARCHITECTURES[platform.machine()]
    table = _DENIED if has_namespaces else {**_DENIED, **_DENIED_WITHOUT_NAMESPACES}
    numbers = [number for pair in table.values() if (number := pair[column]) is not None]
    program = [
        *_instruction(_LOAD, _ARCHITECTURE),
        *_unless(_IF_EQUAL, architecture, _KILL),
        *_instruction(_LOAD, _NUMBER),
        *_when(_IF_EQUAL, _CLONE3[column], _ERRNO | errno.ENOSYS),
        *_when(_IF_AT_LEAST, _FIRST_UNKNOWN, _ERRNO | errno.ENOSYS),
    ]
    for number in numbers:
        program += _when(_IF_EQUAL, number, _ERRNO | errno.EPERM)
    program += _argument_rules(_CLONE[column], _FIRST_ARGUMENT, mask=_NEW_NAMESPACES, values=())
    program += _argument_rules(
        _IOCTL[column], _SECOND_ARGUMENT, mask=0xFFFFFFFF, values=_TERMINAL_INPUT
    )
    return b"".join([*program, *_instruction(_RETURN, _ALLOW)])


def _instruction(code: int, value: int, then: int = 0, otherwise: int = 0) -> tuple[bytes, ...]:
    """One instruction; `then` and `otherwise` say how many to skip."""
    return (struct.pack("=HBBI", code, then, otherwise, value),)


def _when(code: int, value: int, result: int) -> tuple[bytes, ...]:
    return _instruction(code, value, 0, 1) + _instruction(_RETURN, result)


def _unless(code: int, value: int, result: int) -> tuple[bytes, ...]:
    return _instruction(code, value, 1, 0) + _instruction(_RETURN, result)


def _argument_rules(
    number: int, offset: int, *, mask: int, values: tuple[int, ...]
) -> tuple[bytes, ...]:
    """Deny a call where the masked low half of an argument is one of `values`, or not 0."""
    denied = _ERRNO | errno.EPERM
    body = _instruction(_LOAD, offset) + _instruction(_AND, mask)
    if values:
        for value in values:
            body += _when(_IF_EQUAL, value, denied)
    else:
        body += _when(_IF_GREATER, 0, denied)
    # The accumulator holds an argument behind this: the number is loaded again.
    body += _instruction(_LOAD, _NUMBER)
    return _instruction(_IF_EQUAL, number, 0, len(body)) + body

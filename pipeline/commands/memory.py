"""An address space that the system limits (`ulimit -v`): what is there is used sparingly; too little is said before anything is read.

Libraries in C++ end a process where they get no memory, without a word of ours. Arrow's own allocator asks for 1 GiB of addresses at once,
each thread for some 70 MiB: a build of one document takes 2.5 GiB of them, and 1.0 GiB where they are few (measured on 2 cores, Arrow 26).
"""

from __future__ import annotations

import os
import resource

_LEAST = {  # MiB of addresses that a command needs: with three quarters of them a library ended the process
    "build": 1024,
    **dict.fromkeys(("show", "diff", "unmapped", "hand-out"), 384),
}
_SPARING = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "ARROW_IO_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def use_sparingly() -> None:
    """Have the libraries that are loaded from now on, here and in workers, ask for little where addresses are limited."""
    if _find_limit() is not None:
        for name, value in _SPARING.items():
            os.environ.setdefault(name, value)


def check_memory(command: str) -> None:
    """Raise `MemoryError` where a command would not get through."""
    limit, least = _find_limit(), _LEAST.get(command, 0)
    if limit is not None and limit >> 20 < least:
        raise MemoryError(f"the limit of addresses (ulimit -v) is {limit >> 20} MiB, {command} needs {least}")


def _find_limit() -> int | None:
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft

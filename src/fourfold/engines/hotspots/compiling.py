"""Loops made fast by numba; what it compiled is kept, where there is a folder to keep it in."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop, *, loose: bool = False) -> Loop:
    """The loop, compiled on first use. `loose` lets sums be taken in another order, which is faster.

    It is kept beside the source or in the user's cache folder (or NUMBA_CACHE_DIR); where neither can be written,
    it is compiled anew by each process, which takes a few seconds.
    """
    try:
        return cast("Loop", numba.njit(cache=True, nogil=True, fastmath=loose)(loop))
    except RuntimeError:  # numba found no folder that it may write
        return cast("Loop", numba.njit(nogil=True, fastmath=loose)(loop))


def loosely_compiled(loop: Loop) -> Loop:
    """`compiled(loose=True)`, to be written above a function."""
    return compiled(loop, loose=True)

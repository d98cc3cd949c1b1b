"""The reference of a request: short enough to say on the telephone, and telling nothing."""

import re

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, 1, I, L, O: nobody mistakes these for one another, by eye or by ear."""
_SHAPE = re.compile(rf"RQ-[{_SIGNS}]{{4}}-[{_SIGNS}]{{4}}")


def reference_of(digest: bytes) -> str:
    """`RQ-7F3K-2QXD`, of at least 8 bytes that nobody can foresee. The same bytes give the same reference."""
    number = int.from_bytes(digest[:8], "big")
    signs = ""
    for _place in range(8):
        number, rest = divmod(number, len(_SIGNS))
        signs += _SIGNS[rest]
    return f"RQ-{signs[:4]}-{signs[4:]}"


def is_reference(text: str) -> bool:
    """Whether it has the shape of one."""
    return bool(_SHAPE.fullmatch(text))

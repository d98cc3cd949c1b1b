"""Which decisions a second reviewer is asked about, too: nobody chooses."""

ONE_IN = 10
"""Each tenth question that one reviewer has decided goes to another."""


def is_sampled(mac: bytes) -> bool:
    """Whether the question with this keyed hash is one of them. Without the key nobody can tell beforehand."""
    return int.from_bytes(mac[:8], "big") % ONE_IN == 0

"""Which impact assessments are in force. This room knows no agreement: the room above that keeps them teaches it."""

from collections.abc import Callable, Mapping

from fourfold.trust.partnership.domain.roles import Standing

Lister = Callable[[Standing], Mapping[str, str]]
"""For whoever asks, the titles of the assessments in force that they may read, by their reference."""

_taught: list[Lister] = []


def teach(lister: Lister) -> None:
    """Say how assessments are listed. The last one taught is asked; until then there is none."""
    _taught[:] = [lister]


def assessments_in_force(actor: Standing) -> Mapping[str, str]:
    """The titles of the impact assessments in force by their reference, in its order."""
    return _taught[0](actor) if _taught else {}

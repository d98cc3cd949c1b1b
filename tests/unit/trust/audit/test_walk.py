"""Walking the chain: each kind of break is found where it is, once, and memory stays bounded."""

from uuid import UUID

from fourfold.ground.kernel import clock
from fourfold.trust.audit.domain.chain import GENESIS, chain_hash
from fourfold.trust.audit.domain.checkpoints import Checkpoint
from fourfold.trust.audit.domain.findings import SHOWN, Kind, Report
from fourfold.trust.audit.domain.walk import Sealed, Walk


def chain(length: int) -> list[Sealed]:
    links, tip = [], GENESIS
    for position in range(1, length + 1):
        row = position.to_bytes(32, "big")
        tip = chain_hash(tip, position, row, 1_000 + position)
        links.append(Sealed(position, UUID(int=position), position, row, 1_000 + position, tip, position, row, row))
    return links


def walked(links: list[Sealed], checkpoint: Checkpoint | None = None) -> Report:
    walk = Walk(Report(), checkpoint)
    for link in links:
        walk.step(link)
    walk.finish()
    return walk.report


def test_a_known_chain_has_known_hashes() -> None:
    assert chain(2)[1].chain_hash.hex() == "4b7d967cd1d82e1d379115f94812e507f270310f7f0d10fe330b24287f52cc09"


def test_a_whole_chain_is_sound() -> None:
    links = chain(50)
    report = walked(links, Checkpoint(40, links[39].chain_hash, clock.now()))
    assert report.sound
    assert (report.entries, report.links) == (50, 50)
    assert report.lines()[0] == "The audit log is sound."


def test_a_gap_names_what_is_missing() -> None:
    links = chain(9)
    report = walked(links[:3] + links[5:])
    assert [(found.kind, found.position) for found in report.findings] == [(Kind.LINK_MISSING, 6)]
    assert "lacks positions 4 to 5" in report.findings[0].message


def test_a_second_link_at_a_position_is_a_fork() -> None:
    links = chain(4)
    other = links[2]._replace(chain_hash=bytes(32))
    assert Kind.FORKED in walked([*links[:3], other, links[3]]).counts


def test_many_breaks_are_counted_and_the_first_ones_shown() -> None:
    report = walked([link._replace(seq=None, stored=None, recomputed=None) for link in chain(500)])
    assert report.counts[Kind.ENTRY_MISSING] == 500
    assert len(report.findings) == SHOWN
    assert f"- and {500 - SHOWN} more" in report.lines()
    assert report.first is not None
    assert report.first.position == 1


def test_an_empty_chain_falls_short_of_any_checkpoint() -> None:
    assert walked([]).sound
    report = walked([], Checkpoint(3, bytes(32), clock.now()))
    assert report.counts == {Kind.TRUNCATED: 1}
    assert "positions 1 to 3" in report.findings[0].message

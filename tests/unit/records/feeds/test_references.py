"""References of people."""

from fourfold.records.feeds.domain.references import draw_reference, read_reference


def test_a_drawn_reference_reads_back_however_it_is_typed() -> None:
    drawn = draw_reference()
    assert read_reference(drawn) == drawn
    assert read_reference(f"  {drawn.lower().replace('-', ' ')} ") == drawn


def test_references_differ_and_follow_no_order() -> None:
    drawn = [draw_reference() for _ in range(500)]
    assert len(set(drawn)) == 500
    assert drawn != sorted(drawn)


def test_what_has_another_shape_is_none() -> None:
    for typed in ("", "KM-0000-0000", "KM-7F3K-2Q", "XX-7F3K-2QXD", "KM-7F3K-2QXD1", "Alex Tanner"):
        assert read_reference(typed) == ""

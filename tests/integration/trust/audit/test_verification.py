"""Each way of changing the log is found, and where: flip, delete, swap, truncate, re-hash, fork."""

import tracemalloc
from collections.abc import Callable

import pytest
from django.db import connections

from fourfold.ground.kernel import clock
from fourfold.trust.audit import verification
from fourfold.trust.audit.domain.findings import Kind
from fourfold.trust.audit.domain.walk import Sealed
from fourfold.trust.audit.operations import seal
from fourfold.trust.audit.verification import take_checkpoint, verify

AT_3 = "where id = (select entry_id from audit_link where position = 3)"

ENTRY_FLIPS = [
    *("version = 'v2'", "seq = -seq", "cluster = 1", "xid = xid + 1"),
    "recorded_at = recorded_at + interval '1 microsecond'",
    "occurred_at = occurred_at - interval '1 microsecond'",
    "actor = 'person:00000000-0000-4000-8000-000000000000'",
    *("permission = 'plan:read'", "outcome = 'read'", "subject_kind = 'person'", "subject_id = 'x'"),
    *("purpose = 'other'", "request_id = 'other'", "detail = '{\"number\": 2.0}'"),
    r"row_hash = '\x00'",
]


@pytest.mark.parametrize("flip", ENTRY_FLIPS)
def test_a_changed_field_of_an_entry_is_found_at_its_place(log, flip: str) -> None:
    log.sealed(5)
    ((entry, seq),) = log.ask(f"select id::text, seq from audit_entry {AT_3}")
    log.tamper(f"update audit_entry set {flip} {AT_3}")
    report = verify()
    assert [(found.kind, found.position, found.entry) for found in report.findings] == [
        (Kind.ENTRY_ALTERED, 3, entry)
    ]
    assert f"Position 3, entry {seq} ({entry})" in report.lines()[1]


@pytest.mark.parametrize(
    ("flip", "kind"),
    [
        (r"row_hash = '\x00'", Kind.LINK_ALTERED),
        (r"chain_hash = '\x00'", Kind.LINK_ALTERED),
        ("sealed_at = sealed_at + interval '1 microsecond'", Kind.LINK_ALTERED),
        ("entry_seq = -1", Kind.ENTRY_REPLACED),
        ("entry_id = gen_random_uuid()", Kind.ENTRY_MISSING),
    ],
)
def test_a_changed_field_of_a_link_is_found_at_its_place(log, flip: str, kind: Kind) -> None:
    log.sealed(5)
    log.tamper(f"update audit_link set {flip} where position = 3")
    report = verify()
    assert report.first is not None
    assert (report.first.kind, report.first.position) == (kind, 3)


def test_the_identity_of_an_entry_cannot_change(log) -> None:
    log.sealed(5)
    log.tamper(f"update audit_entry set id = gen_random_uuid() {AT_3}")
    report = verify()
    assert report.first is not None
    assert (report.first.kind, report.first.position) == (Kind.ENTRY_MISSING, 3)
    assert report.counts == {Kind.ENTRY_MISSING: 1, Kind.ENTRY_ALTERED: 1}


def test_a_change_that_is_hashed_anew_is_found(log) -> None:
    log.sealed(5)
    rehash = f"update audit_entry set row_hash = audit_entry_hash(audit_entry) {AT_3}"
    log.tamper(f"update audit_entry set purpose = 'other' {AT_3}", rehash)
    report = verify()
    assert [(found.kind, found.position) for found in report.findings] == [(Kind.ENTRY_REPLACED, 3)]
    log.tamper(
        "update audit_link l set row_hash = e.row_hash from audit_entry e where e.id = l.entry_id and position = 3"
    )
    report = verify()
    assert [(found.kind, found.position) for found in report.findings] == [(Kind.LINK_ALTERED, 3)]


DELETIONS = [
    ((f"delete from audit_entry {AT_3}",), {Kind.ENTRY_MISSING: 1}, 3),
    (("delete from audit_link where position = 3",), {Kind.LINK_MISSING: 1, Kind.NEVER_SEALED: 1}, 4),
    ((f"delete from audit_entry {AT_3}", "delete from audit_link where position = 3"), {Kind.LINK_MISSING: 1}, 4),
    (("delete from audit_entry",), {Kind.ENTRY_MISSING: 5}, 1),
    (
        ("delete from audit_entry where seq in (select entry_seq from audit_link where position > 3)",),
        {Kind.ENTRY_MISSING: 2},
        4,
    ),
]


@pytest.mark.parametrize(("statements", "counts", "position"), DELETIONS)
def test_a_deletion_is_found(log, statements: tuple[str, ...], counts: dict, position: int) -> None:
    log.sealed(5)
    log.tamper(*statements)
    report = verify()
    assert report.counts == counts
    assert report.first is not None
    assert report.first.position == position


SWAPS = {
    "the contents of two entries": (
        "update audit_entry set id = '00000000-0000-4000-8000-000000000003' " + AT_3,
        f"update audit_entry set id = (select entry_id from audit_link where position = 3) {AT_3.replace('3', '4')}",
        "update audit_entry set id = (select entry_id from audit_link where position = 4)"
        " where id = '00000000-0000-4000-8000-000000000003'",
    ),
    "the positions of two links": (
        "update audit_link set position = -3 where position = 3",
        "update audit_link set position = 3 where position = 4",
        "update audit_link set position = 4 where position = -3",
    ),
    "the entries of two links": (
        "create temporary table swap on commit drop as select * from audit_link where position in (3, 4)",
        "update audit_link set entry_id = gen_random_uuid() where position in (3, 4)",
        "update audit_link l set entry_id = s.entry_id, entry_seq = s.entry_seq, row_hash = s.row_hash"
        " from swap s where l.position in (3, 4) and s.position = 7 - l.position",
    ),
}


@pytest.mark.parametrize("statements", SWAPS.values(), ids=SWAPS)
def test_a_swap_is_found_where_it_begins(log, statements: tuple[str, ...]) -> None:
    log.sealed(6)
    log.tamper(*statements)
    report = verify()
    assert report.first is not None
    assert report.first.position == 3


TAIL = "(select entry_id from audit_link where position > 3)"


@pytest.mark.parametrize(
    "statements",
    [
        ("delete from audit_link where position > 3",),
        (f"delete from audit_entry where id in {TAIL}", "delete from audit_link where position > 3"),
        ("delete from audit_link", "delete from audit_entry"),
    ],
    ids=["links", "links and entries", "everything"],
)
def test_a_cut_tail_is_found_with_a_checkpoint(log, statements: tuple[str, ...]) -> None:
    log.sealed(5)
    checkpoint = take_checkpoint()
    assert verify(checkpoint=checkpoint).sound
    log.tamper(*statements)
    assert verify().sound
    report = verify(checkpoint=checkpoint)
    assert report.counts == {Kind.TRUNCATED: 1}
    assert report.first is not None
    assert report.first.position == (4 if "3" in statements[0] else 1)


def test_sealing_a_cut_tail_again_is_found_with_a_checkpoint(log) -> None:
    log.sealed(5)
    checkpoint = take_checkpoint()
    log.tamper("delete from audit_link where position > 3")
    assert seal(now=clock.now()) == 2
    report = verify(checkpoint=checkpoint)
    assert [(found.kind, found.position) for found in report.findings] == [(Kind.REWRITTEN, 5)]


def test_a_history_hashed_anew_throughout_is_found_with_a_checkpoint(log) -> None:
    log.sealed(4)
    checkpoint = take_checkpoint()
    log.sealed(2)
    assert verify(checkpoint=checkpoint).sound
    log.tamper(
        "update audit_entry set purpose = 'other' where id = (select entry_id from audit_link where position = 2)",
        "update audit_entry set row_hash = audit_entry_hash(audit_entry)",
        "update audit_link l set row_hash = e.row_hash from audit_entry e where e.id = l.entry_id",
    )
    log.hash_chain_anew()
    assert verify().sound
    report = verify(checkpoint=checkpoint)
    assert [(found.kind, found.position) for found in report.findings] == [(Kind.REWRITTEN, 4)]


def test_a_chain_that_goes_on_from_an_older_copy_is_found_with_a_checkpoint(log) -> None:
    log.sealed(5)
    checkpoint = take_checkpoint()
    log.tamper(f"delete from audit_entry where id in {TAIL}", "delete from audit_link where position > 3")
    log.sealed(4)
    assert verify().sound
    assert [found.kind for found in verify(checkpoint=checkpoint).findings] == [Kind.REWRITTEN]


def test_two_links_at_one_position_are_found(log) -> None:
    log.sealed(4)
    log.ask("alter table audit_link drop constraint audit_link_pkey")
    try:
        log.tamper(
            "insert into audit_link (position, entry_id, entry_seq, row_hash, sealed_at, chain_hash)"
            " select 2, gen_random_uuid(), entry_seq + 100, row_hash, sealed_at, chain_hash"
            " from audit_link where position = 2"
        )
        report = verify()
        assert report.first is not None
        assert (report.first.kind, report.first.position) == (Kind.FORKED, 2)
    finally:
        log.wipe()
        log.ask("alter table audit_link add primary key (position)")


def test_an_entry_is_checked_before_it_is_sealed_too(log) -> None:
    log.sealed(2)
    log.write(2)
    report = verify()
    assert report.sound
    assert (report.entries, report.links, report.unsealed) == (4, 2, 2)
    log.tamper("update audit_entry set outcome = 'read' where seq = (select max(seq) from audit_entry)")
    assert verify().counts == {Kind.ENTRY_ALTERED: 1}


@pytest.mark.parametrize(
    ("trigger", "state"), [("audit_entry_append_only", "enable always"), ("audit_entry_stamp", "enable")]
)
def test_a_guard_that_is_left_off_is_named(log, trigger: str, state: str) -> None:
    log.sealed(1)
    log.ask(f"alter table audit_entry disable trigger {trigger}")
    try:
        assert f"- The trigger {trigger} is missing or switched off." in verify().lines()
    finally:
        log.ask(f"alter table audit_entry {state} trigger {trigger}")
    assert verify().sound


def test_a_hash_function_that_lies_is_not_believed(log) -> None:
    log.sealed(3)
    ((honest,),) = log.ask("select pg_get_functiondef('audit_entry_hash'::regproc)")
    log.ask(
        "create or replace function audit_entry_hash(entry audit_entry) returns bytea language sql stable"
        " return (entry).row_hash"
    )
    try:
        log.tamper(f"update audit_entry set purpose = 'other' {AT_3}")
        assert verify().counts == {Kind.ENTRY_ALTERED: 1}
    finally:
        log.ask(honest)


def test_memory_stays_bounded_however_long_the_log(log, monkeypatch: pytest.MonkeyPatch) -> None:
    open_cursors = []

    class Watched(verification.Walk):
        def step(self, row: Sealed) -> None:
            with connections["default"].cursor() as cursor:
                cursor.execute("select count(*) from pg_cursors")
                open_cursors.append(cursor.fetchone()[0])
            super().step(row)

    def peak(entries: int) -> int:
        log.ask(
            "insert into audit_entry (id, occurred_at, actor, permission, outcome, subject_kind, subject_id, purpose,"
            " request_id, detail) select gen_random_uuid(), now(), 'nobody', 'a:b', 'denied', '', '', '', '', '{}'"
            " from generate_series(1, %s)",
            entries,
        )
        seal(now=clock.now())
        tracemalloc.start()
        report = verify()
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert report.sound
        return used

    short = peak(5_000)
    assert peak(15_000) < 1.2 * short
    monkeypatch.setattr(verification, "Walk", Watched)
    log.wipe()
    log.sealed(1)
    verify()
    assert open_cursors == [1], "the rows come from a cursor on the server, and do not wait in the client"


def test_the_kinds_are_told_in_words(log, kinds: Callable[[object], list[str]]) -> None:
    log.sealed(2)
    log.tamper("delete from audit_entry where seq = (select min(seq) from audit_entry)")
    report = verify()
    assert kinds(report) == ["entry missing"]
    assert report.lines()[0] == "The audit log has been tampered with."
    assert report.lines()[-2:] == ["Counts: entry missing: 1.", "1 entries checked, 2 of them sealed, 0 waiting."]

"""A made-up population in the product's own tables, to find people in, and questions about some of them."""

import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid4

from fourfold.engines.linkage.normalising import dates

SET = "missing-episodes"
HOLDERS = ("kent-police", "kent-county-council", "medway-council", "nhs-kent-and-medway", "dartford-council")
HIDDEN = 4
"""Which of the holders shares nothing."""
QUESTIONS, SEED = 400, 5
Record = dict[str, str]
Kept = list[tuple[int, Record]]
"""Records, each with its holder's place in HOLDERS."""


def made(people: int) -> tuple[Kept, Kept]:
    """The kept records of that many people, with whose each is and its holder; and questions about some of them."""
    from fourfold.engines.population import populate

    population = populate(people=people * 2, seed=SEED)
    truth = population.truth
    whose = dict(
        zip(
            zip(truth["source"].to_pylist(), truth["record_id"].to_pylist(), strict=True),
            truth["person_key"].to_pylist(),
            strict=True,
        )
    )
    seen: dict[str, Kept] = defaultdict(list)
    for holder, agency in enumerate(population.agencies):
        for row in population.records(agency).to_pylist():
            if row["forename"] and row["surname"]:
                seen[whose[agency, row["record_id"]]].append((holder, _said(row)))
    chance = random.Random(SEED)
    persons = [records for _key, records in sorted(seen.items())]
    chance.shuffle(persons)
    persons = persons[:people]
    for records in persons:
        chance.shuffle(records)
    several = [place for place, records in enumerate(persons) if len(records) > 1 and records[0][0] != HIDDEN]
    asked = [(place, persons[place][1][1]) for place in chance.sample(several, min(QUESTIONS, len(several)))]
    return [records[0] for records in persons], asked


def _said(row: dict[str, Any]) -> Record:
    birth = dates.birth(row.get("date_of_birth") or "")
    said = {
        "name": f"{row['forename']} {row['surname']}",
        "born_on": birth.text if birth else "",
        **{field: row.get(field) or "" for field in ("address", "postcode", "nhs_number", "upn", "pnc_id")},
    }
    return {field: text for field, text in said.items() if text}


def load(kept: Kept) -> list[UUID]:
    """Put the records into the product's own tables; the subjects in the order of the records."""
    from django.db import connections

    connections["maintenance"].ensure_connection()
    raw = connections["maintenance"].connection
    subjects = [uuid4() for _each in kept]
    with raw.cursor() as cursor:
        holders = [one(cursor, "select id from partnership_agency where key = %s", [key]) for key in HOLDERS]
        for table in ("feeds_record", "feeds_content", "feeds_subject"):
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute("alter table feeds_searchkey drop constraint if exists feeds_searchkey_pkey")
        cursor.execute("drop index if exists search_key")
        labels = _Labels(cursor, holders)
        for holder in range(len(holders)):
            labels.of(holder, "")  # asked before COPY has the connection to itself
        copy(cursor, "feeds_subject (id, reference, added_at)", _subject_lines(subjects))
        records = [uuid4() for _each in kept]
        copy(
            cursor,
            "feeds_record (id, label_id, holder_id, data_set, subject_kind, subject_role, handling, subject_id,"
            " reference, occurred_on, is_restricted, is_synthetic, recorded_at, contract)",
            (
                f"{record}\t{labels.of(holder, '')}\t{holders[holder]}\t{SET}\tchild\tat-risk\tofficial\t{subject}\t"
                f"R{place}\t2026-01-01\tf\tt\t2026-01-01\t\n"
                for place, (record, subject, (holder, _said)) in enumerate(zip(records, subjects, kept, strict=True))
            ),
        )
        _copy_said(cursor, kept, records, subjects, labels)
        _index(cursor)
        for table in ("feeds_searchkey", "feeds_record", "feeds_content"):
            cursor.execute(f"vacuum analyze {table}")
    return subjects


def fill(times: int) -> int:
    """Bring the keys to so many times as many, by copies; how many there are then. See `find.py`."""
    from django.db import connections

    connections["maintenance"].ensure_connection()
    with connections["maintenance"].connection.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '512MB'")
        cursor.execute("drop index search_key")
        cursor.execute(
            "insert into feeds_searchkey (record_id, mac, label_id, subject_id, is_restricted)"
            " select md5(k.record_id::text || n)::uuid,"
            " case when l.field in ('name', 'born_on', 'postcode') then k.mac"
            " else k.mac # (n * 7919::bigint << 40) end, k.label_id, md5(k.subject_id::text || n)::uuid, false"
            " from feeds_searchkey k join access_label l on l.id = k.label_id cross join generate_series(2, %s) n",
            [times],
        )
        _index(cursor)
        cursor.execute("vacuum analyze feeds_searchkey")
        return int(one(cursor, "select count(*) from feeds_searchkey", []))


def _index(cursor: Any) -> None:
    cursor.execute(
        "create index search_key on feeds_searchkey (mac, label_id) include (subject_id, record_id, is_restricted)"
    )


def _copy_said(cursor: Any, kept: Kept, records: list[UUID], subjects: list[UUID], labels: "_Labels") -> None:
    from fourfold.records.feeds.domain.identifiers import sealed
    from fourfold.records.feeds.domain.search_keys import KEYS_VERSION, stored_keys
    from fourfold.records.feeds.queries.sealing import room_keys

    keys = room_keys()
    keys_lines, total = [], 0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spooled:
        for record, subject, (holder, said) in zip(records, subjects, kept, strict=True):
            for fields, macs in stored_keys(said, keys).items():
                label = labels.of(holder, fields)
                keys_lines += [f"{record}\t{mac}\t{label}\t{subject}\tf\n" for mac in macs]
                total += len(macs)
            if len(keys_lines) > 100_000:
                spooled.writelines(keys_lines)
                keys_lines.clear()
        spooled.writelines(keys_lines)
        spooled.seek(0)
        copy(cursor, "feeds_searchkey (record_id, mac, label_id, subject_id, is_restricted)", spooled)
    print(f"{total:,} keys, {total / len(kept):.1f} a record")
    shown = ("name", "born_on", "address", "postcode")
    copy(
        cursor,
        "feeds_content (record_id, values, cells, keys, data_key_id, keys_version)",
        (
            f"{record}\t{json.dumps(sealed({f: said[f] for f in shown if f in said}, keys))}\t{{}}\t{{}}"
            f"\t{keys.number}\t{KEYS_VERSION}\n".replace("\\", "\\\\")
            for record, (_holder, said) in zip(records, kept, strict=True)
        ),
    )


class _Labels:
    """The numbers of labels, each asked for once."""

    def __init__(self, cursor: Any, holders: list[UUID]) -> None:
        self.cursor, self.holders, self.known = cursor, holders, {}  # type: ignore[var-annotated]

    def of(self, holder: int, field: str) -> int:
        """The label of a holder's records, or of their keys by these fields."""
        if (holder, field) not in self.known:
            question = "select access_label(%s, %s, 'child', 'at-risk', 'official', %s)"
            self.known[holder, field] = one(self.cursor, question, [self.holders[holder], SET, field])
        return int(self.known[holder, field])


def _subject_lines(subjects: list[UUID]) -> Iterator[str]:
    return (f"{subject}\tR{place}\t2026-01-01\n" for place, subject in enumerate(subjects))


def copy(cursor: Any, target: str, lines: Iterable[str]) -> None:
    """Put lines in PostgreSQL's own text form into a table."""
    with cursor.copy(f"copy {target} from stdin") as writing:
        for line in lines:
            writing.write(line)


def one(cursor: Any, question: str, parameters: list[Any]) -> Any:
    """The first column of the first row."""
    cursor.execute(question, parameters)
    return cursor.fetchone()[0]

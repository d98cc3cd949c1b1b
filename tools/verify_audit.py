#!/usr/bin/env python3
# ruff: noqa: PTH123, T201 (a program for a shell, as plain as it can be)
"""Check an export of Fourfold's audit log against itself and against the checkpoints that you kept.

    python3 verify_audit.py EXPORT.jsonl [CHECKPOINT ...]

One file, nothing but Python's standard library (3.9 or later), nothing of Fourfold: so that an agency that does not
run Fourfold can read it in ten minutes and run it by itself. The operator makes the export with
`fourfold audit export`; a checkpoint is a file of `fourfold audit checkpoint`, or the text of a letter with one.

It recomputes the hash of every entry and of every link, and says what is wrong at which entry. Exit codes: 0 sound,
1 not sound, 2 a file cannot be read. Without a checkpoint it cannot see a log that was cut off at its end, or written
anew throughout.
"""

import json
import re
import sys
from hashlib import sha256

EXPORT = "fourfold-audit-export-v1"
CHECKPOINT = "fourfold-audit-checkpoint-v1"
GENESIS = bytes(32)
SHOWN = 20


class Unreadable(Exception):
    """A file is not what it should be: nothing can be said about the log."""


def canonical(value):
    """JSON text as PostgreSQL writes jsonb: keys by length, then bytes; `", "` and `": "` between."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{canonical(key)}: {canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def entry_hash(fields):
    """The hash of an entry: its 15 fields, in their order, as canonical JSON."""
    return sha256(canonical(fields).encode()).digest()


def link_hash(before, position, row_hash, sealed_at):
    """The hash of a link: the link before, its position, its entry's hash, the time in microseconds."""
    numbers = [number.to_bytes(8, "big", signed=True) for number in (position, sealed_at)]
    return sha256(before + numbers[0] + row_hash + numbers[1]).digest()


def read_checkpoint(path):
    """`(position, hash)` of a checkpoint, or of the letter that it stands in."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        found = json.loads(re.search(r"\{[^{}]*\}", text).group())
        if found["format"] != CHECKPOINT:
            raise ValueError("another format")
        chain_hash = bytes.fromhex(found["chain_hash"].replace(":", ""))
        if not isinstance(found["position"], int) or found["position"] < 1 or len(chain_hash) != 32:
            raise ValueError("no position and hash")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise Unreadable(f"{path} is no checkpoint of Fourfold ({error}).") from error
    return found["position"], chain_hash


def read_lines(path):
    """The lines of an export between its first and its last, each with its number. The last is checked here."""
    counts, ended = {"links": 0, "unsealed": 0}, False
    try:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                row = json.loads(line)
                if number == 1:
                    if row.get("format") != EXPORT:
                        raise Unreadable(f"{path} is no export of Fourfold's audit log: `format` is not `{EXPORT}`.")
                elif ended:
                    raise Unreadable(f"{path} goes on after its last line.")
                elif row.get("end"):
                    ended = {name: row[name] for name in counts} == counts
                    if not ended:
                        raise Unreadable(f"{path} lacks lines that its last line counts. Ask for the export anew.")
                else:
                    counts["links" if "position" in row else "unsealed"] += 1
                    yield number, row
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise Unreadable(f"{path} cannot be read as an export ({error}).") from error
    if not ended:
        raise Unreadable(f"{path} ends too early. Ask for the export anew.")


class Log:
    """One pass along the export. After a break it goes on from what is stored, so that each break counts once."""

    def __init__(self, checkpoints):
        self.checkpoints = {}
        self.findings = []
        for position, chain_hash in checkpoints:
            if self.checkpoints.setdefault(position, chain_hash) != chain_hash:
                self.add(f"Position {position}: two checkpoints hold different hashes: the log was forked.")
        self.met = set()
        self.entries = set()
        self.position, self.tip = 0, GENESIS
        self.counts = {"links": 0, "unsealed": 0}

    def add(self, message):
        """Keep a finding."""
        self.findings.append(message)

    def step(self, row):
        """Check one line."""
        if "position" in row:
            self.counts["links"] += 1
            self._link(row)
        else:
            self.counts["unsealed"] += 1
            self._entry(f"Entry {row['entry'][2]}, not sealed", row["entry"], bytes.fromhex(row["row_hash"]))

    def _link(self, row):
        position, row_hash = row["position"], bytes.fromhex(row["row_hash"])
        stored, place = bytes.fromhex(row["chain_hash"]), f"Position {row['position']}, entry {row['entry_seq']}"
        if position <= self.position:
            self.add(f"{place}: a link stands at this position already: forked, or put in another order.")
        elif position > self.position + 1:
            self.add(f"{place}: before it, positions {self.position + 1} to {position - 1} are missing.")
        elif stored != link_hash(self.tip, position, row_hash, row["sealed_at"]):
            self.add(f"{place}: the link does not follow from the one before it.")
        if row["entry"] is None:
            self.add(f"{place}: the entry was deleted.")
        else:
            if row["entry"][2] != row["entry_seq"]:
                self.add(f"{place}: another entry ({row['entry'][2]}) stands in its place.")
            self._entry(place, row["entry"], row_hash)
        if position in self.checkpoints:
            self.met.add(position)
            if self.checkpoints[position] != stored:
                self.add(f"{place}: your checkpoint holds another hash: history up to here was written anew.")
        self.position, self.tip = position, stored

    def _entry(self, place, fields, row_hash):
        if fields[0] != "v1":
            self.add(f"{place}: its form {fields[0]!r} is unknown to this program.")
        elif entry_hash(fields) != row_hash:
            self.add(f"{place}: the entry's fields do not match its hash.")
        if str(fields[1]) in self.entries:
            self.add(f"{place}: the same entry stands in the log twice.")
        self.entries.add(str(fields[1]))

    def finish(self):
        """Check that the chain reaches every checkpoint."""
        for position in sorted(self.checkpoints.keys() - self.met):
            self.add(f"Checkpoint {position} is not in the log, which ends at {self.position}: it was cut off.")


def check(export, checkpoints):
    """The findings and the counts for an export and checkpoint files. Raises `Unreadable`."""
    log = Log([read_checkpoint(path) for path in checkpoints])
    for number, row in read_lines(export):
        try:
            log.step(row)
        except (KeyError, ValueError, TypeError, IndexError, OverflowError) as error:
            log.add(f"Line {number} is not as an export writes it ({error}).")
    log.finish()
    return log.findings, log.counts


def main(arguments):
    """Say what was found. The exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    try:
        findings, counts = check(arguments[0], arguments[1:])
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    print("The audit log has been tampered with." if findings else "The audit log is sound.")
    for finding in findings[:SHOWN]:
        print(f"- {finding}")
    if len(findings) > SHOWN:
        print(f"- and {len(findings) - SHOWN:,} more")
    print(f"{counts['links']:,} links checked, {counts['unsealed']:,} entries not sealed yet,", end=" ")
    print(f"{len(arguments) - 1} checkpoints held against them.")
    if len(arguments) == 1:
        print("Without a checkpoint we cannot see a log that was cut off at its end or written anew throughout.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

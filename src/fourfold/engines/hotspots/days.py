"""The day of each event, as whole days, from what files write."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.hotspots.errors import BadEvents
from fourfold.engines.hotspots.events import Note
from fourfold.engines.hotspots.grid import Flags, Whole

FORMS = ((r"^(\d{4})-(\d\d)-(\d\d)", "%Y-%m-%d", 10), (r"^(\d\d)/(\d\d)/(\d{4})", "%d/%m/%Y", 10))
NUMBER = r"^\d{1,7}(\.\d+)?$"


def days_of(events: pa.Table, note: Note) -> tuple[Whole, Flags]:
    """Whole days, and for each event whether it has one: ISO or British dates, with or without a time, or numbers
    of days.

    Events without a day are told. Raises BadEvents where none has one; police.uk's files hold months alone.
    """
    text = events.column("day").combine_chunks()
    found = pa.nulls(len(text), pa.float64())
    for pattern, form, width in FORMS:
        alike = pc.match_substring_regex(text, pattern)
        moments = pc.strptime(
            pc.utf8_slice_codeunits(pc.if_else(alike, text, None), 0, width), form, "s", error_is_null=True
        )
        found = pc.coalesce(found, pc.cast(pc.cast(pc.cast(moments, pa.date32()), pa.int32()), pa.float64()))
    number = pc.match_substring_regex(text, NUMBER)
    found = pc.coalesce(found, pc.floor(pc.cast(pc.if_else(number, text, None), pa.float64())))
    known = np.asarray(pc.is_valid(found).to_numpy(zero_copy_only=False), bool)
    if not known.any():
        raise BadEvents(
            "No event has a day, and near repeats are counted in days. Add a column date, such as 2022-03-09; "
            "the files of police.uk say the month alone."
        )
    if not known.all():
        note(f"{int((~known).sum()):,} of {len(known):,} events have no day that can be read, and are left out.")
    return np.asarray(pc.fill_null(found, 0).to_numpy(zero_copy_only=False)).astype(np.int64), known

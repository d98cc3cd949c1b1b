"""Counting words: what a source says, and what a reading holds. Nothing may be lost between the two."""

from collections import Counter

from fourfold.accountability.plan.domain.reading import Lead, PlanReading
from fourfold.accountability.plan.domain.reading.columns import heads_found
from fourfold.accountability.plan.domain.reading.tables import Row
from fourfold.accountability.plan.domain.reading.tables_text import read_text
from fourfold.accountability.plan.domain.reading.words import tokens

STRANDS = ("prevent", "protect", "pursue", "prepare")


def words_in_text(text: str) -> Counter[str]:
    """Every word of a tab-separated plan, without header rows and the names that head strands."""
    words: Counter[str] = Counter()
    for block in read_text(text).blocks:
        cells = block.cells if isinstance(block, Row) else (block.text,)
        if isinstance(block, Row) and heads_found(block.cells) >= 2:
            continue
        found = [word for cell in cells for word in tokens(cell)]
        heads_strand = len([cell for cell in cells if cell]) == 1 and found[:1] and found[0] in STRANDS
        words.update(found[1:] if heads_strand else found)
    return words


def words_in_reading(reading: PlanReading) -> Counter[str]:
    """Every word of a reading; leads that two actions of one row share are counted once."""
    pieces = [reading.title, *(piece.text for piece in reading.unassigned)]
    pieces += [cell.text for cell in reading.beside]
    leads: dict[int, Lead] = {}
    rows = {id(action.more): action.more for strand in reading.strands for action in strand.actions}
    for more in rows.values():
        pieces += [more.progress, more.status.raw if more.status else ""]
    for strand in reading.strands:
        pieces += [strand.aim, *(factor.text for factor in strand.success_factors)]
        for action in strand.actions:
            pieces += [action.text, *(timescale.raw for timescale in action.timescales)]
            leads.update((id(lead), lead) for lead in action.leads)
    for lead in leads.values():
        pieces += [lead.connective, lead.written, lead.qualifier]
    return Counter(word for piece in pieces for word in tokens(piece))

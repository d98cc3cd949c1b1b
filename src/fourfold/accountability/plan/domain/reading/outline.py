"""The outline of a document: its title, its strands with their tables, and the lines that belong to none."""

from fourfold.accountability.plan.domain.reading.layouts import NOTHING_CHOSEN, Chosen
from fourfold.accountability.plan.domain.reading.loose_tables import LooseTables
from fourfold.accountability.plan.domain.reading.sections import HEADING, Outline
from fourfold.accountability.plan.domain.reading.sorting import Sorter
from fourfold.accountability.plan.domain.reading.tables import Block, Document, Paragraph, Row, Source


def outline(document: Document, chosen: Chosen = NOTHING_CHOSEN) -> Outline:
    """Sort the blocks of a document under their strands; where it heads none, under what heads its tables."""
    headed = any(map(_heads_a_strand, document.blocks))
    sorter = Sorter(chosen) if headed else LooseTables(chosen)
    for block in document.blocks:
        if isinstance(block, Row):
            sorter.row(block)
        else:
            sorter.line(block.place, block.text, in_table=block.follows_row)
    found = sorter.outline
    found.loose += [Source(margin.place, margin.text) for margin in document.margins]
    sorter.finish()
    return found


def _heads_a_strand(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(HEADING.fullmatch(block.text))
    filled = [cell for cell in block.cells if cell]
    return len(filled) == 1 and filled == [block.cells[0]] and bool(HEADING.fullmatch(filled[0]))

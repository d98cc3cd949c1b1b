"""What a row makes us ask: about its timescales, and about actions that it joins."""

from collections import Counter

from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.results import Lead
from fourfold.accountability.plan.domain.reading.tables import Source
from fourfold.accountability.plan.domain.reading.timescales import TimescaleCell


def time_questions(cell: TimescaleCell, source: Source) -> list[Question]:
    """Ask where there is no timescale, where words were not understood, and where two dates compete."""
    questions = [
        Question(QuestionKind.UNASSIGNED, f"We do not understand {words!r} as a timescale. When is it?", source)
        for words in cell.left_over
    ]
    if not cell.timescales and not questions:
        asked = "This action has no timescale. When is it due, or is it ongoing?"
        questions.append(Question(QuestionKind.NO_TIMESCALE, asked, source))
    dates = {(timescale.kind, timescale.date) for timescale in cell.timescales}
    if any(times > 1 for times in Counter(kind for kind, _ in dates).values()):
        asked = "Two different dates stand here. Do both belong to this action, or does the row join two actions?"
        questions.append(
            Question(QuestionKind.TIMESCALES, asked, source, tuple(time.raw for time in cell.timescales))
        )
    return questions


def joined_questions(text: Source, leads: tuple[Lead, ...], count: int, pieces: list[str] | None) -> list[Question]:
    """Ask whether the row was split rightly, and which leads belong to which of its actions."""
    said = f"The timescale stands here {count} times, so this row seems to join {count} actions."
    if pieces is None:
        asked = f"{said} We could not tell where one ends and the next begins, so we kept them as one. Where?"
        return [Question(QuestionKind.JOINED_ACTIONS, asked, text)]
    questions = [Question(QuestionKind.JOINED_ACTIONS, f"{said} Is this where they part?", text, tuple(pieces))]
    if leads:
        asked = f"The row does not say which lead belongs to which of its {count} actions, so each keeps all."
        names = tuple(lead.written for lead in leads)
        questions.append(Question(QuestionKind.SHARED_LEADS, f"{asked} Is that right?", leads[0].source, names))
    return questions

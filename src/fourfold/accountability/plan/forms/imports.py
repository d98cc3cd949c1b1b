"""Taking a plan's document in, and answering what its reader asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.plan.domain.states import Answer
from fourfold.ground.web.forms import GovForm


class UploadForm(GovForm):
    """The document of a plan."""

    file = forms.FileField(
        label="The plan's document",
        max_length=200,
        help_text="A Word document (.docx), an Excel workbook (.xlsx), CSV or tab-separated text (.csv, .txt, .tsv), "
        "or a plan that Fourfold exported (.json). Up to 10 MB.",
    )


class AnswersForm(GovForm):
    """One answer to each question of an import. Those left open stay open.

    A question is its id, its answer so far, and whether it is about words that found no place: only these can be
    set aside.
    """

    def __init__(self, *args: Any, questions: Sequence[tuple[UUID, str, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [question_id for question_id, _answer, _words in questions]
        for question_id, answer, has_loose_words in questions:
            self.fields[self.name(question_id)] = forms.ChoiceField(
                label="Your answer",
                widget=forms.RadioSelect,
                required=False,
                initial=answer,
                choices=[
                    (item.value, item.label) for item in Answer if has_loose_words or item is not Answer.SET_ASIDE
                ],
            )

    @staticmethod
    def name(question_id: UUID) -> str:
        """The name of the field that answers a question."""
        return f"answer-{question_id}"

    def answers(self) -> dict[UUID, Answer]:
        """The answers given, once the form is valid."""
        given = {question_id: self.cleaned_data[self.name(question_id)] for question_id in self.asked}
        return {question_id: Answer(answer) for question_id, answer in given.items() if answer}

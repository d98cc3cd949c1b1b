"""Saying what each column of a document's tables holds, and what its words for strands and statuses mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from fourfold.accountability.plan.domain.reading.columns import Column
from fourfold.accountability.plan.domain.states import Status, StrandKind
from fourfold.accountability.plan.operations.layouts import AskedLayout, LayoutChoice
from fourfold.ground.web.forms import GovForm

STRANDS = [("", "Ask me"), *((kind.value, kind.label) for kind in StrandKind)]
STATUSES = [("", "Ask me"), *((status.value, status.label) for status in Status)]
COLUMNS = [(column.value, column.label) for column in Column]


class LayoutsForm(GovForm):
    """A choice for each column of each layout, for each word of a strand and each of a status."""

    over_edits = forms.BooleanField(
        label="Read the document anew, although edits made here since the import are lost", required=False
    )

    def __init__(
        self,
        *args: Any,
        layouts: Sequence[AskedLayout],
        strands: Mapping[str, str],
        statuses: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layouts, self.strand_words, self.status_words = layouts, list(strands), list(statuses)
        for layout in layouts:
            for at, (heading, field) in enumerate(layout.columns):
                label = heading or f"Column {at + 1}"
                self._choice(f"columns_{layout.fingerprint}_{at}", label, COLUMNS, field, required=True)
        for at, (words, kind) in enumerate(strands.items()):
            self._choice(f"strand_{at}", words or "Tables without a heading", STRANDS, kind)
        for at, (words, status) in enumerate(statuses.items()):
            self._choice(f"status_{at}", words, STATUSES, status)
        self.order_fields([name for name in self.fields if name != "over_edits"])

    def _choice(
        self, name: str, label: str, choices: Sequence[tuple[str, str]], initial: str, *, required: bool = False
    ) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=initial, required=required)

    def choices(self) -> dict[str, LayoutChoice]:
        """What was chosen, once the form is valid."""
        said = self.cleaned_data
        strands = {
            words: StrandKind(said[f"strand_{at}"])
            for at, words in enumerate(self.strand_words)
            if said[f"strand_{at}"]
        }
        statuses = {
            words: Status(said[f"status_{at}"]) for at, words in enumerate(self.status_words) if said[f"status_{at}"]
        }
        return {
            layout.fingerprint: LayoutChoice(
                [Column(said[f"columns_{layout.fingerprint}_{at}"]) for at in range(len(layout.columns))],
                strands,
                statuses,
            )
            for layout in self.layouts
        }

"""Bringing a spreadsheet back, and deciding about its rows."""

from collections.abc import Sequence
from typing import Any

from django import forms

from fourfold.accountability.chasing.domain.sheets.comparing import Difference, Side
from fourfold.accountability.chasing.operations.returns import Choice
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.forms import GovForm


class BringBackForm(GovForm):
    """The spreadsheet that was filled in."""

    file = forms.FileField(
        label="The spreadsheet you filled in",
        max_length=200,
        help_text="An Excel workbook (.xlsx) that was taken out here. Up to 5 MB.",
    )


class DifferencesForm(GovForm):
    """For each row that would write something: take it or not, whose value stands, and that it was checked."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, differences: Sequence[Difference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences = [item for item in differences if item.acts]
        for item in self.differences:
            for name, field in _fields(item):
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """A row that is taken says whose value stands, and that what looks personal was checked."""
        said = self.cleaned_data
        for item in self.differences:
            line = item.brought.line
            if not said.get(f"take-{line}"):
                continue
            for what in ("status", "review"):
                if f"{what}-{line}" in self.fields and not said.get(f"{what}-{line}"):
                    self.add_error(f"{what}-{line}", f"Row {line}: choose which {what} stands")
            if f"checked-{line}" in self.fields and not said.get(f"checked-{line}"):
                self.add_error(
                    f"checked-{line}", f"Row {line}: tick the box once you have checked, or leave the row out"
                )
        return said

    def add_problems(self, error: BadInput) -> None:
        """What the plan refused, at the row that it is about."""
        for problem in error.problems:
            line = problem.where.removeprefix("row-")
            known = f"take-{line}" in self.fields
            self.add_error(
                f"take-{line}" if known else None, f"Row {line}: {problem.message}" if known else problem.message
            )

    def choices(self) -> dict[int, Choice]:
        """What was decided, by row."""
        said = self.cleaned_data
        return {
            item.brought.line: Choice(
                take=bool(said.get(f"take-{item.brought.line}")),
                status=Side(said.get(f"status-{item.brought.line}") or Side.MINE),
                review=Side(said.get(f"review-{item.brought.line}") or Side.MINE),
                checked=bool(said.get(f"checked-{item.brought.line}")),
            )
            for item in self.differences
        }


def _fields(item: Difference) -> list[tuple[str, forms.Field]]:
    line, now = item.brought.line, item.now
    found: list[tuple[str, forms.Field]] = [
        (
            f"take-{line}",
            forms.BooleanField(label="Post this update", required=False, initial=not item.looks_personal),
        )
    ]
    if item.status_conflict and item.status and now:
        found.append((f"status-{line}", _either("Which status stands?", item.status.label, now.status.label)))
    if item.review_conflict and item.review and now:
        theirs = show_date(now.review) or "no open review"
        found.append((f"review-{line}", _either("Which review date stands?", show_date(item.review), theirs)))
    if item.looks_personal:
        label = "I have checked: this is not about a person who uses our services"
        found.append((f"checked-{line}", forms.BooleanField(label=label, required=False)))
    return found


def _either(label: str, mine: str, theirs: str) -> forms.ChoiceField:
    choices = [(Side.MINE.value, f"{mine} (from the file)"), (Side.THEIRS.value, f"{theirs} (in the plan now)")]
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, required=False, choices=choices)

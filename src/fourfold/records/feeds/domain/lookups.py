"""Look-ups in Child Protection - Information Sharing (CP-IS), which the NHS runs: who asked, where, and what came.

Fourfold does not ask the national service: it keeps the record that it was asked, for the asking agency and for the
data protection officers who answer for it.
"""

from enum import StrEnum

DATA_SET = "cp-is"


class Setting(StrEnum):
    """Unscheduled care settings in which a child's attendance is looked up (NHS England, CP-IS)."""

    EMERGENCY_DEPARTMENT = "emergency-department"
    MINOR_INJURIES = "minor-injuries-unit"
    URGENT_TREATMENT = "urgent-treatment-centre"
    WALK_IN = "walk-in-centre"
    OUT_OF_HOURS = "out-of-hours-gp"
    AMBULANCE = "ambulance-service"
    MATERNITY = "unscheduled-maternity"
    PAEDIATRIC_WARD = "unscheduled-paediatric-ward"

    @property
    def label(self) -> str:
        """The setting in words."""
        return _SETTINGS[self]


_SETTINGS = {
    Setting.EMERGENCY_DEPARTMENT: "Emergency department",
    Setting.MINOR_INJURIES: "Minor injuries unit",
    Setting.URGENT_TREATMENT: "Urgent treatment centre",
    Setting.WALK_IN: "Walk-in centre",
    Setting.OUT_OF_HOURS: "Out-of-hours GP",
    Setting.AMBULANCE: "Ambulance service",
    Setting.MATERNITY: "Unscheduled maternity care",
    Setting.PAEDIATRIC_WARD: "Unscheduled paediatric ward",
}


class Answer(StrEnum):
    """Whether the national service answered. What it said stands in the patient's record, never here."""

    ANSWERED = "answered"
    NO_ANSWER = "no-answer"

    @property
    def label(self) -> str:
        """The answer in words."""
        return "An answer came" if self is Answer.ANSWERED else "No answer came"

"""The people of the demonstration. All of them are made up; their agencies are real."""

from dataclasses import dataclass

from fourfold.trust.partnership.domain.roles import RoleKind


@dataclass(frozen=True, slots=True)
class Character:
    """A made-up professional. `signs_in` names what they show in one click at sign-in; empty for the others."""

    key: str
    name: str
    agency: str
    kind: RoleKind
    title: str
    signs_in: str = ""
    also: tuple[RoleKind, ...] = ()

    @property
    def email(self) -> str:
        """An address that can never be real (RFC 2606)."""
        return f"{self.key}@{self.agency}.example"


CAST = (
    Character(
        "marianne.osei",
        "Marianne Osei",
        "kent-county-council",
        RoleKind.PLAN_COORDINATOR,
        "Community safety manager",
        "Plan coordinator: sees every plan for the partnership, imports and reshapes them",
    ),
    Character(
        "tom.hadlow",
        "Tom Hadlow",
        "kent-police",
        RoleKind.CHAMPION,
        "Detective inspector, gangs champion",
        "Gangs champion: moves the actions that Kent Police leads",
        also=(RoleKind.LEAD_RESPONSIBLE_OFFICER,),
    ),
    Character(
        "priya.nair",
        "Priya Nair",
        "medway-council",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Head of community safety",
        "Accountable officer: owns actions of Medway Council",
    ),
    Character(
        "grace.adeyemi",
        "Grace Adeyemi",
        "nhs-kent-and-medway",
        RoleKind.CHAMPION,
        "Designated nurse for safeguarding children",
        "Health partner: moves what the former clinical commissioning groups were asked to do",
    ),
    Character(
        "daniel.whitlock",
        "Daniel Whitlock",
        "dartford-council",
        RoleKind.MEMBER,
        "Community safety officer",
        "District partner: reads the plan, comments, and moves what the districts lead together",
    ),
    Character(
        "ruth.callender",
        "Ruth Callender",
        "kent-county-council",
        RoleKind.ADMINISTRATOR,
        "Partnership systems lead",
        "Administrator: keeps people, roles and accounts",
    ),
)

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
    elsewhere: tuple[tuple[str, RoleKind], ...] = ()
    """Roles in other agencies, by key: a council's data protection officer serves its youth justice service, too."""

    @property
    def email(self) -> str:
        """An address that can never be real (RFC 2606)."""
        return f"{self.key}@{self.agency}.example"


SIGNING_IN = (
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
        "District partner: moves what the districts lead together, and keeps Dartford's own people",
        also=(RoleKind.AGENCY_ADMINISTRATOR,),
    ),
    Character(
        "jo.farrow",
        "Jo Farrow",
        "kent-county-council",
        RoleKind.MEMBER,
        "Social worker, adolescent services",
        "Social worker: finds the young people she works with, and sees what agreements share",
    ),
    Character(
        "adaeze.cole",
        "Adaeze Cole",
        "kent-police",
        RoleKind.DATA_PROTECTION_OFFICER,
        "Data protection officer",
        "Data protection officer: sees who looked at whom, suspends agreements, keeps the breach register",
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

COLLEAGUES = (
    Character(
        "adaeze.obi",
        "Adaeze Obi",
        "kent-county-council",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Assistant director, adolescent services",
    ),
    Character(
        "samina.qureshi", "Samina Qureshi", "kent-county-council", RoleKind.MEMBER, "Head of safeguarding and quality"
    ),
    Character(
        "harpreet.gill", "Harpreet Gill", "kent-county-council", RoleKind.MEMBER, "Service manager, care leavers"
    ),
    Character("gareth.ellwood", "Gareth Ellwood", "medway-council", RoleKind.MEMBER, "Service manager, adolescents"),
    Character("yasmin.rahman", "Yasmin Rahman", "medway-council", RoleKind.CHAMPION, "Exploitation lead"),
    Character(
        "colin.fairbrass",
        "Colin Fairbrass",
        "kent-youth-justice",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Head of youth justice",
    ),
    Character(
        "femi.balogun", "Femi Balogun", "medway-youth-justice", RoleKind.CHAMPION, "Operations manager, youth justice"
    ),
    Character(
        "neil.stannard", "Neil Stannard", "kent-police", RoleKind.ACCOUNTABLE_OFFICER, "Chief inspector, partnerships"
    ),
    Character("laura.penfold", "Laura Penfold", "kent-police", RoleKind.MEMBER, "Inspector, youth engagement"),
    Character("kuldeep.sandhu", "Kuldeep Sandhu", "kent-police", RoleKind.MEMBER, "Intelligence manager"),
    Character(
        "owen.treharne",
        "Owen Treharne",
        "nhs-kent-and-medway",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Programme lead, evidence and analysis",
    ),
    Character("bukola.ige", "Bukola Ige", "medway-foundation-trust", RoleKind.MEMBER, "Matron, emergency department"),
    Character(
        "martin.clewes", "Martin Clewes", "east-kent-hospitals", RoleKind.MEMBER, "Named nurse for safeguarding"
    ),
    Character("ngozi.eze", "Ngozi Eze", "kent-public-health", RoleKind.MEMBER, "Consultant in public health"),
    Character(
        "helen.marchetti",
        "Helen Marchetti",
        "kent-and-medway-mental-health",
        RoleKind.CHAMPION,
        "Lead for trauma-informed care",
    ),
    Character(
        "darren.acheampong",
        "Darren Acheampong",
        "probation-service",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Head of the probation delivery unit",
    ),
    Character(
        "sunita.thapa",
        "Sunita Thapa",
        "probation-service",
        RoleKind.MEMBER,
        "Manager, integrated offender management",
    ),
    Character(
        "stuart.pemble", "Stuart Pemble", "kent-fire-and-rescue", RoleKind.CHAMPION, "Safeguarding and youth manager"
    ),
    Character(
        "ewa.kowalczyk",
        "Ewa Kowalczyk",
        "violence-reduction-unit",
        RoleKind.MEMBER,
        "Programme and evaluation manager",
    ),
    Character("alison.brightling", "Alison Brightling", "kscmp", RoleKind.MEMBER, "Partnership manager"),
    Character("imran.siddique", "Imran Siddique", "mscp", RoleKind.MEMBER, "Partnership manager"),
    Character("nirmala.rai", "Nirmala Rai", "kent-csp", RoleKind.MEMBER, "Community safety officer"),
    Character("ines.carvalho", "Ines Carvalho", "dartford-council", RoleKind.MEMBER, "Youth engagement officer"),
    Character(
        "jodie.sayer", "Jodie Sayer", "thanet-council", RoleKind.ACCOUNTABLE_OFFICER, "Community safety manager"
    ),
    Character("manjit.dhaliwal", "Manjit Dhaliwal", "gravesham-council", RoleKind.MEMBER, "Community safety manager"),
    Character(
        "catherine.amos", "Catherine Amos", "kent-schools", RoleKind.MEMBER, "Headteacher, schools' representative"
    ),
    Character("josie.tamblyn", "Josie Tamblyn", "medway-voluntary-action", RoleKind.MEMBER, "Development manager"),
    Character("abiodun.fashola", "Abiodun Fashola", "medway-interfaith-forum", RoleKind.MEMBER, "Co-ordinator"),
    Character("leanne.duffield", "Leanne Duffield", "victim-support", RoleKind.MEMBER, "Area manager"),
    Character(
        "rosalind.achebe",
        "Rosalind Achebe",
        "kent-county-council",
        RoleKind.DATA_PROTECTION_OFFICER,
        "Data protection officer",
        elsewhere=(("kent-youth-justice", RoleKind.DATA_PROTECTION_OFFICER),),
    ),
    Character(
        "peter.vane",
        "Peter Vane",
        "medway-council",
        RoleKind.DATA_PROTECTION_OFFICER,
        "Data protection officer",
        elsewhere=(("medway-youth-justice", RoleKind.DATA_PROTECTION_OFFICER),),
    ),
    Character(
        "lorna.keating",
        "Lorna Keating",
        "nhs-kent-and-medway",
        RoleKind.DATA_PROTECTION_OFFICER,
        "Data protection officer",
    ),
    Character(
        "bernadette.cross",
        "Bernadette Cross",
        "medway-youth-justice",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Head of youth justice",
    ),
    Character("miriam.castell", "Miriam Castell", "east-kent-hospitals", RoleKind.ACCOUNTABLE_OFFICER, "Chief nurse"),
    Character(
        "tomasz.wrona",
        "Tomasz Wrona",
        "east-kent-hospitals",
        RoleKind.DATA_PROTECTION_OFFICER,
        "Data protection officer",
    ),
    Character(
        "anil.deshmukh", "Anil Deshmukh", "medway-foundation-trust", RoleKind.ACCOUNTABLE_OFFICER, "Medical director"
    ),
    Character(
        "fiona.garrick",
        "Fiona Garrick",
        "medway-foundation-trust",
        RoleKind.DATA_PROTECTION_OFFICER,
        "Data protection officer",
    ),
    Character(
        "winston.achong",
        "Winston Achong",
        "kent-fire-and-rescue",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Assistant director, prevention",
    ),
    Character(
        "judith.olliver",
        "Judith Olliver",
        "weald-and-downs-trust",
        RoleKind.ACCOUNTABLE_OFFICER,
        "Chief executive of the trust",
    ),
)
"""Those who work in the story. They have accounts, but no one-click sign-in."""

CAST = SIGNING_IN + COLLEAGUES

"""The small evidence files of the demonstration, made here byte by byte so that the repository holds none."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

MADE_UP = "Made up for the Fourfold demonstration."


def training_take_up() -> bytes:
    """Who took the shared course, by kind of agency and quarter (CSV)."""
    return _csv(
        ["Agency", "Places offered", "Staff trained", "Felt sure before (%)", "Felt sure after (%)"],
        ["Councils", 260, 225, 36, 78],
        ["Health", 220, 160, 29, 74],
        ["Police", 180, 170, 58, 86],
        ["Schools and colleges", 240, 195, 31, 77],
        ["Probation and youth justice", 80, 75, 61, 88],
        ["Voluntary and community sector", 120, 90, 34, 79],
    )


def assault_data_quality() -> bytes:
    """How complete the emergency departments' assault data is (CSV). Shares only: no attendances are listed."""
    return _csv(
        ["Month", "Returns expected", "Returns received", "Location given (%)", "Weapon given (%)"],
        ["1", 7, 5, 41, 63],
        ["2", 7, 6, 47, 66],
        ["3", 7, 6, 55, 71],
        ["4", 7, 7, 62, 74],
    )


def contacts_in_each_agency() -> bytes:
    """What a gangs contact does, on one page (PDF)."""
    return _pdf(
        "Gangs contacts: what they do",
        "Each agency of the partnership names one contact and one deputy.",
        "The contact answers colleagues from other agencies within one working day.",
        "The contact opens doors inside: who decides, which team, which form.",
        "The contact knows the referral routes, and passes on what became of a report.",
        "The contact takes no referral and holds no case: safeguarding goes to the front door.",
        "Contacts meet every second month; the list is checked before each meeting.",
        MADE_UP,
    )


def memorandum_draft() -> bytes:
    """The third draft of the memorandum between agencies (DOCX)."""
    import docx

    document = docx.Document()
    document.core_properties.title = "Memorandum of understanding, third draft"
    document.core_properties.author = "Fourfold demonstration"
    document.add_heading("Memorandum of understanding, third draft", level=1)
    document.add_paragraph(MADE_UP)
    for heading, text in _CLAUSES.items():
        document.add_heading(heading, level=2)
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return _always_the_same(made.getvalue())


_CLAUSES = {
    "1. What this is for": "This memorandum says how the agencies work with each other when children, young people "
    "or adults are harmed or exploited by a group. It does not replace safeguarding procedures.",
    "2. Who does what first": "Whoever learns of a risk of significant harm tells the front door the same day. The "
    "police lead on the threat; the council leads on the plan for the child or adult.",
    "3. Out of hours": "Each agency gives one number that is answered at all hours. (Open: cover by the two "
    "emergency duty teams at weekends, and who pays for it.)",
    "4. When we disagree": "A disagreement goes to the two managers, then to the two heads of service, each within "
    "one working day. Work to keep people safe goes on meanwhile.",
    "5. Review": "The two safeguarding partnerships review this memorandum every year.",
}

MADE: Mapping[str, Callable[[], bytes]] = {
    "training-take-up.csv": training_take_up,
    "assault-data-quality.csv": assault_data_quality,
    "gangs-contacts.pdf": contacts_in_each_agency,
    "memorandum-third-draft.docx": memorandum_draft,
}
"""Each file's name, and what makes its content."""


def _csv(*rows: Sequence[object]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows(rows)
    return text.getvalue().encode()


def _pdf(title: str, *lines: str) -> bytes:
    """One A4 page: a title and lines of plain Latin text."""
    shown = [f"BT /F1 18 Tf 60 760 Td ({_escaped(title)}) Tj ET"]
    shown += [f"BT /F1 11 Tf 60 {720 - 24 * place} Td ({_escaped(line)}) Tj ET" for place, line in enumerate(lines)]
    page = "\n".join(shown)
    return _pdf_file(
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            f"<< /Title ({_escaped(title)}) /Producer (Fourfold demonstration) >>",
        ]
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf_file(objects: Sequence[str]) -> bytes:
    """Objects 1 to n with their cross-reference table; the first is the catalogue, the last the information."""
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    return content + (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {count} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    ).encode("latin-1")


def _always_the_same(package: bytes) -> bytes:
    """A zip package without the times at which its parts were written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename), old.read(info), zipfile.ZIP_DEFLATED)
    return made.getvalue()

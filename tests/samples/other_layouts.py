"""Plans of three made-up partnerships, each in a layout of its own."""

import csv
import io
from datetime import date

import docx
from openpyxl import Workbook
from tests.samples.plan_documents import saved

WYREBRIDGE = [
    (
        "Priority 1: Preventing young people from being drawn in",
        [
            ("1.1", "Offer a mentor to each pupil at risk of exclusion.", "Wyrebridge Council", "March 2027",
             "Fewer exclusions", "Green", "Twelve mentors are trained."),
            ("1.2", "Run sessions on county lines in every secondary school.", "Kent Police", "31/07/2027",
             "Pupils know whom to tell", "Amber: two schools have not replied", ""),
        ],
    ),
    (
        "Priority 2: Protecting people at risk",
        [("2.1", "Agree one route for exploited adults.", "Medway Council", "ongoing", "", "Blue", "Agreed.")],
    ),
    (
        "Priority 3: Enforcement",
        [("3.1", "Use closure powers on cuckooed homes.", "Kent Police", "June 2027", "Fewer visits", "Purple", "")],
    ),
]  # fmt: skip
"""One table a priority, in Word: number, what, who, by when, how will we know, RAG, progress."""
WYREBRIDGE_HEADS = ("Ref", "What we will do", "Who", "By when", "How will we know", "RAG", "Progress")


def wyrebridge() -> bytes:
    """The Word document of the Wyrebridge partnership."""
    document = docx.Document()
    document.add_paragraph("Wyrebridge Violence Reduction Plan")
    for caption, rows in WYREBRIDGE:
        document.add_paragraph(caption)
        table = document.add_table(rows=0, cols=len(WYREBRIDGE_HEADS))
        for cells in (WYREBRIDGE_HEADS, *rows):
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
    return saved(document)


def oldmarsh() -> bytes:
    """The Excel workbook of the Oldmarsh partnership: a strand column, dates as dates, a column nobody knows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Action log"
    sheet.append(["Oldmarsh Serious Violence Action Log"])
    sheet.append([])
    sheet.append(["4P", "Objective", "Lead agency", "Delivery partners", "Due date", "Status", "Cost code"])
    sheet.append(["Prevent", "Teach the signs.", "Kent Police", "Schools", date(2027, 3, 31), "In progress", 4711])
    sheet.append(["Safeguarding", "Name a lead worker.", "Medway Council", None, "ongoing", "Not started"])
    sheet.append(["Pursue", "Map the supply.", "Kent Police", None, date(2027, 9, 30), "Complete", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HARROWBY_HEADS = ("Item", "Undertaking", "Body", "Finish", "State")


def harrowby() -> bytes:
    """The CSV file of the Harrowby partnership: no strand, no title, and headings that say little."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HARROWBY_HEADS)
    writer.writerow(["A", "Open a youth club, \nin the old library.", "Kent County Council", "December 2026", "1"])
    writer.writerow(["B", "Light the underpass.", "Kent County Council", "May 2027", "3"])
    return out.getvalue().encode()

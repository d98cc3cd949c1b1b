"""Documents: one content model, written as HTML, PDF and Word, with charts. It knows no room and no database.

`model` has the parts of a document, `charts` its charts; `chart_table` gives the facts of a chart, `freeze` and
`thaw` keep a document as JSON.
"""

from fourfold.ground.documents.chart_tables import chart_table
from fourfold.ground.documents.frozen import CannotThaw, freeze, thaw
from fourfold.ground.documents.writers.html import to_html
from fourfold.ground.documents.writers.pdf import to_pdf
from fourfold.ground.documents.writers.word import to_docx

__all__ = ["CannotThaw", "chart_table", "freeze", "thaw", "to_docx", "to_html", "to_pdf"]

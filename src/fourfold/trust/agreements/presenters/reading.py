"""A version as a document, and its files under their names."""

import re
from dataclasses import dataclass
from datetime import date

from fourfold.ground.documents import to_docx, to_pdf
from fourfold.ground.documents.model import Document
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.agreements.paper.document import Standing, document_of
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.queries.reading import Reading

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out."""

    name: str
    media_type: str
    content: bytes


def document_for(found: Reading, words: Words, *, today: date) -> Document:
    """The readable document of a version, as on a day."""
    version = found.version
    standing = Standing(State(version.state), found.signed, version.text_hash, today)
    return document_of(found.terms, words, standing)


def file_of(found: Reading, words: Words, kind: str, *, today: date) -> File | None:
    """The PDF or the Word file; None for another kind."""
    stem = _NOT_IN_NAMES.sub("-", f"{found.terms.reference}-version-{found.terms.version}").strip("-").lower()
    document = document_for(found, words, today=today)
    if kind == "pdf":
        return File(f"{stem}.pdf", "application/pdf", to_pdf(document))
    if kind == "word":
        return File(f"{stem}.docx", WORD, to_docx(document))
    return None

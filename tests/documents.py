"""What a reader meets in a document: the letters of a page, a PDF and a Word file, in reading order."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pikepdf
from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letters(text: str) -> str:
    """Without white space: lines break where they like."""
    return re.sub(r"\s+", "", text)


def of_html(html: str) -> str:
    """The words of the text: neither the contents, nor pictures, nor what only a screen needs."""
    aside = r'(?s)<(nav|svg)\b.*?</\1>|<span class="[^"]*ff-document__aside">.*?</span>|<p class="ff-marking">.*?</p>'
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(aside, " ", html)))


def of_docx(file: bytes) -> str:
    """The words of the body, without the list of contents."""
    body = etree.fromstring(ZipFile(BytesIO(file)).read("word/document.xml"))
    found, inside, nested = [], False, 0
    for node in body.iter(f"{WORD}t", f"{WORD}fldChar", f"{WORD}p"):
        if node.tag == f"{WORD}fldChar":
            nested += {"begin": 1, "end": -1}.get(node.get(f"{WORD}fldCharType"), 0)
            inside = nested > 0
        elif node.tag == f"{WORD}t" and not inside and node.text != "Contents":
            found.append(node.text or "")
        elif node.tag == f"{WORD}p":
            found.append(" ")
    return "".join(found)


def of_pdf(file: bytes) -> str:
    """The words as a screen reader reads them: along the structure, without artifacts, pictures and contents."""
    with pikepdf.open(BytesIO(file)) as pdf:
        pages = {page.objgen: _marked(page) for page in pdf.pages}
        return "".join(_walk(pdf.Root.StructTreeRoot, None, pages))


def tags(file: bytes) -> list[tuple[str, dict[str, str]]]:
    """The structure of a PDF: each element's type with its alternative text and scope, in reading order."""
    with pikepdf.open(BytesIO(file)) as pdf:
        return list(_tags(pdf.Root.StructTreeRoot))


def all_text(page: Any) -> str:
    """Whatever is printed on a page of a PDF, header and footer included, in the order of drawing."""
    return "".join(text for _mark, text in _printed(page))


def _tags(node: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        looks = node.get("/A", [])
        owned = [looks] if isinstance(looks, pikepdf.Dictionary) else list(looks)
        scope = "".join(str(look["/Scope"])[1:] for look in owned if "/Scope" in look)
        yield str(node["/S"])[1:], {"alt": str(node.get("/Alt", "")), "scope": scope}
    for child in _children(node):
        yield from _tags(child)


def _children(node: Any) -> list[Any]:
    held = node.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _walk(node: Any, page: Any, pages: dict[Any, dict[int, str]]) -> Iterator[str]:
    if isinstance(node, int):
        yield pages[page].get(node, "")
        return
    kind = str(node.get("/S", node.get("/Type", "")))
    if kind in ("/TOC", "/Figure"):
        return
    page = node["/Pg"].objgen if "/Pg" in node else page
    if kind == "/MCR":
        yield pages[page].get(int(node["/MCID"]), "")
        return
    if kind == "/OBJR":
        return
    held = _children(node)
    for child, following in zip(held, [*held[1:], None], strict=False):
        if not (isinstance(following, pikepdf.Dictionary) and following.get("/S") == "/TOC"):  # its heading
            yield from _walk(child, page, pages)
    yield " "


def _marked(page: Any) -> dict[int, str]:
    """The text of each marked part of a page."""
    found: dict[int, str] = {}
    for mark, text in _printed(page):
        if mark is not None:
            found[mark] = found.get(mark, "") + text
    return found


def _printed(page: Any) -> Iterator[tuple[int | None, str]]:
    """The pieces of text of a page, each with the number of its mark; None where it is an artifact."""
    fonts = {name: _alphabet(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    stack: list[int | None] = [None]
    alphabet: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                stack.append(int(operands[1]["/MCID"]) if "/MCID" in operands[1] else stack[-1])
            case "BMC":
                stack.append(None)
            case "EMC":
                stack.pop()
            case "Tf":
                alphabet = fonts[str(operands[0])]
            case "TJ" | "Tj":
                held = operands[0] if str(operator) == "TJ" else [operands[0]]
                parts = [_decoded(bytes(part), alphabet) for part in held if isinstance(part, pikepdf.String)]
                yield stack[-1], "".join(parts)


def _decoded(raw: bytes, alphabet: dict[int, str]) -> str:
    return "".join(alphabet.get(int.from_bytes(raw[at : at + 2]), "\ufffd") for at in range(0, len(raw), 2))


def _alphabet(font: Any) -> dict[int, str]:
    """Glyph to letters, from the font's ToUnicode map."""
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"(?s)beginbfchar(.*?)endbfchar", table):
        for glyph, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"(?s)beginbfrange(.*?)endbfrange", table):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int.from_bytes(bytes.fromhex(text))
            for place in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + place] = (start + place).to_bytes(len(text) // 2).decode("utf-16-be")
    return found

"""Pictures drawn for a page."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SIDE = 220
"""Pixels: large enough for a phone's camera, small enough for a screen of 320."""


def qr_code(text: str, *, label: str) -> SafeString:
    """`text` as a QR code in SVG, black on white whatever the colours of the page; `label` is read out instead."""
    import qrcode  # type: ignore[import-untyped]

    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="ff-qr" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}" '
        'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        label,
        size,
        size,
        SIDE,
        SIDE,
        size,
        size,
        mark_safe(dots),  # noqa: S308 - only digits and path letters
    )

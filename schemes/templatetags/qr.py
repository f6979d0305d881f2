"""A square code that a phone's camera reads, drawn into the page: no picture from anywhere, no data address."""

import qrcode
from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def qr_code(text: str, label: str) -> str:
    """The square code of `text` as SVG; `label` says what it holds to those who cannot see it."""
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    rows = code.get_matrix()
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="sl-qr" role="img" aria-label="{}" viewBox="0 0 {} {}" width="180" height="180">'
        '<path d="{}"/></svg>',
        label,
        len(rows),
        len(rows),
        squares,
    )

"""Pages as PDF: tagged, bookmarked, the same bytes for the same words. Ours by typst, others joined by pypdf."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.template.loader import get_template
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

MARGIN = 24  # points from the edge of an added page to what we write on it
SMALL = 8  # points: the size of that
# Set once: a PDF made twice from the same words is the same file.
NO_MOMENT = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())


@lru_cache(maxsize=1)
def _fonts() -> str:
    """The one typeface we ship; what a machine happens to have is left out, so that pages look the same everywhere."""
    return str(files("font_source_sans_pro").joinpath("files"))


@lru_cache(maxsize=16)
def _source(name: str) -> bytes:
    return get_template(f"pdf/{name}.typ").template.source.encode()


def set_pages(name: str, data: dict, pictures: dict[str, bytes] | None = None) -> bytes:
    """The pages of `templates/pdf/<name>.typ` filled with `data`, as a tagged PDF (PDF/UA-1).

    Data goes in as JSON, so whatever people typed stays text. `pictures` are files the template may show by name.
    """
    # Pictures can only be handed over as files: in a folder of their own, gone when the pages are set.
    with TemporaryDirectory(prefix="pages-") as folder:
        for file, content in {"main.typ": _source(name), **(pictures or {})}.items():
            (Path(folder) / file).write_bytes(content)
        return typst.compile(
            f"{folder}/main.typ",
            root=folder,
            format="pdf",
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["ua-1"],
            timestamp=NO_MOMENT,
        )


def join(ours: bytes, added: list[bytes], *, label, on_part=lambda part: None) -> bytes:
    """Our pages with other PDFs put in, the k-th right after the k-th of our last pages: its divider.

    `label(page, pages)` is written at the foot of every added page; ours say it themselves. The tags of our pages
    stay; added pages have none of ours. `on_part(k)` is told when the k-th is in.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(ours)))
    first_divider = len(writer.pages) - len(added)
    readers = [PdfReader(BytesIO(content)) for content in added]
    total = len(writer.pages) + sum(len(reader.pages) for reader in readers)
    at = first_divider
    for part, reader in enumerate(readers):
        at += 1
        for page in reader.pages:
            inserted = writer.insert_page(page, at)
            at += 1
            _write_at_foot(writer, inserted, label(at, total))
        on_part(part)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def count_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(BytesIO(content)).pages)


def _write_at_foot(writer: PdfWriter, page, text: str) -> None:
    """Write a line at the foot of a page as it is seen, without reading what is on it.

    What the page does to its own coordinates is shut in, so that ours begin afresh.
    """
    box, turned = page.cropbox, (page.rotation or 0) % 360
    left, bottom, right, top = (float(value) for value in (*box.lower_left, *box.upper_right))
    x, y, turn = {
        0: (left + MARGIN, bottom + MARGIN / 2, "1 0 0 1"),
        90: (right - MARGIN / 2, bottom + MARGIN, "0 1 -1 0"),
        180: (right - MARGIN, top - MARGIN / 2, "-1 0 0 -1"),
        270: (left + MARGIN / 2, top - MARGIN, "0 -1 1 0"),
    }.get(turned, (left + MARGIN, bottom + MARGIN / 2, "1 0 0 1"))
    words = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    place = f"{turn} {x:.1f} {y:.1f}"
    foot = f"Q q BT 0 g /SLFoot {SMALL} Tf {place} Tm (".encode() + words + b") Tj ET Q"
    before = page.get("/Contents")
    if before is None:  # a blank page
        streams = []
    elif isinstance(before.get_object(), ArrayObject):
        streams = list(before.get_object())
    else:
        streams = [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([_stream(writer, b"q"), *streams, _stream(writer, foot)])
    resources = page.get("/Resources")
    # Resources may be shared between pages or come from the file's own tree: ours are put into a copy.
    resources = DictionaryObject(resources.get_object() if resources is not None else {})
    fonts = resources.get("/Font")
    fonts = DictionaryObject(fonts.get_object() if fonts is not None else {})
    fonts[NameObject("/SLFoot")] = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources


def _stream(writer: PdfWriter, content: bytes):
    stream = DecodedStreamObject()
    stream.set_data(content)
    return writer._add_object(stream)

"""What may be uploaded, told by its content and never by its name, and made harmless.

PDFs and photos everywhere; recordings and Word documents where a caller says so (`kinds=EVERYTHING`).
"""

import io
import logging
import re
import time
import unicodedata
from dataclasses import dataclass

from django.core.files.uploadhandler import FileUploadHandler
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from schemes import sounds, word_files

LARGEST = 10 * 1024 * 1024  # bytes of one file
MOST_PAGES = 300
MOST_OBJECTS = 60_000  # inside one PDF: a scan of 300 pages has about 2,000
MOST_SECONDS = 15  # to look through one PDF: those of 300 pages take less than one
MOST_PIXELS = 64_000_000  # what today's phones take is up to 50 million
LONGEST_SIDE = 2400  # pixels; fills a sheet of A4 at 200 dots an inch
LONGEST_NAME = 100  # characters

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
PICTURES = (JPEG, PNG)
PAPERS = frozenset({PDF, *PICTURES})
EVERYTHING = PAPERS | {word_files.DOCX, *sounds.SOUNDS}
SUFFIXES = {
    PDF: ".pdf", JPEG: ".jpg", PNG: ".png", word_files.DOCX: ".docx", sounds.MP3: ".mp3", sounds.M4A: ".m4a",
    sounds.WAV: ".wav", sounds.OGG: ".ogg", sounds.WEBM: ".webm",
}  # fmt: skip
# What a file chooser offers first. What counts is the content.
OFFERED = "application/pdf,image/jpeg,image/png,image/webp,.pdf,.jpg,.jpeg,.png,.webp"
OFFERED_WITH_SOUND = f"{OFFERED},audio/*,.mp3,.m4a,.wav,.ogg,.opus,.weba,{word_files.DOCX},.docx"

# Beginnings of formats that people do send, so that the answer says what to do with theirs.
HEIC = re.compile(rb"^.{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL)
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
# Keys and actions by which a PDF runs a program, starts one, or carries another file.
ACTIVE_KEYS = {"/JS", "/EF", "/XFA", "/RichMediaContent"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/Movie", "/RichMediaExecute"}

# The reader tells the log about each oddity of each file; the person who sent it is told what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class Refused(Exception):
    """A file that is not taken, and what to do instead, in one sentence or two."""


@dataclass(frozen=True)
class Accepted:
    """A file that was looked at: safe to keep, and called what it is."""

    name: str
    media_type: str
    content: bytes
    pages: int | None = None  # of a PDF


def read_upload(uploaded, kinds=PAPERS) -> Accepted:
    """Look at an uploaded file and take it if it is of these kinds, or raise `Refused`.

    `uploaded` has a name, a size and can be read.
    """
    if uploaded.size > LARGEST:
        raise Refused("The file is larger than 10 MB. Save a smaller copy, or send it in parts.")
    uploaded.seek(0)
    return read_bytes(uploaded.name or "", uploaded.read(), kinds)


def read_bytes(name: str, content: bytes, kinds=PAPERS) -> Accepted:
    """The same for bytes in hand."""
    if not content:
        raise Refused("The file is empty. Open it on your device to see that it is whole, then choose it again.")
    if len(content) > LARGEST:
        raise Refused("The file is larger than 10 MB. Save a smaller copy, or send it in parts.")
    if b"%PDF-" in content[:1024]:
        return Accepted(harmless_name(name, PDF), PDF, content, _pages_of(content))
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (content[:4], content[8:12]) == (
        b"RIFF",
        b"WEBP",
    ):
        media_type, content = _clean_picture(content)
        return Accepted(harmless_name(name, media_type), media_type, content)
    if kinds == EVERYTHING and (other := _other_kind(content)):
        return Accepted(harmless_name(name, other), other, content)
    if HEIC.match(content):
        raise Refused("This photo is in a format that many computers cannot show. Save it as a JPEG and upload that.")
    if content.startswith(OFFICE):
        raise Refused("This is a document or an archive that can still be changed. Save it as a PDF and upload that.")
    what = "a PDF, a Word document, a photo or a sound" if kinds == EVERYTHING else "a PDF or a photo"
    raise Refused(f"This is not {what}, whatever its name says. Save it as a PDF and upload that.")


def _other_kind(content: bytes) -> str:
    """The media type of a recording or a Word document; empty for anything else. Raises `Refused`."""
    if not word_files.is_packed(content):
        return sounds.sound_type(content)
    try:
        word_files.look_through(content)
    except word_files.Acts as acts:
        raise Refused("This document has a program or another file inside it. Save it as a PDF instead.") from acts
    except word_files.TooLarge as large:
        raise Refused("This document unpacks to more than we can look through. Save it as a PDF instead.") from large
    except Exception as trouble:  # as with a PDF
        raise Refused("This document cannot be opened: it may be damaged or locked. Save it as a PDF.") from trouble
    return word_files.DOCX


def harmless_name(name: str, media_type: str) -> str:
    """A name that is safe to save under anywhere, ending as its type does: no folders, no hidden characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(" " if character.isspace() else character for character in name)
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    stem = re.sub(r'[<>:"|?*;%]', "", name)
    stem = re.sub(r"(\.[A-Za-z0-9]{1,5})+$", "", stem)
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:LONGEST_NAME].strip(" .")
    nameless = "Photo" if media_type in PICTURES else "Recording" if media_type in sounds.SOUNDS else "Document"
    return (stem or nameless) + SUFFIXES[media_type]


def _pages_of(content: bytes) -> int:
    """How many pages a PDF has, once it is known to be readable, open, and nothing but pages."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        is_locked = reader.is_encrypted
        pages = 0 if is_locked else len(reader.pages)
        is_active = not is_locked and pages <= MOST_PAGES and _is_active(reader)
    except Exception as trouble:  # a broken or hostile file makes the reader raise nearly anything: all mean the same
        raise Refused(
            "This PDF cannot be opened: it may be damaged. Open it on your device and save or print it as a PDF again."
        ) from trouble
    if is_locked:
        raise Refused("This PDF is locked with a password. Save it without one and upload that.")
    if not pages:
        raise Refused("This PDF has no pages. Open it on your device and save it again.")
    if pages > MOST_PAGES:
        raise Refused(f"This PDF has {pages} pages. Upload it in parts of {MOST_PAGES} pages or fewer.")
    if is_active:
        raise Refused("This PDF has a program or another file inside it. Print it to a new PDF and upload that.")
    return pages


def _is_active(reader: PdfReader) -> bool:
    """Whether anything in a PDF runs, starts, or carries something: every object is looked at, used or not."""
    numbers = [(number, generation) for generation, rows in reader.xref.items() for number in rows]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        raise ValueError("more objects than a document of so many pages has")
    if _acts(reader.trailer):
        return True
    until = time.monotonic() + MOST_SECONDS  # objects packed small may take minutes to unpack
    for number, generation in numbers:
        if time.monotonic() > until:
            raise ValueError("takes longer to read than a document of so many pages does")
        if number and _acts(reader.get_object(IndirectObject(number, generation, reader))):
            return True
    return False


def _acts(thing, depth: int = 0) -> bool:
    """Whether one object, or one written out inside it, is such a thing. What it points to is an object of its own."""
    if isinstance(thing, DictionaryObject):
        if not ACTIVE_KEYS.isdisjoint(thing) or str(thing.get("/S")) in ACTIVE_ACTIONS:
            return True
        inside = [thing.raw_get(key) for key in thing]
    elif isinstance(thing, ArrayObject):
        inside = list(thing)
    else:
        return False
    if depth > 50:
        return True
    return any(_acts(one, depth + 1) for one in inside if isinstance(one, DictionaryObject | ArrayObject))


def _clean_picture(content: bytes) -> tuple[str, bytes]:
    """A photo set the right way up, no larger than a sheet of paper needs, with nothing in it but what is seen.

    Where and with what it was taken, thumbnails and comments go: only the picture's points are copied.
    """
    try:
        picture = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        stays_png = picture.format == "PNG"
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first, in place: a copy of the whole would need as much again
        clean = _points_of(ImageOps.exif_transpose(picture))
        made = io.BytesIO()
        clean.save(made, "PNG" if stays_png else "JPEG", **({} if stays_png else {"quality": 85, "optimize": True}))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("This photo is too large to open safely. Save a smaller copy and upload that.") from bomb
    except Exception as trouble:  # as with a PDF
        raise Refused("This photo cannot be opened: it may be damaged. Choose another copy of it.") from trouble
    return (PNG if stays_png else JPEG), made.getvalue()


def _points_of(picture: Image.Image) -> Image.Image:
    """A new picture of the same points on white, without anything that came with them."""
    seen = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    clean = Image.new("RGB", seen.size, "white")
    clean.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return clean


class CutShort(FileUploadHandler):
    """Keeps no more of a file than shows that it is too large, so that nobody fills the disk with one."""

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= LARGEST else None

    def file_complete(self, file_size):
        return None

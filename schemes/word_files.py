"""Word documents, looked through before they are taken: small when unpacked, and nothing in them that acts."""

import io
import re
import zipfile
from xml.parsers import expat

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_PARTS = 2_000  # a document with 300 pictures has about 350
MOST_UNPACKED = 60 * 1024 * 1024  # bytes of all parts together
MOST_RATIO = 150  # unpacked to packed: text packs to a tenth, hardly ever to a hundredth
LARGEST_LIST = 2 * 1024 * 1024  # bytes of one list of what a part points to

# What a part may point to that runs, carries another file, or is fetched when somebody opens the document.
ACTS = {
    "vbaproject", "oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument", "frame",
    "attachedtoolbars", "wordvbadata", "customui", "externallink",
}  # fmt: skip
HARMLESS_ADDRESSES = ("http://", "https://", "mailto:", "tel:", "#")
FIELDS = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
FIELD_ACTS = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|EMBED|DATABASE)\b", re.IGNORECASE)


class Acts(Exception):
    """A document that does something besides being read."""


class TooLarge(Exception):
    """A document that unpacks to more than a document has."""


def look_through(content: bytes) -> None:
    """Nothing, for a document that can be taken; raises `Acts`, `TooLarge`, or nearly anything where it is broken."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        _bound(parts)
        names = {part.filename for part in parts}
        if "word/document.xml" not in names or "[Content_Types].xml" not in names:
            raise ValueError("no Word document")
        for part in parts:
            _look_at(part.filename, packed.read(part))  # reading all of it checks its length and sum


def is_packed(content: bytes) -> bool:
    """Whether this begins as a Word document does: an archive that names one of its parts."""
    return content.startswith(b"PK\x03\x04") and b"word/document.xml" in content


def _bound(parts) -> None:
    """Few parts, that say they are small; what is read later is cut at what they say."""
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 10_000):
        raise TooLarge
    for part in parts:
        if part.flag_bits & 1:
            raise ValueError("locked")
        if part.file_size > 1_000_000 and part.file_size > 4 * MOST_RATIO * max(part.compress_size, 1):
            raise TooLarge
    if len({part.filename for part in parts}) != len(parts):
        raise ValueError("two parts of one name")


def _look_at(name: str, content: bytes) -> None:
    low = name.lower()
    runs = low.endswith((".bin", ".vbs", ".js", ".exe", ".dll", ".ps1", ".bat", ".scr", ".lnk"))
    if (runs or "/embeddings/" in low) and "printersettings" not in low:  # those are harmless, and common
        raise Acts
    if name == "[Content_Types].xml" and b"macroenabled" in content.lower():
        raise Acts
    if low.endswith(".rels"):
        _look_at_list(content)
    elif low.endswith(".xml"):
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Acts
        said = b"".join(inside or attribute for inside, attribute in FIELDS.findall(content))
        if FIELD_ACTS.search(said):
            raise Acts


def _look_at_list(content: bytes) -> None:
    """What a part points to: nothing that acts, and nothing outside but addresses somebody may follow."""
    if len(content) > LARGEST_LIST:
        raise TooLarge

    def refuse(*_):
        raise Acts

    def look(_tag, row):
        kind = row.get("Type", "").rpartition("/")[2].lower()
        is_outside = row.get("TargetMode", "").lower() == "external"
        may_be = kind == "hyperlink" and row.get("Target", "").lower().startswith(HARMLESS_ADDRESSES)
        if kind in ACTS or (is_outside and not may_be):
            raise Acts

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.StartDoctypeDeclHandler = look, refuse
    reader.Parse(content, True)

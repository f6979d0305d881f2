"""Recordings and Word documents, where they are taken: told by content, bounded, and nothing in them that acts."""

import io
import struct
import zipfile

import pytest

from schemes import sounds, word_files
from schemes.files import EVERYTHING, Refused, read_bytes

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELS = '<?xml version="1.0"?><Relationships>{}</Relationships>'


def a_docx(**parts) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", parts.pop("types", TYPES))
        packed.writestr("word/document.xml", parts.pop("document", "<w:document><w:t>Hello</w:t></w:document>"))
        for name, content in parts.pop("more", {}).items():
            packed.writestr(name, content)
    return made.getvalue()


def relation(kind, target="x", outside=True):
    mode = ' TargetMode="External"' if outside else ""
    return {
        "word/_rels/document.xml.rels": RELS.format(f'<Relationship Type="http://x/{kind}" Target="{target}"{mode}/>')
    }


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def an_mp4(*tracks: bytes) -> bytes:
    def track(kind):
        return box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + kind + b"\0" * 12)))

    return (
        box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", b"".join(track(kind) for kind in tracks)) + box(b"mdat", b"x" * 50)
    )


MP3_FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413  # 128 kbit/s at 44.1 kHz: 417 bytes
ID3 = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + b"\0" * 10


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (MP3_FRAME * 3, sounds.MP3),
        (ID3 + MP3_FRAME * 3, sounds.MP3),
        (an_mp4(b"soun"), sounds.M4A),
        (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, sounds.WAV),
        (b"OggS\0\2" + b"\0" * 22 + b"OpusHead" + b"\0" * 40, sounds.OGG),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 10 + b"webm" + b"\0" * 40 + b"A_OPUS" + b"\0" * 40, sounds.WEBM),
        (a_docx(), word_files.DOCX),
    ],
)
def test_it_is_told_by_its_content(content, kind):
    taken = read_bytes("report.exe", content, EVERYTHING)
    assert (taken.media_type, taken.content) == (kind, content)
    assert taken.name.startswith("report.")
    assert not taken.name.endswith(".exe")
    # Where nobody asks for it, it is refused as before.
    with pytest.raises(Refused):
        read_bytes("report.pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        an_mp4(b"soun", b"vide"),
        b"\0\0\0\x18ftypisom" + b"x" * 40,
        b"\x1a\x45\xdf\xa3" + b"\0" * 10 + b"webm" + b"A_OPUS V_VP9" + b"\0" * 40,
        b"OggS" + b"\x80theora" + b"OpusHead",
        b"RIFF\x24\0\0\0AVI LIST" + b"\0" * 40,
        b"ID3" + b"\x7f" * 30,
        b"\xff\xfb\x90\x00" + b"not a second frame" * 30,
        b"MZ" + b"\0" * 60,
        struct.pack(">I", 1) + b"ftyp" + b"\xff" * 40,
        b"\0\0\0\x08ftyp" + b"\0\0\0\0moov" * 2000,
    ],
)
def test_a_film_or_nonsense_is_not_taken(content):
    with pytest.raises(Refused):
        read_bytes("voice.mp3", content, EVERYTHING)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (a_docx(more={"word/vbaProject.bin": b"x"}), "program or another file"),
        (a_docx(more={"word/embeddings/oleObject1.bin": b"x"}), "program or another file"),
        (a_docx(more={"word/embeddings/sheet.xlsx": b"x"}), "program or another file"),
        (a_docx(types=TYPES.replace("/>", ' a="application/vnd.ms-word.document.macroEnabled.main+xml"/>')), "program"),
        (a_docx(more=relation("attachedTemplate", "https://bad.example/t.dotm")), "program"),
        (a_docx(more=relation("image", "http://bad.example/pixel.png")), "program"),
        (a_docx(more=relation("hyperlink", "file://server/share")), "program"),
        (a_docx(more=relation("hyperlink", "javascript:alert(1)")), "program"),
        (a_docx(more=relation("oleObject", "word/x", outside=False)), "program"),
        (a_docx(more=relation("aFChunk", "word/x.html", outside=False)), "program"),
        (a_docx(more={"word/_rels/x.rels": "<!DOCTYPE x [<!ENTITY a 'b'>]><r>&a;</r>"}), "program"),
        (a_docx(document="<w:d><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\x</w:instrText></w:d>"),
         "program"),
        (a_docx(document="<!DOCTYPE lol><w:document/>"), "program"),
        (a_docx(document="<w:t>" + " " * 40_000_000), "unpacks to more"),
        (a_docx(more={f"word/media/{n}.png": b"" for n in range(2100)}), "unpacks to more"),
        (a_docx()[:-40], "damaged or locked"),
        (a_docx(more={"word/_rels/x.rels": "<not closed"}), "damaged or locked"),
    ],
)  # fmt: skip
def test_a_document_that_acts_or_swells_is_not_taken(content, says):
    with pytest.raises(Refused) as why:
        read_bytes("report.docx", content, EVERYTHING)
    assert says in str(why.value)


def test_ordinary_links_and_pictures_are_fine():
    more = relation("hyperlink", "https://example.org/") | {
        "word/media/image1.png": b"\x89PNG" + bytes(range(256)) * 400,
        "word/printerSettings/printerSettings1.bin": b"x",
        "word/_rels/footer.xml.rels": RELS.format('<Relationship Type="http://x/image" Target="media/image1.png"/>'),
    }
    assert read_bytes("My plan.docx", a_docx(more=more), EVERYTHING).name == "My plan.docx"


def test_another_packed_file_is_refused_as_before():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(Refused, match="Save it as a PDF"):
        read_bytes("sheet.xlsx", made.getvalue(), EVERYTHING)

"""What may be uploaded is told by its content; a photo loses everything but what is seen."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from schemes.files import JPEG, LONGEST_SIDE, PDF, PNG, Refused, harmless_name, read_bytes, read_upload
from schemes.forms.base import PlainForm
from schemes.forms.fields import UploadField
from schemes.models import Document, Opening
from tests import factories
from tests.world import TODAY


def a_pdf(pages=2, **change) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change.get("password"):
        writer.encrypt(change["password"])
    if change.get("attached"):
        writer.add_attachment("inside.txt", b"hello")
    if kind := change.get("opens_with"):
        action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("x.exe")})
        writer.root_object[NameObject("/OpenAction")] = action
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def a_photo(kind="PNG", size=(40, 30), *, mode="RGB", colour="red", **saved) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, kind, **saved)
    return made.getvalue()


def exif(*, orientation=1) -> Image.Exif:
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = "Cameramaker"
    told.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)  # where it was taken
    return told


def a_bomb(width=30_000, height=30_000) -> bytes:
    """A PNG of a few hundred bytes that says it is this large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def uploaded(name, content) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def refused(name, content) -> str:
    with pytest.raises(Refused) as why:
        read_upload(uploaded(name, content))
    return str(why.value)


def test_a_pdf_is_taken_as_it_is_with_its_pages():
    content = a_pdf(pages=3)
    taken = read_upload(uploaded("Report.PDF", content))
    assert (taken.name, taken.media_type, taken.content, taken.pages) == ("Report.pdf", PDF, content, 3)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("report.pdf", b"<html><script>alert(1)</script></html>", "not a PDF or a photo"),
        ("report.pdf", b"", "is empty"),
        ("report.pdf", b"%PDF-1.7\nnothing more", "damaged"),
        ("report.pdf", a_pdf(password="secret"), "without one"),
        ("report.pdf", a_pdf(opens_with="/JavaScript"), "Print it to a new PDF"),
        ("report.pdf", a_pdf(attached=True), "Print it to a new PDF"),
        ("report.pdf", a_pdf(opens_with="/Launch"), "Print it to a new PDF"),
        ("report.pdf", a_pdf(pages=0), "no pages"),
        ("report.pdf", a_pdf(pages=301), "in parts of 300 pages"),
        ("report.docx", b"PK\x03\x04" + b"x" * 40, "Save it as a PDF"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + b"x" * 40, "Save it as a JPEG"),
        ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Save it as a PDF"),
        ("photo.gif", b"GIF89a" + b"x" * 40, "not a PDF or a photo"),
        ("photo.png", a_bomb(), "too large to open safely"),
        ("photo.png", a_bomb(9_000, 8_000), "too large to open safely"),
        ("photo.png", a_photo()[:60], "damaged"),
        ("photo.jpg", b"\xff\xd8\xff" + b"x" * 400, "damaged"),
        ("photo.jpg", b"x" * (20 * 1024 * 1024), "larger than 10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_is_refused_in_a_sentence_that_says_what_to_do(name, content, says):
    assert says in refused(name, content)


def test_a_photo_loses_where_it_was_taken_and_everything_else_unseen():
    for kind in ("PNG", "JPEG", "WEBP"):
        extra = {"exif": exif(), "comment": b"Cameramaker"} if kind != "PNG" else {"exif": exif()}
        content = a_photo(kind, **extra)
        assert b"Cameramaker" in content
        taken = read_upload(uploaded("photo.pdf", content))
        picture = Image.open(io.BytesIO(taken.content))
        assert (taken.media_type, taken.name) == ((PNG, "photo.png") if kind == "PNG" else (JPEG, "photo.jpg"))
        assert b"Cameramaker" not in taken.content
        assert dict(picture.getexif()) == {}
        assert picture.convert("RGB").getpixel((5, 5))[0] > 240


def test_a_photo_is_set_upright_before_that_is_forgotten():
    picture = Image.open(io.BytesIO(read_bytes("x", a_photo("JPEG", (60, 20), exif=exif(orientation=6))).content))
    assert picture.size == (20, 60)


def test_a_large_photo_is_made_smaller_and_a_see_through_one_white():
    picture = Image.open(io.BytesIO(read_bytes("x", a_photo("JPEG", (6000, 3000))).content))
    assert picture.size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    clear = Image.open(io.BytesIO(read_bytes("x", a_photo("PNG", mode="RGBA", colour=(0, 0, 0, 0))).content))
    assert clear.getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\Report.pdf", "Report.pdf"),
        ("report.pdf.exe", "report.pdf"),
        ("Joy 🏡 Okoro.pdf", "Joy 🏡 Okoro.pdf"),
        ("a\u202efdp.exe\x00\r\nX: y.pdf", "afdp.exe X y.pdf"),
        ('"; filename="x.pdf', "filename=x.pdf"),
        ("....", "Document.pdf"),
        ("", "Document.pdf"),
        ("x" * 400 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(name, kept):
    assert harmless_name(name, PDF) == kept


class Several(PlainForm):
    papers = UploadField(label="Papers", multiple=True)


class One(PlainForm):
    paper = UploadField(label="Certificate", required=False)


def test_several_files_at_once_each_refused_by_its_name():
    good = uploaded("one.pdf", a_pdf())
    form = Several({}, {"papers": [good, uploaded("two.pdf", b"no")]})
    assert form.errors["papers"] == [
        "“two.pdf”: This is not a PDF or a photo, whatever its name says. Save it as a PDF and upload that."
    ]
    form = Several({}, {"papers": [good, uploaded("two.png", a_photo())]})
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["papers"]] == ["one.pdf", "two.png"]
    assert Several({}, {"papers": [good] * 11}).errors["papers"] == ["Choose 10 files or fewer at once"]
    assert Several({}, {}).errors["papers"] == ["Choose a file for the papers"]


def test_one_file_may_be_left_out():
    form = One({}, {})
    assert form.is_valid()
    assert form.cleaned_data["paper"] is None
    assert 'type="file"' in str(form["paper"])


# --- served ------------------------------------------------------------------------------------------------------


@pytest.fixture
def household(scheme, officer, set_clock):
    set_clock(TODAY)
    return factories.make_household(scheme, by=officer)


def kept(household, officer, name="Joy 🏡.pdf", content=None, media_type=PDF) -> Document:
    return Document.keep_file(
        folder=household.folder, name=name, media_type=media_type, content=content or a_pdf(), by=officer,
        happened_on=TODAY,
    )  # fmt: skip


def test_a_document_is_a_download_and_nothing_else(household, officer, sign_in):
    row = kept(household, officer)
    answer = sign_in(officer).get(reverse("document", args=[row.pk]))
    assert answer.content == row.content
    assert answer["Content-Type"] == PDF
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Joy%20%F0%9F%8F%A1.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store, private"
    opening = Opening.objects.latest("pk")
    assert (opening.folder, opening.actor, opening.what, opening.page) == (
        household.folder, officer, "document", "document",
    )  # fmt: skip


def test_only_a_photo_is_shown_within_a_page(household, officer, sign_in):
    browser = sign_in(officer)
    photo = kept(household, officer, "p.png", a_photo(), PNG)
    answer = browser.get(reverse("document-picture", args=[photo.pk]))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (PNG, 'inline; filename="p.png"')
    assert browser.get(reverse("document-picture", args=[kept(household, officer).pk])).status_code == 404


def test_who_may_not_open_the_folder_gets_no_document(household, officer, manager, viewer, outsider, sign_in):
    row = kept(household, officer)
    url = reverse("document", args=[row.pk])
    assert sign_in(viewer).get(url).status_code == 403
    assert sign_in(outsider).get(url).status_code == 404
    household.folder.restrict(why="A reason", by=manager)
    assert sign_in(officer).get(url).status_code == 404
    assert sign_in(manager).get(url).status_code == 200


def test_the_same_bytes_are_kept_once(household, officer):
    first, second = kept(household, officer, content=b"same"), kept(household, officer, "Other.pdf", b"same")
    assert first.blob == second.blob


def test_a_large_upload_is_cut_short(rf):
    request = rf.post("/", {"paper": uploaded("large.pdf", b"x" * (20 * 1024 * 1024))})
    got = request.FILES["paper"]
    assert 10 * 1024 * 1024 < got.size < 11 * 1024 * 1024
    assert "larger than 10 MB" in str(One({}, request.FILES).errors["paper"])
    request.close()


def test_a_pdf_that_takes_too_long_to_read_is_refused(monkeypatch):
    monkeypatch.setattr("schemes.files.MOST_SECONDS", -1)
    with pytest.raises(Refused, match="cannot be opened"):
        read_bytes("slow.pdf", a_pdf())

"""Files that come with a referral: several at once, held until they are scanned or released, then only downloads."""

import io
import wave

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from referrals.models import OwnWords, Referral
from schemes.models import Document, Draft, HeldFile
from tests.referrals.conftest import LEAST, NAUGHTY

pytestmark = pytest.mark.django_db


def a_sound() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\1" * 800)
    return made.getvalue()


def a_photo() -> bytes:
    made = io.BytesIO()
    told = Image.Exif()
    told[0x010F] = "Cameramaker"
    Image.new("RGB", (40, 30), "red").save(made, "JPEG", exif=told)
    return made.getvalue()


def chosen(*files):
    return [SimpleUploadedFile(name, content) for name, content in files]


def test_a_recording_instead_of_words(referrer):
    referrer.begin()
    files = chosen(("Voice 1.wav", a_sound()), ("me.jpg", a_photo()))
    answer = referrer.client.post(f"{referrer.base}their-words/", {"files": files})
    assert answer.status_code == 302
    assert answer["Location"] == f"{referrer.base}what-for/"
    sound, photo = HeldFile.objects.all()
    assert (sound.name, sound.media_type, sound.state, sound.question) == (
        "Voice 1.wav", "audio/wav", "held", "their-words",
    )  # fmt: skip
    assert b"Cameramaker" not in bytes(photo.content)
    referrer.fill_all({key: answers for key, answers in LEAST.items() if key not in ("you", "their-words")})
    assert "Voice 1.wav" in referrer.page("check").content.decode()
    assert referrer.send().status_code == 302
    referral = Referral.objects.get()
    assert not OwnWords.objects.exists()
    assert referral.answers.get(key="attached_their_words").answer == "Voice 1.wav\nme.jpg"
    assert set(HeldFile.objects.values_list("folder", "draft", "state")) == {(referral.folder_id, None, "held")}
    assert not Document.objects.exists()


def test_attaching_keeps_what_is_typed_and_can_be_taken_back(referrer):
    referrer.begin()
    page = f"{referrer.base}their-words/"
    files = chosen(("a.wav", a_sound()), ("b.wav", a_sound()))
    answer = referrer.client.post(page, {"matters": "My allot", "files": files, "attach": "1"})
    assert answer["Location"] == f"{page}#files"
    shown = referrer.client.get(page).content.decode()
    assert "My allot" in shown
    assert "a.wav" in shown
    first = HeldFile.objects.first()
    referrer.client.post(page, {"matters": "My allotm", "take_away": first.pk})
    assert list(HeldFile.objects.values_list("name", flat=True)) == ["b.wav"]
    assert Draft.objects.get().data["their-words"]["matters"] == "My allotm"


def test_nobody_takes_away_another_draft_s_file(referrer, another_referrer):
    referrer.begin()
    referrer.client.post(f"{referrer.base}money/", {"files": chosen(("a.wav", a_sound())), "attach": "1"})
    another_referrer.begin()
    for typed in [HeldFile.objects.get().pk, "x", "9" * 30, "-1", "٣"]:
        assert another_referrer.fill("money", {"take_away": typed}).status_code == 302
    assert HeldFile.objects.count() == 1


def test_what_cannot_be_taken_is_named_and_the_rest_is_kept(referrer, errors_of):
    referrer.begin()
    files = chosen(
        ("good.wav", a_sound()), ("bad.exe", b"MZ" + b"x" * 50), ("film.mp4", b"\0\0\0\x18ftypisom" + b"x" * 50)
    )
    answer = referrer.client.post(f"{referrer.base}money/", {"files": files, "funder": "Vale Council"})
    assert answer.status_code == 200
    said = errors_of(answer)["__all__"]
    assert [row.partition(":")[0] for row in said] == ["“bad.exe”", "“film.mp4”"]
    page = answer.content.decode()
    assert "good.wav" in page
    assert "Vale Council" in page
    assert HeldFile.objects.count() == 1


def test_a_draft_holds_so_many_files_and_so_much(referrer, errors_of, monkeypatch):
    referrer.begin()
    url = f"{referrer.base}money/"
    files = chosen(*[(f"{number}.wav", a_sound()) for number in range(14)])
    answer = referrer.client.post(url, {"files": files})
    assert len(errors_of(answer)["__all__"]) == 2
    assert HeldFile.objects.count() == 12
    HeldFile.objects.all().delete()
    monkeypatch.setattr("referrals.drafts.MOST_BYTES", len(a_sound()) + 5)
    again = chosen(("a.wav", a_sound()), ("b.wav", a_sound()))
    assert "40 MB" in errors_of(referrer.client.post(url, {"files": again}))["__all__"][0]
    assert HeldFile.objects.count() == 1


@pytest.mark.parametrize("name", [*NAUGHTY, "../../../etc/passwd", "a" * 400 + ".wav", "x.wav\r\nX-Bad: 1", ""])
def test_any_name(referrer, name):
    referrer.begin()
    file = SimpleUploadedFile("x", a_sound())
    file._name = name
    answer = referrer.client.post(f"{referrer.base}money/", {"files": [file]})
    assert answer.status_code in (200, 302, 400)
    for held in HeldFile.objects.all():
        assert "/" not in held.name
        assert "\n" not in held.name
        assert held.name.endswith(".wav")


def test_other_pages_take_none(referrer):
    referrer.begin()
    referrer.client.post(f"{referrer.base}safety/", {"files": chosen(("a.wav", a_sound())), "safety": "Roads"})
    assert not HeldFile.objects.exists()


# --- staff --------------------------------------------------------------------------------------------------------


@pytest.fixture
def held(referrer, officer):
    referrer.begin()
    referrer.client.post(f"{referrer.base}their-words/", {"files": chosen(("Voice.wav", a_sound()))})
    referrer.fill_all({key: answers for key, answers in LEAST.items() if key not in ("you", "their-words")})
    referrer.send()
    return HeldFile.objects.get()


def test_an_officer_sees_the_state_and_releases_with_a_reason(held, send, sign_in, officer, errors_of):
    referral = Referral.objects.get()
    page = sign_in(officer).get(referral.get_absolute_url()).content.decode()
    assert "Not scanned yet" in page
    url = f"/referrals/files/{held.pk}/release/"
    assert url in page
    assert list(errors_of(send(url, {}))) == ["why"]
    answer = send(url, {"why": "Rang Alex: it is Sam's own voice."})
    assert answer["Location"] == referral.get_absolute_url()
    held.refresh_from_db()
    assert (held.state, held.released_by, bytes(held.content)) == ("released", officer, b"")
    document = held.document
    got = sign_in(officer).get(f"/documents/{document.pk}/")
    assert got["Content-Disposition"].startswith("attachment")
    assert got.content == a_sound()
    again = send(url, {"why": "Twice"})
    assert "no longer held" in again.content.decode()
    assert Document.objects.count() == 1


def test_only_officers_and_managers_release(held, refuses_others):
    refuses_others(f"/referrals/files/{held.pk}/release/", held.folder)


def test_any_reason(held, takes_anything):
    takes_anything(f"/referrals/files/{held.pk}/release/", {"why": "x"})

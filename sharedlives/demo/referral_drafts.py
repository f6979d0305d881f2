"""Referrals somebody is still typing, with what they attached, and files that wait to be let out."""

import io
import random
import wave
from datetime import timedelta

from PIL import Image, ImageDraw

from referrals.draft_links import ACT, DRAFT
from referrals.models import Referral
from schemes import clock
from schemes.files import EVERYTHING, read_bytes
from schemes.models import Draft, HeldFile, Link

TYPED = {
    "you": {"referrer_is": "worker", "referrer_name": "Robin Marsh", "referrer_email": "robin.marsh@example.org"},
    "them": {"preferred_name": "Jo", "full_name": "Jo Penhale", "age": "41", "place": "Aylesbury"},
    "talking": {"talking": "Jo likes to see things drawn.", "knows": "yes"},
    "their-words": {"hopes": "A dog in the house and somebody to garden with.", "voice": "helped"},
}


class ReferralDrafts:
    """What is on its way through the public form of one scheme, written into the diary."""

    def __init__(self, book, seed: int):
        self.book, self.dice = book, random.Random(f"drafts {seed} {book.scheme.slug}")

    def write(self) -> None:
        """One draft begun some days ago; files that came with the newest referral."""
        diary, today = self.book.diary, self.book.today
        diary.on(diary.working_day(today - timedelta(days=3)), self.begin)
        diary.on(diary.working_day(today - timedelta(days=1)), self.send_files)

    def begin(self) -> None:
        scheme, at = self.book.scheme, clock.now()
        until = DRAFT.expires_at(scheme, at)
        draft = Draft.objects.create(scheme=scheme, act=ACT, form_version=0, expires_at=until)
        draft.keep_answers(TYPED)
        link, _secret = Link.make(
            scheme=scheme, purpose=DRAFT.purpose, email=TYPED["you"]["referrer_email"], expires_at=until
        )
        draft.give_link(link)
        HeldFile.hold(upload=read_bytes("Jo drew this.png", self.drawing(), EVERYTHING), question="their-words",
                      draft=draft)  # fmt: skip

    def send_files(self) -> None:
        waiting = Referral.objects.filter(scheme=self.book.scheme, status=Referral.Status.NEW)
        newest = waiting.order_by("-received_at", "-pk").first()
        if newest is None:
            return
        for name, content in [("My good day.wav", self.sound()), ("What I like.png", self.drawing())]:
            HeldFile.hold(upload=read_bytes(name, content, EVERYTHING), question="their-words", folder=newest.folder)

    def drawing(self) -> bytes:
        """A house, a tree and a dog, as somebody might draw them."""
        paper, made = Image.new("RGB", (600, 400), "white"), io.BytesIO()
        pen = ImageDraw.Draw(paper)
        pen.rectangle((80, 180, 280, 340), outline="brown", width=6)
        pen.line((60, 190, 180, 90, 300, 190), fill="firebrick", width=8)
        pen.line((430, 340, 430, 220), fill="sienna", width=14)
        pen.ellipse((370, 110, 490, 240), fill="seagreen")
        pen.ellipse((320, 310, 380, 345), fill=self.dice.choice(["black", "peru", "dimgray"]))
        paper.save(made, "PNG")
        return made.getvalue()

    def sound(self) -> bytes:
        """Two quiet seconds."""
        made = io.BytesIO()
        with wave.open(made, "wb") as told:
            told.setnchannels(1)
            told.setsampwidth(1)
            told.setframerate(8000)
            told.writeframes(bytes([128]) * 16_000)
        return made.getvalue()

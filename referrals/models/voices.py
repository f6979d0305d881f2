"""Whose words a statement about a life is: who said it, and with whose help."""

from django.db import models


class Voice(models.TextChoices):
    """How far the words are the person's own."""

    SAID = "said", "They said or wrote it"
    HELPED = "helped", "Said or written with help"
    FOR_THEM = "for_them", "Written for them"


class Voiced(models.Model):
    """A statement about a life, marked with whose words it is."""

    voice = models.CharField("whose words", max_length=8, choices=Voice.choices, blank=True)
    helped_by = models.CharField("who helped, or wrote it", max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def whose(self) -> str:
        """Whose words it is, in words; empty where nobody said."""
        if not self.voice:
            return ""
        who = {
            Voice.HELPED: f"With help from {self.helped_by}",
            Voice.FOR_THEM: f"Written for them by {self.helped_by}",
        }
        return who[self.voice] if self.helped_by and self.voice in who else str(Voice(self.voice).label)

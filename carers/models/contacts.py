"""The contact log: who talked with an applicant or a household, how, and what about."""

from django.db import models, transaction

from schemes.models import Folder, Record
from schemes.models.records import RecordQuerySet


class ContactQuerySet(RecordQuerySet):
    def reached(self):
        """Those in which somebody was reached: trying is not talking."""
        return self.standing().exclude(how=Contact.How.TRIED)


class Contact(Record):
    """Somebody talked with an applicant or a carer: how, who with, what about. It also shows who was long not rung."""

    FOLDERS = ("folder",)

    class How(models.TextChoices):
        PHONE = "phone", "Phone"
        VISIT = "visit", "Visit"
        VIDEO = "video", "Video call"
        EMAIL = "email", "Email or letter"
        MEETING = "meeting", "Meeting or event"
        TRIED = "tried", "Tried, no answer"

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="contacts")
    how = models.CharField(max_length=8, choices=How.choices)
    who = models.CharField("with whom", max_length=160, blank=True)
    said = models.TextField("what they said", max_length=4000, blank=True)
    summary = models.TextField("what was agreed", max_length=4000, blank=True)

    objects = ContactQuerySet.as_manager()

    @classmethod
    @transaction.atomic
    def record_contact(cls, *, folder, by, **fields) -> "Contact":
        """Write down a conversation in the folder of an application or a household. Undo: `correct`.

        Whoever reaches an applicant whom nobody looks after does so from then on.
        """
        contact = cls.put_down(scheme=folder.scheme, folder=folder, by=by, **fields)
        if folder.kind == Folder.Kind.APPLICATION and contact.how != cls.How.TRIED:
            application = folder.owner
            if application.is_open:
                application.take_on(by=by)
        return contact

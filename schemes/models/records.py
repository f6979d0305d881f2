"""Records: dated facts somebody wrote down. A later one may replace it; nothing edits it."""

from django.db import connection, models, transaction

from schemes import clock
from schemes.models.base import SchemeOwned, SchemeQuerySet


class AlreadyCorrected(Exception):
    """This record was corrected before: correct the one that stands."""


class RecordQuerySet(SchemeQuerySet):
    def standing(self):
        """Those that no later record replaced."""
        return self.filter(replaced_by__isnull=True)


class OpenRecordQuerySet(RecordQuerySet):
    """Records of how a scheme works: everyone who works there may read them."""

    def visible_to(self, actor):
        """The records of the actor's own scheme."""
        return self.of_their_scheme(actor)


class Record(SchemeOwned):
    """A dated fact someone wrote down. A database trigger refuses to change or remove one (see `RecordsStand`)."""

    happened_on = models.DateField("date")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey("schemes.Actor", on_delete=models.PROTECT, related_name="+", editable=False)
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="replaces"
    )
    corrected_because = models.TextField(blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def put_down(cls, *, by, **fields):
        """Write this record down, now, by this actor. Undo: `correct`."""
        return cls.objects.create(recorded_by=by, recorded_at=clock.now(), **fields)

    @transaction.atomic
    def correct(self, *, why, by, **changes):
        """Replace this record with a corrected one, saying why; the old one stays readable. Undo: correct it back."""
        standing = type(self).objects.select_for_update().get(pk=self.pk)
        if standing.replaced_by_id:
            raise AlreadyCorrected("Somebody has already corrected this. Open the one that stands.")
        fields = {
            f.attname: getattr(standing, f.attname)
            for f in self._meta.concrete_fields
            if f.name not in {"id", "recorded_at", "recorded_by", "replaced_by", "corrected_because"}
        }
        for name in changes:  # a key that changes is named either way: member, or member_id
            fields.pop(self._meta.get_field(name).attname, None)
        # The old one steps aside before the new one comes, so that a rule about standing records is never broken
        # between the two; its key may point ahead, because the database checks keys when the transaction ends.
        standing.replaced_by_id = new = self._next_id()
        standing.save(update_fields=["replaced_by"])
        return type(self).put_down(pk=new, by=by, corrected_because=why, **(fields | changes))

    @classmethod
    def _next_id(cls) -> int:
        """The number the next record of this kind gets."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [cls._meta.db_table])
            return cursor.fetchone()[0]

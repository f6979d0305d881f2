"""Cases: things with a status that staff move along. The only state machine in the house."""

from django.db import models, transaction

from schemes import clock
from schemes.models.base import Kept
from schemes.models.folders import Folder
from schemes.models.records import Record
from schemes.models.staff import StaffMember


class WrongState(Exception):
    """The case is no longer where this act can begin; the text says where it is."""


class Move(Record):
    """A case went from one state to another: when, by whom and why."""

    FOLDERS = ("folder",)

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="moves")
    from_status = models.CharField(max_length=24, blank=True)
    to_status = models.CharField(max_length=24)
    from_label = models.CharField(max_length=80, blank=True)
    to_label = models.CharField(max_length=80)
    why = models.TextField(blank=True)
    is_put_back = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["folder", "id"])]
        ordering = ["id"]


class Case(Kept):
    """Something with a status. Subclasses give `KIND`, `Status` and `MOVES`: what may follow what."""

    FOLDERS = ("folder",)
    KIND = ""
    MOVES: dict[str, set[str]] = {}
    # States in which somebody still works on it, and the colour of each state's tag; it only repeats the words.
    OPEN: list[str] = []
    TONES: dict[str, str] = {}
    # Steps a manager may put back, with what undoes their side effects in `undo_effects`.
    MAY_BE_PUT_BACK: set[tuple[str, str]] = set()

    folder = models.OneToOneField(Folder, on_delete=models.PROTECT, related_name="%(class)s", editable=False)
    officer = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(editable=False)

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        return self.folder.reference

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return self.TONES.get(self.status, "grey")

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.status in self.OPEN

    @classmethod
    @transaction.atomic
    def open(cls, *, scheme, status, by, on=None, why="", **fields):
        """A new case with its folder and its first move. Undo: each case has an act that closes it."""
        folder = Folder.open_new(scheme=scheme, kind=cls.KIND, by=by)
        case = cls.add(
            scheme=scheme,
            folder=folder,
            status=status,
            opened_on=on or clock.today(),
            by=by,
            why=why or "Opened",
            **fields,
        )
        case.write_move("", status, by=by, why=why)
        return case

    def write_move(self, from_status, to_status, *, by, why="", is_put_back=False, from_label="", to_label="") -> Move:
        """Write down that it moved, in the words of the day: the scheme's own where it has some."""
        labels = dict(self._meta.get_field("status").flatchoices)
        return Move.put_down(
            scheme=self.scheme,
            folder=self.folder,
            from_status=from_status,
            to_status=to_status,
            from_label=from_label or str(labels.get(from_status, "")),
            to_label=to_label or str(labels[to_status]),
            why=why,
            happened_on=clock.today(),
            is_put_back=is_put_back,
            by=by,
        )

    @transaction.atomic
    def move(self, to, *, by, why="", **changes) -> None:
        """Lock, check, change, save, and say in the history who did it. Undo: `put_back`, or the act that leads back.

        Two people racing: exactly one wins, the other is told where the case is now.
        """
        self.lock()
        if to not in self.MOVES[self.status]:
            raise WrongState(f"{self} is now “{self.get_status_display().lower()}”, so this was not done.")
        before = self.status
        self.status = to
        for field, value in changes.items():
            setattr(self, field, value)
        self.version += 1
        labels = dict(self._meta.get_field("status").flatchoices)
        self.keep(by=by, why=why or f"{labels[before]} → {labels[to]}")
        self.write_move(before, to, by=by, why=why)

    def last_step(self) -> Move | None:
        """The move that brought the case where it is, if it may be put back."""
        step = Move.objects.standing().filter(folder=self.folder, to_status=self.status).order_by("-id").first()
        if step is None or step.is_put_back or (step.from_status, step.to_status) not in self.MAY_BE_PUT_BACK:
            return None
        return step

    def undo_effects(self, step: Move, *, by, why) -> dict:
        """What else must be undone when this step is put back; returns the fields to set on the case."""
        return {}

    @transaction.atomic
    def put_back(self, *, why, by) -> None:
        """A manager takes the last step back, with a reason. Undo: take the step again."""
        self.lock()
        step = self.last_step()
        if step is None or step.to_status != self.status:
            raise WrongState(f"The last step of {self} cannot be put back.")
        changes = self.undo_effects(step, by=by, why=why)
        self.lock()
        self.status = step.from_status
        for field, value in changes.items():
            setattr(self, field, value)
        self.version += 1
        self.keep(by=by, why=f"Put back: {why}")
        self.write_move(step.to_status, step.from_status, by=by, why=why, is_put_back=True)

    def hand_to(self, officer, *, by, why="") -> None:
        """Give this case to another officer. Undo: hand it back."""
        self.save_edit({"officer": officer}, version=None, by=by, why=why or f"Handed to {officer}")

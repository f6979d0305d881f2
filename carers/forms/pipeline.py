"""The filters of the pipeline. What is chosen stands in the address; what makes no sense there is ignored."""

from django import forms

from carers.models import Application
from carers.pipeline import WAITING_ON, stood_since
from carers.recruitment import Period, rows_behind
from carers.recruitment_tables import rows_in_words
from schemes.forms.filters import OfficerFilter
from schemes.sought import contains, digits, name_is, phone_is, plain, postcode_is, read, reference_is

ENDED = "ended"
EVERYTHING = "all"
DAYS = [14, 28, 56, 112]


class PipelineFilter(OfficerFilter):
    """Which applications to show, as a table or as a board."""

    ONLY_SHOWS = ("view",)

    stage = forms.ChoiceField(label="Stage", required=False)
    source = forms.ChoiceField(
        label="How they heard", required=False, choices=[("", "Anything"), *Application.Source.choices]
    )
    days = forms.ChoiceField(
        label="In this stage", required=False,
        choices=[("", "Any time"), *((str(days), f"{days} days or more") for days in DAYS)],
    )  # fmt: skip
    waiting = forms.ChoiceField(label="Waiting for", required=False, choices=[("", "Anybody"), *WAITING_ON.items()])
    # They travel with the filter: the kind of view, and the key of what was searched for.
    of = forms.RegexField(r"^[a-z-]{1,20}(:[a-z_0-9]{1,20})?$", required=False, widget=forms.HiddenInput)
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)
    view = forms.ChoiceField(required=False, choices=[("", "Table"), ("board", "Board")], widget=forms.HiddenInput)
    find = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["stage", "officer"]

    def __init__(self, data, *, actor, labels):
        super().__init__(data, actor=actor)
        self.scheme = actor.scheme
        self.fields["stage"].choices = [
            ("", "Open ones"),
            *((stage.value, labels[stage]) for stage in [*Application.STAGES, Application.Status.ON_HOLD]),
            (ENDED, "Ended"),
            (EVERYTHING, "All of them"),
        ]

    @property
    def period(self) -> Period | None:
        """The days a number of the recruitment view speaks of, where its rows are asked for."""
        told = self.cleaned_data
        return Period(told["since"], told["until"]) if told["of"] and told["since"] and told["until"] else None

    @property
    def of_words(self) -> str:
        """Which number of the recruitment view these are the rows of."""
        period = self.period
        return rows_in_words(self.cleaned_data["of"], period, scheme=self.scheme) if period else ""

    @property
    def is_board(self) -> bool:
        return self.cleaned_data["view"] == "board"

    def choose(self, applications, *, on, words: str = ""):
        """The applications that are asked for, those longest in their stage first. `words`: what was searched for."""
        told = self.cleaned_data
        if told["stage"] == ENDED:
            applications = applications.filter(status__in=Application.ENDED)
        elif told["stage"] == "" and not self.period:
            applications = applications.open()
        elif told["stage"] not in ("", EVERYTHING):
            applications = applications.filter(status=told["stage"])
        applications = self.of_officer(applications)
        if told["source"]:
            applications = applications.filter(source=told["source"])
        if told["days"]:
            applications = applications.filter(since_on__lte=stood_since(int(told["days"]), on))
        if self.period:
            behind = rows_behind(told["of"], applications, self.period, scheme=self.scheme)
            applications = applications if behind is None else behind
        if words:
            applications = applications.alias(**plain("postcode"), **digits("phone")).filter(_found(words))
        return applications.order_by("since_on", "pk")


def _found(words: str):
    """Their name, the household's, the reference, the phone, the email address or the postcode."""
    sought = read(words)
    return (
        name_is(sought, "name", "full_name", "household__name")
        | reference_is(sought, "folder")
        | postcode_is(sought, "postcode")
        | phone_is(sought, "phone")
        | contains(sought.email, "email__icontains")
    )

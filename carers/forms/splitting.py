"""What we ask when a household becomes two."""

from django import forms

from carers.forms.households import MOST_ROOMS
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, OneOf, PostcodeField, look
from schemes.forms.layout import Act, Folded

SAME, NEW = "same", "new"


class SplitHouseholdForm(PlainForm):
    """Who goes on as a household of their own, from when, and where."""

    members = ManyOf(
        label="Who goes on as a household of their own?",
        error_messages={"required": "Choose who goes on as a household of their own"},
    )
    name = look(
        forms.CharField(
            label="What staff will call the new household", max_length=120, help_text="For example, J Okoro"
        ),
        width=20,
    )
    on = DayField(label="From", called="the day they part", past_only=True)
    where = OneOf(
        label="Where will they live?",
        choices=[(SAME, "At the same address"), (NEW, "Somewhere else")],
        error_messages={"required": "Choose where they will live"},
    )
    address = look(forms.CharField(label="Address", max_length=400, required=False, widget=forms.Textarea), rows=3)
    postcode = PostcodeField(label="Postcode", required=False)
    rooms = look(
        forms.IntegerField(
            label="Bedrooms for people supported there", min_value=0, max_value=MOST_ROOMS, required=False
        ),
        width=2,
    )
    why = NotesField(label="What happened?", max_length=500, rows=2, help_text="A few plain words for the record")

    helper = Act(
        "Split household",
        "members",
        "name",
        "on",
        "where",
        Folded("Their new address, if they go somewhere else", "address", "postcode", "rooms"),
        "why",
    )

    def __init__(self, *args, members, **kwargs):
        self.rows = {str(member.pk): member for member in members}
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [
            (pk, f"{member.full_name} ({member.get_role_display()})") for pk, member in self.rows.items()
        ]

    def clean(self):
        told = super().clean()
        if told.get("where") == NEW:
            for name, said in [
                ("address", "Enter their new address"),
                ("postcode", "Enter the postcode of their new address"),
                ("rooms", "Enter how many bedrooms there are for people, 0 for none"),
            ]:
                if told.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, said)
        on = told.get("on")
        for member in self.chosen():
            if on and on < member.joined_on and "on" not in self.errors:
                self.add_error("on", f"{member.called} joined on {member.joined_on:%-d %B %Y}: enter that day or later")
        return told

    def chosen(self) -> list:
        """The members who go."""
        return [self.rows[pk] for pk in self.cleaned_data.get("members", [])]

    def split(self) -> dict:
        """What `split_household` takes."""
        told = self.cleaned_data
        home = {name: told[name] for name in ("address", "postcode", "rooms")} if told["where"] == NEW else None
        return {"members": self.chosen(), "home": home} | {name: told[name] for name in ("name", "on", "why")}

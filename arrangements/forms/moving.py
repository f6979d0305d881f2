"""Moving house: where to, when, and who goes along."""

from carers.forms.households import address_field, rooms_field
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, ManyOf, NotesField, PostcodeField
from schemes.forms.layout import Act, Group


class MoveHouseForm(PlainForm):
    """The new home, the day, and everyone who goes along."""

    moved_on = DayField(
        label="Moved on", called="the day they moved", past_only=True,
        help_text="Today or earlier. A move that lies ahead is a planned change.",
    )  # fmt: skip
    address = address_field()
    postcode = PostcodeField(label="Postcode")
    rooms = rooms_field()
    going = ManyOf(label="Who went along?", choices=[], required=False)
    why = NotesField(label="Why?", required=False, max_length=200, rows=2)

    def __init__(self, *args, stays, **kwargs):
        self.stays = {str(stay.pk): stay for stay in stays}
        super().__init__(*args, **kwargs)
        self.fields["going"].choices = [
            (pk, f"{stay.person.called if stay.person else 'A guest'}: {str(stay)[0].lower()}{str(stay)[1:]}")
            for pk, stay in self.stays.items()
        ]
        people = ["going"] if self.stays else []
        if not self.stays:
            del self.fields["going"]
        self.helper = Act(
            "Move house", Group("The new home", "moved_on", "address", "postcode", "rooms"), *people, "why"
        )

    def answers(self) -> dict:
        """What `move_house` takes."""
        told = self.cleaned_data
        return {
            "home": {name: told[name] for name in ("address", "postcode", "rooms")},
            "moved_on": told["moved_on"],
            "going": [self.stays[pk] for pk in told.get("going", [])],
            "why": told["why"],
        }

"""The wishes of a person about a home, asked as one table; what did not change is not written again."""

from django import forms

from referrals.models import Wish
from schemes.forms.fields import OneOf, look
from schemes.forms.layout import Group, SideBySide
from schemes.vocabulary import MAY_BE_MUST_NOT, WISHES

NOT_ASKED = "not_asked"
GROUPS = [
    ("The home", ["step_free", "garden", "quiet", "drives", "smoke_free", "may_smoke"]),
    ("Animals", ["no_dogs", "no_cats", "no_other_pets", "dogs", "cats"]),
    ("People", ["no_children", "children", "carer_is_woman", "carer_is_man", "nobody_else_supported"]),
]


def strengths(key: str) -> list[tuple[str, str]]:
    """The answers that make sense about one wish."""
    return [c for c in Wish.Strength.choices if c[0] != Wish.Strength.MUST_NOT or key in MAY_BE_MUST_NOT]


def wish_fields() -> dict[str, forms.Field]:
    """A question for each wish, and why."""
    fields = {}
    for wish in WISHES.values():
        asked = OneOf(
            label=wish.text,
            choices=[*strengths(wish.key), (NOT_ASKED, "Not asked")],
            required=False,
            inline=True,
            small=True,
            called=f"“{wish.text}”",
        )
        why = forms.CharField(label=f"Why: {wish.text[:1].lower()}{wish.text[1:]}", max_length=200, required=False)
        fields[f"wish_{wish.key}"] = look(asked, has_no_answer=True)
        fields[f"why_{wish.key}"] = look(why, width=20, has_no_answer=True)
    return fields


def wish_rows() -> list:
    """The questions laid out in their groups."""
    return [
        Group(legend, *[SideBySide(f"wish_{key}", f"why_{key}") for key in keys], size="s") for legend, keys in GROUPS
    ]


class AsksWishes:
    """What a form gains that asks for wishes: where they stand now, and which answers are new."""

    def show_wishes(self, latest: dict[str, Wish]) -> None:
        """Begin with what was said last; a wish that was asked cannot become "not asked" again."""
        self.latest = latest
        for key in WISHES:
            standing = latest.get(key)
            field = self.fields[f"wish_{key}"]
            self.initial[f"wish_{key}"] = standing.strength if standing else NOT_ASKED
            self.initial[f"why_{key}"] = standing.why if standing else ""
            if standing:
                field.choices = strengths(key)

    def changed_wishes(self) -> list[dict]:
        """The wishes that were answered differently from what stands."""
        changed = []
        for key in WISHES:
            strength, why = self.cleaned_data.get(f"wish_{key}"), self.cleaned_data.get(f"why_{key}", "")
            standing = self.latest.get(key)
            before = (standing.strength, standing.why) if standing else None
            if strength and strength != NOT_ASKED and (strength, why) != before:
                changed.append({"key": key, "strength": strength, "why": why})
        return changed


def latest_wishes(person) -> dict[str, Wish]:
    """What somebody said last about each wish."""
    return {wish.key: wish for wish in Wish.objects.about(person)}

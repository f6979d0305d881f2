"""Answers to choose from that are rows: who may hold a household, and what can be checked about whom."""

from django import forms

from carers.models import Member
from schemes.forms.fields import look
from schemes.models import StaffMember
from schemes.vocabulary import CHECKS_ON_A_MEMBER, CheckKind, check_label

THE_HOME = "home"


class OfficerField(forms.ModelChoiceField):
    """One of the scheme's officers. `offer_to` the actor before the form is shown: the choice is never wider."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("empty_label", "Nobody for now")
        super().__init__(queryset=StaffMember.objects.none(), **kwargs)

    def offer_to(self, actor) -> None:
        """Offer the officers and managers of this actor's scheme."""
        self.queryset = StaffMember.objects.visible_to(actor).officers().select_related("account")


def check_key(kind: str, member_id: int | None) -> str:
    """How one thing to check is named in a form: "dbs-12", "gas-home"."""
    return f"{kind}-{member_id or THE_HOME}"


class CheckedField(forms.ChoiceField):
    """What was checked, and whose: one choice, so that a check of a person never lands on the home."""

    def offer(self, members: list[Member], nation: str) -> None:
        """Offer each member's checks and the home's, as the nation calls them."""
        self.members = {str(member.pk): member for member in members}
        self.choices = [
            ("", "Choose"),
            *(
                (
                    member.full_name,
                    [
                        (check_key(kind, member.pk), f"{check_label(kind, nation)}: {member.called}")
                        for kind in CheckKind
                        if kind in CHECKS_ON_A_MEMBER
                    ],
                )
                for member in members
            ),
            (
                "The home",
                [
                    (check_key(kind, None), check_label(kind, nation))
                    for kind in CheckKind
                    if kind not in CHECKS_ON_A_MEMBER
                ],
            ),
        ]

    def offer_lines(self, lines) -> None:
        """Offer these lines of a household's matrix, each as it stands."""
        self.members = {str(line.member.pk): line.member for line in lines if line.member}
        self.choices = [
            ("", "Choose"),
            *((check_key(line.kind, line.member and line.member.pk), f"{line.what}: {line.words}") for line in lines),
        ]

    def clean(self, value):
        """(kind, member or None)."""
        kind, _, who = super().clean(value).rpartition("-")
        return (kind, self.members.get(who)) if kind else None


def checked_field() -> CheckedField:
    """The question "What was checked?"."""
    return look(
        CheckedField(
            label="What was checked?",
            error_messages={
                "required": "Choose what was checked",
                "invalid_choice": "Choose what was checked from the answers offered",
            },
        )
    )

"""What we ask about a member of a household."""

from django import forms

from carers.models import Member
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, PhoneField, look, say_day
from schemes.forms.layout import Act, Group, SideBySide
from schemes.vocabulary import Gender

ROLE_HINTS = {
    Member.Role.CARER: "Approved with the household; gives the support.",
    Member.Role.SUPPORT_CARER: "Helps out or stands in; may live elsewhere.",
    Member.Role.HOUSEHOLD_MEMBER: "Family or anyone else at home.",
}


class MemberForm(PlainForm):
    """Somebody of a household."""

    full_name = forms.CharField(label="Full name", max_length=120)
    preferred_name = forms.CharField(label="Likes to be called", max_length=60, required=False)
    role = OneOf(label="What do they do here?", choices=Member.Role.choices, hints=ROLE_HINTS)
    gender = OneOf(
        label="Gender", choices=Gender.choices, initial=Gender.NOT_SAID, required=False, inline=True, small=True
    )
    date_of_birth = DayField(
        label="Date of birth", required=False, past_only=True, help_text="For example, 27 March 1968"
    )
    phone = PhoneField(label="Phone", required=False, max_length=40)
    email = forms.EmailField(label="Email", required=False, max_length=254)
    joined_on = DayField(label="With this household since", called="the day they joined")

    WHO = ("full_name", "preferred_name", "role", "gender", "date_of_birth")
    REACH = (SideBySide("phone", "email"),)
    helper = Act("Add member", *WHO, *REACH, "joined_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        look(self.fields["email"], width=20)

    def clean_gender(self):
        return self.cleaned_data["gender"] or Gender.NOT_SAID


class EditMemberForm(MemberForm):
    """The same, and the day they left."""

    left_on = DayField(
        label="Left this household on",
        called="the day they left",
        required=False,
        help_text="Leave empty while they are part of it. Their checks and history stay readable.",
    )

    helper = Act(
        "Save changes",
        *MemberForm.WHO,
        *MemberForm.REACH,
        Group("With this household", SideBySide("joined_on", "left_on"), size="s"),
    )

    def clean(self):
        told = super().clean()
        joined, left = told.get("joined_on"), told.get("left_on")
        if joined and left and left < joined:
            self.add_error("left_on", "The day they left must not be before the day they joined")
        return told


class LeaveHouseholdForm(PlainForm):
    """From when somebody is no longer part of the household, and why."""

    left_on = DayField(label="Left on", called="the day they left", past_only=True)
    why = NotesField(label="Why?", max_length=500, rows=2, help_text="A few plain words for the record")

    helper = Act("Write down that they left")

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_left_on(self):
        left_on = self.cleaned_data["left_on"]
        if left_on < self.member.joined_on:
            raise forms.ValidationError(f"They joined on {say_day(self.member.joined_on)}: enter that day or later")
        return left_on

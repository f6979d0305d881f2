"""A person's own page: writing it, choosing what is told at first, and giving it to somebody."""

from django import forms

from referrals.forms.voices import check_voice, helped_by_field, voice_field
from referrals.left_out import WORD
from referrals.models.profiles import PAGE_SECTIONS, Named
from schemes.forms.base import PlainForm
from schemes.forms.fields import ManyOf, OneOf, WordsField, look
from schemes.forms.layout import Act, Folded, Group
from schemes.models import Folder

LONGEST = 3000
LEADS = {
    "matters": "People, places, things and beliefs. What would they miss most?",
    "good_day": "From getting up to going to bed. What makes it a good one?",
    "like_about_me": "Ask people who know them well what they like and admire.",
    "support_me": "What helps, what does not, and what to do when they are upset.",
    "try": "Something new, or something they used to do.",
}
MOST_WORDS = 100


class WritePageForm(PlainForm):
    """Every part of the page, each with whose words it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = []
        for key, heading in PAGE_SECTIONS.items():
            self.fields[key] = look(
                WordsField(
                    label="In their words", help_text=LEADS[key], required=False, max_length=LONGEST, rows=4,
                    suggest=100, called=f"“{heading}”",
                ),
                one_of_several=True,
            )  # fmt: skip
            self.fields[f"{key}_voice"] = voice_field(inline=False)
            self.fields[f"{key}_helped_by"] = helped_by_field()
            self.fields[f"{key}_easy"] = WordsField(
                label="The same in Easy Read", required=False, max_length=LONGEST, rows=3, suggest=None, theirs=False,
                help_text="Only if somebody rewrote it so. One short sentence in a line.",
                called=f"“{heading}” in Easy Read",
            )  # fmt: skip
            easy = Folded("Easy Read words", f"{key}_easy")
            groups.append(Group(heading, key, f"{key}_voice", f"{key}_helped_by", easy))
        self.helper = Act("Save page", *groups)
        for name, field in self.fields.items():
            self._speak_plainly(name, field)

    @staticmethod
    def begin_with(sections: dict) -> dict:
        """The parts as they stand, as the form's initial answers."""
        return {
            name: value
            for key, one in sections.items()
            for name, value in [
                (key, one.get("text", "")),
                (f"{key}_voice", one.get("voice", "")),
                (f"{key}_helped_by", one.get("helped_by", "")),
                (f"{key}_easy", one.get("easy", "")),
            ]
        }

    def clean(self):
        typed = super().clean()
        for key, heading in PAGE_SECTIONS.items():
            check_voice(
                self,
                about=f"{heading}: ",
                is_said=bool(typed.get(key)),
                voice=f"{key}_voice",
                helped_by=f"{key}_helped_by",
            )
        return typed

    def parts(self) -> dict[str, dict]:
        """What `PersonPage.write` wants."""
        typed = self.cleaned_data
        return {
            key: {
                "text": typed[key],
                "voice": typed[f"{key}_voice"],
                "helped_by": typed[f"{key}_helped_by"],
                "easy": typed[f"{key}_easy"] if typed[key] else "",
            }
            for key in PAGE_SECTIONS
        }


class SharePageForm(PlainForm):
    """What a household reads before it knows who it is."""

    named = OneOf(label="What are they called at first?", choices=Named.choices, inline=True)
    enjoys = WordsField(
        label="What they enjoy, in a few words", max_length=500, rows=2, suggest=30, theirs=False, required=False
    )
    risks = WordsField(
        label="What a household must know at first", max_length=1000, rows=3, suggest=60, theirs=False, required=False,
        help_text="Only what is needed to say yes or no safely. The rest comes with the whole page.",
    )  # fmt: skip
    first_step = ManyOf(
        label="Which parts did they agree to tell at first?", choices=list(PAGE_SECTIONS.items()), required=False,
        called="the parts told at first",
    )  # fmt: skip
    may_stay = look(
        forms.CharField(
            label="Words that may stay", required=False, max_length=1000,
            help_text="Words that look like a name and name nobody, with a space between them. For example: Football",
        ),
        width=30,
    )  # fmt: skip
    helper = Act("Save what is told at first", other=[("preview", "Preview")])

    def clean_may_stay(self):
        """The words in small letters, each once."""
        words = [word.casefold() for word in WORD.findall(self.cleaned_data["may_stay"])]
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"Write {MOST_WORDS} words or fewer")
        return sorted(set(words))


class GivePageForm(PlainForm):
    """To whom a step of the page is given, and how."""

    to = look(forms.CharField(label="To whom?", max_length=160, help_text="For example: Joy Okoro"), width=20)
    reference = look(
        forms.CharField(
            label="Their reference, if they are one of our households", max_length=16, required=False,
            help_text="For example: H-12",
        ),
        width=10,
    )  # fmt: skip
    how = look(
        forms.CharField(
            label="How is it given?", max_length=120, required=False,
            help_text="For example: on paper, read out at a visit",
        ),
        width=20,
    )  # fmt: skip
    has_read = forms.BooleanField(label="I have read every line above and it may be given")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    helper = Act("Write down that it is given", "to", "reference", "how", "has_read")

    def __init__(self, *args, actor, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor, self.now_seen = actor, seen
        self.initial["seen"] = seen

    def clean_reference(self):
        """The folder of the household, if a reference was typed."""
        typed = self.cleaned_data["reference"]
        if not typed:
            return None
        rows = Folder.objects.visible_to(self.actor).filter(kind=Folder.Kind.HOUSEHOLD, reference__iexact=typed)
        found = rows.first()
        if found is None:
            raise forms.ValidationError("We have no household with this reference", code="unknown")
        return found

    def clean(self):
        typed = super().clean()
        if self.data.get("seen", "") != self.now_seen:
            self.data = self.data.copy()
            self.data["seen"] = self.now_seen
            self.add_error(None, "What is told changed since you opened this page. Read it again, then give it.")
        return typed

    def given(self) -> dict:
        """What `PageGiven.give` wants of it."""
        return {
            "to": self.cleaned_data["to"],
            "to_folder": self.cleaned_data["reference"],
            "how": self.cleaned_data["how"],
        }


class KeepVersionForm(PlainForm):
    helper = Act("Keep this version")

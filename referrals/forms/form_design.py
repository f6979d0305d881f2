"""Forms in which a manager words the referral form, adds optional questions, and says who helped to design it."""

from django import forms

from referrals.form_versions import KINDS, WHO
from referrals.questions import PAGES
from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField, OneOf
from schemes.forms.layout import Act

MOST_CHOICES = 12


class WordQuestionForm(PlainForm):
    """How one of our questions is asked here, and what is said about why."""

    wording = forms.CharField(label="The question", max_length=200, required=False)
    why = forms.CharField(label="Why we ask it", max_length=300, required=False)
    mark_optional = False

    helper = Act("Save these words")

    def __init__(self, data=None, *, question, **options):
        super().__init__(data, **options)
        self.fields["wording"].help_text = f"Leave it empty to ask: “{question.wording}”"
        self.fields["why"].help_text = f"Leave it empty to say: “{question.why}”"


class OwnQuestionForm(PlainForm):
    """One optional question of the scheme's own."""

    page = OneOf(
        label="On which page?",
        called="the page",
        choices=[(page.name, page.heading) for page in PAGES.values()],
        small=True,
    )
    wording = forms.CharField(label="The question", max_length=200)
    why = forms.CharField(label="Why do you ask it?", max_length=300)
    who = OneOf(label="Who sees the answer?", called="who sees the answer", choices=list(WHO.items()), small=True)
    kind = OneOf(label="How is it answered?", called="how it is answered", choices=list(KINDS.items()), small=True)
    choices = NotesField(
        label="The answers to choose from", required=False, max_length=1200, rows=5,
        help_text="One on each line. “I don't know yet” is added by itself.",
    )  # fmt: skip

    helper = Act("Save question")

    def clean(self):
        typed = super().clean()
        lines = [" ".join(line.split()) for line in (typed.get("choices") or "").splitlines() if line.strip()]
        if typed.get("kind") == "choice" and not self.errors:
            if not 2 <= len(lines) <= MOST_CHOICES:
                self.add_error("choices", f"Enter 2 to {MOST_CHOICES} answers, one on each line")
            elif len({line.casefold() for line in lines}) < len(lines):
                self.add_error("choices", "Two answers are the same: change one of them")
            elif any(len(line) > 100 for line in lines):
                self.add_error("choices", "Each answer must be 100 characters or fewer")
        typed["choices"] = lines if typed.get("kind") == "choice" else []
        return typed


class DesignedWithForm(PlainForm):
    """Who with lived experience helped to design this version."""

    designed_with = NotesField(
        label="Who with lived experience helped design it, and how?", required=False, max_length=2000, rows=4,
        help_text="People who use Shared Lives, their families, carers. Everybody reads this on the start page.",
    )  # fmt: skip

    helper = Act("Save")


class PublishForm(PlainForm):
    """Nothing but the decision."""

    helper = Act("Ask it like this from now on")


class DropForm(PlainForm):
    """Nothing but the decision."""

    helper = Act("Ask it no more", warn=True)

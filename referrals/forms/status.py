"""What a referrer may do behind the emailed link: answer each thing that was asked for, and write to the scheme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schemes import files
from schemes.forms.base import PlainForm
from schemes.forms.fields import UploadField, WordsField, look
from schemes.forms.layout import Act, Bare, Group

MOST_AT_ONCE = 12


class SendMoreForm(PlainForm):
    """One small group for each thing still needed: words, files, or that it is not known yet. Any may stay empty."""

    mark_optional = False

    def __init__(self, data=None, uploaded=None, *, needed=(), room=(MOST_AT_ONCE, files.LARGEST), **options):
        self.needed, self.room, self.kept = list(needed), room, []
        super().__init__(data, uploaded, **options)
        groups = []
        for one in self.needed:
            self._ask(one)
            groups.append(Group(one.text, f"{one.key}_text", f"{one.key}_files", f"{one.key}_not_known", size="s"))
        self.helper = Bare(*groups)

    def _ask(self, one) -> None:
        called = f"“{one.text}”"
        text = WordsField(label=_("Your answer"), called=called, required=False, suggest=None, theirs=False, rows=2,
                          max_length=5000)  # fmt: skip
        papers = UploadField(label=_("Or files"), called=called, required=False, multiple=True, help_text="",
                             kinds=files.EVERYTHING)  # fmt: skip
        not_known = look(forms.BooleanField(label=_("I don't know yet"), required=False), small=True)
        for name, field in (("text", text), ("files", papers), ("not_known", not_known)):
            self.fields[f"{one.key}_{name}"] = field
            self._speak_plainly(f"{one.key}_{name}", field)

    def clean(self):
        typed = super().clean()
        count, size = self.room
        for one in self.needed:
            papers = typed.get(f"{one.key}_files") or []
            count, size = count - len(papers), size - sum(len(paper.content) for paper in papers)
            if papers and (count < 0 or size < 0):
                self.add_error(f"{one.key}_files", _("These are more files than we can take here. Ring us."))
        if not self.errors and not self.answered():
            self.add_error(None, _("Answer at least one of these, or choose a file for it."))
        return typed

    def answered(self) -> list[tuple]:
        """What was answered without a mistake: (item, text, files, whether they said that they do not know yet)."""
        found = []
        for one in self.needed:
            names = [f"{one.key}_text", f"{one.key}_files", f"{one.key}_not_known"]
            if any(name in self.errors for name in names):
                continue
            text, papers, is_not_known = (self.cleaned_data.get(name) for name in names)
            # One they said before not to know is no answer again.
            if text or papers or (is_not_known and not one.is_not_known):
                found.append((one.item, text or "", papers or [], bool(is_not_known)))
        return found


class WriteToSchemeForm(PlainForm):
    """A message to the scheme."""

    message = WordsField(
        label=_("Your message"), called=_("your message"), suggest=None, theirs=False, rows=4, max_length=5000
    )
    helper = Act(_("Send message"))


class WriteToReferrerForm(PlainForm):
    """What an officer writes to the referrer."""

    text = WordsField(
        label="Your message", called="your message", suggest=None, theirs=False, rows=6, max_length=5000,
        help_text="They read it behind their link, after a code. The email says only that it is there.",
    )  # fmt: skip
    helper = Act("Send message")


class SettleTalkForm(PlainForm):
    """Why nobody writes back."""

    why = WordsField(
        label="Why does it need no answer?", called="why it needs no answer", suggest=None, theirs=False, rows=3,
        max_length=1000, help_text="For instance: rang them on Monday and told them. Only staff read this.",
    )  # fmt: skip
    helper = Act("Take it off the list")


class ChangeReferrerForm(PlainForm):
    """Who is asked from now on."""

    name = look(forms.CharField(label="Their name", max_length=120), width=30)
    email = look(forms.EmailField(label="Their work email", max_length=254), width=30)
    team = look(forms.CharField(label="Team or organisation", max_length=160, required=False), width=30)
    phone = look(forms.CharField(label="Phone", max_length=40, required=False), width=20)
    why = WordsField(
        label="Why?", called="why somebody else takes over", suggest=None, theirs=False, rows=3, max_length=1000,
        help_text="For instance: Alex left the team, and their manager named a colleague.",
    )  # fmt: skip
    helper = Act("Send them the link")

"""Which of two records of a person stays, and why they are one person."""

from schemes.forms.base import PlainForm
from schemes.forms.fields import NotesField, OneOf
from schemes.forms.layout import Act


class MergePersonForm(PlainForm):
    """Which record stays, and how somebody knows that both are one person."""

    keep = OneOf(label="Which record stays?", called="which record stays")
    why = NotesField(
        label="How do you know they are one person?", called="how you know they are one person", max_length=2000
    )
    helper = Act("Make them one", warn=True)

    def __init__(self, data=None, *, may_stay, **options):
        super().__init__(data, **options)
        self.fields["keep"].choices = [(str(one.pk), f"{one.reference}, {one.full_name}") for one in may_stay]
        if len(may_stay) == 1:
            self.initial.setdefault("keep", str(may_stay[0].pk))


class TakeBackMergeForm(PlainForm):
    """Why they are two people after all."""

    why = NotesField(label="Why are they two people?", called="why they are two people", max_length=2000)
    helper = Act("Make them two again", warn=True)

"""Short breaks: which nights, and giving them back."""

from arrangements.forms.matches import WhyForm
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField
from schemes.forms.layout import Act


class BreakForm(PlainForm):
    """The nights of one break."""

    from_on = DayField(label="First night", called="the first night")
    until_on = DayField(label="Day they go home", called="the day they go home")

    helper = Act("Plan this break")

    def clean(self):
        answers = super().clean()
        first, last = answers.get("from_on"), answers.get("until_on")
        if first and last and last <= first:
            self.add_error("until_on", "The day they go home must be after the first night")
        return answers


class ReleaseForm(WhyForm):
    helper = Act("Give these nights back", warn=True)

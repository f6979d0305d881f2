"""Which period, and for a region which scheme. What is chosen stands in the address; nonsense in it is ignored."""

from datetime import timedelta

from django import forms

from carers.recruitment import Period
from schemes.forms.fields import DayField, say_day
from schemes.forms.filters import Filter
from schemes.models import Scheme

YEAR = timedelta(days=365)


class PeriodFilter(Filter):
    """From which day to which, both counted."""

    since = DayField(label="From", required=False, help_text="")
    until = DayField(label="To", required=False, help_text="")
    scheme = forms.ChoiceField(label="Scheme", required=False)

    def __init__(self, data, *, schemes: list[Scheme], today, **kwargs):
        super().__init__(data, **kwargs)
        self.today, self.schemes = today, {str(scheme.slug): scheme for scheme in schemes}
        self.fields["scheme"].choices = [(slug, scheme.name) for slug, scheme in self.schemes.items()]
        if len(schemes) < 2:
            del self.fields["scheme"]

    @classmethod
    def read(cls, address, *, schemes, today) -> "PeriodFilter":
        """The filter as the address gives it, with the last year where it says nothing that makes sense."""
        form = cls(address, schemes=schemes, today=today)
        form.full_clean()
        period = form.period
        told = {"since": say_day(period.from_on), "until": say_day(period.until_on)}
        if "scheme" in form.fields:
            told["scheme"] = form.scheme_chosen.slug
        form = cls(told, schemes=schemes, today=today)
        form.full_clean()
        return form

    @property
    def period(self) -> Period:
        until = self.cleaned_data.get("until") or self.today
        since = self.cleaned_data.get("since")
        if since is None or since > until:
            since = until - YEAR + timedelta(days=1)
        return Period(since, until)

    @property
    def scheme_chosen(self) -> Scheme | None:
        chosen = self.schemes.get(self.cleaned_data.get("scheme") or "")
        return chosen or next(iter(self.schemes.values()), None)

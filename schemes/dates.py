"""Counting in months and years of age; pure."""

from datetime import date

from dateutil.relativedelta import relativedelta


def add_months(start: date, months: int) -> date:
    """The same day so many months later (earlier, if below zero), or the month's last day where it has no such day."""
    return start + relativedelta(months=months)


def whole_years(born: date, on: date) -> int:
    """Age in whole years; someone born on 29 February is a year older on 1 March in other years.

    Source: Age of Legal Capacity (Scotland) Act 1991 section 6(2); the same is the usual reading elsewhere in the UK.
    """
    if on < born:
        raise ValueError("The day asked about is before the birth.")
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

"""How each group of search results is drawn: the name first, then what tells two people of one name apart."""

from django.utils.text import capfirst

from sharedlives.search import MOST_ROWS, Found


def officer_of(row) -> str:
    return row.officer.name if row.officer else "Nobody yet"


def people(rows, on, actor) -> dict:
    return {
        "caption": "People",
        "head": ["Name", "Full name", "Age", "Area", "Officer", "Reference"],
        "rows": [
            [
                {"text": person.called, "url": person.get_absolute_url()},
                person.full_name,
                "Not known" if (age := age_of(person, on)) is None else str(age),
                person.area_for(actor) or "Not known",
                officer_of(person),
                person.reference,
            ]
            for person in rows
        ],
    }


def age_of(person, on) -> int | None:
    try:
        return person.age(on)
    except ValueError:  # a date of birth still to come: somebody mistyped it
        return None


def referrals(rows, on) -> dict:
    return {
        "caption": "Referrals",
        "head": ["Referral", "Status", "Asked for", "Referrer", "Officer", "Reference"],
        "rows": [
            [
                {"text": f"Referral for {row.person.called}", "url": row.get_absolute_url()},
                row.get_status_display(),
                row.get_type_wanted_display() or "Not sure yet",
                row.referrer_name,
                officer_of(row),
                row.reference,
            ]
            for row in rows
        ],
    }


def households(rows, on) -> dict:
    return {
        "caption": "Households",
        "head": ["Household", "Area", "Officer", "Reference"],
        "rows": [
            [
                {"text": row.name, "url": row.get_absolute_url()},
                row.home.sector or "Not known",
                officer_of(row),
                row.reference,
            ]
            for row in rows
        ],
    }


def cases(caption: str, rows) -> dict:
    return {
        "caption": caption,
        "head": ["Who", "Status", "Officer", "Reference"],
        "rows": [
            [
                {"text": capfirst(str(row)), "url": row.get_absolute_url()},
                row.get_status_display(),
                officer_of(row),
                row.reference,
            ]
            for row in rows
        ],
    }


def tables(found: Found, on, actor) -> list[dict]:
    """One table for each group that found something."""
    groups = [
        people(found.people[:MOST_ROWS], on, actor),
        referrals(found.referrals[:MOST_ROWS], on),
        households(found.households[:MOST_ROWS], on),
        cases("Applications", found.applications[:MOST_ROWS]),
        cases("Matches", found.matches[:MOST_ROWS]),
        cases("Arrangements", found.arrangements[:MOST_ROWS]),
        cases("Allegations", found.allegations[:MOST_ROWS]),
    ]
    return [group | {"head": [{"text": text} for text in group["head"]]} for group in groups if group["rows"]]

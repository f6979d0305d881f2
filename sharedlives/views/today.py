"""Today: the first page after signing in."""

from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from schemes import clock
from schemes.models import Policies, StaffMember
from sharedlives.due import visible_due
from sharedlives.forms.today import TodayFilter
from sharedlives.today import MINE, arrange, usual_view, when_in_words

# Where somebody who has no list of their own begins.
BEGIN = [("counts.see", "reports"), ("settings.change", "settings"), ("panel.see", "panel-papers")]

# What is begun from here again and again.
QUICK_ACTS = [
    ("Record a visit", "arrangements", "arrangements.act"),
    ("Look for a household", "matching", "matches.act"),
    ("Add a household", "add-household", "households.edit"),
]


def today(request):
    """What needs this person now; who has no list goes where their role begins."""
    actor = request.actor
    if actor is None:
        return render(request, "front/no_job.html", status=403)
    if not actor.may("today.see"):
        return redirect(next((page for permission, page in BEGIN if actor.may(permission)), "panel-papers"))
    on = clock.today()
    policies = Policies([actor.scheme])
    chosen = TodayFilter(request.GET, usual=usual_view(actor.role))
    board = arrange(
        visible_due(actor, on, policies),
        actor.staff,
        on,
        policies.value(actor.scheme.pk, "due_this_week_days", on),
        chosen.view,
        chosen.label,
    )
    names = {} if chosen.view == MINE else names_of(actor)
    return render(
        request,
        "front/today.html",
        {
            "on": on,
            "filter_form": chosen,
            "is_mine": chosen.view == MINE,
            "is_narrowed": bool(chosen.label),
            "board": board,
            "groups": [drawn(group, group.name, names, on) for group in board.groups if group.rows],
            "later": [shown(row, "later", names, on) for row in board.later],
            "quick_acts": quick_acts(actor),
        },
    )


# Everybody who is signed in may come here; the page itself decides where they go on.
today.needs = "account.use"


def names_of(actor) -> dict[int, str]:
    """Who holds what, for the team's list."""
    staff = StaffMember.objects.visible_to(actor).select_related("account")
    return {person.pk: person.name for person in staff}


def shown(row, group: str, names: dict[int, str], on) -> dict:
    """One row as the worklist shows it: verb, who, when, and one line that helps."""
    held_by = [names.get(row.officer_id, "Nobody holds this")] if names else []
    return {
        "verb": row.what,
        "who": row.who,
        "when": when_in_words(row, group, on),
        "url": row.url,
        "about": " · ".join(text for text in [row.said, *held_by] if text),
    }


def drawn(group, name: str, names: dict[int, str], on) -> dict:
    rows = [shown(row, name, names, on) | {"tone": group.row_tone} for row in group.rows]
    return {"heading": group.heading, "tone": group.tone, "rows": rows}


def quick_acts(actor) -> list[tuple[str, str]]:
    """The acts this role can begin from Today, each as text and address."""
    acts = []
    for text, name, permission in QUICK_ACTS:
        if actor.may(permission):
            try:
                acts.append((text, reverse(name)))
            except NoReverseMatch:
                continue
    return acts

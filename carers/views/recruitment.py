"""How recruitment goes: counts for a period, each with its rows for those who see rows, each as a table and a CSV."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from carers.due_pipeline import answer_by
from carers.forms.recruitment import PeriodFilter
from carers.models import Application, Mentoring
from carers.recruitment import trails_of, waiting_for_an_answer
from carers.recruitment_tables import Asked, answers
from schemes import clock
from schemes.access import allow
from schemes.models import Policies, Scheme
from schemes.roles import SEES_RECORDS
from schemes.small_numbers import FEW, said
from schemes.spreadsheets import as_csv

NAMED = 10


@allow("counts.see")
def recruitment(request):
    """Who asks, who comes how far, how long it takes, why people leave, what it costs."""
    actor, today = request.actor, clock.today()
    schemes = (
        list(Scheme.objects.filter(region=actor.region).order_by("name")) if actor.scheme is None else [actor.scheme]
    )
    form = PeriodFilter.read(request.GET, schemes=schemes, today=today)
    scheme, period = form.scheme_chosen, form.period
    if scheme is None:
        return render(request, "carers/recruitment/recruitment.html", {"filter_form": form, "answers": []})
    sees_rows = actor.role in SEES_RECORDS
    days = {"since": period.from_on.isoformat(), "until": period.until_on.isoformat()}

    def link(of: str) -> str:
        return f"{reverse('applications')}?{urlencode({'of': of, 'stage': 'all'} | days)}" if sees_rows else ""

    trails = trails_of(scheme)
    told = answers(Asked(scheme, period, trails, not sees_rows, link))
    wanted = request.GET.get("table", "")
    if wanted:
        return _as_csv(next((answer for answer in told if answer.key == wanted), None), days)
    waiting = waiting_for_an_answer(Application.objects.visible_to(actor)) if sees_rows else None
    named = list(waiting.select_related("folder", "scheme")[:NAMED]) if sees_rows else []
    policies = Policies([scheme])
    mentoring = Mentoring.objects.visible_to(actor).going_on(today).select_related("mentor", "household")
    page = {
        "filter_form": form,
        "chosen": scheme,
        "period": period,
        "answers": told,
        "sees_rows": sees_rows,
        "few": FEW,
        "historical": said(sum(trail.is_historical for trail in trails), hide_few=not sees_rows),
        "waiting": said(_waiting(scheme), hide_few=not sees_rows),
        "waiting_url": link("waiting"),
        "named": [(row, (today - row.opened_on).days, answer_by(row, policies) < today) for row in named],
        "mentoring": list(mentoring) if sees_rows else [],
        "mentoring_count": said(_mentoring(scheme, today), hide_few=not sees_rows),
        "days": urlencode(days | ({"scheme": scheme.slug} if len(schemes) > 1 else {})),
        "on": today,
        "may_edit": actor.may("growth.edit"),
    }
    return render(request, "carers/recruitment/recruitment.html", page)


def _mentoring(scheme, on) -> int:
    return Mentoring.objects.filter(scheme=scheme).going_on(on).count()


def _waiting(scheme) -> int:
    return waiting_for_an_answer(Application.objects.filter(scheme=scheme)).count()


def _as_csv(answer, days) -> HttpResponse:
    """The same figures as on the page, for a spreadsheet."""
    if answer is None:
        raise Http404
    columns = (
        [at for at, cell in enumerate(answer.rows[0]) if not _is_bar(cell)] if answer.rows else range(len(answer.head))
    )
    return as_csv(
        f"recruitment-{answer.key}-{days['since']}-{days['until']}",
        [answer.head[at]["text"] for at in columns],
        ([_text(row[at]) for at in columns] for row in answer.rows),
    )


def _is_bar(cell) -> bool:
    return isinstance(cell, dict) and "bars" in cell


def _text(cell) -> str:
    return cell["text"] if isinstance(cell, dict) else cell

"""The list of carers' households, and one household's page: who lives there, what holds, what is worth a call."""

from django.shortcuts import render

from arrangements.checks import next_checks
from arrangements.forms.households import HouseholdFilter
from arrangements.home_now import home_now
from arrangements.household_acts import likely_acts, more_acts
from arrangements.limits import LIMIT_RULES, limits_of, staying_on
from arrangements.reasons_to_call import reasons_to_call
from arrangements.worth_a_call import must_act, worth_a_call
from carers.models import Application, Contact, Household, Mentoring
from carers.panel_history import panel_history
from carers.profiles import profile_part
from carers.year import WHO, household_year
from schemes import clock, sought
from schemes.access import allow, open_record
from schemes.changes import changes_of
from schemes.models import Note, Policies
from schemes.paging import CountedPages
from schemes.vocabulary import check_label

ON_A_PAGE = 25
# What the list says of each household.
SHOWN = ("name", "status", "home__scheme", "home__postcode", "home__rooms", "officer__account__name")
# What the page of a household has, for the links at its top.
SECTIONS = [
    ("people", "Who lives here"), ("checks", "Checks"), ("agreement", "Agreement"), ("year", "The year"),
    ("terms", "Terms"), ("members", "Members"), ("contacts", "Contacts"), ("panel", "Panel"), ("timeline", "Timeline"),
]  # fmt: skip


@allow("households.see")
def households(request):
    """Who has room, and whose checks run out?"""
    if request.method == "POST":
        return sought.search_list(request)
    today, scheme = clock.today(), request.actor.scheme
    filter_form = HouseholdFilter.read(request.GET, actor=request.actor)
    seen = Household.objects.visible_to(request.actor).select_related("home", "officer__account")
    words = sought.kept(request.actor, filter_form.cleaned_data["find"])
    chosen = filter_form.choose(seen, scheme=scheme, on=today, words=words)
    calls, wanted = {}, filter_form.cleaned_data["call"]
    if wanted:
        asked = chosen.select_related("folder", "home")
        found = reasons_to_call(asked, request.actor, today, Policies([scheme]))
        calls = {pk: rows for pk, rows in found.items() if wanted == "any" or any(r.kind == wanted for r in rows)}
        chosen = chosen.filter(pk__in=calls)
    page = CountedPages(chosen.only(*SHOWN), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    # Places are counted over everybody: a person whose folder is restricted takes one all the same, without a name.
    limits = limits_of((household.home for household in shown), Policies([scheme], keys=LIMIT_RULES.values()))
    staying = staying_on(limits, today)
    checks = next_checks(shown, today)
    rows = []
    for household in shown:
        limit = limits[household.home_id].lowest_on(today)
        check = checks.get(household.pk)
        rows.append(
            {
                "household": household,
                "calls": calls.get(household.pk, []),
                "area": household.home.postcode.replace(" ", "\N{NO-BREAK SPACE}"),
                "here": staying[household.home_id, False],
                "by_day": staying[household.home_id, True],
                "limit": limit.value if limit else None,
                "check": check,
                "check_label": check and check_label(check.kind, scheme.nation),
                "is_lapsed": check is not None and check.lapsed > 0,
            }
        )
    return render(
        request,
        "arrangements/households/households.html",
        {
            "page": page,
            "rows": rows,
            "filter_form": filter_form,
            "words": words,
            "address": sought.address_of_list(request),
            "unsearched": sought.address_of_list(request, find=""),
            "has_any": bool(rows) or seen.exists(),
        },
    )


def _application(household, actor) -> Application | None:
    """How they came, where this member of staff may read it."""
    if not actor.may("applications.see"):
        return None
    return household.applications.visible_to(actor).select_related("folder").order_by("-pk").first()


@allow("households.see")
def household(request, pk):
    """One household: are they safe, supported, and free?"""
    rows = Household.objects.select_related("folder", "scheme", "home", "officer__account", "came_from__folder")
    row, today, actor = open_record(request, rows, pk=pk), clock.today(), request.actor
    now, panel = home_now(row, actor, today), panel_history(row)
    year = household_year(row, now.members, today, panel=panel, tells_all=actor.may("allegations.see"))
    corrected = [
        record
        for records in (row.terms, row.checks.select_related("scheme"), row.facts, row.away, row.planned_changes)
        for record in records.exclude(corrected_because="")
    ]
    corrected += [record for record in year.records if record.corrected_because]
    calls = reasons_to_call([row], actor, today, Policies([row.scheme]))
    notes = Note.objects.visible_to(actor).standing().filter(folder=row.folder_id)
    contacts = Contact.objects.visible_to(actor).standing().filter(folder=row.folder_id)
    return render(
        request,
        "arrangements/households/household.html",
        {
            "household": row,
            "folder": row.folder,
            "now": now,
            "year": year,
            "panel": panel,
            "named": row.named_approvals.named().visible_to(actor).select_related("person").order_by("pk"),
            "profile": profile_part(row),
            "application": _application(row, actor),
            "mentoring": Mentoring.objects.visible_to(actor).about(row).select_related("mentor", "household"),
            "may_grow": actor.may("growth.edit"),
            "sections": SECTIONS,
            "likely_acts": likely_acts(row, year),
            "more_acts": more_acts(row, year, actor),
            "must_act": must_act(now),
            "worth_a_call": worth_a_call(now, calls.get(row.pk, [])),
            "contacts": contacts.select_related(*WHO).order_by("-happened_on", "-pk"),
            "notes": notes.select_related(*WHO).order_by("-happened_on", "-pk"),
            "changes": changes_of(row, row.home, *now.members, *year.actions, *corrected),
            "may_waive": actor.may("checks.waive"),
            "house_moves": row.house_moves.select_related("from_home").order_by("-moved_on", "-pk"),
            "allegations": row.allegations.visible_to(actor).select_related("folder"),
            "sees_openings": actor.may("openings.see"),
        },
    )

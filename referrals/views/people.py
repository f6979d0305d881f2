"""People: the list, plain edits, their own words, their wishes. A person's page lives in arrangements/."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import redirect, render

from referrals.forms.lists import PeopleFilter
from referrals.forms.people import PERSON_NAMES, OwnWordsForm, PersonForm, WishesForm
from referrals.forms.wishes import latest_wishes
from referrals.models import OwnWords, Person, Referral
from referrals.views.acts import latest_words, open_to_write
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.edits import save_plain_edit

PER_PAGE = 50


@allow("people.see")
def people(request):
    """Everybody this actor may see, by the name they like."""
    form = PeopleFilter.read(request.GET, actor=request.actor)
    rows = form.of_officer(Person.objects.visible_to(request.actor).not_merged())
    if begins := form.cleaned_data["letter"]:
        rows = rows.filter(Q(preferred_name__istartswith=begins) | Q(preferred_name="", full_name__istartswith=begins))
    open_referrals = Referral.objects.visible_to(request.actor).open().select_related("folder")
    rows = (
        rows.select_related("folder", "officer__account")
        .prefetch_related(Prefetch("referrals", queryset=open_referrals, to_attr="open_referrals"))
        .by_name()
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    for person in page.object_list:
        person.age_now = person.age(today)
    return render(request, "referrals/people/people.html", {"page": page, "filter_form": form})


def _show(request, template, person, form):
    page = {
        "person": person,
        "words": latest_words(person),
        "form": form,
        "cancel_url": person.get_absolute_url(),
    }
    return render(request, f"referrals/people/{template}.html", page)


@allow("people.edit")
def edit_person(request, pk):
    """Plain edits of a person; a stale page keeps what was typed beside what was saved meanwhile."""
    person = open_to_write(request, pk)
    form = PersonForm(
        sent(request),
        actor=request.actor,
        person=person,
        initial={name: getattr(person, name) for name in PERSON_NAMES},
    )
    if save_plain_edit(request, person, form):
        return redirect(person)
    return _show(request, "edit_person", person, form)


@allow("people.edit")
def record_words(request, pk):
    """Keep what somebody says about their life now; what they said before stays readable."""
    person = open_to_write(request, pk)
    before = latest_words(person)
    begin = {name: getattr(before, name) for name in ("matters", "good_day", "hopes", "said_how")} if before else {}
    form = OwnWordsForm(sent(request), initial=begin | {"happened_on": clock.today()})

    if attempt(request, form, lambda: OwnWords.write_down(person=person, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Words kept.")
        return redirect(person)
    return _show(request, "record_words", person, form)


@allow("people.edit")
def record_wishes(request, pk):
    """What somebody must have, would like, or does not mind in a home; only what changed is written."""
    person = open_to_write(request, pk)
    form = WishesForm(
        sent(request),
        latest=latest_wishes(person),
        initial={"said_by": person.called[:120], "happened_on": clock.today()},
    )

    def record():
        person.record_wishes(
            wishes=[
                wish | {"voice": form.cleaned_data["voice"], "helped_by": form.cleaned_data["helped_by"]}
                for wish in form.changed_wishes()
            ],
            said_by=form.cleaned_data["said_by"],
            happened_on=form.cleaned_data["happened_on"],
            by=request.actor,
        )

    if attempt(request, form, record):
        messages.success(request, "Wishes saved. What did not change was not written again.")
        return redirect(person)
    return _show(request, "record_wishes", person, form)

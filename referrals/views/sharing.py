"""A person's page told to others in two steps: choosing what is told first, giving a step, and what was given."""

import hashlib
import json

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from referrals.forms.pages import GivePageForm, SharePageForm
from referrals.models import Consent, PageGiven, PersonPage
from referrals.models.profiles import begun_from
from referrals.page_steps import About, first_step, told_in
from referrals.views.acts import open_to_write
from referrals.views.pages import WHO, open_of_person, page_of, show_page_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.edits import carry_version, save_plain_edit
from schemes.models import WrongState

PURPOSES = {PageGiven.Step.FIRST: Consent.Purpose.CARERS, PageGiven.Step.WHOLE: Consent.Purpose.FULL_PROFILE}
NAMES = ("named", "enjoys", "risks", "first_step")


@allow("people.edit")
def share_page(request, pk):
    """Choose what a household reads first, and see it: as it is typed with JavaScript, by a button without."""
    person = open_to_write(request, pk)
    page = page_of(person, request.actor) or PersonPage(
        person=person, scheme=person.scheme, sections=begun_from(person)
    )
    begin = {name: getattr(page, name) for name in NAMES} | {"may_stay": " ".join(page.may_stay)}
    form = SharePageForm(sent(request), initial=begin)
    carry_version(request, form, page.version)
    if "preview" not in request.POST and form.is_valid():
        page = PersonPage.of(person, by=request.actor)
        if save_plain_edit(request, page, form):
            return redirect("give-page", pk, "first")
    shown = page
    if form.is_bound:
        form.is_valid()
        shown = PersonPage(**page.told | form.cleaned_data)
    lines, likely = first_step(shown, About.of(person, clock.today()))
    return show_page_act(
        request, "share_page", person, form, lines=lines, likely=likely, is_preview="preview" in request.POST
    )


def _fingerprint(lines: list[dict]) -> str:
    return hashlib.sha256(json.dumps(lines, ensure_ascii=True).encode()).hexdigest()


@allow("people.edit")
def give_page(request, pk, step):
    """Read what a step tells, line by line, and write down to whom it is given. Only with a consent that holds."""
    if step not in PageGiven.Step.values:
        raise Http404
    person = open_to_write(request, pk)
    page = page_of(person, request.actor)
    about = About.of(person, clock.today())
    lines, likely = told_in(step, page, about) if page else ([], [])
    content = [line.kept for line in lines]
    consent = Consent.newest(person, PURPOSES[PageGiven.Step(step)])
    holds = consent is not None and consent.holds_on(clock.today())
    form = GivePageForm(sent(request), actor=request.actor, seen=_fingerprint(content))
    done = []

    def give():
        if page is None or not page.in_order:
            raise WrongState("Nothing is written yet: write at least one part first.")
        if not holds:
            raise WrongState("Nobody has agreed to this yet: record the person’s answer first.")
        version = page.freeze(by=request.actor)
        if told_in(step, version, about)[0] != lines:
            raise WrongState("Somebody changed the page just now. Read it again.")
        given = PageGiven.give(
            page_version=version, step=step, consent=consent, content=content, by=request.actor, **form.given()
        )
        done.append(given)
        messages.success(request, f"Written down: {given}.")

    if attempt(request, form, give):
        return redirect("page-given", done[0].pk) if done else redirect("person-page", pk)
    return show_page_act(
        request,
        "give_page",
        person,
        form,
        page=page,
        lines=lines,
        likely=likely,
        step=step,
        step_name=PageGiven.Step(step).label,
        consent=consent,
        holds=holds,
        purpose=PURPOSES[PageGiven.Step(step)],
    )


@allow("people.see")
def page_given(request, pk):
    """What somebody was given, exactly as it was told then: to print, and to look up."""
    rows = PageGiven.objects.visible_to(request.actor)
    given = open_of_person(request, rows.select_related("page_version", "to_folder", "consent", *WHO), pk)
    page = {"given": given, "person": given.person, "lines": given.content}
    return render(request, "referrals/pages/page_given.html", page)

"""Where referrals come from: teams and how contact with them stands, conversations, updates, whom referrals are for."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from referrals.forms.sources import (
    CorrectTalkForm,
    ProfessionalForm,
    SendUpdateForm,
    SourceForm,
    TalkForm,
    TeamForm,
    TeamsFilter,
)
from referrals.models import Organisation, Professional, Referral, Team, TeamTalk
from referrals.sources import contacts, reach, team_for, update_for
from referrals.views.acts import open_referral, show_act
from schemes import clock, letters
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.dates import add_months
from schemes.edits import carry_version, save_plain_edit, show_both
from schemes.models import Message, Policies, Stale
from schemes.spreadsheets import as_csv
from schemes.tasks import deliver_messages, look_now

TEAM = ("name", "reach", "email", "phone", "asked_first_on", "is_considering_first", "contact_every_days", "ended_on")
PROFESSIONAL = ("name", "email", "phone", "is_champion", "left_on")
TALK = ("how", "happened_on", "with_whom", "text", "we_owe", "owe_on")
REACH_MONTHS = 12


def _of(row, names) -> dict:
    return {name: getattr(row, name) for name in names}


def _team(request, pk) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.actor).select_related("organisation", "scheme"), pk=pk)


def _act(request, act, form, team=None, **more):
    back = reverse("team", args=[team.pk]) if team else reverse("teams")
    return render(request, f"referrals/sources/{act}.html", {"form": form, "team": team, "cancel_url": back} | more)


@allow("referrals.see")
def teams(request):
    """Every team: last referral, last contact, what we owe them, what became of it; those gone cold first."""
    actor, today = request.actor, clock.today()
    form = TeamsFilter.read(request.GET)
    chosen = form.cleaned_data
    rows = Team.objects.visible_to(actor).filter(ended_on__isnull=True).select_related("organisation")
    for word in chosen["find"].split():
        rows = rows.filter(Q(name__icontains=word) | Q(organisation__name__icontains=word))
    if chosen["reach"]:
        rows = rows.filter(reach=chosen["reach"])
    if chosen["how"] == "first":
        rows = rows.filter(is_considering_first=True)
    listed = contacts(rows, actor=actor, on=today, policies=Policies([actor.scheme]))
    if chosen["how"] == "cold":
        listed = [row for row in listed if row.is_cold(today)]
    if chosen["how"] == "owed":
        listed = [row for row in listed if row.owed]
    if request.GET.get("table") == "csv":
        return _as_csv(listed, today)
    since = add_months(today, -REACH_MONTHS)
    came = Referral.objects.visible_to(actor).filter(opened_on__gte=since)
    page = {
        "filter_form": form,
        "listed": [(row, row.is_cold(today)) for row in listed],
        "reach": reach(came),
        "since": since,
        "without_team": came.filter(team__isnull=True).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "referrals/sources/teams.html", page)


def _as_csv(listed, today):
    head = ["Organisation", "Team", "Last referral", "Last contact", "We owe", "By", "Referrals", "Started",
            "Champions", "Considers us first", "Gone cold"]  # fmt: skip
    rows = [
        [row.team.organisation, row.team.name, row.last_referral_on or "", row.last_talk_on or "",
         row.owed.we_owe if row.owed else "", row.owed.owe_on if row.owed else "", row.referrals, row.starts,
         ", ".join(row.champions), "Yes" if row.team.is_considering_first else "No",
         "Yes" if row.is_cold(today) else "No"]
        for row in listed
    ]  # fmt: skip
    return as_csv(f"teams-{today.isoformat()}", head, rows)


@allow("referrals.see")
def team(request, pk):
    """One team: who is in it, what was said, what they referred."""
    row, actor, today = _team(request, pk), request.actor, clock.today()
    mine = Team.objects.visible_to(actor).filter(pk=pk).select_related("organisation")
    contact = contacts(mine, actor=actor, on=today, policies=Policies([row.scheme]))[0]
    referrals = Referral.objects.visible_to(actor).filter(team=row).select_related("person", "folder")
    page = {
        "team": row,
        "contact": contact,
        "is_cold": contact.is_cold(today),
        "people": row.people.order_by("left_on", "-is_champion", "name"),
        "talks": row.talks.standing().select_related("recorded_by__staff__account")[:50],
        "referrals": referrals.order_by("-opened_on", "-pk")[:50],
        "changes": changes_of(row, *row.people.all(), *row.talks.exclude(corrected_because="")),
    }
    return render(request, "referrals/sources/team.html", page)


@allow("referrals.triage")
def add_team(request):
    """A team that refers, or might."""
    scheme = request.actor.scheme
    form = TeamForm(sent(request), scheme=scheme)
    made = []

    def add():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "organisation"}
        organisation = form.organisation_named(by=request.actor)
        made.append(Team.add(scheme=scheme, organisation=organisation, by=request.actor, **fields))

    if attempt(request, form, add):
        messages.success(request, "Team added.")
        return redirect("team", made[0].pk) if made else redirect("teams")
    known = Organisation.objects.visible_to(request.actor).values_list("name", flat=True)
    return _act(request, "add_team", form, known=known)


@allow("referrals.triage")
def edit_team(request, pk):
    """Change a team, or say when it ended."""
    row = _team(request, pk)
    begin = _of(row, TEAM) | {"organisation": row.organisation.name}
    form = TeamForm(sent(request), scheme=row.scheme, team=row, initial=begin)
    carry_version(request, form, row.version)

    def save():
        organisation = form.organisation_named(by=request.actor)
        row.save_edit(form.cleaned_data | {"organisation": organisation}, version=form.version, by=request.actor)

    try:
        if attempt(request, form, save):
            messages.success(request, "Changes saved.")
            return redirect("team", pk)
    except Stale as meanwhile:
        show_both(form, meanwhile.changes, version=row.version, changed=row)
    return _act(request, "edit_team", form, row)


@allow("referrals.triage")
def add_professional(request, pk):
    """Somebody in a team."""
    row = _team(request, pk)
    form = ProfessionalForm(sent(request), team=row)

    def add():
        Professional.add(scheme=row.scheme, team=row, by=request.actor, **form.cleaned_data)

    if attempt(request, form, add):
        messages.success(request, "Added.")
        return redirect("team", pk)
    return _act(request, "add_professional", form, row)


@allow("referrals.triage")
def edit_professional(request, pk):
    """Change somebody, or say when they left."""
    person = get_object_or_404(
        Professional.objects.visible_to(request.actor).select_related("team__organisation", "team__scheme"), pk=pk
    )
    form = ProfessionalForm(sent(request), team=person.team, person=person, initial=_of(person, PROFESSIONAL))
    if save_plain_edit(request, person, form):
        return redirect("team", person.team_id)
    return _act(request, "edit_professional", form, person.team, person=person)


@allow("referrals.triage")
def record_talk(request, pk):
    """Write down a meeting, a call or an email with a team."""
    row = _team(request, pk)
    form = TalkForm(sent(request), initial={"happened_on": clock.today()})
    if attempt(request, form, lambda: TeamTalk.record_talk(team=row, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Conversation kept.")
        return redirect("team", pk)
    contact = contacts(
        Team.objects.visible_to(request.actor).filter(pk=pk).select_related("organisation"),
        actor=request.actor, on=clock.today(), policies=Policies([row.scheme]),
    )[0]  # fmt: skip
    return _act(request, "record_talk", form, row, owed=contact.owed)


@allow("referrals.triage")
def correct_talk(request, pk):
    """Put right what was written down of a conversation."""
    talks = TeamTalk.objects.visible_to(request.actor).select_related("team__organisation", "team__scheme")
    talk = get_object_or_404(talks, pk=pk)
    form = CorrectTalkForm(sent(request), initial=_of(talk, TALK))
    if attempt(request, form, lambda: talk.correct(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Corrected.")
        return redirect("team", talk.team_id)
    return _act(request, "correct_talk", form, talk.team, talk=talk)


@allow("referrals.triage")
def send_update(request, pk):
    """A ready update for a team, changed as one likes; it goes out and stands among the conversations."""
    row, actor, today = _team(request, pk), request.actor, clock.today()
    people = row.people.filter(left_on__isnull=True).exclude(email="").order_by("-is_champion", "name")
    addresses = [(row.email, f"The team, {row.email}")] if row.email else []
    addresses += [(one.email, f"{one.name}, {one.email}") for one in people if one.email != row.email]
    contact = contacts(
        Team.objects.visible_to(actor).filter(pk=pk).select_related("organisation"),
        actor=actor, on=today, policies=Policies([row.scheme]),
    )[0]  # fmt: skip
    since = add_months(today, -REACH_MONTHS)
    seen = Referral.objects.visible_to(actor)
    text = update_for(
        contact,
        scheme=row.scheme,
        since=since,
        starts=seen.filter(status=Referral.Status.STARTED, closed_on__gte=since).count(),
        waiting=seen.looking().count(),
    )
    begin = {"text": text} | ({"to": addresses[0][0]} if addresses else {})
    form = SendUpdateForm(sent(request), addresses=addresses, initial=begin)

    def send():
        to, said = form.cleaned_data["to"], form.cleaned_data["text"]
        talk = TeamTalk.record_talk(
            team=row, how=TeamTalk.How.UPDATE, with_whom=to[:200], text=said, happened_on=today, by=actor
        )
        where = letters.link_to("handout", row.scheme.slug)
        body = f"{said}\n\n{where}\n\n{row.scheme.name}, {row.scheme.phone}\n"
        Message.queue(
            scheme=row.scheme, key=f"team-update:{talk.pk}", to=to, subject=f"News from {row.scheme.name}", body=body,
            by=actor,
        )  # fmt: skip
        look_now(deliver_messages)

    if attempt(request, form, send):
        messages.success(request, "Update sent.")
        return redirect("team", pk)
    return _act(request, "send_update", form, row, addresses=addresses)


@allow("referrals.triage")
def record_source(request, pk):
    """Which team a referral came from, and whom it is for."""
    referral = open_referral(request, pk)
    guess = None if referral.team_id else team_for(referral, request.actor)
    begin = {"team": referral.team_id or (guess.pk if guess else None), "reach": referral.reach}
    form = SourceForm(sent(request), actor=request.actor, chosen=referral.team_id, initial=begin)

    def save():
        referral.save_edit(form.cleaned_data, version=None, by=request.actor, why="Where it came from")

    if attempt(request, form, save):
        messages.success(request, "Saved.")
        return redirect(referral)
    return show_act(request, "record_source", referral, form, guess=guess)

"""An allegation about somebody in a household. Managers only; it suspends, and ends nobody's home."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from arrangements.allegation_letters import LETTER_OF, draft, send
from arrangements.due_allegations import EVERYONE, clocks, listed_since
from arrangements.forms.allegations import (
    AllegationForm,
    CloseAllegationForm,
    CorrectToldForm,
    DecideHomeForm,
    LetterForm,
    ToldForm,
)
from arrangements.forms.matches import PutBackForm
from arrangements.in_the_home import decision_key, in_the_home
from arrangements.models import Allegation, Told
from arrangements.models import record_allegation as write_allegation_down
from carers.models import Household, PanelItem
from carers.views.rows import open_household, show_act
from schemes import clock
from schemes.access import allow, open_record
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.models import Note, Policies

WITH_ALL = ("folder", "scheme", "household__folder", "household__home", "household__scheme", "member", "pause")
Whom = Told.Whom


def open_allegation(request, pk) -> Allegation:
    """The allegation, or 404 for whoever may not know of it; that it was opened is written down."""
    return open_record(request, Allegation.objects.select_related(*WITH_ALL), pk=pk)


def _is_sure(request) -> bool:
    """Whether what is about to happen has been read: the second of two steps."""
    return request.POST.get("step") == "sure"


def _as_sent(request) -> list[tuple[str, str]]:
    """Everything that was answered, to be carried through the second step."""
    return [
        (name, value)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", "step")
        for value in request.POST.getlist(name)
    ]


@allow("allegations.see")
def record_allegation(request, pk):
    """Write down what is said, see who is in the home and who has to be told, and suspend: one act."""
    household, today = open_household(request, pk), clock.today()
    members = household.members_on(today)
    form = AllegationForm(sent(request), initial={"known_on": today}, members=members)
    done = []

    def act():
        done.append(write_allegation_down(household=household, by=request.actor, **form.answers()))
        messages.success(request, f"Written down. Nobody new comes to {household.name}. Nobody’s home has ended.")

    if _is_sure(request) and attempt(request, form, act):
        case = done[0] if done else household.allegations.visible_to(request.actor).first()
        return redirect(case or household)
    open_now = household.allegations.visible_to(request.actor).filter(status=Allegation.Status.OPEN).first()
    page = {
        "people": in_the_home(household, today, everyone_supported=True),
        "everyone": EVERYONE,
        "open_now": open_now,
        "is_suspended": household.status == Household.Status.SUSPENDED,
        "stands": household.status in Household.STANDING,
    }
    if request.method == "POST" and request.POST.get("step") != "back" and form.is_valid():
        shown = dict(form.fields["member"].choices)[form.cleaned_data["member"]]
        payments = dict(form.fields["payments"].choices)[form.cleaned_data["payments"]]
        page |= {"as_sent": _as_sent(request), "told": form.cleaned_data, "about": shown, "payments": payments}
        return show_act(request, "arrangements/allegations/confirm_allegation.html", household, form, **page)
    return show_act(request, "arrangements/allegations/record_allegation.html", household, form, **page)


def _clocks_of(allegation, people, told):
    people = [(one.person.pk, one.person.reference) for one in people if one.person]
    listed = bool(listed_since([allegation]))
    return clocks(allegation, people, told, Policies([allegation.scheme]), is_listed=listed)


@allow("allegations.see")
def allegation(request, pk):
    """What is said, who is in the home, what was decided for each of them, who was told, and what is still owed."""
    row, today = open_allegation(request, pk), clock.today()
    now = in_the_home(row.household, today, everyone_supported=True)
    then = in_the_home(row.household, row.about_on) if row.about_on else []
    told = list(
        row.told.standing().select_related("recorded_by__staff__account", "about_person__folder").order_by("pk")
    )
    decisions = {}
    for decision in row.home_decisions.standing().select_related("recorded_by__staff__account").order_by("pk"):
        decisions[decision_key(decision)] = decision
    is_open = row.status == Allegation.Status.OPEN
    step = row.last_step()
    return render(
        request,
        "arrangements/allegations/allegation.html",
        {
            "allegation": row,
            "facts": [
                row.reference,
                f"Known to us {timezone.localtime(row.known_at):%-d %B %Y, %H:%M}",
                f"{row.household.name} is “{row.household.get_status_display().lower()}”",
            ],
            "links": [(f"{row.household.name}’s page", row.household.get_absolute_url())],
            "people": [(one, decisions.get(one.key)) for one in now],
            "then": then,
            "clocks": [(one, one.whom in LETTER_OF, one.on < today) for one in _clocks_of(row, now, told)],
            "today": today,
            "told": told,
            "is_open": is_open,
            "is_suspended": row.household.status == Household.Status.SUSPENDED,
            "panel_kind": PanelItem.Kind.CONCERN,
            "may_put_back": step is not None,
            "notes": Note.objects.visible_to(request.actor)
            .standing()
            .filter(folder=row.folder)
            .select_related("recorded_by__staff__account")
            .order_by("-happened_on", "-pk"),
            "changes": changes_of(row, *told),
            "sees_openings": request.actor.may("openings.see"),
        },
    )


def _act(request, row, form, template, **more):
    page = {"allegation": row, "form": form, "cancel_url": row.get_absolute_url()}
    return render(request, f"arrangements/allegations/{template}.html", page | more)


def _asked_whom(request, row):
    """Who is to be told, as the address says it: one of those we know of, and for a funder about which person."""
    whom = request.GET.get("whom", "")
    if whom not in Whom.values:
        whom = Whom.OTHER
    person = None
    if whom == Whom.FUNDER:
        here = in_the_home(row.household, clock.today(), everyone_supported=True)
        people = {str(one.person.pk): one for one in here if one.person}
        person = people.get(request.GET.get("person", ""))
    return whom, person


@allow("allegations.see")
def record_told(request, pk):
    """Write down who was told, when and how, or why they do not have to be."""
    row = open_allegation(request, pk)
    whom, one = _asked_whom(request, row)
    form = ToldForm(sent(request), initial={"told_on": clock.today()})

    def act():
        row.record_told(whom=whom, about_person=one.person if one else None, by=request.actor, **form.answers())
        messages.success(request, "Written down.")

    if attempt(request, form, act):
        return redirect(row)
    more = {"whom": Whom(whom), "about": one, "may_write": whom == Whom.HOST or (whom in LETTER_OF and one)}
    return _act(request, row, form, "record_told", **more)


@allow("allegations.see")
def correct_told(request, pk):
    """Replace what was written about telling somebody; the old words stay readable."""
    told = get_object_or_404(Told.objects.visible_to(request.actor), pk=pk)
    row = open_allegation(request, told.allegation_id)
    told_at = timezone.localtime(told.told_at) if told.told_at else None
    shown = {name: getattr(told, name) for name in ("who", "how", "reference", "not_needed_because")}
    shown |= {"told_on": told_at.date(), "told_time": told_at.time()} if told_at else {}
    form = CorrectToldForm(sent(request), initial=shown)

    def act():
        empty = {"who": "", "how": "", "reference": "", "not_needed_because": "", "told_at": None}
        told.correct(why=form.cleaned_data["why"], by=request.actor, **(empty | form.answers()))
        messages.success(request, "Corrected. The earlier words stay readable under changes.")

    if attempt(request, form, act):
        return redirect(row)
    return _act(request, row, form, "correct_told", told=told)


@allow("allegations.see")
def write_about_allegation(request, pk):
    """A letter to who pays, or to the council where the home is: drafted, previewed, then sent and counted as told."""
    row = open_allegation(request, pk)
    whom, one = _asked_whom(request, row)
    if whom not in LETTER_OF:
        whom = Whom.HOST
    here = in_the_home(row.household, clock.today(), everyone_supported=True)
    names = [row.household.name, *(m.full_name for m in row.household.members.all())]
    names += [name for each in here if each.person for name in (each.person.full_name,)]
    person = one.person if one else None
    words = draft(row, whom, person=person, signed=request.actor.name, on=clock.today())
    if whom == Whom.FUNDER and one and one.referrer_email:
        words["to"] = one.referrer_email
    form = LetterForm(sent(request), initial=words, names=names)

    def act():
        send(row, whom, at=clock.now(), by=request.actor, person=person, **form.cleaned_data)
        messages.success(request, f"The letter is on its way, and {form.cleaned_data['who']} counts as told.")

    if whom == Whom.FUNDER and one is None:
        raise Http404
    if _is_sure(request) and attempt(request, form, act):
        return redirect(row)
    more = {"whom": Whom(whom), "about": one}
    if request.method == "POST" and request.POST.get("step") != "back" and form.is_valid():
        return _act(
            request, row, form, "preview_letter", as_sent=_as_sent(request), letter=form.cleaned_data, **more
        )  # fmt: skip
    return _act(request, row, form, "write_about_allegation", **more)


@allow("allegations.see")
def decide_home(request, pk):
    """What happens for one person in the home while this is looked into. It ends no arrangement."""
    row = open_allegation(request, pk)
    here = {one.key: one for one in in_the_home(row.household, clock.today(), everyone_supported=True)}
    one = here.get(request.GET.get("who", ""))
    form = DecideHomeForm(sent(request))

    def act():
        whose = {"person": one.person} if one.person else {"stay": one.stay}
        row.decide_home(by=request.actor, **whose, **form.cleaned_data)
        messages.success(request, f"The decision for {one.who} is written down. No arrangement ended by it.")

    if one is None:
        return _act(request, row, None, "choose_who", people=here.values())
    if attempt(request, form, act):
        return redirect(row)
    return _act(request, row, form, "decide_home", one=one)


@allow("allegations.see")
def close_allegation(request, pk):
    """What was found, and what follows. The household stays suspended until it comes back by an act of its own."""
    row = open_allegation(request, pk)
    form = CloseAllegationForm(sent(request), initial={"on": clock.today()})

    def act():
        row.close_allegation(by=request.actor, **form.cleaned_data)
        messages.success(request, "Closed. The household takes nobody new until you write down that it comes back.")

    if attempt(request, form, act):
        return redirect(row)
    here = in_the_home(row.household, clock.today(), everyone_supported=True)
    told = list(row.told.standing())
    return _act(
        request, row, form, "close_allegation", undone=[one for one in _clocks_of(row, here, told) if not one.is_done]
    )


@allow("cases.put_back")
def put_back_allegation(request, pk):
    """A manager opens a closed allegation again, with a reason."""
    row = open_allegation(request, pk)
    form = PutBackForm(sent(request))

    def act():
        row.put_back(by=request.actor, **form.cleaned_data)
        messages.success(request, "Open again.")

    if attempt(request, form, act):
        return redirect(row)
    return _act(request, row, form, "put_back_allegation")

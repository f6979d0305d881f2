"""Enquiries: the public form, what staff write down on the phone, and what is put right later."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control

from carers import letters_enquiry
from carers.alike import alike
from carers.due_pipeline import answer_by
from carers.forms.enquiries import AddEnquiryForm, EditEnquiryForm, EnquireForm
from carers.models import Application
from carers.models.applications import ENQUIRY_FORM
from carers.views.applications import open_application, show_act
from schemes import clock
from schemes.access import allow, public, scheme_or_404
from schemes.attempts import sent
from schemes.edits import save_plain_edit
from schemes.models import Actor, Policies, Scheme
from schemes.once import first_time
from schemes.roles import Role
from schemes.working_days import add_working_days

not_kept = cache_control(no_store=True, private=True)


@public
@not_kept
def become_a_carer(request):
    """Which scheme? Asked only where there is more than one."""
    schemes = list(Scheme.objects.select_related("region"))
    if len(schemes) == 1:
        return redirect("enquire", slug=schemes[0].slug)
    return render(request, "carers/enquiries/become_a_carer.html", {"schemes": schemes})


def _answer_day(scheme, on):
    """By when somebody who asks today is answered."""
    days = Policies([scheme]).value(scheme.pk, "enquiry_answer_working_days", on)
    return add_working_days(on, days, scheme.nation)


@public
@not_kept
def enquire(request, slug):
    """One page, no account: who you are, how to reach you, and why you ask."""
    scheme, today = scheme_or_404(slug), clock.today()
    form = EnquireForm(sent(request), scheme=scheme, on=today)
    # Whoever it is gets the same answer: a program, somebody we know, or a form sent twice.
    if request.method == "POST" and form.is_by_a_program:
        return redirect("enquire-sent", slug=slug)
    if form.is_valid():
        if first_time(request, form):
            by = Actor.for_job(ENQUIRY_FORM)
            application = Application.enquire(scheme=scheme, by=by, **form.enquiry())
            letters_enquiry.acknowledge(application, answer_by=_answer_day(scheme, today), by=by)
        return redirect("enquire-sent", slug=slug)
    page = {"scheme": scheme, "form": form, "answer_by": _answer_day(scheme, today)}
    return render(request, "carers/enquiries/enquire.html", page)


@public
@not_kept
def enquire_sent(request, slug):
    """What happens next and by when; nothing about who asked."""
    scheme = scheme_or_404(slug)
    page = {"scheme": scheme, "answer_by": _answer_day(scheme, clock.today())}
    return render(request, "carers/enquiries/enquire_sent.html", page)


@allow("applications.act")
def add_enquiry(request):
    """Write down an enquiry that came by phone; whoever may be the same is offered before a second record is made."""
    actor = request.actor
    mine = actor.staff if actor.role in (Role.OFFICER, Role.MANAGER) else None
    form = AddEnquiryForm(sent(request), actor=actor, on=clock.today(), initial={"officer": mine})
    found = []
    if form.is_valid():
        # Asked before anybody is looked for: a form sent twice must not find what it made the first time.
        if not first_time(request, form):
            return redirect("applications")
        found = alike(actor, form.told())
        if form.is_somebody_else(found):
            application = Application.enquire(scheme=actor.scheme, by=actor, **form.enquiry())
            by = answer_by(application, Policies([actor.scheme]))
            messages.success(request, f"Added as {application.reference}. An answer is owed by {by:%-d %B}.")
            return redirect(application)
        form.ask_about()
    return render(request, "carers/enquiries/add_enquiry.html", {"form": form, "alike": found})


@allow("applications.act")
def edit_enquiry(request, pk):
    """Put right what was told when they asked."""
    application = open_application(request, pk)
    form = EditEnquiryForm(sent(request), actor=request.actor, on=clock.today(), application=application)
    if form.is_bound and form.is_valid():
        form.cleaned_data = form.enquiry()
    if save_plain_edit(request, application, form):
        return redirect(application)
    return show_act(request, "carers/enquiries/edit_enquiry.html", application, form)

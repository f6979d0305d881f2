"""The applicant's own part behind their link, and what officers see and send of it."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from carers import letters
from carers.forms.applicants import SECTION_FORMS, InviteApplicantForm, ReportCommentForm
from carers.links import APPLICANT, application_behind, counted_referees, sections_of, shared_report
from carers.models import Application, Referee, ReportComment, SectionFilled
from carers.sections import SECTIONS, answered, asked_in, in_words, named_referees
from schemes import clock, doors
from schemes.access import allow, open_record, public, write_opening
from schemes.attempts import attempt, sent
from schemes.doors import behind_link
from schemes.edits import carry_version, number_sent, show_both
from schemes.models import Stale
from schemes.once import first_time


@public
@doors.not_kept
def applicant_start(request, secret):
    """Where the emailed link leads: a code first."""
    return doors.start(request, secret, APPLICANT)


def _opened(request) -> Application:
    application = application_behind(request.link)
    write_opening(request, application, by=request.holder)
    return application


def _page(request, application, **more) -> dict:
    return {"application": application, "scheme": application.scheme, "link": request.link} | more


@behind_link(APPLICANT)
def applicant_page(request):
    """What is to fill in, what is finished, what happens with references and the report."""
    application = _opened(request)
    asked, arrived = counted_referees(application)
    sections = sections_of(application)
    return render(
        request,
        "carers/applicants/applicant_page.html",
        _page(
            request,
            application,
            sections=sections,
            left=sum(row["state"] != "done" for row in sections),
            asked=asked,
            arrived=arrived,
            report=shared_report(application),
        ),
    )


def _differs(section, theirs: dict, yours: dict) -> list[tuple[str, str, str]]:
    return [
        (q.wording, in_words(q, theirs.get(q.key)) or "–", in_words(q, yours.get(q.key)) or "–")
        for q in asked_in(section.key)
        if theirs.get(q.key) != yours.get(q.key)
    ]


@behind_link(APPLICANT)
def applicant_section(request, key):
    """One section: kept while they type, saved when they go, checked when they say that it is finished."""
    if key not in SECTIONS:
        raise Http404
    section, application = SECTIONS[key], application_behind(request.link)
    row = application.sections.filter(key=key).first()
    form = SECTION_FORMS[key](sent(request), initial=row.words if row else {})
    carry_version(request, form, row.version if row else 0)
    is_typing = request.headers.get("X-Autosave") == "1"
    is_finish = "finish" in request.POST
    if not is_typing:  # what a page keeps every few seconds is the same opening
        write_opening(request, application, by=request.holder)

    def fill(is_done):
        filled = SectionFilled.fill(
            application=application,
            key=key,
            answers=form.as_typed(),
            is_done=is_done,
            version=form.version,
            sending=(form.once, number_sent(request)),
            by=request.holder,
        )
        if is_done and key == "referees":
            Referee.name_several(application=application, named=named_referees(filled.words), by=request.holder)
        return filled

    if form.is_bound and not form.is_too_long:
        try:
            is_done = is_finish and form.is_valid()
            row = fill(is_done)
        except Stale:
            row = application.sections.get(key=key)
            if is_typing:
                return JsonResponse({"said": _("Somebody else changed this part. Save to see both.")}, status=409)
            yours, theirs = form.as_typed(), row.words
            differs = _differs(section, theirs, yours)
            form = SECTION_FORMS[key](sent(request))
            form.data = _with_theirs(form.data, theirs, yours)
            show_both(form, differs, version=row.version)
            form.is_checked = False
        else:
            if is_typing:
                at = timezone.localtime(clock.now())
                return JsonResponse({"version": row.version, "said": _("Kept at %(at)s") % {"at": f"{at:%H:%M}"}})
            if is_done or not is_finish:
                messages.success(request, _("This part is finished.") if is_done else _("What you wrote is kept."))
                return redirect("applicant-page", request.link.pk)
            form.version = row.version
    elif form.is_bound and is_typing:
        return JsonResponse({"said": _("One answer is too long to keep.")}, status=413)
    more = {"section": section, "questions": asked_in(key), "form": form, "row": row}
    return render(request, "carers/applicants/applicant_section.html", _page(request, application, **more))


def _with_theirs(data, theirs: dict, yours: dict):
    """What was sent, with what somebody else wrote where nothing was typed, so that saving it loses neither."""
    data = data.copy()
    for name, value in theirs.items():
        if name not in yours:
            data.setlist(name, value if isinstance(value, list) else [value])
    return data


@behind_link(APPLICANT)
def applicant_report(request):
    """The report as it was shared with them, and what they say about it."""
    application = _opened(request)
    version = shared_report(application)
    if version is None:
        raise Http404
    is_asked = application.status == Application.Status.SHARED
    form = ReportCommentForm(sent(request) if is_asked else None)
    if form.is_valid():
        if first_time(request, form):
            ReportComment.put_down(
                scheme=application.scheme,
                version=version,
                happened_on=clock.today(),
                by=request.holder,
                **form.cleaned_data,
            )
            messages.success(request, _("Thank you. The scheme has what you wrote, and panel reads it too."))
        return redirect("applicant-report", request.link.pk)
    more = {
        "version": version,
        "form": form,
        "is_asked": is_asked,
        "comments": version.comments.standing().order_by("pk"),
    }
    return render(request, "carers/applicants/applicant_report.html", _page(request, application, **more))


# --- officers ---------------------------------------------------------------------------------------------------


def _open_application(request, pk) -> Application:
    return open_record(request, Application.objects.select_related("folder", "scheme", "household"), pk=pk)


@allow("applications.act")
def invite_applicant(request, pk):
    """Send somebody who applies the link to their own part."""
    application = _open_application(request, pk)
    form = InviteApplicantForm(sent(request), initial={"email": application.email})
    if form.is_bound and not application.is_open:
        form.add_error(None, "This application is not going on, so no link was sent.")

    def invite():
        letters.invite_applicant(application, email=form.cleaned_data["email"], at=clock.now(), by=request.actor)
        messages.success(request, f"A link is on its way to {form.cleaned_data['email']}.")

    if attempt(request, form, invite):
        return redirect(application)
    page = {
        "application": application,
        "form": form,
        "cancel_url": application.get_absolute_url(),
        "preview": letters.preview(application, "invite_applicant", APPLICANT),
        "until": APPLICANT.expires_at(application.scheme, clock.now()),
    }
    return render(request, "carers/applicants/invite_applicant.html", page)


@allow("applications.see")
def applicant_answers(request, pk):
    """What the applicants have filled in so far, section by section."""
    application = _open_application(request, pk)
    rows = sections_of(application)
    for row in rows:
        row["answers"] = answered(row["section"].key, row["row"].words) if row["row"] else []
    page = {"application": application, "rows": rows, "cancel_url": application.get_absolute_url()}
    return render(request, "carers/applicants/applicant_answers.html", page)

"""The scheme words its own referral form: questions, reasons, order, optional questions; seen before it is asked."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from referrals.form_versions import AskedForm, OwnQuestion, of_version, put_together, questions_for
from referrals.forms.form_design import DesignedWithForm, DropForm, OwnQuestionForm, PublishForm, WordQuestionForm
from referrals.models import Answer, FormDesign, FormVersion
from referrals.questions import PAGES, QUESTIONS
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.edits import save_plain_edit


def _design(request) -> FormDesign:
    return FormDesign.of(request.actor.scheme, by=request.actor)


def _as_designed(design) -> AskedForm:
    """The form as it would be asked if the design were published now."""
    return put_together(
        number=0, words=design.words, order=design.order, extra=design.extra, designed_with=design.designed_with
    )


def _pages_of(form: AskedForm, asked: AskedForm | None = None) -> list[dict]:
    """Each page with its questions; beside each whether it is new or differs from the form as it is `asked` now."""
    before = asked.questions if asked else {}
    return [
        {
            "page": page,
            "questions": [
                {
                    "question": question,
                    "is_own": isinstance(question, OwnQuestion),
                    "is_new": asked is not None and question.key not in before,
                    "is_changed": question.key in before and question != before[question.key],
                    "is_required": question.is_required or bool(question.one_of),
                }
                for question in form.asked_on(page.name)
            ],
        }
        for page in PAGES.values()
    ]


@allow("form.design")
def form_design(request):
    """Every page and question as the scheme words them, what differs from what is asked now, and who helped."""
    design = _design(request)
    asked = questions_for(design.scheme)
    now = _as_designed(design)
    form = DesignedWithForm(sent(request), initial={"designed_with": design.designed_with})
    if save_plain_edit(request, design, form):
        return redirect("form-design")
    page = {
        "form": form,
        "pages": _pages_of(now, asked),
        "is_published": (now.questions, now.designed_with) == (asked.questions, asked.designed_with)
        and list(now.questions) == list(asked.questions),
        "asked": asked,
        "versions": FormVersion.objects.visible_to(request.actor).standing().order_by("-number"),
        "changes": changes_of(design),
        "back_url": reverse("settings"),
    }
    return render(request, "referrals/form_design/form_design.html", page)


@allow("form.design")
def word_question(request, key):
    """How one of our questions is asked here."""
    if key not in QUESTIONS:
        raise Http404
    design, question = _design(request), QUESTIONS[key]
    form = WordQuestionForm(sent(request), question=question, initial=design.words.get(key, {}))
    if attempt(request, form, lambda: design.word_question(key, **form.cleaned_data, by=request.actor)):
        messages.success(request, "Words saved. Nobody is asked them until you publish.")
        return redirect("form-design")
    page = {"form": form, "question": question, "cancel_url": reverse("form-design")}
    return render(request, "referrals/form_design/word_question.html", page)


@allow("form.design")
def move_question(request, key):
    """One place earlier or later on its page."""
    design = _design(request)
    form = _as_designed(design)
    if key not in form.questions:
        raise Http404
    if request.method != "POST":
        return redirect("form-design")
    page = form.questions[key].page
    steps = 1 if request.POST.get("to") == "later" else -1
    design.move_question(
        key, [question.key for question in form.asked_on(page)], page=page, steps=steps, by=request.actor
    )
    return redirect(f"{reverse('form-design')}#question-{key}")


@allow("form.design")
def add_question(request):
    """One more optional question of the scheme's own."""
    design = _design(request)
    form = OwnQuestionForm(sent(request), initial={"page": request.GET.get("page", "")})
    if attempt(request, form, lambda: design.put_own_question(form.cleaned_data, by=request.actor)):
        messages.success(request, "Question added. Nobody is asked it until you publish.")
        return redirect("form-design")
    page = {"form": form, "cancel_url": reverse("form-design")}
    return render(request, "referrals/form_design/add_question.html", page)


def _own_row(design, key) -> dict:
    rows = {own["key"]: own for own in design.extra}
    if key not in rows:
        raise Http404
    return rows[key]


@allow("form.design")
def edit_question(request, key):
    """Change one of the scheme's own questions."""
    design = _design(request)
    row = _own_row(design, key)
    form = OwnQuestionForm(sent(request), initial=row | {"choices": "\n".join(row["choices"])})
    if attempt(request, form, lambda: design.put_own_question(form.cleaned_data, key=key, by=request.actor)):
        messages.success(request, "Question saved. Nobody is asked it like this until you publish.")
        return redirect("form-design")
    page = {"form": form, "row": row, "cancel_url": reverse("form-design")}
    return render(request, "referrals/form_design/edit_question.html", page)


@allow("form.design")
def drop_question(request, key):
    """Ask one of the scheme's own questions no more."""
    design = _design(request)
    row, form = _own_row(design, key), DropForm(sent(request))
    if attempt(request, form, lambda: design.drop_question(key, by=request.actor)):
        messages.success(request, "Taken away. It is asked until you publish.")
        return redirect("form-design")
    given = Answer.objects.standing().filter(scheme=design.scheme, key=key).count()
    page = {"form": form, "row": row, "given": given, "cancel_url": reverse("form-design")}
    return render(request, "referrals/form_design/drop_question.html", page)


@allow("form.design")
def preview_form(request):
    """The whole form as a referrer would read it, before anybody is asked it."""
    design = _design(request)
    now = _as_designed(design)
    page = {"pages": _pages_of(now), "asked": now, "back_url": reverse("form-design")}
    return render(request, "referrals/form_design/preview_form.html", page)


@allow("form.design")
def publish_form(request):
    """Ask it like this from now on."""
    design, form = _design(request), PublishForm(sent(request))
    if attempt(request, form, lambda: design.publish(by=request.actor)):
        messages.success(request, "Published. Whoever begins a referral now is asked it like this.")
        return redirect("form-design")
    asked, now = questions_for(design.scheme), _as_designed(design)
    page = {"form": form, "pages": _pages_of(now, asked), "design": design, "cancel_url": reverse("form-design")}
    page["gone"] = [question for key, question in asked.questions.items() if key not in now.questions]
    return render(request, "referrals/form_design/publish_form.html", page)


@allow("form.design")
def form_version(request, pk):
    """The form as it was asked from a day on."""
    version = get_object_or_404(FormVersion.objects.visible_to(request.actor), pk=pk)
    asked = of_version(version)
    page = {"version": version, "pages": _pages_of(asked), "asked": asked, "back_url": reverse("form-design")}
    return render(request, "referrals/form_design/form_version.html", page)

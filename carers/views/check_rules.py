"""Which checks a scheme asks for: its list, and changing one from a day on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from carers import check_lists
from carers.forms.check_rules import CheckRuleForm
from carers.models import CheckRule, CheckRules, Member
from carers.models.requirements import Asked
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Policies
from schemes.vocabulary import CHECKS_ON_A_MEMBER, ArrangementType, CheckKind, check_label

PLURALS = {
    Member.Role.CARER: "carers",
    Member.Role.SUPPORT_CARER: "support carers",
    Member.Role.HOUSEHOLD_MEMBER: "others in the home",
}


def in_words(asked: Asked) -> dict[str, str]:
    """How a check is asked for, as staff read it."""
    if not asked.is_asked:
        return {"of": "Not asked for", "lasts": "", "warn": "", "blocks": ""}
    whom = [str(PLURALS[role]) for role in asked.roles] if asked.kind in CHECKS_ON_A_MEMBER else ["the home"]
    of = ", ".join(whom).capitalize()
    if asked.types:
        of += f"; only where approved for {', '.join(ArrangementType(t).label for t in asked.types).lower()}"
    return {
        "of": of,
        "lasts": f"{asked.months} month{'' if asked.months == 1 else 's'}" if asked.months else "No end",
        "warn": f"{asked.warn_days} day{'' if asked.warn_days == 1 else 's'}" if asked.months else "",
        "blocks": "Yes" if asked.blocks else "No",
    }


@allow("rules.see")
def check_rules(request):
    """Each check: of whom it is asked, how long it lasts, whether a new match waits for it, and since when."""
    scheme, today = request.actor.scheme, clock.today()
    rules = CheckRules([scheme], Policies([scheme]))
    listed = []
    for kind, asked in rules.all_asked(scheme.pk, today).items():
        row = rules.row(scheme.pk, kind, today)
        listed.append(
            {
                "kind": kind,
                "label": check_label(kind, scheme.nation),
                "asked": asked,
                "words": in_words(asked),
                "since": row and row.happened_on,
                "coming": [
                    (later.happened_on, in_words(later.as_asked())) for later in rules.coming(scheme.pk, kind, today)
                ],
            }
        )
    return render(
        request,
        "carers/check_rules/check_rules.html",
        {"rules": listed, "may_change": request.actor.may("settings.change"), "back_url": reverse("settings")},
    )


@allow("settings.change")
def change_check_rule(request, kind):
    """Ask for a check differently from a day on: first see what that changes, then save it."""
    if kind not in CheckKind.values:
        raise Http404
    scheme, today = request.actor.scheme, clock.today()
    asked = CheckRules([scheme], Policies([scheme])).asked(scheme.pk, kind, today)
    form = CheckRuleForm(sent(request), asked=asked)
    effect = None
    if form.is_valid() and not form.was_looked_at:
        effect = check_lists.effect_of(scheme, asked, form.to_be(), today)
        form.show_effect()
    elif form.is_valid():
        told = form.fields_to_keep() | {"from_on": form.cleaned_data["from_on"]}
        if attempt(request, form, lambda: CheckRule.set_check_rule(scheme=scheme, by=request.actor, **told)):
            messages.success(request, f"Changed: {check_label(kind, scheme.nation)}.")
            return redirect("check-rules")
    return render(
        request,
        "carers/check_rules/change_check_rule.html",
        {
            "form": form,
            "effect": effect,
            "label": check_label(kind, scheme.nation),
            "words": in_words(asked),
            "cancel_url": reverse("check-rules"),
        },
    )

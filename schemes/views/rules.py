"""The scheme's own rules: how often, how many, by when."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from schemes import clock
from schemes.access import allow
from schemes.forms.rules import RuleForm
from schemes.models import Policies, Policy
from schemes.once import first_time
from schemes.presets import RULES

# These hold for the checks that have no rule of their own.
ABOUT_CHECKS = {"dbs_months", "check_warn_days", "checks_that_block"}


@allow("rules.see")
def rules(request):
    """Each rule with its value, where it comes from, since when, and what is already decided for later."""
    today = clock.today()
    known = Policies([request.actor.scheme])
    coming = {}
    later = Policy.objects.visible_to(request.actor).standing().filter(happened_on__gt=today)
    for row in later.order_by("happened_on", "id"):
        coming.setdefault(row.key, []).append(row)
    listed = []
    for key, preset in RULES.items():
        rule = preset.said_in(request.actor.scheme.nation)
        current = known.rule(request.actor.scheme.pk, key, today)
        listed.append(
            {
                "key": key,
                "rule": rule,
                "value": rule.in_words(rule.fallback if current is None else current.value),
                "source": rule.source if current is None else current.source,
                "since": current and current.happened_on,
                "coming": [(row.happened_on, rule.in_words(row.value)) for row in coming.get(key, [])],
            }
        )
    return render(
        request,
        "schemes/rules/rules.html",
        {"rules": listed, "may_change": request.actor.may("settings.change"), "back_url": reverse("settings")},
    )


@allow("settings.change")
def change_rule(request, key):
    """Change one rule from a day on; what held before stays on record."""
    if key not in RULES:
        raise Http404
    scheme = request.actor.scheme
    rule = RULES[key].said_in(scheme.nation)
    current = Policies([scheme]).rule(scheme.pk, key, clock.today())
    standing = Policy.objects.visible_to(request.actor).standing().filter(key=key)
    newest = standing.order_by("-id").values_list("pk", flat=True).first() or 0
    form = RuleForm(request.POST or None, rule=rule, current=current)
    if form.is_valid() and not first_time(request, form):
        return redirect("rules")
    if form.is_valid():
        if request.POST.get("version", str(newest)) == str(newest):
            Policy.set_rule(
                scheme=scheme,
                key=key,
                value=form.cleaned_data["value"],
                source=form.cleaned_data["source"],
                from_on=form.cleaned_data["from_on"],
                by=request.actor,
            )
            messages.success(request, f"Changed: {rule.label}.")
            return redirect("rules")
        form.add_error(
            None,
            "Somebody else has changed this rule since you opened it. "
            f"Today it is {rule.in_words(rule.fallback if current is None else current.value)}. "
            "Save again if yours should hold.",
        )
    form.version = newest
    return render(
        request,
        "schemes/rules/change_rule.html",
        {
            "form": form,
            "current": current,
            "current_value": current and rule.in_words(current.value),
            "is_about_checks": key in ABOUT_CHECKS,
            "cancel_url": reverse("rules"),
        },
    )

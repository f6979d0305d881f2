"""Something to hand a professional: what Shared Lives is, for whom, and how to ask; one sheet, also in Easy Read."""

from django.shortcuts import render

from schemes import clock, letters
from schemes.access import public, scheme_or_404
from schemes.models import Policies


def _sheet(request, slug, template):
    scheme = scheme_or_404(slug)
    policies, today = Policies([scheme]), clock.today()
    page = {
        "scheme": scheme,
        "most_people": min(
            policies.value(scheme.pk, key, today) for key in ("people_limit_nation", "people_limit_scheme")
        ),
        "answer_days": policies.value(scheme.pk, "answer_working_days", today),
        "ask_url": letters.link_to("refer-start", scheme.slug).partition("://")[2],
        "meet_days": policies.value(scheme.pk, "meet_working_days", today),
    }
    return render(request, template, page)


@public
def handout(request, slug):
    """Shared Lives in plain words, for whoever might ask for it."""
    return _sheet(request, slug, "referrals/handout/handout.html")


@public
def handout_easy_read(request, slug):
    """The same for somebody who reads Easy Read: one thing to a line, in large print."""
    return _sheet(request, slug, "referrals/handout/handout_easy_read.html")

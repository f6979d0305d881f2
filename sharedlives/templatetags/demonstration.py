"""What only the demonstration's pages say: who can sign in to it."""

from django import template
from django.conf import settings

from sharedlives import demo

register = template.Library()


@register.inclusion_tag("components/demo_sign_ins.html")
def demo_sign_ins():
    """The sign-ins of the demonstration, on its own sign-in page; nothing anywhere else."""
    return {"sign_ins": demo.who_signs_in() if settings.DEMO else []}

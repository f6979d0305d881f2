"""The demonstration's mail, read in the browser: nobody has to own the invented addresses."""

import re

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from schemes.access import public
from sharedlives.mailbox import newest, read


def folder_or_404() -> str:
    """Where the catcher keeps mail; only on a developer's machine and in the demonstration."""
    if not (settings.LOCAL and settings.MAIL_CATCHER_FOLDER):
        raise Http404
    return settings.MAIL_CATCHER_FOLDER


@public
def mailbox(request):
    """Every message that was caught, newest first."""
    return render(request, "front/mailbox.html", {"caught": newest(folder_or_404())})


@public
def mailbox_message(request, name):
    """One message as text; links to these pages can be followed."""
    caught = read(folder_or_404(), name)
    if caught is None:
        raise Http404
    facts = [("To", caught.to), ("From", caught.sender), ("Message-ID", caught.message_id)]
    return render(
        request, "front/mailbox_message.html", {"caught": caught, "facts": facts, "text": with_our_links(caught.text)}
    )


def with_our_links(text: str) -> str:
    """The text, escaped, with the addresses of these pages made into links and no others."""
    ours = re.compile(rf"({re.escape(settings.SITE_ADDRESS)}/[^\s<>\"']*)")
    parts = ours.split(text)
    return mark_safe(
        "".join(
            format_html('<a class="govuk-link" href="{}">{}</a>', part, part)
            if position % 2
            else conditional_escape(part)
            for position, part in enumerate(parts)
        )
    )

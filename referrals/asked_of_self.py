"""The form in the words of somebody who asks for themselves: the same questions with the same keys, said as "you"."""

from django.utils.translation import gettext_lazy as _

SELF = "self"

HEADINGS = {
    "them": (_("About your life now"), _("So that we know where to begin.")),
    "talking": (_("Talking together"), _("How to talk with you so that we understand each other.")),
    "their-words": (_("In your words"), _("Write as you like. One of these is enough to begin.")),
    "good-support": (_("What good support looks like"), _("Leave anything you do not want to say yet.")),
    "safety": (_("Staying safe"), _("What a household would need to know to keep everyone safe.")),
    "home": (
        _("Home and people"),
        _("What you must have in a home, and what you would like. “I don't know yet” is an answer."),
    ),
    "money": (_("Money and papers"), _("You can ask us before funding is agreed.")),
    "anyone-else": (_("Anyone else"), _("People who know you, or speak for you.")),
}
WORDINGS = {
    "preferred_name": _("What do you like to be called?"),
    "full_name": _("Your full name"),
    "date_of_birth": _("Your date of birth"),
    "age": _("Or your age, if you would rather not say the date"),
    "place": _("Where do you live now?"),
    "phone": _("Your phone number, if you did not give it before"),
    "situation": _("With whom do you live at the moment?"),
    "talking": _("What is the best way to talk with you?"),
    "language": _("Which language do you use most?"),
    "information_format": _("How do you need written information?"),
    "said_how": _("Did somebody help you to write this?"),
    "ready_to_leave_on": _("Since when are you ready to leave hospital?"),
    "named_carer": _("Is there somebody already who would be your carer?"),
    "support_help": _("What do you want help with?"),
    "alone": _("How long are you fine on your own?"),
    "smokes": _("Do you smoke?"),
    "benefits": _("Benefits, and who looks after your money"),
    "worker": _("Your social worker or other workers"),
}
HINTS = {
    "age": _("About how old is enough"),
    "place": _("A postcode or a town"),
    "said_how": _("It is fine either way"),
    "talking": _("Signs, pictures, short sentences, a quiet room, someone you trust"),
    "safety": _("To yourself or others, fire, the road, the internet, people who may come, and what helps"),
    "family": _("Name, who they are to you, how to reach them"),
    "named_carer": _("For example a foster carer with whom you would stay. Write their name."),
}
# Somebody who asks for themselves knows about it, and says whose words they are by writing them.
NOT_ASKED = {"knows", "voice"}


def heading_of(page, who: str) -> tuple:
    """The heading of a page and the line under it."""
    return HEADINGS.get(page.name, (page.heading, page.lead)) if who == SELF else (page.heading, page.lead)


def wording_of(question, who: str):
    """A question as it is asked of whoever fills in the form."""
    return WORDINGS.get(question.key, question.wording) if who == SELF else question.wording

"""What a referee is asked, and how their answers are read."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

WORRIED = ("yes", "talk")


@dataclass(frozen=True)
class Asked:
    """One question to a referee; with `choices` it has one answer of a few."""

    key: str
    wording: str
    hint: str = ""
    choices: tuple = ()
    needed: bool = False


QUESTIONS = {
    question.key: question
    for question in [
        Asked("known", _("How do you know them, and how long?"), needed=True),
        Asked("strengths", _("What are they good at with people?"), _("An example says more than a word"), needed=True),
        Asked(
            "worries",
            _("Is there anything that worries you?"),
            choices=(
                ("no", _("No")),
                ("yes", _("Yes, I write it below")),
                ("talk", _("I would rather talk about it. Please ring me.")),
            ),
            needed=True,
        ),
        Asked("worries_words", _("What worries you"), _("Also small things. We look into them with care.")),
        Asked(
            "loved",
            _("Would you let somebody you love live there?"),
            choices=(
                ("yes", _("Yes")),
                ("with_help", _("Yes, with some support")),
                ("no", _("No")),
                ("unsure", _("I am not sure")),
            ),
            needed=True,
        ),
        Asked("loved_words", _("Why you say so")),
        Asked("anything", _("Anything else you want us to know")),
    ]
}


def has_worries(answers: dict) -> bool:
    """Whether there is something to talk about before panel."""
    return answers.get("worries") in WORRIED or answers.get("loved") in ("no", "unsure")


def in_words(answers: dict) -> list[tuple[str, str]]:
    """(question, answer) of what was answered, in order."""
    rows = []
    for question in QUESTIONS.values():
        answer = str(answers.get(question.key) or "")
        said = str(dict(question.choices).get(answer, answer))
        if said:
            rows.append((str(question.wording), said))
    return rows

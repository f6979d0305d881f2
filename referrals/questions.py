"""What the referral form asks: each question with why we ask it and who sees the answer.

Keys are stable for ever: answers are kept with key, wording and form version as they were asked, and later versions of
this file never alter them. Version 0 is the form in these words; a scheme's own are `FormVersion`.

Deliberately not asked, though forms in the field ask them: National Insurance number (nothing here needs it; who pays
asks for it when they pay) and ethnic origin (no decision here may rest on it; reach is counted another way, and the
person may tell us what matters to them in their own words).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from schemes.vocabulary import WISHES

FORM_VERSION = 0


@dataclass(frozen=True)
class Page:
    """One page of the form."""

    name: str
    heading: str
    lead: str = ""


@dataclass(frozen=True)
class Question:
    """One question. Those that share `one_of` need one answer between them."""

    key: str
    page: str
    wording: str
    why: str
    who: str
    is_required: bool = False
    one_of: str = ""


PAGES = {
    page.name: page
    for page in [
        Page("you", _("About you"), _("So that we can answer you.")),
        Page("them", _("Who is it about?"), _("The person you are asking for.")),
        Page(
            "talking",
            _("Talking together"),
            _("How to talk with them so that they understand and are understood."),
        ),
        Page(
            "their-words",
            _("In their words"),
            _("Ask them, if you can, and write what they say. One of these is enough to begin."),
        ),
        Page("what-for", _("What are you asking for?"), _("A rough idea will do. It can change.")),
        Page("good-support", _("What good support looks like"), _("Leave anything you do not know.")),
        Page("safety", _("Staying safe"), _("What a household would need to know to keep everyone safe.")),
        Page(
            "home",
            _("Home and people"),
            _("What they must have in a home, and what they would like. “I don't know yet” is an answer."),
        ),
        Page("money", _("Money and papers"), _("You can send a referral before funding is agreed.")),
        Page("anyone-else", _("Anyone else"), _("People who know them, or speak for them.")),
    ]
}
PAGE_NAMES = list(PAGES)

OFFICERS = _("The scheme's officers and managers.")
OFFICERS_ONLY = _("The scheme's officers and managers. Never a household.")
AFTER_YES = _("The scheme. A household reads it only when the person agrees.")
SHORTENED = _("The scheme. A household sees the first name and an area at first, no more.")

QUESTIONS = {
    question.key: question
    for question in [
        Question(
            "referrer_is", "you", _("Whom are you asking for?"), _("So that we ask in words that fit."), OFFICERS_ONLY
        ),
        Question(
            "referrer_name", "you", _("Your name"), _("So that we know whom to ring."), OFFICERS_ONLY, is_required=True
        ),
        Question(
            "referrer_email",
            "you",
            _("Your email"),
            _("We send a link to come back by, the reference, and a link that shows how it goes."),
            OFFICERS_ONLY,
            is_required=True,
        ),
        Question(
            "referrer_team",
            "you",
            _("Your team or organisation"),
            _("So that a colleague can be found when you are away."),
            OFFICERS_ONLY,
        ),
        Question("referrer_phone", "you", _("Your phone number"), _("Some things are quicker to say."), OFFICERS_ONLY),
        Question(
            "preferred_name",
            "them",
            _("What do they like to be called?"),
            _("We use this name everywhere."),
            SHORTENED,
        ),
        Question("full_name", "them", _("Full name"), _("To keep one record for one person."), SHORTENED, True),
        Question(
            "date_of_birth",
            "them",
            _("Date of birth"),
            _("Shared Lives has age limits, and carers are approved for certain ages."),
            _("The scheme. A household sees an age, not the date."),
            one_of="age",
        ),
        Question(
            "age",
            "them",
            _("Or their age, if you do not have the date of birth"),
            _("A rough age is enough to begin."),
            _("The scheme. A household sees an age."),
            one_of="age",
        ),
        Question(
            "place",
            "them",
            _("Where do they live now?"),
            _("To know how far a household is from people and places that matter."),
            SHORTENED,
            is_required=True,
        ),
        Question(
            "gender", "them", _("Gender"), _("Some people and some households have a wish about this."), AFTER_YES
        ),
        Question("phone", "them", _("Their phone number"), _("If they like to be rung themselves."), OFFICERS),
        Question(
            "situation",
            "them",
            _("Where are they living at the moment?"),
            _("It tells us how soon things have to happen, and who else is involved."),
            OFFICERS,
        ),
        Question(
            "talking",
            "talking",
            _("What is the best way to talk together?"),
            _("So that the first meeting goes well."),
            AFTER_YES,
        ),
        Question(
            "language",
            "talking",
            _("Which language do they use most?"),
            _("To bring an interpreter, or find a household that speaks it."),
            AFTER_YES,
        ),
        Question(
            "information_format",
            "talking",
            _("How do they need written information?"),
            _("We must give information in a form they can use (Accessible Information Standard)."),
            AFTER_YES,
        ),
        Question(
            "knows",
            "talking",
            _("Do they know about this referral, and want it?"),
            _("Nothing goes further without them. “Not yet” is fine: we can explain it together."),
            OFFICERS,
            is_required=True,
        ),
        Question(
            "matters",
            "their-words",
            _("What matters to me"),
            _("We begin with the person, and this is what we read first."),
            AFTER_YES,
            one_of="words",
        ),
        Question(
            "good_day",
            "their-words",
            _("A good day for me"),
            _("A home where good days are likely is what we look for."),
            AFTER_YES,
            one_of="words",
        ),
        Question(
            "hopes",
            "their-words",
            _("What I hope for"),
            _("So that we ask the right people."),
            AFTER_YES,
            one_of="words",
        ),
        Question(
            "said_how",
            "their-words",
            _("How did they tell you?"),
            _("Their own words, pictures, or someone who knows them well: it is good to know which."),
            OFFICERS,
        ),
        Question("voice", "their-words", _("Whose words are these?"), _("Their own words count for more."), AFTER_YES),
        Question(
            "type_wanted",
            "what-for",
            _("What would help?"),
            _("Households are approved for certain kinds of support."),
            AFTER_YES,
            is_required=True,
        ),
        Question("wanted_from", "what-for", _("From when?"), _("To see who has room then."), AFTER_YES),
        Question(
            "ready_to_leave_on",
            "what-for",
            _("Since when are they ready to leave hospital?"),
            _("Each day longer in hospital than needed costs strength. It tells us how soon to look."),
            OFFICERS,
        ),
        Question("wanted_until", "what-for", _("Until when?"), _("Only if it has an end."), AFTER_YES),
        Question(
            "near",
            "what-for",
            _("Near which postcode?"),
            _("Friends, work or a place they know: we look for homes close to it."),
            _("The scheme. A household sees a distance, not the postcode."),
        ),
        Question("miles", "what-for", _("Within how many miles?"), _("So that we do not look too far."), OFFICERS),
        Question("urgency", "what-for", _("How soon?"), _("To read the most urgent first."), OFFICERS),
        Question(
            "named_carer",
            "what-for",
            _("Is there somebody already who would be their carer?"),
            _("Then nobody else is looked for. They still have to be approved."),
            OFFICERS_ONLY,
        ),
        Question(
            "support_group",
            "good-support",
            _("What is most of the support for?"),
            _("Carers have different experience and training."),
            AFTER_YES,
        ),
        Question(
            "support_help",
            "good-support",
            _("What do they want help with?"),
            _("So that support fits, and nobody takes over what they do themselves."),
            AFTER_YES,
        ),
        Question(
            "personal_care",
            "good-support",
            _("Washing, dressing, eating"),
            _("It shows what a carer would do."),
            AFTER_YES,
        ),
        Question(
            "night",
            "good-support",
            _("What happens at night?"),
            _("Carers sleep at night; we need to know."),
            AFTER_YES,
        ),
        Question(
            "medicines", "good-support", _("Medicines"), _("A carer may need training before they can help."), AFTER_YES
        ),
        Question(
            "moving_about",
            "good-support",
            _("Moving about, and equipment"),
            _("Some homes have stairs, some have room for equipment."),
            AFTER_YES,
        ),
        Question("health", "good-support", _("Health"), _("So that a carer knows what to look out for."), AFTER_YES),
        Question(
            "alone",
            "good-support",
            _("How long are they fine on their own?"),
            _("Carers go out too: shopping, work, a walk."),
            AFTER_YES,
        ),
        Question(
            "support_me",
            "good-support",
            _("How best to support me"),
            _("What works, what does not, what to do when they are upset."),
            AFTER_YES,
        ),
        Question(
            "safety_known",
            "safety",
            _("Is there something a household needs to know?"),
            _("A home is shared, sometimes with children. Not knowing yet is an honest answer."),
            OFFICERS,
        ),
        Question(
            "safety",
            "safety",
            _("What a household needs to know"),
            _("To plan well instead of finding out later."),
            _("The scheme. A household learns what it needs before they meet, with the person's knowledge."),
        ),
        *[
            Question(
                f"wish_{wish.key}",
                "home",
                _(wish.text),
                _("A must-have rules homes out. A wish never does: it is shown beside each home."),
                AFTER_YES,
            )
            for wish in WISHES.values()
        ],
        Question("smokes", "home", _("Do they smoke?"), _("Not every home can have someone who smokes."), AFTER_YES),
        Question(
            "home_other",
            "home",
            _("Anything else about home and people"),
            _("Faith, food, neighbours, a bus stop, a cat that must come along."),
            AFTER_YES,
        ),
        Question(
            "funding",
            "money",
            _("Is funding agreed?"),
            _("It changes what we can promise, not whether we read it."),
            OFFICERS_ONLY,
        ),
        Question(
            "funder",
            "money",
            _("Who would pay?"),
            _("Council, NHS, own money or a mix: agreements are made with them."),
            OFFICERS_ONLY,
        ),
        Question(
            "benefits",
            "money",
            _("Benefits, and who looks after their money"),
            _("Rent is often paid from benefits, so this takes time to set up."),
            OFFICERS_ONLY,
        ),
        Question(
            "papers",
            "money",
            _("Which papers exist?"),
            _("So that nobody is asked the same things twice. Attach copies here, or send them later."),
            OFFICERS_ONLY,
        ),
        Question(
            "family",
            "anyone-else",
            _("Family, friends, next of kin"),
            _("People who matter to them, and may want to know."),
            OFFICERS,
        ),
        Question(
            "advocate",
            "anyone-else",
            _("Advocate, or someone with legal authority"),
            _("An attorney, deputy or appointee must be asked about some decisions."),
            OFFICERS_ONLY,
        ),
        Question(
            "worker",
            "anyone-else",
            _("Social worker or other workers, if not you"),
            _("So that we talk to the right person."),
            OFFICERS_ONLY,
        ),
        Question("gp", "anyone-else", _("GP or nurse"), _("Needed when someone moves in. It can wait."), OFFICERS),
        Question(
            "contact_first",
            "anyone-else",
            _("Whom should we contact first about this?"),
            _("So that nobody hears it in the wrong order."),
            OFFICERS_ONLY,
        ),
    ]
}


def asked_on(page: str) -> list[Question]:
    """The questions of one page, in their order."""
    return [question for question in QUESTIONS.values() if question.page == page]


def required_answers() -> list[tuple[str, ...]]:
    """The answers a referral cannot be sent without; each is the keys of which one must be given."""
    groups: dict[str, list[str]] = {}
    for question in QUESTIONS.values():
        if question.is_required or question.one_of:
            groups.setdefault(question.one_of or question.key, []).append(question.key)
    return [tuple(keys) for keys in groups.values()]

"""What an application asks (domain 2.2): each question with why we ask it and who sees the answer.

Keys are stable for ever. Nothing is asked that no decision here rests on. "I don't know yet" is always an answer.
"""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from schemes.vocabulary import ArrangementType

NOT_KNOWN = ("not_known", _("I don't know yet"))

OFFICERS = _("The scheme's officers and managers. Panel reads what matters of it in the report.")
OFFICERS_ONLY = _("The scheme's officers and managers only.")
MATCHING = _("The scheme. A person reads about your home before they meet you, and only what you agree to.")


@dataclass(frozen=True)
class Section:
    """One part of the application, filled in on its own."""

    key: str
    heading: str
    lead: str
    who: str = OFFICERS


@dataclass(frozen=True)
class Question:
    """One question. Kinds: words, line, choice, many, email, phone. `needed`: it is asked for when they finish."""

    key: str
    section: str
    wording: str
    why: str
    kind: str = "words"
    hint: str = ""
    choices: tuple = ()
    needed: bool = False
    who: str = ""

    @property
    def seen_by(self):
        return self.who or SECTIONS[self.section].who


SECTIONS = {
    section.key: section
    for section in [
        Section(
            "about-you",
            _("About you, and who applies with you"),
            _("Couples apply together. Either of you can fill in any part."),
        ),
        Section(
            "people",
            _("People in your home"),
            _("Shared Lives is shared by everybody who lives with you."),
        ),
        Section("why", _("Why Shared Lives"), _("In your own words. There is no right answer."), MATCHING),
        Section(
            "work",
            _("Work and life so far"),
            _("The law asks for everything since school, with the times in between."),
        ),
        Section(
            "health",
            _("Health"),
            _("Few things rule anybody out. We look at what helps, not at labels."),
        ),
        Section("home", _("Your home"), _("Somebody may live here with you."), MATCHING),
        Section("money", _("Money and insurance"), _("So that nobody is worse off by surprise."), OFFICERS_ONLY),
        Section(
            "convictions",
            _("Told in confidence"),
            _(
                "A conviction does not by itself mean no. We talk about it, and panel looks at the risk. "
                "It is better told now than found later."
            ),
            _("The scheme's officers and managers. Panel learns what it needs to weigh a risk, and no more."),
        ),
        Section(
            "referees",
            _("People who know you"),
            _("At least two: one who knows you well, one from work. We write to them; you do not see their answer."),
            OFFICERS_ONLY,
        ),
        Section(
            "consents",
            _("What you agree to"),
            _("We ask others about you only when you agree. You can change your mind: ring us."),
            OFFICERS_ONLY,
        ),
    ]
}

REFEREES = 3  # places for referees on the form; two are needed
REFEREE_KINDS = (
    ("personal", _("Knows us well")),
    ("work", _("Employer or professional")),
    ("family", _("Adult child or former partner")),
)


def _referee(number: int) -> list[Question]:
    needed = number <= 2
    return [
        Question(
            f"referee{number}_name", "referees", format_lazy(_("Referee {n}: full name"), n=number),
            _("So that we know whom to ask."), "line", needed=needed,
        ),
        Question(
            f"referee{number}_kind", "referees", format_lazy(_("Referee {n}: who they are"), n=number),
            _("One must know you from work, and one from life."), "choice", choices=REFEREE_KINDS, needed=needed,
        ),
        Question(
            f"referee{number}_relation", "referees", format_lazy(_("Referee {n}: how you know each other"), n=number),
            _("It tells us what they can speak about."), "line",
        ),
        Question(
            f"referee{number}_email", "referees", format_lazy(_("Referee {n}: email address"), n=number),
            _("We send them a link of their own."), "email",
        ),
        Question(
            f"referee{number}_phone", "referees", format_lazy(_("Referee {n}: phone"), n=number),
            _("Some people would rather talk than write."), "phone",
        ),
    ]  # fmt: skip


QUESTIONS = {
    question.key: question
    for question in [
        # --- about you
        Question(
            "names", "about-you", _("Full names of everybody who applies"),
            _("Checks are made in full names."), hint=_("Also what each of you likes to be called"), needed=True,
        ),
        Question(
            "earlier_names", "about-you", _("Earlier names"), _("Checks cover every name somebody has had."), "line",
        ),
        Question(
            "births", "about-you", _("Dates of birth"), _("Carers must be 18 or over. There is no upper age."), "line",
            needed=True,
        ),
        Question(
            "addresses", "about-you", _("Addresses in the last five years"),
            _("Criminal record checks go back five years."), hint=_("With months and years. Addresses abroad too."),
        ),
        Question(
            "reach", "about-you", _("The best way to talk with you, and when"),
            _("So that we ring when it suits, and write so that you can use it."),
            hint=_("Large print, Easy Read, an interpreter, evenings only…"),
        ),
        Question(
            "languages", "about-you", _("Languages you speak or sign"),
            _("Some people are looking for a home where their language is spoken."), "line", who=MATCHING,
        ),
        Question(
            "qualifications", "about-you", _("Qualifications, training, professional registration"),
            _("None are needed. We must keep a note of those you have."),
        ),
        # --- people
        Question(
            "who_lives", "people", _("Everybody who lives with you or often stays"),
            _("Everybody in the home matters to somebody who moves in."),
            hint=_("Names, ages, how you are related, who pays rent"), needed=True,
        ),
        Question(
            "what_they_think", "people", _("What do they say about it?"),
            _("It works when all agree. Not sure yet is fine: we talk together."), needed=True,
        ),
        Question(
            "children", "people", _("Children, at home or elsewhere"),
            _("We look at what it would mean for them, and may talk with grown-up children."),
        ),
        Question(
            "around_you", "people", _("Who helps when you are away or unwell?"),
            _("Somebody else may be needed to step in, and we get to know them too."),
        ),
        # --- why
        Question("why", "why", _("Why would you like to do this?"), _("We begin with your reasons."), needed=True),
        Question(
            "experience", "why", _("Have you supported somebody before, at work or in the family?"),
            _("Experience of any kind counts. None is fine too."),
        ),
        Question(
            "kinds", "why", _("What would suit you?"), _("Households are approved for certain kinds of support."),
            "many", choices=(*ArrangementType.choices, ("not_sure", _("I'm not sure yet"))),
        ),
        Question(
            "who_for", "why", _("Who could feel at home with you? Who could not?"),
            _("So that we introduce people who may get on."),
        ),
        Question(
            "time", "why", _("What does a usual week look like?"),
            _("To see how much time there is, and when."), needed=True,
        ),
        # --- work
        Question(
            "history", "work", _("Work since you left school, newest first"),
            _("The law asks for a full history of everybody who supports people."),
            hint=_("Month and year, employer or own business, what you did, why you left"), needed=True,
        ),
        Question(
            "gaps", "work", _("Times without paid work: what did you do then?"),
            _("The law asks for a written explanation of each gap. Raising children, illness, travel: all fine."),
            needed=True,
        ),
        Question(
            "left_care", "work", _("Jobs with children or adults who need support: why did they end?"),
            _("The law asks us to find out, also from the employer."),
        ),
        Question(
            "applied_before", "work", _("Did you apply to foster, adopt or be a carer elsewhere?"),
            _("We may ask them. A no elsewhere is not a no here."),
        ),
        # --- health
        Question(
            "health", "health", _("Is there anything about health we should know?"),
            _("To find people and times that suit you, and what would help."), needed=True,
            hint=_("Body and mind, each of you. “Nothing” is an answer."),
        ),
        Question("staying_well", "health", _("What keeps you well?"), _("Supporting somebody takes strength.")),
        Question(
            "gp", "health", _("Your GP practice"), _("We ask for a short report, if you agree further on."), "line",
        ),
        # --- home
        Question(
            "rooms", "home", _("Which room would be theirs?"),
            _("Moving in or staying the night needs a room of one's own. Support by day needs none."),
            hint=_("Size, floor, bathroom, who uses it now"), needed=True,
        ),
        Question(
            "getting_about", "home", _("Steps, stairs, bathroom, garden"),
            _("Some people need a home without steps."),
        ),
        Question(
            "smoking", "home", _("Does anybody smoke or vape indoors?"), _("Some people must have smoke-free air."),
            "choice", choices=(("no", _("No")), ("outside", _("Only outside")), ("yes", _("Yes")), NOT_KNOWN),
        ),
        Question(
            "pets", "home", _("Animals, and what they are like with visitors"),
            _("Some people love them, some are afraid or allergic."),
        ),
        Question(
            "tenure", "home", _("Is the home yours?"), _("Landlords and lenders may have to give permission."),
            "choice", needed=True,
            choices=(
                ("own", _("Yes, paid off")), ("mortgage", _("Yes, with a mortgage")),
                ("social", _("Rented from a council or housing association")),
                ("private", _("Rented from somebody else")), ("other", _("Another way")), NOT_KNOWN,
            ),
        ),
        Question(
            "permission", "home", _("Does your landlord or lender know?"),
            _("We need their permission in writing before approval. We can help you ask."), "choice",
            choices=(
                ("yes", _("Yes, they agree")), ("asked", _("Asked, no answer yet")), ("no", _("Not yet")),
                ("none", _("Nobody has to be asked")), NOT_KNOWN,
            ),
        ),
        Question(
            "safety", "home", _("Which of these are in order?"), _("We look at home safety together on a visit."),
            "many",
            choices=(
                ("smoke", _("Smoke alarm on each floor")), ("co", _("Carbon monoxide alarm")),
                ("gas", _("Gas checked in the last 12 months")), ("electric", _("Electrics checked")),
                ("none", _("None yet")), NOT_KNOWN,
            ),
        ),
        Question(
            "hazards", "home", _("Water, firearms, machines, building work"),
            _("A pond or a gun cabinet needs a plan, not a no."), "line",
        ),
        # --- money
        Question(
            "income", "money", _("How do you manage for money now?"),
            _("Shared Lives pays when somebody is matched, and matching takes time."),
        ),
        Question(
            "benefits", "money", _("Benefits that could change"),
            _("We help you find out before you decide."), "line",
        ),
        Question("other_work", "money", _("Will you keep other work?"), _("It must fit with the support."), "line"),
        Question(
            "right_to_work", "money", _("Your right to work in the UK"),
            _("The law asks everybody. We look at the papers on a visit."), "choice", needed=True,
            choices=(
                ("citizen", _("British or Irish")), ("settled", _("Settled, or no time limit")),
                ("limited", _("Until a date")), NOT_KNOWN,
            ),
        ),
        Question(
            "insurance", "money", _("Insurance you have"), _("Insurers must know that you are carers."), "many",
            choices=(
                ("home", _("Home insurance")), ("car", _("Car insurance")), ("liability", _("Public liability")),
                ("none", _("None yet")), NOT_KNOWN,
            ),
        ),
        Question(
            "driving", "money", _("Who drives? Licence, car, MOT"),
            _("Needed only if you drive the people you support."), "line",
        ),
        # --- convictions
        Question(
            "told", "convictions", _("Is there a conviction, caution or police matter to tell us?"),
            _("An enhanced check will show it, for those of you who give support."), "choice", needed=True,
            choices=(
                ("nothing", _("No")), ("below", _("Yes, I write it below")),
                ("in_person", _("Yes, I would rather say it in person")), NOT_KNOWN,
            ),
            hint=_("Some old matters need not be told. Ask us if you are unsure."),
        ),
        Question(
            "what_happened", "convictions", _("What happened, when, and what is different now"),
            _("So that we read it in your words first."),
        ),
        Question(
            "others", "convictions", _("Somebody else in the home"),
            _("Not everybody who lives with you can be checked. So we ask, and talk about it."),
        ),
        Question(
            "services", "convictions", _("Were social services, a court or a regulator involved with your family?"),
            _("Councils keep records and we ask them. Help given to a family is nothing to fear."),
        ),
        # --- referees
        *[question for number in range(1, REFEREES + 1) for question in _referee(number)],
        # --- consents
        Question(
            "agreed", "consents", _("We agree that the scheme may"), _("Nothing is asked of others without this."),
            "many", needed=True,
            choices=(
                ("record", _("ask for a criminal record check of those who give support")),
                ("referees", _("write to the referees we named")), ("employers", _("ask past employers in care")),
                ("gp", _("ask our GP for a report")), ("council", _("ask councils what they hold about us")),
                ("landlord", _("write to our landlord or lender")), ("panel", _("give its report to panel")),
            ),
        ),
        Question(
            "agreed_by", "consents", _("Names of those who agree"), _("Each of you decides for yourself."), "line",
            needed=True,
        ),
        Question(
            "not_agreed", "consents", _("What you do not agree to, or want to ask first"),
            _("We ring you about it before we do anything."),
        ),
    ]
}  # fmt: skip


def asked_in(section: str) -> list[Question]:
    """The questions of one section, in their order."""
    return [question for question in QUESTIONS.values() if question.section == section]


def in_words(question: Question, answer) -> str:
    """One answer as it is read: choices by their words; empty where nobody answered."""
    if question.choices:
        words = {str(value): str(label) for value, label in question.choices}
        many = answer if isinstance(answer, list) else [answer]
        return "\n".join(words.get(str(one), str(one)) for one in many if one)
    return str(answer or "")


def answered(section: str, answers: dict) -> list[tuple[str, str]]:
    """(question, answer in words) of what was answered in a section."""
    rows = [(str(question.wording), in_words(question, answers.get(question.key))) for question in asked_in(section)]
    return [(wording, said) for wording, said in rows if said]


@dataclass(frozen=True)
class NamedReferee:
    """A referee as an applicant named them."""

    full_name: str
    kind: str
    relation: str = ""
    email: str = ""
    phone: str = ""


def named_referees(answers: dict) -> list[NamedReferee]:
    """The referees in a section's answers, those with a name."""
    named = []
    for number in range(1, REFEREES + 1):
        given = {
            name: str(answers.get(f"referee{number}_{name}") or "").strip()
            for name in ("name", "kind", "relation", "email", "phone")
        }
        if given["name"]:
            kind = given["kind"] if given["kind"] in dict(REFEREE_KINDS) else "personal"
            named.append(NamedReferee(given["name"], kind, given["relation"], given["email"].lower(), given["phone"]))
    return named

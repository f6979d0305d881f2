"""The words both sides of a match are described in, and other short lists that several rooms share."""

from dataclasses import dataclass

from django.db import models


class Nation(models.TextChoices):
    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


class ArrangementType(models.TextChoices):
    """What a person may ask for, and what a household may be approved for (domain: arrangement types)."""

    LIVE_IN = "live_in", "Live-in"
    SHORT_BREAKS = "short_breaks", "Short breaks"
    DAY_SUPPORT = "day_support", "Day support"
    EMERGENCY = "emergency", "Emergency stay"


class Gender(models.TextChoices):
    WOMAN = "woman", "Woman"
    MAN = "man", "Man"
    ANOTHER = "another", "Another gender"
    NOT_SAID = "not_said", "Not said"


class YesNo(models.TextChoices):
    """An answer that was given. No row at all means that nobody asked."""

    YES = "yes", "Yes"
    NO = "no", "No"


@dataclass(frozen=True)
class HomeFact:
    """One thing that can be asked of a household. `question` is how an officer asks it."""

    key: str
    question: str
    yes: str
    no: str


# The household's side. Each is yes, no or not asked; who said so and when is kept with the answer.
HOME_FACTS = {
    fact.key: fact
    for fact in [
        HomeFact(
            "step_free",
            "Is there a step-free way in, and a bedroom and bathroom without stairs?",
            "step-free",
            "has steps",
        ),
        HomeFact("dogs", "Is there a dog?", "dog at home", "no dogs"),
        HomeFact("cats", "Is there a cat?", "cat at home", "no cats"),
        HomeFact("other_pets", "Are there other animals indoors?", "other animals at home", "no other animals"),
        HomeFact("smoking", "Does anyone smoke in the home?", "someone smokes", "smoke-free"),
        HomeFact(
            "welcomes_smoker",
            "Could someone who smokes live here?",
            "welcomes someone who smokes",
            "cannot have someone who smokes",
        ),
        HomeFact("children", "Do children live here, or often stay?", "children at home", "no children"),
        HomeFact("welcomes_women", "Could a woman live here?", "open to women", "not open to women"),
        HomeFact("welcomes_men", "Could a man live here?", "open to men", "not open to men"),
        HomeFact("garden", "Is there a garden to use?", "garden", "no garden"),
        HomeFact("drives", "Does someone here drive?", "someone drives", "nobody drives"),
        HomeFact("quiet", "Is it mostly quiet?", "quiet home", "busy home"),
    ]
}


@dataclass(frozen=True)
class WishKind:
    """One thing a person may need or wish of a home. `fact` and `answer` say which answer of a household meets it."""

    key: str
    text: str
    fact: str
    answer: str


# The person's side. A need is a must; a wish never moves a household between columns.
WISHES = {
    wish.key: wish
    for wish in [
        WishKind("step_free", "Step-free home", "step_free", YesNo.YES),
        WishKind("no_dogs", "No dogs", "dogs", YesNo.NO),
        WishKind("no_cats", "No cats", "cats", YesNo.NO),
        WishKind("no_other_pets", "No other animals indoors", "other_pets", YesNo.NO),
        WishKind("smoke_free", "Smoke-free home", "smoking", YesNo.NO),
        WishKind("may_smoke", "A home where I can smoke", "welcomes_smoker", YesNo.YES),
        WishKind("no_children", "No children at home", "children", YesNo.NO),
        WishKind("children", "Children at home", "children", YesNo.YES),
        WishKind("dogs", "A dog at home", "dogs", YesNo.YES),
        WishKind("cats", "A cat at home", "cats", YesNo.YES),
        WishKind("garden", "A garden", "garden", YesNo.YES),
        WishKind("drives", "Someone who drives", "drives", YesNo.YES),
        WishKind("quiet", "A quiet home", "quiet", YesNo.YES),
        # These three are read from who lives in the home, not from one answer.
        WishKind("carer_is_woman", "A carer who is a woman", "", ""),
        WishKind("carer_is_man", "A carer who is a man", "", ""),
        WishKind("nobody_else_supported", "Nobody else supported in the home", "", ""),
    ]
}


# What somebody may say they must not have. The others have a wish of their own that says so: "No dogs".
MAY_BE_MUST_NOT = {"dogs", "cats", "children", "carer_is_woman", "carer_is_man"}


class CheckKind(models.TextChoices):
    """Checks and training kept for a household or one of its members (domain 3.6 and 7)."""

    DBS = "dbs", "DBS or PVG check"
    SAFEGUARDING = "safeguarding", "Safeguarding training"
    FIRST_AID = "first_aid", "First aid training"
    MEDICATION = "medication", "Medication training"
    HOME_SAFETY = "home_safety", "Home health and safety check"
    GAS = "gas", "Gas safety certificate"
    CAR_INSURANCE = "car_insurance", "Car insurance"
    LIABILITY = "liability", "Public liability insurance"
    # Asked for before approval, and seldom again.
    IDENTITY = "identity", "Identity, with a recent photo"
    RIGHT_TO_WORK = "right_to_work", "Right to work"
    REFERENCES = "references", "Two references"
    MEDICAL = "medical", "Medical report"
    LOCAL_AUTHORITY = "local_authority", "Local authority check"
    MCA = "mca", "Mental Capacity Act training"
    MOVING = "moving", "Moving and handling training"
    ELECTRICAL = "electrical", "Electrical safety check"
    HOME_INSURANCE = "home_insurance", "Home insurance"
    PERMISSION = "permission", "Landlord or lender permission"
    CAR = "car", "Car: licence and MOT"


# What each nation calls the check of somebody's criminal record. Where a nation is not known, the general word stands.
RECORD_CHECK = {
    Nation.ENGLAND: "DBS check",
    Nation.WALES: "DBS check",
    Nation.SCOTLAND: "PVG membership",
    Nation.NORTHERN_IRELAND: "AccessNI check",
}


def check_label(kind: str, nation: str) -> str:
    """A check as staff of a nation call it."""
    return RECORD_CHECK.get(nation, CheckKind.DBS.label) if kind == CheckKind.DBS else CheckKind(kind).label


# What is about one building: after a move it has to be made anew.
CHECKS_OF_THE_BUILDING = {
    CheckKind.HOME_SAFETY,
    CheckKind.GAS,
    CheckKind.ELECTRICAL,
    CheckKind.HOME_INSURANCE,
    CheckKind.PERMISSION,
}

# Whom a check is about: one member of the household, or the household's home as a whole.
CHECKS_ON_A_MEMBER = {
    CheckKind.DBS,
    CheckKind.SAFEGUARDING,
    CheckKind.FIRST_AID,
    CheckKind.MEDICATION,
    CheckKind.IDENTITY,
    CheckKind.RIGHT_TO_WORK,
    CheckKind.REFERENCES,
    CheckKind.MEDICAL,
    CheckKind.LOCAL_AUTHORITY,
    CheckKind.MCA,
    CheckKind.MOVING,
}

"""Signing the carer agreement: where an application ends and its terms begin, in one act."""

from django.db import transaction

from carers.models.agreements import CarerAgreement
from carers.models.applications import Application
from carers.models.outcomes import fields_of_terms
from carers.models.panels import PanelItem, PanelOutcome
from carers.models.standing import Leaving
from carers.models.terms import Terms
from schemes.models import Document, WrongState

ENDS = ("until_on", "probation_ends_on")


def decisions_to_rest_on(households):
    """Decisions of panel that let approval go on and that no terms rest on yet, the newest first."""
    return (
        PanelOutcome.objects.standing()
        .filter(
            item__household__in=households, item__kind__in=[PanelItem.Kind.FIRST_YEAR, PanelItem.Kind.CONCERN],
            stage=PanelOutcome.Stage.DECISION, outcome__in=PanelOutcome.AGREES,
        )
        .exclude(item__in=Terms.objects.standing().filter(outcome__isnull=False).values("outcome__item"))
        .select_related("item__meeting", "item__household", "decided_by__account")
        .order_by("-happened_on", "-pk")
    )  # fmt: skip


def application_to_sign(household) -> Application | None:
    """The application of this household that panel agreed to and that waits for the agreement."""
    return Application.objects.filter(household=household, status=Application.Status.AGREEING).first()


def agreed_for(application) -> PanelOutcome | None:
    """The decision by which panel, or who decides after it, agreed to an application; the newest."""
    return (
        PanelOutcome.objects.standing()
        .filter(
            item__application=application, item__is_withdrawn=False, stage=PanelOutcome.Stage.DECISION,
            outcome__in=PanelOutcome.AGREES,
        )
        .select_related("item__meeting", "decided_by__account")
        .order_by("-happened_on", "-pk")
        .first()
    )  # fmt: skip


@transaction.atomic
def sign_agreement(*, household, by, happened_on, upload=None, terms=None, **fields) -> CarerAgreement:
    """The household and the scheme signed the carer agreement. Undo: `correct` the agreement; end the approval.

    Where panel agreed to an application, that ends it, approval begins, and so do the terms panel agreed, on the day
    of signature (`terms`: where panel wrote none down); otherwise a household that is approved renews its agreement.
    `upload` is the signed copy (`schemes.files`).
    """
    household.lock()
    application = application_to_sign(household)
    if application:
        terms = _terms_from(agreed_for(application), happened_on) or terms
        if not terms:
            raise WrongState("Panel’s outcome says on no terms. Write them down there first.")
        household.approve(by=by, why="Carer agreement signed")
        application.sign(by=by)
        for before in Leaving.objects.standing().filter(household=household):
            before.correct(why="They were approved again", is_called_off=True, by=by)
        Terms.set_terms(household=household, from_on=happened_on, by=by, **terms)
    elif household.status not in household.STANDING:
        raise WrongState(f"{household} is not approved yet. The agreement is signed when panel has agreed.")
    return CarerAgreement.put_down(
        scheme=household.scheme, household=household, happened_on=happened_on, by=by,
        document=keep_signed_copy(household, upload, happened_on=happened_on, by=by), **fields,
    )  # fmt: skip


def _terms_from(outcome: PanelOutcome | None, from_on) -> dict | None:
    """The terms an outcome names, as they can begin on a day; a day that would have passed by then is left out."""
    fields = fields_of_terms(outcome) if outcome else {}
    if not fields.get("people_limit") or not fields.get("types"):
        return None
    return {name: None if name in ENDS and value and value <= from_on else value for name, value in fields.items()}


@transaction.atomic
def correct_agreement(agreement, *, why, by, upload=None, **fields) -> CarerAgreement:
    """Put an agreement right, with another signed copy where one is given. Undo: correct it back."""
    if upload:
        on = fields.get("happened_on") or agreement.happened_on
        fields["document"] = keep_signed_copy(agreement.household, upload, happened_on=on, by=by)
    return agreement.correct(why=why, by=by, **fields)


def keep_signed_copy(household, upload, *, happened_on, by) -> Document | None:
    """The signed copy in the household's folder, or None where there is none. Undo: correct the agreement."""
    if upload is None:
        return None
    return Document.keep_file(
        folder=household.folder, name=upload.name, media_type=upload.media_type, content=upload.content,
        pages=upload.pages, kind=Document.Kind.AGREEMENT, happened_on=happened_on, by=by,
    )  # fmt: skip

"""Two records that may be of one person: looked at side by side, made one, and made two again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from arrangements import merging
from arrangements.forms.merging import MergePersonForm, TakeBackMergeForm
from arrangements.merging import merge_people, what_holds, which_may_stay
from referrals.models import Person, PersonMerged
from referrals.views.acts import latest_words
from schemes import clock
from schemes.access import allow, open_record, write_opening
from schemes.attempts import attempt, sent
from schemes.models import Note
from schemes.templatetags.words import counted, day


def _facts(person, actor, today) -> dict[str, str]:
    """What is compared, in words, as far as this actor may know."""
    words = latest_words(person)
    age = person.age(today)
    return {
        "Reference": person.reference,
        "Full name": person.full_name,
        "Likes to be called": person.preferred_name,
        "Date of birth": day(person.date_of_birth) if person.date_of_birth else "",
        "Age": "" if age is None else str(age),
        "Gender": person.get_gender_display(),
        "NHS number": person.nhs_number,
        "Phone": person.phone,
        "Lives now": person.address_for(actor),
        "In their own words": words.matters if words else "",
        "Wishes": ", ".join(str(wish) for wish in person.latest_wishes()),
        "Referrals": ", ".join(row.folder.reference for row in person.referrals.select_related("folder")),
        "Notes": counted(Note.objects.visible_to(actor).standing().filter(folder=person.folder_id).count(), "note"),
        "Officer": person.officer.name if person.officer else "",
        "Holds": ", ".join(what_holds(person)),
    }


@allow("people.edit")
def merge_person(request, pk, other_pk):
    """Two records side by side; one leads to the other from then on, and nothing of either is lost."""
    if pk == other_pk:
        raise Http404
    rows = Person.objects.select_related("folder", "scheme", "officer__account")
    one, other = (open_record(request, rows, pk=number) for number in (pk, other_pk))
    may_stay = which_may_stay(one, other)
    form = MergePersonForm(sent(request), may_stay=may_stay)

    def merge():
        keep, away = (one, other) if form.cleaned_data["keep"] == str(one.pk) else (other, one)
        merge_people(keep=keep, other=away, why=form.cleaned_data["why"], by=request.actor)

    if attempt(request, form, merge):
        keep = one if form.cleaned_data["keep"] == str(one.pk) else other
        messages.success(request, f"They are one now. {keep.reference} holds what both records tell.")
        return redirect(keep)
    today = clock.today()
    left, right = _facts(one, request.actor, today), _facts(other, request.actor, today)
    return render(
        request,
        "arrangements/people/merge_person.html",
        {
            "one": one,
            "other": other,
            "lines": [(name, left[name], right[name], left[name] != right[name]) for name in left],
            "form": form,
            "can_merge": bool(may_stay) and not (one.merged_into_id or other.merged_into_id),
            "was_merged": bool(one.merged_into_id or other.merged_into_id),
            "cancel_url": one.get_absolute_url(),
        },
    )


@allow("cases.put_back")
def take_back_merge(request, pk):
    """A manager makes two people of one again: each gets back what was theirs."""
    rows = PersonMerged.objects.visible_to(request.actor).standing().filter(is_taken_back=False)
    merged = get_object_or_404(rows.select_related("person__folder", "other__folder"), pk=pk)
    write_opening(request, merged.person)
    form = TakeBackMergeForm(sent(request))
    if attempt(request, form, lambda: merging.take_back_merge(merged, by=request.actor, **form.cleaned_data)):
        messages.success(request, f"{merged.other.reference} stands by itself again.")
        return redirect(merged.other)
    return render(
        request,
        "arrangements/people/take_back_merge.html",
        {"merged": merged, "form": form, "cancel_url": merged.person.get_absolute_url()},
    )

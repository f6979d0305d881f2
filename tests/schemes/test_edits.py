"""Plain edits, whichever row: a page that came back with a mistake still knows the version it was opened at."""

import pytest
from django.urls import reverse

from schemes.forms.schemes import SchemeForm
from schemes.models import Scheme
from tests import factories


def _household(scheme, officer):
    row = factories.make_household(scheme, officer=officer.staff)
    return row, "edit-household", [row.pk], {"name": "x" * 999}, {"name": "Mine"}


def _person(scheme, officer):
    row = factories.make_person(scheme, "Sam Taylor")
    good = {"full_name": "Mine", "gender": "man"}
    return row, "edit-person", [row.pk], good | {"full_name": ""}, good


def _scheme(scheme, officer):
    good = {name: getattr(scheme, name) for name in SchemeForm.base_fields} | {"name": "Mine"}
    return scheme, "edit-scheme", [], good | {"name": ""}, good


CHANGED = {"edit-household": "about", "edit-person": "talking", "edit-scheme": "phone"}


@pytest.mark.parametrize("make", [_household, _person, _scheme])
def test_a_mistake_first_does_not_hide_what_somebody_else_saved(make, scheme, officer, manager, administrator, sign_in):
    row, name, args, bad, good = make(scheme, officer)
    client, url = sign_in(administrator if isinstance(row, Scheme) else officer), reverse(name, args=args)
    opened = client.get(url).context["form"].version
    row.save_edit({CHANGED[name]: "01632 960999"}, version=None, by=manager)
    answer = client.post(url, bad | {"version": opened})
    assert answer.status_code == 200
    assert answer.context["form"].version == opened
    answer = client.post(url, good | {"version": answer.context["form"].version})
    if answer.status_code == 302:
        pytest.fail("it was saved over what somebody else had saved, unseen")
    assert "saved this while you were typing" in answer.content.decode()
    assert "Morgan Lee saved this" in answer.content.decode()
    assert answer.context["form"].version == row.version

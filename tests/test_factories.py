"""What the tests make by a short cut is what the product would have made."""

import pytest

from schemes.models import Policy
from schemes.vocabulary import Nation
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize("nation", Nation.values)
def test_a_schemes_rules_are_those_it_would_begin_with(nation):
    def rows_of(scheme):
        rows = Policy.objects.filter(scheme=scheme).order_by("pk")
        hidden = {"id", "_state", "scheme_id", "recorded_at"}
        return [{key: value for key, value in vars(row).items() if key not in hidden} for row in rows]

    made = factories.make_scheme(nation=nation)
    by_the_product = factories.make_scheme(nation=nation, with_rules=False)
    Policy.begin_with_preset(by_the_product, on=factories.LONG_AGO, by=factories.the_job())
    assert len(rows_of(made)) > 20
    assert rows_of(made) == rows_of(by_the_product)

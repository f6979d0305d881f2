"""The list of households and the matrix of their checks at four hundred households, beside what reading them costs."""

from datetime import timedelta

from carers.models import Household, add_approved_household
from schemes.vocabulary import CHECKS_ON_A_MEMBER, ArrangementType, CheckKind

HOUSEHOLDS_MEASURED = 400

CHECK_MATRIX = """
WITH seen AS (
    SELECT h.id, h.name, h.officer_id, h.status FROM carers_household h JOIN schemes_folder f ON f.id = h.folder_id
    WHERE h.scheme_id = %(scheme)s AND NOT f.is_restricted
      AND h.status IN ('approved', 'stepped_back', 'suspended', 'leaving')
)
SELECT 'household' AS what, s.id, s.name, s.status, NULL::text, s.officer_id, NULL::date, NULL::date FROM seen s
UNION ALL
SELECT 'member', m.household_id, m.full_name, m.preferred_name, m.role, m.id, m.joined_on, m.left_on
FROM seen s JOIN carers_member m ON m.household_id = s.id
UNION ALL
(SELECT DISTINCT ON (c.household_id, c.member_id, c.kind)
        'check', c.household_id, c.kind, c.result, NULL, c.member_id, c.happened_on, c.expires_on
 FROM seen s JOIN carers_checkresult c ON c.household_id = s.id AND c.replaced_by_id IS NULL
  AND c.happened_on <= %(today)s
 ORDER BY c.household_id, c.member_id, c.kind, c.happened_on DESC, c.id DESC)
UNION ALL
SELECT 'terms', t.household_id, array_to_string(t.types, ','), NULL, NULL, NULL, t.from_on, t.until_on
FROM seen s JOIN carers_terms t ON t.household_id = s.id AND t.replaced_by_id IS NULL AND t.from_on <= %(today)s
UNION ALL
SELECT 'waiver', w.household_id, w.kind, w.why, NULL, w.member_id, w.happened_on, w.until_on
FROM seen s JOIN carers_waiver w ON w.household_id = s.id AND w.replaced_by_id IS NULL AND NOT w.is_called_off
UNION ALL
SELECT 'rule', NULL, r.kind, array_to_string(r.roles, ','), array_to_string(r.types, ','), r.months, r.happened_on, NULL
FROM carers_checkrule r WHERE r.scheme_id = %(scheme)s AND r.replaced_by_id IS NULL
"""


def grow(scheme, *, on, by) -> None:
    """Households until there are as many as are measured: a couple each, and every check recorded for each of them.

    For a transaction that is taken back.
    """
    made = on - timedelta(days=200)
    ends = [None, *(on + timedelta(days=days) for days in (-12, 20, 150, 400, 900))]
    for number in range(Household.objects.filter(scheme=scheme).count(), HOUSEHOLDS_MEASURED):
        checks = [
            {"member": member, "kind": kind, "happened_on": made, "expires_on": ends[(number + place) % len(ends)]}
            for place, kind in enumerate(CheckKind)
            for member in ((0, 1) if kind in CHECKS_ON_A_MEMBER else (None,))
        ]
        add_approved_household(
            scheme=scheme,
            name=f"Household {number:03}",
            home={"address": f"{number} Measured Street", "postcode": "HP20 1ZZ", "rooms": 2},
            members=[{"full_name": f"Robin Number{number}"}, {"full_name": f"Kim Number{number}"}],
            terms={
                "from_on": made, "happened_on": made, "people_limit": 2, "types": [ArrangementType.LIVE_IN.value],
            },
            checks=checks,
            officer=None,
            on=made,
            by=by,
        )  # fmt: skip

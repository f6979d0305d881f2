"""The lists of a scheme with four hundred households and as many applications, beside what reading them costs."""

from datetime import timedelta

from carers.models import Application, Household, add_approved_household
from schemes.vocabulary import CHECKS_ON_A_MEMBER, ArrangementType, CheckKind

HOUSEHOLDS_MEASURED = 400

# What every page reads: the session, who asks and in which scheme.
SIGNED_IN = """
SELECT s.session_data, a.*, staff.*, scheme.*, actor.id FROM schemes_staffmember staff
JOIN schemes_account a ON a.id = staff.account_id JOIN schemes_scheme scheme ON scheme.id = staff.scheme_id
JOIN schemes_actor actor ON actor.staff_id = staff.id
LEFT JOIN django_session s ON s.session_key = %(session)s WHERE staff.id = %(staff)s
"""

# The choices of the filter "officer".
OFFICERS = """
SELECT s.id, a.name FROM schemes_staffmember s JOIN schemes_account a ON a.id = s.account_id
WHERE s.scheme_id = %(scheme)s AND s.role IN ('officer', 'manager') ORDER BY a.name
"""

# The rules the page goes by.
RULES = """
SELECT key, value, happened_on, id FROM schemes_policy
WHERE scheme_id = %(scheme)s AND replaced_by_id IS NULL ORDER BY happened_on, id
"""

PIPELINE = """
WITH open AS (
    SELECT a.id, a.folder_id, a.household_id, a.name, a.status, a.step, a.since_on, a.opened_on, a.wake_on, a.sector,
           a.officer_id, f.reference FROM carers_application a JOIN schemes_folder f ON f.id = a.folder_id
    WHERE a.scheme_id = %(scheme)s AND a.closed_on IS NULL AND NOT f.is_restricted
), page AS (SELECT * FROM open ORDER BY since_on, id LIMIT 30)
SELECT page.*, account.name, totals.by_status, labels.names,
       (SELECT max(happened_on) FROM schemes_move m WHERE m.folder_id = page.folder_id AND m.replaced_by_id IS NULL),
       (SELECT max(happened_on) FROM schemes_note n WHERE n.folder_id = page.folder_id AND n.replaced_by_id IS NULL),
       contact.*, section.*, referee.*, shared.*, panel.*, signed.on,
       EXISTS (SELECT 1 FROM schemes_link l WHERE l.folder_id = page.folder_id AND l.purpose = 'applicant'
               AND l.closed_at IS NULL),
       (SELECT count(*) FROM carers_assessmentvisit v WHERE v.application_id = page.id AND v.replaced_by_id IS NULL)
FROM page
CROSS JOIN (SELECT json_object_agg(status, number) AS by_status
            FROM (SELECT status, count(*) AS number FROM open GROUP BY status) counted) totals
CROSS JOIN (SELECT json_agg(n) AS names FROM carers_stagename n WHERE n.scheme_id = %(scheme)s) labels
LEFT JOIN schemes_staffmember staff ON staff.id = page.officer_id
LEFT JOIN schemes_account account ON account.id = staff.account_id
LEFT JOIN LATERAL (SELECT max(happened_on) AS tried, max(happened_on) FILTER (WHERE how <> 'tried') AS reached
    FROM carers_contact c WHERE c.folder_id = page.folder_id AND c.replaced_by_id IS NULL) contact ON true
LEFT JOIN LATERAL (SELECT count(*) AS sections, count(done_on) AS sections_done
    FROM carers_sectionfilled x WHERE x.application_id = page.id) section ON true
LEFT JOIN LATERAL (SELECT count(DISTINCT r.id) AS referees, count(DISTINCT e.id) AS come FROM carers_referee r
    LEFT JOIN carers_reference e ON e.referee_id = r.id AND e.replaced_by_id IS NULL
    WHERE r.application_id = page.id AND NOT r.is_given_up) referee ON true
LEFT JOIN LATERAL (SELECT v.happened_on AS shared_on, count(c.id) AS said FROM carers_report r
    JOIN carers_reportversion v ON v.report_id = r.id AND v.what_for = 'shared'
    LEFT JOIN carers_reportcomment c ON c.version_id = v.id AND c.replaced_by_id IS NULL
    WHERE r.application_id = page.id GROUP BY v.id ORDER BY v.number DESC LIMIT 1) shared ON true
LEFT JOIN LATERAL (SELECT m.held_on, count(o.id) AS outcomes FROM carers_panelitem i
    JOIN carers_panelmeeting m ON m.id = i.meeting_id
    LEFT JOIN carers_paneloutcome o ON o.item_id = i.id AND o.replaced_by_id IS NULL
    WHERE i.application_id = page.id AND NOT i.is_withdrawn GROUP BY i.id, m.id ORDER BY m.held_on DESC LIMIT 1
) panel ON true
LEFT JOIN LATERAL (SELECT max(happened_on) AS on FROM carers_careragreement g
    WHERE g.household_id = page.household_id AND g.replaced_by_id IS NULL) signed ON true
ORDER BY page.since_on, page.id
"""

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
    """Households and open applications until there are as many as are measured.

    Each household is a couple with every check recorded for them; each application begun here is an enquiry.

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
    for number in range(Application.objects.filter(scheme=scheme).open().count(), HOUSEHOLDS_MEASURED):
        Application.enquire(scheme=scheme, full_name=f"Alex Number{number}", by=by)

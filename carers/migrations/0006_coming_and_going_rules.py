from django.db import migrations

from schemes.guards import KeysStayInScheme, RecordsStand

# Households that came in before they had a status: approval that has ended, by their terms.
FILL = """
UPDATE carers_household AS h SET status = 'ended'
WHERE NOT EXISTS (
    SELECT FROM carers_terms AS t
    WHERE t.household_id = h.id AND t.replaced_by_id IS NULL
      AND (t.until_on IS NULL OR t.until_on > current_date)
)
"""

# Panel decides nothing without quorum, while somebody present has not declared, or by somebody with an interest;
# and nobody hears an appeal who sat the first time. Who has an interest is not counted among those who sit.
PANEL = """
CREATE OR REPLACE FUNCTION panel_may_decide() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    meeting bigint;
    needed int;
    sitting int;
    silent int;
BEGIN
    IF NEW.corrected_because <> '' THEN
        RETURN NEW;
    END IF;
    SELECT i.meeting_id, m.quorum INTO meeting, needed
    FROM carers_panelitem AS i JOIN carers_panelmeeting AS m ON m.id = i.meeting_id WHERE i.id = NEW.item_id;
    IF NEW.decided_by_id IS NOT NULL THEN
        IF EXISTS (
            SELECT FROM carers_interest AS x JOIN carers_panelseat AS s ON s.id = x.seat_id
            WHERE x.item_id = NEW.item_id AND x.replaced_by_id IS NULL AND x.has_interest
              AND s.member_id = NEW.decided_by_id
        ) THEN
            RAISE EXCEPTION 'Whoever declared an interest in an item does not decide it.'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'nobody_decides_with_an_interest';
        END IF;
        RETURN NEW;
    END IF;
    SELECT count(*) FILTER (WHERE x.has_interest IS FALSE), count(*) FILTER (WHERE x.id IS NULL)
    INTO sitting, silent
    FROM carers_panelseat AS s
    LEFT JOIN carers_interest AS x ON x.seat_id = s.id AND x.item_id = NEW.item_id AND x.replaced_by_id IS NULL
    WHERE s.meeting_id = meeting AND s.attendance = 'present';
    IF silent > 0 THEN
        RAISE EXCEPTION 'Somebody who sits has not declared whether they have an interest.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'everybody_who_sits_has_declared';
    END IF;
    IF sitting < needed THEN
        RAISE EXCEPTION 'Too few members sit: % of %.', sitting, needed
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'panel_has_its_quorum';
    END IF;
    IF EXISTS (
        SELECT FROM carers_appeal AS a
        JOIN carers_paneloutcome AS o ON o.id = a.outcome_id
        JOIN carers_panelitem AS first ON first.id = o.item_id
        JOIN carers_panelseat AS then_there
          ON then_there.meeting_id = first.meeting_id AND then_there.attendance = 'present'
        JOIN carers_panelseat AS now_there
          ON now_there.meeting_id = meeting AND now_there.attendance = 'present'
         AND now_there.member_id = then_there.member_id
        LEFT JOIN carers_interest AS x
          ON x.seat_id = now_there.id AND x.item_id = NEW.item_id AND x.replaced_by_id IS NULL
        WHERE a.item_id = NEW.item_id AND x.has_interest IS NOT TRUE
    ) THEN
        RAISE EXCEPTION 'An appeal is heard by people who did not sit the first time.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'an_appeal_is_heard_afresh';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER panel_may_decide BEFORE INSERT ON carers_paneloutcome
FOR EACH ROW EXECUTE FUNCTION panel_may_decide();
"""

UNDO_PANEL = "DROP TRIGGER panel_may_decide ON carers_paneloutcome; DROP FUNCTION panel_may_decide();"


class Migration(migrations.Migration):
    """What must be true, held by the database: records stand, and no key crosses schemes."""

    dependencies = [("carers", "0005_coming_and_going"), ("schemes", "0006_papers_rules")]
    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        RecordsStand(
            "Closing",
            "Contact",
            "Reference",
            "AssessmentVisit",
            "ReportVersion",
            "ReportComment",
            "Interest",
            "PanelOutcome",
            "SharedPack",
            "CarerAgreement",
            "CarerReview",
            "HouseholdVisit",
            "Pause",
            "Leaving",
            "CheckRule",
            "Waiver",
            "ProfileVersion",
            "Spend",
        ),
        KeysStayInScheme(
            "Application.folder",
            "Application.officer",
            "Application.household",
            "Application.campaign",
            "Closing.replaced_by",
            "Closing.application",
            "Closing.reason",
            "Contact.replaced_by",
            "Contact.folder",
            "SectionFilled.application",
            "Referee.application",
            "Referee.member",
            "Referee.link",
            "Reference.replaced_by",
            "Reference.application",
            "Reference.referee",
            "AssessmentVisit.replaced_by",
            "AssessmentVisit.application",
            "Report.application",
            "ReportVersion.replaced_by",
            "ReportVersion.report",
            "ReportComment.replaced_by",
            "ReportComment.version",
            "PanelSeat.meeting",
            "PanelSeat.member",
            "PanelItem.meeting",
            "PanelItem.household",
            "PanelItem.application",
            "PanelItem.report",
            "PanelItem.follows",
            "Interest.replaced_by",
            "Interest.item",
            "Interest.seat",
            "PanelOutcome.replaced_by",
            "PanelOutcome.item",
            "PanelOutcome.decided_by",
            "Appeal.household",
            "Appeal.outcome",
            "Appeal.item",
            "PanelPaper.item",
            "PanelPaper.document",
            "Pack.item",
            "Pack.document",
            "SharedPack.replaced_by",
            "SharedPack.pack",
            "SharedPack.seat",
            "CarerAgreement.replaced_by",
            "CarerAgreement.household",
            "CarerAgreement.document",
            "CarerReview.replaced_by",
            "CarerReview.household",
            "HouseholdVisit.replaced_by",
            "HouseholdVisit.household",
            "Pause.replaced_by",
            "Pause.household",
            "Leaving.replaced_by",
            "Leaving.household",
            "CheckRule.replaced_by",
            "Waiver.replaced_by",
            "Waiver.household",
            "Waiver.member",
            "Profile.household",
            "ProfilePhoto.profile",
            "ProfilePhoto.document",
            "ProfileVersion.replaced_by",
            "ProfileVersion.household",
            "ProfileVersion.profile",
            "Campaign.project",
            "Spend.replaced_by",
            "Spend.campaign",
            "Mentoring.mentor",
            "Mentoring.household",
            "HouseMove.household",
            "HouseMove.from_home",
            "HouseMove.to_home",
            "RequiredAction.household",
            "CheckResult.document",
            "CheckResult.carried_from",
            "Member.formerly",
            "Terms.outcome",
            "Household.came_from",
        ),
        migrations.RunSQL(PANEL, UNDO_PANEL),
    ]

from django.db import migrations

# Approval ends and is given again by acts of their own; together they must not lead round a suspension. Whoever goes on
# in a household of their own takes an allegation about themselves along.
GUARD = """
CREATE FUNCTION nobody_is_approved_during_an_allegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status IN ('approved', 'stepped_back', 'leaving')
       AND OLD.status NOT IN ('approved', 'stepped_back', 'leaving')
       AND EXISTS (
        SELECT FROM arrangements_allegation AS a
        WHERE a.status = 'open' AND (a.household_id = NEW.id OR a.member_id IN (
            SELECT m.formerly_id FROM carers_member AS m WHERE m.household_id = NEW.id
        ))
    ) THEN
        RAISE EXCEPTION 'Nobody is approved while an allegation about them is open (household %).', NEW.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'nobody_is_approved_during_an_allegation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_is_approved_during_an_allegation BEFORE UPDATE OF status ON carers_household
FOR EACH ROW EXECUTE FUNCTION nobody_is_approved_during_an_allegation();
"""
UNDO = """
DROP TRIGGER nobody_is_approved_during_an_allegation ON carers_household;
DROP FUNCTION nobody_is_approved_during_an_allegation();
"""


class Migration(migrations.Migration):
    """While an allegation is open, approval neither begins nor comes back: the database holds it."""

    dependencies = [("arrangements", "0006_home_decisions"), ("carers", "0009_home_not_taking_anybody")]

    operations = [migrations.RunSQL(GUARD, UNDO)]

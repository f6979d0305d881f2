from django.db import migrations

# How many people may be in a home on one day: the lowest of what the nation, the scheme, the household's terms and the
# rooms allow; for day support the scheme's own limit in place of the rooms. The twin of `capacity.limit_on`.
LIMIT = """
CREATE FUNCTION places_in_home(the_home bigint, is_day boolean, the_day date) RETURNS integer LANGUAGE sql STABLE AS $$
    WITH home AS (SELECT id, scheme_id, rooms FROM carers_home WHERE id = the_home),
    rules AS (
        SELECT DISTINCT ON (p.key) p.key, (p.value #>> '{}')::integer AS value
        FROM schemes_policy p JOIN home ON p.scheme_id = home.scheme_id
        WHERE p.replaced_by_id IS NULL AND p.happened_on <= the_day
          AND p.key IN ('people_limit_nation', 'people_limit_scheme', 'day_people_limit')
        ORDER BY p.key, p.happened_on DESC, p.id DESC
    ),
    terms AS (
        SELECT DISTINCT ON (t.household_id) t.people_limit AS value
        FROM carers_terms t JOIN carers_household h ON h.id = t.household_id
        WHERE h.home_id = the_home AND t.replaced_by_id IS NULL AND t.from_on <= the_day
        ORDER BY t.household_id, t.from_on DESC, t.id DESC
    )
    SELECT LEAST(
        (SELECT min(value) FROM rules WHERE key = CASE WHEN is_day THEN 'day_people_limit' ELSE 'people_limit_nation' END),
        (SELECT min(value) FROM rules WHERE key = 'people_limit_scheme' AND NOT is_day),
        (SELECT min(value) FROM terms),
        (SELECT rooms FROM home WHERE NOT is_day)
    )
$$;
"""

# Locks the home, then looks only at days this change adds: lowering a limit or an overstay never fails to save.
GUARD = """
CREATE FUNCTION stays_keep_within_the_home() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    added datemultirange;
    is_day boolean := NEW.kind = 'day';
    the_day date;
    people integer;
    places integer;
BEGIN
    IF NEW.is_released THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM carers_home WHERE id = NEW.home_id FOR UPDATE;
    added := datemultirange(daterange(NEW.from_on, NEW.until_on));
    IF TG_OP = 'UPDATE' AND NOT OLD.is_released AND OLD.home_id = NEW.home_id AND (OLD.kind = 'day') = is_day THEN
        added := added - datemultirange(daterange(OLD.from_on, OLD.until_on));
    END IF;
    IF isempty(added) THEN
        RETURN NEW;
    END IF;
    -- The number of people can only rise on a day somebody comes, and the limit only change on a day a rule begins.
    FOR the_day IN
        SELECT day FROM (
            SELECT lower(piece) AS day FROM unnest(added) AS piece
            UNION SELECT from_on FROM arrangements_stay
                WHERE home_id = NEW.home_id AND NOT is_released AND (kind = 'day') = is_day AND id IS DISTINCT FROM NEW.id
            UNION SELECT happened_on FROM schemes_policy WHERE scheme_id = NEW.scheme_id AND replaced_by_id IS NULL
                AND key IN ('people_limit_nation', 'people_limit_scheme', 'day_people_limit')
            UNION SELECT t.from_on FROM carers_terms t JOIN carers_household h ON h.id = t.household_id
                WHERE h.home_id = NEW.home_id AND t.replaced_by_id IS NULL
        ) days
        WHERE added @> day ORDER BY day
    LOOP
        SELECT count(*) INTO people FROM arrangements_stay
            WHERE home_id = NEW.home_id AND NOT is_released AND (kind = 'day') = is_day AND id IS DISTINCT FROM NEW.id
              AND from_on <= the_day AND (until_on IS NULL OR until_on > the_day);
        places := places_in_home(NEW.home_id, is_day, the_day);
        IF people + 1 > places THEN
            RAISE EXCEPTION 'This home has no place on %: % of % %.',
                to_char(the_day, 'FMDD FMMonth YYYY'), people, places,
                CASE WHEN places = 1 THEN 'place is taken' ELSE 'places are taken' END
                USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'no_home_over_its_limit', TABLE = 'arrangements_stay';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

CREATE TRIGGER stays_keep_within_the_home BEFORE INSERT OR UPDATE ON arrangements_stay
    FOR EACH ROW EXECUTE FUNCTION stays_keep_within_the_home();
"""

UNDO = """
DROP TRIGGER stays_keep_within_the_home ON arrangements_stay;
DROP FUNCTION stays_keep_within_the_home();
DROP FUNCTION places_in_home(bigint, boolean, date);
"""


class Migration(migrations.Migration):
    """The last place in a home cannot be given twice, however close the race and whoever writes."""

    dependencies = [("arrangements", "0002_rules"), ("carers", "0002_rules"), ("schemes", "0002_rules")]
    operations = [migrations.RunSQL(LIMIT + GUARD, UNDO)]

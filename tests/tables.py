"""A database with every table and no row: migrated once, copied for each process of the tests."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

CHECKOUT = Path(__file__).resolve().parents[1]
# Set by the first process, inherited by the workers: the name of this run's own, for a run never meets older tables.
NAME = os.environ.setdefault("TABLES_OF_THIS_RUN", f"tables_{uuid.uuid4().hex}")


# Emptying a table that is empty costs as much as one that is full, and all together half a second. The rows of records
# may not be deleted, so that their triggers rest meanwhile; what holds between tables is looked at when all are gone.
EMPTY = """DO $$
DECLARE
    one text;
    has_rows boolean;
    filled text[] := '{{}}';
BEGIN
    FOREACH one IN ARRAY ARRAY[{tables}] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one) INTO has_rows;
        IF has_rows THEN
            filled := filled || one;
            EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', one);
        END IF;
    END LOOP;
    SET CONSTRAINTS ALL DEFERRED;
    FOREACH one IN ARRAY filled LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    FOREACH one IN ARRAY filled LOOP
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', one);
    END LOOP;
END $$"""


def empty(_style, tables, **_more) -> list[str]:
    """What empties these tables; in place of Django's own."""
    return [EMPTY.format(tables=", ".join(f"'{table}'" for table in tables))]


def url_of(database: str) -> str:
    """The address of another database on the tests' own server."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def make() -> str:
    """Migrate from nothing, unless another process has; returns the name to copy from, which nobody may connect to."""
    draft = f"{NAME}_draft"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("select pg_advisory_lock(hashtext(%s))", [NAME])  # let go when this connection closes
        if not server.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
            server.execute(f'create database "{draft}"')
            command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(command, env=os.environ | {"DATABASE_URL": url_of(draft)}, cwd=CHECKOUT, check=True)
            server.execute(f'alter database "{draft}" rename to "{NAME}"')
    return NAME


def forget() -> None:
    """Drop it at the end of the run."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'drop database if exists "{NAME}"')
        server.execute(f'drop database if exists "{NAME}_draft"')

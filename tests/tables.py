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

"""The product's Celery with a hurried clock, on a fixed working day, sending slowly enough to be killed in between."""

import time
from datetime import datetime
from importlib import import_module
from zoneinfo import ZoneInfo

from celery.signals import task_prerun

from sharedlives.celery import app

MOMENT = datetime(2026, 8, 6, 8, 0, tzinfo=ZoneInfo("Europe/London"))
PAUSE = 0.1  # seconds before each message

app.conf.beat_schedule = {name: entry | {"schedule": 0.5} for name, entry in app.conf.beat_schedule.items()}
held = []


@task_prerun.connect
def slowly_on_a_thursday(**_):
    """In the worker it is eight o'clock in the morning of 6 August 2026, and the mail goes out slowly."""
    if held:
        return
    # The product's modules can be imported only once Celery has set Django up.
    clock, outbox = import_module("schemes.clock"), import_module("schemes.outbox")
    held.append(clock.set_to(MOMENT))
    held[0].__enter__()
    send = outbox.send

    def send_slowly(message):
        time.sleep(PAUSE)
        send(message)

    outbox.send = send_slowly

"""Celery carries one kind of message: "look now". What is owed and what was sent are rows in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sharedlives.settings")

app = Celery("sharedlives")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

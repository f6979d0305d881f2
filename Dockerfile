# The product for a server: the web pages, the worker and the clock are three commands of this one image.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=sharedlives.settings STATIC_ROOT=/srv/static

WORKDIR /srv/sharedlives
COPY requirements/server.lock requirements/server.lock
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/server.lock

COPY . .
# Values that lead nowhere: collecting the static files reads the settings and touches no server.
RUN SECRET_KEY=while-building DATABASE_URL=postgres://building/building REDIS_URL=redis://building \
    ALLOWED_HOSTS=building SITE_ADDRESS=https://building EMAIL_HOST=building DEFAULT_FROM_EMAIL=building@example.org \
    python manage.py collectstatic --noinput

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sharedlives \
    && install --directory --owner sharedlives --mode 0700 /srv/clock
USER sharedlives
EXPOSE 8000
CMD ["gunicorn", "sharedlives.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]

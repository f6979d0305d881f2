"""One settings file, fed by the environment alone; secure unless SHAREDLIVES_DEVELOPMENT or SHAREDLIVES_DEMO is on.

Required everywhere: SECRET_KEY, DATABASE_URL, REDIS_URL.
Required on a server too: ALLOWED_HOSTS, SITE_ADDRESS, EMAIL_HOST, DEFAULT_FROM_EMAIL.
A required value that is missing stops the start with its name.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def switch(name: str, default: bool = False) -> bool:
    """An on/off value from the environment: 1, true, yes and on mean on."""
    return os.environ.get(name, "1" if default else "").strip().lower() in {"1", "true", "yes", "on"}


def required(name: str) -> str:
    """A value the product cannot start without."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Sharedlives cannot start without it.")
    return value


def required_on_a_server(name: str, meanwhile: str) -> str:
    """Required on a server; on a developer's machine and in the demonstration a harmless value stands in."""
    return os.environ.get(name, "").strip() or meanwhile if DEVELOPMENT or DEMO else required(name)


DEVELOPMENT = switch("SHAREDLIVES_DEVELOPMENT")
DEMO = switch("SHAREDLIVES_DEMO")
LOCAL = DEVELOPMENT or DEMO
DEBUG = DEVELOPMENT and switch("SHAREDLIVES_DEBUG")

SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = required_on_a_server("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver").replace(" ", "").split(",")
SITE_ADDRESS = required_on_a_server("SITE_ADDRESS", "http://127.0.0.1:8431").rstrip("/")

# --- PostgreSQL holds everything: records, sessions, cache, lock-outs -------------------------------------------
DATABASES = {"default": dj_database_url.parse(required("DATABASE_URL"))}
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": True,  # a request happens whole or not at all
    "CONN_MAX_AGE": 0 if switch("DATABASE_POOL") else 60,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"].setdefault("OPTIONS", {})
if switch("DATABASE_POOL"):  # the web process only: a pool is not shared across Celery's forks
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DATABASES["default"]["OPTIONS"].setdefault("options", "-c lock_timeout=8s -c statement_timeout=60s")

SESSION_ENGINE = "sharedlives.sessions"  # starts the idle time again with a request, at most once a minute
SESSION_COOKIE_AGE = 60 * 60  # staff idle for an hour are signed out
# What an emailed link and its code opened falls shut after so many quiet minutes (the session itself after an hour).
LINK_IDLE_MINUTES = int(os.environ.get("LINK_IDLE_MINUTES", "60"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# --- Celery over Redis: nothing in Redis may matter -------------------------------------------------------------
REDIS_URL = required("REDIS_URL")
# Counts that keep programs from filling the public form's drawers; without Redis nothing is counted.
CACHES["counts"] = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db="),
    "KEY_PREFIX": "count",
    "OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3},
}
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600  # well under the visibility timeout
CELERY_TASK_PUBLISH_RETRY = False  # a page never waits for Redis: the next scan finds the row anyway
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE = {
    # Every few minutes, deciding by date in the database: a clock change or a missed hour loses nothing.
    "remind": {"task": "sharedlives.tasks.remind", "schedule": 120.0},
    "deliver": {"task": "schemes.tasks.deliver_messages", "schedule": 30.0},
    "make-packs": {"task": "carers.tasks.make_packs", "schedule": 60.0},
    "lost-links": {"task": "sharedlives.tasks.send_lost_links", "schedule": 60.0},
    "clear-away": {"task": "schemes.tasks.clear_away", "schedule": 3600.0},
    "scan-files": {"task": "schemes.tasks.scan_files", "schedule": 60.0},
    "remind-of-drafts": {"task": "referrals.tasks.remind_of_drafts", "schedule": 900.0},
}

# --- Mail -------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = required_on_a_server("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "8432" if LOCAL else "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = switch("EMAIL_USE_TLS", default=not LOCAL)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = required_on_a_server("DEFAULT_FROM_EMAIL", "Shared Lives demonstration <noreply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The demonstration keeps what its mail catcher received here, one file a message, to be read in the browser.
MAIL_CATCHER_FOLDER = os.environ.get("MAIL_CATCHER_FOLDER", "")

# Where ClamAV's daemon listens: a path or host:port. Without it files from outside stay held until somebody decides.
CLAMAV_SOCKET = os.environ.get("CLAMAV_SOCKET", "").strip()

# --- What is installed ------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "schemes",
    "carers",
    "referrals",
    "arrangements",
    "sharedlives",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sharedlives.sessions.SeldomSaved",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sharedlives.signed_out.NothingTypedIsLost",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "schemes.access.ActorMiddleware",
]

ROOT_URLCONF = "sharedlives.urls"
WSGI_APPLICATION = "sharedlives.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schemes.access.page_context",
            ],
            "builtins": ["schemes.templatetags.words", "schemes.templatetags.frame"],
        },
    }
]
FORM_RENDERER = "schemes.forms.drawing.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["sharedlives"]
CRISPY_TEMPLATE_PACK = "sharedlives"
CRISPY_FAIL_SILENTLY = False

# --- Sign-in: allauth alone, by email; nobody can sign up ---------------------------------------------------------
AUTH_USER_MODEL = "schemes.Account"
AUTHENTICATION_BACKENDS = ["schemes.signed_in.Backend"]
ACCOUNT_ADAPTER = "schemes.access.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Shared Lives"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Words, dates -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [BASE_DIR / "sharedlives" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [("sharedlives", BASE_DIR / "static" / "compiled")]
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / ".state" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEVELOPMENT

# --- The browser's own rules ------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sharedlives.views.errors.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = switch("SECURE_SSL_REDIRECT", default=not LOCAL)
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
if switch("BEHIND_PROXY"):  # only then may a header say that the visitor came by https
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "schemes.files.CutShort",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "WARNING"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

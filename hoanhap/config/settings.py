"""Django's settings. Read from top to bottom: home, rooms, request path, safety."""

import os

from hoanhap.config import sqlite

sqlite.install()


from hoanhap.config.database import database  # noqa: E402
from hoanhap.config.home import ROOT, home, keys, secret  # noqa: E402

HOME = home()
SECRET_KEY = secret("django.key")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HOANHAP_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

DATABASES = {"default": database(os.environ.get("HOANHAP_DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = ["web", "reporting", "documents", "catalog", "access", "units", "ui", "audit"]
INSTALLED_APPS = [
    *(f"hoanhap.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hoanhap.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hoanhap.web.middleware.BusinessDateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hoanhap.config.urls"
WSGI_APPLICATION = "hoanhap.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hoanhap.web.chrome.chrome",
            ],
        },
    }
]

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20

AUDIT_KEY = keys() / "audit.ed25519"
AUDIT_HEADS = os.environ.get("HOANHAP_HEADS") or HOME / "heads.log"

CATALOG_PATHS = [ROOT / "catalog", HOME / "catalog"]
LAW_PATH = ROOT / "law"

WORKBOOK_KEY = bytes.fromhex(secret("workbook.key"))  # signs what a workbook says it is
SITE_URL = os.environ.get("HOANHAP_URL", "http://127.0.0.1:8020")  # where the figures in a paper lead back to

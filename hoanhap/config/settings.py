"""Django's settings. Read from top to bottom: home, rooms, request path, safety."""

import os
from datetime import timedelta
from urllib.parse import unquote, urlsplit

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

ROOMS = [
    "web",
    "plans",
    "reporting",
    "classification",
    "indicators",
    "pathways",
    "people",
    "resources",
    "facts",
    "documents",
    "catalog",
    "law",
    "access",
    "units",
    "ui",
    "audit",
]
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
    "hoanhap.web.timing.TimingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hoanhap.access.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hoanhap.ui.middleware.NoIndexMiddleware",
    "hoanhap.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hoanhap.web.middleware.BusinessDateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hoanhap.access.middleware.ExpiryMiddleware",
    "hoanhap.access.middleware.PolicyMiddleware",
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
    {"NAME": "hoanhap.access.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "hoanhap.access.passwords.NotCommon"},
    {"NAME": "hoanhap.access.passwords.NotOneself", "OPTIONS": {"user_attributes": ["username", "full_name"]}},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# allauth: a sign-in name and a password; nothing goes by e-mail, and axes counts the failures.
ACCOUNT_ADAPTER = "hoanhap.access.sign_in.Adapter"
ACCOUNT_FORMS = {"login": "hoanhap.access.forms.SignIn", "change_password": "hoanhap.access.forms.ChangePassword"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if (MAIL := urlsplit(os.environ.get("HOANHAP_SMTP", ""))).hostname:  # smtp://user:password@host:25, smtps:// for TLS
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL.hostname, MAIL.port or 25, 10
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
    EMAIL_USE_SSL = MAIL.scheme == "smtps"
DEFAULT_FROM_EMAIL = os.environ.get("HOANHAP_MAIL_FROM", "hoa-nhap@localhost")

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # together: nobody can lock another person out from elsewhere
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "hoanhap.access.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "hoanhap.access.sign_in.address"
AXES_DISABLE_ACCESS_LOG = True  # our own trail has it
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions end after so much idleness, and so long after sign-in, by the real clock (access.middleware).
SESSION_IDLE = timedelta(minutes=15)
SESSION_LONGEST = timedelta(hours=8)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())

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

HTTPS = os.environ.get("HOANHAP_HTTPS") == "1"  # behind a proxy that speaks TLS and sets X-Forwarded-Proto
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "hoanhap.access.refusals.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20

AUDIT_KEY = keys() / "audit.ed25519"
AUDIT_HEADS = os.environ.get("HOANHAP_HEADS") or HOME / "heads.log"

# A person's data key is wrapped by the newest of these; all live outside the database and its backup (ADR 0014).
secret("people-1.key")
PEOPLE_MASTERS = {path.stem: bytes.fromhex(path.read_text().strip()) for path in keys().glob("people-[0-9]*.key")}
# Beside the database, not in it: a restored backup is erased again from this file. Keep it where backups are not.
PEOPLE_ERASED = os.environ.get("HOANHAP_ERASED") or HOME / "erased.log"
PEOPLE_BLIND = bytes.fromhex(secret("numbers.key"))

CATALOG_PATHS = [ROOT / "catalog", HOME / "catalog"]
LAW_PATH = ROOT / "law"
GUIDE_PATH = ROOT / "docs" / "huong-dan"

WORKBOOK_KEY = bytes.fromhex(secret("workbook.key"))  # signs what a workbook says it is
SITE_URL = os.environ.get("HOANHAP_URL", "http://127.0.0.1:8020")  # where the figures in a paper lead back to

# Without this Django tells an error to nobody when DEBUG is off. The path and the traceback, never what was typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "level": "ERROR", "formatter": "line"}},
    "root": {"handlers": ["stderr"]},
}

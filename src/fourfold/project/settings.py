"""Django's settings. Everything that differs between installations comes from the environment.

See docs/operations/install.md for the list of variables.
"""

import os
from pathlib import Path

from fourfold.ground.postgres import endpoints
from fourfold.ground.postgres.locations import data_home
from fourfold.ground.web.headers import CONTENT_SECURITY_POLICY  # noqa: F401
from fourfold.project.logs import LOGGING  # noqa: F401
from fourfold.project.secrets import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


DEBUG = _flag("FOURFOLD_DEBUG")
DEMONSTRATION = _flag("FOURFOLD_DEMONSTRATION")
"""One-click sign-in for made-up people. The routes exist only when this is on, and only on loopback."""

SECURE = not (DEBUG or DEMONSTRATION or _flag("FOURFOLD_INSECURE_HTTP"))
"""Served behind TLS: secure cookies, HSTS and a redirect to https."""

SECRET_KEY = secret_key(data_home())
SUPPORT_CONTACT = os.environ.get("FOURFOLD_SUPPORT_CONTACT", "")
SOURCE_CODE_URL = os.environ.get("FOURFOLD_SOURCE_CODE_URL", "")
PUBLIC_ADDRESS = os.environ.get("FOURFOLD_ADDRESS", "http://localhost:8000").rstrip("/")
"""Where people reach this installation: the beginning of every link in a mail, a calendar or a document."""
ALLOWED_HOSTS = os.environ.get("FOURFOLD_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("FOURFOLD_ORIGINS", "").split()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "procrastinate.contrib.django",
    "fourfold.ground.web",
    "fourfold.trust.sealing",
    "fourfold.trust.audit",
    "fourfold.trust.files",
    "fourfold.trust.messages",
    "fourfold.trust.partnership",
    "fourfold.trust.catalogue",
    "fourfold.trust.access",
    "fourfold.trust.boards",
    "fourfold.trust.agreements",
    "fourfold.trust.requests",
    "fourfold.records.feeds",
    "fourfold.records.identity",
    "fourfold.records.reports",
    "fourfold.records.datasets",
    "fourfold.practice.profiles",
    "fourfold.accountability.rights",
    "fourfold.accountability.plan",
    "fourfold.accountability.chasing",
    "fourfold.accountability.governance",
    "fourfold.accountability.indicators",
    "fourfold.accountability.publishing",
    "fourfold.accountability.oversight",
    "fourfold.project",
]

MIDDLEWARE = [
    "fourfold.trust.audit.middleware.RequestIdMiddleware",
    "fourfold.project.metrics.requests.MetricsMiddleware",
    "fourfold.project.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "fourfold.ground.web.headers.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fourfold.trust.partnership.sessions.SessionLimitMiddleware",
    "fourfold.trust.access.middleware.ActingMiddleware",
    "fourfold.trust.partnership.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "fourfold.project.urls"
WSGI_APPLICATION = "fourfold.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "fourfold.ground.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "fourfold.project.navigation.page_context",
            ],
        },
    },
    {  # allauth's own e-mail texts; every page of ours is Jinja
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

_endpoints = endpoints.resolve()
_app = endpoints.django_database(_endpoints.app)
DATABASES = {
    "default": _app,
    # Denials are written on a connection of their own, so that they outlive the request's rollback.
    "denials": {**_app, "TEST": {"MIRROR": None}},
    "maintenance": endpoints.django_database(_endpoints.maintenance),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_throttle",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
"""Only allauth's rate limits use it: shared by all processes, never personal data of service users."""

AUTH_USER_MODEL = "partnership.User"
AUTHENTICATION_BACKENDS = ["fourfold.trust.partnership.signin.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fourfold.trust.partnership.passwords.MadeOfCommonPartsValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
"""Jobs are put into the queue by name. The worker alone loads what they do (`project/jobs.py`)."""

LOGIN_URL = "demonstration:choose" if DEMONSTRATION else "account_login"
LOGIN_REDIRECT_URL = "plan:today"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_ADAPTER = "fourfold.trust.partnership.signin.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/15m/key", "reauthenticate": "10/m/user"}
ACCOUNT_RATE_LIMITS["identity_provider"] = "120/m/ip"
"""Each asks an agency's directory something, for whoever comes by; a whole agency may come from one address."""
ACCOUNT_RATE_LIMITS["delivery_api"] = "60/m/ip"
"""Calls that are refused for their signature. Those with a sound one are counted by their key."""
SOCIALACCOUNT_ADAPTER = "fourfold.trust.partnership.federation.adapter.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OPENID_LOOPBACK = not SECURE
"""Whether an identity provider may be on this very machine, without TLS: in tests and in the demonstration."""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Fourfold"
MFA_TOTP_TOLERANCE = 1
"""A code is taken half a minute early or late, once (`forms.signin.CodeForm`)."""
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""Administrators give the address; Fourfold sends no mail with which to verify it."""
MFA_ADAPTER = "fourfold.trust.partnership.signin.MFAAdapter"
ACCOUNT_FORMS = {
    "login": "fourfold.trust.partnership.forms.signin.LoginForm",
    "reauthenticate": "fourfold.trust.partnership.forms.signin.PasswordForm",
    "change_password": "fourfold.trust.partnership.forms.signin.ChangePasswordForm",
    "set_password": "fourfold.trust.partnership.forms.signin.SetPasswordForm",
}
MFA_FORMS = {
    "authenticate": "fourfold.trust.partnership.forms.signin.CodeForm",
    "reauthenticate": "fourfold.trust.partnership.forms.signin.ConfirmByCodeForm",
    "activate_totp": "fourfold.trust.partnership.forms.signin.ActivateForm",
    "add_webauthn": "fourfold.trust.partnership.forms.signin.AddPasskeyForm",
    "edit_webauthn": "fourfold.trust.partnership.forms.signin.RenamePasskeyForm",
}

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fourfold.ground.web.handlers.csrf_failure"

SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
if _flag("FOURFOLD_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "project" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("FOURFOLD_STATIC_ROOT", data_home() / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["fourfold.ground.web.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
"""Django's own and allauth's mail. Ours goes through the outbox (`trust/messages`) by what stands below."""
SMTP_URL = "" if DEMONSTRATION else os.environ.get("FOURFOLD_SMTP_URL", "")
MAIL_FROM = os.environ.get("FOURFOLD_MAIL_FROM", "" if not DEMONSTRATION else "fourfold@partnership.example")
MAIL_FOLDER = data_home() / "mail" if DEMONSTRATION else None
"""Where the demonstration puts its mail. Nothing that it writes ever leaves the machine."""
MAIL_KEEPS_QUIET_HOURS = not DEMONSTRATION
"""Whether mail waits for working hours. In the demonstration nobody is disturbed, and everybody wants to see it."""

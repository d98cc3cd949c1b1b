"""What every answer tells the browser: run only our own script, embed us nowhere, keep nothing private.

Django's SecurityMiddleware and django-csp set the rest; `CONTENT_SECURITY_POLICY` goes into the settings.
Source: OWASP ASVS 5.0, chapter 3.
"""

from collections.abc import Callable

from csp.constants import NONCE, NONE, SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

CONTENT_SECURITY_POLICY: dict[str, dict[str, list[object]]] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [NONCE],
        "script-src-attr": [NONE],
        "style-src": [SELF],
        "style-src-attr": [NONE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "frame-src": [NONE],
        "worker-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
"""For `settings.CONTENT_SECURITY_POLICY` (django-csp 4). No inline script or style, no third party.

Scripts run by nonce alone: a file that somebody attached can never be run, though it comes from us.
"""

DENIED = ("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer")
DENIED_TOO = ("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "usb", "xr-spatial-tracking")
OWN_ONLY = ("publickey-credentials-create", "publickey-credentials-get", "fullscreen")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in DENIED + DENIED_TOO), *(f"{name}=(self)" for name in OWN_ONLY)])

HEADERS = {
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeadersMiddleware:
    """Sets `HEADERS` where a view has not, and keeps what signed-in people see out of every cache.

    A request that carries a session counts as signed in: looking the person up would cost a query, and a
    page too many that is not kept does no harm.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers set."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies or "Cache-Control" not in response:
            response.headers["Cache-Control"] = "no-store"
        return response

"""Names each request for the audit log and the service's logs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fourfold.trust.audit.request_context import new_request


class RequestIdMiddleware:
    """A random id per request, given back as `X-Request-ID`. A client's own header is never believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve `request` under a new id."""
        with new_request() as request_id:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            return response

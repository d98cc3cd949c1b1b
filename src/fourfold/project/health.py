"""Whether the service lives, and whether it can work. For a load balancer; without data, without sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The process answers. Never touches the database."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The database answers and has Fourfold's tables; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from django_migrations where app = 'plan'")
            ready = cursor.fetchone()[0] > 0
    except DatabaseError:
        ready = False
    return JsonResponse({"status": "ready" if ready else "not ready"}, status=200 if ready else 503)

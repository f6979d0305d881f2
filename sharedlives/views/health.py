"""Whether the web process answers, for the supervisor and for health checks."""

from django.db import connection
from django.http import HttpResponse

from schemes.access import public


@public
def healthy(request):
    """Says ok when the process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")

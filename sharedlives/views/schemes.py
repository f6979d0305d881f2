"""Somebody with a job in more than one scheme chooses which one they act in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from schemes.access import allow, choose_job


@require_POST
@allow("account.use")
def switch_scheme(request):
    """Act in another of one's own jobs from now on."""
    job = next((job for job in request.jobs if str(job.pk) == request.POST.get("job")), None)
    if job is None:
        raise Http404
    messages.success(request, f"You now work in {job.scheme or job.region}.")
    response = redirect("today")
    choose_job(request, response, job)
    return response

"""Files that came from outside and were not scanned: taken out with a reason, by somebody who works here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from referrals.forms.held import ReleaseFileForm
from schemes import scanning
from schemes.access import allow, open_record
from schemes.attempts import attempt, sent
from schemes.models import HeldFile


@allow("referrals.triage")
def release_file(request, pk):
    """Take a file out without a scan, saying why; it then opens as any document of the referral."""
    rows = HeldFile.objects.select_related("folder").defer("content").filter(folder__isnull=False)
    held = open_record(request, rows, pk=pk)
    if not held.folder.is_open_to(request.actor):
        raise Http404
    form = ReleaseFileForm(sent(request))
    back = held.folder.owner.get_absolute_url()
    if attempt(request, form, lambda: held.release(why=form.cleaned_data["why"], by=request.actor)):
        messages.success(request, f"{held.name} is out: open it from the list of files.")
        return redirect(back)
    page = {"held": held, "form": form, "cancel_url": back, "has_scanner": scanning.is_configured()}
    return render(request, "referrals/held/release_file.html", page)

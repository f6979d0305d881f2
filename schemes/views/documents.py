"""Documents: served to whoever may open the folder they hang in, and never as a page."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from schemes import files
from schemes.access import allow, write_opening
from schemes.models import Document, Opening

# What panel reads opens by its own address, once whoever sits has declared that they have no interest.
OWN_DOORS = (Document.Kind.PAPER, Document.Kind.PACK)


@allow("documents.see")
def document(request, pk):
    """Download one document."""
    return served(_opened(request, pk), as_attachment=True)


@allow("documents.see")
def document_picture(request, pk):
    """Show a photo within a page."""
    return served(_opened(request, pk, media_type__in=files.PICTURES), as_attachment=False)


def _opened(request, pk: int, **lookup) -> Document:
    """A document in a folder this actor may open, or 404; that they opened it is written down."""
    rows = Document.objects.visible_to(request.actor).exclude(kind__in=OWN_DOORS).select_related("folder", "blob")
    row = get_object_or_404(rows, pk=pk, **lookup)
    if not row.folder.is_open_to(request.actor):
        raise Http404
    write_opening(request, row, what=Opening.What.DOCUMENT)
    return row


def served(document: Document, *, as_attachment: bool) -> HttpResponse:
    """The bytes of a document whose reader was checked before. A browser may guess no type and run nothing in it."""
    answer = HttpResponse(document.content, content_type=document.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment, document.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store, private"
    return answer

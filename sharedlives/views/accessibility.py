"""What we know about how usable these pages are, and whom to tell when they are not."""

from django.shortcuts import render

from schemes.access import public


@public
def accessibility(request):
    """The accessibility statement of the product; a scheme's own phone and email stand in the footer."""
    return render(request, "accessibility.html")

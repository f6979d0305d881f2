"""What happens when somebody's hour is over while they were typing."""

from django.contrib.auth.middleware import LoginRequiredMiddleware

from sharedlives.views.errors import signed_out, typed_words


class NothingTypedIsLost(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page; what somebody typed before they were signed out is handed back to them."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST" and typed_words(request):
            return signed_out(request)
        return super().handle_no_permission(request, view_func)

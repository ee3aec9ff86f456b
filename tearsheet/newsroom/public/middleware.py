"""Headers on what readers get."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Nothing from a third party, no inline script; the desk's own admin needs inline styles and handlers.
PUBLIC_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'"
)


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send a Content-Security-Policy with every public page; a view that set its own keeps it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/desk/"):
            response.headers.setdefault("Content-Security-Policy", PUBLIC_POLICY)
        return response

    return middleware

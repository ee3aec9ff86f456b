"""Pages beside Wagtail's own: proofs, robots.txt."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tearsheet.engine.anchors import NORMALISATION
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.public.addresses import whole
from tearsheet.newsroom.public.proof import print_proof, prove_item


@require_safe
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof of a published item, for people."""
    item = get_object_or_404(ItemPage.objects.live().public(), pk=pk)
    return render(request, "public/verify.html", {"proof": prove_item(item), "normalisation": NORMALISATION})


@require_safe
def verify_json(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The same proof, for machines."""
    item = get_object_or_404(ItemPage.objects.live().public(), pk=pk)
    return JsonResponse(print_proof(prove_item(item)), json_dumps_params={"ensure_ascii": False})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """What crawlers may read: everything but the desk."""
    lines = ["User-agent: *", "Disallow: /desk/", "", f"Sitemap: {whole(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

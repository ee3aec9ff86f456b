"""Pages beside Wagtail's own: proofs, robots.txt."""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tearsheet.engine.anchors import NORMALISATION
from tearsheet.engine.captures import WACZ_TYPE
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.items.packing import count_withheld, list_cited_pages, pack_item
from tearsheet.newsroom.public.addresses import whole
from tearsheet.newsroom.public.proof import print_proof, prove_item


@require_safe
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof of a published item, for people."""
    item = get_object_or_404(ItemPage.objects.live().public(), pk=pk)
    proof = prove_item(item)
    context = {"proof": proof, "normalisation": NORMALISATION, "withheld": count_withheld(proof.cited)}
    return render(request, "public/verify.html", context)


@require_safe
def verify_json(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The same proof, for machines."""
    item = get_object_or_404(ItemPage.objects.live().public(), pk=pk)
    return JsonResponse(print_proof(prove_item(item)), json_dumps_params={"ensure_ascii": False})


@require_safe
def verify_wacz(request: HttpRequest, pk: int) -> FileResponse:  # noqa: ARG001
    """The kept pages that readers may have, as a WACZ file; 404 where no source's policy allows any."""
    item = get_object_or_404(ItemPage.objects.live().public(), pk=pk)
    if not any(page.is_offered for page in list_cited_pages(item)):
        raise Http404("No source of this page lets readers download what we kept.")
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    pack_item(item, target, for_readers=True)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{item.slug}.wacz", content_type=WACZ_TYPE)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """What crawlers may read: everything but the desk."""
    lines = ["User-agent: *", "Disallow: /desk/", "", f"Sitemap: {whole(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

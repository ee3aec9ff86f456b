"""What the item editor asks about a clip: its words, and whether what would be printed is verbatim."""

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tearsheet.engine.anchors import verify_excerpt
from tearsheet.engine.model import Span
from tearsheet.newsroom.desk.templatetags.desk import direction
from tearsheet.newsroom.items.models import Clip


@require_POST
def judge_words(request: HttpRequest, pk: int) -> JsonResponse:
    """A clip's words, and the verdict on `text` as an excerpt of it; empty stands for the whole clip.

    Writes nothing: the gate itself stands where an item is published.
    """
    clip = get_object_or_404(Clip.objects.with_provenance(), pk=pk)
    text = request.POST.get("text", "").replace("\r\n", "\n").strip() or clip.exact
    verdict = verify_excerpt(clip.revision.text, text, within=Span(start=clip.start, end=clip.end))
    language = clip.revision.article.language
    return JsonResponse(
        {
            "words": clip.exact,
            "source": clip.revision.article.source.credit,
            "language": language,
            "direction": direction(language),
            "state": verdict.state,
            "message": verdict.message,
            "difference": [{"before": one.before, "after": one.after} for one in verdict.difference],
        }
    )

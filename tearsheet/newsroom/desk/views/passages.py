"""Two articles that share words, side by side."""

from typing import Any

from django.shortcuts import get_object_or_404

from tearsheet.engine.copies import shared_passages
from tearsheet.newsroom.desk.reading import LaidBlock, lay_blocks
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.intake.mapping import blocks_of
from tearsheet.newsroom.intake.models import Article

#: A passage of so many characters is shown in the summary.
SUMMARY = 90


class PassagesView(DeskPage):
    """Marks what two articles share word for word; who had it first stands first."""

    template_name = "desk/passages.html"
    page_title = "Shared words"
    header_icon = "copy"
    under = ("desk:articles", "Articles")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both texts with their shared passages, the earlier article first."""
        articles = Article.objects.select_related("source", "current", "placement__story")
        first, second = sorted(
            (get_object_or_404(articles.filter(current__isnull=False), pk=kwargs[name]) for name in ("one", "other")),
            key=lambda article: (article.sorted_at, article.pk),
        )
        pairs = shared_passages(first.revision.text, second.revision.text)
        words = [len(one.of(first.revision.text).split()) for one, _ in pairs]
        sides = [_lay(first, [one for one, _ in pairs]), _lay(second, [other for _, other in pairs])]
        return {
            **super().get_context_data(**kwargs),
            "sides": [
                {"article": article, "blocks": blocks, "name": name, "opposite": opposite}
                for article, blocks, name, opposite in zip((first, second), sides, "ab", "ba", strict=True)
            ],
            "passage_count": len(pairs),
            "word_count": sum(words),
            "shares": [_share(words, article) for article in (first, second)],
            "later": second.sorted_at - first.sorted_at,
            "is_same_time": second.sorted_at == first.sorted_at,
        }


def _lay(article: Article, spans: list[Any]) -> list[LaidBlock]:
    return lay_blocks(blocks_of(article.revision), list(enumerate(spans, start=1)))


def _share(words: list[int], article: Article) -> int:
    """Of an article's words, how many in a hundred are shared."""
    return min(100, round(100 * sum(words) / max(1, len(article.revision.text.split()))))

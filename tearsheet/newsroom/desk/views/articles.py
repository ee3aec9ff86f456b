"""The list of articles."""

from typing import Any

from tearsheet.newsroom.archive.searching import search_archive
from tearsheet.newsroom.desk.filters import ArticleFilters, read_limits
from tearsheet.newsroom.desk.views.base import DeskListing
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.sources.models import Feed

#: How many of what a search finds are listed, newest or best first: nobody reads further, they ask anew.
MOST_FOUND, MOST_RANKED = 1000, 200


class ArticlesView(DeskListing):
    """Articles, freshest first."""

    results_template_name = "desk/articles_results.html"
    list_name = "articles"
    page_title = "Articles"
    header_icon = "doc-full"
    filterset_class = ArticleFilters
    paginate_by = 50

    def get_base_queryset(self) -> Any:
        """With all that a row shows."""
        return Article.objects.for_listing().freshest_first()

    def search_queryset(self, articles: Any) -> Any:
        """The newest of those the archive finds, or the best first if so asked."""
        if not self.is_searching:
            return articles
        asked = self.filters.form.cleaned_data if self.filters and self.filters.form.is_valid() else {}
        best_first = asked.get("order") == "best"
        found = search_archive(
            self.search_query,
            read_limits(asked),
            order="best" if best_first else "newest",
            limit=MOST_RANKED if best_first else MOST_FOUND,
        )
        return articles.in_order(found.articles) if best_first else articles.filter(pk__in=found.articles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether anything is followed at all."""
        context = super().get_context_data(**kwargs)
        return {**context, "follows_anything": bool(context["object_list"]) or Feed.objects.followed().exists()}

"""The list of articles."""

from typing import Any

from tearsheet.newsroom.desk.filters import ArticleFilters
from tearsheet.newsroom.desk.views.base import DeskListing
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.sources.models import Feed


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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether anything is followed at all."""
        context = super().get_context_data(**kwargs)
        return {**context, "follows_anything": bool(context["object_list"]) or Feed.objects.followed().exists()}

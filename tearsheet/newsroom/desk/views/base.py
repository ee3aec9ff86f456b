"""What the desk's pages have in common."""

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import BaseListingView, WagtailAdminTemplateMixin


class DeskListing(BaseListingView):
    """A list with filters and words to search for; its template decides how a row looks.

    Attributes:
        list_name: the URL's name; `<name>_results` answers with the rows only.
    """

    template_name = "desk/listing.html"
    list_name = ""
    is_searchable = True
    paginate_by = 30

    def get_index_url(self) -> str:
        """This list."""
        return reverse(f"desk:{self.list_name}")

    def get_index_results_url(self) -> str:
        """Its rows only, as the filters fetch them."""
        return reverse(f"desk:{self.list_name}_results")

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Filters act on this list's rows."""
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    def search_queryset(self, queryset: Any) -> Any:
        """Rows with all of the words."""
        return queryset.matching(self.search_query) if self.is_searching else queryset


class DeskPage(WagtailAdminTemplateMixin, TemplateView):
    """A page under one of the desk's lists.

    Attributes:
        under: (URL name, label) of the list it belongs to.
        crumb: its own label in the path; its title if empty.
    """

    under: tuple[str, str] | None = None
    crumb = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this page."""
        parents = [{"url": reverse(self.under[0]), "label": self.under[1]}] if self.under else []
        return [*self.breadcrumbs_items, *parents, {"url": "", "label": self.crumb or self.get_page_title()}]

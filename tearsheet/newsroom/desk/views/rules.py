"""Rules: written, tried on what is stored, and only then switched on."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import HeaderButton

from tearsheet.newsroom.desk.forms import RuleForm
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.intake.errors import IntakeError
from tearsheet.newsroom.intake.models import Article, Entry, Rule
from tearsheet.newsroom.intake.rule_actions import digest_rule
from tearsheet.newsroom.intake.rule_effects import is_for_all, preview_rule, read_conditions
from tearsheet.newsroom.pipeline.ruling import delete_rule, save_rule, switch_off, switch_on

MAY_CHANGE = "intake.change_rule"
ROWS_A_PAGE = 50


class _RulesPage(PermissionRequiredMixin, DeskPage):
    """A page about rules, for those who may change them."""

    permission_required = MAY_CHANGE
    raise_exception = True
    header_icon = "cogs"
    under: tuple[str, str] | None = ("desk:rules", "Rules")


class RulesView(_RulesPage):
    """All rules, and what each is doing."""

    template_name = "desk/rules.html"
    page_title = "Rules"
    under = None

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Write a new one."""
        attrs = {"data-key": "n", "data-key-label": "New rule"}
        return [HeaderButton("New rule", reverse("desk:new_rule"), icon_name="plus", attrs=attrs)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rules."""
        rules = Rule.objects.with_conditions().with_counts().select_related("switched_by")
        return {**super().get_context_data(**kwargs), "rules": rules}


class RuleFormView(_RulesPage):
    """The form of a new rule or of one that is there; saving leads to its preview."""

    template_name = "desk/rule_form.html"

    @property
    def rule(self) -> Rule | None:
        """The rule that is changed, if it is not a new one."""
        return get_object_or_404(Rule, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_page_title(self) -> str:
        """Its name."""
        return str(self.rule or "New rule")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        rule = self.rule
        return {"form": RuleForm(instance=rule), **super().get_context_data(**kwargs), "rule": rule}

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Write it, switched off, and show what it would do."""
        form = RuleForm(request.POST, instance=self.rule)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        saved = save_rule(actor=request.user, rule=self.rule, data=form.cleaned_data)
        return redirect("desk:preview_rule", saved.pk)


class RulePreviewView(_RulesPage):
    """What a rule would do to what came in lately."""

    template_name = "desk/rule_preview.html"
    crumb = "Preview"

    def get_page_title(self) -> str:
        """Its name."""
        return str(get_object_or_404(Rule, pk=self.kwargs["pk"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the preview, a page of what it meets, and the digest that switches it on."""
        rule = get_object_or_404(Rule.objects.with_conditions(), pk=self.kwargs["pk"])
        preview = preview_rule(rule, now=timezone.now())
        page = Paginator(preview.keys, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        return {
            **super().get_context_data(**kwargs),
            "rule": rule,
            "preview": preview,
            "noun": "entry,entries" if rule.action == Rule.Action.SKIP else "article",
            "percent": f"{preview.share:.1%}",
            "is_for_all": is_for_all(read_conditions(rule)),
            "rows": _rows(rule, list(page.object_list)),
            "page": page,
            "digest": digest_rule(rule),
        }


def _rows(rule: Rule, keys: list[int]) -> list[Any]:
    """The articles or entries of these keys, in their order; one query."""
    if rule.action == Rule.Action.SKIP:
        found: dict[int, Any] = Entry.objects.select_related("feed__source").in_bulk(keys)
    else:
        found = Article.objects.with_sources().in_bulk(keys)
    return [found[key] for key in keys if key in found]


@require_POST
@permission_required(MAY_CHANGE)
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """On or off, as the button says; off undoes what the rule did."""
    rule = get_object_or_404(Rule, pk=pk)
    try:
        if request.POST.get("to") == "on":
            met = switch_on(actor=request.user, rule=rule, previewed=request.POST.get("previewed", ""))
            messages.success(request, f"“{rule}” is on. {_did(rule, len(met))}")
        else:
            undone = switch_off(actor=request.user, rule=rule)
            messages.success(request, f"“{rule}” is off, and what it did to {undone} is undone.")
    except IntakeError as error:
        messages.error(request, str(error))
        return redirect("desk:preview_rule", pk)
    return redirect("desk:rules")


@require_POST
@permission_required("intake.delete_rule")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a rule."""
    rule = get_object_or_404(Rule, pk=pk)
    delete_rule(actor=request.user, rule=rule)
    messages.success(request, f"“{rule}” is deleted, and what it did is undone.")
    return redirect("desk:rules")


def _did(rule: Rule, count: int) -> str:
    done = {
        Rule.Action.HIDE: f"{count} articles are hidden from the inbox.",
        Rule.Action.MARK: f"{count} articles are marked.",
        Rule.Action.NOMINATE: f"{count} articles are nominated.",
        Rule.Action.SKIP: "From now on what it meets is not taken in.",
    }
    return done[Rule.Action(rule.action)]

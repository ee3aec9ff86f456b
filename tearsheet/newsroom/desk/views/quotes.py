"""Who said what in a story, and the clipping of quotations."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from tearsheet.newsroom.desk.forms import QuoteForm
from tearsheet.newsroom.desk.saying import MOST_QUOTES, group_by_speaker, read_sayings, trim_words
from tearsheet.newsroom.desk.views.article import LAST_ITEM
from tearsheet.newsroom.desk.views.story import StoryPage
from tearsheet.newsroom.intake.models import Quote
from tearsheet.newsroom.items.actions import clip_into
from tearsheet.newsroom.items.errors import ItemError, NotAllowed

SPEAKERS_A_PAGE = 25


class QuotesView(StoryPage):
    """Quotations by speaker. Words of their own can be clipped; what is only reported cannot."""

    template_name = "desk/quotes.html"
    here = "desk:story_quotes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of speakers, and the form that says where a clip goes."""
        sayings = read_sayings(self.story)
        speakers = group_by_speaker(sayings)
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(speakers, SPEAKERS_A_PAGE).get_page(self.request.GET.get("page")),
            "quoted_count": sum(saying.quote.is_quotable for saying in sayings),
            "reported_count": sum(not saying.quote.is_quotable for saying in sayings),
            "is_cut": len(sayings) == MOST_QUOTES,
            "can_clip": self.request.user.has_perm("items.add_clip"),
            "clip_form": kwargs.get("clip_form") or self._blank_form(),
        }

    def _blank_form(self) -> QuoteForm:
        initial = {"headline": self.story.headline[:255], "item": self.request.session.get(LAST_ITEM)}
        return QuoteForm(user=self.request.user, story_id=self.story.pk, initial=initial)

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Clip a quotation into an item, with its speaker, role, cue and medium."""
        form = QuoteForm(request.POST, user=request.user, story_id=self.story.pk)
        if not form.is_valid():
            return self._refuse(form, 422)
        quote = self._find(form.cleaned_data.pop("quote"))
        if quote is None:
            form.add_error(None, "These are not words of a speaker in this story: a paraphrase is no quotation.")
            return self._refuse(form, 422)
        try:
            _clip, item = clip_into(actor=request.user, **form.cleaned_data, **_as_clip(quote, request.POST))
        except ItemError as error:
            form.add_error(None, str(error))
            return self._refuse(form, 403 if isinstance(error, NotAllowed) else 422)
        request.session[LAST_ITEM] = item.pk
        edit = reverse("wagtailadmin_pages:edit", args=[item.pk])
        messages.success(request, f"Clipped into “{item.title}”.", buttons=[messages.button(edit, "Edit it")])
        return redirect(f"{request.get_full_path()}#quote-{quote.pk}")

    def _find(self, key: int) -> Quote | None:
        """A quotation of this story that may be clipped."""
        quotes = Quote.objects.filter(revision__article__placement__story=self.story)
        current = quotes.filter(revision=F("revision__article__current")).exclude(kind=Quote.Kind.INDIRECT)
        return current.select_related("revision__article").filter(pk=key).first()

    def _refuse(self, form: QuoteForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(clip_form=form), status=status)


def _as_clip(quote: Quote, typed: Any) -> dict[str, Any]:
    """What `clip_into` needs to know. A speaker who is not certain is who the editor says it is, else nobody yet."""
    speaker = quote.speaker if quote.is_certain else typed.get(f"speaker-{quote.pk}", "").strip()[:200]
    return {
        "revision": quote.revision,
        "selection": trim_words(quote.revision.text[quote.start : quote.end]),
        "near": quote.start,
        "use": "quotation",
        "speaker": speaker,
        "role": quote.role,
        "cue": quote.cue,
        "medium": quote.medium,
    }

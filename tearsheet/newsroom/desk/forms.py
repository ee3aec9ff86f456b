"""What editors fill in at the desk. Every form keeps what was typed."""

import re
from typing import Any

from django import forms

from tearsheet.newsroom.intake.models import Article, Rule
from tearsheet.newsroom.intake.rule_actions import FIELDS
from tearsheet.newsroom.items.models import ItemPage, SectionPage
from tearsheet.newsroom.sources.models import URL_MAX, Source
from tearsheet.newsroom.stories.models import Story

ITEMS_OFFERED = 12
OPML_MAX_BYTES = 2_000_000

#: No key has so many digits.
MANY_DIGITS = 18

USES = [("excerpt", "Excerpt"), ("quotation", "Quotation"), ("update", "Update")]


class IntoForm(forms.Form):
    """Where a clip goes: into an item, or into a new one."""

    item = forms.ModelChoiceField(
        queryset=ItemPage.objects.none(),
        required=False,
        label="Into",
        empty_label="New item",
        error_messages={"invalid_choice": "This item is not there any more, or you may not edit it: choose another."},
    )
    section = forms.ModelChoiceField(
        queryset=SectionPage.objects.none(),
        required=False,
        empty_label=None,
        help_text="Of a new item",
        error_messages={"invalid_choice": "You may not start items in this section: choose another."},
    )
    headline = forms.CharField(max_length=255, required=False, help_text="Of a new item")

    def __init__(self, *args: Any, user: Any, story_id: int | None = None, **kwargs: Any) -> None:
        """Offer what this user may write in.

        Args:
            *args: as for any form.
            user: who clips.
            story_id: of the article; its items are offered first.
            **kwargs: as for any form.
        """
        super().__init__(*args, **kwargs)
        items = ItemPage.objects.editable_by(user).recently_edited()
        _offer(self.fields["item"], items, [("", "New item"), *_grouped(items, story_id)])
        pages = SectionPage.objects.all()
        sections = [page for page in pages if page.permissions_for_user(user).can_add_subpage()]
        own = pages.filter(pk__in=[section.pk for section in sections])
        _offer(self.fields["section"], own, [(section.pk, section.title) for section in sections])


class ClipForm(IntoForm):
    """A passage, what it becomes, and where it goes. The server finds the words; the rest only helps it find them."""

    field_order = ("selection", "use", "item", "section", "headline")

    selection = forms.CharField(
        max_length=50_000,
        label="Passage",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Paste the words from the article above; they are looked up in the kept text.",
        error_messages={"required": "Select or paste the words you want to clip."},
    )
    use = forms.ChoiceField(choices=USES, label="Use as", initial="excerpt")
    speaker = forms.CharField(max_length=200, required=False, help_text="Of a quotation; may be added later")
    role = forms.CharField(max_length=200, required=False, help_text="For example: harbour master of Selby")
    cue = forms.CharField(max_length=200, required=False, help_text="For example: told reporters")
    near = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    prefix = forms.CharField(  # type: ignore[assignment]  # a field's name; the form's own prefix stays unused
        max_length=500, required=False, strip=False, widget=forms.HiddenInput
    )
    suffix = forms.CharField(max_length=500, required=False, strip=False, widget=forms.HiddenInput)


def _offer(field: Any, allowed: Any, shown: list[Any]) -> None:
    """Accept any of the allowed rows, and show the likely ones."""
    field.queryset = allowed
    field.choices = shown


def _grouped(items: Any, story_id: int | None) -> list[tuple[str, list[tuple[int, str]]]]:
    """The items offered: of this story first, then the latest others."""
    ours = list(items.filter(story_id=story_id)[:ITEMS_OFFERED]) if story_id else []
    others = items.exclude(pk__in=[item.pk for item in ours])[:ITEMS_OFFERED]
    groups = (("About this story", ours), ("Recently edited", others))
    return [(label, [(item.pk, _name(item)) for item in group]) for label, group in groups if group]


def _name(item: ItemPage) -> str:
    return item.draft_title if item.live else f"{item.draft_title} (draft)"


class DecideForm(forms.Form):
    """What an editor decides about a story, why, and what the decision needs besides."""

    DECISIONS = (
        "merge",
        "split",
        "move",
        "pin",
        "unpin",
        "rename",
        "deny",
        "join",
        "part",
        "follow",
        "mute",
        "neither",
    )

    do = forms.ChoiceField(
        choices=[(name, name) for name in DECISIONS], error_messages={"required": "Choose what to do."}
    )
    reason = forms.CharField(max_length=500, required=False, label="Why")
    to = forms.CharField(max_length=300, required=False, label="The other story")
    headline = forms.CharField(max_length=300, required=False, label="Name")
    article = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take any numbers as articles: those of other stories are passed over when deciding."""
        super().__init__(*args, **kwargs)
        data: Any = self.data
        keys = data.getlist("article") if self.is_bound else []
        field: Any = self.fields["article"]
        field.choices = [(key, key) for key in keys if key.isdecimal() and len(key) < MANY_DIGITS]

    def clean_to(self) -> Story | None:
        """The story that is meant: by number, by number and headline as offered, or by its address."""
        words = self.cleaned_data["to"].strip()
        if self.cleaned_data.get("do") not in {"merge", "move"}:
            return None
        found = re.search(r"/stories/(\d{1,17})\b", words) or re.match(r"#?(\d{1,17})\b", words)
        story = Story.objects.select_related("merged_into").filter(pk=int(found[1])).first() if found else None
        if story is None:
            message = "There is no such story: choose one from the list, or give its number or address."
            raise forms.ValidationError(message if words else "Say which other story: its number or its address.")
        return story.home


class ThresholdForm(forms.Form):
    """A threshold to try, and on how many days of stored articles."""

    threshold = forms.FloatField(min_value=0.001, max_value=1, widget=forms.NumberInput(attrs={"step": "any"}))
    days = forms.IntegerField(min_value=1, max_value=30, initial=7, label="Days of stored articles")
    reason = forms.CharField(max_length=500, required=False, label="Why", help_text="Needed to apply it")
    regroup = forms.BooleanField(
        required=False, initial=True, label="Change the stored stories as shown; otherwise only new articles"
    )


class QuoteForm(IntoForm):
    """Which kept quotation goes where. Its words, role, cue and medium are those that were kept."""

    quote = forms.IntegerField(min_value=1, error_messages={"required": "Choose a quotation."})


class FollowForm(forms.Form):
    """What to follow: an address, or a list of them."""

    address = forms.CharField(
        max_length=URL_MAX,
        required=False,
        label="Address",
        help_text="Of a feed, of a site that has one, or of an OPML list.",
        widget=forms.TextInput(attrs={"placeholder": "https://", "inputmode": "url", "autocomplete": "off"}),
    )
    opml = forms.FileField(
        required=False, label="OPML file", help_text="A list of feeds as exported by another feed reader."
    )

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of the two."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("address") and not data.get("opml") and not self.errors:
            raise forms.ValidationError("Type an address or choose an OPML file.")
        if data.get("address") and data.get("opml"):
            raise forms.ValidationError("Type an address or choose a file, not both: it is unclear which you mean.")
        return data

    def clean_opml(self) -> Any:
        """Refuse what is too long to be a list of feeds."""
        opml = self.cleaned_data["opml"]
        if opml and opml.size > OPML_MAX_BYTES:
            raise forms.ValidationError("This file is larger than 2 MB: split the list.")
        return opml


class RuleForm(forms.ModelForm):
    """A rule's conditions and what it does. Saving is the action's business."""

    section = forms.ModelChoiceField(
        queryset=SectionPage.objects.all(), required=False, empty_label="Open", help_text="Of what it nominates"
    )

    class Meta:
        model = Rule
        fields = [*FIELDS, "sources", "feeds"]
        widgets = {
            "sources": forms.CheckboxSelectMultiple,
            "feeds": forms.CheckboxSelectMultiple,
            "place": forms.RadioSelect,
            "action": forms.RadioSelect,
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("all_words", "any_words", "no_words")},
        }
        help_texts = dict.fromkeys(("all_words", "any_words", "no_words"), "One word or phrase a line; strik* finds every word that begins so.")  # fmt: skip


class DecisionForm(forms.Form):
    """What an editor makes of a change at a source."""

    decision = forms.ChoiceField(
        choices=[("kept", "Keep as printed"), ("dismissed", "Dismiss"), ("cut", "Cut anew"), ("undo", "Undo")],
        error_messages={"required": "Choose what to do.", "invalid_choice": "Choose what to do."},
    )
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


def _words(label: str, help_text: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say it in words."},
    )


class SayForm(forms.Form):
    """What readers are told about a correction, a withdrawal, a recall or a restoration."""

    #: What the words are for, and what happens: label, help.
    SAID = {
        "correct": ("What was wrong, and what is right", ("It stands on the item, in the list of all corrections and in "
                    "the feeds, at once. Put the item itself right in the editor.")),
        "recall": ("Why it is recalled", ("The item stays readable under this notice; editions and feeds ask everybody "
                   "who took it over to drop it.")),
        "withdraw": ("Why it is withdrawn", ("The item is gone at once: its address shows this notice alone, without the "
                     "headline, and feeds ask everybody who took it over to remove it.")),
        "restore": ("Why it is back", "A withdrawn item is published again from its latest draft, if that can be proved."),
    }  # fmt: skip

    def __init__(self, data: Any = None, *, deed: str) -> None:
        """Ask for the words of one deed.

        Args:
            data: what was sent; None before anything was.
            deed: "correct", "recall", "withdraw" or "restore".
        """
        super().__init__(data, auto_id=f"id_{deed}_%s")
        self.deed = deed
        self.fields["text"] = _words(*self.SAID[deed])


class OverrideForm(forms.Form):
    """Why an item may use more than a source allows."""

    source = forms.ModelChoiceField(queryset=Source.objects.all(), widget=forms.HiddenInput)
    article = forms.ModelChoiceField(queryset=Article.objects.all(), required=False, widget=forms.HiddenInput)
    reason = _words("Why more may be used", "It stands in the item's history and in its proof, with your name.")


class TakedownForm(forms.Form):
    """Why a passage is withdrawn."""

    reason = _words("Why it is withdrawn", "For the desk: who asked, and on what ground.")
    text = _words(
        "What readers are told", "Beside “This excerpt was withdrawn on” and the date; may be empty.", required=False
    )


class LiftForm(forms.Form):
    """Why a passage is shown again."""

    reason = _words("Why it may be shown again", "For the desk; the withdrawal stays in the history.")

"""The voices: the block types an item's body is made of. Each has a `voice`: whose words it holds.

Templates stand in `public/blocks/`; every one writes `data-voice` and, for other people's words, `cite`.
"""

from typing import Any

from django import forms
from django.utils.html import format_html
from wagtail import blocks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.images.blocks import ImageChooserBlock

SOURCE, SPEAKER, EDITOR = "source", "speaker", "editor"

_UNVERIFIED = "Nothing kept proves these words until a clip holds them: choose one that does."

#: What editors may do with their own words.
COMMENT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class ClipChooserViewSet(ChooserViewSet):
    """Chooses a clip in the item editor; clips are made in the article view, never here."""

    model = "items.Clip"
    icon = "cut"
    choose_one_text = "Choose a clip"
    choose_another_text = "Choose another clip"
    edit_item_text = ""
    per_page = 20
    register_widget = True


clip_chooser_viewset = ClipChooserViewSet("clip_chooser")


class ClipChooserBlock(clip_chooser_viewset.get_block_class(name="BaseClipChooserBlock", module_path=__name__)):  # type: ignore[misc]
    """Refers to a clip; a body's clips are read in one query, with all that is printed beside them."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """The clips of these keys, in order, in one query.

        Args:
            values: primary keys; None stays None.
        """
        clips = self.model_class.objects.with_provenance().in_bulk([value for value in values if value is not None])
        return [clips.get(value) for value in values]

    def render_basic(self, value: Any, context: Any = None) -> str:  # noqa: ARG002 - the name is Wagtail's
        """All its words and where they are from, as a comparison of two drafts needs them.

        Args:
            value: a clip, or None.
            context: of a template; not needed.
        """
        return format_html("“{}”, {}", value.exact, value.revision.article.source.name) if value else ""


class VoiceBlock(blocks.StructBlock):
    """A block with a voice."""

    voice = EDITOR


class CapturedBlock(blocks.FieldBlock):
    """Where words stand that no clip holds: the capture they were read from, and what it says of their source."""

    def __init__(self, **kwargs: Any) -> None:
        carried = forms.TextInput(attrs={"readonly": True, "placeholder": " "})
        self.field = forms.CharField(required=False, widget=carried, help_text=kwargs.pop("help_text", ""))
        super().__init__(**kwargs)

    def get_default(self) -> str:
        """Nothing, as for all that was cut here."""
        return ""


class ClippedBlock(VoiceBlock):
    """Other people's words, held by a clip; or, in a draft, read from a capture and held by nothing yet."""

    def clean(self, value: Any) -> Any:
        """As typed; once a clip holds the words, where they were read counts no more."""
        cleaned = super().clean(value)
        if cleaned["clip"]:
            cleaned["captured"] = ""
        return cleaned

    def get_searchable_content(self, value: Any) -> list[str]:
        """Its words, unless they were withdrawn."""
        from tearsheet.newsroom.items.models import Takedown

        return [] if Takedown.objects.covering([value["clip"]]) else super().get_searchable_content(value)


class ExcerptBlock(ClippedBlock):
    """Another publisher's words, held by a clip."""

    voice = SOURCE

    clip = ClipChooserBlock()
    text = blocks.TextBlock(
        required=False,
        label="As printed, by hand",
        help_text="Leave empty to print the whole clip. Shorten with [...] and explain in [brackets]; "
        "any other change is refused when publishing.",
    )
    captured = CapturedBlock(label="Unverified, from", help_text=_UNVERIFIED)

    class Meta:
        icon = "cut"
        template = "public/blocks/excerpt.html"
        label = "Excerpt"


class QuotationBlock(ClippedBlock):
    """Somebody's words, through a source."""

    voice = SPEAKER

    clip = ClipChooserBlock()
    text = blocks.TextBlock(required=False, label="As printed, by hand", help_text="As in an excerpt.")
    speaker = blocks.CharBlock(max_length=200, help_text="Who said it")
    role = blocks.CharBlock(max_length=200, required=False, help_text="For example: harbour master of Selby")
    cue = blocks.CharBlock(max_length=200, required=False, help_text="For example: told reporters")
    medium = blocks.CharBlock(
        max_length=200, required=False, help_text="Where it was said, if not to the source itself"
    )
    captured = CapturedBlock(label="Unverified, from", help_text=_UNVERIFIED)

    class Meta:
        icon = "openquote"
        template = "public/blocks/quotation.html"
        label = "Quotation"


class CommentBlock(VoiceBlock):
    """Our own words."""

    voice = EDITOR

    text = blocks.RichTextBlock(features=COMMENT_FEATURES)

    class Meta:
        icon = "comment"
        template = "public/blocks/comment.html"
        label = "Comment"


class PictureBlock(VoiceBlock):
    """A picture, with alt text, caption and credit each apart."""

    voice = SOURCE

    image = ImageChooserBlock()
    alt = blocks.CharBlock(
        max_length=300, label="Alternative text", help_text="What the picture shows, for those who cannot see it"
    )
    caption = blocks.CharBlock(max_length=500, required=False)
    credit = blocks.CharBlock(max_length=200, help_text="Who made it, as the source writes it")
    source = blocks.CharBlock(max_length=200, required=False, help_text="The publication it was taken from")
    source_url = blocks.URLBlock(required=False)

    class Meta:
        icon = "image"
        template = "public/blocks/picture.html"
        label = "Picture"


class EmbedBlock(VoiceBlock):
    """Something elsewhere, as a static card: readers load nothing from there."""

    voice = SOURCE

    title = blocks.CharBlock(max_length=300)
    publisher = blocks.CharBlock(max_length=200)
    url = blocks.URLBlock(label="Address")
    text = blocks.TextBlock(required=False, help_text="What stands there, in its own words")

    class Meta:
        icon = "media"
        template = "public/blocks/embed.html"
        label = "Embed (card)"


class RelatedLinkBlock(blocks.StructBlock):
    """One entry of a list of related items: one of ours, or an address."""

    page = blocks.PageChooserBlock(required=False, help_text="One of our items ...")
    title = blocks.CharBlock(max_length=300, required=False, help_text="... or somebody else's page: its headline")
    publisher = blocks.CharBlock(max_length=200, required=False)
    url = blocks.URLBlock(required=False, label="Address")

    class Meta:
        icon = "link"


class RelatedBlock(VoiceBlock):
    """See also."""

    voice = EDITOR

    label = blocks.CharBlock(max_length=60, default="See also")
    links = blocks.ListBlock(RelatedLinkBlock())

    class Meta:
        icon = "list-ul"
        template = "public/blocks/related.html"
        label = "Related"


VOICES = [
    ("excerpt", ExcerptBlock()),
    ("quotation", QuotationBlock()),
    ("comment", CommentBlock()),
    ("picture", PictureBlock()),
    ("embed", EmbedBlock()),
    ("related", RelatedBlock()),
]

#: An update is short: no cards, no lists of its own.
UPDATE_VOICES = VOICES[:4]

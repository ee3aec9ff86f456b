"""Items as schema.org data (JSON-LD 1.1): NewsArticle with its citations, quotations, updates and corrections."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.shortcuts import get_rendition_or_not_found

from tearsheet.newsroom.public.addresses import whole
from tearsheet.newsroom.public.reading import Reading

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def print_script(data: dict[str, Any]) -> SafeString:
    """The data block; scripts never run in it, and no word in it can end it."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def describe_item(reading: Reading, request: HttpRequest | None = None) -> dict[str, Any]:
    """An item as a NewsArticle, and a LiveBlogPosting once it has updates; what is not known is left out."""
    item = reading.item
    url = whole(item.get_url(request) or "")
    desk = {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": whole("/")}
    return _known(
        {
            "@context": "https://schema.org",
            "@type": ["NewsArticle", "LiveBlogPosting"] if reading.updates else "NewsArticle",
            "headline": item.title,
            "url": url,
            "mainEntityOfPage": url,
            "datePublished": _time(item.first_published_at),
            "dateModified": _time(item.last_published_at),
            "inLanguage": item.language,
            "author": desk,
            "publisher": desk,
            "image": _picture(item),
            "citation": _citations(reading),
            "isBasedOn": list(dict.fromkeys(clip.revision.article.canonical_url for clip in reading.clips)),
            "hasPart": [_quotation(block) for block in reading.blocks if _has_clip(block)],
            "liveBlogUpdate": [_update(update, url) for update in reading.updates],
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "name": correction.get_kind_display(),
                    "text": correction.told,
                    "datePublished": _time(correction.at),
                    "url": f"{url}#c-{correction.pk}",
                }
                for correction in reading.corrections
            ],
            "creativeWorkStatus": "Recalled" if reading.withdrawal else None,
        }
    )


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _time(at: Any) -> str | None:
    return at.isoformat() if at else None


def _picture(item: Any) -> dict[str, Any] | None:
    if item.picture is None:
        return None
    rendition = get_rendition_or_not_found(item.picture, "width-1200|format-webp")
    return _known(
        {
            "@type": "ImageObject",
            "url": whole(rendition.url),
            "width": rendition.width,
            "height": rendition.height,
            "caption": item.picture_caption,
            "creditText": item.picture_credit,
        }
    )


def _has_clip(block: Any) -> bool:
    clip = block.value["clip"] if block.block_type in {"excerpt", "quotation"} else None
    return clip is not None and clip.takedown is None


def _citations(reading: Reading) -> list[dict[str, Any]]:
    """The cited articles, each once."""
    return list({clip.revision.article_id: _article(clip.revision) for clip in reading.clips}.values())


def _article(revision: Any) -> dict[str, Any]:
    article = revision.article
    return _known(
        {
            "@type": "Article",
            "headline": revision.headline,
            "url": article.canonical_url,
            "author": [{"@type": "Person", "name": name} for name in revision.authors],
            "datePublished": _time(revision.published_at or article.published_at),
            "inLanguage": article.language,
            "publisher": _known({"@type": "Organization", "name": article.source.name, "url": article.source.home_url}),
        }
    )


def _quotation(block: Any) -> dict[str, Any]:
    """Whose words: a quotation's speaker, or the publication that an excerpt is taken from."""
    value, revision = block.value, block.value["clip"].revision
    is_speech = block.block_type == "quotation"
    who = (
        _known({"@type": "Person", "name": value["speaker"], "jobTitle": value["role"]})
        if is_speech
        else {"@type": "Organization", "name": revision.article.source.name}
    )
    return _known(
        {
            "@type": "Quotation",
            "text": value["text"] or value["clip"].exact,
            "spokenByCharacter" if is_speech else "creator": who,
            "inLanguage": revision.article.language,
            "isBasedOn": revision.article.canonical_url,
        }
    )


def _update(reading: Any, url: str) -> dict[str, Any]:
    update = reading.update
    return _known(
        {
            "@type": "BlogPosting",
            "headline": update.headline,
            "datePublished": _time(update.when),
            "url": f"{url}#u-{update.pk}",
            "isBasedOn": reading.url,
            "author": {"@type": "Organization", "name": update.source_name or settings.WAGTAIL_SITE_NAME},
        }
    )

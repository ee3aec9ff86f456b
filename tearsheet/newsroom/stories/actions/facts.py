"""The facts that decisions change, read and written as plain values, so that every decision is undone the same way.

Facts are `{name: {key: value}}`: `places` (article -> story, score, reason, pinned), `headlines` and `shadows`
(story -> headline; story -> the story it was merged into), `copies` and `rulings` (article -> row or None), `stances`
("user story" -> kind or None). Keys are strings, as JSON has them; what is not there has no value or None.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tearsheet.newsroom.stories.models import Copy, OriginRuling, Placement, Stance, Story

Facts = dict[str, dict[str, Any]]

BATCH = 200


def read_facts(keys: Mapping[str, Iterable[Any]]) -> Facts:
    """The facts of these names and keys as they are now, in one query a name.

    Args:
        keys: for each name the articles, stories or "user story" pairs; facts read earlier will do.
    """
    return {name: _READERS[name]([str(key) for key in wanted]) for name, wanted in keys.items()}


def write_facts(facts: Facts) -> None:
    """Make the rows say what the facts say; rows of articles and stories that are gone are passed over."""
    for name, values in facts.items():
        _WRITERS[name](values)


def stories_of(*facts: Facts) -> set[int]:
    """The stories whose counts depend on these facts."""
    placed = {int(place[0]) for some in facts for place in some.get("places", {}).values()}
    moved = {int(story) for some in facts for name in ("headlines", "shadows") for story in some.get(name, {})}
    articles = {int(key) for some in facts for name in ("copies", "rulings") for key in some.get(name, {})}
    held = Placement.objects.filter(article__in=articles).values_list("story_id", flat=True) if articles else ()
    return placed | moved | set(held)


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _read_places(keys: list[str]) -> dict[str, Any]:
    rows = Placement.objects.filter(article__in=_ids(keys))
    return {
        str(article): [story, score, reason, is_pinned]
        for article, story, score, reason, is_pinned in rows.values_list(
            "article_id", "story_id", "score", "reason", "is_pinned"
        )
    }


def _write_places(values: Mapping[str, Any]) -> None:
    rows = list(Placement.objects.filter(article__in=_ids(values)).defer("terms"))
    for row in rows:
        row.story_id, row.score, row.reason, row.is_pinned = values[str(row.article_id)]
    Placement.objects.bulk_update(rows, ["story", "score", "reason", "is_pinned"], batch_size=BATCH)


def _read_headlines(keys: list[str]) -> dict[str, Any]:
    return {str(key): words for key, words in Story.objects.filter(pk__in=_ids(keys)).values_list("pk", "headline")}


def _write_headlines(values: Mapping[str, Any]) -> None:
    for key, words in values.items():
        Story.objects.filter(pk=key).update(headline=words)


def _read_shadows(keys: list[str]) -> dict[str, Any]:
    return {str(key): into for key, into in Story.objects.filter(pk__in=_ids(keys)).values_list("pk", "merged_into_id")}


def _write_shadows(values: Mapping[str, Any]) -> None:
    for key, into in values.items():
        Story.objects.filter(pk=key).update(merged_into=into)


def _read_copies(keys: list[str]) -> dict[str, Any]:
    rows = {str(row.article_id): row for row in Copy.objects.filter(article__in=_ids(keys))}
    return {
        key: [row.of_id, row.share, row.kind, row.at.isoformat()] if (row := rows.get(key)) else None for key in keys
    }


def _write_copies(values: Mapping[str, Any]) -> None:
    Copy.objects.filter(article__in=_ids(values)).delete()
    Copy.objects.bulk_create(
        Copy(article_id=int(key), of_id=said[0], share=said[1], kind=said[2], at=datetime.fromisoformat(said[3]))
        for key, said in values.items()
        if said
    )


def _read_rulings(keys: list[str]) -> dict[str, Any]:
    rows = {str(row.article_id): row for row in OriginRuling.objects.filter(article__in=_ids(keys))}
    return {key: [row.of_id, row.reason] if (row := rows.get(key)) else None for key in keys}


def _write_rulings(values: Mapping[str, Any]) -> None:
    OriginRuling.objects.filter(article__in=_ids(values)).delete()
    OriginRuling.objects.bulk_create(
        OriginRuling(article_id=int(key), of_id=said[0], reason=said[1]) for key, said in values.items() if said
    )


def _read_stances(keys: list[str]) -> dict[str, Any]:
    return {
        key: Stance.objects.filter(user_id=int(user), story_id=int(story)).values_list("kind", flat=True).first()
        for key in keys
        for user, _, story in [key.partition(" ")]
    }


def _write_stances(values: Mapping[str, Any]) -> None:
    for key, kind in values.items():
        user, _, story = key.partition(" ")
        if kind is None:
            Stance.objects.filter(user_id=int(user), story_id=int(story)).delete()
        else:
            Stance.objects.update_or_create(user_id=int(user), story_id=int(story), defaults={"kind": kind})


_READERS = {
    "places": _read_places,
    "headlines": _read_headlines,
    "shadows": _read_shadows,
    "copies": _read_copies,
    "rulings": _read_rulings,
    "stances": _read_stances,
}
_WRITERS = {
    "places": _write_places,
    "headlines": _write_headlines,
    "shadows": _write_shadows,
    "copies": _write_copies,
    "rulings": _write_rulings,
    "stances": _write_stances,
}

"""Who said what: by speaker, in time order, and only a speaker's own words to be clipped."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tearsheet.newsroom.desk.saying import (
    Saying,
    full_names,
    group_by_speaker,
    link_same_words,
    read_sayings,
    trim_words,
)
from tearsheet.newsroom.intake.models import Quote
from tearsheet.newsroom.items.models import Clip, ItemPage
from tearsheet.newsroom.stories.models import Placement
from tests.newsroom.factories import add_revision, make_article, make_item, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SWELL = "We will not risk a single pilot boat in this swell"


def make_told(text, *, hours=0, source="Harbour Post", **fields):
    return make_article(text, source=make_source(source), at=NOON + timedelta(hours=hours), **fields)


def say(article, words, *, speaker="Ines Varga", kind="direct", **fields):
    """A quotation of these words in the article's text, as intake keeps it."""
    start = article.current.text.index(words)
    fields = {"role": "harbour master", "cue": "told", "medium": "", "is_certain": True, **fields}
    return Quote.objects.create(
        revision=article.current, start=start, end=start + len(words), kind=kind, speaker=speaker, **fields
    )


@pytest.fixture
def first():
    article = make_told(f"“{SWELL},” Ines Varga told reporters. She said the ferry would sail on Friday.")
    say(article, f"{SWELL},", medium="the radio")
    say(article, "the ferry would sail on Friday", kind="indirect", cue="said")
    return article


def speakers_of(story):
    return group_by_speaker(read_sayings(story))


def open_quotes(client, story, **query):
    return client.get(reverse("desk:story_quotes", args=[story.pk]), query)


def clip(client, story, quote, **data):
    return client.post(reverse("desk:story_quotes", args=[story.pk]), {"quote": quote.pk, **data})


def test_speakers_stand_with_their_words_in_time_order_and_paraphrases_apart(first):
    later = make_told("“Nobody asked us,” said pilot Tomas Reyn. “The mole is weak,” Varga said.", hours=2)
    say(later, "Nobody asked us", speaker="Tomas Reyn", role="pilot")
    say(later, "The mole is weak", speaker="Varga")
    varga, reyn = speakers_of(make_story(first, later))
    assert (varga.name, varga.roles, reyn.name) == ("Ines Varga", ["harbour master"], "Tomas Reyn")
    assert [saying.words for saying in varga.quoted] == [SWELL, "The mole is weak"]
    assert [saying.words for saying in varga.reported] == ["the ferry would sail on Friday"]


def test_the_same_words_in_other_outlets_stand_once_and_by_others_are_named(desk, first):
    copy = make_told(f"Harbour chief: “{SWELL}.”", hours=1, source="Island News")
    shorter = make_told("He added: “not risk a single pilot boat in this”", hours=3, source="Coast Daily")
    say(copy, SWELL)
    say(shorter, "not risk a single pilot boat in this", speaker="Tomas Reyn", kind="mixed")
    story = make_story(first, copy, shorter)
    varga, reyn = speakers_of(story)
    assert [saying.words for saying in varga.quoted] == [SWELL]
    assert [(other.source, other.quote.speaker) for other in varga.quoted[0].elsewhere] == [
        ("Island News", "Ines Varga"), ("Coast Daily", "Tomas Reyn"),
    ]  # fmt: skip
    assert len(reyn.quoted) == 1
    page = open_quotes(desk, story).content.decode()
    assert "The same words in 2 other articles" in page
    assert "by <bdi>Tomas Reyn</bdi>" in page
    assert reverse("desk:passages", args=[first.pk, copy.pk]) in page


def test_surnames_belong_to_the_one_who_bears_them():
    assert full_names(["Varga", "Ines Varga", "Dr Ines Varga", "Reyn", ""]) == {
        "Varga": "Dr Ines Varga", "Ines Varga": "Dr Ines Varga", "Dr Ines Varga": "Dr Ines Varga", "Reyn": "Reyn",
    }  # fmt: skip
    assert full_names(["Varga", "Ines Varga", "Tomas Varga"])["Varga"] == "Varga"


def test_a_comma_inside_the_marks_is_not_the_speakers():
    assert trim_words("We wait,") == "We wait"
    assert trim_words("We wait.") == "We wait."


def test_a_quotation_is_clipped_with_all_that_is_known_of_it(desk, front, first):
    story = make_story(first)
    item = make_item()
    answer = clip(desk, story, Quote.objects.first(), item=item.pk)
    assert answer.status_code == 302
    made = Clip.objects.get()
    assert (made.exact, made.revision) == (SWELL, first.current)
    block = ItemPage.objects.get(pk=item.pk).get_latest_revision_as_object().body[-1]
    assert block.block_type == "quotation"
    said = {name: block.value[name] for name in ("speaker", "role", "cue", "medium")}
    assert said == {"speaker": "Ines Varga", "role": "harbour master", "cue": "told", "medium": "the radio"}
    assert "Clipped into" in desk.get(answer.url).content.decode()


def test_without_an_item_a_new_one_about_the_story_is_started(desk, section, first):
    story = make_story(first)
    assert clip(desk, story, Quote.objects.first(), section=section.pk, headline="The swell").status_code == 302
    item = ItemPage.objects.get()
    assert (item.story, item.draft_title) == (story, "The swell")


def test_a_paraphrase_is_never_offered_or_clipped_as_a_quotation(desk, front, first):
    story = make_story(first)
    reported = Quote.objects.get(kind="indirect")
    page = open_quotes(desk, story).content.decode()
    assert f'name="quote" value="{reported.pk}"' not in page
    assert page.count('name="quote"') == 1
    assert "Reported, not quoted: 1 statement" in page
    answer = clip(desk, story, reported, item=make_item().pk)
    assert answer.status_code == 422
    assert "a paraphrase is no quotation" in answer.content.decode()
    assert not Clip.objects.exists()


def test_an_uncertain_speaker_is_asked_for_and_never_filled_in_silently(desk, front, first):
    doubtful = say(first, "risk a single pilot", kind="mixed", is_certain=False)
    story, item = make_story(first), make_item()
    page = open_quotes(desk, story).content.decode()
    assert 'title="The speaker is uncertain' in page
    assert f'name="speaker-{doubtful.pk}"' in page
    clip(desk, story, doubtful, item=item.pk)
    clip(desk, story, doubtful, item=item.pk, **{f"speaker-{doubtful.pk}": "Tomas Reyn"})
    body = ItemPage.objects.get(pk=item.pk).get_latest_revision_as_object().body
    assert [block.value["speaker"] for block in body] == ["", "Tomas Reyn"]


def test_only_this_storys_current_words_are_clipped(desk, front, first):
    story, elsewhere = make_story(first), make_told("“We sail,” she said.")
    make_story(elsewhere)
    foreign = say(elsewhere, "We sail")
    old = Quote.objects.first()
    add_revision(first, "The harbour is open again, said the port authority.")
    for quote in (foreign, old):
        assert clip(desk, story, quote, item=make_item().pk).status_code == 422
    assert speakers_of(story) == []
    assert "No quotations were found" in open_quotes(desk, story).content.decode()


def test_a_clip_needs_the_right_and_a_place(client, front, first):
    story = make_story(first)
    client.force_login(make_user("reader", is_superuser=False))
    assert clip(client, story, Quote.objects.first()).status_code == 302
    client.force_login(make_user("contributor", role="Contributors"))
    answer = clip(client, story, Quote.objects.first(), item=4711)
    assert answer.status_code == 422
    assert "not there any more" in answer.content.decode()
    assert client.post(reverse("desk:story_quotes", args=[story.pk]), {}).status_code == 422
    assert not Clip.objects.exists()


def test_headlines_and_words_from_right_to_left_keep_their_direction(desk):
    article = make_told("قالت الوزيرة: «النهر لا يحمل جواز سفر»", headline="النهر والحدود", language="ar")
    say(article, "النهر لا يحمل جواز سفر", speaker="الوزيرة")
    page = open_quotes(desk, make_story(article)).content.decode()
    assert '<blockquote lang="ar" dir="rtl">' in page
    assert '<h2 lang="ar" dir="rtl">' in page


def test_speakers_nobody_names_stand_last(first):
    say(first, "pilot boat", speaker="", kind="mixed", is_certain=False)
    assert [speaker.name for speaker in speakers_of(make_story(first))] == ["Ines Varga", "Speaker not named"]


def test_the_page_takes_the_same_queries_for_few_and_many_quotations(desk, first, django_assert_num_queries):
    story = make_story(first)
    url = reverse("desk:story_quotes", args=[story.pk])
    desk.get(url)

    with CaptureQueriesContext(connection) as few:
        desk.get(url)
    for n in range(12):
        article = make_told(f"“{SWELL} {n}” “We wait {n} days”", hours=n, source=f"Paper {n}")
        say(article, f"{SWELL} {n}", speaker=f"Speaker {n}")
        say(article, f"We wait {n} days", speaker=f"Other {n}")
        Placement.objects.create(article=article, story=story)
    with django_assert_num_queries(len(few)):
        desk.get(url)


def test_the_same_words_a_thousand_times_are_one_line(first):
    revision = first.current
    start = revision.text.index(SWELL)
    copies = [make_told("x", hours=n + 1, source=f"Paper {n}") for n in range(3)]
    rows = [Quote(revision=copies[n % 3].current, start=start, end=start + 9, kind="direct") for n in range(1000)]
    sayings = [Saying(quote=row, words=SWELL, at=NOON) for row in rows]
    link_same_words(sayings)
    assert len(sayings[0].elsewhere) >= 600
    assert len(sayings[-1].elsewhere) <= 1

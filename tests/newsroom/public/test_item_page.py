"""What readers see of one item: three voices, told apart in the markup itself."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tearsheet.newsroom.items.models import SectionPage, TopicIcon, Update
from tearsheet.newsroom.sources.models import Source
from tearsheet.newsroom.stories.models import Origin
from tests.newsroom import factories
from tests.newsroom.public.conftest import ARABIC, AT, PLAIN

pytestmark = pytest.mark.django_db


def test_every_block_carries_its_voice(full_item, read):
    page = read(full_item().url)
    voices = {
        "source": ".excerpt, .picture, .card",
        "speaker": ".quotation",
        "editor": ".comment, .related, .item__head h1",
    }
    for voice, selector in voices.items():
        found = page.css(selector)
        assert found
        assert {node.attributes["data-voice"] for node in found} == {voice}


def test_other_peoples_words_name_their_page(full_item, read):
    page = read(full_item().url)
    for quote in page.css(".excerpt blockquote, .quotation blockquote, .card blockquote"):
        assert quote.attributes["cite"].startswith("https://")
        assert quote.attributes["dir"]


def test_an_excerpt_is_printed_exactly_with_its_credit(publish, read, editor):
    article = factories.make_article(PLAIN, authors=["Mara Lindqvist"])
    page = read(publish(body=[factories.excerpt(factories.make_clip(article, PLAIN, actor=editor))]).url)
    excerpt = page.css_first(".excerpt")
    assert [p.text() for p in excerpt.css("blockquote p")] == PLAIN.split("\n\n")
    head = excerpt.css_first("header").text()
    assert "Excerpt from" in head
    assert "Harbour Post" in head
    assert "Mara Lindqvist" in head
    assert excerpt.css_first("header time").attributes["datetime"].startswith("2026-03-02")
    assert excerpt.css_first("a.there").attributes["href"] == article.canonical_url
    assert "verbatim, checked" in excerpt.css_first("footer").text()
    assert not excerpt.css(".gap, .insertion")


def test_what_is_ours_inside_an_excerpt_is_marked_as_ours(publish, read, editor):
    clip = factories.make_clip(factories.make_article(PLAIN), PLAIN.split("\n\n")[1], actor=editor)
    text = "Insurers put the cost at 1.5 million crowns [130,000 euros], which [...] [sic] disputes."
    page = read(publish(body=[factories.excerpt(clip, text)]).url)
    quote = page.css_first(".excerpt blockquote")
    assert quote.css_first("p").text() == text
    assert [node.text() for node in quote.css("[data-voice=editor]")] == ["[130,000 euros]", "[...]"]
    assert quote.css_first("ins").text() == "[130,000 euros]"


def test_a_quotation_names_speaker_role_cue_and_the_source_it_came_through(publish, read, editor):
    clip = factories.make_clip(factories.make_article(PLAIN), "“We will not risk a boat,”", actor=editor)
    page = read(publish(body=[factories.quotation(clip, speaker="Per Holm", medium="on the radio")]).url)
    figure = page.css_first("figure.quotation")
    caption = " ".join(figure.css_first("figcaption").text().split())
    assert "Per Holm" in caption
    assert "harbour master" in caption
    assert "told reporters, on the radio" in caption
    assert "through Harbour Post" in caption
    assert figure.css_first("figcaption a").attributes["href"] == clip.revision.article.canonical_url
    assert figure.css_first("blockquote p").text() == "“We will not risk a boat,”"
    assert len(figure.css(".mark")) == 2
    assert not figure.css_first("blockquote").attributes["class"]


def test_a_picture_has_alt_caption_and_credit_each_apart_and_its_size(full_item, read):
    page = read(full_item().url)
    for figure in page.css("figure.picture"):
        image = figure.css_first("img")
        assert image.attributes["alt"] in {"Waves over a mole", "A ferry at a quay"}
        assert (image.attributes["width"], image.attributes["height"]) == ("900", "600")
        assert "480w" in image.attributes["srcset"]
        assert figure.css_first(".caption").text().endswith("Sunday")
        assert figure.css_first(".by").text().startswith("Photo:")


def test_a_lost_picture_does_not_lose_the_page(publish, make_picture, read):
    picture = make_picture()
    item = publish(picture=picture, picture_alt="Waves", picture_credit="Photo: Anke Roos")
    picture.file.storage.delete(picture.file.name)
    assert read(item.url).css_first("figure.picture img").attributes["alt"] == "Waves"


def test_an_rtl_excerpt_stands_right_inside_an_ltr_page(publish, read, editor):
    article = factories.make_article(ARABIC, language="ar", source=factories.make_source("Al Mina"))
    page = read(publish(body=[factories.excerpt(factories.make_clip(article, ARABIC, actor=editor))]).url)
    assert page.css_first("article.item").attributes["dir"] == "ltr"
    quote = page.css_first(".excerpt blockquote")
    assert (quote.attributes["lang"], quote.attributes["dir"]) == ("ar", "rtl")


def test_an_ltr_excerpt_stands_left_inside_an_rtl_page(publish, read):
    page = read(publish("عاصفة", language="ar").url)
    assert page.css_first("article.item").attributes["dir"] == "rtl"
    assert page.css_first(".excerpt").attributes["dir"] == "ltr"


def test_a_source_that_changed_its_words_is_told(publish, read, editor):
    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip), factories.quotation(clip)])
    change = factories.change_source(clip, "Friday", "Sunday")
    page = read(item.url)
    assert [notice.attributes["data-voice"] for notice in page.css(".since")] == ["editor", "editor"]
    assert "The source changed after publication: a figure or a name" in page.css_first(".excerpt .since").text()
    assert page.css_first(".since time").attributes["datetime"][:16] == change.found_at.isoformat()[:16]
    assert "Sunday" not in page.css_first("article").text()
    assert "verbatim, checked" in page.css_first(".excerpt footer").text()


def test_the_difference_is_shown_where_the_source_lets_us(publish, read, editor):
    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip)])
    factories.change_source(clip, "Friday", "Sunday")
    Source.objects.update(may_show_differences=True)
    notice = read(item.url).css_first(".since")
    assert (notice.css_first("del").text(), notice.css_first("ins").text()) == ("Friday", "Sunday")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "absent"}, "no longer in its article"),
        ({"state": "page_gone"}, "page is no longer there"),
        ({"state": "unreadable"}, None),
        ({"state": "unreadable", "decision": "kept", "note": "They put up a wall."}, "They put up a wall."),
        ({"decision": "kept", "note": "We asked <them>."}, "We asked <them>."),
        ({"decision": "dismissed", "note": "No change."}, None),
        ({"ended_at": AT}, None),
    ],
)
def test_readers_are_told_what_is_certain_and_what_the_desk_says(fields, words, publish, read, editor):
    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip)])
    if "decision" in fields:
        fields = {**fields, "decided_at": AT}
    factories.change_source(clip, "Friday", "Sunday", **fields)
    notice = read(item.url).css_first(".since")
    assert words in notice.text() if words else notice is None


def test_publishing_again_does_not_hide_what_the_source_changed(publish, read, editor):
    from tearsheet.newsroom.items.actions import publish_item

    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip)])
    factories.change_source(clip, "Friday", "Sunday")
    publish_item(actor=editor, item=item)
    assert read(item.url).css_first(".since") is not None


def test_updates_stand_newest_first_with_voice_source_and_time(publish, read):
    revision = factories.make_article(PLAIN, headline="Ferry suspended").current
    updates = [
        Update(at=AT, source_name="Harbour Post", headline="Ferry suspended", revision=revision),
        Update(at=AT + timedelta(hours=2), source_name="", headline="We counted 38 ships"),
        Update(at=AT + timedelta(hours=1), source_name="Meridian", headline="Ours", url="https://m.example/1"),
    ]
    rows = read(publish(updates=updates).url).css("li.update")
    assert [row.css_first("h3").attributes["data-voice"] for row in rows] == ["editor", "editor", "source"]
    assert [row.css_first(".credit").text() for row in rows] == ["The desk", "Meridian", "Harbour Post"]
    assert "headline by the desk" in rows[1].text()
    assert rows[2].css_first("h3 a").attributes["href"] == revision.article.canonical_url
    assert rows[2].css_first("time").attributes["datetime"].startswith("2026-03-02T09:00")


def test_corrections_are_in_the_open(publish, read):
    page = read(publish(corrections=["It was 38 ships, <not> 40."]).url)
    assert "It was 38 ships, <not> 40." in page.css_first(".correction").text()
    assert page.css_first('a[href="#corrections"]')


def test_the_foot_says_where_every_word_comes_from(full_item, read):
    item = full_item()
    page = read(item.url)
    rows = page.css(".trust tbody tr")
    assert [row.css_first("th").text() for row in rows] == [
        "Picture source",
        "Excerpt source",
        "Quotation speaker",
        "Comment editor",
        "Picture source",
        "Embed source",
        "Related editor",
        "Update source",
        "Excerpt source",
        "Comment editor",
    ]
    snapshot = item.body[0].value["clip"].revision.snapshot
    assert rows[1].css_first("code").attributes["title"] == snapshot.sha256
    assert "not known" in rows[1].text()
    ids = {node.attributes["id"] for node in page.css("[id]")}
    assert {row.css_first("th a").attributes["href"][1:] for row in rows} <= ids
    assert page.css_first(f'a[href="/verify/{item.pk}/"]')


def test_origins_are_counted_and_the_unknown_never_as_one(publish, read, editor):
    articles = [factories.make_article(PLAIN, source=factories.make_source(f"Paper {n}")) for n in range(3)]
    story = factories.make_story(*articles[:2])
    origin = Origin.objects.create(story=story, article=articles[0])
    story.placements.update(origin=origin)
    story.placements.filter(article=articles[1]).update(origin_reason="citing Paper 0")
    clips = [factories.make_clip(article, actor=editor) for article in articles]
    foot = read(publish(body=[factories.excerpt(clip) for clip in clips], story=story).url).css_first(".trust")
    assert "3 articles cited, with 1 independent origin; of 1 the origin is not known" in foot.text()
    assert [row.css("td")[-1].text() for row in foot.css("tbody tr")] == [
        "own reporting",
        "citing Paper 0",
        "not known",
    ]


def test_links_to_unpublished_items_are_not_shown(publish, read, section, editor):
    draft = factories.make_item("A secret draft", section=section, actor=editor)
    links = [{"page": draft.page_ptr, "title": "", "publisher": "", "url": ""}]
    body = [factories.comment(), ("related", {"label": "See also", "links": links})]
    page = read(publish(body=body).url)
    assert "A secret draft" not in page.html
    assert not page.css(".related")


def test_a_draft_is_not_there(section, editor, client):
    item = factories.make_item(body=[factories.comment()], section=section, actor=editor)
    assert client.get(f"/world/{item.slug}/").status_code == 404


def test_unpublished_changes_are_not_shown(publish, read, editor):
    item = publish()
    item.title = "A headline still in work"
    item.save_revision(user=editor)
    assert "still in work" not in read(item.url).html


def test_structured_data_cannot_end_its_script(publish, client):
    item = publish("</script><script>alert(1)</script> & co")
    page = client.get(item.url).content.decode()
    assert "<script>alert" not in page
    script = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(script)["headline"] == item.title


def test_structured_data_names_sources_speakers_updates_and_corrections(full_item, client, editor):
    item = full_item()
    page = client.get(item.url).content.decode()
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == ["NewsArticle", "LiveBlogPosting"]
    assert len(data["citation"]) == 3
    assert data["isBasedOn"][0] == item.body[0].value["clip"].revision.article.canonical_url
    speech = next(part for part in data["hasPart"] if "spokenByCharacter" in part)
    assert speech["spokenByCharacter"]["name"] == "Per Holm"
    assert data["liveBlogUpdate"][0]["url"].startswith(data["url"])
    assert data["image"]["creditText"] == "Photo: Mara Lindqvist"


def test_an_icon_is_named_and_holds_only_shapes(publish, read):
    svg = '<svg viewBox="0 0 9 9"><script>alert(1)</script><path d="M0 0h9" onload="x()"></path></svg>'
    icon = read(publish(icon=TopicIcon.objects.create(name="Anchor", alt="An anchor", svg=svg)).url).css_first(".icon")
    assert icon.attributes["aria-label"] == "An anchor"
    assert icon.css_first("path").attributes == {"d": "M0 0h9"}
    assert not icon.css("script")


def test_what_is_no_drawing_is_not_shown(publish, read):
    icon = TopicIcon.objects.create(name="Odd", alt="Odd", svg="<img src=x onerror=alert(1)>")
    assert not read(publish(icon=icon).url).css_first(".icon").css("*")[1:]


def test_a_page_asks_for_nothing_elsewhere_and_runs_nothing(full_item, client):
    response = client.get(full_item().url)
    page = response.content.decode()
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("application/ld+json") == 1
    for source in page.split(' src="')[1:]:
        assert source.startswith("/")


def test_queries_do_not_grow_with_the_page(full_item, client):
    counts = []
    for size in (1, 4):
        url = full_item(size).url
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_a_draft_is_previewed_with_its_own_updates(publish, editor, rf):
    item = publish(updates=[Update(at=AT, source_name="", headline="Published")])
    draft = item.get_latest_revision_as_object()
    draft.updates.add(Update(at=AT, source_name="", headline="Still in work"))
    page = draft.make_preview_request().render().content.decode()
    assert "Published" in page
    assert "Still in work" in page


def test_a_new_item_can_be_previewed_before_it_is_saved(front, editor):
    from tearsheet.newsroom.items.models import ItemPage

    item = ItemPage(title="Not yet", slug="not-yet", language="en")
    section = SectionPage.objects.get(slug="world")
    item.path, item.depth = section.path + "0001", section.depth + 1
    assert "Not yet" in item.make_preview_request().render().content.decode()

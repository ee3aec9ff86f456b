"""The list of articles, and an article as it is read."""

import pytest
from django.urls import reverse

from tearsheet.engine.model import Block, BlockKind, Link, Span, join_text
from tearsheet.newsroom.archive.actions import archive_articles
from tearsheet.newsroom.desk.reading import lay_blocks, lay_changes
from tearsheet.newsroom.intake.mapping import block_to_json
from tearsheet.newsroom.stories.models import Copy
from tests.newsroom.factories import HARBOUR, add_revision, make_article, make_clip, make_source, make_story

pytestmark = pytest.mark.django_db

EVERYTHING = [
    Block(kind=BlockKind.PARAGRAPH, text="A pilot 🚢 waits."),
    Block(kind=BlockKind.PICTURE, alt="A mole", caption="The mole", credit="I. Varga", url="https://a.example/m.jpg"),
    Block(kind=BlockKind.HEADING, text="Closed", level=2),
    Block(kind=BlockKind.QUOTATION, text="No boat leaves."),
    Block(kind=BlockKind.LIST, text="one\ntwo"),
    Block(kind=BlockKind.TABLE, text="Day\tWave\nMonday\t9 m"),
    Block(kind=BlockKind.EMBED, url="https://b.example/post"),
    Block(kind=BlockKind.RELATED, links=(Link(text="More", url="https://c.example/"),)),
]


def read(desk, article, **query):
    return desk.get(reverse("desk:article", args=[article.pk]), query)


def listed(desk, **query):
    return list(desk.get(reverse("desk:articles"), query).context["object_list"])


@pytest.fixture
def rich():
    article = make_article()
    revision = article.current
    revision.blocks, revision.text = [block_to_json(block) for block in EVERYTHING], join_text(EVERYTHING)
    revision.save()
    return article


def test_every_piece_stands_where_it_says():
    text = join_text(EVERYTHING)
    pieces = [piece for laid in lay_blocks(EVERYTHING) for row in laid.rows for piece in row]
    assert len(pieces) == 9
    for piece in pieces:
        words = "".join(segment.text for segment in piece.segments)
        assert text[piece.start :].startswith(words)


def test_clips_cut_pieces_where_they_begin_and_end():
    (laid,) = lay_blocks(EVERYTHING[:1], [(7, Span(start=2, end=9)), (8, Span(start=8, end=15))])
    ((piece,),) = laid.rows
    assert [(segment.text, segment.clips) for segment in piece.segments] == [
        ("A ", ()),
        ("pilot ", (7,)),
        ("🚢", (7, 8)),
        (" waits", (8,)),
        (".", ()),
    ]
    assert laid.clip_count == 2


def test_a_changed_paragraph_is_shown_as_runs_of_words():
    ((*runs,),) = lay_changes("The bay is closed until Friday.\n\nSame.", "The bay is closed until Sunday.\n\nSame.")
    assert [(run.kind, run.text) for run in runs if run.kind != "same"] == [("removed", "Friday"), ("added", "Sunday")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The bay is closed.", "The bay is still closed. For now."),
        ("The bay is closed until Friday.", "The bay is closed until Friday, so be it."),
        ("The bay is closed until Friday", "The bay is closed until Friday night"),
        ("Until Friday the bay is closed", "So until Monday the old bay is closed"),
        ("The bay said the council is closed", "The bay, said the council, is closed"),
        ("The bay, said the council, is closed", "The bay said the council is closed"),
        ("A bay is “closed” he said", "A bay (the old one) is “closed”, he said!"),
    ],
)
def test_what_was_kept_and_added_reads_as_the_newer_text(old, new):
    ((*runs,),) = lay_changes(old, new)
    assert "".join(run.text for run in runs if run.kind != "removed") == new
    assert "".join(run.text for run in runs if run.kind != "added") == old


def test_all_kinds_of_blocks_are_shown_and_nothing_is_loaded_from_elsewhere(desk, rich):
    page = read(desk, rich).content.decode()
    for words in (
        "A pilot 🚢 waits.",
        "Caption: <bdi>The mole",
        "Credit: <bdi>I. Varga",
        "Shows: <bdi>A mole",
        "https://b.example/post",
    ):
        assert words in page
    assert '<td data-start="49">Day</td>' in page or 'data-start="' in page
    assert 'src="https://a.example' not in page


def test_what_was_clipped_is_marked(desk, editor):
    article = make_article()
    clip = make_clip(article, "Some 40 ships wait outside the bay")
    page = read(desk, article).content.decode()
    assert f'data-clip="{clip.pk}">Some 40 ships wait outside the bay</mark>' in page
    assert f'id="clip-{clip.pk}"' in page


def test_revisions_are_listed_with_their_difference(desk):
    article = make_article()
    add_revision(article, HARBOUR.replace("Friday", "Sunday"))
    page = read(desk, article).content.decode()
    assert "<del>Friday</del>" in page
    assert "<ins>Sunday</ins>" in page
    old = read(desk, article, revision="1").content.decode()
    assert "This is revision 1" in old
    assert "until Friday" in old
    assert read(desk, article, revision="9").status_code == 404
    assert read(desk, article, revision="x").status_code == 200


def test_the_page_says_what_was_kept_and_when(desk):
    article = make_article()
    assert article.current.snapshot.sha256 in read(desk, article).content.decode()


def test_right_to_left_text_is_set_so(desk):
    article = make_article("المرفأ مغلق.", headline="المرفأ", language="ar")
    assert 'id="kept-text" class="desk-text" lang="ar" dir="rtl"' in read(desk, article).content.decode()


def test_an_article_without_a_revision_is_missing(desk):
    article = make_article()
    article.current = None
    article.save()
    assert read(desk, article).status_code == 404


def test_articles_can_be_narrowed(desk):
    first = make_article(headline="First")
    second = make_article(headline="Second", source=make_source("Tide Blog", language="de"), language="de")
    Copy.objects.create(article=second, of=first, share=1, kind="whole")
    story = make_story(first)
    assert listed(desk, copies="only") == [second]
    assert listed(desk, copies="none") == [first]
    assert listed(desk, language="de") == [second]
    assert listed(desk, source=second.source_id) == [second]
    assert listed(desk, story=story.pk) == [first]
    archive_articles()
    assert listed(desk, q="second") == [second]
    assert listed(desk, q="selby -second") == [first]
    assert listed(desk, q="selby", order="best", language="de") == [second]
    assert listed(desk, q="nowhere") == []
    assert listed(desk, days_from="2026-03-03") == []
    assert len(listed(desk, days_from="2026-03-02", days_to="2026-03-02")) == 2
    assert "copy of Harbour Post" in desk.get(reverse("desk:articles")).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_articles(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    make_story(*[make_article() for _ in range(5)])
    listed(desk)
    with django_assert_max_num_queries(40) as few:
        desk.get(reverse("desk:articles"))
    make_story(*[make_article() for _ in range(40)])
    with django_assert_num_queries(len(few)):
        desk.get(reverse("desk:articles"))


def test_the_number_of_queries_of_an_article_does_not_grow_with_its_clips(
    desk, editor, django_assert_num_queries, django_assert_max_num_queries
):
    article = make_article()
    make_clip(article)
    read(desk, article)
    with django_assert_max_num_queries(45) as few:
        read(desk, article)
    for _ in range(10):
        make_clip(article, "Some 40 ships")
    with django_assert_num_queries(len(few)):
        read(desk, article)


def test_an_article_names_others_like_it_outside_its_story(desk, django_assert_max_num_queries):
    told = make_article(headline="Bay closed by storm")
    same_story = make_article(headline="Storm closes bay")
    make_story(told, same_story)
    like = make_article(headline="Last year's storm closed the bay")
    make_article("The bank raised its rates.", headline="Rates rise")
    archive_articles()
    with django_assert_max_num_queries(30):
        page = desk.get(reverse("desk:article", args=[told.pk])).content.decode()
    also = page[page.index('id="see-also"') :].split("</section>")[0]
    assert like.headline.replace("'", "&#x27;") in also
    assert same_story.headline not in also


def test_what_a_page_reserves_about_text_mining_is_said(desk):
    article = make_article()
    assert "Reserved" not in desk.get(reverse("desk:article", args=[article.pk])).content.decode()
    snapshot = article.current.snapshot
    snapshot.reservations = ["tdm-reservation: 1"]
    snapshot.save()
    assert "tdm-reservation: 1" in desk.get(reverse("desk:article", args=[article.pk])).content.decode()

"""Who reports citing whom, and what is left when it is collapsed."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.quotes import OriginMember, count_origins, find_credit, find_outlet, find_sourcings


@pytest.mark.parametrize(
    ("text", "outlet", "cites", "anonymous"),
    [
        (
            "The ferry will stop, Alder Courier reported on Saturday, citing harbour sources.",
            "Alder Courier",
            "harbour sources",
            True,
        ),
        ("The Courier reports that the ferry will stop.", "Courier", None, False),
        ("The ferry will stop, former mayor Jim Hale told the Alder Courier.", "Alder Courier", "Jim Hale", False),
        ("Jim Hale, who led the harbour, told Norda News it will stop.", "Norda News", "Jim Hale", False),
        ("It will stop, according to a draft seen by Norda News.", "Norda News", "a draft", False),
        ("It will stop, according to people familiar with the matter.", None, "people familiar with the matter", True),
        ("It lasted six days, according to Nordapress.", "Nordapress", None, False),
        ("Jim Hale was there. It lasted six days, according to Jim Hale.", None, "Jim Hale", False),
        ("Jim Hale was there. It lasted six days, according to Hale.", None, "Hale", False),
    ],
)
def test_a_sourcing_is_read(text: str, outlet: str | None, cites: str | None, *, anonymous: bool) -> None:
    (found,) = find_sourcings(text)
    assert (found.outlet, found.cites, found.anonymous) == (outlet, cites, anonymous)
    assert 0 <= found.span.start < found.span.end <= len(text)


def test_a_known_outlet_of_two_words_is_no_person() -> None:
    text = "It lasted six days, according to Alder Courier."
    assert find_sourcings(text)[0].outlet is None
    assert find_sourcings(text, outlets=["Alder Courier"])[0].outlet == "Alder Courier"


@pytest.mark.parametrize("text", ["", "told", "according to", "He told me so.", "reported", "citing sources"])
def test_fragments_are_no_sourcing(text: str) -> None:
    assert find_sourcings(text) == ()


@pytest.mark.parametrize("unit", ["according to ", "Norda told ", "Ab Cd ", "reported, citing "])
def test_a_long_text_takes_no_time(unit: str) -> None:
    begin = time.process_time()
    find_sourcings(unit * (15_000 // len(unit)))
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    ("text", "authors", "credit"),
    [
        ("PORT ALDER (Norda) - The ferry will sail.", (), "Norda"),
        ("PORT ALDER, May 3 (NPA) — The ferry will sail.", (), "Norda Press Agency"),
        ("The ferry will sail.\n\n(NPA)", (), "Norda Press Agency"),
        ("The ferry will sail.", ("Ida Brenn, Norda Press Agency",), "Norda Press Agency"),
        ("The ferry will sail.", ("NPA Staff",), "Norda Press Agency"),
        ("The ferry (built in 1931) will sail.", ("Ida Brenn",), None),
        ("Port Alder (2026) - The ferry", (), None),
        ("", (), None),
        ("The ferry will sail.\nNorda Press Agency", (), "Norda Press Agency"),
        ("The ferry will sail.\nCopyright 2026 NPA. All rights reserved. Not to be printed.", (), "Norda Press Agency"),
        (
            "The ferry will sail.\n———\nNPA Sports Writer Ida Brenn contributed to this report.",
            (),
            "Norda Press Agency",
        ),
        ("The ferry will sail.\nBrenn writes for the Norda Press Agency.", (), "Norda Press Agency"),
        ("The ferry will sail.\nNorda Press Agency contributed to this report.", (), None),
        ("The ferry will sail.\nWriters and reporters watched it go.", (), None),
        ("Norda Press Agency", (), None),
    ],
)
def test_the_credit_is_read(text: str, authors: Sequence[str], credit: str | None) -> None:
    assert find_credit(text, authors, agencies=["Norda Press Agency"]) == credit


def test_an_agency_is_known_by_its_initials_unless_they_are_anothers() -> None:
    assert find_credit("PORT ALDER (MPA) - The ferry", agencies=["Merrin Press Agency"]) == "Merrin Press Agency"
    assert find_credit("PORT ALDER (AFP) - The ferry", agencies=["Alder Film Press"]) == "AFP"


def test_a_byline_may_name_an_outlet_but_an_agency_goes_first() -> None:
    outlets = ["Alder Courier"]
    assert find_credit("The ferry.", ["Alder Courier"], outlets=outlets) == "Alder Courier"
    assert find_credit("The ferry.", ["Alder Courier", "AP"], outlets=outlets) == "AP"
    assert find_credit("PORT ALDER\n(Alder Courier) The ferry.", outlets=outlets) is None


def keys(members: list[OriginMember]) -> list[tuple[int | str, ...]]:
    return [origin.members for origin in count_origins(members)]


def test_copies_credits_owners_and_citations_collapse() -> None:
    members = [
        OriginMember(key=1, source="Courier", owner_family="Alder Media", credit="Norda"),
        OriginMember(key=2, source="Norda", owner_family="Norda"),
        OriginMember(key=3, source="Gazette", owner_family="Gazette Group", copy_of=1),
        OriginMember(key=4, source="Herald", owner_family="Herald Trust", cites=("Gazette",)),
        OriginMember(key=5, source="Evening Courier", owner_family="Alder Media"),
        OriginMember(key=6, source="Courier", owner_family="Alder Media"),
    ]
    first, second = count_origins(members)
    assert (first.key, first.members) == (2, (1, 2, 3, 4))
    assert second.members == (5, 6)
    assert first.reasons == {
        1: "credits Norda",
        2: "own report; owner: Norda",
        3: "same text as Courier, which credits Norda",
        4: "cites Gazette",
    }


def test_citing_two_rivals_does_not_make_them_one() -> None:
    rivals = [OriginMember(key=name, source=name, owner_family=name) for name in ("A", "B")]
    assert len(count_origins([*rivals, OriginMember(key="c", source="C", owner_family="C", cites=("A", "B"))])) == 2


def test_a_circle_of_citing_is_one_origin() -> None:
    members = [
        OriginMember(key=name, source=name, owner_family=name, cites=(other,)) for name, other in ("AB", "BC", "CA")
    ]
    assert keys(members) == [("A", "B", "C")]


def test_unknown_owners_are_one_origin_together() -> None:
    members = [OriginMember(key=at, source=f"Site {at}") for at in range(3)]
    (origin,) = count_origins(members)
    assert not origin.known
    assert "unknown" in origin.reasons[0]


def test_two_that_cite_the_same_absent_outlet_are_one() -> None:
    members = [OriginMember(key=at, source=f"S{at}", owner_family=f"F{at}", cites=("Norda",)) for at in range(2)]
    assert keys(members) == [(0, 1)]
    assert count_origins([]) == ()


NAMES = st.sampled_from(["A", "B", "C", "D", ""])


@given(
    st.lists(
        st.tuples(
            NAMES, st.none() | NAMES, st.none() | st.integers(0, 9), st.none() | NAMES, st.lists(NAMES, max_size=2)
        ),
        max_size=10,
    ),
)
def test_every_article_has_exactly_one_origin_and_a_reason(
    rows: list[tuple[str, str | None, int | None, str | None, list[str]]],
) -> None:
    members = [
        OriginMember(key=at, source=source, owner_family=family, copy_of=copy_of, credit=credit, cites=tuple(cites))
        for at, (source, family, copy_of, credit, cites) in enumerate(rows)
    ]
    origins = count_origins(members)
    assert sorted(key for origin in origins for key in origin.members) == list(range(len(rows)))
    assert all(origin.reasons[key] for origin in origins for key in origin.members)
    assert sum(not origin.known for origin in origins) <= 1


def test_what_a_feed_names_as_its_source_comes_from_there() -> None:
    members = [
        OriginMember(key=1, source="Planet Alder", owner_family="Planet", feed_source="Courier"),
        OriginMember(key=2, source="Courier", owner_family="Alder Media"),
        OriginMember(key=3, source="Courier", owner_family="Alder Media", feed_source="courier "),
    ]
    (origin,) = count_origins(members)
    assert origin.key == 2
    assert origin.reasons[1] == "its feed names Courier as the source"
    assert origin.reasons[3] == "own report; owner: Alder Media"


def test_a_credit_says_more_than_a_text_and_a_text_more_than_a_feed_or_a_citation() -> None:
    others = [OriginMember(key=name, source=name, owner_family=name) for name in ("A", "B", "C", "D")]
    given = {"source": "E", "owner_family": "E", "cites": ("D",)}
    with_feed = {**given, "feed_source": "C"}
    with_text = {**with_feed, "copy_of": "A"}
    for more, home in ((given, "D"), (with_feed, "C"), (with_text, "A"), ({**with_text, "credit": "B"}, "B")):
        origins = count_origins([*others, OriginMember(key="e", **more)])
        assert next(origin.key for origin in origins if "e" in origin.members) == home


def test_a_credit_holds_for_all_copies_whichever_came_first() -> None:
    members = [
        OriginMember(key=1, source="Gazette", owner_family="Gazette Group"),
        OriginMember(key=2, source="Courier", owner_family="Alder Media", copy_of=1, credit="AP"),
        OriginMember(key=3, source="The Associated Press", owner_family="AP Cooperative"),
        OriginMember(key=4, source="Herald", owner_family="Herald Trust", copy_of=2),
    ]
    (origin,) = count_origins(members)
    assert (origin.key, origin.members) == (3, (1, 2, 3, 4))
    assert origin.reasons[1] == origin.reasons[4] == "same text as Courier, which credits AP"


def test_the_outlet_that_a_copy_credits_is_the_origin_though_it_came_later() -> None:
    members = [
        OriginMember(key=1, source="Gazette", owner_family="Gazette Group", credit="Alder Courier"),
        OriginMember(key=2, source="The Alder Courier", owner_family="Alder Media", copy_of=1),
    ]
    (origin,) = count_origins(members)
    assert (origin.key, origin.reasons[2]) == (2, "own report; owner: Alder Media")


def test_a_ruling_stands_against_what_copies_credit() -> None:
    members = [
        OriginMember(key=1, source="Gazette", owner_family="article 1", is_ruled=True),
        OriginMember(key=2, source="Courier", owner_family="Alder Media", copy_of=1, credit="AP"),
    ]
    assert keys(members) == [(1,), (2,)]


def test_copies_of_each_other_end_somewhere() -> None:
    members = [
        OriginMember(key=at, source=f"S{at}", owner_family=f"F{at}", copy_of=(at + 1) % 3, credit="AP" if at else None)
        for at in range(3)
    ]
    assert keys(members) == [(0, 1, 2)]


def test_a_dead_family_without_an_outlet_still_holds_those_that_name_it() -> None:
    members = [
        OriginMember(key=1, source="Gone Gazette", owner_family="Closed Press"),
        OriginMember(key=2, source="Herald", owner_family="Herald Trust", credit="Closed Press"),
    ]
    assert keys(members) == [(1, 2)]


@pytest.mark.parametrize("family", [None, "", "  "])
def test_a_missing_family_is_unknown_and_corroborates_only_itself(family: str | None) -> None:
    members = [
        OriginMember(key=1, source="Site A", owner_family=family),
        OriginMember(key=2, source="Site B", owner_family=family),
        OriginMember(key=3, source="Courier", owner_family="Alder Media"),
    ]
    unknown, known = count_origins(members)
    assert (unknown.members, unknown.known) == ((1, 2), False)
    assert (known.members, known.known) == ((3,), True)
    assert unknown.reasons[1] == "owner unknown: not counted as independent"


def test_outlets_merged_by_mistake_part_when_their_families_are_put_right() -> None:
    merged = [OriginMember(key=name, source=name, owner_family="Everything Ltd") for name in ("Courier", "Herald")]
    right = [OriginMember(key=name, source=name, owner_family=f"{name} Ltd") for name in ("Courier", "Herald")]
    assert keys(merged) == [("Courier", "Herald")]
    assert keys(right) == [("Courier",), ("Herald",)]


def test_a_family_is_the_same_however_it_is_spaced_and_cased() -> None:
    members = [
        OriginMember(key=1, source="Courier", owner_family="Alder  Media"),
        OriginMember(key=2, source="Gazette", owner_family="alder media "),
    ]
    assert keys(members) == [(1, 2)]


def test_a_thousand_articles_citing_in_a_circle_take_no_time() -> None:
    begin = time.process_time()
    members = [
        OriginMember(key=at, source=f"S{at}", owner_family=f"F{at}", cites=(f"S{(at + 1) % 1000}",))
        for at in range(1000)
    ]
    assert len(count_origins(members)) == 1
    assert time.process_time() - begin < 4


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("Reuters", "Reuters"),
        ("the Associated Press", "AP"),
        ("the Alder Courier", "Alder Courier"),
        ("norda", "Norda"),
        ("Radio of Alder", None),
        ("Ida Brenn", None),
        ("Ida Brenn, who asked not to be named", None),
        ("harbour sources", None),
        ("a draft seen by the Courier", None),
        ("The Harbour Ministry", None),
        ("", None),
    ],
)
def test_an_outlet_is_known_and_a_person_is_none(words: str, outlet: str | None) -> None:
    assert find_outlet(words, outlets=["Norda"]) == outlet

import pytest

from tearsheet.engine.articles.written_dates import find_day


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("November 23, 2026", "en", "2026-11-23"),
        ("Nov. 3rd, 2026, 4:05 pm", "en", "2026-11-03"),
        ("Monday 23 November 2026", "en", "2026-11-23"),
        ("23 de noviembre de 2026", "es", "2026-11-23"),
        ("le 1er août 2026 à 9h", "fr", "2026-08-01"),
        ("23. listopadu 2026", "cs", "2026-11-23"),
        ("الأربعاء، 07 أكتوبر 2026 - 12:09 م", "ar", "2026-10-07"),
        ("2026年11月23日 9時", "ja", "2026-11-23"),
        ("2026-11-23T09:00", "", "2026-11-23"),
        ("23.11.2026, 09:00", "", "2026-11-23"),
        ("23/11/2026", "", "2026-11-23"),
        ("11/23/2026", "", "2026-11-23"),
        ("03/04/2026", "en-US", "2026-03-04"),
        ("03/04/2026", "en-GB", "2026-04-03"),
        ("03/04/2026", "pt-br", "2026-04-03"),
        ("04-04-2026", "en", "2026-04-04"),
        ("Updated 2 May 2026, first published 1 May 2026", "en", "2026-05-01"),
        ("31.10.26", "de", "2026-10-31"),
        ("04-ago-2026 5:11:10", "es", "2026-08-04"),
        ("٢٠٢٦ / ١٢ / ١", "ar", "2026-12-01"),
        ("24 نيسان / أبريل 2026", "ar", "2026-04-24"),
        ("23 नवंबर 2026", "hi", "2026-11-23"),
        ("1 / 12 / 2026", "ar", "2026-12-01"),
    ],
)
def test_a_day_is_read_as_its_readers_read_it(text, language, day):
    assert find_day(text, language) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("03/04/2026", "en"),
        ("03/04/2026", ""),
        ("99/99/2026", "de"),
        ("13 Things 2026", "en"),
        ("1/2/34", "de"),
        ("1.2.34", "de"),
        ("99.99.26", "de"),
        ("10.30.22.15", "en"),
        ("Updated 2 May 2026", "en"),
        ("Aktualisiert\n2. Mai 2026", "de"),
        ("", ""),
    ],
)
def test_a_day_that_is_not_plain_is_left_open(text, language):
    assert find_day(text, language) is None

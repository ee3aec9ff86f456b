"""A folder that is read as the web."""

import pytest

from tearsheet.engine.errors import AddressRefused, PageMissing, RobotsDisallowed, ServerBusy, TooLarge
from tearsheet.engine.fetching import FetchOptions, FetchRequest, Purpose, fetch_all


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.html").write_text("secret")
    web = tmp_path / "web"
    site = web / "harbour.example"
    (site / "news").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "news" / "index.html").write_text("news")
    (site / "news" / "one.html").write_text("one")
    return web


def fetch(folder, url, purpose=Purpose.FEED, *, etag=None, last_modified=None, **changes):
    chosen = FetchOptions(user_agent="Tearsheet-Test/1", saved_web=folder, **changes)
    request = FetchRequest(url=url, purpose=purpose, etag=etag, last_modified=last_modified)
    return fetch_all([request], chosen)[0]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", "home"),
        ("/", "home"),
        ("/news", "news"),
        ("/news/", "news"),
        ("/news/one.html", "one"),
        ("//news//one.html", "one"),
        ("/news/%6Fne.html", "one"),
        ("/news/../news/one.html", "one"),
        ("/news/one.html#part", "one"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_address_is_a_file(folder, scheme, path, body):
    assert fetch(folder, f"{scheme}://harbour.example{path}").body.decode() == body


def test_the_query_is_part_of_the_name(folder):
    site = folder / "harbour.example"
    (site / "find?q=a&b=c%2Fd").write_text("found")
    (site / "news" / "index.html?page=2").write_text("second")
    assert fetch(folder, "https://harbour.example/find?q=a&b=c/d").body == b"found"
    assert fetch(folder, "https://harbour.example/news/?page=2").body == b"second"
    assert isinstance(fetch(folder, "https://harbour.example/find?q=b"), PageMissing)


def test_names_of_other_scripts_are_found(folder):
    (folder / "harbour.example" / "мост.html").write_text("bridge")
    assert fetch(folder, "https://harbour.example/мост.html").body == b"bridge"


@pytest.mark.parametrize(
    "path",
    [
        "/missing",
        "/news/one.html/",
        "/../secret.html",
        "/%2e%2e/%2e%2e/secret.html",
        "/..%2f..%2fsecret.html",
        "/%2Fetc%2Fpasswd",
        "/news/%00",
        "/..%5c..%5csecret.html",
        "/link.html",
        "/links/secret.html",
        "/circle",
        "/" + "a" * 300,
        "/news/one.html.headers",
        "/news/%252e%252e/%252e%252e/secret.html",
    ],
)
def test_what_is_not_there_or_outside_is_missing(folder, path):
    site = folder / "harbour.example"
    (site / "link.html").symlink_to(folder.parent / "secret.html")
    (site / "links").symlink_to(folder.parent)
    (site / "circle").symlink_to(site / "circle")
    (site / "news" / "one.html.headers").write_text("200")
    assert isinstance(fetch(folder, f"https://harbour.example{path}"), PageMissing)


def test_a_link_inside_the_folder_is_followed(folder):
    (folder / "www.harbour.example").symlink_to(folder / "harbour.example")
    assert fetch(folder, "https://www.harbour.example/").body == b"home"


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://../secret.html", "file:///etc/passwd"])
def test_the_guard_still_reads_the_address(folder, url):
    assert isinstance(fetch(folder, url), AddressRefused)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.html", "text/html"),
        ("a.xml", "application/rss+xml"),
        ("a.rss", "application/rss+xml"),
        ("a.atom", "application/atom+xml"),
        ("a.json", "application/feed+json"),
        ("a.txt", "text/plain"),
        ("a.JPG", "image/jpeg"),
        ("a.png", "image/png"),
        ("a.webp", "image/webp"),
        ("a.svg", "image/svg+xml"),
        ("a.opml", "text/x-opml"),
        ("a", "application/octet-stream"),
        ("a.xml?b=c.html", "application/rss+xml"),
    ],
)
def test_the_type_follows_from_the_name_without_a_charset(folder, name, content_type):
    (folder / "harbour.example" / name).write_text("x")
    assert fetch(folder, f"https://harbour.example/{name}").content_type == content_type


def test_a_conditional_get_is_answered_for_real(folder):
    url, file = "https://harbour.example/news/one.html", folder / "harbour.example" / "news" / "one.html"
    first = fetch(folder, url)
    again = fetch(folder, url, etag=first.etag)
    assert (again.is_not_modified, again.body, again.etag) == (True, b"", first.etag)
    file.write_text("changed")
    assert fetch(folder, url, etag=first.etag).body == b"changed"


def test_headers_beside_a_file_override(folder):
    site = folder / "harbour.example"
    (site / "news" / "one.html.headers").write_text(
        "200\nContent-Type: text/html; charset=koi8-r\nLast-Modified: a Tuesday\nX-Robots-Tag: noai\n",
    )
    url = "https://harbour.example/news/one.html"
    response = fetch(folder, url)
    assert (response.content_type, response.reservations) == ("text/html; charset=koi8-r", ("x-robots-tag: noai",))
    assert fetch(folder, url, last_modified="a Tuesday").is_not_modified
    assert not fetch(folder, url, last_modified="a Monday").is_not_modified


def test_headers_may_stand_alone(folder):
    site = folder / "harbour.example"
    (site / "old.html.headers").write_text("301\nLocation: /news/one.html\n")
    (site / "busy.html.headers").write_text("503\nRetry-After: 60\n")
    moved = fetch(folder, "https://harbour.example/old.html")
    assert (moved.body, moved.moved_permanently_to) == (b"one", "https://harbour.example/news/one.html")
    assert fetch(folder, "https://harbour.example/busy.html").retry_after_seconds == 60
    assert type(fetch(folder, "https://harbour.example/busy.html")) is ServerBusy


def test_robots_txt_of_a_saved_site_is_obeyed(folder):
    (folder / "harbour.example" / "robots.txt").write_text("User-agent: *\nDisallow: /news/")
    assert fetch(folder, "https://harbour.example/", Purpose.PAGE).body == b"home"
    assert isinstance(fetch(folder, "https://harbour.example/news/", Purpose.PAGE), RobotsDisallowed)


def test_a_saved_file_has_the_same_limits(folder):
    assert isinstance(fetch(folder, "https://harbour.example/", feed_bytes=3), TooLarge)
    assert fetch(folder, "https://harbour.example/", feed_bytes=4).body == b"home"

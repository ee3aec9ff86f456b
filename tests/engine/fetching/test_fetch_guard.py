"""The gate: which addresses may be asked for, and which machines connected to."""

import asyncio
import socket

import pytest
from aiohttp.abc import AbstractResolver
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.errors import AddressRefused, Unreachable
from tearsheet.engine.fetching import FetchOptions, FetchRequest, Purpose, check_address, fetch_all
from tearsheet.engine.fetching.guard import GuardRefusalError, PublicResolver, open_public_socket, refuse_ip

REFUSED_FORMS = [
    "",
    "harbour.example/news",
    "//harbour.example/",
    "ftp://harbour.example/",
    "file:///etc/passwd",
    "gopher://harbour.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://",
    "http:///path",
    "http:harbour.example",
    "https://user@harbour.example/",
    "https://user:word@harbour.example/",
    "https://@harbour.example/",
    "https://harbour.example\\@127.0.0.1/",
    "https://harbour.example/a\\b",
    "https://harbour.example/a b",
    "https://harbour.example/\n",
    "https://harbour.example/\x00",
    "https://harbour.example/\x85",
    "https://harbour.example/\u2028",
    "https://harbour.example/\ud800",
    "https://harbour.example:0/",
    "https://harbour.example:22/",
    "https://harbour.example:65536/",
    "https://harbour.example:x/",
    "https://harbour.example:-1/",
    "https://../",
    "https://a..b/",
    "https://.a/",
    "https://a%2eb/",
    "https://[::1/",
    "https://" + "a" * 2041,
    "https://" + ".".join(["a" * 70] * 2) + "\u0130" * 300 + "/",
]


@pytest.mark.parametrize("url", REFUSED_FORMS)
def test_an_address_of_another_form_is_refused(url):
    with pytest.raises(AddressRefused):
        check_address(url)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://harbour.example", "https://harbour.example/"),
        ("HTTP://Harbour.Example:80/a?b=c#d", "http://harbour.example/a?b=c"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://harbour.example:8443/@user", "https://harbour.example:8443/@user"),
        ("https://harbour.example/" + "a" * 2000, "https://harbour.example/" + "a" * 2000),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700::1]/", "https://[2606:4700::1]/"),
    ],
)
def test_a_web_address_passes(url, asked):
    assert str(check_address(url)) == asked


PRIVATE = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:c0a8:101::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "nonsense",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_machine_that_is_not_public_is_refused(address):
    assert refuse_ip(address)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(GuardRefusalError):
        open_public_socket((family, socket.SOCK_STREAM, 0, "", (address, 80)))


@pytest.mark.parametrize("address", PRIVATE[:-1])
def test_a_literal_address_that_is_not_public_is_refused(address):
    literal = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused):
        check_address(f"http://{literal}/")


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "100.63.0.1",
        "172.32.0.1",
        "2606:4700::1",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
        "2a00:1450::1",
    ],
)
def test_a_public_machine_passes(address):
    assert refuse_ip(address) == ""


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "①②⑦.0.0.1", "0", "1.2.3.4.5"]
)
def test_a_number_that_some_resolver_reads_as_an_address_is_refused(host):
    with pytest.raises(AddressRefused):
        check_address(f"http://{host}/")


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_form_of_a_private_address_passes(ip):
    number = int(ip)
    forms = [ip, f"::ffff:{ip}", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}"]
    forms += [f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1", f"::{ip}"]
    assert all(refuse_ip(str(form)) for form in forms)


class Names(AbstractResolver):
    """A resolver that knows what it was told; each further look-up of a name gets the next answer."""

    def __init__(self, *answers):
        self.answers = list(answers)

    async def resolve(self, host, port=0, family=socket.AF_INET):  # noqa: ARG002
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in addresses
        ]

    async def close(self):
        pass


def fetch(url, resolver=None, **options):
    chosen = FetchOptions(user_agent="Tearsheet-Test/1 (+https://desk.example/)", spacing_seconds=0, **options)
    return fetch_all([FetchRequest(url=url, purpose=Purpose.FEED)], chosen, resolver=resolver)[0]


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700::1", "::1"]])
def test_a_name_with_one_bad_address_is_refused(addresses):
    assert isinstance(fetch("http://rebind.example/", Names(addresses)), AddressRefused)


def test_the_resolver_passes_good_names_on():
    answer = asyncio.run(PublicResolver(Names(["8.8.8.8", "1.1.1.1"])).resolve("good.example", 443))
    assert [found["host"] for found in answer] == ["8.8.8.8", "1.1.1.1"]


@pytest.mark.enable_socket
def test_a_proxy_setting_does_not_switch_the_guard_off(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert isinstance(fetch("http://inside.example/", Names(["10.0.0.1"])), AddressRefused)


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_exempt_host_is_exempt_on_its_own_port_only():
    allowed = frozenset({"127.0.0.1:9"})
    assert isinstance(fetch("http://127.0.0.1:9/", allowed_private_hosts=allowed), Unreachable)
    assert isinstance(fetch("http://127.0.0.1:9009/", allowed_private_hosts=allowed), AddressRefused)
    assert isinstance(fetch("http://localhost:9/", Names(["127.0.0.1"]), allowed_private_hosts=allowed), AddressRefused)


def test_a_name_that_does_not_resolve_is_unreachable():
    class Nothing(Names):
        async def resolve(self, *_):
            raise OSError(None, "no such name")

    assert isinstance(fetch("http://gone.example/", Nothing([])), Unreachable)

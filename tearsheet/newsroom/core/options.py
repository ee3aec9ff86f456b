"""The environment, read once into frozen values.

Every variable is an attribute of `Environment`; its name is the attribute's in capitals with `TEARSHEET_` before it
(`DATABASE_URL` and `PORT` stand without).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tearsheet.engine.fetching import FetchOptions


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What an installation sets.

    Attributes:
        home: the folder of everything that is kept: database, evidence, media, secret key.
        database_url: `sqlite:///path` or `postgres://user:password@host/name`.
        site_url: the address readers use, without a slash at the end.
        site_name: the publication's name.
        time_zone: an IANA name; days of the archive begin at its midnight.
        listen_on: the interface the web server listens on; 0.0.0.0 for all, behind a proxy that does TLS.
        allowed_hosts: host names the web server answers to, separated by commas.
        secret_key: signs sessions; generated into `home` if empty.
        saved_web: a folder that stands in for the network (`host/path` files); a newsroom that holds the demo press
            reads the demo's, every other one the real network.
        private_hosts: hosts on private networks that may be fetched, separated by commas.
        contact: an address for publishers, sent in the User-Agent; empty for none.
        smtp_host, smtp_port: where mail is handed over; no mail is sent while `smtp_host` is empty.
        log_level: DEBUG, INFO, WARNING or ERROR.
        debug: whether Django's debug pages are shown ("1"); never in public.
    """

    home: Path
    database_url: str
    site_url: str = "http://localhost:8000"
    site_name: str = "Tearsheet"
    time_zone: str = "UTC"
    listen_on: str = "127.0.0.1"
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    secret_key: str = ""
    saved_web: str = ""
    private_hosts: str = ""
    contact: str = ""
    smtp_host: str = ""
    smtp_port: int = 25
    log_level: str = "WARNING"
    debug: bool = False

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Environment":
        """The values of `environ`, with their defaults."""

        def get(name: str, default: str) -> str:
            return environ.get(f"TEARSHEET_{name}", default)

        home = Path(get("HOME", "var")).absolute()
        return cls(
            home=home,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{home / 'tearsheet.sqlite3'}",
            site_url=get("SITE_URL", f"http://localhost:{environ.get('PORT', '8000')}").rstrip("/"),
            site_name=get("SITE_NAME", cls.site_name),
            time_zone=get("TIME_ZONE", cls.time_zone),
            listen_on=get("LISTEN_ON", cls.listen_on),
            allowed_hosts=get("ALLOWED_HOSTS", cls.allowed_hosts),
            secret_key=get("SECRET_KEY", ""),
            saved_web=get("SAVED_WEB", str(demo_web) if (demo_web := home / "demo-web").is_dir() else ""),
            private_hosts=get("PRIVATE_HOSTS", ""),
            contact=get("CONTACT", ""),
            smtp_host=get("SMTP_HOST", ""),
            smtp_port=int(get("SMTP_PORT", str(cls.smtp_port))),
            log_level=get("LOG_LEVEL", cls.log_level).upper(),
            debug=get("DEBUG", "") == "1",
        )


def split_list(value: str) -> list[str]:
    """The entries of a comma-separated list, without blanks."""
    return [entry.strip() for entry in value.split(",") if entry.strip()]


def read_allowed_hosts(environment: Environment) -> list[str]:
    """The hosts to answer to, the site's own included."""
    own = urlsplit(environment.site_url).hostname
    return sorted({*split_list(environment.allowed_hosts), *([own] if own else [])})


def read_secret_key(environment: Environment) -> str:
    """The signing key: from the environment, else from a file in `home` that only its owner may read.

    The file is written on first use, so that no installation shares a key with another.
    """
    if environment.secret_key:
        return environment.secret_key
    path = environment.home / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def fetch_options(environment: Environment) -> FetchOptions:
    """How the engine fetches for this installation."""
    contact = f"; {environment.contact}" if environment.contact else ""
    return FetchOptions(
        user_agent=f"Tearsheet/0.1 (+{environment.site_url}{contact})",
        allowed_private_hosts=frozenset(split_list(environment.private_hosts)),
        saved_web=Path(environment.saved_web) if environment.saved_web else None,
    )

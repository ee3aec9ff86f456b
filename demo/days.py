"""Days of the demo: texts name them by number, so that the press always looks fresh.

Day 4 is the last day. `{w2}` in a text becomes the weekday of day 2 in the article's language, `{d2}` its date
("21 November"), `{y}` the year of the last day. Numbers may be negative or above 4: `{w5}` is the day after.
"""

import re
from datetime import date, datetime, time, timedelta, timezone

LAST_DAY_NUMBER = 4
TOKEN = re.compile(r"\{([wdy])(-?\d*)\}")

WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "ar": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
}


def day_of(number: int, last_day: date) -> date:
    """The date of a day by its number; 4 is `last_day`."""
    return last_day + timedelta(days=number - LAST_DAY_NUMBER)


def moment_of(number: int, clock: str, last_day: date, offset_minutes: int) -> datetime:
    """The aware time of a clock reading ("07:40") on a numbered day, `offset_minutes` east of UTC."""
    zone = timezone(timedelta(minutes=offset_minutes))
    return datetime.combine(day_of(number, last_day), time.fromisoformat(clock), tzinfo=zone)


def write_date(day: date, language: str) -> str:
    """A date without its year, as the language writes it."""
    return f"{day.day}{'.' if language == 'de' else ''} {MONTHS[language][day.month - 1]}"


def write_moment(moment: datetime, language: str) -> str:
    """A moment as a newspaper writes it above an article."""
    day = f"{write_date(moment.date(), language)} {moment.year}"
    separator = "، " if language == "ar" else ", "
    return f"{WEEKDAYS[language][moment.weekday()]}{separator}{day}{separator}{moment:%H:%M}"


def fill_days(text: str, language: str, last_day: date) -> str:
    """The text with its numbered days written out."""

    def written(found: re.Match[str]) -> str:
        day = day_of(int(found[2] or LAST_DAY_NUMBER), last_day)
        match found[1]:
            case "w":
                return WEEKDAYS[language][day.weekday()]
            case "d":
                return write_date(day, language)
            case _:
                return str(day.year)

    return TOKEN.sub(written, text)

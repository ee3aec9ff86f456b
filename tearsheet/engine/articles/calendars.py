"""Days of the calendars that the press of Iran, Afghanistan and Thailand writes, as days of the common one."""

from datetime import date, timedelta

_SOLAR_MONTHS = {name: number for number, names in enumerate((
    "فروردین فروردين حمل", "اردیبهشت ارديبهشت ثور", "خرداد جوزا", "تیر تير سرطان", "مرداد امرداد اسد", "شهریور شهريور سنبله",
    "مهر میزان", "آبان عقرب", "آذر قوس", "دی دي جدی", "بهمن دلو", "اسفند حوت",
), start=1) for name in names.split()}  # fmt: skip
_FIRST_SOLAR, _LAST_SOLAR = 1300, 1472
_NEW_YEAR = date(1921, 3, 21)
#: The leap years among 33, which holds from 1244 to 1472 (Borkowski, "The Persian calendar for 3000 years", 1996).
_CYCLE, _LEAP = 33, frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_LONG_MONTHS, _LONG, _SHORT = 6, 31, 30
#: The Thai year is so many years ahead.
_THAI_AHEAD = 543
_FIRST_THAI, _LAST_THAI = 2500, 2600


def from_solar_hijri(year: int, month_name: str, day: int) -> date | None:
    """The day that a day of the Solar Hijri calendar is; None if there is no such month, year or day."""
    month = _SOLAR_MONTHS.get(month_name)
    if month is None or not _FIRST_SOLAR <= year <= _LAST_SOLAR or not 1 <= day <= _LONG:
        return None
    leaps = sum(before % _CYCLE in _LEAP for before in range(_FIRST_SOLAR, year))
    months = _LONG * min(month - 1, _LONG_MONTHS) + _SHORT * max(month - 1 - _LONG_MONTHS, 0)
    return _NEW_YEAR + timedelta(days=365 * (year - _FIRST_SOLAR) + leaps + months + day - 1)


def from_thai(year: int) -> int | None:
    """The common year of a Thai one; None if it is none of our time."""
    return year - _THAI_AHEAD if _FIRST_THAI <= year <= _LAST_THAI else None

"""A serial number of a spreadsheet as the day and time that its format shows: 44563 as 1月2日.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats), as Excel in Chinese shows them: aaaa is 星期六, e the year.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(AM/PM|A/P|上午/下午)|([yYmMdDhHsS]+|[aA]{3,4}|[eEgG]+)|(\.0+)|(.)', re.S
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = "一二三四五六日"
EPOCH, EPOCH_1904, END = datetime(1899, 12, 30), datetime(1904, 1, 1), datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001  # a spreadsheet knows no time zone
LAST_DAY = 2_958_465  # 9999-12-31
_PLAIN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general', re.I)
ELAPSED = {"h": 3600, "m": 60, "s": 1}


@cache
def is_date_format(section: str) -> bool:
    """Tell whether a section of a format shows days or times."""
    return re.search(r"[ymdhs]|aaa|^\W*e\W*$|e(?![+-])", _PLAIN.sub("", section), re.I) is not None


def show_date(number: Decimal, section: str, is_1904: bool) -> str:
    """Show a serial number as the day and time that it stands for."""
    epoch = EPOCH_1904 if is_1904 else EPOCH
    seconds = round(float(number) * 86400)
    moment = epoch + timedelta(seconds=min(seconds, int((END - epoch).total_seconds())))
    if not is_1904 and number < 60:
        moment += timedelta(days=1)  # Excel holds 1900 for a leap year
    tokens: list[tuple[str, ...]] = _TOKEN.findall(section)
    has_noon = any(found[3] for found in tokens)
    pieces, last = [], ""
    for index, (quoted, escaped, bracket, noon, letters, fraction, other) in enumerate(tokens):
        elapsed = bracket.lower() if bracket and not bracket.lower().strip("hms") else ""
        if elapsed:
            pieces.append(f"{seconds // ELAPSED[elapsed[0]]:0{len(elapsed)}d}")
            last = elapsed
        elif letters:
            following = next((found[4] for found in tokens[index + 1 :] if found[4]), "")
            is_minute = letters[0] in "mM" and (last[:1] in ("h", "H") or following[:1] in ("s", "S"))
            pieces.append(_show_part(moment, letters.lower(), is_minute, has_noon))
            last = letters
        elif noon:
            pieces.append(noon.split("/")[moment.hour >= 12])
        else:
            pieces.append(quoted or escaped or (other if not fraction else ""))
    return "".join(pieces)


def _show_part(moment: datetime, letters: str, is_minute: bool, has_noon: bool) -> str:
    """Show one part of a date, such as yyyy or m."""
    kind, width = letters[0], len(letters)
    if kind in "ye":
        return f"{moment.year:04d}" if width > 2 or kind == "e" else f"{moment.year % 100:02d}"
    if kind == "g":
        return ""
    if kind == "a":
        return ("星期" if width > 3 else "周") + WEEKDAYS[moment.weekday()]
    if kind == "m" and not is_minute:
        name = MONTHS[moment.month - 1]
        return (
            (name[:3] if width == 3 else name if width == 4 else name[0]) if width > 2 else f"{moment.month:0{width}d}"
        )
    if kind == "d" and width > 2:
        return moment.strftime("%a" if width == 3 else "%A")
    hour = (moment.hour - 1) % 12 + 1 if has_noon else moment.hour
    value = {"d": moment.day, "h": hour, "m": moment.minute, "s": moment.second}[kind]
    return f"{value:0{min(width, 2)}d}"

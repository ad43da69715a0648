"""Delimited files in and out: encoding, delimiter, and cells as dates and exact amounts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

DELIMITERS = (",", ";", "\t")
MAX_AMOUNT = Decimal(10) ** 15  # a sum of ninety such still fits the column
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadTable(ValueError):
    """The file as a whole cannot be read; the text says why, in English."""


class BadCell(ValueError):
    """One cell cannot be read; the text says why, in English."""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are (number of the line the row begins on, cells); the header is line 1 at the earliest."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str


def decode(data: bytes) -> str:
    """Text from UTF-8 (with a mark or without), UTF-16 with a mark, or Windows-1251. Raises BadTable."""
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise BadTable("this is a spreadsheet: save it as CSV first")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1251"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise BadTable("this is not a text file in UTF-8 or Windows-1251")


def read(data: bytes, *, delimiter: str | None = None, wanted: Callable[[str], bool] = bool) -> Table:
    """The table in a file. Raises BadTable.

    Without a `delimiter` the one is taken that yields most headers which are `wanted`, then most headers.
    """
    text = decode(data)
    skipped = 0
    if declared := re.match(r"sep=(.)\r?\n", text):  # Excel's own way to say it
        delimiter = delimiter or declared[1]
        text, skipped = text[declared.end() :], 1
    if not text.strip():
        raise BadTable("the file is empty")
    if text.lstrip()[:1] == "<":
        raise BadTable("this is a web page under another name: save it as CSV first")
    if delimiter is None:
        first = text.lstrip("\r\n")[:65536]

        def fit(candidate: str) -> tuple[int, int]:
            names = next(_records(first, candidate), (0, ()))[1]
            return sum(1 for name in names if wanted(name.strip())), len(names)

        delimiter = max(DELIMITERS, key=fit)
    records = _records(text, delimiter)
    _, header = next(records, (0, ()))
    return Table(
        header=tuple(name.strip() for name in header),
        rows=tuple((line + skipped, cells) for line, cells in records),
        delimiter=delimiter,
    )


def _records(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Records that are not blank, each with its first line's number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadTable(f"line {line}: {error}") from None
        if any(cell.strip() for cell in cells):
            yield line, tuple(_unquoted(cell) for cell in cells)


def _unquoted(cell: str) -> str:
    """Takes back the quote that `safe` put before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA and len(cell) > 1 else cell


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell.startswith(_FORMULA) and not re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?", cell):
        return "'" + cell
    return cell


def write(rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    """CSV text with plain line ends, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


_SPACES = re.compile(r"[\s'’]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[\s'’][0-9]{3})+(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")


class Amounts:
    """Reads the amounts of one column: how its clear cells are written decides the unclear ones."""

    def __init__(self, cells: Iterable[str], *, minor_digits: int) -> None:
        points = {m[1] for cell in cells if (m := re.fullmatch(r"[+-]?[0-9]+([.,])[0-9]{1,2}", cell.strip()))}
        self._decimal_points = points | ({".", ","} if minor_digits > 2 else set())

    def read(self, cell: str) -> Decimal | None:
        """The amount, None for an empty cell. Raises BadCell.

        "1.054" is a thousand, unless the column writes its decimals with a point.
        """
        text = cell.strip().replace("\u2212", "-")
        if not text:
            return None
        sign, text = (-1, text[1:].lstrip()) if text[0] == "-" else (1, text.removeprefix("+").lstrip())
        unclear = _UNCLEAR.fullmatch(text)
        if unclear:
            point = unclear[1] in self._decimal_points
            text = text.replace(",", ".") if point else text.replace(unclear[1], "")
        elif _GROUPED.fullmatch(text):
            text = _SPACES.sub("", text).replace(",", ".")
        elif _PLAIN.fullmatch(text):
            text = text.replace(",", ".")
        elif _COMMAS.fullmatch(text):
            text = text.replace(",", "")
        elif _POINTS.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        else:
            raise BadCell(f"amount {cell.strip()[:40]!r} is not a number")
        if len(text) > 40 or Decimal(text) >= MAX_AMOUNT:
            raise BadCell(f"amount {cell.strip()[:40]!r} is too large")
        return sign * Decimal(text)


_TIME = (
    r"(?:[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2}|[AaPp][Mm])?)?"
)
_ISO = re.compile(rf"([0-9]{{4}})[-./]([0-9]{{1,2}})[-./]([0-9]{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})[.-]([0-9]{{1,2}})[.-]([0-9]{{4}}){_TIME}")
_SLASHED = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}}){_TIME}")


class Dates:
    """Reads the dates of a file: 3/11/2017 only where the rest of the file tells the day from the month."""

    def __init__(self, cells: Iterable[str]) -> None:
        pairs = [(int(m[1]), int(m[2])) for cell in cells if (m := _SLASHED.fullmatch(cell.strip()))]
        day_first = any(a > 12 for a, _ in pairs)
        month_first = any(b > 12 for _, b in pairs)
        self._day_first = day_first if day_first != month_first else None
        self._known: dict[str, date] = {}

    def read(self, cell: str) -> date:
        """The date part, without any change of time zone. Raises BadCell."""
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = self._read(cell.strip())
        return found

    def _read(self, text: str) -> date:
        if m := _ISO.fullmatch(text):
            year, month, day = int(m[1]), int(m[2]), int(m[3])
        elif m := _DAY_FIRST.fullmatch(text):
            day, month, year = int(m[1]), int(m[2]), int(m[3])
        elif m := _SLASHED.fullmatch(text):
            first, second, year = int(m[1]), int(m[2]), int(m[3])
            day_first = self._day_first
            if day_first is None:
                if first <= 12 and second <= 12 and first != second:
                    raise BadCell(f"date {text[:40]!r} may be day/month or month/day")
                day_first = first > 12
            day, month = (first, second) if day_first else (second, first)
        else:
            raise BadCell(f"date {text[:40]!r} is not a date")
        try:
            found = date(year, month, day)
        except ValueError:
            raise BadCell(f"date {text[:40]!r} does not exist") from None
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise BadCell(f"date {text[:40]!r} is out of range")
        return found

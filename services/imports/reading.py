"""A file of deals, read: won rows, bad rows and why, the people and teams it names.

A row is known by its deal id, else by its content and which of equal rows it is. Nothing here asks about
doubles: a file that says a deal twice under two ids means two deals.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from services.money import to_minor
from services.names import clean, client_key, person_key
from services.parsing import minor_digits
from services.tables import Amounts, BadCell, BadTable, Dates, Table, read

COLUMNS = ("deal_id", "rep", "team", "client", "opened_at", "closed_at", "status", "amount")
EXTRA = ("currency",)  # read only when mapped
REQUIRED = ("rep", "closed_at", "status", "amount")
WON = ("won", "closed won", "успешно реализовано", "сделка успешна", "выиграна")
NAME_LENGTH = 120  # of a person, team or client; the columns hold 128
_NO_DATE = ("", "-", "—", "не закрыта")


@dataclass(frozen=True, slots=True)
class Deal:
    """One won row. `amount` in minor units, positive also for a refund; `team` None: the file's one team."""

    line: int
    key: str
    kind: str  # deal, refund
    rep: str
    team: str
    client: str | None
    day: date
    first_contact: date | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Bad:
    """A row left out, and why."""

    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Person:
    """Someone named in the file, also on rows that are not won; `seen` are the (first, last) days by team key."""

    name: str
    teams: dict[str, str] = field(default_factory=dict)  # key: name
    seen: dict[str, tuple[date, date]] = field(default_factory=dict)
    first: date | None = None

    def saw(self, team: str, opened: date | None, closed: date | None) -> None:
        key = person_key(team)
        self.teams.setdefault(key, team)
        days = [day for day in (opened, closed) if day is not None]
        if not days:
            return
        self.first = min([*days, *([self.first] if self.first else [])])
        active = closed or days[0]
        first, last = self.seen.get(key, (active, active))
        self.seen[key] = min(first, active), max(last, active)

    def spells(self) -> list[tuple[date | None, str]]:
        """(first day, team key) in order: one team after the other, or the last one where they overlap.

        The first day is None where no row has a date.
        """
        if not self.seen:
            return [(None, list(self.teams)[-1])]
        order = sorted(self.seen, key=lambda key: (self.seen[key][0], self.seen[key][1]))
        clean_cut = all(self.seen[before][1] < self.seen[after][0] for before, after in pairwise(order))
        if not clean_cut:
            order = [max(self.seen, key=lambda key: self.seen[key][1])]
        return [(self.first if number == 0 else self.seen[key][0], key) for number, key in enumerate(order)]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file says, before any database is asked."""

    deals: tuple[Deal, ...]
    bad: tuple[Bad, ...]
    not_won: int
    people: Mapping[str, Person]  # by person key
    teams: Mapping[str, str]  # key: name
    currency: str
    header: tuple[str, ...]
    delimiter: str
    missing: tuple[str, ...]  # columns that the file does not have
    statuses: tuple[str, ...]  # of rows that are not won, the most frequent first
    opened_late: int  # won rows whose opening date lies after their closing date: left empty

    @property
    def rows(self) -> int:
        return len(self.deals) + len(self.bad) + self.not_won


def plan(
    data: bytes,
    *,
    currency: str,
    one_team: str,
    fill_team: bool = False,
    columns: Mapping[str, str] | None = None,
    won: Sequence[str] = (),
    delimiter: str | None = None,
    today: date | None = None,
) -> Plan:
    """Reads a file. Raises BadTable where it cannot be read as a whole; bad rows are part of the plan.

    `columns` maps our names to the file's (an empty one: it has none); `one_team` is the team of a file
    without that column, with `fill_team` also of rows that leave it empty; rows that close after `today` are bad. `currency` decides how amounts are read.
    """
    names = {name: (columns or {}).get(name, name if name in COLUMNS else "") for name in COLUMNS + EXTRA}
    wanted = {person_key(name) for name in names.values() if name}
    table = read(data, delimiter=delimiter, wanted=lambda name: person_key(name) in wanted)
    at = _locate(table, names, explicit=set(columns or ()))
    return _Reader(table, at, currency, one_team, fill_team, won or WON, today).read()


def _locate(table: Table, names: Mapping[str, str], *, explicit: set[str]) -> dict[str, int]:
    """Where each column stands. Raises BadTable naming what is missing and what there is."""
    keys = [person_key(name) for name in table.header]
    at: dict[str, int] = {}
    for name, header in names.items():
        if not header:
            continue
        count = keys.count(person_key(header))
        if count > 1:
            raise BadTable(f'two columns are called "{header}"')
        if count:
            at[name] = keys.index(person_key(header))
        elif name in explicit or name in REQUIRED:
            there = ", ".join(f'"{one}"' for one in table.header[:40])
            raise BadTable(
                f'there is no column "{header}"'
                + ("" if name == header else f" for {name}")
                + f"; there is: {there}"
            )
    return at


class _Reader:
    """Goes through the rows of one file."""

    def __init__(
        self,
        table: Table,
        at: dict[str, int],
        currency: str,
        one_team: str,
        fill_team: bool,
        won: Iterable[str],
        today: date | None,
    ) -> None:
        self._table, self._at, self._currency, self._today = table, at, currency, today
        self._one_team, self._fill_team = clean(one_team), fill_team
        self._won = {person_key(status) for status in won}
        self._dates = Dates(cell for name in ("opened_at", "closed_at") for cell in self._column(name))
        self._amounts = Amounts(self._column("amount"), minor_digits=minor_digits(currency))
        self._people: dict[str, Person] = {}
        self._teams: dict[str, str] = {}
        self._ids: dict[str, int] = {}
        self._equal: Counter[str] = Counter()
        self._late = 0

    def _column(self, name: str) -> Iterable[str]:
        place = self._at.get(name)
        return () if place is None else (cells[place] for _, cells in self._table.rows if place < len(cells))

    def _cell(self, cells: tuple[str, ...], name: str) -> str:
        place = self._at.get(name)
        return "" if place is None or place >= len(cells) else cells[place].strip()

    def read(self) -> Plan:
        deals: list[Deal] = []
        bad: list[Bad] = []
        others: Counter[str] = Counter()
        for line, cells in self._table.rows:
            status = self._cell(cells, "status")
            try:
                self._check_width(cells)
                if person_key(status) in self._won:
                    deals.append(self._deal(line, cells))
                else:
                    others[status] += 1
                    self._meet(cells)
            except BadCell as error:
                bad.append(Bad(line, str(error), cells))
        return Plan(
            deals=tuple(deals),
            bad=tuple(bad),
            not_won=others.total(),
            people=self._people,
            teams=self._teams,
            currency=self._currency,
            header=self._table.header,
            delimiter=self._table.delimiter,
            missing=tuple(name for name in COLUMNS if name not in self._at),
            statuses=tuple(status for status, _ in others.most_common()),
            opened_late=self._late,
        )

    def _check_width(self, cells: tuple[str, ...]) -> None:
        width = len(self._table.header)
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            raise BadCell(f"{len(cells)} cells where the header has {width}")

    def _deal(self, line: int, cells: tuple[str, ...]) -> Deal:
        rep, team = self._whose(cells)
        closed = self._day(cells, "closed_at")
        if closed is None:
            raise BadCell("closed_at is empty")
        if self._today is not None and closed > self._today:
            raise BadCell(f"closed_at {closed} lies in the future")
        first_contact = opened = self._day(cells, "opened_at")
        if opened is not None and opened > closed:  # entered in the CRM after the fact
            first_contact = None
        amount = self._amounts.read(self._cell(cells, "amount"))
        minor = None if amount is None else to_minor(amount, self._currency)
        written = self._cell(cells, "currency")
        if written and written.upper() != self._currency:
            raise BadCell(f"currency {written[:20]!r} is not {self._currency}")
        client = clean(self._cell(cells, "client"), NAME_LENGTH) or None
        if client is not None and not client_key(client):
            client = None
        key = self._key(line, self._cell(cells, "deal_id"), rep, team, client, opened, closed, minor)
        self._saw(rep, team, opened if first_contact is not None else None, closed)
        self._late += first_contact is None and opened is not None
        refund = minor is not None and minor < 0
        return Deal(
            line=line,
            key=key,
            kind="refund" if refund else "deal",
            rep=rep,
            team=team,
            client=client,
            day=closed,
            first_contact=first_contact,
            amount=None if minor is None else abs(minor),
        )

    def _whose(self, cells: tuple[str, ...]) -> tuple[str, str]:
        rep = clean(self._cell(cells, "rep"), NAME_LENGTH)
        if not person_key(rep):
            raise BadCell("rep is empty")
        team = clean(self._cell(cells, "team"))
        if not team and (self._fill_team or "team" not in self._at):
            team = self._one_team
        if not person_key(team):
            raise BadCell("team is empty")
        return rep, team

    def _day(self, cells: tuple[str, ...], name: str) -> date | None:
        text = self._cell(cells, name)
        return None if text.casefold() in _NO_DATE else self._dates.read(text)

    def _meet(self, cells: tuple[str, ...]) -> None:
        """Takes note of who is named on a row that is not won; nothing else of it has to be right."""
        try:
            rep, team = self._whose(cells)
        except BadCell:
            return
        days: list[date | None] = []
        for name in ("opened_at", "closed_at"):
            try:
                day = self._day(cells, name)
            except BadCell:
                day = None
            days.append(None if day is not None and self._today is not None and day > self._today else day)
        self._saw(rep, team, days[0], days[1])

    def _saw(self, rep: str, team: str, opened: date | None, closed: date | None) -> None:
        self._teams.setdefault(person_key(team), team)
        person = self._people.setdefault(person_key(rep), Person(rep))
        person.saw(team, opened, closed)

    def _key(
        self,
        line: int,
        deal_id: str,
        rep: str,
        team: str,
        client: str | None,
        opened: date | None,
        closed: date,
        minor: int | None,
    ) -> str:
        """What the row is known by. Raises BadCell for an id that an earlier row has."""
        if deal_id:
            if deal_id in self._ids:
                raise BadCell(f"deal_id {deal_id[:40]!r} is already on line {self._ids[deal_id]}")
            self._ids[deal_id] = line
            return f"id:{deal_id}" if len(deal_id) <= 100 else f"id#{_hash(deal_id)}"
        content = (person_key(rep), person_key(team), client_key(client or ""), opened, closed, minor)
        digest = _hash("\x1f".join("" if part is None else str(part) for part in content))
        self._equal[digest] += 1
        return f"row:{digest}#{self._equal[digest]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_PAIR = re.compile(rf"(?:^|,)\s*({'|'.join(COLUMNS + EXTRA)})\s*=")


def columns_of(text: str) -> dict[str, str]:
    """`amount=Бюджет,client=Компания` as a mapping; a file's name may hold commas. Raises BadTable."""
    found = list(_PAIR.finditer(text))
    if not found or found[0].start() != 0:
        known = ", ".join(COLUMNS + EXTRA)
        raise BadTable(f"{text[:60]!r} is not like amount=Budget,client=Company; our columns are {known}")
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {match[1]: text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)}

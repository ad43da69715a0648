"""Statements of a logged deal, compiled once for SQLite: SQLAlchemy's share of a statement is ten times SQLite's."""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import exc
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

LONGEST = 8  # values of a list: each length is a statement of its own
Statement = TypeVar("Statement")
_DIALECT = SQLiteDialect_aiosqlite(paramstyle="qmark")
_HOT: dict[Any, _Kept | None] = {}


def hot(statement: Statement) -> Statement:
    """The statement itself, noted as one to keep ready.

    For statements of tables (not entities) that live as long as the program and have all their values in
    parameters, always the same ones.
    """
    _HOT[statement] = None
    return statement


def prepared(statement: Any, params: Any) -> Prepared | None:
    """What to run instead of the statement, if it is a hot one and these parameters are what it is kept for."""
    if statement not in _HOT:
        return None
    many = isinstance(params, list) and len(params) > 1
    one = params[0] if isinstance(params, list) else params
    kept = _HOT[statement]
    if kept is None:
        kept = _HOT[statement] = _Kept(statement, one)
    return kept.ready(one, many)


class Rows:
    """What a statement gave, all of it; as much of SQLAlchemy's result as is asked of hot statements."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows, self.rowcount = rows, rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def scalar_one_or_none(self) -> Any:
        if len(self._rows) > 1:
            raise exc.MultipleResultsFound("one row was expected")
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        if not self._rows:
            raise exc.NoResultFound("a row was expected")
        return self.scalar_one_or_none()


class _Kept:
    """A hot statement: what it is used with, and it ready to run, once for each length of its lists."""

    def __init__(self, statement: Any, params: Mapping[str, Any]) -> None:
        self._statement = statement
        self._names = dict.fromkeys(params).keys()
        self._compiled = statement.compile(dialect=_DIALECT, column_keys=list(params))
        # Not by their values: a list can be one JSON value.
        binds = self._compiled.binds
        self._lists = tuple(name for name in params if name in binds and binds[name].expanding)
        # Values that SQLAlchemy itself would put in are not known here.
        self._possible = not (self._compiled.insert_prefetch or self._compiled.update_prefetch)
        self._gives_rows = not statement.is_dml or bool(statement.exported_columns)
        self._ready: dict[tuple[int, ...], Prepared] = {}

    def ready(self, params: Mapping[str, Any], many: bool) -> Prepared | None:
        if not self._possible or params.keys() != self._names or (many and self._gives_rows):
            return None
        lengths = tuple([len(params[name]) for name in self._lists])
        found = self._ready.get(lengths)
        if found is None:
            if not all(1 <= length <= LONGEST for length in lengths):
                return None
            columns = list(self._statement.exported_columns) if self._gives_rows else []
            found = self._ready[lengths] = Prepared(self._compiled, params, columns)
        return found


class Prepared:
    """A statement as SQLite takes it, and what is done to values on their way in and out."""

    __slots__ = ("_in", "_out", "_row", "_sql")

    def __init__(self, compiled: Any, params: Mapping[str, Any], columns: list[Any]) -> None:
        state = compiled.construct_expanded_state(dict(params))
        fixed = compiled.construct_params(dict(params))  # constants of the statement among them
        lists = {
            name: (of, n) for of, names in state.parameter_expansion.items() for n, name in enumerate(names)
        }
        self._sql: str = state.statement
        self._in: list[tuple[str | None, int, Any]] = []  # (parameter, place in a list or -1, process)
        for name in state.positiontup:
            given, place = lists.get(name, (name, -1))
            process = _way_in(compiled.binds[given].type)
            if given in params:
                self._in.append((given, place, process))
            else:
                self._in.append((None, -1, process(fixed[name]) if process else fixed[name]))
        self._row: Any = None
        if columns:
            tuple_of: Any = namedtuple
            self._row = tuple_of("Row", [str(c.key) for c in columns], rename=True)._make
        out = [(n, _way_out(column.type)) for n, column in enumerate(columns)]
        self._out = [(n, process) for n, process in out if process is not None]

    def run(self, cursor: sqlite3.Cursor, params: Mapping[str, Any] | list[Mapping[str, Any]]) -> Rows:
        try:
            if not isinstance(params, list):
                cursor.execute(self._sql, self._values(params))
            elif len(params) == 1:
                cursor.execute(self._sql, self._values(params[0]))
            else:
                cursor.executemany(self._sql, [self._values(one) for one in params])
            found = cursor.fetchall() if self._row else []
        except sqlite3.Error as error:
            # As SQLAlchemy would say it, and without the parameters: they may be what people wrote.
            kind: type[exc.DBAPIError] = getattr(exc, type(error).__name__, exc.DatabaseError)
            raise kind(self._sql, None, error) from error
        if self._out:
            found = [self._read(row) for row in found]
        return Rows([self._row(row) for row in found], cursor.rowcount)

    def _values(self, params: Mapping[str, Any]) -> list[Any]:
        values = []
        for name, place, process in self._in:
            if name is None:
                values.append(process)
                continue
            value = params[name] if place < 0 else params[name][place]
            values.append(process(value) if process else value)
        return values

    def _read(self, row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for n, process in self._out:
            values[n] = process(values[n])
        return values


def _way_in(kind: Any) -> Callable[[Any], Any] | None:
    """What SQLAlchemy does to a value that goes to SQLite."""
    process: Callable[[Any], Any] | None = kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return process


def _way_out(kind: Any) -> Callable[[Any], Any] | None:
    """What SQLAlchemy does to a column's value that comes from SQLite."""
    process: Callable[[Any], Any] | None = kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
    return process

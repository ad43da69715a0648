"""The minute's look: who is due what, in one message a person where several fall together, written down before it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translators
from bot.pushes import Made, composers, silent
from bot.replies import Reply
from bot.sender import LONGEST, Sender
from bot.telegram import stack_of
from db.engine import Database
from services import pushes, state
from services.pushes import Due, Row, by_name

log = structlog.get_logger(__name__)

AT_ONCE = 100  # people, in whole teams: what is computed and written between two looks at what people say
_TICKED = "ticked_at"


class Pusher:
    """`tick` may be called at any time, by several processes: what was decided stays decided."""

    def __init__(self, db: Database, texts: Translators, sender: Sender, now: Callable[[], datetime]) -> None:
        self._db, self._texts, self._sender, self._now = db, texts, sender, now
        self._one = asyncio.Lock()

    async def tick(self) -> int:
        """Sends what is due; returns how many messages were stored."""
        async with self._one:
            now = self._now()
            async with self._db.read() as session:
                last = await state.get(session, _TICKED)
                since = datetime.fromisoformat(last) if last else None
                found = await pushes.due(session, now, since=since)
            if found.late:
                await self._note_late(found.late, now)
            count = 0
            for dues in _portions(found.now):
                count += await self._portion(dues, now)
                await asyncio.sleep(0)
            if since is None or now > since:
                async with self._db.write() as session:
                    await state.put(session, _TICKED, now.astimezone(UTC).isoformat())
            return count

    async def _note_late(self, late: Sequence[Due], now: datetime) -> None:
        log.warning("missed, and too late now", pushes=sorted({one.push for one in late}), count=len(late))
        for start in range(0, len(late), AT_ONCE):
            async with self._db.write() as session:
                rows = [Row(one, None, "late") for one in late[start : start + AT_ONCE]]
                await pushes.store(session, rows, now=now)

    async def _portion(self, dues: Sequence[Due], now: datetime) -> int:
        made: list[Made] = []
        for name, some in groupby(sorted(dues, key=_order), key=lambda one: one.push):
            compose = composers().get(name)
            if compose is None:
                continue
            theirs = list(some)
            left_alone = [one for one in theirs if silent(one)]
            made += [Made(one, None, silent(one)) for one in left_alone]
            theirs = [one for one in theirs if not silent(one)]
            if not theirs:
                continue
            try:
                async with self._db.read() as session:
                    made += await compose(session, self._texts, theirs, now)
            except Exception as error:
                # The others are not to wait for it: the next look tries again, until the time for it is over.
                log.error("push failed", push=name, error=type(error).__name__, stack=stack_of(error))
        if not made:
            return 0
        async with self._db.write() as session:
            rows = await _bundled(session, made)
            stored = await pushes.store(session, rows, now=now)
        self._sender.push(stored)
        return len(stored)


def _order(one: Due) -> tuple[int, str]:
    return by_name(one.push).priority, one.push


def _portions(found: Sequence[Due]) -> Iterator[list[Due]]:
    """Whole teams, a company at a time, about `AT_ONCE` people."""
    portion: list[Due] = []
    for _, group in groupby(found, key=lambda one: (one.company_id, one.team_id)):
        some = list(group)
        if portion and (len(portion) + len(some) > AT_ONCE or portion[0].company_id != some[0].company_id):
            yield portion
            portion = []
        portion += some
    if portion:
        yield portion


async def _bundled(session: AsyncSession, made: Sequence[Made]) -> list[Row]:
    """What falls together for a person goes out as one message; beyond the limit the least important is dropped."""
    rows = [Row(one.due, None, one.reason) for one in made if one.reply is None]
    chats = [one for one in made if one.reply is not None and one.due.member_id is None]
    rows += [Row(one.due, one.reply.payload()) for one in chats if one.reply is not None]
    people: dict[int, list[Made]] = {}
    for one in made:
        if one.reply is not None and one.due.member_id is not None:
            people.setdefault(one.due.member_id, []).append(one)
    said: dict[int, int] = {}
    for day in {one[0].due.day for one in people.values()}:
        ids = [id_ for id_, one in people.items() if one[0].due.day == day]
        said |= await pushes.said_today(session, ids, day)
    for id_, some in people.items():
        some.sort(key=lambda one: _order(one.due))
        for bundle in _bundles(some):
            first = bundle[0].due
            room = pushes.LIMIT - said.get(id_, 0) - min(one.due.later for one in bundle)
            if room <= 0:
                rows += [Row(one.due, None, "limit") for one in bundle]
                continue
            said[id_] = said.get(id_, 0) + 1
            payload = _joined([one.reply for one in bundle if one.reply is not None]).payload()
            rows.append(Row(first, payload, carried=tuple(one.due for one in bundle[1:])))
    return rows


def _bundles(made: Sequence[Made]) -> Iterator[list[Made]]:
    """As few messages as hold it all; a picture has its caption and stands alone."""
    bundle: list[Made] = []
    length = 0
    for one in made:
        assert one.reply is not None
        size = len(one.reply.text.encode("utf-16-le")) // 2
        alone = one.reply.document is not None
        if bundle and (alone or length + size + 2 > LONGEST or bundle[0].reply.document is not None):  # type: ignore[union-attr]
            yield bundle
            bundle, length = [], 0
        bundle.append(one)
        length += size + 2
    if bundle:
        yield bundle


def _joined(replies: Sequence[Reply]) -> Reply:
    if len(replies) == 1:
        return replies[0]
    return Reply("\n\n".join(one.text for one in replies), [row for one in replies for row in one.buttons])

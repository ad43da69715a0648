"""Word to others: what one person's message or tap means to their lead, or a lead's to the person it is about."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import EntryDo, EntryVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Reply
from bot.views import absence as absence_view
from bot.views import receipt as view
from services import behalf, roster
from services.access import Me
from services.calendar import absences
from services.calendar.absences import Away, Change
from services.calendar.stretches import Days
from services.entries import Receipt
from services.entries.listing import receipt as load
from services.errors import NotFound

Texts = Mapping[str, Translator]
SHOWN = 5  # entries that get a button


async def of_receipt(session: AsyncSession, me: Me, texts: Texts, done: Receipt, key: str) -> list[Reply]:
    """What a lead's message or tap did to somebody's report, for that person; of their own absence, for the lead.

    `key`: the text that says what was done.
    """
    answer = await _entries(session, me, texts, done, key) if done.member_id != me.member_id else []
    if (done.absence is not None and done.absence.fresh) or done.gone is not None:
        whom = await behalf.subject(session, me, done.member_id)
        if done.absence is not None:
            answer += await of_absence(session, me, texts, whom, done.absence)
        if (gone := done.gone) is not None:
            answer += await of_gone(session, me, texts, whom, gone.kind, (gone.starts_on, gone.ends_on))
    return answer


async def _entries(session: AsyncSession, me: Me, texts: Texts, done: Receipt, key: str) -> list[Reply]:
    person = await roster.reach(session, done.member_id)
    if done.event in ("asking", "empty", "dismissed") or person is None or person.account_id is None:
        return []
    t = texts[person.language]
    rows = [
        view.changed_line(t, x, me.currency, done.day)
        if x.before
        else view.entry_line(t, x, me.currency, done.day)
        for x in done.lines[: view.SHOWN_LINES]
    ]
    rows += [
        f"<s>{view.entry_line(t, x, me.currency, done.day)}</s>" for x in done.removed[: view.SHOWN_LINES]
    ]
    if not rows:
        return []
    one = len(done.lines) == 1
    if len(rows) > 1:
        rows.insert(0, "")
    cards = [
        [
            Button(
                t.plain("button-card") if one else view.plain_line(t, x, me.currency, done.day),
                EntryDo(verb=EntryVerb.CARD, id=x.entry_id),
            )
        ]
        for x in done.lines[:SHOWN]
    ]
    return [Reply(t(key, who=me.name, what=Html("\n".join(rows))), cards, chat_id=person.account_id)]


async def of_absence(session: AsyncSession, me: Me, texts: Texts, whom: Me, away: Away) -> list[Reply]:
    """A new absence: to the leads where the person told it, to the person where their lead did."""
    if not away.fresh:
        return []
    if whom.member_id != me.member_id:
        return await _person(
            session, me, texts, whom, "absence-set-told", away.kind, (away.starts_on, away.ends_on)
        )
    return await to_leads(session, texts, whom, away)


async def to_leads(session: AsyncSession, texts: Texts, whom: Me, away: Away) -> list[Reply]:
    """The absence as it stands, with the buttons that decide it."""
    found = []
    for lead in await absences.told(session, whom):
        reply = absence_view.heard(texts[lead.language], whom.name, away)
        reply.chat_id = lead.account_id
        found.append(reply)
    return found


async def of_decision(session: AsyncSession, me: Me, texts: Texts, whom: Me, away: Away) -> list[Reply]:
    """An absence accepted or declined, for whose it is."""
    if whom.member_id == me.member_id:
        return []
    key = "absence-told-accepted" if away.state == "counted" else "absence-told-declined"
    return await _person(session, me, texts, whom, key, away.kind, (away.starts_on, away.ends_on))


async def of_change(session: AsyncSession, me: Me, texts: Texts, change: Change) -> list[Reply]:
    """An absence ended earlier or taken back: to the other side, and its receipts in their places."""
    if change.after is None:
        answer = await of_gone(session, me, texts, change.whom, change.kind, change.before)
    elif change.whom.member_id != me.member_id:
        answer = await _person(
            session, me, texts, change.whom, "absence-told-ended", change.kind, change.after
        )
    else:
        answer = await _leads(session, texts, change.whom, "absence-heard-ended", change.kind, change.after)
    for report_id in change.report_ids:
        try:
            done = await load(session, me, report_id)
        except NotFound:  # of a team that is no longer theirs
            continue
        answer += await in_place(session, me, texts, done)
    return answer


async def of_gone(
    session: AsyncSession, me: Me, texts: Texts, whom: Me, kind: str, days: Days
) -> list[Reply]:
    """An absence taken back: to the other side."""
    if whom.member_id != me.member_id:
        return await _person(session, me, texts, whom, "absence-told-dropped", kind, days)
    return await _leads(session, texts, whom, "absence-heard-dropped", kind, days)


async def _leads(
    session: AsyncSession, texts: Texts, whom: Me, key: str, kind: str, days: Days
) -> list[Reply]:
    return [
        Reply(
            absence_view.changed(texts[lead.language], key, kind, days, name=whom.name),
            chat_id=lead.account_id,
        )
        for lead in await absences.told(session, whom)
    ]


async def _person(
    session: AsyncSession, me: Me, texts: Texts, whom: Me, key: str, kind: str, days: Days
) -> list[Reply]:
    person = await roster.reach(session, whom.member_id)
    if person is None or person.account_id is None:
        return []
    text = absence_view.changed(texts[person.language], key, kind, days, who=me.name)
    return [Reply(text, chat_id=person.account_id)]


async def in_place(session: AsyncSession, me: Me, texts: Texts, done: Receipt) -> list[Reply]:
    """A receipt that follows a change made elsewhere, in the language of whoever's chat it is in."""
    if done.receipt_message_id is None:
        return []
    if done.chat_id > 0:
        t = texts[await behalf.language_of(session, done.chat_id, "")]
    else:
        person = await roster.reach(session, done.member_id)
        t = texts[person.language if person else ""]
    reply = view.receipt(t, me, done, brief=done.chat_id < 0)
    reply.chat_id = done.chat_id
    return [reply]

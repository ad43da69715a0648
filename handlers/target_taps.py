"""What a target's line or buttons lead to: set, asked about, looked at first, copied; and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import TargetDo, TargetVerb
from bot.i18n import Translator
from bot.replies import Answer, Button, Reply, Toast
from bot.views import target as view
from bot.views import target_copy as copies
from bot.views import target_steps as steps
from bot.views.target_words import said
from bot.views.target_words import told as told_words
from handlers.cards import Texts
from services import roster, targets
from services.access import Me, require_lead
from services.errors import Refused
from services.kpi import Kpi
from services.roster import Person, TeamOf
from services.targets import (
    Change,
    Doubt,
    Everybody,
    Kpis,
    Order,
    UnknownKpi,
    copying,
    history,
    overview,
    preview,
)
from services.targets.short import coded
from services.targets.words import kpi_of, read, settle

Whom = Person | TeamOf | Everybody


async def order_of(
    session: AsyncSession, me: Me, t: Translator, text: str, now: datetime
) -> tuple[Whom, Kpis, Order | Kpi | None]:
    """Whom a line means and what it asks for: no more than a KPI, or nothing, where that is all it names.

    Raises Refused, NotFound.
    """
    every = await targets.kpis(session, me)
    known = every
    try:
        wanted = read(text, every.catalogue, every.words, me.today(now))
        whom = await targets.whose(session, me, wanted.whom)
        known = await targets.kpis(session, me, whom)
        if wanted.kpi is None:
            return whom, known, None
        if not (wanted.amount or wanted.none):
            return whom, known, kpi_of(wanted, known.catalogue, known.words)
        kpi, value = settle(wanted, known.catalogue, known.words, me.currency)
    except UnknownKpi as error:
        near = error.nearest or list(known.catalogue.values())[:4]
        names = ", ".join(kpi.name or t.plain(f"kpi-{kpi.slug}") for kpi in near)
        raise Refused("target-kpi-unknown", name=error.args_["name"], names=names) from None
    order = Order(kpi, value, wanted.each, wanted.start, wanted.weights, wanted.reason)
    return whom, known, order


async def proceed(
    session: AsyncSession,
    me: Me,
    t: Translator,
    whom: Whom,
    order: Order,
    known: Kpis,
    now: datetime,
    *,
    sure: bool = False,
) -> tuple[Reply, list[Change]]:
    """Sets it, or asks first: everybody's is looked at before, one against the own history needs a yes."""
    today = whom.today(now)
    if isinstance(whom, Everybody):
        if order.value is not None and not sure:
            return await look_first(session, me, t, whom, order, known, now), []
        changes, skipped = await targets.set_for_all(session, me, whom.team.id, order, now=now)
        return Reply(steps.set_for_all(t, me, whom, order, changes, skipped)), changes
    wished = await targets.write(session, me, whom, order, known.catalogue, now=now, dry=True)
    if order.value is not None and order.value != wished.before and not sure:
        doubt = await doubt_of(session, me, whom, order, wished.each, now)
        if doubt is not None:
            return steps.doubted(t, me, whom, order, wished.each, doubt), []
    change = await targets.write(session, me, whom, order, known.catalogue, now=now)
    return Reply(said(t, me, change, whom, today)), [] if change.same else [change]


async def doubt_of(
    session: AsyncSession, me: Me, whom: Person | TeamOf, order: Order, each: str, now: datetime
) -> Doubt | None:
    past = await history_of(session, me, whom, order, each, now)
    return history.doubt(past, order.value or 0)


async def history_of(
    session: AsyncSession, me: Me, whom: Person | TeamOf, order: Order, each: str, now: datetime
) -> history.History:
    """What `me` may see of it: a lead what was logged in the own team."""
    id_ = whom.member_id if isinstance(whom, Person) else whom.id
    found = await history.histories(
        session,
        order.kpi,
        each,
        company_id=me.company_id,
        by="manager" if isinstance(whom, Person) else "team",
        ids=[id_],
        today=whom.today(now),
        team_ids=None if me.is_owner or me.team_id is None else [me.team_id],
    )
    return found[id_]


async def sellers_of(
    session: AsyncSession, me: Me, team: TeamOf, order: Order, each: str, now: datetime
) -> list[tuple[str, history.History]]:
    """Everybody who sells in the team, and their history."""
    people = [one for one in await roster.members(session, team.id) if one.sells]
    found = await history.histories(
        session,
        order.kpi,
        each,
        company_id=me.company_id,
        by="manager",
        ids=[one.member_id for one in people],
        today=team.today(now),
        team_ids=[team.id],
    )
    return [(one.name, found[one.member_id]) for one in people]


async def look_first(
    session: AsyncSession,
    me: Me,
    t: Translator,
    whom: TeamOf | Everybody,
    order: Order,
    known: Kpis,
    now: datetime,
) -> Reply:
    """Who would have met it in the last three periods. Raises what setting it would raise."""
    everybody = isinstance(whom, Everybody)
    team = whom.team if isinstance(whom, Everybody) else whom
    doubts: list[tuple[str, Doubt]] = []
    if isinstance(whom, Everybody):
        changes, _ = await targets.set_for_all(session, me, team.id, order, now=now, dry=True)
        each = order.each or (changes[0].each if changes else "month")
        for name, past in await sellers_of(session, me, team, order, each, now):
            found = history.doubt(past, order.value or 0)
            doubts += [(name, found)] if found else []
    else:
        each = (await targets.write(session, me, whom, order, known.catalogue, now=now, dry=True)).each
        found = await doubt_of(session, me, whom, order, each, now)
        doubts = [(whom.name, found)] if found else []
    past_periods = await preview.preview(
        session,
        targets.goal_of(order, each),
        order.kpi,
        company_id=me.company_id,
        team_id=team.id,
        today=team.today(now),
        personal=everybody,
    )
    return steps.previewed(t, me, whom, order, each, past_periods, doubts)


def told(me: Me, texts: Texts, changes: list[Change], now: datetime) -> list[Reply]:
    """One message to each person whose targets somebody else changed and whom the bot can reach."""
    replies = []
    theirs = [one for one in changes if isinstance(one.whom, Person) and not one.same]

    def of(change: Change) -> int:
        return change.whom.member_id if isinstance(change.whom, Person) else 0

    for member_id, group in groupby(sorted(theirs, key=of), key=of):
        found = list(group)
        whom = found[0].whom
        assert isinstance(whom, Person)
        if whom.account_id is not None and member_id != me.member_id:
            text = told_words(texts[whom.language], me, found, whom.today(now))
            replies.append(Reply(text, chat_id=whom.account_id))
    return replies


async def on_tap(
    query: CallbackQuery,
    callback_data: TargetDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    require_lead(me)
    do, here = callback_data, query.message.message_id if query.message else None
    reply: Reply
    changes: list[Change] = []
    match do.verb:
        case TargetVerb.LIST:
            reply = view.listed(t, me, await overview.of_whole_team(session, me, do.team, now=now), do.page)
        case TargetVerb.COPY | TargetVerb.RAISE | TargetVerb.PASTE:
            reply, changes = await _copy(session, me, t, do, now)
        case _:
            reply, changes = await _about_one(query, session, me, t, do, now)
    reply.edit = here
    done = [Toast(t.plain("toast-saved"))] if changes else []
    return [reply, *told(me, texts, changes, now), *done]


async def _copy(
    session: AsyncSession, me: Me, t: Translator, do: TargetDo, now: datetime
) -> tuple[Reply, list[Change]]:
    """Last period's targets again: how many percent, what it would be, done."""
    team = await roster.team(session, me, do.team)
    if do.verb is TargetVerb.COPY:
        return copies.copy_choice(t, team, await copying.kinds(session, me, team.id, now=now)), []
    each = steps.SHORT.get(do.each, "")
    if do.verb is TargetVerb.RAISE:
        return copies.copy_seen(t, me, await copying.look(session, me, team.id, each, do.value, now=now)), []
    changes = await copying.paste(session, me, team.id, each, do.value, now=now)
    back = [Button(t.plain("button-back"), TargetDo(verb=TargetVerb.LIST, team=team.id))]
    return Reply(copies.copied(t, me, team, changes), [back]), changes


async def _about_one(
    query: CallbackQuery, session: AsyncSession, me: Me, t: Translator, do: TargetDo, now: datetime
) -> tuple[Reply, list[Change]]:
    whom = await _whom(session, me, do)
    known = await targets.kpis(session, me, whom)
    if do.verb is TargetVerb.NO:
        return Reply(t("target-kept")), []
    if do.verb is TargetVerb.WHOM:
        return await one(session, me, t, whom, known, now), []
    kpi = coded(do.kpi, known.catalogue)
    if kpi is None:
        raise Refused("error-old-button")
    each = steps.SHORT.get(do.each)
    order = Order(kpi, do.value, each, _start(do.start))
    if do.verb is TargetVerb.KPI:
        return await how_much(session, me, t, whom, known, order, now), []
    if do.verb is TargetVerb.DROP:
        order = replace(order, value=None)
    elif do.how & view.LINE:
        order = await _from_line(query.message, session, me, t, order, now)
    if do.verb is TargetVerb.SEEN and not isinstance(whom, Person):
        return await look_first(session, me, t, whom, order, known, now), []
    sure = do.verb is TargetVerb.SURE or isinstance(whom, Everybody)
    reply, changes = await proceed(session, me, t, whom, order, known, now, sure=sure)
    if changes and do.verb in (TargetVerb.SET, TargetVerb.DROP) and not isinstance(whom, Everybody):
        return await one(session, me, t, whom, known, now), changes
    if not reply.buttons:
        reply.buttons = [[Button(t.plain("button-back"), view.do(whom, TargetVerb.WHOM))]]
    return reply, changes


def _start(ordinal: int) -> date | None:
    """What a button says of the start; None for now. Raises Refused for no day at all."""
    if ordinal > date.max.toordinal():
        raise Refused("error-old-button")
    return date.fromordinal(ordinal) if ordinal else None


async def _whom(session: AsyncSession, me: Me, do: TargetDo) -> Whom:
    if do.member:
        return await roster.person(session, me, do.member)
    team = await roster.team(session, me, do.team)
    return Everybody(team) if do.how & view.EVERYBODY else team


async def one(session: AsyncSession, me: Me, t: Translator, whom: Whom, known: Kpis, now: datetime) -> Reply:
    """The screen of one person, a team or everybody in it."""
    if isinstance(whom, Everybody):
        return view.of_one(t, me, whom, overview.Targets(known.catalogue), whom.today(now))
    found = await overview.of_one(session, me.company_id, whom, known.catalogue, now=now)
    return view.of_one(t, me, whom, found, whom.today(now))


async def how_much(
    session: AsyncSession, me: Me, t: Translator, whom: Whom, known: Kpis, order: Order, now: datetime
) -> Reply:
    """The screen of a KPI: its period kinds, and values to choose from."""
    if isinstance(whom, Everybody):
        each = order.each or "month"
        pasts = await sellers_of(session, me, whom.team, order, each, now)
        usual = history.middle(past for _, past in pasts)
        proposed = history.steps(order.kpi, each, usual, me.currency)
        return steps.of_kpi(t, me, whom, order.kpi, each, None, None, proposed)
    found = await overview.of_one(session, me.company_id, whom, known.catalogue, now=now)
    kinds = [each for slug, each in (one.key for one in found.now) if slug == order.kpi.slug]
    each = order.each or (kinds[0] if kinds else "month")
    past = await history_of(session, me, whom, order, each, now)
    proposed = history.proposals(past, me.currency, team=isinstance(whom, TeamOf))
    held = found.find(order.kpi.slug, each)
    return steps.of_kpi(t, me, whom, order.kpi, each, held, past, proposed)


async def _from_line(
    message: object, session: AsyncSession, me: Me, t: Translator, order: Order, now: datetime
) -> Order:
    """The order with what no button can carry, from the line that the question answers. Raises Refused without it."""
    line = message.reply_to_message if isinstance(message, Message) else None
    _, _, text = (line.text or "" if line else "").partition(" ")
    if not text:
        raise Refused("target-line-gone")
    try:
        _, _, again = await order_of(session, me, t, text, now)
    except Refused:
        raise Refused("target-line-gone") from None
    if not isinstance(again, Order) or again.kpi.slug != order.kpi.slug or again.value != order.value:
        raise Refused("target-line-gone")
    return replace(order, weights=again.weights, reason=again.reason)

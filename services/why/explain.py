"""A figure and everything it is made of: the same number as everywhere, and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Team
from services import plans
from services.access import Me
from services.errors import Refused
from services.kpi import Catalogue, Kpi, Part, Value, Values, measure
from services.periods import Period
from services.progress.load import in_team
from services.why import aim, books, clients, cycle
from services.why import entries as sums
from services.why.model import Left, Listed, Scope, Subject, Why
from services.why.settled import settled

OLDEST = 1990


def checked(period: Period, subject: Subject, now: datetime) -> Period:
    """The period, if there is anything to explain in it. Raises Refused."""
    if period.kind == "ever":
        raise Refused("why-period-ever")
    if period.start > now.astimezone(subject.zone).date():
        raise Refused("why-period-future")
    if period.start.year < OLDEST or period.end <= period.start:
        raise Refused("error-old-button")
    return period


async def figure(session: AsyncSession, subject: Subject, period: Period, kpis: list[Kpi]) -> Values:
    """The values of some KPIs, by slug: what every other view shows."""
    scope = subject.scope(period)
    found = await measure(
        session,
        kpis,
        company_id=subject.company_id,
        by=subject.by,
        period=period,
        member_ids=scope.member_ids,
        team_ids=scope.team_ids,
    )
    return found[subject.id]


async def explain(
    session: AsyncSession,
    me: Me,
    subject: Subject,
    kpi: Kpi,
    period: Period,
    catalogue: Catalogue,
    *,
    now: datetime,
    page: int = 0,
) -> Why:
    """The figure of a subject that `me` may look at (`subject` checks). Raises Refused for a period without any."""
    period = checked(period, subject, now)
    scope = subject.scope(period)
    today = now.astimezone(subject.zone).date()
    values = await figure(session, subject, period, [kpi])
    value = values[kpi.slug]
    found: dict[str, Any] = await _behind(session, me, scope, kpi, page, value)
    if kpi.slug == "conversion":
        activity = await _main_activity(session, subject, catalogue)
        found["bases"] = ((catalogue["deals"], Value(value.top)), (activity, Value(value.bottom)))
    elif kpi.bases:
        parts = await figure(session, subject, period, list(kpi.bases))
        found["bases"] = tuple((base, parts[base.slug]) for base in kpi.bases)
    if kpi.slug == "retention":
        found["base"] = await clients.base_of(session, subject, period)
    named = [base for base, _ in found.get("bases", ()) if base is not None]
    of = await books.numbers(session, subject.company_id, [kpi, *named])
    plan, elsewhere = await _plan(session, subject, period, kpi)
    return Why(
        subject=subject,
        kpi=kpi,
        period=period,
        today=today,
        value=value,
        values=values,
        numbers={of[one.slug]: one for one in (kpi, *named)},
        aim=_held(plan, subject, period, catalogue, kpi, value, over=today >= period.end),
        elsewhere=elsewhere,
        settled=None if elsewhere else await settled(session, subject, kpi.slug, period),
        **found,
    )


async def _behind(
    session: AsyncSession, me: Me, scope: Scope, kpi: Kpi, page: int, value: Value
) -> dict[str, Any]:
    """The rows, the parts and what was left out, each KPI in its own way."""
    left: tuple[Left, ...]
    match kpi.slug:
        case "new_clients":
            rows, left = await clients.new_clients(session, scope, page)
            return {
                "listed": rows,
                "left": (*sums.left_of(kpi, await sums.tally(session, scope)), *left),
            }
        case "retention":
            rows, left = await clients.retention(session, me, scope, page, value.bottom)
            return {"listed": rows, "left": left}
        case "repeat_rate":
            rows, left = await clients.repeat_rate(session, me, scope, page, value.bottom)
            return {"listed": rows, "left": left}
        case "sales_cycle":
            return {"listed": await cycle.listed(session, me, scope, page)}
        case "conversion":
            return {"listed": Listed()}
    if kpi.bases:
        return {"listed": Listed()}
    rows = await sums.listed(session, scope, kpi, page)
    if kpi.kinds[0] == "deal":
        all_ = await sums.tally(session, scope)
        return {"listed": rows, "parts": sums.parts_of(kpi, all_), "left": sums.left_of(kpi, all_)}
    if kpi.unit == "money":
        return {"listed": rows, "left": await sums.without_amount(session, scope, kpi)}
    return {"listed": rows}


async def _main_activity(session: AsyncSession, subject: Subject, catalogue: Catalogue) -> Kpi | None:
    """The main activity, None where teams of the subject have different ones."""
    query = select(Team.main_activity).where(Team.company_id == subject.company_id).distinct()
    if subject.team_id is not None:
        query = query.where(Team.id == subject.team_id)
    found = list(await session.scalars(query))
    return catalogue.get(found[0]) if len(found) == 1 else None


async def _plan(
    session: AsyncSession, subject: Subject, period: Period, kpi: Kpi
) -> tuple[plans.Plans, bool]:
    """Targets and calendars; and whether entries of another team would belong to the person's figure."""
    if subject.by == "company":
        return plans.Plans(), False
    found = await plans.load(
        session,
        company_id=subject.company_id,
        start=period.start,
        end=period.end,
        member_ids=subject.member_ids,
        team_ids=(subject.id,) if subject.by == "team" else None,
    )
    narrow, plan = subject.team_ids, found.members.get(subject.id)
    if subject.by != "manager" or narrow is None or plan is None:
        return found, False
    earlier_too = kpi.slug in ("retention", "repeat_rate")
    return found, any(
        team not in narrow and first < period.end and (earlier_too or last is None or last > period.start)
        for team, first, last in plan.stays
    )


def _held(
    found: plans.Plans,
    subject: Subject,
    period: Period,
    catalogue: Mapping[str, Kpi],
    kpi: Kpi,
    value: Value,
    *,
    over: bool,
) -> Any:
    if period.kind not in plans.KINDS:
        return None
    if subject.by == "manager" and (plan := found.members.get(subject.id)) is not None:
        if subject.team_ids is not None:
            plan = in_team(plan, subject.team_ids)  # as the lead sees it everywhere
        return aim.of_person(plan, period, catalogue, kpi, value, over=over)
    if subject.by == "team" and (team := found.teams.get(subject.id)) is not None:
        return aim.of_group(team, found, period, catalogue, kpi, value, over=over)
    return None


async def choice(
    session: AsyncSession, subject: Subject, period: Period, *, now: datetime
) -> list[tuple[int, Kpi, Value]]:
    """(button's number, KPI, value) of what has a value or a target in the period."""
    period = checked(period, subject, now)
    there = await books.known(session, subject)
    kpis = list(there.values())
    values = await figure(session, subject, period, kpis)
    held, _ = await _plan(session, subject, period, kpis[0])
    plan: Any = held.members.get(subject.id) if subject.by == "manager" else held.teams.get(subject.id)
    aimed = {goal.kpi for goal in plan.goals.of(period)} if plan is not None else set()
    some = [
        kpi
        for kpi in kpis
        if (values[kpi.slug].exists and values[kpi.slug].top) or (kpi.slug in aimed and not kpi.retired)
    ]
    of = await books.numbers(session, subject.company_id, some)
    return [(of[kpi.slug], kpi, values[kpi.slug]) for kpi in some]


__all__ = ["Part", "checked", "choice", "explain", "figure"]

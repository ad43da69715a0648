"""Words in, one service call, a reply out: one file per topic."""

from __future__ import annotations

from aiogram import Router


def routers() -> list[Router]:
    """Every topic's router, in the order they are asked: reports first, the fallback last."""
    from handlers import (
        absence,
        calendar,
        cards,
        contacts,
        dispute,
        fallback,
        fixes,
        goal,
        help,
        invites,
        join,
        kpi,
        language,
        lists,
        me,
        members,
        people,
        presence,
        receipt,
        report,
        requests,
        setup,
        start,
        target,
        team,
        why,
    )

    # Plain text first; forwards and replies look like it, so what they mean elsewhere is asked before the report.
    inside = [report.plain_router(), dispute.replies_router(), kpi.replies_router()]
    inside += [topic.router() for topic in (contacts, fixes, report, receipt)]
    figures = [topic.router() for topic in (why, dispute, me, team, target, lists, cards)]
    figures += [absence.router(), calendar.router(), kpi.router()]
    figures += [requests.router(), goal.router()]
    private = [people.router(), invites.router(), setup.members_router(), help.members_router()]
    outside = [topic.router() for topic in (start, setup, join, language, help, presence)]
    return [
        *(members.members_only(router) for router in inside),
        *(members.private_taps(members.members_only(router)) for router in (*figures, *private)),
        *(members.private_taps(router) for router in outside),
        fallback.router(),
    ]

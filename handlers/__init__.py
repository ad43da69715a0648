"""Words in, one service call, a reply out: one file per topic."""

from __future__ import annotations

from aiogram import Router


def routers() -> list[Router]:
    """Every topic's router, in the order they are asked: reports first, the fallback last."""
    from handlers import (
        cards,
        contacts,
        fallback,
        fixes,
        help,
        invites,
        join,
        language,
        lists,
        me,
        members,
        people,
        presence,
        receipt,
        report,
        setup,
        start,
        target,
        team,
    )

    # Forwards and replies to a card look like plain text, which the report takes all of.
    inside = [topic.router() for topic in (contacts, fixes, report, receipt)]
    figures = [topic.router() for topic in (me, team, target, lists, cards)]
    private = [people.router(), invites.router(), setup.members_router(), help.members_router()]
    outside = [topic.router() for topic in (start, setup, join, language, help, presence)]
    return [
        *(members.members_only(router) for router in inside),
        *(members.private_taps(members.members_only(router)) for router in (*figures, *private)),
        *(members.private_taps(router) for router in outside),
        fallback.router(),
    ]

"""Words in, one service call, a reply out: one file per topic."""

from __future__ import annotations

from aiogram import Router


def routers() -> list[Router]:
    """Every topic's router, in the order they are asked: reports first, the fallback last."""
    from handlers import fallback, members, receipt, report

    inside = [report, receipt]
    return [*(members.members_only(topic.router()) for topic in inside), fallback.router()]

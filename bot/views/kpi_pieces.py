"""Pieces of a message that were not understood: a lead may count them, a manager may ask for it."""

from __future__ import annotations

from bot.callbacks_kpi import KpiDo, KpiVerb
from bot.i18n import Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.kpi import label
from services.access import Me
from services.entries import Receipt
from services.own_kpis import countable
from services.own_kpis.pieces import Piece, fingerprint

SHOWN_PIECES = 2


def pieces(t: Translator, me: Me, r: Receipt) -> Keyboard:
    """Under a receipt: a lead may count what was not understood, a manager may ask for it."""
    mine = r.member_id == me.member_id and me.team_id is not None
    if not r.unknown or r.chat_id < 0 or not (mine or (me.leads and r.whose)):
        return []
    key, verb = ("button-own-piece", KpiVerb.PIECE) if me.leads else ("button-own-suggest", KpiVerb.SUGGEST)
    named = [(piece, countable(piece, me.words)) for piece in r.unknown[: 3 * SHOWN_PIECES]]
    fit = [(piece, name) for piece, name in named if name is not None][:SHOWN_PIECES]
    return [
        [
            Button(
                t.plain(key, name=label(name)),
                KpiDo(verb=verb, id=r.report_id, arg=fingerprint(piece)),
            )
        ]
        for piece, name in fit
    ]


def piece(t: Translator, one: Piece) -> Reply:
    """What would be counted, before it is."""
    yes = KpiDo(verb=KpiVerb.COUNT, id=one.report_id, arg=one.mark)
    text = t("own-piece", name=one.name, piece=one.text[:60])
    return Reply(text, [[Button(t.plain("button-own-piece-yes", name=label(one.name)), yes)]])


def suggested(t: Translator, who: str, one: Piece) -> Reply:
    """For the lead: what a manager would like to have counted."""
    yes = KpiDo(verb=KpiVerb.COUNT, id=one.report_id, arg=one.mark)
    text = t("own-suggested", who=who, name=one.name, piece=one.text[:60])
    return Reply(text, [[Button(t.plain("button-own-piece-yes", name=label(one.name)), yes)]])

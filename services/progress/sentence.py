"""The one most useful sentence: the first of these rules that holds. No chance, no words: those are in the texts.

1. `over-met`, `over-missed`: the period has ended (without targets there is nothing to say).
2. `absent`: away today; targets are smaller for it.
3. `quiet-none`: no target, nothing logged on a working day past its middle.
4. `no-target`: nothing to be held against.
5. `limit-over`: a limit is used up.
6. `met`: every target is met; of limits, within so far (only limits: that is not met yet).
7. `last`: no working day left, and a gap.
8. `risk`: at risk or behind: what closes the gap a day, in activities where that is known.
9. `limit-fast`: a limit is used up faster than the period passes.
10. `little`: a little behind: today's need.
11. `quiet`: nothing logged yet on a working day past its middle.
12. `ahead`: on pace: the cushion.
13. `early`: early days: the need a day.
14. `level`: a level target that is not met: the gap.
15. `limit-within`: only limits, none used up too fast: what is left.
16. `wait`: what can only be said at the end (retention).

Where several targets fit a rule, the one with the worst pace, then the first, is spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from services.kpi import NO_VALUE, Value
from services.progress.load import Progress
from services.progress.standing import (
    BEHIND,
    EARLY,
    LITTLE,
    ON_PACE,
    RISK,
    Stand,
    less,
    minus,
)

HALF_A_DAY = 50  # percent of the working hours: from then on a day without entries is worth a word


@dataclass(frozen=True, slots=True)
class Sentence:
    """`rule` as above; `stand`: of which target; `value`: the need, cushion or gap in the KPI's unit.

    `activities`: the same need in the team's main activity, a day; `met` of `of` targets were met.
    """

    rule: str
    stand: Stand | None = None
    value: Value = NO_VALUE
    activities: Value = NO_VALUE
    met: int = 0
    of: int = 0


def sentence(progress: Progress) -> Sentence | None:
    """The first rule that holds."""
    at, stands = progress.at, progress.stands
    if at.ended:
        return _ended(stands)
    quiet = (
        at.works_today and not at.away_today and progress.entries_today == 0 and at.spent_today >= HALF_A_DAY
    )
    if at.away_today:
        return Sentence("absent")
    if not stands:
        return Sentence("quiet-none" if quiet else "no-target")
    used_up = [one for one in stands if one.kpi.limit and one.met is False]
    if used_up:
        return Sentence("limit-over", used_up[0], minus(used_up[0].actual, used_up[0].asked))
    if all(one.met for one in stands) and not all(one.kpi.limit for one in stands):
        return Sentence("met", stands[0], met=len(stands), of=len(stands))
    open_ = [one for one in stands if one.kpi.cumulative and not one.kpi.limit and not one.met]
    limits = [one for one in stands if one.kpi.limit]
    if open_ and at.left <= 0:
        return Sentence("last", _worst(open_), _worst(open_).gap)
    if behind := [one for one in open_ if one.label in (RISK, BEHIND)]:
        return _need("risk", _worst(behind), progress)
    if fast := [one for one in limits if one.label in (RISK, BEHIND, LITTLE)]:
        return Sentence("limit-fast", _worst(fast), fast[0].gap)
    if little := [one for one in open_ if one.label == LITTLE]:
        return _need("little", _worst(little), progress)
    if quiet:
        return Sentence("quiet")
    if ahead := [one for one in open_ if one.label == ON_PACE]:
        return Sentence("ahead", ahead[0], minus(ahead[0].actual, ahead[0].expected))
    if early := [one for one in open_ if one.label == EARLY]:
        return _need("early", early[0], progress)
    level = [one for one in stands if not one.kpi.cumulative and one.met is False]
    if level:
        one = level[0]
        gap = minus(one.asked, one.actual) if less(one.actual, one.asked) else minus(one.actual, one.asked)
        return Sentence("level", one, gap)
    if len(limits) == len(stands):
        return Sentence("limit-within", limits[0], limits[0].gap)
    return Sentence("wait", next((one for one in stands if one.met is None), stands[0]))


def _ended(stands: tuple[Stand, ...]) -> Sentence | None:
    if not stands:
        return None
    met = sum(one.met is True for one in stands)
    if met == len(stands):
        return Sentence("over-met", stands[0], met=met, of=len(stands))
    missed = next(one for one in stands if one.met is not True)
    return Sentence("over-missed", missed, missed.gap, met=met, of=len(stands))


def _need(rule: str, one: Stand, progress: Progress) -> Sentence:
    return Sentence(rule, one, one.needed, in_activities(one, progress))


def in_activities(one: Stand, progress: Progress) -> Value:
    """What a day needs, in the team's main activity; no value where it does not follow or is not known."""
    if progress.effort is None or one.met or not one.needed.exists:
        return NO_VALUE
    return progress.effort.for_kpi(one.kpi.slug, one.needed)


def _worst(stands: Iterable[Stand]) -> Stand:
    def pace(one: Stand) -> Fraction:
        return Fraction(one.pace.top, one.pace.bottom) if one.pace.exists else Fraction(2)

    return min(stands, key=pace)

"""What the buttons of explanations and disputes send back: ids and a verb, as everywhere."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import Number, base36
from services.periods import Period


class WhyVerb(StrEnum):
    SHOW = "show"  # the figure explained
    LIST = "list"  # which KPI?
    DISPUTE = "dispute"  # "this is wrong"


class By(StrEnum):
    MANAGER = "m"
    TEAM = "t"
    COMPANY = "c"


NAMES = {By.MANAGER: "manager", By.TEAM: "team", By.COMPANY: "company"}


class WhyDo(CallbackData, prefix="w"):
    """`kpi`: its number (`services.why.numbers`); `by` and `id`: whose; `start`, `end`: date ordinals."""

    verb: WhyVerb
    kpi: Number = 0
    by: By = By.MANAGER
    id: Number = 0
    start: Number = 0
    end: Number = 0
    page: Number = 0

    @classmethod
    def of(cls, verb: WhyVerb, by: str, id_: int, period: Period, kpi: int = 0, page: int = 0) -> WhyDo:
        start, end = period.start.toordinal(), min(period.end, date.max).toordinal()
        return cls(verb=verb, kpi=kpi, by=By(by[0]), id=id_, start=start, end=end, page=page)

    def short(self) -> str:
        """The way back to an explanation in the few bytes that a card's buttons can spare."""
        numbers = (self.kpi, self.id, self.start, self.end, self.page)
        code = "w" + self.by + ".".join(base36(n) for n in numbers)
        return code if len(code) <= 26 else ""

    @classmethod
    def from_short(cls, text: str) -> WhyDo | None:
        """What `short` wrote; None for anything else."""
        if text[:1] != "w":
            return None
        try:
            by = By(text[1:2])
            kpi, id_, start, end, page = (int(part, 36) for part in text[2:].split("."))
            return cls(verb=WhyVerb.SHOW, kpi=kpi, by=by, id=id_, start=start, end=end, page=page)
        except ValueError:
            return None


class DisputeVerb(StrEnum):
    ENTRY = "entry"  # id: an entry that its writer holds to be wrong
    SEND = "send"  # without a word
    CANCEL = "cancel"  # before it was sent
    WITHDRAW = "withdraw"
    SHOW = "show"
    ACCEPT = "accept"
    REJECT = "reject"
    WORDS = "words"  # the lead may add some: how


class DisputeDo(CallbackData, prefix="d"):
    """`id`: the dispute, but for `entry`."""

    verb: DisputeVerb
    id: Number

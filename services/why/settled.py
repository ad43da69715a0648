"""What a closed period stored of a figure, and the correction that stands beside it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Closing, Correction, Result
from services.kpi import Value
from services.periods import Period
from services.why.model import Settled, Subject


async def settled(session: AsyncSession, subject: Subject, kpi: str, period: Period) -> Settled | None:
    """None while the period is not closed. Source: kpi.md, "Closing a period"."""
    query = (
        select(Result.id, Result.top, Result.bottom, Closing.closed_at)
        .join(Closing, Closing.id == Result.closing_id)
        .where(
            Closing.company_id == subject.company_id,
            Closing.period == period.kind,
            Closing.starts_on == period.start,
            Result.by == subject.by,
            Result.scope_id == subject.id,
            Result.kpi == kpi,
        )
        .order_by(Result.id.desc())
        .limit(1)
    )
    row = (await session.execute(query)).first()
    if row is None:
        return None
    later = select(Correction.top, Correction.bottom).where(Correction.result_id == row.id)
    last = (await session.execute(later.order_by(Correction.id.desc()).limit(1))).first()
    stored = Value(row.top, row.bottom)
    corrected = Value(last.top, last.bottom) if last is not None else None
    return Settled(stored, row.closed_at, corrected if corrected != stored else None)

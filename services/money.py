"""Money: integer minor units and a currency; Decimal only at the edges, never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from services.parsing import minor_digits


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units (kopecks, cents, …) of an ISO 4217 `currency`."""

    minor: int
    currency: str

    @property
    def decimal(self) -> Decimal:
        return from_minor(self.minor, self.currency)


def to_minor(amount: Decimal, currency: str) -> int:
    """Minor units of a decimal amount, half-up."""
    return int(amount.scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_UP))


def from_minor(minor: int, currency: str) -> Decimal:
    """The decimal amount with exactly the currency's digits."""
    digits = minor_digits(currency)
    return Decimal(minor).scaleb(-digits).quantize(Decimal(1).scaleb(-digits))


def divide(numerator: int, denominator: int) -> int:
    """numerator / denominator, rounded half-up (away from zero), without floats."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    n, d = abs(numerator), abs(denominator)
    return sign * ((2 * n + d) // (2 * d))

"""Ways to load a bot: a backlog at once, one message in flight, arrivals by chance, 64 chats in a closed loop."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from dataclasses import dataclass

from benchmarks.subjects import Subject, latencies
from benchmarks.words import MANAGERS, Talk


@dataclass(slots=True)
class Drained:
    per_second: float
    cpu_us: float  # of the bot's process, per update


async def warm(subject: Subject, talk: Talk) -> None:
    """Every chat has spoken once or twice before anything is measured."""
    for n in range(MANAGERS * 2):
        subject.says(n % MANAGERS, talk.line(n % MANAGERS))
    await subject.until_answered()
    await asyncio.sleep(0.2)


async def drain(subject: Subject, talk: Talk, messages: int) -> Drained:
    """Everything is queued at once; the time until all is answered."""
    for n in range(messages):
        subject.says(n % MANAGERS, talk.line(n % MANAGERS))
    cpu, began = subject.cpu_seconds(), time.perf_counter()
    await subject.until_answered()
    seconds = time.perf_counter() - began
    await asyncio.sleep(0.2)  # marks of the last answers belong to the work
    return Drained(messages / seconds, (subject.cpu_seconds() - cpu) / messages * 1e6)


async def one_by_one(subject: Subject, talk: Talk, messages: int) -> list[float]:
    """Seconds until each answer, the next message only then."""
    say, found = latencies(subject)
    for n in range(messages):
        say(n % MANAGERS, talk.line(n % MANAGERS))
        await subject.until_answered()
        await asyncio.sleep(0.001)
    subject.on_answer = None
    return found


async def by_chance(subject: Subject, talk: Talk, rate: float, seconds: float, seed: int) -> list[float]:
    """Poisson arrivals; seconds until each answer."""
    dice = random.Random(seed)
    say, found = latencies(subject)
    at = began = time.perf_counter()
    while at - began < seconds:
        at += dice.expovariate(rate)
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        manager = dice.randrange(MANAGERS)
        say(manager, talk.line(manager))
    await subject.until_answered()
    subject.on_answer = None
    return found


async def stalls(subject: Subject, talk: Talk, seconds: float) -> dict[str, float]:
    """64 chats, each with one message in flight, while the probe watches the bot's event loop."""
    until = time.perf_counter() + seconds

    def next_one(manager: int, at: float) -> None:
        if at < until:
            subject.says(manager, talk.line(manager))

    subject.signal(signal.SIGUSR1)
    subject.on_answer = next_one
    began, first = time.perf_counter(), subject.answered
    for manager in range(MANAGERS):
        subject.says(manager, talk.line(manager))
    await subject.until_answered()
    took = time.perf_counter() - began
    subject.on_answer = None
    subject.signal(signal.SIGUSR1)
    return {**await subject.hear(), "per_second": (subject.answered - first) / took}


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

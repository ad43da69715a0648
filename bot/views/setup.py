"""The questions of setting up, one a message."""

from __future__ import annotations

from datetime import datetime

from bot import places
from bot.callbacks_people import InviteDo, InviteVerb, PeopleDo, PeopleVerb, SetupDo, SetupVerb
from bot.i18n import Translator, languages
from bot.replies import Button, Keyboard, Reply
from services.setup import Draft, Made


def question(t: Translator, d: Draft, now: datetime) -> Reply:
    """What is asked next."""
    match d.step:
        case "company":
            rows: Keyboard = []
            text = t("setup-company")
        case "currency":
            text = t("setup-currency", company=d.company)
            codes = [
                Button(places.currency_name(code, t.language), SetupDo(verb=SetupVerb.CURRENCY, arg=code))
                for code in places.currencies(d.currency, t.language)
            ]
            rows = [codes[n : n + 3] for n in range(0, len(codes), 3)]
        case "team":
            rows = []
            text = t("setup-team")
        case "zone":
            text = t("setup-zone", country=places.country_name(d.country, t.language))
            rows = _zones(t, d, now)
        case _:
            text = t(
                "setup-place" if d.company_id is None else "setup-place-again",
                team=d.team,
                place=places.name(d.country, d.timezone, t.language),
                language=language_name(d.language),
            )
            rows = _place(t, d, now)
    return Reply(text, [*rows, [Button(t.plain("button-cancel"), SetupDo(verb=SetupVerb.CANCEL))]])


def _place(t: Translator, d: Draft, now: datetime) -> Keyboard:
    here = places.name(d.country, d.timezone, t.language)
    others = []
    for code in places.countries(d.country, t.language):
        country = places.country_name(code, t.language)
        if code == d.country:
            if len(places.zones(code, now)) < 2:
                continue
            country = t.plain("button-setup-other-city", country=country)
        others.append(Button(country, SetupDo(verb=SetupVerb.COUNTRY, arg=code)))
    tongues = [
        Button(
            t.plain("button-setup-language", language=language_name(code)),
            SetupDo(verb=SetupVerb.LANGUAGE, arg=code),
        )
        for code in languages()
        if code != d.language
    ]
    return [
        [Button(t.plain("button-setup-yes", place=here), SetupDo(verb=SetupVerb.YES))],
        *(others[n : n + 2] for n in range(0, len(others), 2)),
        *([one] for one in tongues),
    ]


def _zones(t: Translator, d: Draft, now: datetime) -> Keyboard:
    buttons = [
        Button(
            t.plain("button-setup-zone", city=places.city(zone, t.language), time=places.clock(zone, now)),
            SetupDo(verb=SetupVerb.ZONE, arg=zone),
        )
        for zone in places.zones(d.country, now)
    ]
    return [buttons[n : n + 2] for n in range(0, len(buttons), 2)]


def language_name(code: str) -> str:
    """The language in itself: «Русский»."""
    return Translator(code).plain("language-name")


def answered(t: Translator, d: Draft, made: Made, country: str, timezone: str) -> Reply:
    """What was made."""
    place = places.name(country, timezone, t.language)
    invite = [Button(t.plain("button-invite"), InviteDo(verb=InviteVerb.TEAM, team=made.team_id))]
    if not made.first:
        done = t("setup-team-done", team=made.team, place=place, language=language_name(d.language))
        return Reply(done, [invite])
    aside = [Button(t.plain("button-not-selling"), PeopleDo(verb=PeopleVerb.ASIDE, id=made.member_id))]
    done = t(
        "setup-done",
        company=made.company,
        currency=made.currency,
        team=made.team,
        place=place,
        language=language_name(d.language),
    )
    return Reply(done, [invite, aside])

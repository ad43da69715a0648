"""People on screen: the roster, a person's card, invitations, what joining means."""

from __future__ import annotations

from collections import Counter

from bot.callbacks_calendar import AbsenceDo, AbsenceVerb
from bot.callbacks_people import InviteDo, InviteVerb, JoinDo, LeaveDo, LeaveVerb, PeopleDo, PeopleVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from services.access import Me
from services.invites import Listed
from services.inviting import SIZES, Link
from services.joining import Offer
from services.names import person_key
from services.people import Person
from services.roles import Card

PAGE = 8
SHOWN_LINKS = 20
NAMED = 5  # of those who will see somebody's figures; the others are counted


def role_name(t: Translator, role: str) -> str:
    """«менеджер»; what is no role is shown as none."""
    return t(f"role-{role}" if role in ("owner", "lead", "manager") else "role-none")


def labels(people: list[Person]) -> dict[int, str]:
    """A name for each; namesakes are told apart by @username, else by their number."""
    names = Counter(person_key(person.name) for person in people)
    return {
        person.member_id: person.name
        if names[person_key(person.name)] == 1
        else f"{person.name} · {'@' + person.username if person.username else f'№{person.member_id}'}"
        for person in people
    }


def roster(t: Translator, me: Me, people: list[Person], page: int = 0) -> Reply:
    """The list, a button a person, eight on a page."""
    pages = max((len(people) + PAGE - 1) // PAGE, 1)
    page = min(page, pages - 1)
    names = labels(people)
    here = people[page * PAGE : (page + 1) * PAGE]
    title = t("people-title", n=len(people), name=me.company_name if me.is_owner else me.team_name or "")
    lines = [title]
    rows: Keyboard = []
    team: int | None = -1
    for person in here:
        if me.is_owner and person.team_id != team:
            team = person.team_id
            lines.append("\n" + (t("people-team", team=person.team) if person.team else t("people-no-team")))
        lines.append(
            t("people-line", name=names[person.member_id], role=Html(_role(t, person)))
            + ("" if person.account_id else " " + t("people-not-joined"))
        )
        card = PeopleDo(verb=PeopleVerb.CARD, id=person.member_id)
        rows.append([Button(t.plain("people-button", name=names[person.member_id]), card)])
    if pages > 1:
        lines.append("\n" + t("page-of", page=page + 1, pages=pages))
        turn = [
            Button(sign, PeopleDo(verb=PeopleVerb.LIST, arg=to))
            for sign, to in (("‹", page - 1), ("›", page + 1))
            if 0 <= to < pages
        ]
        rows.append(turn)
    rows.append([Button(t.plain("button-invite"), InviteDo(verb=InviteVerb.LIST))])
    return Reply("\n".join(lines), rows)


def _role(t: Translator, person: Person) -> str:
    """«владелец, руководитель»: both where an owner also works in a team."""
    if person.is_owner and person.team_role:
        return f"{t('role-owner')}, {role_name(t, person.team_role)}"
    return role_name(t, person.role)


def card(t: Translator, c: Card) -> Reply:
    """A person with what can be done."""
    person = c.person
    lines = [t("card-person", name=person.name, role=Html(_role(t, person)))]
    lines.append(t("people-team", team=person.team) if person.team else t("people-no-team"))
    if person.username:
        lines.append(t("card-username", username=person.username))
    if person.account_id is None:
        lines.append(t("card-not-joined"))
    elif not person.reachable:
        lines.append(t("card-unreachable"))
    shown = (
        ("link", PeopleVerb.LINK),
        ("promote", PeopleVerb.PROMOTE),
        ("demote", PeopleVerb.DEMOTE),
        ("move", PeopleVerb.MOVE),
        ("aside", PeopleVerb.ASIDE),
        ("own", PeopleVerb.OWN),
        ("disown", PeopleVerb.DISOWN),
        ("remove", PeopleVerb.REMOVE),
    )
    rows: Keyboard = [
        [Button(t.plain(f"button-{name}"), PeopleDo(verb=verb, id=person.member_id))]
        for name, verb in shown
        if name in c.may
    ]
    if person.team_id is not None:
        away = AbsenceDo(verb=AbsenceVerb.LIST, id=person.member_id)
        rows.append([Button(t.plain("button-absence-list"), away)])
    rows.append([Button(t.plain("button-back"), PeopleDo(verb=PeopleVerb.LIST))])
    return Reply("\n".join(lines), rows)


def confirm(t: Translator, key: str, person: Person, yes: PeopleVerb) -> Reply:
    """A question before something that is felt; no is first under the thumb's reach, on the card."""
    back = Button(t.plain("button-back"), PeopleDo(verb=PeopleVerb.CARD, id=person.member_id))
    done = Button(t.plain(f"button-{key}-yes"), PeopleDo(verb=yes, id=person.member_id))
    return Reply(t(f"confirm-{key}", name=person.name), [[done], [back]])


def choose_team(t: Translator, person: Person, teams: list[tuple[int, str]]) -> Reply:
    rows: Keyboard = [
        [Button(name, PeopleDo(verb=PeopleVerb.SET_TEAM, id=person.member_id, arg=team_id))]
        for team_id, name in teams
        if team_id != person.team_id
    ]
    rows.append([Button(t.plain("button-back"), PeopleDo(verb=PeopleVerb.CARD, id=person.member_id))])
    return Reply(t("choose-team-for", name=person.name), rows)


def leaving(t: Translator, me: Me) -> Reply:
    rows: Keyboard = [
        [Button(t.plain("button-stay"), LeaveDo(verb=LeaveVerb.NO))],
        [Button(t.plain("button-leave-yes"), LeaveDo(verb=LeaveVerb.YES))],
    ]
    return Reply(t("leave-confirm", company=me.company_name), rows)


# -- invitations --------------------------------------------------------------------------------


def invitations(t: Translator, me: Me, teams: list[tuple[int, str]], links: list[Listed]) -> Reply:
    """Make a link: for a role, or first for a team where there are several; and the links that work now."""
    lines = [t("invite-title") if teams else t("invite-no-team")]
    rows: Keyboard = []
    if len(teams) == 1:
        rows += _roles(t, teams[0][0])
        lines.append(t("invite-choose-role", team=teams[0][1]))
    elif teams:
        lines.append(t("invite-choose-team"))
        rows += [[Button(name, InviteDo(verb=InviteVerb.TEAM, team=team_id))] for team_id, name in teams]
    if links:
        lines.append("\n" + t("invite-live"))
    for link in links[:SHOWN_LINKS]:
        lines.append(_link_line(t, me, link))
        dead = InviteDo(verb=InviteVerb.REVOKE, id=link.id)
        rows.append([Button(t.plain("button-revoke", id=link.id), dead)])
    if len(links) > SHOWN_LINKS:
        lines.append(t("and-more", n=len(links) - SHOWN_LINKS))
    return Reply("\n".join(lines), rows)


def _link_line(t: Translator, me: Me, link: Listed) -> str:
    left = link.max_uses - link.uses
    until = link.expires_at.astimezone(me.zone())
    role = Html(role_name(t, link.role))
    if link.whom:
        return t("invite-line-for", id=link.id, team=link.team or "", role=role, name=link.whom, until=until)
    return t("invite-line", id=link.id, team=link.team or "", role=role, n=left, until=until)


def _roles(t: Translator, team_id: int) -> Keyboard:
    return [
        [
            Button(t.plain(f"button-invite-{role}"), InviteDo(verb=InviteVerb.ROLE, team=team_id, role=role))
            for role in ("manager", "lead")
        ]
    ]


def choose_role(t: Translator, team: tuple[int, str]) -> Reply:
    back = [Button(t.plain("button-back"), InviteDo(verb=InviteVerb.LIST))]
    return Reply(t("invite-choose-role", team=team[1]), [*_roles(t, team[0]), back])


def choose_uses(t: Translator, team: tuple[int, str], role: str) -> Reply:
    make = [
        Button(t.plain("button-uses", n=n), InviteDo(verb=InviteVerb.MAKE, team=team[0], role=role, uses=n))
        for n in SIZES
    ]
    back = [Button(t.plain("button-back"), InviteDo(verb=InviteVerb.LIST))]
    return Reply(t("invite-choose-uses", team=team[1], role=Html(role_name(t, role))), [make, back])


def link(t: Translator, me: Me, made: Link) -> Reply:
    """The link itself: shown this once."""
    until = made.expires_at.astimezone(me.zone())
    role = Html(role_name(t, made.role))
    if made.whom:
        text = t("invite-made-for", team=made.team, role=role, name=made.whom, until=until)
    else:
        text = t("invite-made", team=made.team, role=role, n=made.uses, until=until)
    return Reply(f"{text}\n{made.url}", [[Button(t.plain("button-links"), InviteDo(verb=InviteVerb.LIST))]])


# -- joining ------------------------------------------------------------------------------------


def offer(t: Translator, o: Offer, payload: str) -> Reply:
    """What joining means; the button agrees."""
    role = Html(role_name(t, o.role))
    if o.kind == "here":
        return Reply(t("join-here", team=o.team))
    watchers = ", ".join(o.watchers[:NAMED])
    if len(o.watchers) > NAMED:
        watchers += " " + t.plain("and-more", n=len(o.watchers) - NAMED)
    if o.kind == "move":
        agree = Button(t.plain("button-join-move", team=o.team), JoinDo(token=payload))
        return Reply(t("join-move", team=o.team, role=role, watchers=watchers, n=len(o.watchers)), [[agree]])
    lines = [t("join-title", company=o.company, team=o.team, role=role)]
    if o.whom:
        lines.append(t("join-history", name=o.whom, n=o.entries))
    lines += [
        t("join-who-sees", watchers=watchers, n=len(o.watchers)),
        t("join-what-stored"),
        t("join-more"),
    ]
    return Reply("\n\n".join(lines), [[Button(t.plain("button-agree"), JoinDo(token=payload))]])

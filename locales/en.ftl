### Kakdela talks to people: warm, short, plain. Every key is in ru.ftl too.

-brand = Kakdela

## Entries

n-deal = { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}
n-refund = { $n ->
    [one] { $n } refund
   *[other] { $n } refunds
}
n-call = { $n ->
    [one] { $n } call
   *[other] { $n } calls
}
n-contact = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
n-meeting = { $n ->
    [one] { $n } meeting
   *[other] { $n } meetings
}
n-demo = { $n ->
    [one] { $n } demo
   *[other] { $n } demos
}
n-proposal = { $n ->
    [one] { $n } proposal
   *[other] { $n } proposals
}
n-invoice = { $n ->
    [one] { $n } invoice
   *[other] { $n } invoices
}
n-other = { $kind }: { $n }
one-deal = Deal
one-refund = Refund
one-proposal = Proposal
one-invoice = Invoice
further-payment = Further payment { $amount }
client-name = { $name }
client-none = no client
client-new = new client
client-repeat = repeat purchase
member-name = { $name }
day-today = today
day-yesterday = yesterday
day-with-year = { $day }, { $year }
and-more = …and { $n } more

## Receipt

receipt-undone = ↩️ Taken back, it does not count:
receipt-dismissed = 👌 All right, nothing recorded.
standing-month = { $month }: { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}, { $volume }
standing-target-volume = { $month }: { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}, { $volume } of { $target } ({ $share }%)
standing-target-count = { $month }: { $what } — { $actual } of { $target } ({ $share }%)
not-understood = 🤷 Did not understand: { $pieces }
double-own = ⚠️ Looks like a deal you have already logged ({ $day }): same client, same amount.
double-colleague = ⚠️ A colleague has already logged the same deal with this client ({ $day }).
client-not-new = ℹ️ { $name } already buys from us: first deal { $day }.
client-near = 👀 “{ $name }” is a new name. Is it { $other }?
absence-sick = Sick leave: { $days }
absence-vacation = Vacation: { $days }
absence-day_off = Day off: { $days }
button-undo = ↩️ Undo
button-redo = Bring back
button-day = 📅 Day
button-client = 👤 Client
button-entries = 📋 One by one
button-same-deal = It is the same deal
button-two-deals = No, really two
button-not-new = Right, not a new client
button-same-client = Yes, it is { $name }
button-yes = ✅ Record
button-yes-amount = ✅ { $amount }
button-yes-no-amount = ✅ Record without an amount
button-no = Do not record
button-back = ‹ Back
button-no-client = No client
choose-day = Which day was it?
choose-client = Which client?
choose-client-hint = Not in the list? Edit your message, the entry follows it.
choose-entry = Which entry do you want to correct?
toast-undone = Taken back
toast-redone = Back again
toast-saved = Done
toast-nothing = Nothing to change
merged = 🔗 { $name } and { $other } are one client now.
button-unmerge = Separate again
unmerged = ✂️ Separated: { $name } is a client of its own again.

## Questions

ask-guess = 🤔 Not sure I got it. Record this?
ask-currency = 💱 The amount is in another currency.
ask-money-without-unit = 🤔 How much is it?
ask-future = 📅 That day has not come yet. Record it anyway?
ask-old = 📅 That was long ago. Record it?
ask-correction = ✏️ Looks like a correction. Editing the message itself is easiest. Or record it as new?
ask-alternatives = 🤔 There are two readings. Record this one?
ask-contradiction = 🤔 The count and the list do not match. Record this?
ask-discount = 🤔 I took the discount off. Is that right?
ask-limit = 🤔 That is a very big number. Is it right?
ask-preposition = 🤔 Not sure about the amount. Record this?
ask-amount-hint = Answer with the amount in { $currency } and I will record it.
ask-edit-hint = Or edit your message.
ask-rewrite-hint = Edit the message or put it another way, for example: <code>deal 45k Acme</code>

## Lists

today-title = 📋 <b>Today</b>
today-empty = Nothing logged today yet. Write, for example: <code>12 calls, deal 45k Acme</code>
today-questions = Waiting for your answer:
deals-title = 🧾 <b>Deals: { $what }</b>
deals-empty = No deals here.
deals-total = { $n ->
    [one] { $n } entry in all
   *[other] { $n } entries in all
}, { $volume }
page-of = { $page } of { $pages }
card-title = Entry No. { $id }
card-history = History
card-change = { $when }, { $who }: { $what }
card-void = taken back
change-edited = edited
change-undone = taken back
change-revived = brought back
change-corrected = corrected
change-merged = clients merged
change-unmerged = clients separated
card-hint = To correct it, reply to this message with an amount, a day or a client. Or write <code>/fix { $id } 54,000</code>
corrected-by-lead = ✏️ Your entry was corrected: { $what }
    — { $who }
voided-by-lead = ↩️ Your entry was taken back: { $what }
    — { $who }
revived-by-lead = ✅ Your entry is back: { $what }
    — { $who }
fix-usage = Write the entry's number and what to correct: <code>/fix 12 54,000</code>, <code>/fix 12 yesterday</code>, <code>/fix 12 Acme</code>.
fix-done = ✅ Corrected: { $what }
log-usage = Write what to record: <code>/deal 45k Acme</code> or <code>/log 12 calls</code>.
hint-write = I keep track of sales. Write, for example:
    <code>deal 45k Acme</code>
    <code>12 calls, 2 meetings</code>
    The rest is in /help.

## Errors

error-unexpected = 😔 Something broke on my side. Your message is kept; if you write to us, mention number { $number }.
error-denied = This is not for you.
error-not-found = It is not there any more.
error-entry-gone = There is no such entry.
error-not-yours = That is not your entry.
error-no-team = You are not in a team yet. Ask your lead for an invitation.
error-owner-no-team = You are not in a team, so there is nowhere to log it. To join one, make a link with /invite and open it yourself.
error-leads-only = Only leads can do that.
error-owners-only = Only the owner can do that.
error-client-gone = That client is not there any more.
error-client-shared = Colleagues work with this client too. A lead can merge it.
error-merged-already = They are one client already.
error-merge-gone = That merge is not there any more.
error-merge-undone = They are separate already.
error-day-future = That day has not come yet.
error-day-old = That is too far back: { $days } days at most.
error-amount = I cannot record such an amount.
error-quantity = I cannot record that many: 10,000 at most.
error-name-empty = The name is empty. Write at least one letter.
error-nothing-to-record = There is nothing to record here. Edit the message or put it another way.
error-currency-needed = Write the amount in { $currency }.
error-old-button = That button is too old. Open the list again: /today
outsider = Hello! I keep track of sales for teams. To start, you need an invitation link from your lead.

## People: beginning, invitations, roles

language-name = English
language-choose = Which language should I use with you?
language-done = 👌 English it is.
command-unknown = There is no such command. What I can do: /help
group-hello = Hello! I answer to /deal and to mentions here. For the rest, write to me in private.

menu-me = My figures
menu-today = Today's entries
menu-deals = Deals of a period or client
menu-team = The team's figures
menu-target = Targets
menu-invite = Invite to the team
menu-people = People and roles
menu-newteam = A new team
menu-language = Language
menu-help = What I can do
menu-privacy = What is stored and who sees it
menu-leave = Leave the company
menu-deal = Log a deal
menu-log = Log calls, meetings and more
menu-fix = Correct an entry
menu-start = Begin

role-owner = owner
role-lead = lead
role-manager = manager
role-none = no team

start-member = Hello { $name }! You are in the team <b>{ $team }</b> ({ $company }), role: { $role }.
start-no-team = Hello { $name }! You are in the company <b>{ $company }</b>, role: { $role }. You are not in a team yourself. What I can do: /help

setup-hello = Hello { $name }! Setting up takes a minute. If you are interrupted, /start picks up where you left off.
setup-company = What is the company called? Write its name.
setup-currency = <b>{ $company }</b> it is. Which currency do we count in? If it is not here, write its three letters, like <code>TRY</code>. It cannot be changed later.
setup-currency-chosen = Currency: <b>{ $currency }</b>
setup-team = What is the first team called? Write, for example: <code>North</code>
setup-place = Team <b>{ $team }</b>: { $place }. The team's language: { $language }. Right?
    If not, choose a country, or write a country or a city.
setup-place-again = Team <b>{ $team }</b>: { $place }. The team's language: { $language }. Right?
    If not, choose a country. Or write <code>/newteam { $team }, Chicago</code>
setup-zone = { $country }: which city has the same time as you?
setup-place-unknown = I do not know “{ $text }”. Write a country or a large city nearby.
setup-done = 🎉 Done! Company <b>{ $company }</b>, currency { $currency }. Team <b>{ $team }</b>: { $place }. Language: { $language }.
    You are the owner and the team's lead: you can invite people and log deals yourself.
setup-team-done = 🎉 Done! Team <b>{ $team }</b>: { $place }. Language: { $language }.
setup-cancelled = All right, let us leave it. If you change your mind: /start.
setup-team-cancelled = All right, no new team.
setup-old-button = That button no longer works. Back to setting up: /start
newteam-usage = Write the new team's name: <code>/newteam South</code>. Or with its city: <code>/newteam South, Chicago</code>
button-cancel = Cancel
button-setup-other-city = { $country }, another city
button-setup-yes = ✅ { $place }
button-setup-language = Team language: { $language }
button-setup-zone = { $city } · { $time }
button-not-selling = I do not sell

invite-title = 🔗 <b>Invitations</b>
invite-no-team = There are no teams yet. Make one: /newteam
invite-choose-team = Into which team?
invite-choose-role = Who are we inviting to the team <b>{ $team }</b>?
invite-choose-uses = Team <b>{ $team }</b>, role: { $role }. How many people is the link for?
invite-made = 🔗 Team <b>{ $team }</b>, role: { $role }. The link is for { $n ->
    [one] { $n } person
   *[other] { $n } people
} and works until { $until }. Pass it on:
invite-made-for = 🔗 Team <b>{ $team }</b>, role: { $role }. The link is for { $name } only and brings the whole history along. It works until { $until }. Pass it on:
invite-live = Working now:
invite-line = No. { $id } · { $team } · { $role } · { $n ->
    [one] { $n } more person
   *[other] { $n } more people
} · until { $until }
invite-line-for = No. { $id } · { $team } · { $role } · for { $name } · until { $until }
invite-revoked = The link no longer works
button-invite = 🔗 Invite
button-invite-manager = A manager
button-invite-lead = A lead
button-uses = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
button-revoke = ✖️ Revoke No. { $id }
button-links = All invitations

join-title = 👋 You are invited to the team <b>{ $team }</b> of the company <b>{ $company }</b>. Role: { $role }.
join-history = You take over a history that is there already: { $name }, { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}.
join-who-sees = { $n ->
    [0] <b>Who sees your figures:</b> you, the leads of your team and the owners of the company.
    [1] <b>Who sees your figures:</b> you and { $watchers }. Later also other leads of the team and owners, should there be any.
   *[other] <b>Who sees your figures:</b> you, the leads of the team and the owners. Now that is { $watchers }.
}
join-what-stored = <b>What is stored:</b> your name and username in Telegram, messages with entries and the entries themselves — deals, contacts, amounts, clients, days off. Chatter is not stored.
join-more = In detail: /privacy. You can leave any day: /leave. By tapping the button you agree.
join-move = You are invited to the team <b>{ $team }</b>, role: { $role }. You would move there today: earlier entries stay with the earlier team, new ones { $n ->
    [0] will be seen by the new team's leads.
   *[other] will be seen by its leads and owners: { $watchers }.
}
join-here = You are in the team “{ $team }” already.
join-done = 🎉 You are in the team <b>{ $team }</b> ({ $company }), role: { $role }.
join-told = 👋 { $name } is in the team <b>{ $team }</b> now, role: { $role }.
button-agree = ✅ Agree and join
button-join-move = Move to the team { $team }

people-title = 👥 <b>{ $name }</b>: { $n ->
    [one] { $n } person
   *[other] { $n } people
}
people-team = Team <b>{ $team }</b>
people-no-team = No team
people-line = { $name } — { $role }
people-not-joined = (imported, not in the bot yet)
people-button = { $name }
people-already = That is how it is already.
card-person = 👤 <b>{ $name }</b> — { $role }
card-username = Username: { $username }
card-not-joined = Known from an import, not in the bot yet. The link below hands over the history too.
card-unreachable = The bot's messages do not get through now.
button-link = 🔗 A link for this person
button-promote = Make a lead
button-demote = Make a manager
button-move = Move to another team
button-aside = Take out of the team
button-own = Make an owner
button-disown = Take ownership away
button-remove = Remove from the company
button-remove-yes = Yes, remove
button-own-yes = Yes, make an owner
button-disown-yes = Yes, take it away
confirm-remove = Remove <b>{ $name }</b> from the company? Access ends at once, the entries stay.
confirm-own = <b>{ $name }</b> becomes an owner: sees the whole company and can change any role, yours too. Sure?
confirm-disown = Take ownership away from <b>{ $name }</b>?
choose-team-for = <b>{ $name }</b>: into which team? Earlier entries stay with the earlier one.
told-lead = ⭐ You are a lead of the team “{ $team }” now.
told-manager = You are a manager of the team “{ $team }” now.
told-moved = You are in the team “{ $team }” now. Earlier entries stay with the earlier one.
told-aside = You are in no team now and remain an owner of the company “{ $company }”.
told-owner = ⭐ You are an owner of the company “{ $company }” now.
told-not-owner = You are no longer an owner of the company “{ $company }”.
told-removed = You are no longer in the company “{ $company }”. Your entries stay in its history, you have no access to them now.
leave-confirm = Leave the company <b>{ $company }</b>? Access ends at once, the entries stay in its history. A new invitation brings you back.
leave-stayed = Good, you stay.
leave-done = You are no longer in the company { $company }. Thank you for your work, and good luck!
button-stay = Stay
button-leave-yes = Leave

help-manager = <b>Just write, I log it:</b>
    <code>deal 45k Acme</code>
    <code>12 calls, 2 meetings</code>
    <code>yesterday refund 3,000 Lily</code>
    A mistake? Edit your message, the entry follows it.
    /me — where you are now, /today — today's entries, /deals — deals: <code>/deals November</code>, <code>/deals Acme</code>
    /fix — correct an entry: <code>/fix 12 54,000</code>
    /why — where a figure comes from: <code>/why revenue</code>
    /absence — vacation, sick leave, day off: <code>sick until Friday</code>
    In a group: <code>/deal 45k Acme</code>
help-no-team = You are not in a team yet, so there is nothing to log.
help-lead = <b>For leads:</b>
    /team — the team's figures
    /target — targets: <code>/target @anna volume 1.5m</code>
    /kpi — what counts: common KPIs and your own
    /calendar — the team's working days and hours, public holidays
    /requests — what waits for your word
    /invite — invite, /people — the team's people
    For somebody else: <code>/log @anna deal 45k Acme</code>, <code>/absence @anna day off tomorrow</code>
help-owner = <b>For owners:</b>
    /people — roles and moves in all teams
    /newteam — one more team: <code>/newteam South</code>
    /goal — the company’s goal for the year: <code>/goal revenue 60m 2026</code>
help-everyone = /language — language, /privacy — what is stored, /leave — leave
privacy = <b>What is stored and who sees it</b>

    <b>About you:</b> your number, name, username and language in Telegram, your role and teams with dates.
    <b>Your entries:</b> the texts of messages in which you reported something, and the entries made of them: deals, contacts, amounts, clients and their phones, days off. And earlier versions: who changed what, and when.
    <b>Nothing else is stored.</b> Every message lies in the inbox until it is handled, then its text is erased; if it could not be handled, until that is put right. The texts of my answers are erased once they are sent; those that cannot be delivered, after 30 days.

    <b>Who sees it:</b> you, the leads of your team and the owners of the company. Colleagues only see that the same deal is logged already, without a name. Other companies see nothing. What is written in a group is seen by all who are in it. Whoever runs this bot has access to the database and its copies.

    <b>How long:</b> as long as the company uses the bot. When you leave, access ends at once and the entries stay in the company's history. To have them erased for good, or to get a copy, ask the owner of the company.

    <b>To leave:</b> /leave

outsider-open = Hello! I keep track of sales for teams. You can set up your own team right now: /start. If you were invited, open the invitation link.
error-last-owner = You are the only owner. Make somebody else an owner first: /people
error-person-gone = That person is not here any more.
error-team-gone = There is no such team here.
error-team-exists = There is a team “{ $team }” already.
error-bot-name = I am still waking up. Try again in a minute.
error-member-already = You are in the company “{ $company }” already. To make another, leave it first: /leave
error-claim-member = You are in the company “{ $company }” already. To begin anew, leave it first: /leave
error-join-elsewhere = You are in the company “{ $company }”, and the link is for another. Leave first: /leave, then open the link again.
error-invite-dead = This link does not work: it expired or has been used. Ask for a new one.
error-invite-bound = This link hands over somebody else's history, and you have your own already. Ask for an ordinary link.
error-invite-joined = { $name } is in the bot already.
error-invite-one-person = A link for one person works once.
error-invite-not-found = There is no such link here.
error-bad-uses = That will not do: a link is for { $max } people at most.
error-bad-days = That will not do: a link works for { $max } days at most.
error-bad-role = There is no such role.
error-bad-account = There is no such Telegram user.
error-owner-elsewhere = That person is in another company already.
error-currency-mismatch = The company counts in { $has }, not in { $asked }.
error-bad-currency = I do not know the currency “{ $currency }”. Write its three letters, like <code>USD</code>.
error-bad-country = I do not know the country “{ $country }”.
error-bad-timezone = I do not know the time zone “{ $timezone }”.
error-bad-language = I do not speak that language yet.

## Figures, lists, targets, contacts

kpi-sales_volume = revenue
kpi-deals = deals
kpi-new_clients = new clients
kpi-average_check = average check
kpi-retention = client retention
kpi-repeat_rate = repeat clients
kpi-sales_cycle = sales cycle
kpi-calls = calls
kpi-contacts = contacts
kpi-meetings = meetings
kpi-demos = demos
kpi-proposals = proposals
kpi-invoices = invoices
kpi-conversion = conversion
number = { $n }
no-value = —
no-value-average_check = no deal with an amount yet
word-team = team
only-private = I show that in a private chat only: figures are not for the group.
choose-team = Which team?
button-today = 📋 Today
button-deals = 🧾 Deals
button-all-deals = 🧾 All deals: { $n }
button-targets = 🎯 Targets
button-team = ‹ Team
button-card = Open the entry
button-whole-team = 🎯 Whole team
button-remove-target = Remove the target
list-total = { $n ->
    [one] { $n } entry in all
   *[other] { $n } entries in all
}
list-page = Page { $page } of { $pages }
period-ever = all time
period-quarter = Q{ $n } { $year }
period-range = { $first } – { $last }
deals-not-found = I found neither such a period nor such a client. Try <code>/deals yesterday</code>, <code>/deals November</code>, <code>/deals 2026-11</code>, <code>/deals Acme</code>.
card-first-contact = First contact: { $day }
card-earlier = …and { $n ->
    [one] { $n } change
   *[other] { $n } changes
} before
card-hint-count = To correct it, reply to this message with a number, a day or a client. Or write <code>/fix { $id } 3</code>
choose-client-hint-fix = Not in the list? Write <code>/fix { $id } Acme</code>
fix-unit = Not sure about the amount: is { $value } in thousands, or a count? Write <code>{ $value }k</code>, for example, or in full.
fix-not-understood = I did not get what to correct. Reply with an amount, a day or a client: <code>54,000</code>, <code>yesterday</code>, <code>Acme</code>.

me-title = 📊 <b>{ $month }</b>
me-title-of = 📊 <b>{ $name }</b> · { $month }
me-beside = <b>{ $period }</b>
me-figure = { $name }: <b>{ $actual }</b>
me-no-value = { $name }: — ({ $why })
me-today = Today: { $what }
me-today-empty = Nothing logged today yet.
me-no-target = 🎯 No target for this period yet. Your lead sets it: just ask.
me-no-target-lead = 🎯 No target for this period yet. Set one: /target

team-none = No teams yet. Make the first one: /newteam
team-title = 👥 <b>{ $team }</b> · { $month }
team-total = Together: <b>{ $volume }</b>, { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}
team-no-team-target = 🎯 The team has no target yet. Set one: /target
team-nobody = Nobody here yet. Invite them: /invite
team-row = <b>{ $name }</b> — { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}, { $volume }
team-left = No longer in the team: { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}, { $volume }
team-no-target = 🎯 No target for this period yet.
team-latest-deals = Latest deals:

whom-ambiguous = Which one: { $names }? Write the @name or the full name.
whom-which-team = Which team: { $names }? Write its name after the word “team”.
whom-unknown = I do not have anyone like that: { $name }. Write a @name, a name or “team”.

contact-own = That is you 🙂 Send a client's card and I will log the contact.
contact-colleague = That is your colleague, so I did not log a contact.
contact-again = Already logged a moment ago: { $name }.

## Figures and periods

value-percent = { $n }%
value-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
period-year = { $year }
period-days = { $week ->
    [yes] the week of { $days }
   *[no] { $days }
}

## Why a figure is what it is, and disputes

menu-why = Where a figure comes from
button-why = ❓ Why?
button-why-of = ❓ { $kpi }
button-why-others = Other KPIs
button-why-before = ‹ { $period }
button-why-after = { $period } ›
button-why-mine = mine
button-wrong = 🙋 This is wrong
button-records = 🔎 Where it comes from
why-usage = Words work too: <code>/why revenue</code>, <code>/why retention October</code>
why-choose-title = ❓ <b>Where figures come from</b> · { $who } · { $period }
why-choose = Which figure shall I explain?
why-nothing = There is nothing for this time yet.
why-unknown = I know no KPI called “{ $name }”. Here is what there is:
why-unknown-near = I know no KPI called “{ $name }”. One of these, maybe?
why-period-ever = I cannot explain “all time”: name a month, a week, a quarter or a year.
why-period-future = That time has not begun, so there is nothing to explain yet.
why-title = ❓ <b>{ $kpi }</b> · { $who }
why-you = you
why-team = team { $name }
why-company = the whole company
why-period = { $name }
why-period-days = { $name }, { $days }
why-zone = time: { $city }
why-zones = each team by its own time
why-main-activity = the team's main activity
why-formula-sales_volume = The amounts of the deals closed in this time, less the refunds of this time. Further payments count too. A refund is charged to whoever made the deal.
why-formula-deals = How many deals were closed in this time. A further payment is no new deal, and a refund leaves the number as it is.
why-formula-new_clients = Clients whose first deal with the company was in this time. A client goes to whoever closed that first deal.
why-formula-average_check = The amounts of deals divided by their number. Only deals with an amount count; refunds are not taken off.
why-formula-retention = Of the clients who bought before ({ $days }), the share who bought again in this time, from anyone in the company.
why-formula-repeat_rate = Of the clients who ever bought up to the end of this time, the share with two or more deals with the company.
why-formula-sales_cycle = How many days pass on average from the first contact to the deal. Where the deal does not say, it is the first activity with that client after their previous deal, whoever's it was.
why-formula-activity = All that was logged as “{ $name }” in this time.
why-formula-conversion = Deals divided by the team's main activity (“{ $activity }”), both of this time.
why-formula-counter = Your own counter: all that was logged as “{ $name }” in this time.
why-formula-counter-money = Your own counter: the money logged as “{ $name }” in this time.
why-formula-ratio = “{ $top }” divided by “{ $bottom }”, both of this time.
why-part-deals = Deals: { $n } for { $amount }
why-part-further = Further payments: { $n } for { $amount }
why-part-refunds = Refunds: { $n } for { $amount }
why-term = { $name }: { $value }
why-top-average_check = Amounts: { $n }
why-bottom-average_check = Deals with an amount: { $n }
why-top-retention = Bought again: { $n }
why-bottom-retention = Bought before: { $n }
why-top-repeat_rate = With two or more deals: { $n }
why-bottom-repeat_rate = All clients: { $n }
why-top-sales_cycle = Days together: { $n }
why-bottom-sales_cycle = Deals with a known first contact: { $n }
why-total = Total: <b>{ $value }</b>
why-mean = On average: <b>{ $value }</b>, median: { $median }
why-share = Total: { $top } of { $bottom } — <b>{ $value }</b>
why-share-so-far = { $top } of { $bottom } so far — <b>{ $value }</b>
why-none = Total: <b>—</b> ({ $why })
why-none-average_check = no deal has an amount
why-none-retention = nobody bought before
why-none-repeat_rate = no clients yet
why-none-sales_cycle = no deal with a known first contact
why-none-ratio = “{ $name }” is nothing, so there is nothing to divide by
why-left-no-amount = Without an amount: { $n } of { $of ->
    [one] { $of } deal
   *[other] { $of } deals
}, not in the money
why-left-no-sum = Without an amount: { $n } of { $of } records, not in the money
why-left-no-client = Without a client: { $n } of { $of ->
    [one] { $of } deal
   *[other] { $of } deals
}, not in here
why-left-known = Logged as old clients, so not new: { $n }
why-left-further = Further payments, which are no deals: { $n }
why-left-refunds = Refunds, which are not taken off here: { $n }
why-left-first-contact = Counted over { $counted } of { $of ->
    [one] { $of } deal
   *[other] { $of } deals
}: the first contact of the others is unknown
why-elsewhere = { $name } was in another team too; only what was logged in yours is in here.
why-aim = 🎯 Target: { $target }
why-aim-limit = 🎯 No more than: { $target }
why-aim-shrunk = 🎯 Target: { $target } of { $full }
why-aim-nothing = 🎯 The target of { $full } does not hold here: there are no working days.
why-aim-partial = 🎯 { $n } of { $of } have targets, so there is none for all.
why-aim-summed = These are the personal targets together, people: { $n }
why-aim-missing = Not counted: { $n } of { $of ->
    [one] { $of } working day
   *[other] { $of } working days
} (away, holidays, or not in the team)
why-aim-ramp = Newcomer: { $percents } of the target
why-closed = 🔒 Closed { $day }: { $value }
why-corrected = ✏️ Corrected since: { $value }
why-aim-done = Reached: <b>{ $share }</b>
why-aim-used = Used: <b>{ $share }</b>
why-aim-waits = How much is reached I will say at the end: the share still grows.
why-entries = <b>Records</b> ({ $n }):
why-clients = <b>Clients</b> ({ $n }):
why-client-again = bought again { $day }
why-client-colleague = bought again from a colleague
why-client-not-yet = not again yet, last deal { $day }
why-client-gone = not again, last deal { $day }
why-client-several = { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}, the last { $day }
why-client-also = a deal { $day } and one more from a colleague
why-client-once = one deal, { $day }
why-first = (contact { $day }, { $source })
why-first-colleague = the first contact was a colleague's
why-first-unknown = first contact unknown
why-source-own = from the deal
why-source-contact = a contact
why-source-call = a call
why-source-meeting = a meeting
why-source-demo = a demo
why-source-proposal = a proposal
why-source-invoice = an invoice

button-dispute = 🙋 Dispute No. { $id }
button-dispute-send = Send without words
button-dispute-cancel = Never mind
button-dispute-withdraw = Take it back
button-dispute-accept = I will fix it
button-dispute-reject = It is right
button-dispute-words = 💬 Add a word
dispute-ask = 🙋 <b>What is wrong here?</b>
dispute-ask-how = Answer this message with one line, and I will pass it on to your lead. Or send it without words.
dispute-cancelled = All right, I tell nobody.
dispute-figure = { $kpi }, { $period }: <b>{ $value }</b>
dispute-about-gone = That figure is no more.
dispute-said = “{ $text }”
dispute-closed = 🔒 That time is closed already: if the figure is changed, a correction will stand beside the result.
dispute-closed-lead = 🔒 That time is closed already: a change will stand beside the result as a correction.
dispute-sent = 📨 Passed on to { $names }. I will tell you the answer.
dispute-sent-later = 📨 Kept. Nobody can be reached now; they will see it when they come by.
dispute-open = 🙋 Dispute No. { $id }: waits for an answer
dispute-draft = 🙋 Dispute No. { $id }: not sent yet
dispute-accepted = ✅ Dispute No. { $id }. { $who }: “I will fix it”
dispute-rejected = ☑️ Dispute No. { $id }. { $who }: “It is right”
dispute-withdrawn = Dispute No. { $id } was taken back
dispute-withdrawn-told = Dispute No. { $id } needs no answer: { $name } took it back.
dispute-answer = 💬 { $text }
dispute-answer-waits = 💬 Your words: { $text }
dispute-title = 🙋 <b>Dispute No. { $id }</b> · { $name }
dispute-decide = What do you say? Words work too: answer this message.
dispute-add-words = Anything to add? Answer this message, and I will pass it on.
dispute-words-sent = Passed on.
dispute-edited = I do not pass the edit on: your words have gone out already. If it matters, write again.
dispute-open-already = There is an open dispute about this already, not answered yet.
dispute-sent-already = This was sent already.
dispute-not-sent = This was not sent yet.
dispute-withdrawn-already = This dispute was taken back already.
dispute-accepted-already = Decided already. { $who }: “I will fix it”.
dispute-rejected-already = Decided already. { $who }: “It is right”.
dispute-own = Somebody else decides one's own dispute.
dispute-nobody = There is nobody to decide: no lead and no owner but you.
dispute-range = A dispute can be about a day, a week, a month, a quarter or a year.
dispute-long = Too long: { $n } characters at most.

## Working calendar, absences, logging for somebody else

menu-calendar = The team's working calendar
menu-absence = Vacation, sick leave, day off

calendar-title = 📅 <b>{ $team }</b>: working calendar
calendar-week = Working days: { $days }
calendar-hours = Hours: { $hours }
calendar-country = Country: { $country }
calendar-unknown = ⚠️ I do not know this country's public holidays of { $year }. Add the days off yourself.
calendar-holidays = Next public holidays: { $days }
calendar-moved = Worked instead of another day: { $days }
calendar-added = Added:
calendar-day = { $noted ->
    [yes] • { $day } — { $kind ->
        [work] working day
       *[off] day off
    } ({ $note })
   *[no] • { $day } — { $kind ->
        [work] working day
       *[off] day off
    }
}
calendar-how = Buttons change weekdays and hours. For the rest, write:
    <code>/calendar off 30.12</code>
    <code>/calendar work 28.12 before the holidays</code>
    <code>/calendar 9:30-18:30</code>
calendar-stored = ✅ { $days } — { $kind ->
    [work] { $n ->
        [one] a working day
       *[other] working days
    }
   *[off] { $n ->
        [one] a day off
       *[other] days off
    }
}.
calendar-done = ✅ Changed.
calendar-choose-country = Public holidays follow { $country } now. Which country is right? If there is no button for it, write <code>/calendar country Kazakhstan</code>. The time zone stays as it is.
calendar-usage = I did not get that. Write <code>/calendar off 30.12</code>, <code>/calendar work 28.12</code>, <code>/calendar 9-18</code> or <code>/calendar country Kazakhstan</code>.
calendar-which-team = Which team: { $names }? Write it first: <code>/calendar North off 30.12</code>
calendar-day-unclear = I did not get the day. Write <code>/calendar off 30.12</code>, for example, or <code>29.12-30.12</code>.
calendar-day-again = { $day } is there already, as { $now ->
    [work] a working day
   *[off] a day off
}.
calendar-day-so = { $day } is { $now ->
    [work] a working day
   *[off] a day off
} anyway.
calendar-day-other = { $day } is there already as { $now ->
    [work] a working day
   *[off] a day off
}. Take that out in /calendar first.
calendar-day-far = I do not change the calendar more than a year ahead.
calendar-day-closed = That month is closed: its working days stay as they were.
calendar-range-long = At most { $most } days at a time.
calendar-hours-wrong = I did not get the hours. Write <code>/calendar 9:00-18:00</code>, for example: the end at least an hour after the start.
calendar-no-weekday = The week needs at least one working day.
button-calendar-drop = ✖️ { $day }
button-calendar-country = 🌍 Country

absence-effect = { $n ->
    [0] No working days among them
    [one] { $n } working day
   *[other] { $n } working days
}{ $targets ->
    [yes] , targets recalculated
   *[no] {""}
}
absence-whole = Together with what was noted before — { $what }
absence-noted = Noted already. { $what }
absence-waits-already = That waits for your lead already. { $what }
absence-waits = { $what } — counts once your lead confirms
absence-refused = { $what } — declined
absence-title = 🌿 <b>Your days away</b>
absence-title-of = 🌿 <b>{ $name }</b>: days away
absence-none = Nothing noted yet.
absence-none-of = Nothing noted.
absence-how = Or write it: <code>sick until Friday</code>, <code>on vacation from 24.11 to 07.12</code>
absence-how-of = To note some: <code>/absence @name vacation from 24.11 to 07.12</code>
absence-how-vacation = Write from which day to which: <code>on vacation from 24.11 to 07.12</code>
absence-choose-end = Which was the last day away?
absence-usage = I did not get the days. Write <code>/absence vacation from 24.11 to 07.12</code>, <code>/absence sick until Friday</code> or <code>/absence day off tomorrow</code>.
absence-too-long = { $days } days is too much: at most { $most } at a time. Nothing was noted.
absence-too-far = That begins more than a year from now. Nothing was noted: tell me when it is closer.
absence-too-old = That began more than a year ago. Nothing was noted.
absence-taken-back = That absence was taken back already.
absence-ends-earlier = The last day is { $last } anyway.
absence-decided-already = Another lead has decided otherwise already. This is how it stands.
absence-heard = 🌿 { $name }. { $what }
absence-asked = ⏳ { $name } asks you to note this. { $what }
absence-heard-declined = ✖️ { $name }. { $what }
    Declined: { $who }
absence-heard-ended = ✏️ { $name }. { $what } (changed)
absence-heard-dropped = ↩️ { $name }. { $what } — no longer counts
absence-told-accepted = ✅ Confirmed. { $what }
    — { $who }
absence-told-declined = ✖️ Declined, these count as working days. { $what }
    — { $who }
absence-told-ended = ✏️ Your absence was changed. { $what }
    — { $who }
absence-told-dropped = ↩️ Your absence was taken out. { $what }
    — { $who }
absence-set-told = 🌿 Noted for you. { $what }
    — { $who }
button-absence-sick = 🤒 Sick today
button-absence-off = 🌤 Off today
button-absence-vacation = 🏖 Vacation…
button-absence-back = { $n }. Back at work today
button-absence-end = { $n }. Ended earlier
button-absence-drop = { $n }. Take out
button-absence-list = 🌿 Days away
button-absence-accept = ✅ Confirm
button-absence-decline = ✖️ Decline

receipt-for = 👤 <b>{ $name }</b>
change-behalf = logged for the manager
behalf-told = ✍️ Logged for you: { $what }
    — { $who }
behalf-leads-only = Only leads log for others. Write your own without an @name.
behalf-ambiguous = Which one: { $names }? Write the @name.
behalf-unknown = There is nobody like that among your people: { $name }.
behalf-no-team = { $name } is in no team now, so there is nowhere to log it.
behalf-another = That message is about somebody else. Undo it and write a new one.
behalf-private = For somebody else you can log only in a private chat with me.

## A team's own KPIs

menu-kpi = KPIs: what counts and how
n-other-money = { $kind }: { $amount }
kpi-unknown = I do not know this KPI: { $name }. /kpi shows what there is.
kpi-unknown-near = I do not know the KPI “{ $name }”. Did you mean { $near }?
own-title = 📐 <b>KPIs · { $team }</b>
own-built-in = Every team has: { $names }.
own-list = <b>Your own:</b>
own-none = None of your own yet. You can count anything: demos booked, no-shows, reviews.
own-row = • { $what }
own-money = in money
own-down = less is better
own-main = Main activity: <b>{ $kpi }</b>. Conversion is counted against it.
own-ramp = { $shares }%
own-ramp-none = none
own-rules = Retention: { $months ->
    [one] over { $months } month
   *[other] over { $months } months
} · Back-dating: { $days ->
    [0] none
    [one] { $days } working day
   *[other] { $days } working days
} · Newcomer's ramp: { $ramp }
own-how = A new counter in one line: <code>/kpi counter demos booked: booked demo, demo booked</code>
own-built-in-choose = Which one shall I explain?
own-about = 📐 <b>{ $kpi }</b>
own-now-months = Yours: { $months ->
    [one] { $months } month
   *[other] { $months } months
}.
own-words = Written as, in any form: { $words }.
own-counts = I count how many.
own-counts-money = I add up the amounts.
own-ratio-is = { $of }, { $unit }.
own-unit-percent = in percent
own-unit-money = in money
own-unit-number = as a number
own-better-up = More is better.
own-better-down = Less is better: its target is a limit.
own-is-main = It is the team's main activity.
own-retired-note = Not counted now. All that was logged is still there.
own-change = To change it: <code>/kpi words { $name }: …</code>, <code>/kpi rename { $name } = …</code>
own-change-ratio = To rename it: <code>/kpi rename { $name } = …</code>
own-made = ✅ I now count “{ $name }”. Write as usual: <code>{ $name } 12</code>
own-made-money = ✅ I now count “{ $name }”. Write it with the amount: <code>{ $name } 12 000</code>
own-made-ratio = ✅ “{ $name }” is there now.
own-ask-counter = What shall I count? Reply to this message in one line: a name, and the words people write it with.

    <code>demos booked: booked demo, demo booked</code>
    <code>no-shows: no-show, less is better</code>
    <code>upsells: upsell, money</code>
own-ask-ratio = What divided by what? Reply to this message in one line, with a name if you like.

    <code>demos booked / calls</code>
    <code>Booking rate = demos booked / calls</code>
own-retire-ask = Stop counting “{ $name }”? All that was logged stays, and you can bring it back at any time. Targets for it will no longer be shown.
own-retire-ratios = The ratio goes with it: { $names }.
own-retired = These are not counted now. Any of them can come back.
own-retired-none = Everything you ever made is counted.
own-main-choose = What shall conversion be counted against? Deals are divided by it.
own-main-set = ✅ The main activity is now <b>{ $kpi }</b>. Conversion is counted against it.
own-rules-set = ✅ Saved.
own-rules-how = Write any other number: <code>/kpi retention 2</code>, <code>/kpi backdate 10</code>, <code>/kpi ramp 30, 60, 90</code>
own-renamed = ✅ It is “{ $name }” now. I still understand the old name as a word.
own-words-changed = ✅ Words saved.
own-came-back = ✅ I count “{ $name }” again.
own-which-team = For which team? Put it first: <code>/kpi team South counter …</code> Yours: { $names }.
own-piece = Count “{ $name }”? So far nothing of “{ $piece }” is logged. I will make a counter and read this message again right away.
own-suggested = 💡 { $who } suggests counting “{ $name }”: a message had “{ $piece }” in it, and I did not understand that.
own-counted-told = 💡 { $who }: we now count “{ $name }”. I logged it from your message too.
own-piece-gone = That is no longer in the message.
own-gone = That KPI is no longer there.
own-usage-rename = Write it like this: <code>/kpi rename reviews = feedback</code>
own-usage-words = Write it like this: <code>/kpi words reviews: review, feedback</code>
own-usage-ratio = Write what is divided by what: <code>/kpi ratio demos booked / calls</code>
own-retention-range = Retention looks back 1 to 12 months: <code>/kpi retention 3</code>
own-backdate-range = Back-dating can be from 0 to 31 working days: <code>/kpi backdate 5</code>
own-ramp-range = A ramp has up to 12 months, each from 1 to 100%: <code>/kpi ramp 50, 75</code>. Without one: <code>/kpi ramp none</code>
own-name-empty = What shall it be called? Write it like this: <code>/kpi counter demos booked: booked demo, demo booked</code>
own-name-letters = The name “{ $name }” will not do: it needs 2 to 40 letters, as I recognise what is logged by it.
own-name-long = The name is too long: { $most } characters at most.
own-name-built-in = Every team has “{ $name }” already. Call it something else.
own-name-there = You have “{ $name }” already.
own-name-retired = You had “{ $name }” before; bring it back with <code>/kpi return { $name }</code>
own-words-missing = Which words do people write it with? Add them: <code>/kpi counter { $name }: word, another word</code>
own-word-letters = “{ $word }” will not do: a word is made of letters, and up to four words go together.
own-word-built-in = “{ $word }” is a word of a common KPI. Take another one.
own-word-taken = The word “{ $word }” is taken: it counts “{ $other }”.
own-word-means-else = “{ $word }” means something else in messages and would confuse me. Take another word.
own-words-many = Too many words: { $most } at most.
own-too-many = A team can have up to { $most } KPIs of its own. Remove one first.
own-ratio-itself = A KPI divided by itself is always one. Choose two different ones.
own-ratio-level = “{ $name }” does not add up from day to day, so it cannot be part of a ratio. Revenue, deals, new clients, activities and your own counters can.
own-ratio-there = This ratio is there already: “{ $name }”.
own-ratio-no-words = “{ $name }” is a ratio: nobody writes it in words.
own-built-in-stays = Every team has “{ $name }”: it cannot be renamed or removed.
own-is-retired = “{ $name }” is not counted now. Bring it back first.
own-unit-late = Something is logged in “{ $name }” already: make a new counter.
own-unit-ratio = A ratio is made of “{ $name }”: remove that first.
own-main-first = “{ $name }” is the team's main activity. Choose another one first: <code>/kpi main contacts</code>
own-main-money = “{ $name }” is the team's main activity and cannot count money.
own-main-no-activity = “{ $name }” is no activity. Calls, contacts, meetings, demos, proposals, invoices and your own counters are.
own-suggest-nobody = There is no lead here yet to pass it on to.
toast-own-suggested = Passed on to your lead.
toast-own-suggested-before = Your lead knows about it already.
button-kpis = ‹ KPIs
button-own-counter = ＋ Counter
button-own-ratio = ＋ Ratio
button-own-main = ⭐ Main activity
button-own-rules = ⚙️ Rules
button-own-built-in = 📖 What every team has
button-own-retired = 🗄 Removed
button-own-up = More is better
button-own-down = Less is better
button-own-money = Count money
button-own-count = Count pieces
button-own-make-main = ⭐ Make it the main one
button-own-retire = Remove
button-own-retire-yes = Yes, stop counting
button-own-back = ↩️ Bring back
button-own-months = { $n } mo
button-own-days = { $n } d
button-own-ramp = { $shares }%
button-own-no-ramp = No ramp
button-own-piece = ➕ Count “{ $name }”
button-own-piece-yes = Yes, count “{ $name }”
button-own-suggest = 💡 Suggest counting “{ $name }”
about-sales_volume = The amounts of the deals closed in the period, less the refunds of the same period.
about-deals = How many deals were closed in the period.
about-new_clients = How many clients bought from the company for the first time in the period. A new client is credited to whoever closed the first deal.
about-average_check = The amounts of deals divided by their number. Deals without an amount do not count.
about-retention = Of those who bought in the months before the period, how many bought again in it, from anyone in the company.
about-repeat_rate = Of all who ever bought, how many have two or more deals with the company by now.
about-sales_cycle = How many days it takes from the first contact to the deal. Deals without a known first contact do not count.
about-calls = How many calls were logged in the period.
about-contacts = How many contacts were logged in the period: leads, conversations.
about-meetings = How many meetings were held in the period. Booked ones do not count.
about-demos = How many demos and presentations were held in the period.
about-proposals = How many proposals were sent in the period.
about-invoices = How many invoices were issued in the period. An invoice is not revenue yet.
about-conversion = Deals divided by the team's main activity in the same period.

## Targets

target-goal = { $kpi } { $value }
target-limit = { $kpi } at most { $value }
target-each = { $goal } { $each ->
    [week] a week
    [month] a month
    [quarter] a quarter
   *[year] a year
}
target-each-level = { $goal } over { $each ->
    [week] a week
    [month] a month
    [quarter] a quarter
   *[year] a year
}
target-in = { $each ->
    [week] a week
    [month] a month
    [quarter] a quarter
   *[year] a year
}
target-kind = { $each ->
    [week] Week
    [month] Month
    [quarter] Quarter
   *[year] Year
}
target-day-year = { $day }, { $year }
target-title = 🎯 <b>Targets</b> · { $team }
target-row-team = Whole team: { $goals }
target-row-both = · { $kpi }: personal targets add up to { $personal } of the team's { $own }
target-row-sum = · { $kpi }: personal targets add up to { $personal }
target-row-some = · { $kpi }: { $n } of { $of } have targets
target-row = <b>{ $name }</b>: { $goals }
target-none = none yet
target-without = Without a target: { $names }
target-how = To set one, tap a name or write <code>/target @anna revenue 1.5m</code>
target-of-person = 🎯 <b>{ $name }</b>: targets
target-of-team = 🎯 Team <b>{ $name }</b>: targets
target-of-all = 🎯 Everyone in team <b>{ $name }</b>: the same target for each
target-bullet = • { $goal }
target-bullet-by = • { $goal } — { $who }, { $day }{ $because ->
    [yes] : { $reason }
   *[no] {""}
}
target-bullet-when = • { $goal } — { $day }{ $because ->
    [yes] : { $reason }
   *[no] {""}
}
target-bullet-later = • from { $day }: { $goal }
target-bullet-none = • from { $day }: no target for { $kpi } a { $each ->
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
}
target-left = { $each ->
    [week] This week
    [month] This month
    [quarter] This quarter
   *[year] This year
} it comes to { $value }: by working days
target-left-none = { $each ->
    [week] This week
    [month] This month
    [quarter] This quarter
   *[year] This year
} there are no working days for it
target-was = { $goal } (it was { $before })
target-none-here = None yet.
target-choose-kpi = Which target do you want to set or change?
target-ask = 🎯 <b>{ $name }</b>: { $what }. How much?
target-now = Now: { $value }
target-past = { $period }: { $value }
target-proposed = { $values }
target-step = { $percent ->
    [0] { $base ->
        [median] Median of the last { $n }
        [best] Best so far
       *[usual] Usual
    }: { $value }
   *[other] { $better ->
        [down] −
       *[up] +
    }{ $percent }%: { $value }
}
target-no-history = There is no history yet, so I have no suggestion.
target-type = Or write <code>/target { $whom } { $kpi } { $example }</code>
target-example-money = 1.5m
target-example-count = 20
target-example-percent = 12%
target-example-days = 20 days
target-example-number = 1.5
target-set = 🎯 { $name }: { $goal }.
target-changed = 🎯 { $name }: { $goal } (it was { $before }).
target-removed = 🎯 { $name }: no target for { $kpi } a { $each ->
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
} any more.
target-same = 🎯 Nothing to change: { $name }, { $goal }.
target-from = It starts on { $day }.
target-months = By month: { $months }.
target-because = Why: { $reason }
target-later = From { $day } another one is set already: { $value }.
target-later-none = From { $day } there is no such target.
target-told-set = 🎯 Your new target: { $goal }.
target-told-changed = 🎯 Your target has changed: { $goal } (it was { $before }).
target-told-again = 🎯 Your target: { $goal }.
target-told-removed = 🎯 You have no target for { $kpi } a { $each ->
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
} any more.
target-told-several = 🎯 Your targets have changed:
target-signed = — { $who }
target-own = 🎯 <b>Your targets</b>
target-own-none = 🎯 No targets yet. Your lead sets them: just ask.
target-doubt = 🤔 { $name }: { $goal }?
target-doubt-high = { $better ->
    [down] That is far stricter than ever before: less than two thirds of the best result.
   *[up] That is more than one and a half times the best result.
}
target-doubt-low = { $better ->
    [down] That is more than twice the usual.
   *[up] That is less than half of the usual.
}
target-figures = Best: { $best } ({ $period }){ $n ->
    [0] .
    [1] .
   *[other] , median of the last { $n }: { $median }.
}
target-kept = All right, nothing was changed.
target-preview-all = 🎯 Everyone in team <b>{ $team }</b>: { $goal }
target-preview-team = 🎯 Team <b>{ $team }</b>: { $goal }
target-preview-title = Who would have met it:
target-preview-title-team = Would the team have met it:
target-past-all = · { $period }: { $n } of { $of }{ $any ->
    [yes] {" "}({ $names })
   *[no] {""}
}
target-past-nobody = · { $period }: nobody was there
target-past-team = · { $period }: { $value } { $met ->
    [yes] ✓
   *[no] ✗
}
target-preview-doubts = It does not fit what has been so far:
target-preview-doubt = · { $name }. { $figures }
target-more = …and { $n } more
target-set-all = 🎯 { $team }: { $goal }, set for { $n ->
    [one] { $n } person
   *[other] { $n } people
}.
target-set-all-none = Nothing to change: everyone has it already.
target-removed-all = 🎯 { $team }: no target for { $kpi } any more, for { $n ->
    [one] { $n } person
   *[other] { $n } people
}.
target-skipped = · { $name }: { $why }
target-copy = 📋 <b>{ $team }</b>: targets go on until they are changed. How much higher than last time?
target-copy-nothing = 📋 <b>{ $team }</b>: there were no targets last time, so there is nothing to copy.
target-copy-title = 📋 <b>{ $team }</b>, { $period }: { $percent ->
    [0] as last time
   *[other] +{ $percent }%
}
target-copy-row = • { $name }: { $goal } (it was { $before })
target-copy-doubt = 🤔 { $figures }
target-copy-kept = { $n ->
    [one] { $n } target stays as it is.
   *[other] { $n } targets stay as they are.
}
target-copy-newer = Set anew already: { $names }.
target-copy-none = There is nothing to set.
target-higher = { $percent ->
    [0] as it was
   *[other] +{ $percent }%
}
target-copied = ✅ { $team }: { $n ->
    [one] { $n } target set.
   *[other] { $n } targets set.
}
button-target-all = 👥 Everyone the same
button-target-copy = 📋 Repeat the last ones
button-target-copy-yes = ✅ Set
button-target-anyway = Set it anyway
button-target-no = No
button-target-all-yes = Set for everyone
button-target-team-yes = Set for the team
word-everybody = everyone
target-usage = Write whose, what and how much: <code>/target @anna revenue 1.5m</code>, <code>/target Anna meetings 20 a week</code>, <code>/target team revenue 10m a quarter</code>. Add a reason after a dash. To remove one: <code>/target @anna revenue none</code>.
target-whom-missing = Whose target is it? Write <code>/target @anna revenue 1.5m</code>.
target-kpi-unknown = I do not know the KPI “{ $name }”. Did you mean: { $names }?
target-kpi-gone = This figure is not there any more.
target-daily = A target is for a week, a month, a quarter or a year, not for a day.
target-positive = A target has to be more than zero. To remove it: <code>/target @anna revenue none</code>.
target-value = I did not get how much: “{ $value }”. Write <code>1.5m</code> or <code>20</code>, for example.
target-whole = This needs a whole number.
target-two-digits = Two digits after the point are enough.
target-percent = Is { $value } a share or a percentage? Write it with a sign, for example <code>12%</code>.
target-wrong-unit = { $unit ->
    [money] This figure is in money: write <code>1.5m</code>, for example.
    [count] This figure is a count: write <code>20</code>, for example.
    [percent] This figure is in percent: write <code>12%</code>, for example.
    [days] This figure is in days: write <code>20 days</code>, for example.
   *[number] This figure is a plain number: write <code>1.5</code>, for example.
}
target-too-big = That is too much: I cannot set such a target.
target-over-all = More than 100% there cannot be.
target-unit = Is { $value } in thousands? Write it with a unit, <code>{ $value }k</code>, or in full.
target-too-many = One person can have at most { $n } targets, or nobody remembers them. Remove one first.
target-none-yet = There was no such target.
target-past-start = That period is over. A target holds from the current period on, or from a later one.
target-far = That is too far ahead: { $n } years at most.
target-nobody = Nobody sells in this team yet.
target-bound-most = “{ $name }”: the more the better, so there is no “at most”.
target-bound-least = “{ $name }”: the less the better, so there is no “at least”.
target-weights-level = This figure does not add up over the months, so they cannot be weighted.
target-weights-number = A quarter needs three weights, a year twelve: <code>1:2:3</code>, for example.
target-one-line = One target, one message, please: write them one by one.
target-reason-long = The reason is too long: { $n } characters at most.
target-line-gone = I do not see your line any more. Please write it again.

## Closed periods, requests to the lead, the company's goal

menu-requests = ⏳ Waiting for your word
ask-closed = 🔒 This period is already closed, so your lead has to agree first: I have asked. Nothing is recorded yet, the whole message waits:
request-needed = 🔒 This period is already closed: only a lead can change its entries.
request-sent = 🔒 This period is already closed, so your lead has to agree. I have asked: { $names }. Nothing has changed yet:
request-sent-later = 🔒 This period is already closed, so your lead has to agree. The request waits in /requests. Nothing has changed yet:
request-title = 🔒 <b>{ $name }</b> asks to change a closed period:
request-effect = The stored result stays, a correction will stand beside it.
request-open = ⏳ Waiting
request-approved = ✅ Agreed: { $who }
request-declined = ✖️ Declined: { $who }
request-withdrawn = ↩️ Taken back
request-outdated = ⚠️ The entries have changed since, so nothing was done. If it is still needed, let them ask again.
request-told-approved = ✅ Your lead agrees ({ $who }), it is done:
request-told-declined = ✖️ Your lead does not agree ({ $who }), it stays as it was:
request-told-withdrawn = ↩️ The request was taken back:
request-told-outdated = ⚠️ The entries have changed since, so the request no longer holds. If it is still needed, ask again:
request-person-gone = { $name } is no longer in the company: this request can only be declined.
request-other-team = This also changes a closed period of another team: an owner can agree to it.
request-toast-sent = The period is closed: I asked your lead
request-toast-open = Still waiting
request-toast-approved = Agreed
request-toast-declined = Declined
request-toast-withdrawn = Taken back
request-toast-outdated = The entries have changed since
requests-none = Nothing waits for your word 👌
requests-title = ⏳ <b>Waiting for your word</b>
requests-changes = { $n ->
    [one] { $n } change of a closed period
   *[other] { $n } changes of closed periods
}
requests-disputes = { $n ->
    [one] { $n } dispute about a figure
   *[other] { $n } disputes about figures
}
requests-absences = { $n ->
    [one] { $n } absence
   *[other] { $n } absences
}
button-request = 🔒 { $name }, { $day }
button-request-yes = Agree
button-request-no = Decline
button-request-withdraw = Take the request back
moved-own = 🔁 A correction changed a closed period of yours:
moved-lead = 🔁 A correction changed closed periods:
moved-place = place { $before } → { $after }
moved-met = the target is met now
moved-unmet = the target is no longer met
figures-preliminary = Preliminary figures: the period is not closed yet.

menu-goal = 🏔 The company's goal for the year
goal-title = 🏔 <b>The company's goal for { $year }</b>
goal-line = { $kpi }: <b>{ $actual }</b> of { $goal } ({ $share })
goal-expected = Due by today: { $expected } — { $pace ->
    [on] on pace.
    [behind] a little behind.
   *[risk] behind.
}
goal-expected-early = Due by today: { $expected }.
goal-forecast = At this rate the year will end at { $forecast } ({ $share } of the goal).
goal-early = I will show a forecast once a quarter of the year has passed and there are five deals.
goal-over = The year is over.
goal-later = The year has not begun yet.
goal-none = 🏔 The company has no goal for { $year } yet.
goal-none-owner = 🏔 The company has no goal for { $year } yet. Set one: <code>/goal revenue 60m { $year }</code>
goal-usage = Write the KPI, how much and the year: <code>/goal revenue 60m 2026</code>. To remove: <code>/goal revenue none 2026</code>.
goal-set = 🏔 The company's goal for { $year }: { $kpi } { $value }.
goal-changed = 🏔 The company's goal for { $year }: { $kpi } { $value } (was { $before }).
goal-same = 🏔 It is so already: { $kpi } { $value } in { $year }.
goal-removed = 🏔 There is no goal for { $year } any more ({ $kpi }).
goal-none-yet = There was no such goal.
goal-kpi-unknown = I know no KPI called “{ $name }”.
goal-kpi-near = I know no KPI called “{ $name }”. Did you mean { $names }?
goal-kpi-level = A year's goal is for what adds up: revenue, deals, new clients, calls and the like.
goal-positive = A goal must be above zero. To remove it: <code>/goal revenue none 2026</code>.
goal-past = { $year } is over: a goal is for this year or a later one.
goal-far = That is too far ahead: a goal is for { $n } years ahead at most.
goal-share-own = 🏔 You brought { $share } of the company's goal for { $year } ({ $kpi }: { $own } of { $goal }).
goal-share-team = 🏔 The team brought { $share } of the company's goal for { $year } ({ $kpi }: { $own } of { $goal }).
button-goal-remove = Remove: { $kpi }
button-goal-year = { $year }

## Where you stand: /me and /team

pace-on = on pace
pace-little = a little behind
pace-behind = behind
pace-risk = at risk
pace-early = early days
pace-met = met ✅
pace-met-so-far = met so far ✅
pace-limit-met = kept within it ✅
pace-limit-on = within it
pace-limit-little = a little faster than time
pace-limit-behind = faster than time
button-my-team = 👥 Team
button-kinds = 📅 Period
button-kind-day = Day
button-kind-week = Week
button-kind-month = Month
button-kind-quarter = Quarter
button-kind-year = Year
button-whole = More
button-short = Less
button-before = ‹ Earlier
button-after = Later ›
button-file = 📄 CSV
toast-file = The file is on its way
no-value-retention = nobody bought before
no-value-repeat_rate = no clients yet
no-value-sales_cycle = first contacts not known yet
no-value-conversion = no activity yet
no-value-other = nothing to divide by yet
kpi-sales_cycle_median = sales cycle, median
kpi-sales_cycle_coverage = sales cycle known, %
me-target = { $name }: <b>{ $actual }</b> of { $target } ({ $share })
me-target-bare = { $name }: <b>{ $actual }</b>, target { $target }
me-no-value-target = { $name }: — ({ $why }), target { $target }
me-limit = { $line } — a limit
me-more = ↳ { $line }
me-gap = { $gap } short, no working days left
me-need = { $gap } to go{ $each ->
    [day] : { $need } a day
   *[all] {" "}in { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
}
need-rate = { $each ->
    [day] { $value } a day
   *[all] { $value } more in { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
}
me-need-activities = { $gap } to go{ $each ->
    [day] : { $need } a day
   *[all] {" "}in { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
}, { $activities }
me-activities-own = that is about { $what } { $yours ->
    [yes] by your own conversion
   *[no] by their own conversion
}
me-activities-team = that is about { $what } by the team’s conversion
me-less-days = instead of { $full }: { $n ->
    [one] { $n } working day off
   *[other] { $n } working days off
}
me-less-holiday = instead of { $full }: a holiday this week
me-less-new = instead of { $full }: a newcomer’s target
me-so-far = { $top } of { $of } so far
me-covered = { $value } (from { $top } of { $of } { $of ->
    [one] deal
   *[other] deals
})
me-today-own = { $kpi } — { $n }
me-today-other = Today: { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
me-forecast = forecast: { $value }
me-forecast-range = forecast: { $value }, it usually ends between { $low } and { $high }
me-change-more = { $over ->
    [yes] over as many days
   *[no] by this day
} { $when } it was { $by } less
me-change-less = { $over ->
    [yes] over as many days
   *[no] by this day
} { $when } it was { $by } more
me-change-same = { $over ->
    [yes] over as many days
   *[no] by this day
} { $when } it was just as much
period-before = { $kind ->
    [week] the week before
    [month] { $month ->
        [1] in January
        [2] in February
        [3] in March
        [4] in April
        [5] in May
        [6] in June
        [7] in July
        [8] in August
        [9] in September
        [10] in October
        [11] in November
       *[12] in December
    }
    [quarter] in quarter { $quarter }
   *[year] in { $year }
}
me-set-by = 🎯 Set by { $name } ({ $what })
say = 💡 { $what }
say-over-met = { $of ->
    [1] The target is met 🎉
   *[other] All targets are met 🎉
}
say-over-missed = { $of ->
    [1] The target was not met this time.
   *[other] Targets met: { $met } of { $of }.{ $missed ->
        [1] {" "}Missed: { $name }.
       *[other] {""}
    }
}
say-absent = A day to rest: it does not count, and the target is smaller for it.
say-quiet = Nothing logged today yet. One message will do, for instance: <code>5 calls</code>
say-limit-over = { $kpi }: { $value } over the limit.
say-met = { $of ->
    [1] The target is met 🎉 Everything from here is on top.
   *[other] All targets are met 🎉 Everything from here is on top.
}
say-last = { $kpi }: no working days left, { $value } short.
say-risk = { $kpi }: to make it, you need { $rate }{ $known ->
    [yes] , { $activities }
   *[no] {""}
}.{ $each ->
    [day] {" "}Working days left: { $left }.
   *[all] {""}
}
say-limit-fast = { $kpi }: the limit goes faster than the time. { $value } left.
say-limit-within = { $kpi }: within the limit, { $value } left.
say-little = { $kpi }: a little behind. { $today ->
    [yes] Needed today: { $value }
   *[no] You need { $rate }
}{ $known ->
    [yes] , { $activities }
   *[no] {""}
}.
say-ahead = { $kpi }: on pace, { $value } to spare.
say-early = { $kpi }: too early to tell, for now you need { $rate }{ $known ->
    [yes] , { $activities }
   *[no] {""}
}.
say-level = { $kpi }: { $value } away from the target of { $target }.
say-wait = { $kpi }: the end of the period will tell.
team-target = 🎯 { $line }
team-some-targets = 🎯 { $name }: <b>{ $actual }</b> · { $n } of { $of } have targets
team-personal = personal targets together: { $personal } of { $target }
team-of = { $actual }, target { $target }
team-of-share = { $actual } of { $target } ({ $share })
team-row-target = <b>{ $name }</b> — { $what }
team-row-share = { $share } of target
team-row-share-of = { $name }: { $share } of target
team-row-away = away
team-silent = ✍️ No report today yet: { $names }
team-away = 🌿 Away today: { $names }
team-file = 📄 <b>{ $team }</b> · { $period }: { $n ->
    [one] { $n } person
   *[other] { $n } people
}
company-title = 🏢 <b>{ $name }</b> · { $period }
csv-name = Name
csv-target = Target: { $kpi }
csv-share = Attainment: { $kpi }, %

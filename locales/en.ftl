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
absence-sick = Sick leave: { $days ->
    [1] { $first }
   *[other] { $first } – { $last }
}
absence-vacation = Vacation: { $days ->
    [1] { $first }
   *[other] { $first } – { $last }
}
absence-day_off = Day off: { $days ->
    [1] { $first }
   *[other] { $first } – { $last }
}
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
    In a group: <code>/deal 45k Acme</code>
help-no-team = You are not in a team yet, so there is nothing to log.
help-lead = <b>For leads:</b>
    /team — the team's figures
    /target — targets: <code>/target @anna volume 1.5m</code>
    /invite — invite, /people — the team's people
help-owner = <b>For owners:</b>
    /people — roles and moves in all teams
    /newteam — one more team: <code>/newteam South</code>
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
me-figure = { $name }: <b>{ $actual }</b>
me-figure-target = { $name }: <b>{ $actual }</b> of { $target } ({ $share }%)
me-no-value = { $name }: — ({ $why })
me-today = Today: { $what }
me-today-empty = Nothing logged today yet.
me-no-target = 🎯 No target for the month yet. Your lead sets it: just ask.
me-no-target-lead = 🎯 No target for the month yet. Set one: /target
me-owner-no-team = You are not in a team, so there are no figures of your own. The teams are here: /team

team-none = No teams yet. Make the first one: /newteam
team-title = 👥 <b>{ $team }</b> · { $month }
team-total = Together: <b>{ $volume }</b>, { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}
team-total-target = Together: <b>{ $volume }</b> of { $target } ({ $share }%), { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}
team-some-targets = 🎯 { $n } of { $of } have a revenue target.
team-no-team-target = 🎯 The team has no target yet. Set one: /target
team-nobody = Nobody here yet. Invite them: /invite
team-row = <b>{ $name }</b> — { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}, { $volume }
team-row-share = { $share }% of target
team-row-share-of = { $name }: { $share }% of target
team-left = No longer in the team: { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}, { $volume }
team-no-target = 🎯 No target for the month yet.
team-latest-deals = Latest deals of the month:
last-never = nothing yet
last-days-ago = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}

target-goal = { $kpi } { $value }
target-title = 🎯 <b>Monthly targets</b> · { $team }
target-row-team = Whole team: { $goals }
target-row = <b>{ $name }</b>: { $goals }
target-none = none yet
target-without = Without a target: { $names }
target-how = To set one, tap a name or write <code>/target @anna revenue 1.5m</code>
target-of-person = 🎯 <b>{ $name }</b>: monthly targets
target-of-team = 🎯 Team <b>{ $name }</b>: monthly targets
target-bullet = • { $goal }
target-none-here = None yet.
target-choose-kpi = Which target do you want to set or change?
target-ask-person = 🎯 <b>{ $name }</b> — { $kpi }. How much a month?
target-ask-team = 🎯 Team <b>{ $name }</b> — { $kpi }. How much a month?
target-now = Now: { $value }
target-from-last-month = The buttons show last month and a little above it.
target-no-history = There was nothing last month, so I have no suggestion.
target-type = Or write <code>/target { $whom } { $kpi } { $example }</code>
target-example-money = 1.5m
target-example-count = 20
target-set = 🎯 { $name }: { $goal } a month.
target-changed = 🎯 { $name }: { $goal } a month (it was { $before }).
target-removed = 🎯 { $name }: no target for { $kpi } any more.
target-same = 🎯 Nothing to change: { $name }, { $goal } a month.
target-told-set = 🎯 Your new target: { $goal } a month.
    — { $who }
target-told-changed = 🎯 Your target has changed: { $goal } a month (it was { $before }).
    — { $who }
target-told-removed = 🎯 You have no target for { $kpi } any more.
    — { $who }
target-own = 🎯 <b>Your monthly targets</b>
target-usage = Write whose, what and how much: <code>/target @anna revenue 1.5m</code>, <code>/target Anna deals 20</code>, <code>/target team revenue 10m</code>. To remove one: <code>/target @anna revenue none</code>.
target-whom-missing = Whose target is it? Write <code>/target @anna revenue 1.5m</code>.
target-kpi-later = For now a target can be on revenue, deals, calls, contacts, meetings, demos, proposals and invoices.
target-monthly = Targets are monthly for now: write how much is needed in a month.
target-positive = A target has to be more than zero. To remove it: <code>/target @anna revenue none</code>.
target-value = I did not get how much: “{ $value }”. Write <code>1.5m</code> or <code>20</code>, for example.
target-whole = This needs a whole number.
target-too-big = That is too much: I cannot set such a target.
target-unit = Is { $value } in thousands? Write it with a unit, <code>{ $value }k</code>, or in full.
target-too-many = One person can have at most { $n } targets, or nobody remembers them. Remove one first.
target-none-yet = There was no such target.
whom-ambiguous = Which one: { $names }? Write the @name or the full name.
whom-which-team = Which team: { $names }? Write its name after the word “team”.
whom-unknown = I do not have anyone like that: { $name }. Write a @name, a name or “team”.

contact-own = That is you 🙂 Send a client's card and I will log the contact.
contact-colleague = That is your colleague, so I did not log a contact.

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

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
amount-foreign = { $amount } { $currency }
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
    [one] { $first }
   *[other] { $first } – { $last }
}
absence-vacation = Vacation: { $days ->
    [one] { $first }
   *[other] { $first } – { $last }
}
absence-day_off = Day off: { $days ->
    [one] { $first }
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
button-no = Do not record
button-back = ‹ Back
button-no-client = No client
choose-day = Which day was it?
choose-client = Which client?
choose-client-hint = Not in the list? Edit your message, the entry follows it.
choose-entry = Which entry to correct?
toast-undone = Taken back
toast-redone = Back again
toast-saved = Done
toast-nothing = It is so already
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
ask-discount = 🤔 Worked out with the discount. Is it right?
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
deals-period-unknown = Did not get the period. Try <code>/deals yesterday</code>, <code>/deals November</code>, <code>/deals 2026-11</code>, <code>/deals Acme</code>.
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
card-hint = To correct it, reply to this message with an amount, a day or a client. Or write <code>/fix { $id } 54 000</code>
corrected-by-lead = ✏️ { $who } corrected your entry: { $what }
voided-by-lead = ↩️ { $who } took your entry back: { $what }
revived-by-lead = ✅ { $who } brought your entry back: { $what }
fix-usage = Write the entry's number and what to correct: <code>/fix 12 54 000</code>, <code>/fix 12 yesterday</code>, <code>/fix 12 Acme</code>.
fix-done = ✅ Corrected: { $what }
log-usage = Write what to record: <code>/deal 45k Acme</code> or <code>/log 12 calls</code>.
contact-logged = 👤 Contact recorded: { $name }
hint-write = I keep track of sales. Write, for example:
    <code>deal 45k Acme</code>
    <code>12 calls, 2 meetings</code>
    The rest is in /help.

## Errors

error-unexpected = 😔 Something broke on my side. Your message is kept; if you write to us, mention number { $number }.
error-denied = This is not for you.
error-not-found = It is not there any more.
error-entry-gone = That entry is not there any more.
error-not-yours = That is not your entry.
error-no-team = You are not in a team yet. Ask your lead for an invitation.
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
outsider = Hello! I keep sales for teams. To start, you need an invitation link from your lead.

### Tickets: states, what operators do with them, the card and its buttons.

## The card

card-no-ticket = No ticket is open.
card-assignee = 👤 { $name }
card-nobody = 👤 nobody yet
card-until = until { $at }
card-due = ⏱ { $promise }: { $at }
card-undelivered = ⚠️ { $count ->
        [one] One answer was
       *[other] { $count } answers were
    } not delivered
card-earlier-tickets = Earlier tickets: { $numbers }

state-open = 🔴 open
state-pending = 💬 waiting for the customer
state-snoozed = 💤 snoozed
state-resolved = ✅ resolved
state-closed = 📁 closed

priority-low = ⬇️ low
priority-normal = normal
priority-high = ⬆️ high
priority-urgent = 🔥 urgent

clock-first_response = First answer
clock-next_response = Next answer
clock-resolution = Resolution

button-take = Take
button-release = Release
button-resolve = ✅ Resolve
button-reopen = Reopen
button-snooze = 💤 Snooze
button-snooze-1h = 1 hour
button-snooze-3h = 3 hours
button-snooze-tomorrow = Tomorrow morning
button-snooze-monday = Monday morning
button-priority = Priority
button-priority-low = ⬇️ low
button-priority-normal = normal
button-priority-high = ⬆️ high
button-priority-urgent = 🔥 urgent
button-more = More …
button-history = History
button-who = Who is it?
button-ban = 🚫 Ban
button-unban = Unban
button-back = « Back

## What operators do

ticket-none = There is no ticket here now. The customer's next message opens one, and so does /open in General.
taken = 👤 { $name } takes #{ $number }.
taken-already = You hold this ticket already.
taken-by-other = { $name } has taken this ticket. /assign me takes it over.
take-anonymous = You write anonymously, so nobody would know whose ticket it is. /assign @name gives it to somebody.
released = #{ $number } is back in the queue.
not-taken = Nobody holds this ticket.
resolved = ✅ #{ $number } is resolved.
reopened = 🔴 #{ $number } is open again.
snoozed = 💤 #{ $number } sleeps until { $at }.
prioritised = #{ $number } has priority: { $priority }

## Buttons

press-stale = This button is out of date.
press-not-member = Only members of the operator group can use these buttons.

### Operators' commands: the menu, /help, and what the commands of this group say.

## Menu and /help

command-r = Answer with a canned reply: /r refund
command-take = Take this ticket
command-release = Give it back to the queue
command-assign = Give it to somebody: /assign @name, or me
command-resolve = Resolve it
command-reopen = Open it again
command-snooze = Put it aside: /snooze 2h, tomorrow 9:00
command-priority = low, normal, high, urgent
command-tag = Tags: /tag vip, /tag -vip takes it away
command-merge = Make it part of an earlier ticket: /merge #12
command-history = What happened to it, and earlier tickets
command-who = Who this customer is
command-queue = Open tickets, the most urgent first
command-sla = What is promised, and what is at risk
command-canned = The canned replies
command-open = Begin a ticket for a customer: /open 12345
command-on = I am on duty
command-off = I am off duty
command-settings = Settings
command-hours = Working hours: /hours mon-fri 09:00-18:00
command-holidays = Holidays: /holidays DE-BE
command-policy = Promises for a tag: /policy vip first 5m
command-alerts = When alerts come: /alerts warn 80% every 30m times 3
command-assignment = Who gets new tickets: /assignment round robin
command-returns = Untouched tickets go back to the queue: /returns 30m
command-autoclose = Close after silence: /autoclose 5d
command-reopen_window = How long a resolved ticket can be reopened: /reopen_window 72h
command-language = Language: /language en
command-text = Texts to customers: /text greeting de Hallo!

help-here = What you write in this topic goes to the customer.
help-here-replies = Only replies go to the customer: reply to one of the customer's messages.
help-elsewhere = Each topic belongs to one customer: what you write in it goes to that customer. Here nothing is passed on.
help-ticket = <b>This ticket</b>
help-no-ticket = There is no ticket here now: the customer's next message opens one, and so does /open.
help-customer = <b>This customer</b>
help-desk = <b>The desk</b>
help-admins = <b>For admins</b>

## What they say

only-in-topics = /{ $command } is about a customer: write it in the customer's topic.
caption-command = ⚠️ Nothing was done, and nothing was sent to the customer: a command is a new message of its own, without a picture or a file.
whisper-stays = Only I can see this message: nothing was sent to the customer, and nothing was kept. Write it so that all here can see it.
press-whispered = Only you can see the answer. If none appears, this app cannot show such messages: write /{ $command }

assigned = 👤 #{ $number } goes to { $name }.
assigned-already = { $name } holds this ticket already.
assign-unknown = Nobody here is known as { $name }. Known: { $known }. Others are known as soon as they write in this group.
assign-left = { $name } is no longer in this group. Known: { $known }
tagged = #{ $number } has the tags: { $tags }
untagged = #{ $number } has no tags.

merged = 🔗 #{ $from } is now a part of #{ $into }, which goes on here.
merge-unknown = There is no ticket #{ $number }.
merge-itself = #{ $number } is this ticket itself. Name an earlier one of this customer; /history lists them.
merge-other-customer = #{ $number } is another customer's ticket. Only tickets of the same customer can be merged, since each customer has a topic of their own.
merge-merged = #{ $number } is itself a part of #{ $into }: /merge #{ $into }

opened-for = 🆕 #{ $number } is open for { $name }.
opened-by = 🆕 #{ $number } was opened by { $name }.
open-unknown = Nobody with the id { $id } has ever written to this desk, and bots cannot write first. The id of a customer stands on the card.
open-banned = { $name } is banned. /unban in the topic comes first.
open-live = { $name } has a ticket already: #{ $number }, { $state }

on-duty = 🟢 { $name } is on duty. On duty now: { $everybody }
on-duty-already = You are on duty already. On duty now: { $everybody }
off-duty = ⚪ { $name } is off duty. On duty now: { $everybody }
off-duty-already = You were not on duty. On duty now: { $everybody }
nobody = nobody
duty-anonymous = You write anonymously, so nobody would know who is on duty. Switch off “Remain anonymous” among your admin rights and send it again.
operator-left = 👋 { $name } has left the group. Back in the queue: { $tickets }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more
    }

## Who somebody is, and what happened

who-tickets = Tickets: { $count }
who-rating = Average rating: { $score } ({ $count ->
        [one] one rating
       *[other] { $count } ratings
    })
history-earlier = <b>Earlier tickets</b>
history-merged = part of #{ $number }
history-left-out = … { $count ->
        [one] one more entry
       *[other] { $count } more entries
    }
anonymous-admin = an anonymous admin

event-opened = opened
event-took = taken
event-assigned = given to { $name }
event-released = back in the queue
event-priority = priority: { $before } → { $after }
event-tags = tags: { $tags }
event-customer_wrote = open again: the customer wrote
event-operator_answered = answered, waits for the customer
event-resolved_by_operator = resolved
event-reopened_by_operator = opened again
event-snoozed = snoozed until { $until }
event-snooze_over = the snooze is over
event-reopen_window_over = closed
event-auto_closed = closed: the customer was silent
event-close_warned = the customer was warned that silence closes it
event-rating_asked = the customer was asked for a rating
event-rated = rated: { $score }
event-topic_closed_by_hand = resolved: the topic was closed
event-topic_reopened_by_hand = opened again with the topic
event-merged = became a part of #{ $number }
event-merged_in = #{ $number } became a part of this one
event-banned = customer banned
event-unbanned = customer unbanned
event-other = { $name }

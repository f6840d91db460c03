### What customers are told by time and rules, and what operators read of it.

## To customers

closed-now = We have got your message. Our team is away now and will be back { $opens }.
expected-within = We have got your message. We usually answer within { $length }.
expected-by = We have got your message. We usually answer by { $at }.
close-warning = Is there anything else that we can do? If not, this conversation will be closed { $closes }; writing a message keeps it open.
closed-silent = We have closed this conversation, as we have not heard from you. If there is anything else, just write again.
rating-asked = Your question is marked as resolved. How did we do?
rating-thanks =
    Thank you! Your rating: { $stars }
    If you change your mind, choose again.
rating-taken = Thank you!
rating-stale = This rating is no longer taken.

language-which = In which language shall we write to you?
language-as-in-telegram = As in my Telegram
language-chosen = ✅ Language: { $name }. The bot writes to you in it from now on.
language-followed = ✅ The bot follows the language of your Telegram again: { $name }.
language-unknown = The bot does not speak “{ $part }”. There are: { $known }. For example: /language { $example }
language-stale = This button is out of date. /language shows the choice again.
language-of-desk = That is what customers are told, you among them. Settings, alerts and the group stay in the desk's own language, { $name }: /settings changes it.

## In a customer's topic

snooze-over = 🔔 #{ $number } is back: its snooze is over.
snooze-over-for = 🔔 { $name }, #{ $number } is back: its snooze is over.
auto-closed = 📁 #{ $number } is closed: the customer has not answered.
back-in-queue = ⏳ Nobody has touched #{ $number }: { $before } no longer holds it, it is back in the queue.
passed-on = ⏳ Nobody has touched #{ $number }: { $before } no longer holds it, it is for { $after } now.
rated = #{ $number } is rated: { $stars }
rated-anew = #{ $number } is rated anew: { $stars } (before: { $before })

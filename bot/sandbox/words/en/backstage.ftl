# Backstage: the world's clock, the bot's process, what Telegram does to it.

## Time

time = Time
skip-time = Skip time
skip-quarter = +15 min
skip-hour = +1 h
skip-day = +1 day
skip-by = Skip { $amount }
skip-monday = Mon 09:00
skip-monday-label = Skip to the next Monday, 09:00
skip-to = Skip to…
skip-to-label = Skip to a date and time
skip = Skip
date-and-time = Date and time ({ $timezone })
forward-only = Time goes forward only.
skipped = { $duration } passed: it is { $date }, { $time } now.
clock-ahead = { $duration } ahead

## The bot

bot = Bot
bot-process = The bot's process
bot-state =
    { $state ->
        [running] Bot running
        [starting] Bot starting…
        [stopped] Bot stopped
       *[other] Bot
    }
bot-waiting = { $state }, { $count } waiting
kill = Kill -9
kill-label = Kill the bot's process without a warning
start = Start
start-label = Start the bot
restart = Restart
restart-label = Kill the bot and start it again

## Telegram

telegram = Telegram
telegram-moods = Telegram's moods
outage = Outage
limits = Limits
gauge = { $used } of { $allowed } a minute
gauge-ban = 429: { $seconds } s to wait
gauge-label = Messages that the bot has made in the group in the last minute, and how many Telegram allows
faults = Faults…
faults-planned = { faults } ({ $count })
faults-label = Let something go wrong
flood-group = 429 for the group, { $seconds } s
fault-lost_response = Lose the answer to the next message
fault-reset = Break the connection of the next message
fault-server_error = Answer the next message with 500
fault-bad_gateway = Answer the next message with 502 and HTML
fault-slow = Be slow with the next message (3 s)
fault-duplicate_batch = Deliver the last updates twice
planned = Planned: { $fault }.
reactions-reach = Customers' reactions reach the bot
clear-faults = Let all be well again

## Calls

calls = Calls
calls-label = Show the calls that the bot makes
calls-list = Calls of the bot, newest first
call-at = at
call-method = method
call-chat = chat
call-topic = topic
call-answer = answer
call-ok = ok
call-unanswered = no answer
call-topic-gone = { $topic } (gone)
call-fault =
    { $kind ->
        [lost_response] answer lost
        [reset] connection broken
        [server_error] server error
        [bad_gateway] bad gateway
        [slow] slow
        [flood] flood
        [duplicate_batch] delivered twice
       *[other] { $kind }
    }

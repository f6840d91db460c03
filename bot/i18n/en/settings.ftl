### Settings: what admins change while the desk works, by buttons and by text. Variables arrive escaped.

## Refusals

settings-not-admin = Only an admin of this desk may change its settings. Your id is { $user }: put it into ADMIN_IDS if that is you.
settings-anonymous = You write anonymously, so the bot cannot see whether you are an admin of this desk. Switch off “Remain anonymous” among your admin rights, or write to the bot in private.
promise-out-of-reach = With these hours that would take more than ten years. Give longer hours or a shorter time, for example: /hours mon-fri 09:00-18:00 and /sla resolve 8h
assignment-example = { $given ->
        [0] Who gets a new ticket?
       *[other] I do not understand “{ $part }”.
    } For example: /assignment manual · /assignment round robin · /assignment least loaded
returns-example = { $given ->
        [0] After how long?
       *[other] I do not understand “{ $part }”.
    } From a minute to 30 days, for example: /returns 30m · /returns off
reopen-window-example = { $given ->
        [0] For how long?
       *[other] I do not understand “{ $part }”.
    } From a minute to 365 days, for example: /reopen_window 72h · /reopen_window 7d
alerts-example = { $given ->
        [0] When are operators to be alerted?
       *[other] I do not understand “{ $part }”.
    } For example: /alerts warn 80% every 30m times 3 quiet on · /alerts warn off · /alerts quiet off
policy-example = { $given ->
        [0] What is promised to tickets with which tag?
       *[other] I do not understand “{ $part }”.
    } For example: /policy vip first 5m next 15m; high: first 2m · /policy vip off
policy-none = There are no promises of their own for tickets tagged { $tag }. For example: /policy { $tag } first 5m
policy-too-many = At most { $most } tags have promises of their own. Take one away first, for example: /policy vip off
text-example = { $given ->
        [0] Which text, in which language, and in what words?
       *[other] And in what words?
    } For example: /text greeting de Hallo { "{" }name{ "}" }! · /text greeting de off
text-unknown = There is no text “{ $part }”. There are: { $known }. For example: /text greeting de Hallo { "{" }name{ "}" }!
text-language = { $given ->
        [0] In which language?
       *[other] “{ $part }” is no language.
    } Give its two letters, for example: /text greeting de Hallo { "{" }name{ "}" }!
text-unknown-variables = This text knows no { $part }. It has: { $known }. A brace itself is written twice: { "{{" }
text-no-variables = This text has no variables, so { $part } means nothing in it. A brace itself is written twice: { "{{" }
text-brace = A single brace near “{ $part }”. A variable looks like { "{" }name{ "}" }; a brace itself is written twice: { "{{" } or { "}}" }
text-too-long = That is too long: { $length } characters, { $most } fit into one message.

## After a change

settings-saved = ✅ Saved.
settings-same = Nothing has changed, it was so already.
settings-closed = Settings are closed. /settings opens them again.

## Sections

settings-title = ⚙️ <b>Settings</b>
section-home = « Settings
section-hours = Working hours
section-holidays = Holidays
section-promises = Promises
section-alerts = Alerts
section-answers = Answers
section-relay = What is relayed
section-assignment = Assignment
section-returns = Back to the queue
section-autoclose = Closing after silence
section-reopen = Reopen window
section-duty = Duty list
section-canned = Canned replies
section-language = Language
section-texts = Texts
section-history = History
section-close = Close
section-earlier = « Earlier
section-later = Later »

settings-how-hours = Other hours: <code>/hours mon-fri 09:00-13:00,14:00-18:00 Europe/Berlin</code>
settings-how-holidays =
    Those of a country or region: <code>/holidays DE-BE</code>
    One day more, or one on which you work: <code>/holidays +2026-12-24 -2026-05-01</code>
settings-how-promises =
    In other words: <code>/sla first 15m next 30m resolve 8h; high: first 5m</code>
    For tickets with a tag: <code>/policy vip first 5m</code> · <code>/policy vip off</code>
settings-how-alerts = By text: <code>/alerts warn 80% every 30m times 3 quiet on</code>
settings-how-answers = What happens when an operator answers, and what customers are told.
settings-how-relay = A note (<code>//</code> or <code>/note</code>) never reaches the customer.
settings-how-assignment = By text: <code>/assignment round robin</code>. Only operators on duty get tickets by a rule.
settings-how-returns = An assigned ticket whose assignee does nothing goes back. By text: <code>/returns 45m</code>
settings-how-autoclose = Only tickets that wait for the customer are closed, after a warning. By text: <code>/autoclose 5d</code> (working days) · <code>/autoclose 20h</code> (working time)
settings-how-reopen = A message within this time reopens a resolved ticket, a later one begins a new one. By text: <code>/reopen_window 48h</code>
settings-how-duty = Press a name to put somebody on duty or off duty. Operators do it with /on and /off; the desk knows them as soon as they write in a customer's topic.
settings-how-canned = Press one to read it or to delete it. A new one: <code>/canned</code>
settings-how-language =
    The language of operators and admins. Customers are answered in that of their Telegram, or in the one that they choose by /language.
    By text, in the group: <code>/language en</code> · <code>/language auto</code>
settings-how-texts =
    Press one to see what customers read. In your own words: <code>/text greeting de Hallo { "{" }name{ "}" }!</code>
    Back to the built-in words: <code>/text greeting de off</code>
settings-how-history = The last changes, newest first.

## Preferences by name

setting-relay_replies_only = Only replies reach the customer
setting-answer_makes_pending = After an answer the ticket waits for the customer
setting-first_answer_takes = The first answer takes the ticket
setting-ask_rating = Ask for a rating when it is resolved
setting-tell_closed = Out of hours, say when operators are back
setting-tell_expected_time = In hours, say how long answers took lately
setting-quiet_outside_hours = Alerts are quiet outside working hours
setting-hours = Working hours
setting-holidays = Holidays
setting-promises = Promises
setting-policies = Promises for a tag
setting-assignment = Assignment
setting-returns_after = Back to the queue
setting-auto_close = Closing after silence
setting-reopen_window = Reopen window
setting-warn_at_share = Warning before the due time
setting-repeat_every = Repeated every
setting-repeats = Repeats
setting-language = Language
setting-texts = Text
setting-duty = On duty
setting-canned = Canned reply

choice-on = on
choice-off = off
choice-manual = Operators take tickets themselves
choice-round_robin = In turn
choice-least_loaded = To whoever has the fewest
choice-weekdays = Mon–Fri 9–18
choice-always = Around the clock
choice-relay-all = Everything that operators write reaches the customer, except notes.
choice-relay-replies = Only replies to the customer's messages reach the customer.

## What holds

settings-open-now = The desk is open now.
settings-closed-now = The desk is closed now and opens { $at }.
settings-next-holidays = Next: { $days }
settings-no-holidays = No holidays.
settings-nothing-promised = Nothing is promised.
settings-calendar-time = { $length } (calendar time)
settings-for-priority = { $priority }:
settings-for-tag = <b>Tag { $tag }:</b>
settings-warning = A warning comes when { $share } of the time is spent.
settings-no-warning = No warning comes before the due time.
settings-repeats = { $count ->
        [0] Then an alert at the due time, once.
        [one] Then an alert at the due time and again after { $every }, until somebody acts.
       *[other] Then an alert at the due time and again every { $every }, up to { $count } times, until somebody acts.
    }
settings-nobody-on-duty = Nobody is on duty.
settings-on-duty = On duty: { $names }
settings-no-canned = There are none yet.
settings-language-configured = As configured: { $name }
settings-own-texts = { $count ->
        [0] All texts are the built-in ones.
        [one] One text is your own.
       *[other] { $count } texts are your own.
    }
settings-built-in = Built-in: { $text }
settings-own = Your own ({ $tag }): { $text }
settings-no-history = Nothing has been changed yet.
settings-entry = { $at } · { $name } · { $what }: { $change }
settings-added = + { $after }
settings-removed = − { $before }
settings-delete = 🗑 Delete
settings-drop-text = 🗑 { $tag }: back to the built-in text

length-working-days = { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }

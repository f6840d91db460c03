### What the rules say against wrong input, with an example of the right one. `part` is what was wrong, `given` 0 when nothing was.

ticket-closed = This ticket is closed for good. The customer's next message begins a new one, and so does /open.
ticket-open-already = This ticket is open already.
ticket-resolved-already = This ticket is resolved already.
ticket-resolved-no-snooze = A resolved ticket cannot be snoozed. /reopen it first.
ticket-not-snoozed = This ticket is not snoozed.
ticket-not-resolved = This ticket is not resolved.
ticket-not-pending = Only tickets that wait for the customer are closed automatically.
snooze-example = { $given ->
        [0] Until when?
       *[other] “{ $part }” is no time that I understand.
    } For example: /snooze 2h · /snooze 1h30m · /snooze tomorrow 9:00 · /snooze fri · /snooze 2026-12-24 10:00
snooze-past = That would be { $at }, which is over. For example: /snooze 2h or /snooze tomorrow 9:00
snooze-too-far = A ticket can be snoozed for a year at most. For example: /snooze 2026-12-24 10:00
hours-example = { $given ->
        [0] What are the hours?
       *[other] I do not understand “{ $part }”.
    } For example: /hours mon-fri 09:00-13:00,14:00-18:00; sat 10:00-14:00; 2026-12-24 off Europe/Berlin – or: /hours 24/7 Europe/Berlin
hours-invalid-time = “{ $part }” is not within a day: times go from 00:00 to 24:00. For example: /hours mon-fri 09:00-18:00
hours-invalid-date = There is no date { $part }. For example: /hours mon-fri 09:00-18:00; 2026-12-24 09:00-13:00
hours-open-not-before-close = “{ $part }” does not open before it closes. Midnight is 24:00, and a night is two intervals. For example: /hours daily 00:00-06:00,22:00-24:00
hours-overlapping-intervals = “{ $part }” overlaps. For example: /hours mon-fri 09:00-13:00,14:00-18:00
hours-invalid-timezone = I know no time zone “{ $part }”. It is a region and a city, for example: /hours mon-fri 09:00-18:00 Europe/Berlin
hours-no-working-time = With these hours the desk would never open. For example: /hours mon-fri 09:00-18:00
holidays-example = { $given ->
        [0] Which holidays?
       *[other] I do not understand “{ $part }”.
    } For example: /holidays DE-BE (country and region) · /holidays DE +2026-12-24 -2026-05-01 (closed, open on that day) · /holidays off
holidays-invalid-country = I know no holidays of “{ $part }”. Give a country and, if you like, its region, for example: /holidays DE-BE, /holidays US-CA or /holidays FR
holidays-invalid-date = There is no date “{ $part }”. For example: /holidays +2026-12-24 -2026-05-01
sla-example = { $given ->
        [0] What is promised?
       *[other] I do not understand “{ $part }”.
    } For example: /sla first 15m next 30m resolve 8h; high: first 5m; low: off
sla-twice = “{ $part }” says something a second time. For example: /sla first 15m next 30m; high: first 5m next 10m
sla-order = “{ $part }” stands after a priority. What holds for all comes first, for example: /sla first 15m next 30m; high: first 5m
sla-days = Working days differ in length, so “{ $part }” is unclear. Give hours of working time, or calendar time, for example: /sla resolve 16h or /sla resolve 2d calendar
sla-too-long = “{ $part }” is more than a year. For example: /sla resolve 8h
autoclose-example = { $given ->
        [0] After how long?
       *[other] I do not understand “{ $part }”.
    } For example: /autoclose 5d (working days) · /autoclose 20h (working time) · /autoclose off
canned-name-example = { $given ->
        [0] A canned reply needs a name.
       *[other] “{ $part }” cannot be a name.
    } Use up to 32 of a-z, 0-9, - and _, for example: refund-2
canned-empty = A canned reply needs a text. For example: Hello { "{" }first_name{ "}" }, thank you for waiting.
canned-unknown-variables = I do not know { $part }. There are: { $known }. A brace itself is written twice: { "{{" }
canned-brace = A single brace near “{ $part }”. A variable looks like { "{" }name{ "}" }; a brace itself is written twice: { "{{" } or { "}}" }
assign-example = { $given ->
        [0] To whom?
       *[other] “{ $part }” names nobody.
    } For example: /assign @bobby or /assign me
priority-example = { $given ->
        [0] Which priority?
       *[other] “{ $part }” is no priority.
    } There are low, normal, high and urgent, for example: /priority high
tag-example = { $given ->
        [0] Which tags?
       *[other] “{ $part }” cannot be a tag.
    } For example: /tag vip refund – and to remove one: /tag -vip
tag-too-many = At most { $most } tags at once. For example: /tag vip refund
merge-example = { $given ->
        [0] Into which ticket?
       *[other] “{ $part }” is no ticket number.
    } For example: /merge #12
open-example = { $given ->
        [0] For which customer?
       *[other] “{ $part }” is no customer's id.
    } The id stands on the customer's card, for example: /open 12345

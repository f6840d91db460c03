### The queue of open tickets, and what /sla shows.

queue-of-all = 📥 <b>Open tickets</b>, the most urgent first
queue-of-none = 📥 <b>Open tickets that nobody has taken</b>
queue-of-one = 📥 <b>Open tickets of { $name }</b>
queue-page = page { $number }
queue-due = due in { $length }, { $at }
queue-overdue = overdue by { $length }, since { $at }
queue-waits = waits for { $length }
queue-answered = answered
queue-empty = ✨ No open tickets: nobody waits for us.
queue-empty-none = ✨ Somebody takes care of every open ticket.
queue-empty-one = ✨ None at the moment.
queue-taken = 👤 { $name } takes { $ticket }
queue-nothing-to-take = ✨ Every open ticket has been taken.

button-queue-all = All
button-queue-mine = Mine
button-queue-none = Nobody's
button-take-next = 👤 Take next

sla-this-ticket = ⏱ <b>This ticket</b>
sla-running = ⏳ running
sla-paused = ⏸ paused
sla-met = ✅ met
sla-breached = ❌ breached
sla-cancelled = cancelled
sla-overdue = 🚨 overdue
sla-due = due { $at }
sla-spent = { $spent } of { $target }
sla-promised = 📜 <b>What is promised</b>
sla-nothing-promised = Nothing yet. An admin states it so: <code>/sla first 15m next 30m resolve 8h; high: first 5m</code>
sla-holidays = Holidays: { $holidays }
sla-open = 🟢 Open now.
sla-closed = 🌙 Closed now, opens { $at }.
sla-at-risk = ⚠️ <b>Most at risk</b>
sla-no-risk = ⚠️ <b>Most at risk</b>: nothing, no clock is running.
sla-lately = 📈 <b>The last 7 days</b>
sla-no-clocks = No promise has come to its end yet.
sla-record = { $promise }: { $attainment } kept ({ $met } of { $all })
sla-first-answer = Time to the first answer: half within { $median }, nine of ten within { $p90 }

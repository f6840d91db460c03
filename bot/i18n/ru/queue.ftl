### Очередь открытых обращений и то, что показывает /sla.

queue-of-all = 📥 <b>Открытые обращения</b>, самые срочные сверху
queue-of-none = 📥 <b>Открытые обращения, которые никто не взял</b>
queue-of-one = 📥 <b>Открытые обращения: { $name }</b>
queue-page = страница { $number }
queue-due = срок через { $length }, { $at }
queue-overdue = просрочено на { $length }, с { $at }
queue-waits = ждёт { $length }
queue-answered = ответ дан
queue-empty = ✨ Открытых обращений нет: никто нас не ждёт.
queue-empty-none = ✨ У каждого открытого обращения есть ответственный.
queue-empty-one = ✨ Сейчас таких нет.
queue-taken = 👤 { $name } берёт { $ticket }
queue-nothing-to-take = ✨ Все открытые обращения уже кто-то взял.

button-queue-all = Все
button-queue-mine = Мои
button-queue-none = Ничьи
button-take-next = 👤 Взять следующее

sla-this-ticket = ⏱ <b>Это обращение</b>
sla-running = ⏳ идёт
sla-paused = ⏸ на паузе
sla-met = ✅ выполнено
sla-breached = ❌ нарушено
sla-cancelled = отменено
sla-overdue = 🚨 просрочено
sla-due = срок { $at }
sla-spent = { $spent } из { $target }
sla-promised = 📜 <b>Что обещано</b>
sla-nothing-promised = Пока ничего. Администратор задаёт это так: <code>/sla first 15m next 30m resolve 8h; high: first 5m</code>
sla-holidays = Праздники: { $holidays }
sla-open = 🟢 Сейчас открыто.
sla-closed = 🌙 Сейчас закрыто, откроется { $at }.
sla-at-risk = ⚠️ <b>Под угрозой</b>
sla-no-risk = ⚠️ <b>Под угрозой</b>: ничего, ни один срок не идёт.
sla-lately = 📈 <b>За последние 7 дней</b>
sla-no-clocks = Ещё ни один срок не завершился.
sla-record = { $promise }: { $attainment } в срок ({ $met } из { $all })
sla-first-answer = Время до первого ответа: половина – до { $median }, девять из десяти – до { $p90 }

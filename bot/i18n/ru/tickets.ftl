### Обращения: состояния, что делают с ними операторы, карточка и её кнопки.

## Карточка

card-no-ticket = Открытого обращения нет.
card-assignee = 👤 { $name }
card-nobody = 👤 пока никто
card-until = до { $at }
card-due = ⏱ { $promise }: { $at }
card-undelivered = ⚠️ { $count ->
        [one] { $count } ответ не доставлен
        [few] { $count } ответа не доставлены
       *[many] { $count } ответов не доставлено
    }
card-earlier-tickets = Прежние обращения: { $numbers }

state-open = 🔴 открыто
state-pending = 💬 ждёт клиента
state-snoozed = 💤 отложено
state-resolved = ✅ решено
state-closed = 📁 закрыто

priority-low = ⬇️ низкий
priority-normal = обычный
priority-high = ⬆️ высокий
priority-urgent = 🔥 срочный

clock-first_response = Первый ответ
clock-next_response = Следующий ответ
clock-resolution = Решение

button-take = Взять
button-release = Вернуть
button-resolve = ✅ Решено
button-reopen = Открыть снова
button-snooze = 💤 Отложить
button-snooze-1h = 1 час
button-snooze-3h = 3 часа
button-snooze-tomorrow = Завтра утром
button-snooze-monday = В понедельник утром
button-priority = Приоритет
button-priority-low = ⬇️ низкий
button-priority-normal = обычный
button-priority-high = ⬆️ высокий
button-priority-urgent = 🔥 срочный
button-more = Ещё …
button-history = История
button-who = Кто это?
button-ban = 🚫 Заблокировать
button-unban = Разблокировать
button-back = « Назад

## Что делают операторы

ticket-none = Сейчас здесь нет обращения. Его откроет следующее сообщение клиента или /open в General.
taken = 👤 { $name } берёт #{ $number }.
taken-already = Это обращение уже ваше.
taken-by-other = Это обращение взял(а) { $name }. /assign me передаст его вам.
take-anonymous = Вы пишете анонимно, и никто не узнает, чьё это обращение. /assign @имя назначит его кому-нибудь.
released = #{ $number } снова в очереди.
not-taken = Это обращение никто не взял.
resolved = ✅ #{ $number } решено.
reopened = 🔴 #{ $number } снова открыто.
snoozed = 💤 #{ $number } отложено до { $at }.
prioritised = #{ $number }, приоритет: { $priority }

## Кнопки

press-stale = Эта кнопка устарела.
press-not-member = Этими кнопками пользуются только участники группы операторов.

### Команды операторов: меню, /help и то, что отвечают команды этой группы.

## Меню и /help

command-r = Ответить готовым текстом: /r возврат
command-take = Взять обращение
command-release = Вернуть в очередь
command-assign = Назначить: /assign @имя или me (себе)
command-resolve = Решено
command-reopen = Открыть снова
command-snooze = Отложить: /snooze 2ч, завтра 9:00
command-priority = low, normal, high, urgent (низкий … срочный)
command-tag = Метки: /tag vip, а /tag -vip снимает
command-merge = Присоединить к прежнему обращению: /merge #12
command-history = Что происходило, и прежние обращения
command-who = Кто этот клиент
command-queue = Открытые обращения, срочные сначала
command-sla = Что обещано и что под угрозой
command-canned = Готовые ответы
command-open = Начать обращение клиента: /open 12345
command-on = Я на смене
command-off = Я не на смене
command-settings = Настройки
command-hours = Рабочие часы: /hours пн-пт 09:00-18:00
command-holidays = Праздники: /holidays RU
command-policy = Обещания для метки: /policy vip first 5m
command-alerts = Когда напоминать: /alerts warn 80% every 30m times 3
command-assignment = Кому достаются новые обращения: /assignment round robin
command-returns = Возвращать нетронутые в очередь: /returns 30m
command-autoclose = Закрывать после молчания: /autoclose 5d
command-reopen_window = Сколько решённое можно открыть снова: /reopen_window 72h
command-language = Язык: /language ru
command-text = Тексты для клиентов: /text greeting ru Привет!

help-here = То, что вы пишете в этой теме, получает клиент.
help-here-replies = Клиент получает только ответы: отвечайте на его сообщения.
help-elsewhere = Каждая тема принадлежит одному клиенту: написанное в ней получает он. Здесь ничего не передаётся.
help-ticket = <b>Это обращение</b>
help-no-ticket = Сейчас здесь нет обращения: его откроет следующее сообщение клиента или /open.
help-customer = <b>Этот клиент</b>
help-desk = <b>Поддержка в целом</b>
help-admins = <b>Администраторам</b>

## Что они отвечают

only-in-topics = /{ $command } относится к клиенту: напишите это в теме клиента.
caption-command = ⚠️ Ничего не сделано, и клиенту ничего не отправлено: команда должна быть отдельным новым сообщением, без фотографий и файлов.
whisper-stays = Это сообщение вижу только я: клиенту ничего не отправлено и ничего не сохранено. Напишите так, чтобы видели все.
press-whispered = Ответ видите только вы. Если его нет, ваше приложение таких сообщений не показывает: напишите /{ $command }

assigned = 👤 #{ $number } теперь у { $name }.
assigned-already = Это обращение уже у { $name }.
assign-unknown = Здесь никого не знают как { $name }. Известны: { $known }. Остальные станут известны, как только напишут в этой группе.
assign-left = { $name } больше не в этой группе. Известны: { $known }
tagged = Метки #{ $number }: { $tags }
untagged = У #{ $number } нет меток.

merged = 🔗 #{ $from } теперь часть #{ $into }, разговор продолжается в нём.
merge-unknown = Обращения #{ $number } нет.
merge-itself = #{ $number } – это самое обращение. Назовите прежнее обращение этого клиента, их перечислит /history.
merge-other-customer = #{ $number } – обращение другого клиента. Объединяются только обращения одного клиента, ведь у каждого клиента своя тема.
merge-merged = #{ $number } само стало частью #{ $into }: /merge #{ $into }

opened-for = 🆕 #{ $number } открыто, клиент: { $name }.
opened-by = 🆕 Обращение #{ $number } открыл(а) { $name }.
open-unknown = Никто с id { $id } сюда не писал, а бот не может написать первым. Id клиента стоит на его карточке.
open-banned = Клиент { $name } заблокирован. Сначала /unban в его теме.
open-live = У клиента { $name } уже есть обращение: #{ $number }, { $state }

on-duty = 🟢 { $name } на смене. Сейчас на смене: { $everybody }
on-duty-already = Вы уже на смене. Сейчас на смене: { $everybody }
off-duty = ⚪ { $name } не на смене. Сейчас на смене: { $everybody }
off-duty-already = Вы и не были на смене. Сейчас на смене: { $everybody }
nobody = никого
duty-anonymous = Вы пишете анонимно, и никто не узнает, кто на смене. Отключите анонимность в своих правах администратора и отправьте это снова.
operator-left = 👋 { $name } больше не в группе. Снова в очереди: { $tickets }{ $more ->
        [0] { "" }
       *[other] { " " }и ещё { $more }
    }

## Кто это, и что происходило

who-tickets = Обращений: { $count }
who-rating = Средняя оценка: { $score } ({ $count ->
        [one] { $count } оценка
        [few] { $count } оценки
       *[many] { $count } оценок
    })
history-earlier = <b>Прежние обращения</b>
history-merged = часть #{ $number }
history-left-out = … { $count ->
        [one] и ещё { $count } запись
        [few] и ещё { $count } записи
       *[many] и ещё { $count } записей
    }
anonymous-admin = анонимный администратор

event-opened = открыто
event-took = взято
event-assigned = назначено: { $name }
event-released = снова в очереди
event-priority = приоритет: { $before } → { $after }
event-tags = метки: { $tags }
event-customer_wrote = снова открыто: клиент написал
event-operator_answered = есть ответ, ждёт клиента
event-resolved_by_operator = решено
event-reopened_by_operator = открыто снова
event-snoozed = отложено до { $until }
event-snooze_over = срок вышел, снова открыто
event-reopen_window_over = закрыто
event-auto_closed = закрыто: клиент молчал
event-close_warned = клиент предупреждён о закрытии
event-rating_asked = клиента попросили об оценке
event-rated = оценено: { $score }
event-topic_closed_by_hand = решено: тему закрыли
event-topic_reopened_by_hand = открыто снова вместе с темой
event-merged = стало частью #{ $number }
event-merged_in = #{ $number } стало частью этого
event-banned = клиент заблокирован
event-unbanned = клиент разблокирован
event-other = { $name }

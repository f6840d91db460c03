# За кулисами: часы этого мира, процесс бота и то, что вытворяет Telegram.

## Время

time = Время
skip-time = Перевести часы
skip-quarter = +15 мин
skip-hour = +1 ч
skip-day = +1 день
skip-by = Перевести вперёд на { $amount }
skip-monday = Пн 09:00
skip-monday-label = Перевести на ближайший понедельник, 09:00
skip-to = Дата…
skip-to-label = Перевести на выбранные дату и время
skip = Перевести
date-and-time = Дата и время ({ $timezone })
forward-only = Время идёт только вперёд.
skipped = Прошло { $duration }: теперь { $date }, { $time }.
clock-ahead = на { $duration } вперёд

## Бот

bot = Бот
bot-process = Процесс бота
bot-state =
    { $state ->
        [running] Бот работает
        [starting] Бот запускается…
        [stopped] Бот остановлен
       *[other] Бот
    }
bot-waiting = { $state }, в очереди { $count }
kill = Kill -9
kill-label = Убить процесс бота без предупреждения
start = Запустить
start-label = Запустить бота
restart = Рестарт
restart-label = Убить бота и запустить снова

## Telegram

telegram = Telegram
telegram-moods = Капризы Telegram
outage = Сбой
limits = Лимиты
gauge = { $used } из { $allowed } в минуту
gauge-ban = 429: ждать { $seconds } с
gauge-label = Сколько сообщений бот отправил в группу за последнюю минуту и сколько разрешает Telegram
faults = Ошибки…
faults-planned = { faults } ({ $count })
faults-label = Пусть что-нибудь сломается
flood-group = 429 для группы на { $seconds } с
fault-lost_response = Потерять ответ на следующее сообщение
fault-reset = Оборвать соединение на следующем сообщении
fault-server_error = Ответить на следующее сообщение ошибкой 500
fault-bad_gateway = Ответить на следующее сообщение 502 и HTML
fault-slow = Ответить на следующее сообщение через 3 с
fault-duplicate_batch = Доставить последние обновления дважды
planned = Запланировано: { $fault }.
reactions-reach = Реакции клиентов доходят до бота
clear-faults = Пусть всё снова работает

## Вызовы

calls = Вызовы
calls-label = Показать вызовы Bot API, которые делает бот
calls-list = Вызовы бота, новые сверху
call-at = время
call-method = метод
call-chat = чат
call-topic = тема
call-answer = ответ
call-ok = ок
call-unanswered = нет ответа
call-topic-gone = { $topic } (удалена)
call-fault =
    { $kind ->
        [lost_response] ответ потерян
        [reset] соединение оборвано
        [server_error] ошибка сервера
        [bad_gateway] сбой шлюза
        [slow] медленно
        [flood] лимит
        [duplicate_batch] доставлено дважды
       *[other] { $kind }
    }

### Что правила отвечают на неверный ввод, с примером верного. `part` – что было неверно, `given` 0, если ничего не введено.

ticket-closed = Это обращение закрыто окончательно. Следующее сообщение клиента начнёт новое, как и /open.
ticket-open-already = Это обращение уже открыто.
ticket-resolved-already = Это обращение уже решено.
ticket-resolved-no-snooze = Решённое обращение нельзя отложить. Сначала /reopen.
ticket-not-snoozed = Это обращение не отложено.
ticket-not-resolved = Это обращение не решено.
ticket-not-pending = Автоматически закрываются только обращения, которые ждут клиента.
snooze-example = { $given ->
        [0] До какого времени?
       *[other] Не понимаю время «{ $part }».
    } Например: /snooze 2ч · /snooze 1ч30м · /snooze завтра 9:00 · /snooze пт · /snooze 2026-12-24 10:00
snooze-past = Это было бы { $at }, а оно уже прошло. Например: /snooze 2ч или /snooze завтра 9:00
snooze-too-far = Отложить можно не больше чем на год. Например: /snooze 2026-12-24 10:00
hours-example = { $given ->
        [0] Какие часы работы?
       *[other] Не понимаю «{ $part }».
    } Например: /hours mon-fri 09:00-13:00,14:00-18:00; sat 10:00-14:00; 2026-12-24 off Europe/Moscow – или: /hours 24/7 Europe/Moscow
hours-invalid-time = «{ $part }» – такого времени нет: сутки идут от 00:00 до 24:00. Например: /hours mon-fri 09:00-18:00
hours-invalid-date = Даты { $part } нет. Например: /hours mon-fri 09:00-18:00; 2026-12-24 09:00-13:00
hours-open-not-before-close = «{ $part }»: открытие не раньше закрытия. Полночь – 24:00, а ночь – два промежутка. Например: /hours daily 00:00-06:00,22:00-24:00
hours-overlapping-intervals = «{ $part }» пересекается с другим промежутком. Например: /hours mon-fri 09:00-13:00,14:00-18:00
hours-invalid-timezone = Не знаю часового пояса «{ $part }». Это часть света и город, например: /hours mon-fri 09:00-18:00 Europe/Moscow
hours-no-working-time = С такими часами поддержка никогда не откроется. Например: /hours mon-fri 09:00-18:00
holidays-example = { $given ->
        [0] Какие праздники?
       *[other] Не понимаю «{ $part }».
    } Например: /holidays DE-BE (страна и регион) · /holidays RU +2026-12-31 -2026-05-01 (закрыто, открыто в этот день) · /holidays off
holidays-invalid-country = Не знаю праздников для «{ $part }». Укажите страну и, если нужно, регион, например: /holidays RU, /holidays DE-BE или /holidays US-CA
holidays-invalid-date = Даты «{ $part }» нет. Например: /holidays +2026-12-31 -2026-05-01
sla-example = { $given ->
        [0] Что обещано?
       *[other] Не понимаю «{ $part }».
    } Например: /sla first 15m next 30m resolve 8h; high: first 5m; low: off
sla-twice = «{ $part }» говорит о том же второй раз. Например: /sla first 15m next 30m; high: first 5m next 10m
sla-order = «{ $part }» стоит после приоритета. Сначала то, что верно для всех, например: /sla first 15m next 30m; high: first 5m
sla-days = Рабочие дни бывают разной длины, поэтому «{ $part }» неясно. Укажите рабочие часы или календарное время, например: /sla resolve 16h или /sla resolve 2d calendar
sla-too-long = «{ $part }» – больше года. Например: /sla resolve 8h
autoclose-example = { $given ->
        [0] Через какое время?
       *[other] Не понимаю «{ $part }».
    } Например: /autoclose 5d (рабочие дни) · /autoclose 20h (рабочее время) · /autoclose off
canned-name-example = { $given ->
        [0] Заготовке нужно имя.
       *[other] «{ $part }» не может быть именем.
    } До 32 знаков a-z, 0-9, - и _, например: refund-2
canned-empty = Заготовке нужен текст. Например: Здравствуйте, { "{" }first_name{ "}" }, спасибо за ожидание.
canned-unknown-variables = Не знаю { $part }. Есть: { $known }. Сама скобка пишется дважды: { "{{" }
canned-brace = Одиночная скобка рядом с «{ $part }». Переменная выглядит так: { "{" }name{ "}" }; сама скобка пишется дважды: { "{{" } или { "}}" }
assign-example = { $given ->
        [0] Кому?
       *[other] «{ $part }» – это никто.
    } Например: /assign @bobby или /assign me
priority-example = { $given ->
        [0] Какой приоритет?
       *[other] «{ $part }» – не приоритет.
    } Есть low, normal, high и urgent, например: /priority high
tag-example = { $given ->
        [0] Какие метки?
       *[other] «{ $part }» не может быть меткой.
    } Например: /tag vip refund – а чтобы убрать: /tag -vip
tag-too-many = Не больше { $most } меток за раз. Например: /tag vip refund
merge-example = { $given ->
        [0] С каким обращением?
       *[other] «{ $part }» – не номер обращения.
    } Например: /merge #12
open-example = { $given ->
        [0] Для какого клиента?
       *[other] «{ $part }» – не номер клиента.
    } Номер стоит на карточке клиента, например: /open 12345

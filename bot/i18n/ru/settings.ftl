### Настройки: что администраторы меняют на ходу, кнопками и текстом. Переменные приходят экранированными.

## Отказы

settings-not-admin = Менять настройки может только администратор. Ваш id { $user }: впишите его в ADMIN_IDS, если это вы.
settings-anonymous = Вы пишете анонимно, и бот не видит, администратор ли вы. Отключите анонимность в своих правах администратора или напишите боту лично.
promise-out-of-reach = С такими часами это заняло бы больше десяти лет. Укажите больше часов или меньший срок, например: /hours mon-fri 09:00-18:00 и /sla resolve 8h
assignment-example = { $given ->
        [0] Кому достаётся новое обращение?
       *[other] Не понимаю «{ $part }».
    } Например: /assignment manual · /assignment round robin · /assignment least loaded
returns-example = { $given ->
        [0] Через какое время?
       *[other] Не понимаю «{ $part }».
    } От минуты до 30 дней, например: /returns 30m · /returns off
reopen-window-example = { $given ->
        [0] В течение какого времени?
       *[other] Не понимаю «{ $part }».
    } От минуты до 365 дней, например: /reopen_window 72h · /reopen_window 7d
alerts-example = { $given ->
        [0] Когда предупреждать операторов?
       *[other] Не понимаю «{ $part }».
    } Например: /alerts warn 80% every 30m times 3 quiet on · /alerts warn off · /alerts quiet off
policy-example = { $given ->
        [0] Что обещано обращениям с какой меткой?
       *[other] Не понимаю «{ $part }».
    } Например: /policy vip first 5m next 15m; high: first 2m · /policy vip off
policy-none = У обращений с меткой { $tag } нет своих обещаний. Например: /policy { $tag } first 5m
policy-too-many = Свои обещания могут быть не больше чем у { $most } меток. Сначала уберите одну, например: /policy vip off
text-example = { $given ->
        [0] Какой текст, на каком языке и какими словами?
       *[other] А какими словами?
    } Например: /text greeting de Hallo { "{" }name{ "}" }! · /text greeting de off
text-unknown = Нет текста «{ $part }». Есть: { $known }. Например: /text greeting de Hallo { "{" }name{ "}" }!
text-language = { $given ->
        [0] На каком языке?
       *[other] «{ $part }» – не язык.
    } Укажите его двумя буквами, например: /text greeting de Hallo { "{" }name{ "}" }!
text-unknown-variables = Этот текст не знает { $part }. В нём есть: { $known }. Сама скобка пишется дважды: { "{{" }
text-no-variables = В этом тексте нет переменных, и { $part } в нём ничего не значит. Сама скобка пишется дважды: { "{{" }
text-brace = Одиночная скобка рядом с «{ $part }». Переменная выглядит так: { "{" }name{ "}" }; сама скобка пишется дважды: { "{{" } или { "}}" }
text-too-long = Слишком длинно: знаков { $length }, а в одно сообщение помещается { $most }.

## После изменения

settings-saved = ✅ Сохранено.
settings-same = Ничего не изменилось: так уже и было.
settings-closed = Настройки закрыты. Открыть их снова: /settings.

## Разделы

settings-title = ⚙️ <b>Настройки</b>
section-home = « Настройки
section-hours = Часы работы
section-holidays = Праздники
section-promises = Обещания
section-alerts = Предупреждения
section-answers = Ответы
section-relay = Что передаётся
section-assignment = Распределение
section-returns = Возврат в очередь
section-autoclose = Закрытие из-за молчания
section-reopen = Время на возобновление
section-duty = Кто на смене
section-canned = Заготовки
section-language = Язык
section-texts = Тексты
section-history = Журнал
section-close = Закрыть
section-earlier = « Раньше
section-later = Дальше »

settings-how-hours = Другие часы: <code>/hours mon-fri 09:00-13:00,14:00-18:00 Europe/Moscow</code>
settings-how-holidays =
    Праздники страны или региона: <code>/holidays RU</code>
    Ещё один выходной или рабочий день: <code>/holidays +2026-12-31 -2026-05-01</code>
settings-how-promises =
    Другими словами: <code>/sla first 15m next 30m resolve 8h; high: first 5m</code>
    Для обращений с меткой: <code>/policy vip first 5m</code> · <code>/policy vip off</code>
settings-how-alerts = Текстом: <code>/alerts warn 80% every 30m times 3 quiet on</code>
settings-how-answers = Что происходит, когда оператор отвечает, и что узнаёт клиент.
settings-how-relay = Заметка (<code>//</code> или <code>/note</code>) никогда не доходит до клиента.
settings-how-assignment = Текстом: <code>/assignment round robin</code>. По правилу обращения получают только те, кто на смене.
settings-how-returns = Если тот, кому обращение назначено, ничего с ним не делает, оно возвращается. Текстом: <code>/returns 45m</code>
settings-how-autoclose = Закрываются только обращения, которые ждут клиента, и сначала его предупреждают. Текстом: <code>/autoclose 5d</code> (рабочие дни) · <code>/autoclose 20h</code> (рабочее время)
settings-how-reopen = Сообщение в течение этого времени снова открывает решённое обращение, более позднее начинает новое. Текстом: <code>/reopen_window 48h</code>
settings-how-duty = Нажмите на имя, чтобы поставить оператора на смену или снять. Сами операторы делают это командами /on и /off; бот узнаёт о них, когда они пишут в теме клиента.
settings-how-canned = Нажмите на заготовку, чтобы прочитать или удалить её. Новая: <code>/canned</code>
settings-how-language =
    Язык операторов и администраторов. Клиентам бот отвечает на языке их Telegram или на том, который они выбрали командой /language.
    Текстом, в группе: <code>/language ru</code> · <code>/language auto</code>
settings-how-texts =
    Нажмите на текст, чтобы увидеть, что читает клиент. Своими словами: <code>/text greeting de Hallo { "{" }name{ "}" }!</code>
    Вернуть встроенный текст: <code>/text greeting de off</code>
settings-how-history = Последние изменения, сначала новые.

## Настройки по именам

setting-relay_replies_only = Клиенту передаются только ответы
setting-answer_makes_pending = После ответа обращение ждёт клиента
setting-first_answer_takes = Первый ответивший берёт обращение
setting-ask_rating = Просить оценку, когда обращение решено
setting-tell_closed = В нерабочее время говорить, когда вернутся операторы
setting-tell_expected_time = В рабочее время говорить, сколько занимает ответ
setting-quiet_outside_hours = Не предупреждать в нерабочее время
setting-hours = Часы работы
setting-holidays = Праздники
setting-promises = Обещания
setting-policies = Обещания для метки
setting-assignment = Распределение
setting-returns_after = Возврат в очередь
setting-auto_close = Закрытие из-за молчания
setting-reopen_window = Время на возобновление
setting-warn_at_share = Предупреждение до срока
setting-repeat_every = Повторять каждые
setting-repeats = Повторов
setting-language = Язык
setting-texts = Текст
setting-duty = На смене
setting-canned = Заготовка

choice-on = да
choice-off = нет
choice-manual = Операторы берут обращения сами
choice-round_robin = По очереди
choice-least_loaded = Тому, у кого их меньше
choice-weekdays = Пн–пт 9–18
choice-always = Круглосуточно
choice-relay-all = Клиенту передаётся всё, что пишут операторы, кроме заметок.
choice-relay-replies = Клиенту передаются только ответы на его сообщения.

## Что действует

settings-open-now = Сейчас рабочее время.
settings-closed-now = Сейчас нерабочее время, поддержка откроется { $at }.
settings-next-holidays = Ближайшие: { $days }
settings-no-holidays = Праздников нет.
settings-nothing-promised = Ничего не обещано.
settings-calendar-time = { $length } (календарное время)
settings-for-priority = { $priority }:
settings-for-tag = <b>Метка { $tag }:</b>
settings-warning = Предупреждение приходит, когда прошло { $share } срока.
settings-no-warning = До срока предупреждений нет.
settings-repeats = { $count ->
        [0] Затем одно сообщение, когда срок вышел.
        [one] Затем сообщение, когда срок вышел, и ещё { $count } раз через { $every }, пока никто ничего не сделал.
        [few] Затем сообщение, когда срок вышел, и снова каждые { $every }, до { $count } раз, пока никто ничего не сделал.
       *[many] Затем сообщение, когда срок вышел, и снова каждые { $every }, до { $count } раз, пока никто ничего не сделал.
    }
settings-nobody-on-duty = На смене никого нет.
settings-on-duty = На смене: { $names }
settings-no-canned = Их пока нет.
settings-language-configured = Как в конфигурации: { $name }
settings-own-texts = { $count ->
        [0] Все тексты встроенные.
        [one] { $count } текст свой.
        [few] { $count } текста свои.
       *[many] { $count } текстов свои.
    }
settings-built-in = Встроенный: { $text }
settings-own = Свой ({ $tag }): { $text }
settings-no-history = Пока ничего не менялось.
settings-entry = { $at } · { $name } · { $what }: { $change }
settings-added = + { $after }
settings-removed = − { $before }
settings-delete = 🗑 Удалить
settings-drop-text = 🗑 { $tag }: вернуть встроенный текст

length-working-days = { $count ->
        [one] { $count } рабочий день
        [few] { $count } рабочих дня
       *[many] { $count } рабочих дней
    }

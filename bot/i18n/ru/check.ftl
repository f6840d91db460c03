### `python -m bot check`: простой текст в терминале. Шаги группы — в `setup.ftl`.
### В первой строке сказано, что не так, в следующей — где это исправить.

check-title = Forumdesk: всё ли готово?
check-waits = { $what }: станет видно после шага { $step }
check-end-well = Всё готово. Запуск: `python -m bot`.
check-end-warned =
    { $count ->
        [one] Бот может работать. Есть { $count } замечание, оно отмечено знаком !.
        [few] Бот может работать. Есть { $count } замечания, они отмечены знаком !.
       *[many] Бот может работать. Есть { $count } замечаний, они отмечены знаком !.
    }
check-end-wrong =
    { $count ->
        [one] Нужно исправить { $count } пункт: шаг { $step }. Затем запустите проверку снова.
        [few] Нужно исправить { $count } пункта, сначала шаг { $step }. Затем запустите проверку снова.
       *[many] Нужно исправить { $count } пунктов, сначала шаг { $step }. Затем запустите проверку снова.
    }

## Настройки

check-settings = настройки
check-settings-file = Настройки берутся из .env в этой папке и из переменных окружения. Заданы: { $names }.
check-settings-environment = Настройки берутся из переменных окружения; файла .env в этой папке нет. Заданы: { $names }.
check-settings-nothing =
    В этой папке нет .env, и в окружении ничего не задано.
    Создайте его: cp .env.example .env — о каждой строке там сказано, зачем она.
check-settings-wrong =
    { $errors }
    Исправьте это в .env или в окружении, если значение задано там.
check-settings-unknown =
    В .env есть строки, которые ничего не значат: { $names }.
    Сверьте написание с .env.example.
check-settings-overridden =
    В окружении задано не то, что в .env, и действует оно: { $names }.
    Уберите их из одного из двух мест (в оболочке: unset ИМЯ).

## База данных

check-database = база данных
check-database-ok = База данных ({ $kind }) на месте, её схема новейшая ({ $revision }).
check-database-new = База данных ({ $kind }) новая: всё нужное создаст первый запуск.
check-database-older = У базы данных ({ $kind }) схема { $revision }; следующий запуск обновит её до { $newest }. Сделайте сначала резервную копию.
check-database-newer =
    У базы данных схема { $revision }, которой эта версия Forumdesk не знает.
    Установите версию, которая её создала, или вернитесь к резервной копии.
check-database-away =
    База данных ({ $kind }) недоступна: { $error }
    В .env: DATABASE_URL: верен ли адрес, работает ли сервер, может ли этот пользователь читать и писать?

## Учётная запись бота

check-token = токен бота
check-token-missing =
    Нет BOT_TOKEN: бота ещё нет.
    В Telegram: @BotFather → /newbot → имя → username, который заканчивается на «bot». В ответ придёт токен; впишите его в .env: BOT_TOKEN=…
check-token-refused =
    Telegram не принимает BOT_TOKEN: он отозван или в нём опечатка.
    В Telegram: @BotFather → /mybots → бот → API Token покажет верный; впишите его в .env: BOT_TOKEN=…
check-telegram-away =
    Telegram не отвечает: { $error }
    Доступен ли { $server } с этой машины? (curl { $server }) Помешать может прокси или межсетевой экран.
check-threads = темы в личных чатах
check-threads-on =
    Включён Threaded Mode: клиенты увидят темы в чате с ботом, а поддержка ими не пользуется.
    @BotFather → Open (мини-приложение) → бот → Bot Settings → Threaded Mode → выключить.
check-updates = как приходят обновления
check-polling = Бот сам забирает обновления (UPDATES=polling); вебхук не мешает.
check-webhook-removed = Установлен вебхук ({ $url }); при запуске бот его снимет.
check-webhook-ok = Telegram доставляет на { $url }; ждут обновлений: { $pending }.
check-webhook-other = Сейчас Telegram доставляет на другой адрес ({ $url }); при запуске бот установит свой.
check-webhook-none = Вебхук ещё не установлен; бот установит его при запуске: { $url }.
check-webhook-fails =
    Telegram не смог доставить на { $url }: { $error }
    Ведёт ли WEBHOOK_URL через ваш прокси (https, порт 443, 80, 88 или 8443) на WEBHOOK_LISTEN={ $listen }? Работает ли бот?

## Администраторы

check-admins = администраторы
check-admins-ok = Администраторы узнают о неполадках: { $people }.
check-admins-silent =
    Бот не может писать этим администраторам, и они не узнают о неполадках: { $people }.
    Пусть каждый откроет https://t.me/{ $bot } и нажмёт «Запустить» («Перезапустить», если бот был заблокирован).
check-admins-none =
    ADMIN_IDS пуст: о неполадках никто не узнает, и никто не может пользоваться /settings.
    Напишите /setup боту @{ $bot }, когда он работает: он ответит вашим id и строкой для .env.
check-admins-needed =
    ADMIN_IDS пуст, и настроить поддержку некому.
    Откройте https://t.me/{ $bot }, нажмите «Запустить» и запустите проверку снова: она покажет ваш id. (Или задайте OPERATOR_GROUP_ID.)
check-admins-seen =
    ADMIN_IDS пуст, и настроить поддержку некому. Боту писали: { $people }.
    Если это вы, впишите в .env: ADMIN_IDS={ $id }

## Группа

check-no-group =
    Группы операторов ещё нет.
    Создайте группу, включите в ней темы и откройте { $link }
    Ссылка добавит бота с нужными правами. Затем запустите бота (python -m bot) и отправьте в группе /setup.
check-group-moved =
    Группа стала супергруппой с id { $new }; бот это учитывает.
    В .env: OPERATOR_GROUP_ID={ $new }, если он там задан.
check-group-id = id группы

## Эта машина

check-port = порт для мониторинга
check-port-off = Порт для мониторинга не открывается (HTTP_LISTEN пуст).
check-port-free = Порт для мониторинга свободен ({ $address }).
check-port-ours = Порт для мониторинга отвечает ({ $address }): бот работает.
check-port-taken =
    Порт для мониторинга открыть нельзя ({ $address }): { $error }
    В .env: HTTP_LISTEN=127.0.0.1:9091 или любой другой свободный порт.
check-time = часовой пояс
check-time-ok = Время — по поясу { $zone }; там сейчас { $now }.
check-time-default =
    TIMEZONE не задан: время — по UTC, там сейчас { $now }.
    В .env: TIMEZONE=Europe/Moscow или ваш пояс.
check-clock = часы
check-clock-ok = Часы этой машины идут так же, как у Telegram.
check-clock-off =
    Часы этой машины расходятся с часами Telegram на { $seconds } с: сроки будут считаться неверно.
    Включите синхронизацию времени: sudo timedatectl set-ntp true

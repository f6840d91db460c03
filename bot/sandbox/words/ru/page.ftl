# Рамка страницы: шапка, панели, диалоги, уведомления, даты.

language-name = Русский
# Язык и страна, по обычаям которых пишутся числа и даты.
locale = ru-RU

page-title = Песочница Forumdesk
no-script = Этой странице нужен JavaScript: она показывает Telegram, который живёт на этом компьютере.
sandbox = песочница
top-note = Свой собственный Telegram на этом компьютере. Наружу ничего не уходит.
skip-to-customers = Перейти к клиентам
skip-to-operators = Перейти к операторам
skip-to-backstage = Перейти к времени и неполадкам
customers-pane = Клиенты: личные чаты
operators-pane = Операторы: группа
backstage-pane = За кулисами: время, бот, неполадки
panes = Панели
tab-customers = Клиенты
tab-operators = Операторы
tab-backstage = За кулисами

dark-theme = Тёмная тема
guided-tour = Экскурсия
language = Язык
with-unread =
    { $count ->
        [one] { $name }, { $count } непрочитанное
        [few] { $name }, { $count } непрочитанных
        [many] { $name }, { $count } непрочитанных
       *[other] { $name }, { $count } непрочитанных
    }

# Уведомления
sandbox-gone = Песочница пропала. Ждём её возвращения…
no-answer = Песочница не отвечает. Она ещё запущена?
refused = Не получилось.
copied = Текст скопирован.
copy-refused = Браузер не разрешает странице копировать.

# Диалоги
ok = ОК
cancel = Отмена
add = Добавить
save = Сохранить
create = Создать
delete = Удалить
no-icon = Без значка
first-name = Имя
last-name = Фамилия
username = Имя пользователя
username-hint = без @, можно не указывать

# Даты
today = Сегодня
yesterday = Вчера
days = { $count } дн.
hours = { $count } ч
minutes = { $count } мин
seconds = { $count } с

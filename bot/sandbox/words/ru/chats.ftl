# Оба окна: клиенты, группа и её темы, сообщения и поле ввода.

somebody = Кто-то
you = Вы
# Среди имён тех, кто поставил реакцию.
you-among = вы

## Клиенты

add-customer = Добавить клиента
telegram-language = Язык его Telegram
language-unknown = неизвестен
customer-menu = Что может сделать клиент
with-blocked = { $name }, бот заблокирован
bot-on-phone = бот · на телефоне: { $name }
account-deleted = Этот аккаунт удалён.
start-bot = ЗАПУСТИТЬ
restart-bot = ПЕРЕЗАПУСТИТЬ БОТА
start-from-link = Запустить по ссылке с параметром
start-from-link-item = { start-from-link }…
block-bot = Заблокировать бота
unblock-bot = Разблокировать бота

## Группа

add-operator = Добавить оператора
speak-as = Пишет
owner = владелец
admin = админ
no-group = Группы нет
members =
    { $count ->
        [one] { $count } участник
        [few] { $count } участника
        [many] { $count } участников
       *[other] { $count } участника
    }
bot-not-in-group = бота нет в группе
group-menu = Что можно сделать с группой
the-bot = бот
switch-topics-on = Включить темы
switch-topics-off = Выключить темы
private-chat-of = { $name }: личный чат с { $bot }
demote-bot = Снять { $bot } с администраторов
promote-bot = Сделать { $bot } администратором
kick-bot = Исключить { $bot }
add-bot = Добавить { $bot } администратором

## Темы

topics = Темы
topics-off = темы выключены
topic-menu = Что можно сделать с темой
back-to-topics = Назад к темам
with-closed = { $name }, закрыта
topic-is-closed = закрыта
general-note = для всех; клиенты этого не видят
topic-note = написанное здесь увидит клиент
closed-for-members = Эта тема закрыта. Писать могут только администраторы.
new-topic = Новая тема
new-topic-item = { new-topic }…
edit-topic = Изменить тему
topic-name = Название
topic-icon = Значок
rename-item = Переименовать…
rename-and-icon-item = Изменить название и значок…
close-topic = Закрыть
reopen = Открыть снова
delete-topic-item = Удалить со всеми сообщениями
delete-topic = Удалить тему «{ $name }»?
delete-topic-note = Ботам об этом не сообщают: бот узнает, когда придёт следующее сообщение.

## Переписка

messages-with-bot = Переписка с ботом
messages-in-topic = Сообщения темы
messages-region = { $label }: стрелка вверх ведёт по сообщениям
chat-empty = Здесь пока ничего нет
nothing-open = Ничего не открыто
to-newest = К последнему сообщению
earlier-messages = Предыдущие сообщения
unread-messages = Непрочитанные сообщения
pinned-message = Закреплённое сообщение
pinned-number = { pinned-message } № { $number }

## Сообщение

message = Сообщение
message-menu = Меню сообщения
tick-sent = отправлено, бот его ещё не получил
tick-received = получено
edited = изменено
only-you = Это видите только вы
forwarded-from = Переслано от { $name }
message-elsewhere = Сообщение из другого чата
message-deleted = Удалённое сообщение
reply-name = Ответ
in-reply = Ответ на сообщение, { $name }: { $words }
spoken-reply = в ответ на «{ $words }»
spoken-buttons = Кнопки: { $buttons }
buttons = Кнопки
reactions = Реакции
reaction-by = { $emoji }: { $names }
react-with = Реакция { $emoji }
spoiler = Скрытый текст: показать
button-does-nothing = Кнопки этого вида здесь ничего не делают.
press-unanswered = Бот не ответил на нажатие.
no-chat-with-bot = У этого человека нет чата с ботом.
no-topic-any-more = Этой темы больше нет.

reply = Ответить
quote-selection = Процитировать выделенное
edit = Изменить
copy-text = Копировать текст
pin = Закрепить
unpin = Открепить
forward = Переслать
forward-item = { forward }…
forward-to = Куда переслать
this-chat = { $bot } (этот чат)
chat = Чат

## Содержимое

photo = Фотография
live-photo = Живое фото
video = Видео
video-message = Видеосообщение
voice-message = Голосовое сообщение
music = Музыка
file = Файл
sticker = Стикер
location = Геопозиция
live-location = Трансляция геопозиции
venue = Место
contact = Контакт
poll = Опрос
anonymous-poll = Анонимный опрос
quiz = Викторина
final-results = Опрос завершён
checklist = Чек-лист
story = История
invoice = Счёт
game = Игра
paid-media = Платный контент
giveaway = Розыгрыш
dice = Кубик
dice-shows = { $emoji }: выпало { $value }
open-picture = Открыть: { $words }
play = Воспроизвести: { $label }
pause = Приостановить: { $label }
size-bytes = { $size } Б
size-kilobytes = { $size } КБ
size-megabytes = { $size } МБ

## Поле ввода

message-to-bot = Сообщение боту
message-in-topic = Сообщение в теме
send = Отправить
attach = Прикрепить
commands = Команды
reply-keyboard = Клавиатура бота
reply-to = В ответ { $name }
edit-message = Редактирование
files-to-send = Файлы для отправки
choose-files = Выбрать файлы…
sample-photo = Фото для примера
sample-album = Альбом для примера
sample-voice = Голосовое сообщение для примера
sample-document = Файл для примера
sample-contact = Ольга
new-poll = Новый опрос
poll-question = Вопрос
poll-options = Варианты через запятую
sample-question = Когда вам позвонить?
sample-options = Утром, Днём
invoice-title = Счёт
invoice-parcel = Посылка S
invoice-tracking = Отслеживание
invoice-insurance = Страховка
invoice-total = Итого

## Служебные сообщения

service-joined = { $who } вступил(а) в группу
service-added = { $who } добавил(а) { $whom }
service-left = { $who } покинул(а) группу
service-removed = { $who } исключил(а) { $whom }
service-title = { $who } изменил(а) название группы на «{ $title }»
service-photo = { $who } обновил(а) фото группы
service-no-photo = { $who } удалил(а) фото группы
service-pinned = { $who } закрепил(а) «{ $words }»
service-pinned-gone = { $who } закрепил(а) сообщение, которое удалено
service-topic-created = { $who } создал(а) тему «{ $topic }»
service-topic-renamed = { $who } изменил(а) название темы на «{ $topic }»
service-topic-icon = { $who } изменил(а) значок темы
service-topic-no-icon = { $who } удалил(а) значок темы
service-topic-closed = { $who } закрыл(а) тему
service-topic-reopened = { $who } снова открыл(а) тему
service-general-hidden = { $who } скрыл(а) тему General
service-general-shown = { $who } снова показал(а) тему General
service-supergroup = Группа стала супергруппой
service-allowed = Вы разрешили этому боту писать вам
service-other = Служебное сообщение: { $kind }

# Чего Telegram не позволяет: так страница отвечает на попытку.

refused-album = В альбоме бывают только фото и видео, только файлы или только музыка, не больше десяти.
refused-blocked = { $who }: бот заблокирован.
refused-button-off = Эту кнопку нельзя нажать.
refused-delete = Удалить у всех можно только свои сообщения.
refused-edit = Это сообщение нельзя изменить.
refused-edit-late = Этому сообщению больше 48 часов: его уже нельзя изменить.
refused-empty = Нельзя отправить текст без видимых символов.
refused-first-name = В Telegram у каждого есть имя.
refused-general = Тему General нельзя удалить.
refused-message-gone = Это сообщение удалено.
refused-muted = { $who } не может писать в этой группе.
refused-no-button = Этой кнопки больше нет.
refused-no-forum = В этой группе темы выключены.
refused-no-topic = { no-topic-any-more }
refused-not-admin = Менять группу могут только администраторы.
refused-not-in-group = { $who } не состоит в этой группе.
refused-payload = Параметр ссылки — до 64 символов из набора A-Z, a-z, 0-9, _ и -.
refused-quote = Цитируемого текста в сообщении больше нет.
refused-right =
    { $right ->
        [can_delete_messages] { $who } не может удалять чужие сообщения в этой группе.
        [can_manage_topics] { $who } не может создавать темы в этой группе.
        [can_pin_messages] { $who } не может закреплять сообщения в этой группе.
        [can_promote_members] { $who } не может назначать администраторов этой группы.
        [can_restrict_members] { $who } не может исключать участников этой группы.
       *[other] { $who } не имеет на это прав в этой группе.
    }
refused-too-big = Здесь Telegram принимает файлы до { $megabytes } МБ.
refused-too-far =
    { $days ->
        [one] Слишком далеко: самое большее { $days } день.
        [few] Слишком далеко: самое большее { $days } дня.
        [many] Слишком далеко: самое большее { $days } дней.
       *[other] Слишком далеко: самое большее { $days } дня.
    }
refused-topic = { $who } не может изменить эту тему.
refused-topic-closed = Эта тема закрыта.
refused-topic-name = У темы должно быть название.
refused-username = В имени пользователя бывают только a-z, 0-9 и _.

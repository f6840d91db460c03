### Заготовки ответов: /canned, /r имя и предпросмотр с кнопками.

canned-heading = 💬 <b>Заготовки ответов</b>: /r и имя покажет текст перед отправкой.
canned-none = Заготовок пока нет. Администратор сохраняет их так: /canned refund Здравствуйте, { "{" }first_name{ "}" }, деньги уже в пути.
canned-more = { $count ->
        [one] … и ещё { $count } заготовка
        [few] … и ещё { $count } заготовки
       *[many] … и ещё { $count } заготовок
    }
canned-none-such = Заготовки «{ $reply }» нет. Все имена покажет /canned.
canned-shown = 💬 <code>/r { $reply }</code>
canned-saved = 💬 Сохранено. /r { $reply } покажет текст перед отправкой.
canned-replaced = 💬 Сохранено вместо прежнего текста. /r { $reply } покажет его перед отправкой.
canned-deleted = 🗑 Заготовка «{ $reply }» удалена.
canned-example = Чтобы удалить, текст не нужен: /canned -refund. Чтобы сохранить, нужен: /canned refund Здравствуйте, { "{" }first_name{ "}" } …
canned-text-only = Заготовкой может стать только текст. Ответьте на него командой /canned refund или напишите /canned refund и сам текст.
canned-too-long = Слишком длинно: в заготовке не больше { $most } знаков, а переменные считаются уже подставленными.
canned-preview = 👁 <b>{ $reply }</b> – предпросмотр, клиент пока ничего не видит:
canned-sent = ✅ отправил(а) { $name }
canned-cancelled = ✖️ «{ $reply }» не отправлено: отменил(а) { $name }.
canned-gone = Эту заготовку тем временем удалили.
canned-changed = Текст стал другим, посмотрите ещё раз: отправит только второе нажатие.
canned-sent-already = Уже отправил(а) { $name }.
canned-cancelled-already = Отменил(а) { $name }. /r покажет текст снова.
canned-our-team = наша команда
button-send = 📨 Отправить
button-cancel = Отмена

### Оповещения: сроки, которые истекают или уже истекли.

alert-warning = ⏰ <b>#{ $number }</b> · { $promise }: срок { $at }, осталось { $length }.
alert-breach = 🔥 <b>#{ $number }</b> · { $promise }: срок вышел { $at }, опоздание { $length }.
alert-repeat = 🔥 <b>#{ $number }</b> · { $promise }: всё ещё не сделано, срок вышел { $at }, опоздание { $length }.
alert-called = 👤 { $people }

## Много сразу

alert-storm = <b>{ $count ->
        [one] У { $count } обращения истекает или истёк срок.
        [few] У { $count } обращений истекает или истёк срок.
       *[many] У { $count } обращений истекает или истёк срок.
    }</b>
alert-storm-overdue = 🔥 { $ticket } · { $promise }: срок вышел { $at }
alert-storm-due = ⏰ { $ticket } · { $promise }: срок { $at }
alert-storm-more = … и ещё { $count }. Все они в /queue.
alert-storm-all = Все открытые обращения в /queue.

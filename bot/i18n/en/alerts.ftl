### Alerts: promises that run out or have run out.

alert-warning = ⏰ <b>#{ $number }</b> · { $promise }: due { $at }, in { $length }.
alert-breach = 🔥 <b>#{ $number }</b> · { $promise }: overdue since { $at }, by { $length }.
alert-repeat = 🔥 <b>#{ $number }</b> · { $promise }: still overdue, since { $at }, by { $length }.
alert-called = 👤 { $people }

## Many at once

alert-storm = <b>{ $count ->
        [one] One ticket runs
       *[other] { $count } tickets run
    } out of time.</b>
alert-storm-overdue = 🔥 { $ticket } · { $promise }: overdue since { $at }
alert-storm-due = ⏰ { $ticket } · { $promise }: due { $at }
alert-storm-more = … and { $count } more. /queue lists them.
alert-storm-all = /queue lists all open tickets.

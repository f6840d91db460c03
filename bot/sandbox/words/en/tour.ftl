# The guided tour.

tour-step = Step { $step } of { $steps }
tour-next = Next
tour-leave = Skip the tour
tour-close = Close

tour-write = Write as a customer.
tour-write-text = You are on a customer's phone. Write something below and press Enter: the real bot takes it to the operators.

tour-answer = Answer as an operator.
tour-answer-text = It arrived in this topic of the group. Answer here, and the customer gets it. (What begins with // is a note and stays.)

tour-clock = Watch the clock.
tour-clock-text = Another customer still waits for a first answer, promised within 15 minutes. Press +1 h and see what comes.

tour-alert = A promise ran out.
tour-alert-awaited = Time has passed; now comes what was due.
tour-alert-text =
    { $button ->
        [take] The bot calls whoever is on duty, and again every half hour until somebody acts. Press Take: the ticket is yours, and the alerts stop.
       *[snooze] The bot calls whoever holds the ticket, and again every half hour until somebody acts. Answer the customer, or snooze the ticket.
    }

tour-end = That is the desk.
tour-end-text = What next? Skip two days: silence closes Nora's ticket. Write /queue or /sla in General. Or break it: kill the bot while messages wait, delete a topic, let Telegram answer 429.

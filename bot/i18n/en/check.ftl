### `python -m bot check`: plain text on a terminal. The group's steps are those of `setup.ftl`.
### What is wrong stands in a first line, the place to put it right in the next one.

check-title = Forumdesk: is everything in place?
check-waits = { $what }: to be seen when step { $step } is done
check-end-well = All is in place. `python -m bot` runs the desk.
check-end-warned =
    { $count ->
        [one] The desk works. One remark is marked with !.
       *[other] The desk works. { $count } remarks are marked with !.
    }
check-end-wrong =
    { $count ->
        [one] One thing is to be put right: step { $step }. Then run this again.
       *[other] { $count } things are to be put right, step { $step } first. Then run this again.
    }

## Settings

check-settings = settings
check-settings-file = Settings come from .env in this folder and from the environment. Set: { $names }.
check-settings-environment = Settings come from the environment; there is no .env in this folder. Set: { $names }.
check-settings-nothing =
    There is no .env in this folder, and nothing is set in the environment.
    Make one: cp .env.example .env – each of its lines says what it is for.
check-settings-wrong =
    { $errors }
    Correct it in .env, or in the environment if it is set there.
check-settings-unknown =
    Lines in .env that mean nothing to the desk: { $names }.
    Compare the spelling with .env.example.
check-settings-overridden =
    The environment says otherwise than .env, and wins: { $names }.
    Take them out of one of the two (in a shell: unset NAME).

## Database

check-database = database
check-database-ok = The database ({ $kind }) is there, its schema is up to date ({ $revision }).
check-database-new = The database ({ $kind }) is new: the first start makes what belongs into it.
check-database-older = The database ({ $kind }) has schema { $revision }; the next start brings it to { $newest }. Have a backup first.
check-database-newer =
    The database has schema { $revision }, which this version of Forumdesk does not know.
    Install the version that made it, or go back to a backup.
check-database-away =
    The database ({ $kind }) cannot be used: { $error }
    In .env: DATABASE_URL: is the address right, does the server run, may this user read and write there?

## The bot's account

check-token = the bot’s token
check-token-missing =
    BOT_TOKEN is missing: there is no bot yet.
    In Telegram: @BotFather → /newbot → a name → a username that ends in “bot”. It answers with a token; put it into .env: BOT_TOKEN=…
check-token-refused =
    Telegram refuses BOT_TOKEN: it was revoked or mistyped.
    In Telegram: @BotFather → /mybots → the bot → API Token shows the right one; put it into .env: BOT_TOKEN=…
check-telegram-away =
    Telegram cannot be asked: { $error }
    Does this machine reach { $server }? (curl { $server }) A proxy or firewall may be in the way.
check-threads = threads in private chats
check-threads-on =
    Threaded Mode is on: customers would see topics in their chat with the bot, and the desk does not use them.
    @BotFather → Open (its mini app) → the bot → Bot Settings → Threaded Mode → off.
check-updates = how updates arrive
check-polling = The desk fetches updates itself (UPDATES=polling); no webhook is in the way.
check-webhook-removed = A webhook is set ({ $url }); it is removed when the desk starts polling.
check-webhook-ok = Telegram delivers to { $url }; { $pending } updates wait.
check-webhook-other = Telegram delivers to another address now ({ $url }); the desk sets its own when it starts.
check-webhook-none = No webhook is set yet; the desk sets it when it starts: { $url }.
check-webhook-fails =
    Telegram could not deliver to { $url }: { $error }
    Does WEBHOOK_URL lead through your proxy (https, port 443, 80, 88 or 8443) to WEBHOOK_LISTEN={ $listen }? Does the desk run?

## Admins

check-admins = admins
check-admins-ok = Admins can be told about trouble: { $people }.
check-admins-silent =
    The bot may not write to these admins, so they hear of no trouble: { $people }.
    Each opens https://t.me/{ $bot } and presses Start (Restart, if the bot was blocked).
check-admins-none =
    ADMIN_IDS is empty: nobody hears of trouble, and nobody can use /settings.
    Write /setup to @{ $bot } while the desk runs: it answers with your id and the line for .env.
check-admins-needed =
    ADMIN_IDS is empty, so nobody could set the desk up.
    Open https://t.me/{ $bot }, press Start, and run this again: it shows your id. (Or set OPERATOR_GROUP_ID.)
check-admins-seen =
    ADMIN_IDS is empty, so nobody could set the desk up. To the bot wrote: { $people }.
    If that is you, put it into .env: ADMIN_IDS={ $id }

## The group

check-no-group =
    There is no operators’ group yet.
    Make a group, switch on Topics in it, and open { $link }
    It adds the bot with the rights that it needs. Then start the desk (python -m bot) and send /setup in the group.
check-group-moved =
    The group has become a supergroup with the id { $new }; the desk follows it.
    In .env: OPERATOR_GROUP_ID={ $new }, if it is set there.
check-group-id = the group’s id

## This machine

check-port = the port for monitoring
check-port-off = No port for monitoring is opened (HTTP_LISTEN is empty).
check-port-free = The port for monitoring is free ({ $address }).
check-port-ours = The port for monitoring answers ({ $address }): the desk runs.
check-port-taken =
    The port for monitoring cannot be opened ({ $address }): { $error }
    In .env: HTTP_LISTEN=127.0.0.1:9091, or any other free port.
check-time = time zone
check-time-ok = Times are those of { $zone }; it is { $now } there.
check-time-default =
    TIMEZONE is not set: times are those of UTC, where it is { $now }.
    In .env: TIMEZONE=Europe/Berlin, or whichever is yours.
check-clock = the clock
check-clock-ok = This machine’s clock agrees with Telegram’s.
check-clock-off =
    This machine’s clock is { $seconds } s off Telegram’s: promises would be reckoned wrongly.
    Switch on time synchronisation: sudo timedatectl set-ntp true

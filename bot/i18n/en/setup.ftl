### Setting up: the checklist of /setup and of `python -m bot check`, and what can be wrong with the group.
### What is wrong stands in a first line, the place to put it right in the next one.

-open-group = Open the group → tap its name → Edit (✏️ on Android; on a computer ⋮ → Manage group)
-open-admin = { -open-group } → Administrators → the bot

## The names of the steps

walk-member = the bot in the group
walk-forum = topics
walk-admin = admin rights
walk-topics-right = the right “Manage topics”
walk-delete-right = the right “Delete messages”
walk-pin-right = the right “Pin messages”
walk-privacy = privacy mode

## All well

ok-member = The bot is in the group “{ $title }”.
ok-forum = Topics are switched on.
ok-admin = The bot is an admin there.
ok-topics-right = Right: “Manage topics”.
ok-delete-right = Right: “Delete messages”.
ok-pin-right = Right: “Pin messages”.
ok-privacy-admin = Privacy mode does not matter: a bot that is an admin gets every message.
ok-privacy-off = Privacy mode is off: the bot gets every message.
privacy-on =
    Privacy mode is on; that stops mattering when the bot is an admin.
    To switch it off all the same: @BotFather → /mybots → the bot → Bot Settings → Group Privacy → Turn off, then add the bot to the group again.

## Faults

fault-not-found =
    Telegram knows no such group, or the bot was never in it.
    Add the bot to the group: open the bot’s chat → tap its name → Add to Group. If OPERATOR_GROUP_ID is set, check that it is this group’s id.
fault-kicked =
    The bot is not a member of the group.
    Add it again: open the bot’s chat → tap its name → Add to Group. If it was banned, first: { -open-group } → Permissions → Removed Users → the bot → Unban.
fault-not-forum =
    The group is not a forum: Topics are switched off.
    { -open-group } → Topics → switch on.
fault-basic-group =
    The group is not a forum: it is a basic group, without Topics.
    { -open-group } → Topics → switch on. Telegram makes it a supergroup by that, under a new id; the desk follows.
fault-not-admin =
    The bot is not an admin, so it can neither make topics nor read all messages.
    { -open-group } → Administrators → Add Admin → the bot → switch on “Manage topics”, “Delete messages” and “Pin messages” → save.
fault-no-topics-right =
    The bot lacks the right “Manage topics”.
    { -open-admin } → Manage topics → save. (It is offered once Topics are switched on.)
fault-no-delete-right =
    The bot lacks the right “Delete messages”.
    { -open-admin } → Delete messages → save.
fault-no-pin-right =
    The bot lacks the right “Pin messages”.
    { -open-admin } → Pin messages → save.
fault-refused = Telegram refuses what the bot sends there.
fault-unseen = The bot has not seen the group yet.

## /setup

setup-title = 🛠 <b>Setting up the desk in “{ $title }”</b>
setup-goes-on = When a right has been given I go on by myself. Telegram does not tell me that Topics were switched on: press the button then.
setup-to-be-taken = All is right here. Press the button or send /setup, and this group is the desk.
setup-not-yet = Then press the button or send /setup here.
setup-looked = Looked at { $time }.
setup-looking = Looking again…
setup-button-again = 🔄 Look again
setup-button-take = ✅ Make this group the desk
setup-button-add = ➕ Add the bot to the group
setup-done =
    ✅ “{ $title }” is the desk now. Each customer gets a topic here.

    What next:
    • Write to @{ $bot } from another account: a topic appears here. Answer in it.
    • /help lists what one can do here, /settings shows how the desk works.
    • Working hours and promises are one line each, for example
    <code>/hours mon-fri 09:00-18:00 Europe/Berlin</code>
    <code>/sla first 15m next 30m resolve 8h</code>
setup-not-admin =
    Only an admin of this desk may set it up. Your id is { $user }.
    If that is you: add it to ADMIN_IDS in .env, with a comma, and start the bot anew.
setup-nobody =
    This desk has no admins yet. If it is yours, put this line into .env and start the bot anew:
    <code>ADMIN_IDS={ $user }</code>
    (That is your Telegram user id.) Then send /setup again.
setup-anonymous =
    You write anonymously, so the bot cannot see who you are.
    { -open-group } → Administrators → you → switch off “Remain anonymous” → save, and send /setup again.
setup-fixed =
    OPERATOR_GROUP_ID says that the desk is the group { $group }.
    To have it here: change that line in .env to OPERATOR_GROUP_ID={ $here } or take it out, start the bot anew, and send /setup again.
setup-channel = “{ $title }” is a channel; a desk needs a group with topics, so the bot has left it. Send /setup here, and you are led through.
not-our-group = This bot is the desk of another group. Goodbye.

## /setup in private

setup-private-title = 🛠 <b>Setting up @{ $bot }</b>
setup-private-well = All is right: customers who write to @{ $bot } get a topic there. /settings shows how the desk works.
setup-private-send = Send /setup in that group, and it is the desk.
setup-private-health = The group is the desk, but Telegram refuses what the bot sends there; customers’ messages wait.
walk-bot = the bot
walk-you = you as an admin
walk-joining = may the bot be added to groups
walk-group = the operators’ group
ok-bot = The token is right: this is @{ $bot }.
ok-you = You are an admin of the desk, and hear of trouble in this chat.
ok-joining = The bot may be added to groups.
fault-joining =
    The bot may not be added to groups.
    @BotFather → /mybots → the bot → Bot Settings → Allow Groups? → Turn groups on.
fault-no-group =
    There is no operators’ group yet.
    1. Menu → New Group, with the people who will answer. 2. { -open-group } → Topics → switch on. 3. Press the button below, choose the group, and agree to the rights.

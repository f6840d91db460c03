### Everything that a person reads. HTML is allowed where Telegram allows it; variables arrive escaped.

## To customers

greeting = Hello, { $name }! Write your question here, and our team will answer in this chat.
customer-help =
    Just write here: text, photos, files, voice messages, anything. Our team reads it and answers in this chat.
    You can reply to a message to say which one you mean, and edit what you wrote.
banned = You can no longer write to this desk.
message-rejected = Your last message could not be passed on. Please send it in another form, for example as text or as a file.

## In a customer's topic

customer-blocked = ⛔ The customer has blocked the bot. Answers will not arrive until the customer comes back.
customer-back =
    ✅ The customer is back.{ $missed ->
        [0] { "" }
        [one] { " " }One answer did not arrive meanwhile; send it again if it still matters.
       *[other] { " " }{ $missed } answers did not arrive meanwhile; send them again if they still matter.
    }
now-banned = 🚫 This customer is banned: messages are no longer passed on. /unban takes it back.
already-banned = This customer is banned already.
now-unbanned = This customer may write again.
not-banned = This customer is not banned.
answer-rejected = ⚠️ Not delivered: { $error }
answer-only-named = ⚠️ Telegram lets no bot pass this on. The customer got only these words: { $words }
customer-message-rejected = ⚠️ The customer sent something that could not be passed on ({ $error }). The customer was asked to send it in another form.
recall-what = Reply with /recall to the answer that the customer should no longer see.
recalled = ↩️ Recalled: the customer no longer has this message.
recalled-already = This message was recalled already.
not-recalled = ⚠️ Not recalled, the customer still has it: { $error }
edit-became-note = ⚠️ Notes stay here: the customer still has the text from before this edit. /recall takes it back.
unknown-command = Unknown command, nothing was sent to the customer. /help lists what there is.

## The card

card-language = Language: { $tag }
card-first-seen = First seen: { $date }
card-payload = Came with: { $payload }
card-banned = 🚫 banned
card-blocked = ⛔ has blocked the bot
card-history = Earlier topics: { $links }

## Setting up

setup-hint = Thank you. Make this group a forum (group settings → Topics) and me an admin with the rights to manage topics, delete messages and pin messages. Then send /setup here.
setup-done = ✅ “{ $title }” is the desk now. Each customer gets a topic here.
setup-missing =
    This group cannot be the desk yet:
    { $missing }
    Then send /setup again.
setup-not-admin = Only an admin of this desk may set it up. Your id is { $user }: put it into ADMIN_IDS if that is you.
setup-anonymous = You write anonymously, so the bot cannot see who you are. Switch off “Remain anonymous” among your admin rights and send /setup again.
setup-fixed = OPERATOR_GROUP_ID says that the desk is the group { $group }. Change or empty it and start the bot anew; then /setup works here.
setup-in-group = Send /setup in the forum group that is to be the desk.
not-our-group = This bot is the desk of another group. Goodbye.
fault-not-found = Telegram knows no such group, or the bot was never in it: add the bot to the group and check OPERATOR_GROUP_ID.
fault-kicked = The bot is not a member: add it to the group.
fault-not-forum = The group is not a forum: switch on Topics in the group settings.
fault-not-admin = The bot is not an admin, so it cannot make topics nor read all messages: make it one.
fault-no-topics-right = The bot lacks the right “Manage topics”.
fault-no-delete-right = The bot lacks the right “Delete messages”.
fault-no-pin-right = The bot lacks the right “Pin messages”.
fault-refused = Telegram refuses what the bot sends there.
fault-unseen = The bot has not seen the group yet.

## To admins in private

admin-group-down =
    🔴 The operator group is out of reach ({ $detail }).
    { $problem }
    Customers' messages are kept and will be delivered when the group is back.
admin-group-back = 🟢 The operator group is back; what waited is being delivered.
admin-group-migrated = The operator group has a new id: { $new } (before: { $old }). The desk follows it; please change OPERATOR_GROUP_ID.
admin-parked =
    ⚠️ Update { $update } ({ $kind }) could not be handled and was put aside; everything else goes on.
    { $error }
admin-deadline = ⚠️ What time does to ticket #{ $number } could not be worked out ({ $error }); it was put aside, and everything else goes on. The log says more.
admin-dead-item = ⚠️ Outbox item { $item } ({ $kind }) was given up: { $error }. See: python -m bot outbox
admin-slow =
    🐢 { $waiting ->
        [one] One message waits
       *[other] { $waiting } messages wait
    } for Telegram's limits; the oldest for { $age } s.
admin-help =
    This desk's bot. In private you get what admins must know: the group out of reach, updates that could not be handled, items given up.
    /setup in a forum group makes it the desk.
    /settings, here or in the group, shows and changes how the desk works.

## Command menus

command-start = Begin
command-help = What one can do here
command-note = A note that stays here
command-recall = As a reply: delete the customer's copy
command-ban = Stop this customer's messages
command-unban = Let this customer write again

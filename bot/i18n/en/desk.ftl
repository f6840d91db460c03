### Everything that a person reads. HTML is allowed where Telegram allows it; variables arrive escaped.

## To customers

greeting = Hello, { $name }! Write your question here, and our team will answer in this chat.
customer-help =
    Just write here: text, photos, files, voice messages, anything. Our team reads it and answers in this chat.
    You can reply to a message to say which one you mean, and edit what you wrote.
    /language chooses the language of this bot.
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
    } for Telegram's limits; the oldest for { $age }.
admin-help =
    This desk's bot. In private you get what admins must know: the group out of reach, updates that could not be handled, items given up.
    /setup, here or in a group, leads through setting up and shows how the desk is.
    /settings, here or in the group, shows and changes how the desk works.

## Command menus

command-start = Begin
command-help = What one can do here
command-note = A note that stays here
command-recall = As a reply: delete the customer's copy
command-ban = Stop this customer's messages
command-unban = Let this customer write again

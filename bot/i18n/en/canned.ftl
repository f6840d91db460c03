### Canned replies: /canned, /r name, and the preview with its buttons.

canned-heading = 💬 <b>Canned replies</b>: /r and a name shows one before it is sent.
canned-none = There are no canned replies yet. An admin saves one so: /canned refund Hello { "{" }first_name{ "}" }, your refund is on its way.
canned-more = { $count ->
        [one] … and one more
       *[other] … and { $count } more
    }
canned-none-such = There is no canned reply “{ $reply }”. /canned lists those that there are.
canned-shown = 💬 <code>/r { $reply }</code>
canned-saved = 💬 Saved. /r { $reply } shows it before it is sent.
canned-replaced = 💬 Saved; it replaces the earlier text. /r { $reply } shows it before it is sent.
canned-deleted = 🗑 The canned reply “{ $reply }” is deleted.
canned-example = Delete one without a text: /canned -refund. Save one with a text: /canned refund Hello { "{" }first_name{ "}" } …
canned-text-only = Only a text can become a canned reply. Reply to one with /canned refund, or write /canned refund and the text.
canned-too-long = This is too long: a canned reply has { $most } characters at most, and variables count as what they become.
canned-preview = 👁 <b>{ $reply }</b> – a preview, the customer sees nothing yet:
canned-sent = ✅ sent by { $name }
canned-cancelled = ✖️ “{ $reply }” was not sent: { $name } cancelled it.
canned-gone = This canned reply has been deleted meanwhile.
canned-changed = The text is another one now, look at it again: only a second press sends it.
canned-sent-already = Sent already by { $name }.
canned-cancelled-already = { $name } has cancelled it. /r shows it again.
canned-our-team = our team
button-send = 📨 Send
button-cancel = Cancel

# Both windows: customers, the group and its topics, messages, and where one writes.

somebody = Somebody
you = You
# Among the names of those who reacted.
you-among = you

## Customers

add-customer = Add a customer
telegram-language = Language of their Telegram
language-unknown = unknown
customer-menu = What this customer can do
with-blocked = { $name }, has blocked the bot
bot-on-phone = bot · on { $name }'s phone
account-deleted = This account was deleted.
start-bot = START
restart-bot = RESTART BOT
start-from-link = Start from a deep link
start-from-link-item = { start-from-link }…
block-bot = Block the bot
unblock-bot = Unblock the bot

## The group

add-operator = Add an operator
speak-as = Speak as
owner = owner
admin = admin
no-group = No group
members =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
bot-not-in-group = the bot is not in the group
group-menu = What can be done with the group
the-bot = the bot
switch-topics-on = Switch topics on
switch-topics-off = Switch topics off
private-chat-of = { $name }'s private chat with { $bot }
demote-bot = Take { $bot }'s admin rights
promote-bot = Make { $bot } an admin
kick-bot = Kick { $bot }
add-bot = Add { $bot } as admin

## Topics

topics = Topics
topics-off = topics are switched off
topic-menu = What can be done with the topic
back-to-topics = Back to the topics
with-closed = { $name }, closed
topic-is-closed = closed
general-note = for everybody; never reaches customers
topic-note = what you write here reaches the customer
closed-for-members = This topic is closed. Only admins write here.
new-topic = New topic
new-topic-item = { new-topic }…
edit-topic = Edit the topic
topic-name = Name
topic-icon = Icon
rename-item = Rename…
rename-and-icon-item = Rename, change icon…
close-topic = Close
reopen = Reopen
delete-topic-item = Delete with all messages
delete-topic = Delete “{ $name }”?
delete-topic-note = Bots are told nothing: the desk notices at the next message.

## A conversation

messages-with-bot = Messages with the bot
messages-in-topic = Messages in the topic
messages-region = { $label }: arrow up goes through the messages
chat-empty = Nothing was said here yet
nothing-open = Nothing is open
to-newest = To the newest message
earlier-messages = Earlier messages
unread-messages = Unread messages
pinned-message = Pinned message
pinned-number = { pinned-message } #{ $number }

## A message

message = Message
message-menu = Message menu
tick-sent = sent, the bot has not fetched it yet
tick-received = received
edited = edited
only-you = Only you can see this
forwarded-from = Forwarded from { $name }
message-elsewhere = A message of another chat
message-deleted = Deleted message
reply-name = Reply
in-reply = In reply to { $name }: { $words }
spoken-reply = in reply to “{ $words }”
spoken-buttons = Buttons: { $buttons }
buttons = Buttons
reactions = Reactions
reaction-by = { $emoji } by { $names }
react-with = React with { $emoji }
spoiler = Spoiler: show
button-does-nothing = This kind of button does nothing here.
press-unanswered = The bot did not answer this press.
no-chat-with-bot = This person has no chat with the bot.
no-topic-any-more = This topic does not exist any more.

reply = Reply
quote-selection = Quote the selection
edit = Edit
copy-text = Copy text
pin = Pin
unpin = Unpin
forward = Forward
forward-item = { forward }…
forward-to = Forward to…
this-chat = { $bot } (this chat)
chat = Chat

## Contents

photo = Photo
live-photo = Live photo
video = Video
video-message = Video message
voice-message = Voice message
music = Music
file = File
sticker = Sticker
location = Location
live-location = Live location
venue = Venue
contact = Contact
poll = Poll
anonymous-poll = Anonymous poll
quiz = Quiz
final-results = Final results
checklist = Checklist
story = Story
invoice = Invoice
game = Game
paid-media = Paid media
giveaway = Giveaway
dice = Dice
dice-shows = { $emoji } shows { $value }
open-picture = Open: { $words }
play = Play: { $label }
pause = Pause: { $label }
size-bytes = { $size } B
size-kilobytes = { $size } KB
size-megabytes = { $size } MB

## Where one writes

message-to-bot = Message to the bot
message-in-topic = Message in the topic
send = Send
attach = Attach
commands = Commands
reply-keyboard = Reply keyboard
reply-to = Reply to { $name }
edit-message = Edit message
files-to-send = Files to send
choose-files = Choose files…
sample-photo = Sample photo
sample-album = Sample album
sample-voice = Sample voice message
sample-document = Sample document
sample-contact = Carol
new-poll = New poll
poll-question = Question
poll-options = Options, by commas
sample-question = When shall we call?
sample-options = Morning, Afternoon
invoice-title = Invoice
invoice-parcel = Parcel S
invoice-tracking = Tracking
invoice-insurance = Insurance
invoice-total = Total

## Service messages

service-joined = { $who } joined the group
service-added = { $who } added { $whom }
service-left = { $who } left the group
service-removed = { $who } removed { $whom }
service-title = { $who } renamed the group to “{ $title }”
service-photo = { $who } changed the group photo
service-no-photo = { $who } removed the group photo
service-pinned = { $who } pinned “{ $words }”
service-pinned-gone = { $who } pinned a message that was deleted
service-topic-created = { $who } created the topic “{ $topic }”
service-topic-renamed = { $who } renamed the topic to “{ $topic }”
service-topic-icon = { $who } changed the topic icon
service-topic-no-icon = { $who } removed the topic icon
service-topic-closed = { $who } closed the topic
service-topic-reopened = { $who } reopened the topic
service-general-hidden = { $who } hid General
service-general-shown = { $who } shows General again
service-supergroup = The group became a supergroup
service-allowed = You allowed this bot to message you
service-other = Service message: { $kind }

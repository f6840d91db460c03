# What Telegram does not let people do, as the page says it when they try.

refused-album = An album is of pictures and videos, of documents, or of music, ten at most.
refused-blocked = { $who } has blocked the bot.
refused-button-off = This button cannot be pressed.
refused-delete = Only own messages can be deleted for everyone.
refused-edit = This message cannot be edited.
refused-edit-late = This message is older than 48 hours: it cannot be edited any more.
refused-empty = A text without visible characters cannot be sent.
refused-first-name = Everybody in Telegram has a first name.
refused-general = The topic General cannot be deleted.
refused-message-gone = This message was deleted.
refused-muted = { $who } may not write in this group.
refused-no-button = This button is not there any more.
refused-no-forum = Topics are switched off in this group.
refused-no-topic = { no-topic-any-more }
refused-not-admin = Only admins change the group.
refused-not-in-group = { $who } is not in this group.
refused-payload = The parameter of a link is up to 64 characters of A-Z, a-z, 0-9, _ and -.
refused-quote = What was to be quoted does not stand in the message any more.
refused-right =
    { $right ->
        [can_delete_messages] { $who } may not delete messages of others in this group.
        [can_manage_topics] { $who } may not create topics in this group.
        [can_pin_messages] { $who } may not pin messages in this group.
        [can_promote_members] { $who } may not change admins of this group.
        [can_restrict_members] { $who } may not remove members of this group.
       *[other] { $who } has no right to do this in this group.
    }
refused-too-big = Telegram takes files up to { $megabytes } MB here.
refused-too-far =
    { $days ->
        [one] That is too far away: it is { $days } day at most.
       *[other] That is too far away: it is { $days } days at most.
    }
refused-topic = { $who } cannot change this topic.
refused-topic-closed = This topic is closed.
refused-topic-name = A topic needs a name.
refused-username = Usernames are made of a-z, 0-9 and _.

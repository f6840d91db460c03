# The frame of the page: header, panes, dialogs, notices, dates.

language-name = English
# Language and region for numbers and dates.
locale = en-GB

page-title = Forumdesk sandbox
no-script = This page needs JavaScript: it shows a Telegram that lives on this machine.
sandbox = sandbox
top-note = A Telegram of its own on this machine. Nothing leaves it.
skip-to-customers = Skip to the customers
skip-to-operators = Skip to the operators
skip-to-backstage = Skip to time and troubles
customers-pane = Customers: private chats
operators-pane = Operators: the group
backstage-pane = Backstage: time, bot, troubles
panes = Panes
tab-customers = Customers
tab-operators = Operators
tab-backstage = Backstage

dark-theme = Dark theme
guided-tour = Guided tour
language = Language
with-unread = { $name }, { $count } unread

# Notices
sandbox-gone = The sandbox is gone. Waiting for it…
no-answer = The sandbox does not answer. Is it still running?
refused = That did not work.
copied = Copied.
copy-refused = This browser does not let the page copy.

# Dialogs
ok = OK
cancel = Cancel
add = Add
save = Save
create = Create
delete = Delete
no-icon = No icon
first-name = First name
last-name = Last name
username = Username
username-hint = without @, may be empty

# Dates
today = Today
yesterday = Yesterday
days = { $count } d
hours = { $count } h
minutes = { $count } min
seconds = { $count } s

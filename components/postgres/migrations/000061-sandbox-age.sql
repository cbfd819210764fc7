-- By which retention finds what is old; the list's index has the workspace first.
create index sandbox_message_age on sandbox_message (at);

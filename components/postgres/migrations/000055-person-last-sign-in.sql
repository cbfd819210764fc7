-- A session's row goes with the sign-out, so the time of the last sign-in is kept beside the person.
alter table person add column last_sign_in_at timestamptz;

create index person_verification_value on person_verification (value);

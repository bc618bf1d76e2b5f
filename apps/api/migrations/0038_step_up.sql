-- What cannot be undone asks whoever holds a sign-in for a proof that is minutes old.

alter table sign_ins add column stepped_up_at timestamptz;
comment on column sign_ins.stepped_up_at is 'When its holder proved last who they are: at first by signing in, unless that was at the provider itself';

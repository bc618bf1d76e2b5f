-- What a member began before all their sign-ins were ended does not come in afterwards: the provider may have looked at the
-- old password just before, and a native app may show its token for the first time.
alter table users add column signed_out_at timestamptz;

comment on column users.signed_out_at is 'When all sign-ins (but one) were ended last; none that began before begins here';

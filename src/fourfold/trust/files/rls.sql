-- Upper rooms add the policies that say which audiences an actor is in (see accountability/plan/rls.sql).
alter table files_storedfile enable row level security;
alter table files_storedfile force row level security;

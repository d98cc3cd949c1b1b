-- Relationships are the rows that open doors. The app role reads its own and those of subjects it manages;
-- upper rooms add their policies for writing (see accountability/plan/rls.sql), and nothing else may write.

create or replace function access_related(wanted_subject text, wanted_kinds text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(subject_id), '{}') from access_relationship
            where user_id = fourfold_actor() and subject_kind = wanted_subject and kind = any (wanted_kinds)
              and until is null  -- a relationship begins when it is written and ends when `until` is
        );
    end $$;

alter table access_relationship enable row level security;
alter table access_relationship force row level security;

drop policy if exists read_own on access_relationship;
create policy read_own on access_relationship for select to fourfold_app
    using (user_id = (select fourfold_actor()));

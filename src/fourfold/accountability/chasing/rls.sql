-- Spreadsheets brought back are read by who brought them, while they have a live role. The chaser clears away what
-- nobody decided; digests, forms and choices are its own to write, and each person sees theirs.

do $$
declare name text;
begin
    foreach name in array array['return', 'mailchoice', 'digest', 'sweep', 'mailedform'] loop
        execute format('alter table chasing_%s enable row level security', name);
        execute format('alter table chasing_%s force row level security', name);
    end loop;
    foreach name in array array['mailchoice', 'digest', 'sweep', 'mailedform'] loop
        execute format('drop policy if exists chase on chasing_%s', name);
        execute format('create policy chase on chasing_%s for all to fourfold_app
                        using ((select fourfold_service()) = ''chaser'')
                        with check ((select fourfold_service()) = ''chaser'')', name);
    end loop;
    foreach name in array array['digest', 'mailedform'] loop
        execute format('drop policy if exists read_own on chasing_%s', name);
        execute format('drop policy if exists coordinate on chasing_%s', name);
        execute format('create policy read_own on chasing_%s for select to fourfold_app
                        using (user_id = (select fourfold_actor()) and (select partnership_is_active()))', name);
        execute format('create policy coordinate on chasing_%s for select to fourfold_app
                        using ((select plan_may_coordinate()))', name);
    end loop;
end $$;

drop policy if exists own on chasing_return;
create policy own on chasing_return for all to fourfold_app
    using (user_id = (select fourfold_actor()) and (select partnership_is_active()))
    with check (user_id = (select fourfold_actor()) and (select partnership_is_active())
                and agency_id = any ((select partnership_agencies())::uuid[]));
drop policy if exists clear_away on chasing_return;
create policy clear_away on chasing_return for all to fourfold_app
    using ((select fourfold_service()) = 'chaser') with check (false);

drop policy if exists own on chasing_mailchoice;
create policy own on chasing_mailchoice for all to fourfold_app
    using (user_id = (select fourfold_actor()) and (select partnership_is_active()))
    with check (user_id = (select fourfold_actor()) and (select partnership_is_active()));
drop policy if exists coordinate on chasing_sweep;
create policy coordinate on chasing_sweep for select to fourfold_app using ((select plan_may_coordinate()));
drop policy if exists coordinate on chasing_mailchoice;
create policy coordinate on chasing_mailchoice for select to fourfold_app
    using ((select plan_may_coordinate()));

-- Somebody who opens a form has not signed in: the link speaks for them. This service sees forms, and nothing else.
drop policy if exists open_form on chasing_mailedform;
create policy open_form on chasing_mailedform for all to fourfold_app
    using ((select fourfold_service()) = 'mailed-form')
    with check ((select fourfold_service()) = 'mailed-form');

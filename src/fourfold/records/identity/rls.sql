-- Which records are the same person's. The linker alone reads descriptions and keys; everybody else learns of people,
-- questions, judgements and changes as far as the wall opens every subject that they are about.

do $$
declare name text;
begin
    foreach name in array array['description', 'blockingkey', 'linkmodel', 'run', 'change', 'task', 'opinion',
                                'override'] loop
        execute format('alter table identity_%s enable row level security', name);
        execute format('alter table identity_%s force row level security', name);
        execute format('revoke all on identity_%s from fourfold_app', name);
    end loop;
end $$;

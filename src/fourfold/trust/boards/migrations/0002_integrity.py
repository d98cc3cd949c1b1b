"""What Django's constraints cannot say: rows keep to their board, seats never overlap, no firm decision without a
quorum, approved minutes never change."""

from django.db import migrations

OF_A_MEETING = ["agendaitem", "paper", "attendance", "decision", "arisingaction"]
FROZEN = ["agendaitem", "attendance", "decision"]

KEEP_TO_BOARD = """
alter table boards_meeting add constraint meeting_of_board unique (id, board_id);
alter table boards_seat add constraint seat_of_board unique (id, board_id);
alter table boards_attendance add constraint attendance_seat_same_board
    foreign key (seat_id, board_id) references boards_seat (id, board_id) deferrable initially deferred;
""" + "\n".join(
    f"alter table boards_{name} add constraint {name}_same_board"
    " foreign key (meeting_id, board_id) references boards_meeting (id, board_id) deferrable initially deferred;"
    for name in OF_A_MEETING
)
FREE_FROM_BOARD = "\n".join(f"alter table boards_{name} drop constraint {name}_same_board;" for name in OF_A_MEETING) + """
alter table boards_attendance drop constraint attendance_seat_same_board;
alter table boards_seat drop constraint seat_of_board;
alter table boards_meeting drop constraint meeting_of_board;
"""

# Without btree_gist (see partnership/migrations/0002_integrity.py): a random id for board and person.
SEATS = """
create function boards_seat_key(board uuid, person uuid) returns uuid
    language sql immutable parallel safe
    return md5(board::text || ' ' || person::text)::uuid;

alter table boards_seat add constraint seat_once_a_person exclude using gist (
    uuidrange(boards_seat_key(board_id, person_id), boards_seat_key(board_id, person_id), '[]') with &&,
    daterange(since, until) with &&);
alter table boards_seat add constraint seat_one_chair exclude using gist (
    uuidrange(board_id, board_id, '[]') with &&, daterange(since, until) with &&) where (part = 'chair');
"""
NO_SEATS = """
alter table boards_seat drop constraint seat_one_chair;
alter table boards_seat drop constraint seat_once_a_person;
drop function boards_seat_key(uuid, uuid);
"""

# Voting seats as in domain/states.py. The functions see past row-level security: they belong to maintenance.
QUORUM = """
create function boards_is_quorate(wanted uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select (select count(*) from boards_attendance a join boards_seat s on s.id = a.seat_id
                    where a.meeting_id = m.id and a.presence in ('present', 'substitute')
                      and s.part in ('chair', 'deputy-chair', 'member')) >= m.quorum
            from boards_meeting m where m.id = wanted
        );
    end $$;

create function boards_decide_with_quorum() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if (new.state = 'taken' and boards_is_quorate(new.meeting_id) is not true)
           or (new.state = 'ratified' and boards_is_quorate(new.ratified_in_id) is not true) then
            raise exception 'A firm decision needs a quorum (decision %).', new.id using errcode = 'check_violation';
        end if;
        return new;
    end $$;
create trigger decide_with_quorum before insert or update of state, ratified_in_id, meeting_id on boards_decision
    for each row execute function boards_decide_with_quorum();

create function boards_keep_quorum() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare touched uuid := coalesce(to_jsonb(new), to_jsonb(old)) ->> 'meeting_id';
    begin
        if tg_table_name = 'boards_meeting' then
            touched := new.id;
        end if;
        if exists (select from boards_decision d
                   where (d.state = 'taken' and d.meeting_id = touched)
                      or (d.state = 'ratified' and d.ratified_in_id = touched))
           and boards_is_quorate(touched) is not true then
            raise exception 'Meeting % has firm decisions, which need its quorum.', touched
                using errcode = 'check_violation';
        end if;
        return null;
    end $$;
create constraint trigger keep_quorum after insert or update or delete on boards_attendance
    deferrable initially deferred for each row execute function boards_keep_quorum();
create constraint trigger keep_quorum after update of quorum on boards_meeting
    deferrable initially deferred for each row execute function boards_keep_quorum();
"""
NO_QUORUM = """
drop trigger keep_quorum on boards_meeting;
drop trigger keep_quorum on boards_attendance;
drop function boards_keep_quorum();
drop trigger decide_with_quorum on boards_decision;
drop function boards_decide_with_quorum();
drop function boards_is_quorate(uuid);
"""

MINUTES = """
create function boards_keep_minutes() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare touched uuid := coalesce(to_jsonb(new), to_jsonb(old)) ->> 'meeting_id';
    begin
        if exists (select from boards_meeting m where m.id = touched and m.state = 'minuted') then
            if tg_table_name = 'boards_decision' and tg_op = 'UPDATE' then
                if old.state = 'provisional' and new.state = 'ratified' and new.text = old.text then
                    return new;
                end if;
            end if;
            raise exception 'The minutes of meeting % are approved and never change.', touched
                using errcode = 'restrict_violation';
        end if;
        if tg_op = 'DELETE' then
            return old;
        end if;
        return new;
    end $$;

create function boards_approve_minutes() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if old.state = 'minuted' then
            raise exception 'The minutes of meeting % are approved and never change.', old.id
                using errcode = 'restrict_violation';
        end if;
        if new.state = 'minuted' and not exists (
            select from boards_attendance a where a.meeting_id = new.id and a.presence in ('present', 'substitute')
        ) then
            raise exception 'Minutes of meeting % need attendance.', new.id using errcode = 'check_violation';
        end if;
        return new;
    end $$;
create trigger approve_minutes before update on boards_meeting
    for each row execute function boards_approve_minutes();
create trigger keep_minutes before insert on boards_arisingaction
    for each row execute function boards_keep_minutes();
""" + "\n".join(
    f"create trigger keep_minutes before insert or update or delete on boards_{name}"
    " for each row execute function boards_keep_minutes();"
    for name in FROZEN
)
NO_MINUTES = "\n".join(f"drop trigger keep_minutes on boards_{name};" for name in [*FROZEN, "arisingaction"]) + """
drop trigger approve_minutes on boards_meeting;
drop function boards_approve_minutes();
drop function boards_keep_minutes();
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial"), ("partnership", "0002_integrity")]
    operations = [
        migrations.RunSQL(KEEP_TO_BOARD, FREE_FROM_BOARD),
        migrations.RunSQL(SEATS, NO_SEATS),
        migrations.RunSQL(QUORUM, NO_QUORUM),
        migrations.RunSQL(MINUTES, NO_MINUTES),
    ]

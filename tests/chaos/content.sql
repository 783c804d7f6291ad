-- What the writer fills tracks with: all that the index holds, of several scripts, decided by a salt. A title's number
-- is the track's own, so that a search for it has one answer.

create sequence chaos_number start 1000000000;

create function chaos_content(
    salt text,
    out word text,
    out artist text,
    out album text,
    out album_artist text,
    out composer text,
    out performers text,
    out artist_sort text,
    out title_sort text,
    out genre text,
    out year integer,
    out duration_seconds numeric,
    out labels text[],
    out popularity real,
    out isrc text,
    out audio_uri text,
    out thumbnail_uri text
)
language sql immutable as $$
    select
        (array['Lantern', 'Harbour', 'Östersund', 'Группа крови', '光', 'T.N.T.', 'Don’t (Live)', 'Straße'])[1 + h % 8],
        nullif((array['Sigur Rós', 'AC/DC', 'Кино', '宇多田ヒカル', 'The The', 'Nina', ''])[1 + h / 8 % 7], ''),
        case when h % 3 > 0 then 'Album ' || h / 64 % 50 end,
        case when h % 5 = 0 then 'Various Artists' end,
        case when h % 4 = 0 then '小林ハナ; Ólafur ' || h % 50 end,
        case when h % 13 = 0 then 'Ben Orr (drums)' end,
        case when h % 8 = 3 then 'Utada, Hikaru' end,
        case when h % 8 = 4 then 'Hikari' end,
        (array['Rock', 'Pop; R&B', 'Jazz, Live', null])[1 + h / 16 % 4],
        case when h % 7 > 0 then 1950 + h / 7 % 70 end,
        case when h % 11 > 0 then (h % 600000)::numeric / 1000 end,
        case h % 4 when 0 then array['mine', 'label ' || h % 9] else '{}' end,
        case when h % 2 = 0 then h / 2 % 101 end,
        case when h % 6 = 0 then 'GBABC' || lpad((h % 10000000)::text, 7, '0') end,
        case when h % 3 = 0 then 'https://audio.example/' || h end,
        case when h % 9 = 0 then 's3://covers/' || h || '.png' end
    from (select hashtext(salt) & 2147483647 as h) as chance
$$;

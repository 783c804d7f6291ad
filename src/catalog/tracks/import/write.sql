-- Writes a batch of tracks of library $2, given as JSON, and answers what became of each row.
with incoming as materialized (
    select *
    from json_to_recordset($1::json) as row (
        index integer, new_id uuid, id uuid, external_id text, artist text, title text, album text, album_artist text,
        genre text, year integer, track_number integer, disc_number integer, duration_ms bigint, popularity real,
        isrc text, musicbrainz_recording_id uuid, musicbrainz_release_id uuid, musicbrainz_artist_id uuid, labels text[],
        attributes jsonb, audio_uri text, thumbnail_uri text
    )
),
-- Known again by id, else external id, else URI, else artist, title and album. The first of several is aggregated: for
-- an order with a limit the planner may walk the whole primary key, once for each row.
known as materialized (
    select i.*, coalesce(
        (select t.id from audio_tracks t where t.id = i.id and t.library_id = $2),
        (
            select t.id
            from audio_tracks t
            where t.library_id = $2 and t.external_id = i.external_id and i.id is null
        ),
        case when i.id is null and i.audio_uri is not null then (
            select (array_agg(t.id order by t.id))[1]
            from audio_tracks t
            where t.library_id = $2 and t.audio_uri = i.audio_uri and (i.external_id is null or t.external_id is null)
        ) end,
        case when i.id is null and i.external_id is null and i.audio_uri is null then (
            select (array_agg(t.id order by t.external_id is not null, t.id))[1]
            from audio_tracks t
            where needledrop_name_key(t.library_id, t.artist, t.title, t.album)
                = needledrop_name_key($2, i.artist, i.title, i.album)
        ) end
    ) as track_id
    from incoming i
),
judged as materialized (
    select k.*,
        row_number() over (partition by track_id order by index) > 1 and track_id is not null as is_repeated,
        exists (
            select
            from audio_tracks t
            where t.library_id = $2 and t.external_id = k.external_id and t.id is distinct from k.track_id
        ) as is_taken
    from known k
),
-- What the rows say over what is there, where that makes a difference. The tracks are locked, as they are by now and in
-- one order: what others commit meanwhile is not undone, and two batches that meet don't wait for one another.
merged as materialized (
    select j.index, t.id, m.*
    from judged j
    join audio_tracks t on t.id = j.track_id
    cross join lateral (
        select
            coalesce(j.external_id, t.external_id) as external_id,
            coalesce(j.artist, t.artist) as artist,
            j.title,
            t.title_from_filename and j.title = t.title as title_from_filename,
            coalesce(j.album, t.album) as album,
            coalesce(j.album_artist, t.album_artist) as album_artist,
            coalesce(j.genre, t.genre) as genre,
            coalesce(j.year, t.year) as year,
            coalesce(j.track_number, t.track_number) as track_number,
            coalesce(j.disc_number, t.disc_number) as disc_number,
            coalesce((j.duration_ms / 1000.0)::numeric(10, 3), t.duration_seconds) as duration_seconds,
            coalesce(j.popularity, t.popularity) as popularity,
            coalesce(j.isrc, t.isrc) as isrc,
            coalesce(j.musicbrainz_recording_id, t.musicbrainz_recording_id) as musicbrainz_recording_id,
            coalesce(j.musicbrainz_release_id, t.musicbrainz_release_id) as musicbrainz_release_id,
            coalesce(j.musicbrainz_artist_id, t.musicbrainz_artist_id) as musicbrainz_artist_id,
            case when j.labels = '{}' then t.labels else j.labels end as labels,
            t.attributes || j.attributes as attributes,
            coalesce(j.audio_uri, t.audio_uri) as audio_uri,
            coalesce(j.thumbnail_uri, t.thumbnail_uri) as thumbnail_uri
    ) m
    where not j.is_repeated and not j.is_taken
        and (t.external_id, t.artist, t.title, t.title_from_filename, t.album, t.album_artist, t.genre, t.year,
            t.track_number, t.disc_number, t.duration_seconds, t.popularity, t.isrc, t.musicbrainz_recording_id,
            t.musicbrainz_release_id, t.musicbrainz_artist_id, t.labels, t.attributes, t.audio_uri, t.thumbnail_uri)
        is distinct from
            (m.external_id, m.artist, m.title, m.title_from_filename, m.album, m.album_artist, m.genre, m.year,
            m.track_number, m.disc_number, m.duration_seconds, m.popularity, m.isrc, m.musicbrainz_recording_id,
            m.musicbrainz_release_id, m.musicbrainz_artist_id, m.labels, m.attributes, m.audio_uri, m.thumbnail_uri)
    order by t.id
    for no key update of t
),
updated as (
    update audio_tracks t
    set external_id = m.external_id, artist = m.artist, title = m.title, title_from_filename = m.title_from_filename,
        album = m.album, album_artist = m.album_artist, genre = m.genre, year = m.year, track_number = m.track_number,
        disc_number = m.disc_number, duration_seconds = m.duration_seconds, popularity = m.popularity, isrc = m.isrc,
        musicbrainz_recording_id = m.musicbrainz_recording_id, musicbrainz_release_id = m.musicbrainz_release_id,
        musicbrainz_artist_id = m.musicbrainz_artist_id, labels = m.labels, attributes = m.attributes,
        audio_uri = m.audio_uri, thumbnail_uri = m.thumbnail_uri
    from merged m
    where t.id = m.id
    returning 1
),
inserted as (
    insert into audio_tracks (
        id, library_id, external_id, artist, title, album, album_artist, genre, year, track_number, disc_number,
        duration_seconds, popularity, isrc, musicbrainz_recording_id, musicbrainz_release_id, musicbrainz_artist_id, labels, attributes,
        audio_uri, thumbnail_uri
    )
    select coalesce(id, new_id), $2, external_id, artist, title, album, album_artist, genre, year, track_number,
        disc_number, duration_ms / 1000.0, popularity, isrc, musicbrainz_recording_id, musicbrainz_release_id,
        musicbrainz_artist_id, labels, attributes, audio_uri, thumbnail_uri
    from judged
    where track_id is null and not is_taken
    returning 1
),
written as (
    select (select count(*) from inserted) as inserted, (select count(*) from updated) as updated
)
select
    inserted,
    updated,
    (select count(*) from judged where not is_repeated and not is_taken) - inserted - updated as unchanged,
    (select coalesce(array_agg(index), '{}') from judged where is_taken) as taken,
    (select coalesce(array_agg(index), '{}') from judged where is_repeated and not is_taken) as repeated,
    (
        select coalesce(track_id, id, new_id)
        from judged
        where not is_repeated and not is_taken
        order by index
        limit 1
    ) as first
from written

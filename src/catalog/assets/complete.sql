-- Writes what became of claimed assets, and their tracks. Answers how many were written.
with outcome as materialized (
    select *
    from json_to_recordset($1::json) as row (
        asset_id uuid, claimed_until timestamptz, new_id uuid, error_code text, error_message text, mime_type text, format text, codec text,
        duration_seconds numeric, duration_method text, channels integer, sample_rate integer, bits_per_sample integer,
        bitrate bigint, tags jsonb, probe_bytes_read bigint, artist text, title text, title_from_filename boolean,
        album text, album_artist text, genre text, year integer, track_number integer, disc_number integer, isrc text,
        musicbrainz_recording_id uuid, musicbrainz_release_id uuid, musicbrainz_artist_id uuid
    )
),
-- In one order, here and in register.sql: otherwise two statements that meet could wait for one another.
claimed as materialized (
    select a.id
    from outcome o
    join assets a on a.id = o.asset_id
    where a.status = 'PROCESSING' and a.claimed_until = o.claimed_until
    order by a.id
    for no key update of a
),
written as (
    update assets a
    set status = case when o.error_code is null then 'COMPLETED' else 'FAILED' end,
        error_code = o.error_code, error_message = o.error_message, claimed_by = null, claimed_until = null,
        attempts = 0, last_probed_at = clock_timestamp(), mime_type = o.mime_type, format = o.format, codec = o.codec,
        duration_seconds = o.duration_seconds, duration_method = o.duration_method, channels = o.channels,
        sample_rate = o.sample_rate, bits_per_sample = o.bits_per_sample, bitrate = o.bitrate, tags = o.tags,
        probe_bytes_read = o.probe_bytes_read
    from outcome o
    join claimed c on c.id = o.asset_id
    where a.id = o.asset_id and a.status = 'PROCESSING' and a.claimed_until = o.claimed_until
    returning a.library_id, a.uri, a.status, o.*
),
-- The asset's track as a whole; or one that was imported and names this URI, and now gets its file.
known as materialized (
    select w.*, coalesce(
        (select t.id from audio_tracks t where t.asset_id = w.asset_id and t.start_ms is null),
        (
            select t.id
            from audio_tracks t
            where t.library_id = w.library_id and t.audio_uri = w.uri and t.asset_id is null
            order by t.id
            limit 1
        )
    ) as track_id,
    jsonb_strip_nulls(jsonb_build_object(
        'artist', artist, 'title', title, 'album', album, 'album_artist', album_artist, 'genre', genre, 'year', year,
        'track_number', track_number, 'disc_number', disc_number, 'isrc', isrc,
        'musicbrainz_recording_id', musicbrainz_recording_id, 'musicbrainz_release_id', musicbrainz_release_id,
        'musicbrainz_artist_id', musicbrainz_artist_id
    )) as tagged
    from written w
),
followed as (
    update audio_tracks t
    set status = k.status
    from known k
    where t.id = k.track_id and k.status = 'FAILED'
),
-- Where somebody imported metadata, tags only fill its gaps.
updated as (
    update audio_tracks t
    set status = k.status, asset_id = k.asset_id, audio_uri = k.uri, tagged = k.tagged,
        artist = case when k.is_curated then coalesce(t.artist, k.artist) else k.artist end,
        title = case when k.is_curated then t.title else k.title end,
        title_from_filename = case when k.is_curated then t.title_from_filename else k.title_from_filename end,
        album = case when k.is_curated then coalesce(t.album, k.album) else k.album end,
        album_artist = case when k.is_curated then coalesce(t.album_artist, k.album_artist) else k.album_artist end,
        genre = case when k.is_curated then coalesce(t.genre, k.genre) else k.genre end,
        year = case when k.is_curated then coalesce(t.year, k.year) else k.year end,
        track_number = case when k.is_curated then coalesce(t.track_number, k.track_number) else k.track_number end,
        disc_number = case when k.is_curated then coalesce(t.disc_number, k.disc_number) else k.disc_number end,
        isrc = case when k.is_curated then coalesce(t.isrc, k.isrc) else k.isrc end,
        musicbrainz_recording_id = coalesce(k.musicbrainz_recording_id, t.musicbrainz_recording_id),
        musicbrainz_release_id = coalesce(k.musicbrainz_release_id, t.musicbrainz_release_id),
        musicbrainz_artist_id = coalesce(k.musicbrainz_artist_id, t.musicbrainz_artist_id)
    from (
        select known.*, c.external_id is not null or c.asset_id is null as is_curated
        from known
        join audio_tracks c on c.id = known.track_id
    ) k
    where t.id = k.track_id and k.status = 'COMPLETED'
),
inserted as (
    insert into audio_tracks (
        id, library_id, asset_id, audio_uri, tagged, artist, title, title_from_filename, album, album_artist, genre, year, track_number,
        disc_number, isrc, musicbrainz_recording_id, musicbrainz_release_id, musicbrainz_artist_id
    )
    select new_id, library_id, asset_id, uri, tagged, artist, title, title_from_filename, album, album_artist, genre, year, track_number,
        disc_number, isrc, musicbrainz_recording_id, musicbrainz_release_id, musicbrainz_artist_id
    from known
    where track_id is null and status = 'COMPLETED'
)
select count(*) from written

-- What else a file says of itself: its pictures, its chapters, and what makes the facts doubtful.

alter table assets
    add column artwork jsonb not null default '[]' check (jsonb_typeof(artwork) = 'array'),
    add column chapters jsonb not null default '[]' check (jsonb_typeof(chapters) = 'array'),
    -- RESCUED, TRUNCATED, TAGS_CUT
    add column warnings text[] not null default '{}';

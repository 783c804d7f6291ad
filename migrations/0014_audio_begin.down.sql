alter table assets drop column audio_begin;

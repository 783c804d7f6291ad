alter table assets drop column artwork, drop column chapters, drop column warnings;

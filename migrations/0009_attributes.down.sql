drop function needledrop_number(jsonb);
drop function needledrop_attribute(jsonb, text);

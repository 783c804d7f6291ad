drop table companions;

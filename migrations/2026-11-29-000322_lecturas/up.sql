-- Everybody's readings, the newest first; those of a patient or of a person have indexes of their own.
create index lecturas_ficha_en on lecturas_ficha (clinica_id, en, id);

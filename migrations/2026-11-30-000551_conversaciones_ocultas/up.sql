-- What was said until then is of somebody who asked to be forgotten: it is kept, and shown to nobody.
alter table conversaciones add column oculta timestamptz;

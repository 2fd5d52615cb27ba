alter table conversaciones drop column oculta;

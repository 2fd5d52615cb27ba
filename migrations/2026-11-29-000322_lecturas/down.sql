drop index lecturas_ficha_en;

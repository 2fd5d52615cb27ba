drop table planillas_bodega;

drop policy puente on citas;
revoke select on citas from puente;
drop table retenciones;

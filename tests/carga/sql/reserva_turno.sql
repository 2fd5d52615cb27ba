-- The next free slot of a client of pgbench: each has twelve professionals of its own, and fills their days one after the other. `cero` is
-- the instant at which the Monday `primero` begins; the patient is the professional's own.
\set n :n + 1
\set p :client_id * 12 + :n % 12
\set k (:n / 12) % 17
\set dia :n / 204
\set dias (:dia / 5) * 7 + :dia % 5
\set minuto 540 + :k * 30 + case when :k < 8 then 0 else 60 end
\set segundo :cero + :dias * 86400 + :minuto * 60
\set profesional :profesional0 + :p
\set paciente :paciente0 + :p
\set quien :membresia + :client_id

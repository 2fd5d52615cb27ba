// @generated automatically by Diesel CLI.

diesel::table! {
    auditoria (clinica_id, id, en) {
        clinica_id -> Int4,
        id -> Int8,
        en -> Timestamptz,
        usuario_id -> Nullable<Int8>,
        membresia_id -> Nullable<Int8>,
        peticion_id -> Nullable<Uuid>,
        tabla -> Text,
        fila_id -> Text,
        operacion -> Text,
        antes -> Nullable<Jsonb>,
        despues -> Nullable<Jsonb>,
    }
}

diesel::table! {
    auditoria_personal (clinica_id, auditoria_id, en) {
        clinica_id -> Int4,
        auditoria_id -> Int8,
        en -> Timestamptz,
        sal -> Uuid,
        antes -> Nullable<Jsonb>,
        despues -> Nullable<Jsonb>,
    }
}

diesel::table! {
    clinicas (id) {
        id -> Int4,
        slug -> Text,
        nombre -> Text,
        identificador_fiscal -> Nullable<Text>,
        zona -> Text,
        moneda -> Text,
        estado -> Text,
        ajustes -> Jsonb,
        creado -> Timestamptz,
    }
}

diesel::table! {
    enlaces_usuario (token_hash) {
        token_hash -> Bytea,
        usuario_id -> Int8,
        motivo -> Text,
        creado -> Timestamptz,
        vence -> Timestamptz,
        usado -> Nullable<Timestamptz>,
        clinica_id -> Nullable<Int4>,
    }
}

diesel::table! {
    envios (clinica_id, mensaje_id) {
        clinica_id -> Int4,
        mensaje_id -> Int8,
        estado -> Text,
        intentos -> Int4,
        proximo -> Timestamptz,
        remitente -> Nullable<Text>,
        error -> Nullable<Text>,
        terminado -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    eventos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        tipo -> Text,
        datos -> Jsonb,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        peticion_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    intentos_ingreso (clave) {
        clave -> Bytea,
        fallos -> Int4,
        ultimo -> Timestamptz,
        bloqueado_hasta -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    lecturas_ficha (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        paciente_id -> Int8,
        membresia_id -> Int8,
        en -> Timestamptz,
        motivo -> Text,
    }
}

diesel::table! {
    membresias (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        usuario_id -> Int8,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        aceptada -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    membresias_roles (clinica_id, membresia_id, rol) {
        clinica_id -> Int4,
        membresia_id -> Int8,
        rol -> Text,
    }
}

diesel::table! {
    mensajes (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        tipo -> Text,
        canal -> Text,
        paciente_id -> Nullable<Int8>,
        membresia_id -> Nullable<Int8>,
        nombre -> Text,
        direccion -> Text,
        asunto -> Text,
        carta -> Jsonb,
        adjuntos -> Jsonb,
        clave -> Text,
        hilo -> Nullable<Text>,
        message_id -> Uuid,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        peticion_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    pacientes (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        documento_tipo -> Text,
        documento -> Nullable<Text>,
        documento_pais -> Nullable<Text>,
        documento_motivo -> Nullable<Text>,
        rut_cuerpo -> Nullable<Int4>,
        rut_dv -> Nullable<Text>,
        nombres -> Text,
        apellido_paterno -> Text,
        apellido_materno -> Text,
        nombre_social -> Text,
        nacimiento -> Nullable<Date>,
        telefono -> Nullable<Text>,
        correo -> Nullable<Text>,
        direccion -> Text,
        observacion -> Text,
        archivado -> Nullable<Timestamptz>,
        fusionado_en -> Nullable<Int8>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    permisos (codigo) {
        codigo -> Text,
        descripcion -> Text,
    }
}

diesel::table! {
    roles (codigo) {
        codigo -> Text,
        nombre -> Text,
        orden -> Int4,
    }
}

diesel::table! {
    roles_permisos (clinica_id, rol, permiso) {
        clinica_id -> Int4,
        rol -> Text,
        permiso -> Text,
    }
}

diesel::table! {
    sesiones_usuario (id) {
        id -> Int8,
        token_hash -> Bytea,
        usuario_id -> Int8,
        creada -> Timestamptz,
        ultima -> Timestamptz,
        vence -> Timestamptz,
        revocada -> Nullable<Timestamptz>,
        direccion -> Text,
        agente -> Text,
    }
}

diesel::table! {
    sucursales (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        nombre -> Text,
        direccion -> Text,
        principal -> Bool,
        creado -> Timestamptz,
    }
}

diesel::table! {
    trabajos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        tipo -> Text,
        datos -> Jsonb,
        clave -> Nullable<Text>,
        estado -> Text,
        intentos -> Int4,
        proximo -> Timestamptz,
        error -> Nullable<Text>,
        terminado -> Nullable<Timestamptz>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        peticion_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    usuarios (id) {
        id -> Int8,
        correo -> Text,
        nombre -> Text,
        estado -> Text,
        clave_hash -> Nullable<Text>,
        clave_cambiada -> Nullable<Timestamptz>,
        atajos -> Bool,
        creado -> Timestamptz,
    }
}

diesel::joinable!(enlaces_usuario -> usuarios (usuario_id));
diesel::joinable!(eventos -> clinicas (clinica_id));
diesel::joinable!(membresias -> clinicas (clinica_id));
diesel::joinable!(membresias -> usuarios (usuario_id));
diesel::joinable!(membresias_roles -> roles (rol));
diesel::joinable!(mensajes -> clinicas (clinica_id));
diesel::joinable!(pacientes -> clinicas (clinica_id));
diesel::joinable!(roles_permisos -> clinicas (clinica_id));
diesel::joinable!(roles_permisos -> permisos (permiso));
diesel::joinable!(roles_permisos -> roles (rol));
diesel::joinable!(sesiones_usuario -> usuarios (usuario_id));
diesel::joinable!(sucursales -> clinicas (clinica_id));
diesel::joinable!(trabajos -> clinicas (clinica_id));

diesel::allow_tables_to_appear_in_same_query!(
    auditoria,
    auditoria_personal,
    clinicas,
    enlaces_usuario,
    envios,
    eventos,
    intentos_ingreso,
    lecturas_ficha,
    membresias,
    membresias_roles,
    mensajes,
    pacientes,
    permisos,
    roles,
    roles_permisos,
    sesiones_usuario,
    sucursales,
    trabajos,
    usuarios,
);

// @generated automatically by Diesel CLI.

diesel::table! {
    abonos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        paciente_id -> Int8,
        pago_id -> Int8,
        monto -> Numeric,
        en -> Timestamptz,
        por -> Int8,
        reasignacion_id -> Nullable<Int8>,
    }
}

diesel::table! {
    acumulados (clinica_id, tipo, fecha, sucursal, profesional, clave) {
        clinica_id -> Int4,
        tipo -> Text,
        fecha -> Date,
        sucursal -> Int8,
        profesional -> Int8,
        clave -> Text,
        monto -> Numeric,
        cuenta -> Int8,
    }
}

diesel::table! {
    acumulados_deltas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        tipo -> Text,
        fecha -> Date,
        sucursal -> Int8,
        profesional -> Int8,
        clave -> Text,
        monto -> Numeric,
        cuenta -> Int8,
    }
}

diesel::table! {
    adjuntos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        paciente_id -> Int8,
        clinico -> Bool,
        nombre -> Text,
        tipo -> Text,
        tamano -> Int4,
        sha256 -> Bytea,
        descripcion -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        retirado -> Nullable<Timestamptz>,
        retirado_por -> Nullable<Int8>,
        retirado_motivo -> Text,
    }
}

diesel::table! {
    adjuntos_contenidos (clinica_id, adjunto_id) {
        clinica_id -> Int4,
        adjunto_id -> Int8,
        bytes -> Bytea,
    }
}

diesel::table! {
    aparatos_usuario (usuario_id, huella) {
        usuario_id -> Int8,
        huella -> Bytea,
        nombre -> Text,
        red -> Text,
        visto -> Timestamptz,
    }
}

diesel::table! {
    aperturas_denominaciones (clinica_id, sesion_id, valor) {
        clinica_id -> Int4,
        sesion_id -> Int8,
        valor -> Numeric,
        cantidad -> Int4,
    }
}

diesel::table! {
    arqueos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sesion_id -> Int8,
        contado -> Numeric,
        esperado -> Numeric,
        observacion -> Text,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    arqueos_denominaciones (clinica_id, arqueo_id, valor) {
        clinica_id -> Int4,
        arqueo_id -> Int8,
        valor -> Numeric,
        cantidad -> Int4,
    }
}

diesel::table! {
    arqueos_medios (clinica_id, arqueo_id, medio) {
        clinica_id -> Int4,
        arqueo_id -> Int8,
        medio -> Text,
        esperado -> Numeric,
        declarado -> Numeric,
    }
}

diesel::table! {
    asignaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        pago_id -> Int8,
        venta_linea_id -> Int8,
        monto -> Numeric,
        reasignacion_id -> Nullable<Int8>,
    }
}

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
        sesion_id -> Nullable<Int8>,
        direccion -> Nullable<Text>,
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
    avisos_callados (clinica_id, membresia_id, cual) {
        clinica_id -> Int4,
        membresia_id -> Int8,
        cual -> Text,
    }
}

diesel::table! {
    bloqueos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        profesional_id -> Nullable<Int8>,
        box_id -> Nullable<Int8>,
        rango -> Tstzrange,
        inicio -> Timestamptz,
        fin -> Timestamptz,
        motivo -> Text,
        detalle -> Text,
        anulado -> Nullable<Timestamptz>,
        anulado_por -> Nullable<Int8>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        serie -> Nullable<Uuid>,
    }
}

diesel::table! {
    boxes (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        sucursal_id -> Int8,
        nombre -> Text,
        capacidad -> Int2,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    cajas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sucursal_id -> Int8,
        deposito_id -> Int8,
        serie_id -> Int8,
        nombre -> Text,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        version -> Int4,
    }
}

diesel::table! {
    calendarios (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        profesional_id -> Int8,
        token_hash -> Bytea,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        revocado -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    canales_whatsapp (clinica_id) {
        clinica_id -> Int4,
        version -> Int4,
        numero_id -> Text,
        cuenta_id -> Text,
        preferido -> Bool,
        respaldo_horas -> Int4,
    }
}

diesel::table! {
    cierres_caja (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sesion_id -> Int8,
        arqueo_id -> Int8,
        esperado -> Numeric,
        contado -> Numeric,
        diferencia -> Numeric,
        motivo -> Text,
        dejado -> Numeric,
        en -> Timestamptz,
        por -> Int8,
        ultima_venta -> Nullable<Int8>,
        ultimo_pago -> Nullable<Int8>,
        ultimo_movimiento -> Nullable<Int8>,
        impagas -> Int4,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    citas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        sucursal_id -> Int8,
        profesional_id -> Int8,
        box_id -> Nullable<Int8>,
        plaza -> Nullable<Int2>,
        prestacion_id -> Int8,
        paciente_id -> Nullable<Int8>,
        rango -> Tstzrange,
        ocupa -> Tstzrange,
        inicio -> Timestamptz,
        fin -> Timestamptz,
        ocupa_desde -> Timestamptz,
        ocupa_hasta -> Timestamptz,
        fecha -> Date,
        estado -> Text,
        bloquea -> Bool,
        estado_desde -> Timestamptz,
        estado_motivo -> Text,
        estado_quien -> Text,
        sobrecupo -> Nullable<Int2>,
        sobrecupo_motivo -> Nullable<Text>,
        vence -> Nullable<Timestamptz>,
        precio -> Numeric,
        moneda -> Text,
        pago -> Text,
        origen -> Text,
        reagendada_de -> Nullable<Int8>,
        clave -> Nullable<Uuid>,
        observacion -> Text,
    }
}

diesel::table! {
    citas_conservadas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        cita_id -> Int8,
        inicio -> Timestamptz,
        en -> Timestamptz,
        por -> Nullable<Int8>,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    citas_de_serie (clinica_id, cita_id) {
        clinica_id -> Int4,
        cita_id -> Int8,
        serie_id -> Int8,
    }
}

diesel::table! {
    citas_estados (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        cita_id -> Int8,
        de -> Nullable<Text>,
        a -> Text,
        en -> Timestamptz,
        por -> Nullable<Int8>,
        quien -> Text,
        motivo -> Text,
    }
}

diesel::table! {
    citas_series (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        cada -> Int2,
        clave -> Nullable<Uuid>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    citas_transiciones (de, a) {
        de -> Text,
        a -> Text,
        regreso -> Bool,
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
        auditoria_anios -> Int4,
    }
}

diesel::table! {
    comisiones_reglas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        profesional_id -> Nullable<Int8>,
        prestacion_id -> Nullable<Int8>,
        porcentaje -> Nullable<Numeric>,
        monto -> Nullable<Numeric>,
        desde -> Date,
        hasta -> Nullable<Date>,
        creado -> Timestamptz,
        creado_por -> Int8,
    }
}

diesel::table! {
    consentimientos_whatsapp (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        paciente_id -> Int8,
        acepta -> Bool,
        como -> Text,
        telefono -> Nullable<Text>,
        en -> Timestamptz,
        por -> Nullable<Int8>,
        peticion_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    consumos_pendientes (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        deposito_id -> Int8,
        insumo_id -> Int8,
        cantidad -> Numeric,
        cita_id -> Nullable<Int8>,
        estado -> Text,
        motivo -> Text,
        creado -> Timestamptz,
        creado_por -> Int8,
        resuelto -> Nullable<Timestamptz>,
        resuelto_por -> Nullable<Int8>,
        venta_id -> Nullable<Int8>,
    }
}

diesel::table! {
    contactos_paciente (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        paciente_id -> Int8,
        contacto_id -> Nullable<Int8>,
        nombre -> Text,
        relacion -> Text,
        rut_cuerpo -> Nullable<Int4>,
        rut_dv -> Nullable<Text>,
        telefono -> Nullable<Text>,
        correo -> Nullable<Text>,
        responsable -> Bool,
        pagador -> Bool,
        quitado -> Nullable<Timestamptz>,
        quitado_por -> Nullable<Int8>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    convenios (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        nombre -> Text,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    convenios_precios (clinica_id, convenio_id, prestacion_id) {
        clinica_id -> Int4,
        convenio_id -> Int8,
        prestacion_id -> Int8,
        precio -> Numeric,
    }
}

diesel::table! {
    conversaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        telefono -> Text,
        estado -> Text,
        ultimo -> Timestamptz,
        hasta -> Timestamptz,
        oculta -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    cupos_envio (clave, minuto) {
        clave -> Text,
        minuto -> Timestamptz,
        cuantos -> Int4,
    }
}

diesel::table! {
    depositos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sucursal_id -> Int8,
        nombre -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        version -> Int4,
    }
}

diesel::table! {
    devoluciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        venta_id -> Int8,
        pago_id -> Nullable<Int8>,
        medio -> Nullable<Text>,
        moneda -> Text,
        monto -> Numeric,
        con_nota -> Bool,
        motivo -> Text,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Int8,
        resuelta -> Nullable<Timestamptz>,
        resuelta_por -> Nullable<Int8>,
        resolucion -> Text,
        reverso_id -> Nullable<Int8>,
    }
}

diesel::table! {
    devoluciones_lineas (clinica_id, devolucion_id, venta_linea_id) {
        clinica_id -> Int4,
        devolucion_id -> Int8,
        venta_linea_id -> Int8,
        monto -> Numeric,
        vuelve -> Bool,
    }
}

diesel::table! {
    dias_auditoria (dia) {
        dia -> Date,
        horizonte -> Int8,
        sellado -> Nullable<Timestamptz>,
        resumen -> Nullable<Bytea>,
        anterior -> Nullable<Bytea>,
        sello -> Nullable<Bytea>,
    }
}

diesel::table! {
    direcciones_suprimidas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        canal -> Text,
        direccion -> Text,
        mensaje_id -> Int8,
        codigo -> Text,
        en -> Timestamptz,
    }
}

diesel::table! {
    documentos_bodega (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        tipo -> Text,
        deposito_id -> Int8,
        destino -> Text,
        motivo -> Text,
        papel -> Text,
        efectiva -> Date,
        creado -> Timestamptz,
        creado_por -> Int8,
        reversado -> Nullable<Timestamptz>,
        reversado_por -> Nullable<Int8>,
        reversa_motivo -> Text,
    }
}

diesel::table! {
    encuestas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        cita_id -> Int8,
        paciente_id -> Int8,
        creada -> Timestamptz,
        nota -> Nullable<Int2>,
        comentario -> Text,
        respondida -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    enlaces_baja (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        mensaje_id -> Int8,
        token_hash -> Bytea,
        creado -> Timestamptz,
    }
}

diesel::table! {
    enlaces_cita (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        cita_id -> Int8,
        token_hash -> Bytea,
        vence -> Timestamptz,
        creado -> Timestamptz,
        confirmo -> Nullable<Timestamptz>,
        cancelo -> Nullable<Timestamptz>,
        cambio -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    enlaces_encuesta (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        encuesta_id -> Int8,
        token_hash -> Bytea,
        vence -> Timestamptz,
        creado -> Timestamptz,
    }
}

diesel::table! {
    enlaces_oferta (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        oferta_id -> Int8,
        token_hash -> Bytea,
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
    entrantes_whatsapp (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        conversacion_id -> Int8,
        wamid -> Text,
        texto -> Text,
        en -> Timestamptz,
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
        perdonados -> Int4,
        canal -> Text,
        externo -> Nullable<Text>,
        entregado -> Nullable<Timestamptz>,
        leido -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    esperas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        paciente_id -> Int8,
        prestacion_id -> Int8,
        profesional_id -> Nullable<Int8>,
        sucursal_id -> Nullable<Int8>,
        desde -> Date,
        hasta -> Nullable<Date>,
        dias -> Int2,
        desde_hora -> Nullable<Time>,
        hasta_hora -> Nullable<Time>,
        prioridad -> Text,
        orden -> Int2,
        nota -> Text,
        estado -> Text,
        cita_id -> Nullable<Int8>,
        motivo -> Text,
        cerrada -> Nullable<Timestamptz>,
        cerrada_por -> Nullable<Int8>,
        clave -> Nullable<Uuid>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
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
    eventos_whatsapp (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        clave -> Text,
        datos -> Jsonb,
        estado -> Text,
        intentos -> Int4,
        proximo -> Timestamptz,
        recibido -> Timestamptz,
    }
}

diesel::table! {
    excepciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        profesional_id -> Int8,
        fecha -> Date,
        sucursal_id -> Nullable<Int8>,
        box_id -> Nullable<Int8>,
        desde -> Nullable<Time>,
        hasta -> Nullable<Time>,
        motivo -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    existencias (clinica_id, deposito_id, insumo_id) {
        clinica_id -> Int4,
        deposito_id -> Int8,
        insumo_id -> Int8,
        cantidad -> Numeric,
        costo_promedio -> Numeric,
    }
}

diesel::table! {
    exportaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        reporte -> Text,
        consulta -> Text,
        formato -> Text,
        corte -> Timestamptz,
        estado -> Text,
        filas -> Int8,
        hechas -> Int8,
        tamano -> Nullable<Int8>,
        creada -> Timestamptz,
        creada_por -> Int8,
        terminada -> Nullable<Timestamptz>,
        vence -> Nullable<Timestamptz>,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    exportaciones_partes (clinica_id, exportacion_id, numero) {
        clinica_id -> Int4,
        exportacion_id -> Int8,
        numero -> Int4,
        bytes -> Bytea,
    }
}

diesel::table! {
    feriados (ambito, fecha) {
        ambito -> Text,
        fecha -> Date,
        nombre -> Text,
        irrenunciable -> Bool,
    }
}

diesel::table! {
    feriados_clinica (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        fecha -> Date,
        sucursal_id -> Nullable<Int8>,
        nombre -> Text,
        atiende -> Bool,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    fusiones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        absorbido_id -> Int8,
        vigente_id -> Int8,
        motivo -> Text,
        en -> Timestamptz,
        por -> Nullable<Int8>,
        deshecha -> Nullable<Timestamptz>,
        deshecha_por -> Nullable<Int8>,
        deshecha_motivo -> Text,
    }
}

diesel::table! {
    hojas_auditoria (clinica_id, dia, parte) {
        clinica_id -> Int4,
        dia -> Date,
        parte -> Int4,
        hasta -> Int8,
        hojas -> Bytea,
    }
}

diesel::table! {
    horarios (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        profesional_id -> Int8,
        sucursal_id -> Int8,
        box_id -> Nullable<Int8>,
        isodow -> Int2,
        desde -> Time,
        hasta -> Time,
        vigente_desde -> Date,
        vigente_hasta -> Nullable<Date>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    idempotencia (clinica_id, clave) {
        clinica_id -> Int4,
        clave -> Uuid,
        operacion -> Text,
        huella -> Bytea,
        resultado -> Nullable<Int8>,
        quien -> Int8,
        cuando -> Timestamptz,
    }
}

diesel::table! {
    importacion_filas (clinica_id, importacion_id, numero) {
        clinica_id -> Int4,
        importacion_id -> Int8,
        numero -> Int4,
        textos -> Array<Nullable<Text>>,
        estado -> Text,
        paciente_id -> Nullable<Int8>,
        otra -> Nullable<Int4>,
        huella -> Nullable<Bytea>,
    }
}

diesel::table! {
    importaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        nombre -> Text,
        huella -> Bytea,
        columnas -> Array<Nullable<Text>>,
        ignoradas -> Array<Nullable<Text>>,
        estado -> Text,
        con_parecidas -> Bool,
        filas -> Int4,
        avance -> Int4,
        por_hacer -> Int4,
        listas -> Int4,
        existentes -> Int4,
        repetidas -> Int4,
        parecidas -> Int4,
        erradas -> Int4,
        creadas -> Int4,
        creada -> Timestamptz,
        creada_por -> Nullable<Int8>,
        confirmada -> Nullable<Timestamptz>,
        confirmada_por -> Nullable<Int8>,
        terminada -> Nullable<Timestamptz>,
        olvidada -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    ingresos_a_medias (token_hash) {
        token_hash -> Bytea,
        usuario_id -> Int8,
        vence -> Timestamptz,
    }
}

diesel::table! {
    insumos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        codigo -> Text,
        nombre -> Text,
        unidad -> Text,
        categoria -> Text,
        minimo -> Numeric,
        precio -> Nullable<Numeric>,
        moneda -> Text,
        afecto -> Bool,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        dias_entrega -> Nullable<Int4>,
        dias_reserva -> Nullable<Int4>,
    }
}

diesel::table! {
    intentos_envio (clinica_id, mensaje_id, numero) {
        clinica_id -> Int4,
        mensaje_id -> Int8,
        numero -> Int4,
        en -> Timestamptz,
        resultado -> Text,
        codigo -> Nullable<Text>,
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
    inventarios (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        deposito_id -> Int8,
        categoria -> Text,
        nota -> Text,
        estado -> Text,
        ronda -> Int4,
        abierto -> Timestamptz,
        abierto_por -> Int8,
        terminado -> Nullable<Timestamptz>,
        terminado_por -> Nullable<Int8>,
        motivo -> Text,
    }
}

diesel::table! {
    inventarios_conteos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        inventario_id -> Int8,
        inventario_lote_id -> Int8,
        ronda -> Int4,
        cantidad -> Numeric,
        en_libros -> Numeric,
        movimiento_id -> Nullable<Int8>,
        reemplaza -> Nullable<Int8>,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    inventarios_lotes (clinica_id, inventario_id, id) {
        clinica_id -> Int4,
        inventario_id -> Int8,
        id -> Int8,
        insumo_id -> Int8,
        codigo -> Text,
        caduca -> Nullable<Date>,
        teorico -> Numeric,
        costo -> Nullable<Numeric>,
        hallado -> Bool,
        ronda -> Int4,
        creado -> Timestamptz,
        creado_por -> Int8,
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
        adjunto_id -> Nullable<Int8>,
        sesion_id -> Nullable<Int8>,
        direccion -> Nullable<Text>,
    }
}

diesel::table! {
    liquidaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        profesional_id -> Int8,
        desde -> Date,
        hasta -> Date,
        moneda -> Text,
        total -> Numeric,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    liquidaciones_lineas (clinica_id, liquidacion_id, asignacion_id) {
        clinica_id -> Int4,
        liquidacion_id -> Int8,
        asignacion_id -> Int8,
        regla_id -> Int8,
        monto -> Numeric,
        base -> Numeric,
        porcentaje -> Nullable<Numeric>,
        monto_fijo -> Nullable<Numeric>,
        comision -> Numeric,
    }
}

diesel::table! {
    llamados (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        cita_id -> Int8,
        fecha -> Date,
        sucursal_id -> Int8,
        box_id -> Nullable<Int8>,
        en -> Timestamptz,
        por -> Nullable<Int8>,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    llegadas (clinica_id, cita_id) {
        clinica_id -> Int4,
        cita_id -> Int8,
        sucursal_id -> Int8,
        fecha -> Date,
        numero -> Int4,
        en -> Timestamptz,
        prioridad -> Int2,
    }
}

diesel::table! {
    lotes (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        deposito_id -> Int8,
        insumo_id -> Int8,
        codigo -> Text,
        caduca -> Nullable<Date>,
        costo -> Numeric,
        cantidad -> Numeric,
        recibido -> Timestamptz,
        creado_por -> Nullable<Int8>,
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
        vence -> Nullable<Timestamptz>,
        cita_id -> Nullable<Int8>,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
        plantilla -> Nullable<Jsonb>,
        conversacion_id -> Nullable<Int8>,
    }
}

diesel::table! {
    movimientos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        deposito_id -> Int8,
        insumo_id -> Int8,
        lote_id -> Int8,
        tipo -> Text,
        cantidad -> Numeric,
        saldo -> Numeric,
        costo -> Numeric,
        costo_promedio -> Numeric,
        documento_tipo -> Text,
        documento_id -> Nullable<Int8>,
        documento -> Text,
        motivo -> Text,
        reversa_de -> Nullable<Int8>,
        efectiva -> Date,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    movimientos_caja (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sesion_id -> Int8,
        tipo -> Text,
        monto -> Numeric,
        motivo -> Text,
        en -> Timestamptz,
        por -> Int8,
        traspaso_id -> Nullable<Int8>,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    notas_credito (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        serie_id -> Int8,
        folio -> Int8,
        venta_id -> Int8,
        devolucion_id -> Int8,
        moneda -> Text,
        exento -> Numeric,
        neto -> Numeric,
        iva -> Numeric,
        total -> Numeric,
        motivo -> Text,
        aprobado_por -> Int8,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    notas_credito_lineas (clinica_id, nota_id, venta_linea_id) {
        clinica_id -> Int4,
        nota_id -> Int8,
        venta_linea_id -> Int8,
        monto -> Numeric,
        iva -> Numeric,
    }
}

diesel::table! {
    ofertas_espera (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        espera_id -> Int8,
        profesional_id -> Int8,
        sucursal_id -> Int8,
        inicio -> Timestamptz,
        vence -> Timestamptz,
        cita_id -> Nullable<Int8>,
        creada -> Timestamptz,
        creada_por -> Nullable<Int8>,
    }
}

diesel::table! {
    ordenes_compra (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        proveedor_id -> Int8,
        deposito_id -> Int8,
        moneda -> Text,
        nota -> Text,
        estado -> Text,
        creada -> Timestamptz,
        creada_por -> Int8,
        enviada -> Nullable<Timestamptz>,
        enviada_por -> Nullable<Int8>,
        cancelada -> Nullable<Timestamptz>,
        cancelada_por -> Nullable<Int8>,
        motivo -> Text,
    }
}

diesel::table! {
    ordenes_compra_lineas (clinica_id, orden_id, insumo_id) {
        clinica_id -> Int4,
        orden_id -> Int8,
        insumo_id -> Int8,
        cantidad -> Numeric,
        costo -> Numeric,
        recibido -> Numeric,
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
        sin_avisos -> Bool,
        acepta_publicidad -> Bool,
        acepta_whatsapp -> Bool,
        nombre_en_pantalla -> Bool,
        bloqueado -> Nullable<Timestamptz>,
        sin_encuestas -> Bool,
        sin_ofertas -> Bool,
    }
}

diesel::table! {
    pagos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sesion_id -> Int8,
        serie_id -> Int8,
        folio -> Int8,
        tipo -> Text,
        paciente_id -> Nullable<Int8>,
        pagador -> Text,
        moneda -> Text,
        total -> Numeric,
        vuelto -> Numeric,
        reversa_de -> Nullable<Int8>,
        motivo -> Text,
        aprobado_por -> Nullable<Int8>,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    pagos_medios (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        pago_id -> Int8,
        medio -> Text,
        monto -> Numeric,
        referencia -> Text,
    }
}

diesel::table! {
    permisos (codigo) {
        codigo -> Text,
        descripcion -> Text,
    }
}

diesel::table! {
    planillas_bodega (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        nombre -> Text,
        huella -> Bytea,
        deposito_id -> Int8,
        columnas -> Array<Nullable<Text>>,
        ignoradas -> Array<Nullable<Text>>,
        numeros -> Array<Nullable<Int4>>,
        textos -> Array<Nullable<Text>>,
        estado -> Text,
        insumos -> Int4,
        lotes -> Int4,
        creada -> Timestamptz,
        creada_por -> Int8,
        terminada -> Nullable<Timestamptz>,
        terminada_por -> Nullable<Int8>,
    }
}

diesel::table! {
    plantillas (clinica_id, tipo) {
        clinica_id -> Int4,
        tipo -> Text,
        asunto -> Text,
        saludo -> Text,
        cuerpo -> Text,
        nota -> Text,
    }
}

diesel::table! {
    plantillas_whatsapp (clinica_id, tipo) {
        clinica_id -> Int4,
        tipo -> Text,
        nombre -> Text,
        estado -> Text,
        motivo -> Text,
        cambiada -> Timestamptz,
    }
}

diesel::table! {
    presentaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        insumo_id -> Int8,
        nombre -> Text,
        unidades -> Numeric,
        barras -> Nullable<Text>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    prestaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        codigo -> Text,
        nombre -> Text,
        duracion -> Int2,
        paso -> Int2,
        antes -> Int2,
        despues -> Int2,
        precio -> Numeric,
        moneda -> Text,
        iva -> Text,
        color -> Text,
        aviso_minimo -> Int4,
        horizonte -> Int2,
        limite_dia -> Nullable<Int2>,
        limite_semana -> Nullable<Int2>,
        limite_mes -> Nullable<Int2>,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
        recordatorios -> Nullable<Array<Nullable<Int4>>>,
        en_linea -> Bool,
    }
}

diesel::table! {
    prestaciones_boxes (clinica_id, prestacion_id, box_id) {
        clinica_id -> Int4,
        prestacion_id -> Int8,
        box_id -> Int8,
    }
}

diesel::table! {
    prestaciones_profesionales (clinica_id, prestacion_id, profesional_id) {
        clinica_id -> Int4,
        prestacion_id -> Int8,
        profesional_id -> Int8,
    }
}

diesel::table! {
    presupuestos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        serie_id -> Int8,
        folio -> Int8,
        paciente_id -> Int8,
        convenio_id -> Nullable<Int8>,
        moneda -> Text,
        estado -> Text,
        valido_hasta -> Date,
        nota -> Text,
        descuento_motivo -> Text,
        creado -> Timestamptz,
        creado_por -> Int8,
        aceptado -> Nullable<Timestamptz>,
        aceptado_por -> Nullable<Int8>,
        cerrado -> Nullable<Timestamptz>,
        cerrado_por -> Nullable<Int8>,
        cerrado_motivo -> Text,
        edicion -> Int4,
    }
}

diesel::table! {
    presupuestos_lineas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        presupuesto_id -> Int8,
        numero -> Int4,
        prestacion_id -> Nullable<Int8>,
        insumo_id -> Nullable<Int8>,
        descripcion -> Text,
        cantidad -> Numeric,
        precio -> Numeric,
        descuento -> Numeric,
        afecto -> Bool,
        total -> Numeric,
        vendido -> Numeric,
    }
}

diesel::table! {
    presupuestos_ventas (clinica_id, venta_linea_id) {
        clinica_id -> Int4,
        venta_linea_id -> Int8,
        presupuesto_linea_id -> Int8,
        bruto -> Numeric,
        descuento -> Numeric,
    }
}

diesel::table! {
    profesionales (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        membresia_id -> Nullable<Int8>,
        nombre -> Text,
        especialidad -> Text,
        color -> Text,
        trabaja_feriados -> Bool,
        sobrecupos_maximo -> Int2,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    proveedores (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        nombre -> Text,
        rut_cuerpo -> Nullable<Int4>,
        rut_dv -> Nullable<Text>,
        contacto -> Text,
        telefono -> Nullable<Text>,
        correo -> Nullable<Text>,
        estado -> Text,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    reaperturas_caja (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sesion_id -> Int8,
        cierre_id -> Int8,
        motivo -> Text,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    reasignaciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        pago_id -> Int8,
        motivo -> Text,
        en -> Timestamptz,
        por -> Int8,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    recepciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        orden_id -> Int8,
        documento -> Text,
        efectiva -> Date,
        de_mas -> Bool,
        en -> Timestamptz,
        por -> Int8,
        revertida -> Nullable<Timestamptz>,
        revertida_por -> Nullable<Int8>,
        motivo -> Text,
    }
}

diesel::table! {
    recepciones_lineas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        recepcion_id -> Int8,
        orden_id -> Int8,
        insumo_id -> Int8,
        lote -> Text,
        caduca -> Nullable<Date>,
        cantidad -> Numeric,
        costo -> Numeric,
        creada -> Timestamptz,
        creada_por -> Int8,
    }
}

diesel::table! {
    recetas (clinica_id, prestacion_id, insumo_id) {
        clinica_id -> Int4,
        prestacion_id -> Int8,
        insumo_id -> Int8,
        cantidad -> Numeric,
    }
}

diesel::table! {
    recetas_consumidas (clinica_id, cita_id) {
        clinica_id -> Int4,
        cita_id -> Int8,
        origen -> Text,
        en -> Timestamptz,
        por -> Nullable<Int8>,
    }
}

diesel::table! {
    recibos_impresos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        pago_id -> Nullable<Int8>,
        en -> Timestamptz,
        por -> Int8,
        original -> Bool,
        nota_id -> Nullable<Int8>,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
    }
}

diesel::table! {
    recuperaciones (id) {
        id -> Int8,
        correo -> Text,
        pedida -> Timestamptz,
    }
}

diesel::table! {
    relevos_caja (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sesion_id -> Int8,
        entrega_por -> Int8,
        recibe_por -> Int8,
        estado -> Text,
        arqueo_id -> Nullable<Int8>,
        pedido -> Timestamptz,
        pedido_por -> Int8,
        resuelto -> Nullable<Timestamptz>,
        resuelto_por -> Nullable<Int8>,
    }
}

diesel::table! {
    reservas_en_linea (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        token_hash -> Bytea,
        red -> Bytea,
        prestacion_id -> Int8,
        profesional_id -> Int8,
        cualquiera -> Bool,
        inicio -> Timestamptz,
        clave -> Uuid,
        estado -> Text,
        vence -> Timestamptz,
        rut -> Nullable<Text>,
        nombres -> Text,
        apellidos -> Text,
        telefono -> Text,
        correo -> Text,
        acepta_whatsapp -> Bool,
        consentida -> Nullable<Timestamptz>,
        consentimiento -> Nullable<Int2>,
        codigos -> Array<Nullable<Bytea>>,
        enviados -> Int2,
        fallos -> Int2,
        verificada -> Nullable<Timestamptz>,
        cita_id -> Nullable<Int8>,
        motivo -> Text,
        decidida_por -> Nullable<Int8>,
        decidida -> Nullable<Timestamptz>,
        creada -> Timestamptz,
        pide_telefono -> Bool,
        telefono_comprobado -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    retenciones (clinica_id, cita_id) {
        clinica_id -> Int4,
        cita_id -> Int8,
        membresia_id -> Int8,
    }
}

diesel::table! {
    retiros_auditoria (mes) {
        mes -> Date,
        en -> Timestamptz,
        filas -> Int8,
        anios -> Int4,
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
    roles_segundo_factor (clinica_id, rol) {
        clinica_id -> Int4,
        rol -> Text,
    }
}

diesel::table! {
    rondas (nombre) {
        nombre -> Text,
        cada -> Interval,
        proxima -> Timestamptz,
        corriendo -> Bool,
        vuelta -> Int8,
        empezada -> Nullable<Timestamptz>,
        terminada -> Nullable<Timestamptz>,
        error -> Nullable<Text>,
        fallas -> Int4,
    }
}

diesel::table! {
    segundos_factores (usuario_id) {
        usuario_id -> Int8,
        sal -> Bytea,
        ultimo_paso -> Int8,
        codigos -> Array<Nullable<Bytea>>,
        quedan -> Int4,
        creado -> Timestamptz,
    }
}

diesel::table! {
    sellos_auditoria (clinica_id, dia) {
        clinica_id -> Int4,
        dia -> Date,
        version -> Int4,
        filas -> Int8,
        primera -> Int8,
        ultima -> Int8,
        raiz -> Bytea,
        anterior -> Bytea,
        sello -> Bytea,
        creado -> Timestamptz,
    }
}

diesel::table! {
    series (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sucursal_id -> Int8,
        documento -> Text,
        prefijo -> Text,
        ultimo -> Int8,
        creado -> Timestamptz,
    }
}

diesel::table! {
    sesiones_caja (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        caja_id -> Int8,
        responsable -> Int8,
        estado -> Text,
        moneda -> Text,
        apertura -> Numeric,
        diferencia_apertura -> Numeric,
        motivo_apertura -> Text,
        abierta -> Timestamptz,
        abierta_por -> Int8,
        contabilizada -> Nullable<Timestamptz>,
        contabilizada_por -> Nullable<Int8>,
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
    solicitudes_datos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        version -> Int4,
        paciente_id -> Int8,
        tipo -> Text,
        medio -> Text,
        recibida -> Date,
        vence -> Date,
        prorrogada -> Nullable<Timestamptz>,
        detalle -> Text,
        estado -> Text,
        encargado_por -> Nullable<Int8>,
        respuesta -> Text,
        cerrada -> Nullable<Timestamptz>,
        cerrada_por -> Nullable<Int8>,
        creado -> Timestamptz,
        creado_por -> Nullable<Int8>,
    }
}

diesel::table! {
    solicitudes_pasos (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        solicitud_id -> Int8,
        paso -> Text,
        nota -> Text,
        en -> Timestamptz,
        por -> Nullable<Int8>,
        origen_sesion -> Nullable<Int8>,
        origen_direccion -> Nullable<Text>,
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
        region -> Text,
        version -> Int4,
    }
}

diesel::table! {
    suscripciones (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        membresia_id -> Int8,
        cual -> Text,
        hora -> Time,
        ultima -> Date,
        creada -> Timestamptz,
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
        perdonados -> Int4,
    }
}

diesel::table! {
    traslados (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        origen_id -> Int8,
        destino_id -> Int8,
        estado -> Text,
        nota -> Text,
        motivo -> Text,
        creado -> Timestamptz,
        creado_por -> Int8,
        despachado -> Nullable<Timestamptz>,
        despachado_por -> Nullable<Int8>,
        cerrado -> Nullable<Timestamptz>,
        cerrado_por -> Nullable<Int8>,
        diferencia_id -> Nullable<Int8>,
    }
}

diesel::table! {
    traslados_lineas (clinica_id, traslado_id, insumo_id) {
        clinica_id -> Int4,
        traslado_id -> Int8,
        insumo_id -> Int8,
        cantidad -> Numeric,
    }
}

diesel::table! {
    traspasos_caja (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        origen_id -> Int8,
        destino_id -> Int8,
        pide -> Text,
        monto -> Numeric,
        motivo -> Text,
        estado -> Text,
        pedido -> Timestamptz,
        pedido_por -> Int8,
        resuelto -> Nullable<Timestamptz>,
        resuelto_por -> Nullable<Int8>,
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

diesel::table! {
    ventas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        sesion_id -> Int8,
        paciente_id -> Nullable<Int8>,
        cita_id -> Nullable<Int8>,
        pagador -> Text,
        estado -> Text,
        moneda -> Text,
        exento -> Numeric,
        neto -> Numeric,
        iva -> Numeric,
        total -> Numeric,
        pagado -> Numeric,
        saldada -> Bool,
        emitida -> Timestamptz,
        emitida_por -> Int8,
        anulada -> Nullable<Timestamptz>,
        anulada_por -> Nullable<Int8>,
        anulada_motivo -> Text,
        convenio_id -> Nullable<Int8>,
        acreditado -> Numeric,
    }
}

diesel::table! {
    ventas_lineas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        venta_id -> Int8,
        numero -> Int4,
        prestacion_id -> Nullable<Int8>,
        insumo_id -> Nullable<Int8>,
        descripcion -> Text,
        cantidad -> Numeric,
        precio -> Numeric,
        descuento -> Numeric,
        descuento_motivo -> Text,
        afecto -> Bool,
        iva -> Numeric,
        total -> Numeric,
        en -> Timestamptz,
        por -> Int8,
        profesional_id -> Nullable<Int8>,
    }
}

diesel::table! {
    vistas_guardadas (clinica_id, id) {
        clinica_id -> Int4,
        id -> Int8,
        membresia_id -> Int8,
        reporte -> Text,
        nombre -> Text,
        consulta -> Text,
        creada -> Timestamptz,
    }
}

diesel::joinable!(acumulados -> clinicas (clinica_id));
diesel::joinable!(aparatos_usuario -> usuarios (usuario_id));
diesel::joinable!(avisos_callados -> clinicas (clinica_id));
diesel::joinable!(bloqueos -> clinicas (clinica_id));
diesel::joinable!(boxes -> clinicas (clinica_id));
diesel::joinable!(cajas -> clinicas (clinica_id));
diesel::joinable!(calendarios -> clinicas (clinica_id));
diesel::joinable!(canales_whatsapp -> clinicas (clinica_id));
diesel::joinable!(citas -> clinicas (clinica_id));
diesel::joinable!(citas_series -> clinicas (clinica_id));
diesel::joinable!(comisiones_reglas -> clinicas (clinica_id));
diesel::joinable!(convenios -> clinicas (clinica_id));
diesel::joinable!(conversaciones -> clinicas (clinica_id));
diesel::joinable!(depositos -> clinicas (clinica_id));
diesel::joinable!(direcciones_suprimidas -> clinicas (clinica_id));
diesel::joinable!(enlaces_usuario -> usuarios (usuario_id));
diesel::joinable!(esperas -> clinicas (clinica_id));
diesel::joinable!(eventos -> clinicas (clinica_id));
diesel::joinable!(eventos_whatsapp -> clinicas (clinica_id));
diesel::joinable!(excepciones -> clinicas (clinica_id));
diesel::joinable!(exportaciones -> clinicas (clinica_id));
diesel::joinable!(feriados_clinica -> clinicas (clinica_id));
diesel::joinable!(horarios -> clinicas (clinica_id));
diesel::joinable!(idempotencia -> clinicas (clinica_id));
diesel::joinable!(importaciones -> clinicas (clinica_id));
diesel::joinable!(ingresos_a_medias -> usuarios (usuario_id));
diesel::joinable!(insumos -> clinicas (clinica_id));
diesel::joinable!(inventarios -> clinicas (clinica_id));
diesel::joinable!(membresias -> clinicas (clinica_id));
diesel::joinable!(membresias -> usuarios (usuario_id));
diesel::joinable!(membresias_roles -> roles (rol));
diesel::joinable!(mensajes -> clinicas (clinica_id));
diesel::joinable!(ofertas_espera -> clinicas (clinica_id));
diesel::joinable!(ordenes_compra -> clinicas (clinica_id));
diesel::joinable!(pacientes -> clinicas (clinica_id));
diesel::joinable!(planillas_bodega -> clinicas (clinica_id));
diesel::joinable!(plantillas -> clinicas (clinica_id));
diesel::joinable!(plantillas_whatsapp -> clinicas (clinica_id));
diesel::joinable!(prestaciones -> clinicas (clinica_id));
diesel::joinable!(profesionales -> clinicas (clinica_id));
diesel::joinable!(proveedores -> clinicas (clinica_id));
diesel::joinable!(reservas_en_linea -> clinicas (clinica_id));
diesel::joinable!(roles_permisos -> clinicas (clinica_id));
diesel::joinable!(roles_permisos -> permisos (permiso));
diesel::joinable!(roles_permisos -> roles (rol));
diesel::joinable!(roles_segundo_factor -> clinicas (clinica_id));
diesel::joinable!(roles_segundo_factor -> roles (rol));
diesel::joinable!(segundos_factores -> usuarios (usuario_id));
diesel::joinable!(series -> clinicas (clinica_id));
diesel::joinable!(sesiones_usuario -> usuarios (usuario_id));
diesel::joinable!(solicitudes_datos -> clinicas (clinica_id));
diesel::joinable!(sucursales -> clinicas (clinica_id));
diesel::joinable!(suscripciones -> clinicas (clinica_id));
diesel::joinable!(trabajos -> clinicas (clinica_id));
diesel::joinable!(vistas_guardadas -> clinicas (clinica_id));

diesel::allow_tables_to_appear_in_same_query!(
    acumulados,
    aparatos_usuario,
    avisos_callados,
    bloqueos,
    boxes,
    cajas,
    calendarios,
    canales_whatsapp,
    citas,
    citas_series,
    clinicas,
    comisiones_reglas,
    convenios,
    conversaciones,
    depositos,
    direcciones_suprimidas,
    enlaces_usuario,
    esperas,
    eventos,
    eventos_whatsapp,
    excepciones,
    exportaciones,
    feriados_clinica,
    horarios,
    idempotencia,
    importaciones,
    ingresos_a_medias,
    insumos,
    inventarios,
    membresias,
    membresias_roles,
    mensajes,
    ofertas_espera,
    ordenes_compra,
    pacientes,
    permisos,
    planillas_bodega,
    plantillas,
    plantillas_whatsapp,
    prestaciones,
    profesionales,
    proveedores,
    reservas_en_linea,
    roles,
    roles_permisos,
    roles_segundo_factor,
    segundos_factores,
    series,
    sesiones_usuario,
    solicitudes_datos,
    sucursales,
    suscripciones,
    trabajos,
    usuarios,
    vistas_guardadas,
);

//! How a clinic speaks to its patients is decided by whoever configures it.

use super::mundo::Mundo;

const AQUI: &str = "/norte/configuracion/avisos";

#[tokio::test]
async fn ana_decide_cuando_se_recuerda_y_lo_mal_escrito_se_dice_en_su_campo() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.app.como("ana").await;
    let pagina = ana.get(AQUI).await.es(200);
    assert_eq!(pagina.atributo("input[name=recordatorios]", "value"), "48, 2");
    let version = pagina.atributo("input[name=version]", "value");
    let con = async |recordatorios: &str, desde: &str| {
        let campos = [
            ("version", version.as_str()),
            ("recordatorios", recordatorios),
            ("silencio_desde", desde),
            ("silencio_hasta", "07:30"),
            ("aviso_en_linea", "4"),
            ("telefono", ""),
        ];
        ana.post(AQUI, &campos).await
    };

    let mala = con("mañana", "08:00").await.es(422);
    assert_eq!(mala.atributo("input[name=recordatorios]", "value"), "mañana");
    assert!(mala.cuerpo.contains("Escribe hasta 4 números") && mala.cuerpo.contains("de la tarde o la noche"));

    con("24 3", "22:00").await.es(303);
    let guardada = ana.get(AQUI).await.es(200);
    assert_eq!(guardada.atributo("input[name=recordatorios]", "value"), "24, 3");
    assert_eq!(guardada.atributo("input[name=silencio_desde]", "value"), "22:00");
    assert!(con("48", "22:00").await.es(422).cuerpo.contains("Otra persona lo cambió"));
    mundo.app.como("beto").await.get(AQUI).await.es(403);
    mundo.app.como("diego").await.get(AQUI).await.es(404);
}

//! What the law says of the years to come.

use antesala::db;

use crate::agenda::mundo::Mundo;

#[tokio::test]
async fn los_anios_que_vienen_se_cargan_solos_y_lo_sabido_no_cambia() {
    let m = Mundo::en("2027-03-01T12:00:00Z").await;
    let antes = m.bd_numero("select count(*) as n from feriados").await;
    db::mantener(&m.app.db).await.unwrap();
    db::mantener(&m.app.db).await.unwrap();
    assert_eq!(m.bd_numero("select count(*) as n from feriados where fecha < '2028-01-01'").await, antes);
    assert_eq!(m.bd_numero("select count(*) as n from feriados where fecha = '2028-10-27'").await, 1);
    assert_eq!(m.bd_numero("select count(distinct extract(year from fecha)) as n from feriados").await, 4);
}

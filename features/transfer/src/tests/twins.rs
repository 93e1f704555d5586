//! The same list again with its dates written another way.

use super::*;

const ISO: &str = "Client,Town,Last visit,Engaged,Birthday,Phone\n\
    Anna Berg,Rome,2026-10-25,2017-03-07,1980-01-02,0555 014 882\n\
    Anna Berg,Rome,2026-10-11,2017-03-02,1990-05-06,0555 014 883\n\
    Bert van Dam,Utrecht,2026-09-03,2016-12-30 00:00:00,,0555 014 884\n\
    Bert van Dam,Utrecht,2026-09-03,2016-12-30 00:00:00,,0555 014 884\n";

const US: &str = "Client,Town,Last visit,Engaged,Birthday,Phone\n\
    Anna Berg,Rome,10/25/2026,3/7/2017,1/2/1980,0555 014 882\n\
    Anna Berg,Rome,10/11/2026,3/2/2017,5/6/1990,0555 014 883\n\
    Bert van Dam,Utrecht,9/3/2026,12/30/2016,,0555 014 884\n\
    Bert van Dam,Utrecht,9/3/2026,12/30/2016,,0555 014 884\n";

/// Of the shape of a list of deals: rows that are no clients stay none, however their dates are written.
const DEALS: &str = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n\
    A1,Dara Low,Lamp,Harbour Clinic,Won,2016-10-25,2017-03-07,50\n\
    A2,Dara Low,Chair,Harbour Clinic,Lost,2016-10-26,2017-03-02,17\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_twin_with_american_dates_changes_nothing() {
    on_both(|company| async move {
        assert_eq!(reckoning(&brings(&company, ISO).await), [4, 0, 0, 0]);
        assert_eq!(reckoning(&brings(&company, US).await), [0, 0, 4, 0]);
        assert_eq!(reckoning(&brings(&company, ISO).await), [0, 0, 4, 0]);
        let all = "SELECT count(*) FROM clients";
        let count = company.app.read(move |db| testing::looking(|| Ok(db.scalar::<i64>(all, &[])?)));
        assert_eq!(count.await.expect("read"), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_way_round_too_and_with_ids() {
    on_both(|company| async move {
        assert_eq!(reckoning(&brings(&company, US).await), [4, 0, 0, 0]);
        assert_eq!(reckoning(&brings(&company, ISO).await), [0, 0, 4, 0]);
        let with_ids = |list: &str| {
            let rows = list
                .lines()
                .enumerate()
                .map(|(at, line)| format!("{},{line}\n", if at == 0 { "Id".into() } else { at.to_string() }));
            rows.collect::<String>()
        };
        assert_eq!(reckoning(&brings(&company, &with_ids(ISO)).await), [4, 0, 0, 0]);
        assert_eq!(reckoning(&brings(&company, &with_ids(US)).await), [0, 0, 4, 0]);
        assert_eq!(reckoning(&brings(&company, DEALS).await), [0, 0, 0, 2]);
        let other = DEALS
            .replace("2016-10-25,2017-03-07", "10/25/2016,3/7/2017")
            .replace("2016-10-26,2017-03-02", "10/26/2016,3/2/2017");
        assert_eq!(reckoning(&brings(&company, &other).await), [0, 0, 0, 2]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_day_is_another_row_and_a_decided_order_the_same_one() {
    on_both(|company| async move {
        let list = |day: &str| format!("Client,Birthday\nAnna Berg,{day}\n");
        assert_eq!(reckoning(&brings(&company, &list("1980-01-02")).await), [1, 0, 0, 0]);
        assert_eq!(reckoning(&brings(&company, &list("1990-05-06")).await), [1, 0, 0, 0], "another Anna Berg");
        // Day or month first, nobody said: the row is hers all the same, and once it is said it says nothing new.
        let said = Mapping { date_order: Some(crate::reading::dates::Order::Mdy), ..Mapping::default() };
        let text = list("1/2/1980");
        let told = brings_file(&company, "regulars.csv", text.as_bytes(), said).await;
        assert_eq!(reckoning(&told), [0, 0, 1, 0]);
    })
    .await;
}

//! The door keeps its word on both engines: what is written together is there together, what fails is not there at all.

mod fixture;

use fixture::{account, balance, put};
use tend_core::{
    db::{
        Conn, Error,
        search::{self, Change},
    },
    testing,
};
use uuid::Uuid;

#[tokio::test]
async fn writes_are_kept_whole_or_not_at_all() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        let (house, one, two) = (Uuid::from_u128(1), Uuid::from_u128(11), Uuid::from_u128(12));
        db.write(move |tx| {
            put(tx, house, one, 100)?;
            put(tx, house, two, 0)
        })
        .await
        .expect("two accounts are made");
        let refused = db
            .write(move |tx| -> Result<(), Error> {
                account(tx, house, one, -30)?;
                account(tx, house, two, 30)?;
                Err(Error::Conflict)
            })
            .await;
        assert_eq!(refused, Err(Error::Conflict));
        let sums = db.read(move |db| Ok::<_, Error>((balance(db, house, one)?, balance(db, house, two)?))).await;
        assert_eq!(sums, Ok((100, 0)));
        db.check().await.expect("it answers");
    })
    .await;
}

#[tokio::test]
async fn errors_are_the_same_on_both() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        let (house, one) = (Uuid::from_u128(1), Uuid::from_u128(11));
        db.write(move |tx| put(tx, house, one, 1)).await.expect("it is new");
        let twice = db.write(move |tx| put(tx, house, one, 1)).await;
        assert_eq!(twice, Err(Error::Unique { constraint: "accounts_pkey".into() }));
        let named = db
            .write(move |tx| {
                tx.exec("UPDATE accounts SET label = $2 WHERE workspace_id = $1", &[&house, &"till"]).map(|_| ())
            })
            .await;
        assert_eq!(named, Ok(()));
        let same_label = db.write(move |tx| fixture::put_labelled(tx, house, Uuid::from_u128(12), "till")).await;
        assert_eq!(same_label, Err(Error::Unique { constraint: "accounts_by_label".into() }));
        let returning = db
            .write(move |tx: &Conn| {
                let sql =
                    "INSERT INTO accounts (workspace_id, id, cents, version) VALUES ($1, $2, 0, 1) RETURNING cents";
                tx.scalar::<i64>(sql, &[&house, &one])
            })
            .await;
        assert_eq!(returning, Err(Error::Unique { constraint: "accounts_pkey".into() }));
        let lost = db.write(move |tx| fixture::move_money(tx, house, Uuid::from_u128(99), (one, one, 5))).await;
        assert!(matches!(lost, Ok(()) | Err(Error::ForeignKey { .. })));
        let leaning = db
            .write(move |tx| fixture::move_money(tx, house, Uuid::from_u128(98), (Uuid::from_u128(77), one, 5)))
            .await;
        assert!(matches!(leaning, Err(Error::ForeignKey { .. })), "{leaning:?}");
        let none = db.read(move |db| balance(db, house, Uuid::from_u128(404))).await;
        assert_eq!(none, Err(Error::NoRow));
        let conflict = db
            .write(move |tx| {
                tx.exec_one(
                    "UPDATE accounts SET cents = 1 WHERE workspace_id = $1 AND id = $2",
                    &[&house, &Uuid::from_u128(404)],
                )
            })
            .await;
        assert_eq!(conflict, Err(Error::Conflict));
    })
    .await;
}

#[tokio::test]
async fn a_fenced_failure_leaves_the_rest() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        let house = Uuid::from_u128(1);
        let refused = db
            .write(move |tx| {
                let mut refused = 0;
                for id in [11, 12, 11, 13] {
                    match tx.attempt(|| put(tx, house, Uuid::from_u128(id), 7)) {
                        Ok(()) => {}
                        Err(Error::Unique { .. }) => refused += 1,
                        Err(error) => return Err(error),
                    }
                }
                Ok(refused)
            })
            .await;
        assert_eq!(refused, Ok(1));
        let count = db
            .read(move |db: &Conn| db.scalar::<i64>("SELECT count(*) FROM accounts WHERE workspace_id = $1", &[&house]))
            .await;
        assert_eq!(count, Ok(3));
        // Not fenced in: a failure that the closure swallows is not committed around.
        let swallowed = db
            .write(move |tx| {
                put(tx, house, Uuid::from_u128(14), 7)?;
                let _ = put(tx, house, Uuid::from_u128(11), 7);
                Ok::<_, Error>(())
            })
            .await;
        assert!(matches!(swallowed, Err(Error::Unique { .. })), "{swallowed:?}");
        let count = db
            .read(move |db: &Conn| db.scalar::<i64>("SELECT count(*) FROM accounts WHERE workspace_id = $1", &[&house]))
            .await;
        assert_eq!(count, Ok(3));
    })
    .await;
}

#[tokio::test]
async fn search_finds_names_first_and_only_ones_own() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        let (house, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let id = Uuid::from_u128;
        db.write(move |tx| {
            let ours = [
                Change::put("client", id(1), "Jörg Müller", "Weißenburg joerg@example.org"),
                Change::put("client", id(2), "Anna Jonas", ""),
                Change::put("client", id(3), "Jon Smith", "bike"),
                Change::put("entry", id(4), "", "Jonas rang, the spare bike helps"),
            ];
            search::write(tx, house, &ours)?;
            search::write(tx, other, &[Change::put("client", id(5), "Jonas Other", "bike")])
        })
        .await
        .expect("they are put");
        let find = |query: &'static str| {
            let db = db.clone();
            async move {
                let found = db.read(move |db| search::find(db, house, query, 10)).await.expect("search works");
                found.into_iter().map(|found| found.id.as_u128()).collect::<Vec<_>>()
            }
        };
        assert_eq!(find("jon").await, [3, 2, 4]);
        assert_eq!(find("MULLER jor").await, [1]);
        assert_eq!(find("weissenb").await, [1]);
        assert_eq!(find("bike").await, [3, 4]);
        assert_eq!(find("jonas bike").await, [4]);
        assert_eq!(find("w").await, [1]);
        assert_eq!(find("other").await, Vec::<u128>::new());
        assert_eq!(find("\"' NEAR * -( ) : & | !").await, Vec::<u128>::new());
        db.write(move |tx| {
            let changes = [
                Change::put("client", id(3), "Paul Smith", "bike"),
                Change::Remove { kind: "entry", id: id(4) },
                Change::put("client", id(3), "Peter Smith", ""),
                Change::put("client", id(6), "", ""),
            ];
            search::write(tx, house, &changes)
        })
        .await
        .expect("they change");
        assert_eq!(find("jon").await, [2]);
        assert_eq!(find("bike").await, Vec::<u128>::new());
    })
    .await;
}

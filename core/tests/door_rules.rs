//! The three proofs of the schema rules: they find nothing in a good schema, and every fault in a bad one.

mod fixture;

use tend_core::{
    db::Migration,
    testing::{self, catalogue, plans, twin},
};

const APART: &[&str] = &["users", "migrations"];

#[tokio::test]
async fn a_good_schema_passes_on_both_engines() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        assert_eq!(catalogue::complaints(&db, APART).await.expect("the catalogue reads"), Vec::<String>::new());
    })
    .await;
    twin::twin(fixture::MIGRATIONS, APART).await;
}

const BAD: &[Migration] = &[Migration {
    number: 1,
    name: "bad",
    sql: "
        CREATE TABLE users (id UUID NOT NULL PRIMARY KEY, email TEXT NOT NULL UNIQUE);
        CREATE TABLE good (workspace_id UUID NOT NULL, id UUID NOT NULL, other UUID, PRIMARY KEY (workspace_id, id));
        CREATE TABLE lonely (id UUID NOT NULL PRIMARY KEY, workspace_id UUID NOT NULL);
        CREATE TABLE keyless (workspace_id UUID NOT NULL);
        CREATE INDEX good_by_other ON good (other);
        CREATE TABLE leaning (
            workspace_id UUID NOT NULL, id UUID NOT NULL, user_id UUID, good_id UUID,
            PRIMARY KEY (workspace_id, id),
            FOREIGN KEY (user_id) REFERENCES users (id),
            FOREIGN KEY (workspace_id, good_id) REFERENCES good (workspace_id, id) ON DELETE SET NULL,
            UNIQUE (good_id)
        );
        -- only sqlite
        CREATE TRIGGER pulled AFTER INSERT ON good BEGIN SELECT 1; END;
        CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, workspace_id UUID);
        -- end
        -- only postgres
        CREATE TABLE counted (id BIGSERIAL PRIMARY KEY, workspace_id UUID);
        CREATE FUNCTION pull() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER pulled AFTER INSERT ON good EXECUTE FUNCTION pull();
        -- end
    ",
}];

#[tokio::test]
async fn every_fault_is_found() {
    testing::on_both(BAD, |db| async move {
        let found = catalogue::complaints(&db, APART).await.expect("the catalogue reads").join("\n");
        for fault in [
            "lonely: the key or index lonely_pkey begins with id",
            "keyless has no primary key",
            "good_by_other begins with other",
            "must not lean on users",
            "on delete; only restrict",
            "begins with good_id",
            "a trigger, pulled",
            "a sequence",
            "counted: the key or index counted_pkey begins with id",
        ] {
            let fault = if db.is_postgres() {
                fault.to_owned()
            } else {
                fault.replace("lonely_pkey", "sqlite_autoindex_lonely_1")
            };
            assert!(found.contains(&fault), "not found: {fault}\nin: {found}");
        }
        assert_eq!(found.contains("a procedure"), db.is_postgres(), "{found}");
    })
    .await;
}

#[tokio::test]
async fn plans_touch_one_partition() {
    let house = twin::twin(fixture::MIGRATIONS, APART).await;
    let good = [
        "SELECT id FROM accounts WHERE workspace_id = $1 AND label = $2",
        "SELECT a.id FROM accounts a JOIN transfers t ON t.workspace_id = a.workspace_id AND t.account_id = a.id WHERE a.workspace_id = $1",
        "SELECT a.id FROM accounts a LEFT JOIN transfers t ON t.workspace_id = $1 AND t.account_id = a.id WHERE a.workspace_id = $1",
        "UPDATE accounts SET cents = $3 WHERE workspace_id = $1 AND id = $2",
        "DELETE FROM transfers WHERE workspace_id = $1 AND id = $2",
        "INSERT INTO accounts (workspace_id, id, label, cents, version) VALUES ($1, $2, $3, $4, 1) ON CONFLICT (workspace_id, id) DO NOTHING",
        "SELECT kind, id, names FROM search_texts WHERE workspace_id = $1 AND words @@ CAST(CAST($2 AS TEXT) AS tsquery) LIMIT $3",
        "SELECT count(*) FROM accounts WHERE workspace_id = $1 AND EXISTS (SELECT 1 FROM transfers t WHERE t.workspace_id = $1 AND t.cents > $2)",
        "SELECT CAST(1 AS BIGINT)",
    ];
    let good: Vec<String> = good.iter().map(|sql| (*sql).to_owned()).collect();
    assert_eq!(plans::complaints(&house, &good).await.expect("the twin answers"), []);
    for bad in [
        "SELECT id FROM accounts WHERE label = $1",
        "SELECT a.id FROM accounts a JOIN transfers t ON t.account_id = a.id WHERE a.workspace_id = $1",
        "UPDATE accounts SET cents = $2 WHERE id = $1",
        "DELETE FROM transfers WHERE workspace_id = $1 AND id IN (SELECT id FROM accounts WHERE cents = $2)",
        "SELECT nothing FROM nowhere",
    ] {
        let found = plans::complaints(&house, &[bad.to_owned()]).await.expect("the twin answers");
        assert_eq!(found.len(), 1, "{bad}");
    }
}

#[tokio::test]
#[should_panic(expected = "unique constraint on partitioned table must include all partitioning columns")]
async fn the_twin_refuses_a_key_without_the_workspace() {
    let bad = [Migration {
        number: 1,
        name: "bad",
        sql: "CREATE TABLE a (workspace_id UUID NOT NULL, id UUID NOT NULL PRIMARY KEY);",
    }];
    twin::twin(&bad, APART).await;
}

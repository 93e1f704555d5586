//! The schema can be spread over a cluster: three proofs that need none.

use tend_core::{
    migrations,
    testing::{
        self,
        catalogue::{self, WITHOUT_WORKSPACE},
        plans::{self, Complaint},
        twin,
    },
};

#[tokio::test]
async fn every_table_keeps_the_rules() {
    for house in [testing::sqlite(migrations::ALL).await, testing::postgres(migrations::ALL).await] {
        let complaints = catalogue::complaints(&house.db, WITHOUT_WORKSPACE).await.expect("the catalogue can be read");
        assert!(complaints.is_empty(), "{house:?}:\n{}", complaints.join("\n"));
    }
}

#[tokio::test]
async fn every_table_can_be_spread() {
    twin::twin(migrations::ALL, WITHOUT_WORKSPACE).await;
}

/// The statements of a whole test run, recorded before into the file that `TEND_STATEMENTS` names; `bin/test` does both.
#[tokio::test]
#[ignore = "needs the statements of a whole run: bin/test records them"]
async fn every_statement_asks_one_place() {
    let file = std::env::var("TEND_STATEMENTS").expect("TEND_STATEMENTS names the file of recorded statements");
    let statements = plans::recorded(file.as_ref()).expect("the recorded statements can be read");
    assert!(statements.len() > 50, "only {} statements were recorded; do the tests run first?", statements.len());
    let house = twin::twin(migrations::ALL, WITHOUT_WORKSPACE).await;
    let mut complaints = plans::complaints(&house, &statements).await.expect("the twin answers");
    let plain = testing::sqlite(migrations::ALL).await;
    complaints.extend(plans::walks(&plain, &statements).expect("SQLite plans them"));
    let ours: Vec<String> = complaints
        .iter()
        .filter(|complaint| is_ours(complaint))
        .map(|one| format!("{}\n    {}", one.reason, one.sql))
        .collect();
    assert!(
        ours.is_empty(),
        "{} of {} statements leave their workspace, or walk through all of it:\n\n{}",
        ours.len(),
        statements.len(),
        ours.join("\n\n")
    );
}

/// What looks across workspaces, for the first visit, signing in, jobs and the command line; each stands in core.
const ACROSS: &[&str] = &[
    "SELECT workspace_id FROM workspaces",
    "SELECT EXISTS (SELECT 1 FROM workspaces)",
    "SELECT workspace_id, name FROM workspaces ORDER BY created_at, workspace_id",
    "SELECT w.workspace_id, w.name, l.name, l.zone FROM workspaces w ",
];

/// The door's own tests write tables of their own, which no migration makes.
fn is_ours(complaint: &Complaint) -> bool {
    let looks_across = ACROSS
        .iter()
        .any(|known| complaint.sql == *known || (known.ends_with(' ') && complaint.sql.starts_with(known)));
    let is_gone = complaint.reason.contains("relation") && complaint.reason.contains("does not exist");
    !(looks_across || is_gone)
}

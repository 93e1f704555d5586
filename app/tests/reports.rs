//! Stories of reports, on both engines: problems go their way, and the page tells how.

use tend_clients::{ClientKind, NewClient};
use tend_core::{
    Feature, Role, Timestamp,
    db::Db,
    id::ClientId,
    migrations,
    testing::{
        company::{Company, Visitor},
        on_both,
        program::Program,
    },
    time::{DAY, HOUR, MINUTE},
};
use tend_problems::{NewProblem, ProblemId, Severity};
use tend_reports::pages::PROBLEMS;

const FEATURES: &[&Feature] =
    &[&tend_clients::FEATURE, &tend_promises::FEATURE, &tend_problems::FEATURE, &tend_reports::FEATURE];

/// Linden Cycles on a Monday morning, with Anna, its admin, and Marta, who is their client.
struct Shop {
    company: Company,
    anna: Visitor,
    marta: ClientId,
}

impl Shop {
    async fn opens(db: Db) -> Shop {
        let now: Timestamp = "2026-10-12T07:15:00Z".parse().expect("a moment");
        let company = Company::opens(db, now, FEATURES).await;
        let anna = company.anna_signs_in().await;
        let (me, place) = (company.anna.member.expect("Anna"), company.anna.location.expect("a place"));
        let new = NewClient::new(ClientKind::Person, "Marta Kovács", me, place);
        let marta =
            company.app.write(&company.anna, move |tx| tend_clients::actions::create(tx, &new)).await.expect("Marta");
        Shop { company, anna, marta }
    }

    async fn does<T: Send + 'static>(
        &self,
        verb: impl Fn(&tend_core::Tx) -> tend_core::Result<T> + Send + 'static,
    ) -> T {
        self.company.app.write(&self.company.anna, verb).await.expect("Anna may do that")
    }

    fn later(&self, us: i64) {
        self.company.app.clock.set(self.company.app.clock.now().plus(us));
    }

    /// A problem is taken in, and said to be settled so long after it; not at all where that is nothing.
    async fn went(&self, title: &str, settled_after: Option<i64>) -> ProblemId {
        let (marta, words) = (self.marta, title.to_owned());
        let id = self
            .does(move |tx| tend_problems::actions::take_in(tx, &NewProblem::new(marta, &words, Severity::Hinders)))
            .await;
        if let Some(us) = settled_after {
            self.later(us);
            self.does(move |tx| tend_problems::actions::settle(tx, id, "She says it is fine", None)).await;
        }
        id
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn few_are_read_and_twelve_are_drawn() {
    on_both(migrations::ALL, |db| async move {
        let shop = Shop::opens(db).await;
        shop.anna.gets(PROBLEMS).await.says("No problem yet");
        for number in 0..11 {
            shop.went(&format!("Bike {number} wobbles"), Some(HOUR)).await;
        }
        let page = shop.anna.gets(PROBLEMS).await;
        page.says("Too few to draw. Until then, read them.");
        page.says("Bike 3 wobbles");
        page.says_no("Half were settled");
        page.says("0 of 11 that were settled came back. Too few for a share.");

        let twelfth = shop.went("Bike 12 wobbles", Some(HOUR)).await;
        let page = shop.anna.gets(PROBLEMS).await;
        page.says("Half were settled");
        page.says("within 1 h");
        page.says("of 12 problems");
        page.says("role=\"img\"");

        // One comes back, and is open again: it is not settled, and counts as one that came back.
        shop.does(move |tx| tend_problems::actions::reopen(tx, twelfth, "It wobbles again", None)).await;
        let page = shop.anna.gets(PROBLEMS).await;
        page.says("1 is still waiting");
        page.says("1 of 12, likely");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_settled_with_an_import_is_left_out() {
    on_both(migrations::ALL, |db| async move {
        let shop = Shop::opens(db).await;
        let id = shop.went("Bike 9 wobbles", None).await;
        shop.anna.gets(PROBLEMS).await.says("One problem");
        shop.does(move |tx| {
            let sql = "UPDATE problems SET state = 'settled', settled_at = $3, settled_how = 'import' WHERE workspace_id = $1 AND id = $2";
            Ok(tx.exec_one(sql, &[&tx.actor.workspace, &id, &tx.now.plus(3 * DAY)])?)
        })
        .await;
        shop.anna.gets(PROBLEMS).await.says("No problem yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn coaches_read_and_members_do_not() {
    on_both(migrations::ALL, |db| async move {
        let shop = Shop::opens(db).await;
        shop.went("Bike 9 wobbles", Some(40 * MINUTE)).await;
        let place = shop.company.anna.location.expect("a place");
        let (coach, member) = (
            shop.company.hires("Carla", Role::Coach, place).await,
            shop.company.hires("Ben", Role::Member, place).await,
        );
        let carla = shop.company.signs_in(&coach).await;
        let page = carla.gets(PROBLEMS).await;
        page.says("Bike 9 wobbles");
        page.says("href=\"/reports/problems\"");
        // Nothing is about a member.
        page.says_no("Anna");
        let ben = shop.company.signs_in(&member).await;
        assert_eq!(ben.gets(PROBLEMS).await.status, 403);
        ben.gets("/problems").await.says_no("href=\"/reports/problems\"");
        assert_eq!(carla.gets(&format!("{PROBLEMS}?place=0192f0c1-2345-7000-8000-000000000000")).await.status, 404);
        assert_eq!(carla.gets(&format!("{PROBLEMS}?cause=nonsense")).await.status, 404);
        carla.gets(&format!("{PROBLEMS}?place={place}")).await.says("Market Street");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_told_the_same() {
    on_both(migrations::ALL, |db| async move {
        let shop = Shop::opens(db).await;
        for number in 1..=12 {
            shop.went(&format!("Bike {number} wobbles"), Some(number * HOUR)).await;
        }
        let program = Program::of(&shop.company.app, &shop.company.anna).await;
        let report = program.gets("/reports/problems").await.is(200).json;
        assert_eq!((report["problems"].as_u64(), report["settled"].as_u64()), (Some(12), Some(12)));
        let settled = report["times"].as_array().expect("times").iter().find(|time| time["measure"] == "settled");
        assert_eq!(settled.and_then(|time| time["median_s"].as_i64()), Some(6 * 3600));
        assert_eq!(report["places"][0]["name"], "Market Street");
        let place = shop.company.anna.location.expect("a place");
        program.gets(&format!("/reports/problems?place={place}&cause={place}")).await.is(422);
        program.gets(&format!("/reports/problems?cause={place}")).await.is(404);
    })
    .await;
}

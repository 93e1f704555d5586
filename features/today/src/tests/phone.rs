//! Stories about writing down with one hand, on both engines: at once, and what was kept on a phone.

use std::future::Future;

use tend_core::{
    Feature, Role, Timestamp,
    id::ClientId,
    migrations,
    testing::{
        self,
        company::{Answer, Company, Visitor},
    },
    time::{DAY, HOUR},
};

/// Tuesday morning, 13 October 2026.
const NOW: Timestamp = Timestamp(1_791_878_400_000_000);
static FEATURES: &[&Feature] =
    &[&crate::FEATURE, &tend_clients::FEATURE, &tend_promises::FEATURE, &tend_core::house::FEATURE];

struct Phone {
    company: Company,
    anna: Visitor,
    me: String,
}

async fn on_both<F, S>(story: F)
where
    F: Fn(Phone) -> S + Copy,
    S: Future<Output = ()>,
{
    testing::on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, NOW, FEATURES).await;
        let (anna, me) = (company.anna_signs_in().await, company.anna.member.expect("Anna").to_string());
        story(Phone { company, anna, me }).await;
    })
    .await;
}

impl Phone {
    async fn sends(&self, once: &str, text: &str, name: &str, at: Timestamp) -> Answer {
        let at = (at.0 / 1000).to_string();
        let line = [("once", once), ("text", text), ("name", name), ("at", &at), ("member", &self.me)];
        self.anna.sends("/capture/kept", &line).await
    }

    async fn clients(&self, name: &'static str) -> Vec<ClientId> {
        let actor = self.company.anna.clone();
        let named = self.company.app.read(move |db| tend_clients::store::named(db, &actor, name, 10)).await;
        named.expect("read").into_iter().map(|client| client.id).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_and_a_note_are_written_in_one_go() {
    on_both(|phone| async move {
        let anna = &phone.anna;
        anna.gets("/capture").await.says("What happened?");
        let line = [("text", "Rang about a spare bike"), ("name", "Jonas Weber"), ("once", "")];
        let page = anna.sends_and_follows("/capture", &line).await;
        page.says("What happened?");
        let jonas = phone.clients("Jonas Weber").await;
        assert_eq!(jonas.len(), 1);
        anna.gets(&format!("/clients/{}", jonas[0])).await.says("Rang about a spare bike");
        // Known by now: by the name beside the line, by the beginning of it, and by the line itself.
        for (text, name) in
            [("Asked for a bell", "jonas weber"), ("Fetched it", "Jonas"), ("Jonas came by, all is well", "")]
        {
            anna.sends_and_follows("/capture", &[("text", text), ("name", name)]).await.says("What happened?");
        }
        assert_eq!(phone.clients("Jonas Weber").await.len(), 1);
        let story = anna.gets(&format!("/clients/{}", jonas[0])).await;
        for words in ["Asked for a bell", "Fetched it", "all is well"] {
            story.says(words);
        }
        // What is missing is asked, and nothing typed is lost.
        let empty = anna.sends("/capture", &[("text", "  "), ("name", "Marta")]).await;
        assert_eq!(empty.status, 422);
        empty.says("Write a few words first");
        empty.says("Marta");
        let who = anna.sends("/capture", &[("text", "somebody rang")]).await;
        assert_eq!(who.status, 422);
        who.says("somebody rang");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_on_a_phone_is_written_once_with_its_time() {
    on_both(|phone| async move {
        let written =
            phone.sends("111222333444555666", "Rang about a spare bike", "Jonas Weber", NOW.plus(-3 * HOUR)).await;
        assert_eq!(written.status, 200, "{}", written.text);
        written.says("Jonas Weber");
        // The answer got lost, and it comes again; meanwhile the same words come under another id, and are another line.
        let again =
            phone.sends("111222333444555666", "Rang about a spare bike", "Jonas Weber", NOW.plus(-3 * HOUR)).await;
        assert_eq!(again.status, 200, "{}", again.text);
        let other =
            phone.sends("999222333444555666", "Rang about a spare bike", "Jonas Weber", NOW.plus(-2 * DAY)).await;
        assert_eq!(other.status, 200, "{}", other.text);
        let jonas = phone.clients("Jonas Weber").await;
        assert_eq!(jonas.len(), 1);
        let (workspace, client) = (phone.company.anna.workspace, jonas[0]);
        let story = phone.company.app.read(move |db| {
            let newest = tend_core::timeline::store::Before::NEWEST;
            tend_core::timeline::store::of_client(
                db,
                workspace,
                client,
                Some(tend_core::timeline::Strand::Words),
                newest,
                10,
            )
        });
        let times: Vec<_> = story.await.expect("read").iter().map(|entry| entry.happened_at).collect();
        assert_eq!(times, [NOW.plus(-3 * HOUR), NOW.plus(-2 * DAY)]);
        // A clock that is wrong counts as now.
        let ahead = phone.sends("3", "Jonas rang again", "", NOW.plus(9 * DAY)).await;
        assert_eq!(ahead.status, 200, "{}", ahead.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_says_why() {
    on_both(|phone| async move {
        let unclear = phone.sends("1", "somebody rang", "", NOW).await;
        assert_eq!(unclear.status, 422);
        unclear.says("Nobody in your book goes by that name yet");
        // Somebody else on the same phone.
        let place = phone.company.anna.location.expect("a place");
        let ben = phone.company.hires("Ben", Role::Member, place).await;
        let ben = phone.company.signs_in(&ben).await;
        let line =
            [("once", "2"), ("text", "Jonas rang"), ("name", "Jonas Weber"), ("at", ""), ("member", phone.me.as_str())];
        let refused = ben.sends("/capture/kept", &line).await;
        assert_eq!(refused.status, 422);
        refused.says("Somebody else wrote this");
        assert!(phone.clients("Jonas Weber").await.is_empty());
        // Signed out, one is told at the door; the line stays on the phone.
        let stranger = phone.company.stranger();
        assert_eq!(stranger.gets("/capture/who").await.location.as_deref(), Some("/sign-in?next=/capture/who"));
        assert_eq!(stranger.sends("/capture/kept", &line).await.status, 403);
        phone.anna.gets("/capture/who").await.says(&phone.me);
        let guest = phone.company.hires("Gus", Role::Guest, place).await;
        assert_eq!(phone.company.signs_in(&guest).await.gets("/capture").await.status, 403);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_can_keep_the_shell_and_nobody_in_it() {
    on_both(|phone| async move {
        let stranger = phone.company.stranger();
        stranger.gets("/manifest.webmanifest").await.says("\"start_url\":\"/\"");
        let worker = stranger.gets("/worker.js").await;
        worker.says("'/offline', '/assets/tend-");
        worker.says_no("ASSETS");
        let offline = phone.anna.gets("/offline").await;
        offline.says("Nothing is lost");
        offline.says_no("Anna");
        for icon in ["icon.svg", "icon-180.png", "icon-192.png", "icon-512.png"] {
            assert_eq!(stranger.gets(&format!("/icons/{icon}")).await.status, 200);
        }
        assert_eq!(stranger.gets("/icons/other.png").await.status, 404);
        phone.anna.gets("/").await.says("rel=\"manifest\"");
    })
    .await;
}

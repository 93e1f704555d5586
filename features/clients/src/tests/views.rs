//! Saved views: one's own, shared ones, who may change them, and what becomes of them when somebody leaves.

use tend_core::auth;

use super::shop::on_both;
use crate::{fields::FieldKind, store};

const ASKED: &str = r#"[["of","everyone"],["where","tag.is.fleet"],["show","about"],["after","nothing"]]"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_kept_counted_changed_and_put_away() {
    on_both(|shop| async move {
        for name in ["Harbour Clinic", "Postwerk Couriers", "Canal Bakery"] {
            let mut client = shop.organization(name);
            client.tags = if name.starts_with('C') { Vec::new() } else { vec!["Fleet".into()] };
            shop.knows(client).await;
        }
        let form = shop.noor_opens().page("/clients/views/new?of=everyone&where=tag.is.fleet").await.is(200);
        form.says("Everyone’s clients").says("Tag is fleet");
        shop.noor_opens()
            .sends("/clients/views", &[("name", " "), ("asked", ASKED)])
            .await
            .is(422)
            .says("What do you call them?");
        let page = shop.noor_opens().does("/clients/views", &[("name", "Fleets"), ("asked", ASKED)]).await;
        page.says("Fleets <span class=\"count\">2</span>").says("Postwerk").says_no("Canal Bakery");
        let again = shop.noor_opens().sends("/clients/views", &[("name", "FLEETS"), ("asked", ASKED)]).await;
        again.is(422).says("There is a view called FLEETS already.");
        let actor = shop.noor.clone();
        let view = shop.app.read(move |db| store::views(db, &actor)).await.expect("read").remove(0);
        assert_eq!(view.asked.0.len(), 3);
        let (list, url) = (format!("/clients?view={}", view.id), format!("/clients/views/{}", view.id));
        // It is Noor's own.
        shop.tomas_opens().page(&list).await.is(200).says_no("Fleets");
        shop.tomas_opens().page(&url).await.is(404);
        let shared = [("name", "Fleets"), ("shared", "yes"), ("version", "1")];
        shop.noor_opens().does(&url, &shared).await.is(200);
        shop.tomas_opens()
            .page(&list)
            .await
            .is(200)
            .says("Fleets")
            .says("Shared by Noor Haddad")
            .says_no("Canal Bakery");
        shop.tomas_opens().sends(&url, &shared).await.is(403).says("Noor Haddad keeps this view.");
        // Somebody else changed it meanwhile.
        shop.noor_opens().sends(&url, &shared).await.is(409);
        // Asked for more, and kept in the view.
        let more = format!("{list}&of=everyone&where=tag.is.fleet&where=name.begins.post");
        shop.noor_opens().page(&more).await.says("Keep in Fleets").says_no("Harbour");
        let asked = r#"[["of","everyone"],["where","name.begins.post"]]"#;
        shop.noor_opens()
            .does(&format!("{url}/asked"), &[("asked", asked)])
            .await
            .says("Fleets <span class=\"count\">1</span>");
        shop.noor_opens().does(&format!("{url}/removal"), &[]).await.is(200);
        shop.tomas_opens().page("/clients").await.says_no("Fleets");
        shop.tomas_opens().page(&list).await.is(200);
        shop.noor_opens().does(&format!("{url}/return"), &[]).await.says("Fleets");
        let (_, stranger) = shop.a_stranger().await;
        stranger.page(&url).await.is(404);
        stranger.page(&list).await.is(200).says_no("Fleets");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_outlives_its_field_and_whoever_shared_it() {
    on_both(|shop| async move {
        let field = shop.field("Size", FieldKind::Choice).await;
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        shop.fills(marta, &field, "Medium").await.expect("filled");
        let asked =
            format!(r#"[["of","everyone"],["where","{}.is.002"],["sort","{}"]]"#, field.control(), field.control());
        shop.tomas_opens()
            .does("/clients/views", &[("name", "Medium ones"), ("shared", "yes"), ("asked", &asked)])
            .await
            .says("Marta");
        shop.tomas_opens().does("/clients/views", &[("name", "My own"), ("asked", &asked)]).await.is(200);
        let id = field.id;
        shop.noor_does(move |tx| crate::actions::remove_field(tx, id).map(drop)).await;
        let (tomas, noor) = (shop.tomas.me().expect("Tomás"), shop.noor.me().expect("Noor"));
        shop.noor_does(move |tx| auth::members::leave(tx, tomas, noor)).await;
        let actor = shop.noor.clone();
        let views = shop.app.read(move |db| store::views(db, &actor)).await.expect("read");
        let names: Vec<_> = views.iter().map(|view| (view.name.as_str(), view.owner)).collect();
        assert_eq!(names, [("Medium ones", noor)]);
        let page = shop.noor_opens().page(&format!("/clients?view={}", views[0].id)).await.is(200);
        page.says("Medium ones").says("Size was taken away, so its part of the filter does nothing.").says("Marta");
    })
    .await;
}

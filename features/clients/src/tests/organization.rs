//! An organization's page shows what its people said, and when they last spoke.

use tend_core::{Day, id::ClientId};

use super::shop::{Shop, at, on_both};
use crate::{actions, moment::MomentKind, moment::NewMoment};

/// The clinic, Jonas who works there, and Piet who left on 3 May 2024.
async fn the_clinic(shop: &Shop) -> (ClientId, ClientId, ClientId) {
    let clinic = shop.knows(shop.organization("Harbour Clinic")).await;
    let jonas = shop.knows(shop.person("Jonas Weber")).await;
    let piet = shop.knows(shop.person("Piet Maas")).await;
    shop.noor_does(move |tx| {
        actions::affiliate(tx, jonas, clinic, "Facilities", None)?;
        let at = actions::affiliate(tx, piet, clinic, "Facilities", None)?;
        let until: Day = "2024-05-03".parse().expect("a day");
        actions::end_affiliation(tx, piet, at, until)
    })
    .await;
    (clinic, jonas, piet)
}

async fn says(shop: &Shop, client: ClientId, kind: MomentKind, text: &'static str, when: &'static str) {
    let moment = NewMoment::now(kind, text).at(at(when));
    shop.noor_does(move |tx| actions::note(tx, client, &moment).map(drop)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_people_said_stands_in_an_organizations_story_with_their_names() {
    on_both(|shop| async move {
        let (clinic, jonas, piet) = the_clinic(&shop).await;
        says(&shop, clinic, MomentKind::Call, "The reception rang about invoices", "2026-10-01T09:00:00Z").await;
        says(&shop, jonas, MomentKind::Call, "The brakes of bike 9 fade", "2026-10-12T09:00:00Z").await;
        says(&shop, piet, MomentKind::Note, "He wants lights for all", "2024-03-01T09:00:00Z").await;
        says(&shop, piet, MomentKind::Note, "He rides for another house now", "2025-03-01T09:00:00Z").await;
        let link = format!("<a href=\"/clients/{jonas}\" dir=\"auto\" data-frag>Jonas Weber</a>");
        let page = shop.noor_opens().page(&format!("/clients/{clinic}")).await;
        let page = page
            .says("The reception rang about invoices")
            .says("The brakes of bike 9 fade")
            .says("He wants lights for all")
            .says_no("He rides for another house now")
            // What the book keeps of Jonas is no story of the clinic.
            .says_no("wrote them into the book</span> <small>")
            .says("spoke yesterday, with Jonas Weber")
            .says(&format!("client:{clinic} client:{jonas} client:{piet}"));
        let story = page.text.split("id=\"story\"").nth(1).expect("the story");
        assert!(story.contains(&link), "whose words they are is said:\n{story}");
        // Their own pages stay their own.
        shop.noor_opens().page(&format!("/clients/{jonas}")).await.says("The brakes").says_no("The reception rang");
        // His words are put right where they stand: on his page.
        assert_eq!(page.times("edit=words."), 1);
        shop.noor_opens().page(&format!("/clients/{clinic}?strand=money")).await.says("Nothing of this kind yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stories_of_many_are_paged_as_one() {
    on_both(|shop| async move {
        let (clinic, jonas, _) = the_clinic(&shop).await;
        let day = at("2026-01-01T09:00:00Z");
        shop.noor_does(move |tx| {
            for number in 0..80_i64 {
                let client = if number % 2 == 0 { clinic } else { jonas };
                let moment = NewMoment::now(MomentKind::Note, format!("Moment <{number:02}>"))
                    .at(day.plus(number * tend_core::time::HOUR));
                actions::note(tx, client, &moment)?;
            }
            Ok(())
        })
        .await;
        let mut seen = Vec::new();
        let mut path = format!("/clients/{clinic}");
        loop {
            let page = shop.noor_opens().page(&path).await;
            let moments = page.text.split("Moment &lt;").skip(1).filter_map(|rest| rest.get(..2)?.parse::<i64>().ok());
            seen.extend(moments);
            let Some(more) = page.text.split("class=\"meta more\"").nth(1) else { break };
            if seen.len() <= 30 {
                assert!(more.contains("back to January 2026"), "{more}");
            }
            let href = more.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a way back");
            path = href.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned();
        }
        assert_eq!(seen, (0..80).rev().collect::<Vec<_>>());
    })
    .await;
}

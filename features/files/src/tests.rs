//! Stories of files at Linden Cycles, through both doors and on both engines.

mod api;
mod stories;

use std::{future::Future, io::Cursor};

use image::{DynamicImage, ImageFormat};
use tend_clients::{ClientKind, NewClient};
use tend_core::{
    Feature, Role, Timestamp,
    db::Db,
    id::ClientId,
    jobs, migrations,
    testing::{
        self,
        company::{Company, Visitor},
    },
};

use crate::file::ClientFile;

const FEATURES: &[&Feature] =
    &[&tend_clients::FEATURE, &crate::FEATURE, &tend_core::house::FEATURE, &tend_core::api::FEATURE];

/// Tells a story on both engines.
async fn on_both<F, S>(story: F)
where
    F: Fn(Db) -> S,
    S: Future<Output = ()>,
{
    testing::on_both(migrations::ALL, story).await;
}

/// Linden Cycles on Tuesday 13 October 2026, with Anna at her browser and Marta in the book.
struct Shop {
    company: Company,
    anna: Visitor,
    marta: ClientId,
}

impl Shop {
    async fn opens(db: Db) -> Shop {
        let company = Company::opens(db, "2026-10-13T08:00:00Z".parse().expect("a moment"), FEATURES).await;
        let anna = company.anna_signs_in().await;
        let marta = Shop::meets(&company, "Marta Kovács").await;
        Shop { company, anna, marta }
    }

    async fn meets(company: &Company, name: &str) -> ClientId {
        let actor = company.anna.clone();
        let new =
            NewClient::new(ClientKind::Person, name, actor.member.expect("Anna"), actor.location.expect("a place"));
        let made = company.app.write(&actor, move |tx| tend_clients::actions::create(tx, &new)).await;
        made.expect("a client is written down")
    }

    fn page(&self) -> String {
        tend_clients::client_url(self.marta)
    }

    fn composer(&self) -> String {
        format!("{}/moments", self.page())
    }

    async fn files(&self) -> Vec<ClientFile> {
        self.files_of(self.marta).await
    }

    async fn files_of(&self, client: ClientId) -> Vec<ClientFile> {
        let actor = self.company.anna.clone();
        let read = self.company.app.read(move |db| crate::store::of_client(db, &actor, client, None, 100)).await;
        read.expect("files")
    }

    async fn hires(&self, name: &str, role: Role) -> Visitor {
        let created = self.company.hires(name, role, self.company.anna.location.expect("a place")).await;
        self.company.signs_in(&created).await
    }

    async fn later(&self, us: i64) -> Timestamp {
        let now = self.company.app.clock.now().plus(us);
        self.company.app.clock.set(now);
        jobs::run_due(&self.company.app).await.expect("the jobs run");
        now
    }
}

/// A photo, as bytes.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 256) as u8, (y % 256) as u8, 90])
    }));
    picture.write_to(&mut bytes, ImageFormat::Jpeg).expect("encoded");
    bytes.into_inner()
}

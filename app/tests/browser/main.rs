//! Tests in a real browser: the gallery of every page in every state, and walks through the product.

mod axe;
mod bench;
mod child;
mod evening;
mod find;
mod gallery;
mod goals;
mod list;
mod live;
mod mail;
mod outside;
mod palette;
mod phone;
mod shots;
mod tend;
mod walker;
mod walks;

pub use tend::Tend;
pub use walker::Walker;

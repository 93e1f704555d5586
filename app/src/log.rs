//! What is logged. However much is asked for, what stands in a statement's parameters is not: names, secrets, evenings.

use tracing_subscriber::{EnvFilter, filter::Directive};

/// Unless something else is asked for, and where what is asked for cannot be read.
pub const USUAL: &str = "warn,tend=info";

/// The driver of PostgreSQL tells every parameter of every statement from `debug` on.
const DRIVER: &str = "tokio_postgres=warn";

/// What to log, from words such as `debug` or `warn,tend=trace`.
pub fn filter(words: &str) -> EnvFilter {
    let asked = EnvFilter::try_new(words).unwrap_or_else(|_| EnvFilter::new(USUAL));
    let driver: Result<Directive, _> = DRIVER.parse();
    driver.map_or_else(|_| EnvFilter::new(USUAL), |driver| asked.add_directive(driver))
}

//! `gatehouse metrics-token`: what opens the metrics.

use anyhow::Result;

use crate::cli::MetricsToken;
use crate::commands::organization::operator;
use crate::config::Config;
use crate::data::DataFolder;
use crate::wiring::Base;

/// Runs while `serve` does not.
pub(crate) async fn run(config: &Config, what: MetricsToken) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    let base = Base::open(&data)?;
    let outcome = act(&base, what).await;
    base.close();
    outcome
}

async fn act(base: &Base, what: MetricsToken) -> Result<()> {
    let operator = operator(base)?;
    match what {
        MetricsToken::Create => {
            let token = base.access.make_metrics_token(&operator).await?;
            // The token alone on standard output, so that a script can take it.
            eprintln!("made the token for /metrics; it is not shown again:");
            println!("{token}");
        }
        MetricsToken::Delete => {
            let was_there = base.access.remove_metrics_token(&operator).await?;
            println!("{}", if was_there { "metrics are closed" } else { "metrics were closed already" });
        }
    }
    Ok(())
}

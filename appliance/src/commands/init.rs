//! `gatehouse init`: a data folder with its organization and first admin.

use anyhow::Result;
use gatehouse_core::access::FirstSteps;
use gatehouse_core::tenancy::NewOrganization;

use crate::config::Config;
use crate::data::DataFolder;
use crate::wiring::Base;

/// Makes the folder; the password comes from the environment or standard input.
pub(crate) async fn run(config: &Config, organization: String, admin_email: String) -> Result<()> {
    let path = config.data_dir()?;
    let password = crate::secret::password()?;
    let data = DataFolder::create(path)?;
    let outcome = initialize(&data, organization, admin_email.clone(), password).await;
    if outcome.is_err() {
        // What a refused first step made is taken away again, so that the corrected command works.
        for made in [data.store(), data.journal(), data.key()] {
            drop(std::fs::remove_file(made));
        }
    }
    outcome?;
    println!("made {}; now run: gatehouse serve --data-dir {0}", path.display());
    Ok(())
}

async fn initialize(data: &DataFolder, organization: String, email: String, password: String) -> Result<()> {
    let base = Base::open(data)?;
    base.access
        .initialize(FirstSteps {
            organization: NewOrganization::client(organization),
            admin_email: email,
            admin_name: String::new(),
            admin_password: password,
        })
        .await?;
    base.close();
    Ok(())
}

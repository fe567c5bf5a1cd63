//! The command line. Every option also comes from the environment and from the configuration file.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands::simulate::Simulate;

/// Watches over a company's exposure: its people, endpoints, devices and network.
#[derive(Debug, Parser)]
#[command(name = "gatehouse", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every command takes. What is left out comes from the configuration file, then from the default.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Options {
    /// The folder that holds everything.
    #[arg(long, global = true, env = "GATEHOUSE_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// A TOML file with these options, dashes as underscores.
    #[arg(long, global = true, env = "GATEHOUSE_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Address and port to answer on; port 0 picks a free one. [default: 0.0.0.0:8443]
    #[arg(long, global = true, env = "GATEHOUSE_LISTEN", value_name = "ADDR:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// `auto` makes a local CA and a certificate, `off` is for loopback and reverse proxies, or two PEM files. [default: auto]
    #[arg(long, global = true, env = "GATEHOUSE_TLS", value_name = "auto|off|CERT,KEY")]
    pub(crate) tls: Option<String>,
    /// Further names of this machine for the certificate.
    #[arg(long, global = true, env = "GATEHOUSE_NAMES", value_name = "NAME", value_delimiter = ',')]
    pub(crate) names: Option<Vec<String>>,
    /// Hosts that connectors may reach beyond their own, `scheme://host[:port]`; private addresses need this.
    #[arg(
        long,
        global = true,
        env = "GATEHOUSE_CONNECTOR_GRANTS",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    pub(crate) connector_grants: Option<Vec<String>>,
    /// Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
    #[arg(
        long,
        global = true,
        env = "GATEHOUSE_TRUSTED_PROXIES",
        value_name = "ADDR",
        value_delimiter = ','
    )]
    pub(crate) trusted_proxies: Option<Vec<IpAddr>>,
    /// The secret for POST /api/cron; without one that call answers 503.
    #[arg(long, global = true, env = "GATEHOUSE_CRON_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub(crate) cron_secret: Option<String>,
    /// What to log, as tracing filters: `info`, `gatehouse_core=debug`. [default: info]
    #[arg(long, global = true, env = "GATEHOUSE_LOG", value_name = "FILTER")]
    pub(crate) log: Option<String>,
    /// `text` for people, `json` for collectors. [default: text]
    #[arg(long, global = true, env = "GATEHOUSE_LOG_FORMAT", value_name = "text|json")]
    pub(crate) log_format: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answers requests and does the scheduled work, until SIGTERM.
    Serve,
    /// Makes the data folder, its organization and the first admin.
    ///
    /// The password comes from GATEHOUSE_ADMIN_PASSWORD or from the first line of standard input.
    Init {
        /// The organization's name.
        #[arg(long)]
        organization: String,
        /// The admin's address.
        #[arg(long)]
        admin_email: String,
    },
    /// Fills an empty data folder with an example company, runs a breach scan, shows what it found, and serves.
    Demo,
    /// Brings people or breach data in from a file.
    #[command(subcommand)]
    Import(Import),
    /// Looks at connectors and approves what they ask for.
    #[command(subcommand)]
    Connector(Connector),
    /// Writes one file with everything that cannot be made again.
    ///
    /// The passphrase comes from GATEHOUSE_BACKUP_PASSPHRASE or from the first line of standard input.
    Backup {
        /// The file to write.
        file: PathBuf,
    },
    /// Fills a new data folder from a backup; the passphrase comes as for backup.
    Restore {
        /// The file to read.
        file: PathBuf,
    },
    /// Manages members.
    #[command(subcommand)]
    User(User),
    /// Plays what is not there, to try an appliance or to load it.
    #[command(subcommand)]
    Simulate(Simulate),
    /// Writes the OpenAPI documents of what this binary serves.
    Openapi {
        /// The folder to write them to.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Writes nothing; fails when a file there differs.
        #[arg(long)]
        check: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// People, from CSV with the header email,first_name,last_name,department,location.
    Employees {
        /// The file.
        file: PathBuf,
    },
    /// A breach corpus, from CSV or NDJSON with email,breach,breach_date,source,data_classes,artifacts.
    Corpus {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Connector {
    /// Lists the connectors, what they are granted, and what they wait for.
    List,
    /// Grants a dropped-in connector the hosts that it asks for.
    Approve {
        /// The connector's id.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Lists the members.
    List,
    /// Adds a member; the password comes as for init.
    Add {
        /// The member's address.
        email: String,
        /// Their name.
        #[arg(long)]
        name: Option<String>,
        /// Whether they may change settings.
        #[arg(long)]
        admin: bool,
    },
    /// Sets a member's password and ends their sessions; the password comes as for init.
    SetPassword {
        /// The member's address.
        email: String,
    },
    /// Removes a member and ends their sessions.
    Remove {
        /// The member's address.
        email: String,
    },
}

//! The command line. Every option also comes from the environment and from the configuration file.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Where people and agents reach this server, for links in mails: `https://gate.example`. [default: from --names and
    /// --listen]
    #[arg(long, global = true, env = "GATEHOUSE_PUBLIC_URL", value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Hosts that connectors may reach beyond their own, `scheme://host[:port]`; private addresses need this.
    #[arg(
        long,
        global = true,
        env = "GATEHOUSE_CONNECTOR_GRANTS",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    pub(crate) connector_grants: Option<Vec<String>>,
    /// A PEM file of root certificates that connectors and the mailer trust beside the public ones.
    #[arg(long, global = true, env = "GATEHOUSE_EXTRA_ROOTS", value_name = "FILE")]
    pub(crate) extra_roots: Option<PathBuf>,
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
    /// Megabytes of memory for pages of the store, 8 to 16384. [default: a 128th of the machine's memory, 24 to 64]
    #[arg(long, global = true, env = "GATEHOUSE_CACHE", value_name = "MEGABYTES")]
    pub(crate) cache: Option<u32>,
    /// What to log, as tracing filters: `info`, `gatehouse_core=debug`. [default: info]
    #[arg(long, global = true, env = "GATEHOUSE_LOG", value_name = "FILTER")]
    pub(crate) log: Option<String>,
    /// `text` for people, `json` for collectors. [default: text]
    #[arg(long, global = true, env = "GATEHOUSE_LOG_FORMAT", value_name = "text|json")]
    pub(crate) log_format: Option<String>,
}

/// What becomes of the token for metrics.
#[derive(Debug, Subcommand)]
pub(crate) enum MetricsToken {
    /// Makes one in place of the one before, and shows it this once.
    Create,
    /// Closes the metrics.
    Delete,
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
    /// Brings people, breach data or the list of breached passwords in from a file.
    Import {
        #[command(flatten)]
        of: Of,
        #[command(subcommand)]
        what: Import,
    },
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
    User {
        #[command(flatten)]
        of: Of,
        #[command(subcommand)]
        what: User,
    },
    /// Manages API keys: what endpoint agents and other programs show instead of signing in.
    ApiKey {
        #[command(flatten)]
        of: Of,
        #[command(subcommand)]
        what: ApiKey,
    },
    /// Manages the token with which a monitoring system reads the metrics.
    #[command(subcommand)]
    MetricsToken(MetricsToken),
    /// Manages the organizations of this appliance.
    #[command(subcommand)]
    Organization(Organization),
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

/// Which organization a command is about.
#[derive(Debug, Args)]
pub(crate) struct Of {
    /// The organization's name or id; may be left out while there is one.
    #[arg(long, global = true, value_name = "NAME|ID")]
    pub(crate) organization: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// People, from CSV with the header email,first_name,last_name,department,location, or from LDIF (*.ldif).
    Employees {
        /// The file.
        file: PathBuf,
    },
    /// A breach corpus, from CSV or NDJSON with email,breach,breach_date,source,data_classes,artifacts.
    Corpus {
        /// The file.
        file: PathBuf,
    },
    /// The published list of breached passwords, `SHA1:count` sorted by hash; new passwords may not be in it.
    Passwords {
        /// The file, or a folder of its parts, each named by the first five digits of its hashes.
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
    /// Turns a member's two-factor sign-in off and ends their sessions: for when phone and recovery codes are lost.
    DisableMfa {
        /// The member's address.
        email: String,
    },
    /// Removes a member and ends their sessions.
    Remove {
        /// The member's address.
        email: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ApiKey {
    /// Makes a key and prints it, once.
    Create {
        /// What it is for.
        #[arg(long)]
        label: String,
        /// It may look, but not change or add anything.
        #[arg(long)]
        read_only: bool,
    },
    /// Lists the keys, without their secrets.
    List,
    /// Deletes a key; whoever uses it is refused from then on.
    Delete {
        /// The key's id, as list shows it.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Organization {
    /// Makes a further organization and its first admin; the password comes as for init.
    Add {
        /// What it is called.
        #[arg(long)]
        name: String,
        /// `mssp` may act for the organizations that name it as their manager.
        #[arg(long = "type", value_enum, default_value = "client")]
        kind: OrganizationKind,
        /// Name or id of the MSSP that may act for it.
        #[arg(long, value_name = "NAME|ID")]
        managed_by: Option<String>,
        /// The admin's address.
        #[arg(long)]
        admin_email: String,
    },
    /// Lists the organizations.
    List,
    /// Refuses an organization's members and API keys until it is enabled again. Its data stays.
    Disable {
        /// The organization's name or id.
        organization: String,
    },
    /// Lets an organization's members and API keys in again.
    Enable {
        /// The organization's name or id.
        organization: String,
    },
    /// Sets the e-mail domains whose people sign in at the organization's identity provider, in place of those that it has.
    Domains {
        /// The organization's name or id.
        organization: String,
        /// Domains, as `acme.example`; none takes all away.
        domains: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OrganizationKind {
    /// Looks after itself, or an MSSP looks after it.
    Client,
    /// A managed security service provider.
    Mssp,
}

//! A real OpenLDAP server on loopback, in a folder and on ports of its own: nothing of the system's own configuration
//! is read, and nothing of it has to run.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Where everything lies.
pub const BASE: &str = "dc=acme,dc=example";
/// The name that may read everything, and reset passwords.
pub const BIND_DN: &str = "cn=gatehouse,dc=acme,dc=example";
/// The password of [`BIND_DN`].
pub const BIND_PASSWORD: &str = "s3cret";
/// The one who may do everything.
const ROOT_DN: &str = "cn=root,dc=acme,dc=example";
const ROOT_PASSWORD: &str = "r00t";
/// What Active Directory has that is in none of the schemas (MS-ADA), so that entries can look like its own.
const ACTIVE_DIRECTORY: &str = "\
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 )
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 )
attributetype ( 1.2.840.113556.1.4.159 NAME 'accountExpires' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 )
attributetype ( 1.2.840.113556.1.4.96 NAME 'pwdLastSet' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 )
";
/// How often other ports are tried when somebody was faster.
const TRIES: usize = 5;

/// Serves until it is dropped.
#[derive(Debug)]
pub struct Slapd {
    child: Child,
    /// Where it speaks plain LDAP, with StartTLS when it was given a certificate.
    pub port: u16,
    /// Where it speaks LDAPS, when it was given a certificate.
    pub tls_port: u16,
    _folder: tempfile::TempDir,
}

impl Slapd {
    /// Fills a new server with `entries` (LDIF below [`BASE`], which is there already) and waits until it listens.
    /// `tls` is a certificate and its key in PEM.
    pub fn start(entries: &str, tls: Option<(&str, &str)>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = configure(folder.path(), tls);
        let ldif = folder.path().join("entries.ldif");
        std::fs::write(&ldif, format!("{}{entries}", roots())).expect("a file");
        let mut fill = Command::new(program("slapadd"));
        fill.arg("-q").arg("-f").arg(&config).arg("-l").arg(&ldif);
        let filled = fill.output().expect("slapadd runs");
        assert!(filled.status.success(), "slapadd: {}", String::from_utf8_lossy(&filled.stderr));
        for _ in 0..TRIES {
            let (port, tls_port) = (free_port(), free_port());
            if let Some(child) = serve(&config, port, tls_port, tls.is_some()) {
                return Self { child, port, tls_port, _folder: folder };
            }
        }
        panic!("slapd does not start; run it by hand: slapd -d 1 -f {}", config.display());
    }

    /// Changes entries: LDIF with `changetype`.
    pub fn change(&self, ldif: &str) {
        use std::io::Write as _;
        let mut change = Command::new(program("ldapmodify"));
        let url = format!("ldap://127.0.0.1:{}", self.port);
        change.args(["-x", "-H", &url, "-D", ROOT_DN, "-w", ROOT_PASSWORD]);
        let mut child = change.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("ldapmodify runs");
        child.stdin.take().expect("it is piped").write_all(ldif.as_bytes()).expect("it reads");
        assert!(child.wait().expect("it ends").success(), "ldapmodify refused {ldif}");
    }

    /// What the server says of an entry, as LDIF, operational attributes included.
    pub fn entry(&self, dn: &str) -> String {
        let mut search = Command::new(program("ldapsearch"));
        let url = format!("ldap://127.0.0.1:{}", self.port);
        search.args([
            "-x",
            "-LLL",
            "-H",
            &url,
            "-D",
            ROOT_DN,
            "-w",
            ROOT_PASSWORD,
            "-b",
            dn,
            "-s",
            "base",
            "*",
            "+",
        ]);
        String::from_utf8_lossy(&search.output().expect("ldapsearch runs").stdout).into_owned()
    }
}

impl Drop for Slapd {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// `count` people `p0 … ` in LDIF: given name, family name, address and department made of their number.
pub fn people(count: usize) -> String {
    let mut ldif = String::new();
    for number in 0..count {
        let _ = write!(
            ldif,
            "dn: uid=p{number},ou=people,{BASE}\nobjectClass: inetOrgPerson\nuid: p{number}\ncn: Given{number} Family{number}\n\
             givenName: Given{number}\nsn: Family{number}\nmail: p{number}@acme.example\ndepartmentNumber: D{}\nl: London\n\
             title: Engineer\n\n",
            number % 7
        );
    }
    ldif
}

fn roots() -> String {
    format!(
        "dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Acme\ndc: acme\n\n\
         dn: {BIND_DN}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: gatehouse\n\
         userPassword: {BIND_PASSWORD}\n\n\
         dn: ou=people,{BASE}\nobjectClass: organizationalUnit\nou: people\n\n\
         dn: ou=groups,{BASE}\nobjectClass: organizationalUnit\nou: groups\n\n"
    )
}

fn configure(folder: &Path, tls: Option<(&str, &str)>) -> PathBuf {
    let path = |name: &str| folder.join(name).display().to_string();
    std::fs::create_dir(folder.join("data")).expect("a folder");
    let schemas =
        ["core", "cosine", "inetorgperson"].map(|name| format!("include {}/{name}.schema\n", schemas()));
    let modules: String =
        ["back_mdb", "memberof", "ppolicy"].map(|name| format!("moduleload {name}\n")).concat();
    let secured = tls.map_or_else(String::new, |(certificate, key)| {
        std::fs::write(folder.join("cert.pem"), certificate).expect("a file");
        std::fs::write(folder.join("key.pem"), key).expect("a file");
        format!("TLSCertificateFile {}\nTLSCertificateKeyFile {}\n", path("cert.pem"), path("key.pem"))
    });
    let text = format!(
        "{}{ACTIVE_DIRECTORY}modulepath {}\n{modules}pidfile {}\n{secured}database mdb\nsuffix {BASE}\nrootdn {ROOT_DN}\nrootpw {ROOT_PASSWORD}\n\
         directory {}\nmaxsize 268435456\ndbnosync\nindex objectClass,entryUUID,memberOf,uid eq\n\
         access to * by dn.exact={BIND_DN} write by anonymous auth by * none\n\
         limits dn.exact={BIND_DN} size.pr=1000 size.prtotal=unlimited\noverlay memberof\noverlay ppolicy\n",
        schemas.concat(),
        modules_folder(),
        path("slapd.pid"),
        path("data"),
    );
    let file = folder.join("slapd.conf");
    std::fs::write(&file, text).expect("a file");
    file
}

/// Starts the server and waits until it says that it is starting, by which time it listens.
fn serve(config: &Path, port: u16, tls_port: u16, tls: bool) -> Option<Child> {
    let mut urls = format!("ldap://127.0.0.1:{port}");
    if tls {
        let _ = write!(urls, " ldaps://127.0.0.1:{tls_port}");
    }
    let mut command = Command::new(program("slapd"));
    command.args(["-d", "stats", "-h", &urls, "-f"]).arg(config).stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.stderr(Stdio::piped()).spawn().expect("slapd runs");
    let lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    let (sender, started) = mpsc::channel();
    std::thread::spawn(move || {
        // Read to the end, so that it never waits for us.
        for line in lines.map_while(Result::ok) {
            if line.contains("slapd starting") {
                let _ = sender.send(());
            }
        }
    });
    // It says so before it listens.
    let ports = [Some(port), tls.then_some(tls_port)];
    if started.recv_timeout(Duration::from_secs(60)).is_ok() && ports.into_iter().flatten().all(listens) {
        return Some(child);
    }
    drop(child.kill());
    drop(child.wait());
    None
}

/// Waits until connections to the port are taken.
fn listens(port: u16) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return true;
        }
        std::thread::yield_now();
    }
    false
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// A program of OpenLDAP; servers lie where only root's path leads.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders =
        std::env::split_paths(&path).chain(["/usr/sbin", "/usr/local/sbin", "/sbin"].map(PathBuf::from));
    folders.map(|folder| folder.join(name)).find(|file| file.is_file()).unwrap_or_else(|| {
        panic!("{name} is missing; `cargo xtask test --only rust` installs it (Debian: apt-get install slapd ldap-utils)")
    })
}

fn schemas() -> &'static str {
    first_folder(&["/etc/ldap/schema", "/etc/openldap/schema"])
}

fn modules_folder() -> &'static str {
    first_folder(&["/usr/lib/ldap", "/usr/lib/openldap", "/usr/lib64/openldap"])
}

fn first_folder(known: &[&'static str]) -> &'static str {
    known.iter().find(|folder| Path::new(folder).is_dir()).expect("OpenLDAP lies where it usually does")
}

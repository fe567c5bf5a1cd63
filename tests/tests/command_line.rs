//! The command line as people meet it: options from three places, first steps, members, imports, and refusals that are
//! one clear sentence.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use gatehouse_tests::{ADMIN, Folder, PASSWORD, Server, assert_refused, binary, run, told};

const INIT: [&str; 5] = ["init", "--organization", "Lumenfeld Optics", "--admin-email", ADMIN];

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", told(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)
}

#[test]
fn help_and_version_are_there() {
    let help = text(&run(&["--help"], ""));
    for word in ["serve", "init", "demo", "import", "connector", "user", "--data-dir", "GATEHOUSE_DATA_DIR"] {
        assert!(help.contains(word), "{word} is not in {help}");
    }
    assert!(text(&run(&["--version"], "")).starts_with("gatehouse "));
    for command in [&["serve", "--help"][..], &["import", "employees", "--help"], &["init", "--help"]] {
        assert!(text(&run(command, "")).contains("--data-dir"));
    }
    // What clap refuses ends with 2, as its users know it.
    assert_eq!(run(&["serv"], "").status.code(), Some(2));
    assert_eq!(run(&["serve", "--listen", "nowhere"], "").status.code(), Some(2));
}

/// Runs `user list` with these environment variables: its refusal names the data folder that it took.
fn with_environment(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.env_clear().envs(variables.iter().copied()).args(arguments).args(["user", "list"]);
    command.stdin(Stdio::null()).output().unwrap()
}

#[test]
fn an_option_comes_from_the_command_line_then_the_environment_then_the_file() {
    let folder = Folder::new();
    let file = folder.file("gatehouse.toml", "data_dir = '/from/file'\nlog_format = 'json'\n");
    let file = file.to_str().unwrap();
    let flags = ["--config", file];
    assert_refused(&with_environment(&[], &flags), &["/from/file holds no gatehouse data", "gatehouse init"]);
    let environment = [("GATEHOUSE_CONFIG", file), ("GATEHOUSE_DATA_DIR", "/from/environment")];
    assert_refused(&with_environment(&environment, &[]), &["/from/environment holds"]);
    let flags = ["--data-dir", "/from/flag"];
    assert_refused(&with_environment(&environment, &flags), &["/from/flag holds"]);
    assert_refused(
        &with_environment(&[], &[]),
        &["no data folder given", "--data-dir", "GATEHOUSE_DATA_DIR"],
    );
}

#[test]
fn what_is_wrong_in_the_configuration_is_named() {
    let folder = Folder::initialized();
    let cases: [(&str, &[&str]); 7] = [
        (
            "# ours\n\nlistne = '127.0.0.1:1'\n",
            &["gatehouse.toml", "line 3", "unknown field `listne`", "`listen`"],
        ),
        ("listen = 'everywhere'\n", &["line 1", "socket address"]),
        ("names = 'gate.example'\n", &["line 1", "sequence"]),
        ("[[[", &["gatehouse.toml", "line 1"]),
        ("tls = 'maybe'\n", &["tls is maybe", "auto, off, or CERT,KEY"]),
        ("cron_secret = 'short'\n", &["cron_secret", "16 characters"]),
        ("names = ['no host']\n", &["no host", "neither a host name nor an address"]),
    ];
    for (content, words) in cases {
        let file = folder.file("gatehouse.toml", content);
        assert_refused(&folder.gatehouse(&["--config", file.to_str().unwrap(), "user", "list"], ""), words);
    }
    let file = folder.file("latin1.toml", b"data_dir = 'J\xfcrgen'");
    assert_refused(&folder.gatehouse(&["--config", file.to_str().unwrap(), "user", "list"], ""), &["UTF-8"]);
    assert_refused(&folder.gatehouse(&["--config", "/no/such.toml", "user", "list"], ""), &["/no/such.toml"]);
    assert_refused(&folder.gatehouse(&["--log", "a=b=c", "user", "list"], ""), &["log is a=b=c"]);
    let grants = ["--connector-grants", "rubbish", "connector", "list"];
    assert_refused(&folder.gatehouse(&grants, ""), &["rubbish", "scheme://host[:port]"]);
}

#[test]
fn a_refused_init_leaves_nothing_in_the_way_and_a_second_one_harms_nothing() {
    let folder = Folder::new();
    let password = format!("{PASSWORD}\n");
    assert_refused(&folder.gatehouse(&INIT, "short\n"), &["password", "12 characters"]);
    assert_refused(&folder.gatehouse(&INIT, ""), &["no password given", "GATEHOUSE_ADMIN_PASSWORD"]);
    let address = ["init", "--organization", "Lumenfeld", "--admin-email", "nobody"];
    assert_refused(&folder.gatehouse(&address, &password), &["email"]);
    let nameless = ["init", "--organization", " ", "--admin-email", ADMIN];
    assert_refused(&folder.gatehouse(&nameless, &password), &["name", "1 to 120"]);
    let left: Vec<_> =
        std::fs::read_dir(folder.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["gatehouse.lock"], "neither store nor key");

    text(&folder.gatehouse(&INIT, &password));
    assert_refused(&folder.gatehouse(&INIT, &password), &["already holds gatehouse data"]);
    assert!(text(&folder.gatehouse(&["user", "list"], "")).contains(ADMIN));
    let file = folder.file("file", "");
    let on_a_file = ["--data-dir", file.to_str().unwrap()];
    assert_refused(&run(&[&on_a_file[..], &INIT].concat(), &password), &["is not a folder"]);
}

#[test]
fn two_first_steps_at_once_make_one_organization() {
    let folder = Folder::new();
    let outcomes: Vec<Output> = std::thread::scope(|scope| {
        let steps: Vec<_> =
            (0..4).map(|_| scope.spawn(|| folder.gatehouse(&INIT, &format!("{PASSWORD}\n")))).collect();
        steps.into_iter().map(|step| step.join().unwrap()).collect()
    });
    let (made, refused): (Vec<_>, Vec<_>) = outcomes.iter().partition(|outcome| outcome.status.success());
    assert_eq!(made.len(), 1, "{outcomes:?}");
    refused.iter().for_each(|refused| drop(assert_refused(refused, &["gatehouse"])));
    assert!(text(&folder.gatehouse(&["user", "list"], "")).contains(ADMIN));
}

#[test]
fn members_come_and_go_but_the_last_admin_stays() {
    let folder = Folder::initialized();
    let add = |email: &str, more: &[&str]| {
        folder.gatehouse(&[&["user", "add", email], more].concat(), "long enough to be one\n")
    };
    assert!(text(&add("Vera@lumenfeld-optics.example", &["--name", "Vera"])).contains("vera@lumenfeld"));
    assert_refused(&add("vera@lumenfeld-optics.example", &[]), &["already belongs to a member"]);
    assert_refused(&add("nobody", &[]), &["email"]);
    assert_refused(&folder.gatehouse(&["user", "add", "a@b.example"], "short\n"), &["12 characters"]);
    let list = text(&folder.gatehouse(&["user", "list"], ""));
    assert!(list.lines().any(|line| line.starts_with("vera@") && line.contains("viewer")), "{list}");

    assert_refused(&folder.gatehouse(&["user", "remove", ADMIN], ""), &["last admin"]);
    text(&add("bea@lumenfeld-optics.example", &["--admin"]));
    text(&folder.gatehouse(&["user", "remove", ADMIN], ""));
    assert_refused(&folder.gatehouse(&["user", "remove", ADMIN], ""), &["member not found"]);
    assert_refused(&folder.gatehouse(&["user", "set-password", ADMIN], "another long one\n"), &["not found"]);
    text(&folder.gatehouse(&["user", "set-password", "bea@lumenfeld-optics.example"], "another long one\n"));
    assert_refused(
        &folder.gatehouse(&["user", "remove", "bea@lumenfeld-optics.example"], ""),
        &["last admin"],
    );
    assert!(!text(&folder.gatehouse(&["user", "list"], "")).contains(ADMIN));
}

#[test]
fn a_folder_has_one_master_at_a_time() {
    let folder = Folder::initialized();
    let file = folder.file("people.csv", "email,first_name,last_name,department,location\n");
    let import = ["import", "employees", file.to_str().unwrap()];
    let server = Server::start(&folder);
    let others: [&[&str]; 5] =
        [&["serve", "--listen", "127.0.0.1:0"], &import, &["connector", "list"], &["user", "list"], &INIT];
    for other in others {
        assert_refused(
            &folder.gatehouse(other, &format!("{PASSWORD}\n")),
            &["is in use by another gatehouse"],
        );
    }
    // A kill lets go as well as an end.
    server.kill();
    assert!(folder.gatehouse(&["user", "list"], "").status.success());
}

#[test]
fn connectors_are_listed_with_what_they_may_reach() {
    let folder = Folder::initialized();
    let list = text(&folder.gatehouse(&["connector", "list"], ""));
    for word in [
        "hibp",
        "hibp-stealer",
        "https://haveibeenpwned.com",
        "dehashed",
        "leakcheck",
        "snusbase",
        "intelx",
        "local",
        "webhook",
        "slack",
        "teams",
        "sms",
        "entra",
        "https://graph.microsoft.com",
        "google",
        "okta",
        "aws",
        "breach-provider",
        "directory",
        "notifier",
    ] {
        assert!(list.contains(word), "{word} is not in {list}");
    }
    assert_refused(&folder.gatehouse(&["connector", "approve", "nope"], ""), &["nope"]);
}

#[test]
fn the_openapi_documents_are_those_of_the_repository() {
    let folder = Folder::new();
    let out = folder.file("x", "").with_file_name("documents");
    let out = out.to_str().unwrap();
    text(&run(&["openapi", "--out", out], ""));
    text(&run(&["openapi", "--out", out, "--check"], ""));
    text(&run(&["openapi", "--out", repository("docs/openapi").to_str().unwrap(), "--check"], ""));
    std::fs::write(Path::new(out).join("console.json"), "{}").unwrap();
    assert_refused(&run(&["openapi", "--out", out, "--check"], ""), &["console.json", "cargo xtask openapi"]);
}

fn import(folder: &Folder, what: &str, file: &Path) -> Output {
    folder.gatehouse(&["import", what, file.to_str().unwrap()], "")
}

#[test]
fn bad_rows_are_named_by_their_lines_and_good_ones_kept() {
    let bad = |name: &str| repository("examples/bad").join(name);
    let cases: [(&str, &str, &str, &[u32]); 5] = [
        (
            "employees",
            "employees.csv",
            "3 added, 0 changed, 0 unchanged, 10 rejected",
            &[3, 4, 5, 6, 7, 8, 9, 10, 11, 13],
        ),
        ("employees", "employees-semicolon-bom.csv", "1 added, 0 changed, 0 unchanged, 0 rejected", &[]),
        ("employees", "employees-unclosed-quote.csv", "1 rejected", &[2]),
        ("corpus", "corpus.csv", "3 added, 0 changed, 0 unchanged, 7 rejected", &[3, 4, 5, 6, 7, 8, 9]),
        ("corpus", "corpus.ndjson", "2 added, 0 changed, 0 unchanged, 4 rejected", &[2, 3, 4, 5]),
    ];
    for (what, name, outcome, lines) in cases {
        let report = import(&Folder::initialized(), what, &bad(name));
        let report = (report.status.success(), told(&report));
        assert!(report.0 && report.1.contains(outcome), "{name}: {report:?}");
        for line in lines {
            assert!(report.1.contains(&format!("{name}:{line}: ")), "{name}:{line}: {}", report.1);
        }
    }
    let folder = Folder::initialized();
    let refused: [(&str, &[&str]); 3] = [
        ("employees-no-email-column.csv", &["no column email"]),
        ("employees-latin1.csv", &["no row could be imported"]),
        ("employees-empty.csv", &["it is empty"]),
    ];
    for (name, words) in refused {
        assert_refused(&import(&folder, "employees", &bad(name)), words);
    }
}

#[test]
fn files_that_are_no_tables_are_refused_in_a_sentence() {
    let folder = Folder::initialized();
    let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for what in ["employees", "corpus"] {
        assert_refused(&import(&folder, what, &folder.file("noise", &noise)), &["noise", "not imported"]);
        assert_refused(&import(&folder, what, &folder.file("zeros", [0; 9000])), &["zeros"]);
        assert_refused(&import(&folder, what, Path::new("/no/such")), &["/no/such cannot be read"]);
        assert_refused(&import(&folder, what, &folder.data()), &["not imported"]);
        let wrong = folder.file("wrong.csv", "name;phone\nAnna;1\n");
        assert_refused(&import(&folder, what, &wrong), &["wrong.csv", "no column email"]);
    }
    let lines = folder.file("lines.ndjson", "{\"email\":\n[1,2]\nnull\n{}{}\n");
    assert_refused(&import(&folder, "corpus", &lines), &["no row could be imported"]);
    // A cell without end fills no memory: it is cut off and named.
    let endless = format!("email,first_name,last_name\n\"{}", "x".repeat(3 << 20));
    let refused = import(&folder, "employees", &folder.file("endless.csv", endless));
    assert_refused(&refused, &["no row could be imported"]);
    assert!(told(&refused).contains("endless.csv:2: "), "{}", told(&refused));
}

//! The house in order: imports go down, each library stays where it belongs, files say what they are for, documents are
//! true.

mod circles;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each module, and what it may import: what lies below it, never what lies beside or above.
const MAY_IMPORT: [(&str, &[&str]); 19] = [
    ("text", &[]),
    ("track", &[]),
    ("cpu", &[]),
    ("failpoint", &[]),
    ("objects", &["text", "cpu"]),
    ("private_postgres", &[]),
    ("audio", &["text", "track", "cpu"]),
    ("catalog", &["text", "track", "cpu"]),
    ("index", &["text", "track", "cpu", "failpoint"]),
    ("sample", &["text", "cpu"]),
    ("evaluation", &["text", "sample"]),
    ("ingest", &["text", "track", "cpu", "objects", "audio", "catalog"]),
    ("mirror", &["text", "track", "cpu", "failpoint", "catalog", "index"]),
    ("search", &["text", "track", "cpu", "catalog", "index"]),
    ("api", &["text", "track", "cpu", "catalog", "index", "mirror", "search"]),
    ("http", &["text", "track", "cpu", "objects", "catalog", "mirror", "search", "api"]),
    ("config", &["text", "api", "catalog", "index", "objects", "ingest", "mirror", "search", "http"]),
    (
        "cli",
        &[
            "text",
            "track",
            "cpu",
            "objects",
            "audio",
            "private_postgres",
            "catalog",
            "index",
            "ingest",
            "mirror",
            "search",
            "api",
            "http",
            "config",
        ],
    ),
    ("lab", &["text", "track", "cpu", "sample", "evaluation", "index", "search", "cli"]),
];

/// What stands in code only below these paths of `src/`.
const BELONGS: [(&str, &[&str]); 9] = [
    ("sqlx::", &["catalog/", "private_postgres/"]),
    ("tantivy::", &["index/", "search/"]),
    ("symphonia::", &["audio/"]),
    ("aws_", &["objects/"]),
    ("axum::", &["http/"]),
    // Where async and CPU work meet, and where the process begins; what is synchronous waits through the first.
    ("runtime::", &["cpu.rs", "cli/run.rs"]),
    ("block_on(", &["cpu.rs", "cli/run.rs", "mirror/", "objects/"]),
    ("spawn_blocking(", &[]),
    ("rustix::", &["cpu.rs"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder of the project: its path from there, and its text.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let top = root().join(folder);
    let mut folders: Vec<PathBuf> = vec![top.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap().to_owned();
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!files.is_empty());
    files.sort();
    files
}

/// The lines of code, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code))
}

/// A line without its texts: a log filter may name any library.
fn without_texts(line: &str) -> String {
    line.split('"').step_by(2).collect()
}

fn without_comments_and_texts(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(without_texts).collect();
    code(&lines.join("\n")).collect::<Vec<_>>().join("\n")
}

/// The modules of this crate that a text names: `crate::text::fold`, `crate::{http, mirror}`.
fn named_modules(text: &str) -> BTreeSet<String> {
    let code = code(text).collect::<Vec<_>>().join("\n");
    let identifier = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut named = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => {
                let group = group.split_once("};").map_or(group, |(group, _)| group);
                named.extend(group.split(',').map(|item| identifier(item.trim())));
            }
            None => {
                named.insert(identifier(rest));
            }
        }
    }
    named
}

#[test]
fn imports_go_down_never_up_never_sideways() {
    let modules: Vec<&str> = MAY_IMPORT.iter().map(|(module, _)| *module).collect();
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src") {
        if matches!(file.as_str(), "lib.rs" | "main.rs") || file.starts_with("bin/") {
            continue;
        }
        let module = file.split('/').next().unwrap().trim_end_matches(".rs");
        let (_, below) = MAY_IMPORT.iter().find(|(name, _)| *name == module).expect("every module has its storey");
        let named = named_modules(&text).into_iter().filter(|name| modules.contains(&name.as_str()) && name != module);
        wrong.extend(named.filter(|name| !below.contains(&name.as_str())).map(|name| format!("{file} imports {name}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_library_is_known_to_its_own_module_only() {
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src") {
        for (word, places) in BELONGS {
            if code(&text).any(|line| without_texts(line).contains(word))
                && !places.iter().any(|place| file.starts_with(place))
            {
                wrong.push(format!("{file} holds {word}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// So that `scripts/chaos`, which goes by the list, misses no step of the code.
#[test]
fn every_fail_point_is_in_the_list_and_every_name_of_the_list_is_one() {
    let mut reached: Vec<String> = Vec::new();
    for (_, text) in rust_files("src") {
        let names = text.split("failpoint::reach(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        reached.extend(names);
    }
    reached.sort();
    let mut listed = needledrop::failpoint::ALL.to_vec();
    listed.sort();
    assert_eq!(reached, listed);
}

#[test]
fn every_file_says_in_its_first_line_what_it_is_for() {
    for folder in ["src", "tests", "benches"] {
        for (file, text) in rust_files(folder) {
            assert!(text.starts_with("//! "), "{folder}/{file}");
        }
    }
}

#[test]
fn no_line_of_a_comment_is_wider_than_120_columns() {
    for folder in ["src", "tests", "benches", "examples"] {
        for (file, text) in rust_files(folder) {
            let comments = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("//"));
            let wide: Vec<_> = comments.filter(|(_, line)| line.chars().count() > 120).map(|(at, _)| at + 1).collect();
            assert!(wide.is_empty(), "{folder}/{file}: {wide:?}");
        }
    }
}

#[test]
fn the_tests_that_the_architecture_names_are_there() {
    let document = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let sources: String = ["src", "tests"].into_iter().flat_map(rust_files).map(|(_, text)| text).collect();
    let table = document.split("## Invariants").nth(1).unwrap().split("\n## ").next().unwrap();
    let quoted = table.split('`').skip(1).step_by(2).filter(|name| name.contains('_') && !name.contains('/'));
    let missing: Vec<&str> = quoted.filter(|name| !sources.contains(&format!("fn {name}("))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn no_document_holds_what_a_merge_left() {
    for entry in std::fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md" || extension == "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let left = text.lines().find(|line| ["<<<<<<<", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)));
            assert_eq!(left, None, "{}", path.display());
        }
    }
}

//! No circle inside a module: of what lies side by side in a folder, nothing imports what imports it.
//!
//! What a parent defines itself, in its `mod.rs`, its children may use; what it only passes on comes from the child
//! that it has it from. Unit tests may look around.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{rust_files, without_comments_and_texts};

/// The path of a module or an item, from the root of the crate.
type Path = Vec<String>;

/// A module, as far as it names others.
struct Module {
    file: String,
    path: Path,
    named: Vec<Named>,
}

/// A path that a module names, and as what it imports that.
struct Named {
    path: Path,
    imported_as: Option<String>,
}

/// Who imports whom among the children of one folder, each with an example.
type Imports = BTreeMap<(String, String), String>;

#[test]
fn of_what_lies_side_by_side_nothing_imports_what_imports_it() {
    let folders = imports(&rust_files("src"));
    let circles: Vec<String> = folders.iter().flat_map(|(folder, imports)| circles(folder, imports)).collect();
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let ways = [
        ("use crate::feed::nodes::touch;", "use crate::feed::{TxSnapshot, changes::{self, read}};"),
        ("use super::{TxSnapshot, nodes};", "fn f() { super::changes::read() }"),
        ("use super::nodes::{\n    touch,\n};", "use super::Change;"),
        ("fn f() { crate::feed::nodes::touch() }", "use crate::feed as all;\nfn g() -> all::Change {}"),
    ];
    for (changes, nodes) in ways {
        assert_eq!(found(changes, nodes), 1, "{changes} {nodes}");
    }
    let others = [
        ("use super::nodes;", "use super::{Own, tx_snapshot::TxSnapshot};"),
        ("use super::nodes;", "// super::changes\nconst A: &str = \"super::changes\";"),
        ("use super::nodes;", "#[cfg(test)]\nmod tests {\n    use crate::feed::changes;\n}"),
        ("use super::nodes;", "use std::feed::changes;"),
    ];
    for (changes, nodes) in others {
        assert_eq!(found(changes, nodes), 0, "{changes} {nodes}");
    }
}

/// How many circles there are where two files of a folder hold this.
fn found(changes: &str, nodes: &str) -> usize {
    let parent = "mod changes;\nmod nodes;\nmod seen;\npub use changes::{Change, read};\npub struct Own;";
    let files = [("lib.rs", "mod feed;"), ("feed/mod.rs", parent), ("feed/seen.rs", "pub struct TxSnapshot;")];
    let files = files.into_iter().chain([("feed/changes.rs", changes), ("feed/nodes.rs", nodes)]);
    let files: Vec<(String, String)> = files.map(|(file, text)| (file.to_owned(), text.to_owned())).collect();
    imports(&files).iter().map(|(folder, imports)| circles(folder, imports).len()).sum()
}

/// The imports inside each folder, by its path.
fn imports(files: &[(String, String)]) -> BTreeMap<String, Imports> {
    let is_of_the_crate = |file: &str| file != "main.rs" && !file.ends_with("tests.rs");
    let modules: Vec<Module> =
        files.iter().filter(|(file, _)| is_of_the_crate(file)).map(|(file, text)| Module::read(file, text)).collect();
    let paths: BTreeSet<&[String]> = modules.iter().flat_map(|module| prefixes(&module.path)).collect();
    let passed_on: BTreeMap<Path, &String> = modules.iter().flat_map(Module::passed_on).collect();
    let mut folders: BTreeMap<String, Imports> = BTreeMap::new();
    for module in &modules {
        for (parent, from) in prefixes(&module.path).zip(&module.path[1..]) {
            let inside = module.named.iter().filter(|named| named.path.starts_with(parent));
            for named in inside.filter(|named| named.path.len() > parent.len()) {
                let item = &named.path[..=parent.len()];
                let to = if paths.contains(item) { item.last() } else { passed_on.get(item).copied() };
                if let Some(to) = to.filter(|to| *to != from) {
                    let example = format!("{} names {}", module.file, named.path.join("::"));
                    let imports = folders.entry(parent.join("/").replacen("crate", "src", 1)).or_default();
                    imports.entry((from.clone(), to.clone())).or_insert(example);
                }
            }
        }
    }
    folders
}

/// The shortest circle through each child, told once.
fn circles(folder: &str, imports: &Imports) -> Vec<String> {
    let children: BTreeSet<&String> = imports.keys().map(|(from, _)| from).collect();
    let mut told = BTreeSet::new();
    let circles = children.into_iter().filter_map(|child| shortest_way(imports, child, child));
    circles
        .filter(|circle| told.insert(circle.iter().cloned().collect::<BTreeSet<_>>()))
        .map(|circle| {
            let steps = circle.iter().cloned().zip(circle.iter().skip(1).cloned());
            let examples: Vec<&str> = steps.map(|step| imports[&step].as_str()).collect();
            format!("{folder}: {} ({})", circle.join(" -> "), examples.join(", "))
        })
        .collect()
}

/// From one child to another, or back to itself, by the fewest imports.
fn shortest_way(imports: &Imports, from: &str, to: &str) -> Option<Path> {
    let mut ways = VecDeque::from([vec![from.to_owned()]]);
    let mut reached = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for (_, imported) in imports.keys().filter(|(name, _)| Some(name) == way.last()) {
            let longer = [way.as_slice(), std::slice::from_ref(imported)].concat();
            if imported == to {
                return Some(longer);
            }
            if reached.insert(imported) {
                ways.push_back(longer);
            }
        }
    }
    None
}

/// A path and all that it lies in, from the crate on.
fn prefixes(path: &[String]) -> impl Iterator<Item = &[String]> {
    (1..=path.len()).map(|length| &path[..length])
}

impl Module {
    fn read(file: &str, text: &str) -> Self {
        let names = file.trim_end_matches(".rs").split('/').filter(|name| !matches!(*name, "lib" | "mod"));
        let path = ["crate"].into_iter().chain(names).map(String::from).collect();
        let mut module = Self { file: file.to_owned(), path, named: Vec::new() };
        let code = without_unit_tests(&without_comments_and_texts(text));
        let tokens = tokens(&code);
        let mut at = 0;
        while at < tokens.len() {
            let is_import = at > 0 && tokens[at - 1] == "use";
            if is_name(tokens[at]) && (is_import || tokens.get(at + 1) == Some(&"::")) {
                let mut tree = Vec::new();
                at = read_tree(&tokens, at, &[], &mut tree);
                tree.into_iter().for_each(|(path, name)| module.name(path, is_import.then_some(name)));
            } else {
                at += 1;
            }
        }
        module
    }

    /// Notes a path that the module names, from the crate's root on, unless it leads out of the crate.
    fn name(&mut self, path: Path, imported_as: Option<String>) {
        let imported = |named: &&Named| named.imported_as.as_ref() == path.first();
        let mut whole = match path[0].as_str() {
            "crate" => vec!["crate".to_owned()],
            "self" => self.path.clone(),
            "super" => self.path[..self.path.len() - 1].to_vec(),
            first => match self.named.iter().find(imported) {
                Some(named) => named.path.clone(),
                // A child, or another crate, which then is nobody's child.
                None if imported_as.is_some() => [self.path.as_slice(), &[first.to_owned()]].concat(),
                None => return,
            },
        };
        for part in &path[1..] {
            match part.as_str() {
                "super" => drop(whole.pop()),
                "self" => {}
                part => whole.push(part.to_owned()),
            }
        }
        self.named.push(Named { path: whole, imported_as });
    }

    /// What others can have from this module though it is a child's, and which child's.
    fn passed_on(&self) -> impl Iterator<Item = (Path, &String)> {
        self.named.iter().filter_map(|named| {
            let child = named.path.strip_prefix(self.path.as_slice())?.first()?;
            Some(([self.path.as_slice(), std::slice::from_ref(named.imported_as.as_ref()?)].concat(), child))
        })
    }
}

/// Reads a path from the token `at` on, or a tree of them in braces, each with the name that an import would give it;
/// answers where it ends.
fn read_tree(tokens: &[&str], mut at: usize, before: &[String], tree: &mut Vec<(Path, String)>) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(&"{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    at = if tokens[at] == "," { at + 1 } else { read_tree(tokens, at, &path, tree).max(at + 1) };
                }
                return at + 1;
            }
            Some(name) if is_name(name) || *name == "*" => path.push((*name).to_owned()),
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&"::") {
            break;
        }
        at += 1;
    }
    let mut name = path.iter().rfind(|part| *part != "self").cloned().unwrap_or_default();
    if let (Some(&"as"), Some(other)) = (tokens.get(at), tokens.get(at + 1)) {
        name = (*other).to_owned();
        at += 2;
    }
    tree.push((path, name));
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Names, `::`, and every other sign by itself.
fn tokens(code: &str) -> Vec<&str> {
    let is_in_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if is_in_name(first) => rest.find(|letter| !is_in_name(letter)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// Without `#[cfg(test)] mod tests { … }`, which rustfmt ends where it began: at the margin.
fn without_unit_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        let is_for_tests = line.starts_with("#[cfg(") && line.contains("test");
        if is_for_tests && lines.peek().is_some_and(|next| next.starts_with("mod ") && next.ends_with('{')) {
            lines.by_ref().find(|line| *line == "}");
        } else {
            kept.extend([line, "\n"]);
        }
    }
    kept
}

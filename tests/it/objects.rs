//! What every object store must do, asked of each of them; then what is special about each.

use std::io::{Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::Duration;

use futures::StreamExt;
use needledrop::cpu::Cpu;
use needledrop::objects::{Config, Error, Keys, ObjectMeta, ObjectUri, Objects, Rules};

use crate::support::manners::Manners;
use crate::support::s3::S3Server;

/// An empty place in some store.
struct Place {
    objects: Objects,
    root: ObjectUri,
}

impl Place {
    fn at(&self, name: &str) -> ObjectUri {
        match self.root.path() {
            Some(path) => ObjectUri::from_path(&path.join(name)).unwrap(),
            None => ObjectUri::parse(&format!("{}{name}", self.root.folder_prefix())).unwrap(),
        }
    }

    async fn put(&self, name: &str, bytes: &'static [u8]) -> ObjectUri {
        let uri = self.at(name);
        self.objects.put(&uri, bytes.into()).await.unwrap();
        uri
    }

    async fn list(&self, place: &ObjectUri) -> Vec<Result<ObjectMeta, Error>> {
        self.objects.list(place, &Rules::everything()).collect().await
    }

    async fn names(&self, place: &ObjectUri) -> Vec<String> {
        let root = self.root.folder_prefix();
        let mut names: Vec<String> =
            self.list(place).await.into_iter().map(|e| e.unwrap().uri.as_str().replacen(&root, "", 1)).collect();
        names.sort();
        names
    }
}

/// The contract. `root` is empty and may be filled.
async fn keeps_the_contract(place: Place) {
    a_written_object_is_found_and_read(&place).await;
    a_range_is_cut_at_the_end(&place).await;
    a_folder_lists_what_is_below_it_and_nothing_else(&place).await;
    odd_names_come_back_as_they_are(&place).await;
    what_is_not_there_is_said_to_be_missing(&place).await;
    more_than_one_page_is_listed_whole(&place).await;
    a_source_reads_like_a_file(&place).await;
}

async fn a_written_object_is_found_and_read(place: &Place) {
    let uri = place.put("first/one.bin", b"hello").await;
    let meta = place.objects.stat(&uri).await.unwrap();
    assert_eq!((meta.size_bytes, &meta.uri), (5, &uri));
    assert!(meta.last_modified.is_some());
    assert_eq!(place.objects.read(&uri, 0, 5).await.unwrap(), "hello");
    let listed = place.list(&uri).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(
        listed[0].as_ref().unwrap(),
        &meta,
        "a listing and a stat say the same, or nothing would ever be unchanged"
    );
    place.put("first/one.bin", b"hello again").await;
    assert_eq!(place.objects.stat(&uri).await.unwrap().size_bytes, 11, "a second write replaces the first");
}

async fn a_range_is_cut_at_the_end(place: &Place) {
    let uri = place.put("range.bin", b"0123456789").await;
    for (start, end, expected) in [(0, 4, "0123"), (8, 100, "89"), (10, 20, ""), (100, 200, ""), (3, 3, "")] {
        assert_eq!(place.objects.read(&uri, start, end).await.unwrap(), expected, "{start}..{end}");
    }
    let empty = place.put("empty.bin", b"").await;
    assert_eq!(place.objects.stat(&empty).await.unwrap().size_bytes, 0);
    assert_eq!(place.objects.read(&empty, 0, 10).await.unwrap(), "");
}

async fn a_folder_lists_what_is_below_it_and_nothing_else(place: &Place) {
    for name in ["tree/a.mp3", "tree/b/c.mp3", "tree-old/d.mp3", "tree.txt"] {
        place.put(name, b"x").await;
    }
    assert_eq!(place.names(&place.at("tree")).await, ["tree/a.mp3", "tree/b/c.mp3"]);
    assert_eq!(place.names(&place.at("tree/a.mp3")).await, ["tree/a.mp3"]);
}

async fn odd_names_come_back_as_they_are(place: &Place) {
    let names = [
        "with space.mp3",
        "100%.mp3",
        "a+b.mp3",
        "%20.mp3",
        "Sigur Rós – Ágætis.mp3",
        "東京.mp3",
        "?#&='.mp3",
        "<&>.mp3",
    ];
    for name in names {
        let uri = place.put(&format!("odd/{name}"), b"odd").await;
        assert_eq!(uri.name(), name);
        assert_eq!(place.objects.read(&uri, 0, 3).await.unwrap(), "odd", "{name}");
    }
    let mut listed: Vec<String> =
        place.list(&place.at("odd")).await.into_iter().map(|entry| entry.unwrap().uri.name()).collect();
    listed.sort();
    let mut names = names.map(str::to_owned);
    names.sort();
    assert_eq!(listed, names);
}

async fn what_is_not_there_is_said_to_be_missing(place: &Place) {
    let uri = place.at("no such object.mp3");
    for error in [place.objects.stat(&uri).await.unwrap_err(), place.objects.read(&uri, 0, 1).await.unwrap_err()] {
        assert!(matches!(error, Error::NotFound { .. }), "{error}");
        assert!(error.to_string().contains(uri.as_str()), "{error}");
    }
}

async fn more_than_one_page_is_listed_whole(place: &Place) {
    let puts = (0..1_203).map(|i| place.put(Box::leak(format!("many/{i:04}.mp3").into_boxed_str()), b"x"));
    futures::stream::iter(puts).buffer_unordered(16).collect::<Vec<_>>().await;
    let names = place.names(&place.at("many")).await;
    assert_eq!(names.len(), 1_203);
    assert_eq!(names[1_202], "many/1202.mp3");
}

async fn a_source_reads_like_a_file(place: &Place) {
    let bytes: &'static [u8] = (0..750_000u32).flat_map(u32::to_le_bytes).collect::<Vec<u8>>().leak();
    let uri = place.put("large.bin", bytes).await;
    let (objects, cpu) = (place.objects.clone(), Cpu::new(1).unwrap());
    let waits = cpu.clone();
    cpu.run(move || {
        let mut source = objects.open(&uri, None, &waits).unwrap();
        for (position, length) in [(0, 10), (2_999_000, 2_000), (1_000_000, 300_000), (1_000_100, 10), (65_530, 20)] {
            source.seek(SeekFrom::Start(position)).unwrap();
            let mut read = vec![];
            source.by_ref().take(length).read_to_end(&mut read).unwrap();
            let end = ((position + length) as usize).min(bytes.len());
            assert!(read == bytes[position as usize..end], "{position}, {length}");
        }
        assert_eq!(source.seek(SeekFrom::End(-4)).unwrap(), 2_999_996);
        assert!(source.seek(SeekFrom::Current(-3_000_000)).is_err());
        assert!(source.bytes_read() < 1_000_000, "{} bytes for 300 KB in five places", source.bytes_read());
    })
    .await
    .unwrap();
}

fn local(folder: &Path) -> Place {
    Place { objects: Objects::new(&Config::default()), root: ObjectUri::from_path(folder).unwrap() }
}

#[tokio::test(flavor = "multi_thread")]
async fn local_files_keep_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    keeps_the_contract(local(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_keeps_the_contract() {
    for encodes in [false, true] {
        let server = S3Server::start_with(Manners { encodes, ..Manners::default() }).await;
        keeps_the_contract(Place { objects: server.objects(), root: server.uri("some/where") }).await;
    }
}

#[tokio::test]
async fn a_file_is_listed_once_whatever_links_lead_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let place = local(folder.path());
    place.put("album/one.mp3", b"x").await;
    place.put(".store/two.mp3", b"x").await;
    std::fs::write(outside.path().join("three.mp3"), b"x").unwrap();
    // A link that comes before its file, loops, the same by other names, and what can be reached by links only.
    symlink("album/one.mp3", folder.path().join("a link.mp3")).unwrap();
    std::fs::hard_link(folder.path().join("album/one.mp3"), folder.path().join("album/same.mp3")).unwrap();
    symlink(folder.path(), folder.path().join("album/up")).unwrap();
    symlink("album", folder.path().join("same album")).unwrap();
    symlink("../.store/two.mp3", folder.path().join("album/two.mp3")).unwrap();
    symlink(outside.path(), folder.path().join("elsewhere")).unwrap();
    symlink(outside.path(), folder.path().join("elsewhere again")).unwrap();
    symlink(folder.path(), outside.path().join("back")).unwrap();
    symlink("itself", folder.path().join("itself")).unwrap();
    symlink("nowhere", folder.path().join("dangling")).unwrap();
    nix::unistd::mkfifo(&folder.path().join("pipe.mp3"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    let listed: Vec<_> = place.objects.list(&place.root, &Rules::new(&[], &[]).unwrap()).collect().await;
    let (found, errors): (Vec<_>, Vec<_>) = listed.into_iter().partition(Result::is_ok);
    let root = place.root.folder_prefix();
    let name = |uri: &ObjectUri| uri.as_str().replacen(&root, "", 1);
    let found: Vec<_> = found.into_iter().map(Result::unwrap).collect();
    let names: Vec<_> = found.iter().map(|found| name(&found.uri)).collect();
    assert_eq!(names, ["album/one.mp3", "elsewhere/three.mp3", "album/two.mp3"]);
    let further: Vec<_> = found.iter().flat_map(|found| &found.further_names).map(name).collect();
    assert_eq!(further, ["album/same.mp3"]);
    let codes: Vec<_> = errors.iter().map(|error| error.as_ref().unwrap_err().code()).collect();
    assert_eq!(codes, ["NOT_A_FILE", "DANGLING_LINK", "DANGLING_LINK"]);
    assert!(errors.iter().all(|error| error.as_ref().unwrap_err().is_warning()));
}

#[tokio::test]
async fn a_file_behind_two_links_is_listed_once_whichever_comes_first() {
    for (file_link, folder_link) in [("0first.mp3", "real"), ("z.mp3", "a folder")] {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(outside.path().join("s.mp3"), b"x").unwrap();
        std::fs::hard_link(outside.path().join("s.mp3"), outside.path().join("t.mp3")).unwrap();
        symlink(outside.path().join("s.mp3"), folder.path().join(file_link)).unwrap();
        symlink(outside.path(), folder.path().join(folder_link)).unwrap();
        let place = local(folder.path());
        let listed: Vec<_> = place.objects.list(&place.root, &Rules::new(&[], &[]).unwrap()).collect().await;
        let uris: Vec<_> = listed.into_iter().map(|found| found.unwrap().uri).collect();
        assert_eq!(uris, [place.at(&format!("{folder_link}/s.mp3"))]);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_the_system_shows_of_itself_is_left_out_and_so_is_what_is_ours() {
    let folder = tempfile::tempdir().unwrap();
    let place = local(folder.path());
    place.put("one.mp3", b"x").await;
    place.put("data/two.mp3", b"x").await;
    symlink("/proc/self", folder.path().join("process")).unwrap();
    symlink("/sys", folder.path().join("system")).unwrap();
    symlink("data", folder.path().join("our data")).unwrap();
    let rules = Rules::new(&[], &[]).unwrap().but_never_into(&folder.path().join("our data"));
    let listed: Vec<_> = place.objects.list(&place.root, &rules).collect().await;
    let (found, errors): (Vec<_>, Vec<_>) = listed.into_iter().partition(Result::is_ok);
    assert_eq!(found.into_iter().map(|found| found.unwrap().uri).collect::<Vec<_>>(), [place.at("one.mp3")]);
    let errors: Vec<_> = errors.into_iter().map(Result::unwrap_err).collect();
    assert!(errors.iter().all(|error| error.code() == "SYSTEM_VIEW" && error.is_warning()), "{errors:?}");
    assert_eq!(errors.len(), 2);
}

#[tokio::test]
async fn a_folder_may_say_what_of_it_is_no_music() {
    let folder = tempfile::tempdir().unwrap();
    let place = local(folder.path());
    let files = [
        "a.mp3",
        "demos/b.mp3",
        "rings/c.mp3",
        "rings/.nomedia",
        "old/d.mp3",
        "old/deep/e.mp3",
        "keep/f.mp3",
        "@eaDir/g.mp3",
        ".hidden/h.mp3",
        "._a.mp3",
        "...And Dots.mp3",
        "keep/take 1.mp3",
    ];
    for name in files {
        place.put(name, b"x").await;
    }
    place.put(".needledropignore", b"# comment\ndemos/\ntake*\n").await;
    place.put("old/.needledropignore", b"").await;
    let names = async |rules: &Rules, place: &Place, at: &ObjectUri| {
        let listed: Vec<_> = place.objects.list(at, rules).collect().await;
        let (found, errors): (Vec<_>, Vec<_>) = listed.into_iter().partition(Result::is_ok);
        assert!(errors.into_iter().all(|error| error.unwrap_err().is_remark()));
        found.into_iter().map(|found| found.unwrap().uri.name()).collect::<Vec<_>>()
    };
    let rules = Rules::new(&[], &[]).unwrap();
    assert_eq!(names(&rules, &place, &place.root).await, ["...And Dots.mp3", "a.mp3", "f.mp3"]);
    assert_eq!(names(&rules, &place, &place.at("keep")).await, ["f.mp3"], "by the rules of the folder above, too");
    assert_eq!(names(&rules, &place, &place.at("._a.mp3")).await, ["._a.mp3"], "what is named itself is meant");
    let chosen = Rules::new(&["a.mp3".into(), "keep/*".into()], &[]).unwrap();
    assert_eq!(names(&chosen, &place, &place.root).await, ["a.mp3", "f.mp3"]);
}

#[tokio::test]
async fn rules_are_read_in_any_encoding_and_what_can_not_be_read_closes_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let place = local(folder.path());
    let utf_16: &[u8] = b"\xff\xfed\0e\0m\0o\0s\0/\0\n\0";
    for (name, bytes) in [
        ("utf-16/demos/a.mp3", b"x".as_slice()),
        ("utf-16/b.mp3", b"x"),
        ("utf-16/.needledropignore", utf_16),
        ("blank/c.mp3", b"x"),
        ("blank/.needledropignore", b" \r\n\n"),
        ("latin/d.mp3", b"x"),
        ("latin/.needledropignore", b"\xe4/"),
        ("link/deep/e.mp3", b"x"),
        ("folder/f.mp3", b"x"),
        ("folder/.needledropignore/x", b"x"),
        ("media/g.mp3", b"x"),
        ("media/.nomedia/x", b"x"),
        ("nested/.needledropignore", b"*.mp3\n"),
        ("nested/deep/.needledropignore", b"!h.mp3\n[\n"),
        ("nested/deep/h.mp3", b"x"),
        ("nested/deep/i.mp3", b"x"),
    ] {
        place.put(name, bytes).await;
    }
    symlink("nowhere", folder.path().join("link/.needledropignore")).unwrap();
    let listed: Vec<_> = place.objects.list(&place.root, &Rules::new(&[], &[]).unwrap()).collect().await;
    let root = place.root.folder_prefix();
    let (found, errors): (Vec<_>, Vec<_>) = listed.into_iter().partition(Result::is_ok);
    let names: Vec<_> = found.into_iter().map(|found| found.unwrap().uri.as_str().replacen(&root, "", 1)).collect();
    assert_eq!(names, ["media/g.mp3", "nested/deep/h.mp3", "utf-16/b.mp3"]);
    let errors: Vec<_> = errors.into_iter().map(Result::unwrap_err).collect();
    let said: Vec<_> = errors.iter().map(|error| (error.code(), error.uri().replacen(&root, "", 1))).collect();
    let said: Vec<_> = said.iter().map(|(code, uri)| format!("{code} {uri}")).collect();
    assert_eq!(
        said,
        [
            "LEAVES_ITSELF_OUT blank/.needledropignore",
            "UNREADABLE_RULES folder/.needledropignore",
            "UNREADABLE_RULES latin/.needledropignore",
            "UNREADABLE_RULES link/.needledropignore",
        ]
    );
    let closed: Vec<_> = errors.iter().filter(|error| !error.is_warning()).map(Error::code).collect();
    assert_eq!(closed, ["UNREADABLE_RULES"; 3]);
}

#[tokio::test]
async fn a_folder_reached_by_a_link_is_listed_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let place = local(folder.path());
    place.put("real/a.mp3", b"x").await;
    symlink("real", folder.path().join("link")).unwrap();
    assert_eq!(place.names(&place.at("link")).await, ["link/a.mp3"]);
}

#[tokio::test]
async fn a_file_of_any_time_is_listed() {
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    let place = local(folder.path());
    for (name, seconds) in
        [("1 before.mp3", -9_000_000_000), ("2 now.mp3", 1_700_000_000), ("3 after.mp3", 400_000_000_000)]
    {
        let path = place.put(name, b"x").await.path().unwrap();
        let at = nix::sys::time::TimeSpec::new(seconds, 999_999_999);
        let here = nix::fcntl::AT_FDCWD;
        nix::sys::stat::utimensat(here, &path, &at, &at, nix::sys::stat::UtimensatFlags::FollowSymlink).unwrap();
    }
    let listed: Vec<_> = place.list(&place.root).await.into_iter().map(Result::unwrap).collect();
    let years: Vec<_> = listed.iter().map(|object| object.last_modified.map(|at| at.year())).collect();
    assert_eq!(years, [Some(1684), Some(2023), None]);
}

#[tokio::test]
async fn a_key_that_xml_can_not_hold_is_listed_as_it_is() {
    let server = S3Server::start_with(Manners { encodes: true, ..Manners::default() }).await;
    let place = Place { objects: server.objects(), root: server.uri("odd") };
    let names = ["a+b c%20.mp3", "tab\there.mp3", "bell\u{7}.mp3", "東京 & co.mp3"];
    for name in names {
        server.put(&format!("odd/{name}"), "x").await;
    }
    let mut listed = place.names(&place.root).await;
    listed.sort();
    let mut names = names.to_vec();
    names.sort();
    assert_eq!(listed, names);
}

#[tokio::test]
async fn a_listing_that_breaks_off_says_so() {
    let server = S3Server::start_with(Manners { breaks_off: true, ..Manners::default() }).await;
    server.put("a.mp3", "x").await;
    let listed: Vec<_> = server.objects().list(&server.uri(""), &Rules::everything()).collect().await;
    let (found, errors): (Vec<_>, Vec<_>) = listed.into_iter().partition(Result::is_ok);
    assert_eq!((found.len(), errors[0].as_ref().unwrap_err().code()), (1, "LISTING_BROKE"));
}

#[tokio::test]
async fn a_prefix_below_which_nothing_is_says_so() {
    let server = S3Server::start().await;
    server.put("music/a.mp3", "x").await;
    let objects = server.objects();
    for (place, found) in [("muzak", "NOT_FOUND"), ("music/a", "NOT_FOUND")] {
        let listed: Vec<_> = objects.list(&server.uri(place), &Rules::everything()).collect().await;
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].as_ref().unwrap_err().code(), found, "{place}");
    }
}

#[tokio::test]
async fn a_folder_that_may_not_be_read_is_reported_and_the_rest_listed() {
    let folder = tempfile::tempdir().unwrap();
    let place = local(folder.path());
    place.put("a/one.mp3", b"x").await;
    place.put("closed/two.mp3", b"x").await;
    let closed = folder.path().join("closed");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    let listed = place.list(&place.root).await;
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
    if nix::unistd::geteuid().is_root() {
        assert_eq!(listed.len(), 2, "root may read everything");
        return;
    }
    let error = listed.iter().find_map(|e| e.as_ref().err()).unwrap();
    assert!(matches!(error, Error::Denied { .. }) && !error.is_warning(), "{error}");
    assert_eq!(listed.len(), 2);
}

#[tokio::test]
async fn a_file_name_that_is_not_utf8_is_listed_and_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.mp3")), b"x").unwrap();
    let place = local(folder.path());
    let listed = place.list(&place.root).await;
    let meta = listed[0].as_ref().unwrap();
    assert_eq!(meta.uri.name(), "caf\u{fffd}.mp3");
    assert_eq!(place.objects.read(&meta.uri, 0, 1).await.unwrap(), "x");
}

#[tokio::test]
async fn pipes_are_not_objects() {
    let folder = tempfile::tempdir().unwrap();
    nix::unistd::mkfifo(&folder.path().join("pipe.mp3"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    let place = local(folder.path());
    let pipe = ObjectUri::from_path(&folder.path().join("pipe.mp3")).unwrap();
    for root in [&place.root, &pipe] {
        let listed = place.list(root).await;
        assert!(matches!(&listed[..], [Err(Error::NotAFile { uri })] if *uri == pipe.as_str()), "{listed:?}");
    }
}

#[tokio::test]
async fn a_folder_that_does_not_exist_says_so() {
    let place = local(Path::new("/no/such/folder"));
    let listed = place.list(&place.root).await;
    let error = listed[0].as_ref().unwrap_err();
    assert_eq!(
        error.to_string(),
        "file:///no/such/folder: there is no such file, folder or object; check the spelling"
    );
}

#[tokio::test]
async fn a_missing_bucket_says_so() {
    let server = S3Server::start().await;
    let place = ObjectUri::parse("s3://no-such-bucket/x").unwrap();
    let listed: Vec<_> = server.objects().list(&place, &Rules::everything()).collect().await;
    let error = listed[0].as_ref().unwrap_err();
    assert!(matches!(error, Error::NoSuchBucket { .. }), "{error}");
    assert!(!error.is_warning());
}

#[tokio::test]
async fn wrong_credentials_are_denied_and_say_what_to_check() {
    let server = S3Server::start().await;
    let keys = Keys { access_key_id: "needledrop".into(), secret_access_key: "wrong".into() };
    let objects = Objects::new(&Config { s3_keys: Some(keys), ..server.config.clone() });
    let listed: Vec<_> = objects.list(&server.uri(""), &Rules::everything()).collect().await;
    let error = listed[0].as_ref().unwrap_err();
    assert!(matches!(error, Error::Denied { .. }), "{error}");
    let message = error.to_string();
    assert!(message.contains("AWS_SECRET_ACCESS_KEY") && !message.contains("wrong"), "{message}");

    let anonymous = Objects::new(&Config { s3_anonymous: true, s3_keys: None, ..server.config.clone() });
    let error = anonymous.stat(&server.uri("x")).await.unwrap_err();
    assert!(matches!(error, Error::Denied { .. }), "{error}");
    assert!(error.to_string().contains("no credentials were found"), "{error}");
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_unreachable() {
    let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = S3Server::start().await;
    let endpoint = Some(format!("http://{unused}"));
    let objects = Objects::new(&Config { s3_endpoint_url: endpoint, attempts: 1, ..server.config.clone() });
    let error = objects.stat(&server.uri("x")).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }) && !error.is_about_the_object(), "{error}");
    assert!(error.to_string().contains(&unused.to_string()), "{error}");
}

#[tokio::test]
async fn a_presigned_url_carries_its_own_right_to_read() {
    let server = S3Server::start().await;
    server.put("a b.mp3", "music").await;
    let objects = server.objects();
    let url = objects.presign(&server.uri("a b.mp3"), Duration::from_secs(60)).await.unwrap();
    assert!(url.contains("/a%20b.mp3?") && url.contains("X-Amz-Signature="), "{url}");
    assert!(objects.presign(&server.uri("a b.mp3"), Duration::from_secs(60 * 60 * 24 * 8)).await.is_err());
}

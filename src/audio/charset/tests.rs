//! Names in the encodings of many countries, and Western ones that must stay.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, KOI8_U, SHIFT_JIS, UTF_8, UTF_16LE, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256,
};

use super::{charset, find, read_again};

fn latin_1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The texts, parted by ` / `, as they are found of a program that wrote them in the encoding.
fn written(set: &str, encoding: &'static Encoding) -> Vec<String> {
    set.split(" / ").map(|text| latin_1(&encoding.encode(text).0)).collect()
}

/// What is made of them, and the encoding that was found.
fn read(found: &[String], given: Option<&'static Encoding>) -> (String, Option<&'static Encoding>) {
    let texts: Vec<&str> = found.iter().map(String::as_str).collect();
    let encoding = find(&texts, given);
    let again = |text: &&str| encoding.map_or((*text).to_owned(), |encoding| read_again(text, encoding).into_owned());
    (texts.iter().map(again).collect::<Vec<_>>().join(" / "), encoding)
}

#[test]
fn sets_of_tags_are_read_in_the_encoding_that_they_were_written_in() {
    let sets: [(&'static Encoding, &[&str]); 15] = [
        (
            UTF_8,
            &[
                "Björk / Jóga / Homogenic",
                "Кино / Группа крови / Группа крови",
                "宇多田ヒカル / 光 / Deep River",
                "The Beatles / Don’t Let Me Down / Let It Be…",
            ],
        ),
        (
            WINDOWS_1251,
            &[
                "Алла Пугачёва / Миллион алых роз / Ах, как хочется жить",
                "Ночные Снайперы / 31-я весна / Рубеж",
                "ВИА Гра / Попытка №5 / Попытка №5",
                "Океан Ельзи / Без бою / Gloria",
                "Noize MC / Вселенная бесконечна? / Царь горы",
            ],
        ),
        (KOI8_U, &["Земфира / Искала / Прости меня моя любовь", "Скрябін / Старі фотографії / Гламур", "ДДТ / Осень"]),
        (IBM866, &["Ария / Беспечный ангел / 2000 и одна ночь", "Король и Шут / Лесник / Акустический альбом"]),
        (
            WINDOWS_1250,
            &[
                "Kayah & Bregović / Śpij kochanie, śpij / Kayah & Bregović",
                "Maryla Rodowicz / Małgośka / Rok",
                "Hey / Mimo wszystko cię kocham / Fire",
                "Karel Gott / Když milenky pláčou / Zůstanu svůj",
                "Jiří Schelinger / Holubí dům / Holubí dům",
                "Antonín Dvořák / Rusalka / Česká filharmonie",
            ],
        ),
        (
            WINDOWS_1253,
            &["Μίκης Θεοδωράκης / Ζορμπάς / Αλέξης Ζορμπάς", "Χάρις Αλεξίου / Μη μου θυμώνεις μάτια μου / Μηδέν"],
        ),
        (
            WINDOWS_1255,
            &["נעמי שמר / ירושלים של זהב / אוסף", "עפרה חזה / חי / חי", "כוורת / נתתי לה חיי / סיפורי פוגי"],
        ),
        (WINDOWS_1256, &["أم كلثوم / ألف ليلة وليلة / الأطلال", "فيروز / نسم علينا الهوى / أندلسيات"]),
        (WINDOWS_874, &["คาราบาว / เมดอินไทยแลนด์ / เมดอินไทยแลนด์", "บอดี้สแลม / ความเชื่อ / บีลีฟ"]),
        (
            SHIFT_JIS,
            &[
                "椎名林檎 / 丸の内サディスティック / 無罪モラトリアム",
                "きゃりーぱみゅぱみゅ / つけまつける / ぱみゅぱみゅレボリューション",
                "坂本九 / 上を向いて歩こう / ベスト",
                "X JAPAN / 紅 / ブルー・ブラッド",
            ],
        ),
        (
            EUC_JP,
            &[
                "スピッツ / ロビンソン / ハチミツ",
                "中島みゆき / 糸 / 大吟醸",
                "久石譲 / となりのトトロ / となりのトトロ",
            ],
        ),
        (
            GBK,
            &["周杰伦 / 青花瓷 / 我很忙", "邓丽君 / 月亮代表我的心 / 岛国之情歌", "崔健 / 一无所有 / 新长征路上的摇滚"],
        ),
        (BIG5, &["周杰倫 / 青花瓷 / 我很忙", "張國榮 / 風繼續吹 / 風繼續吹", "Beyond / 海闊天空 / 樂與怒"]),
        (
            EUC_KR,
            &["아이유 / 좋은 날 / 리얼", "서태지와 아이들 / 난 알아요 / 서태지와 아이들", "H.O.T. / 캔디 / 늑대와 양"],
        ),
        (WINDOWS_1252, &["Prince / “Sign ‘O’ the Times” / Purple Rain…", "Queen / Don’t Stop Me Now / Jazz – €5"]),
    ];
    for (encoding, sets) in sets {
        for set in sets {
            assert_eq!(read(&written(set, encoding), None), ((*set).to_owned(), Some(encoding)), "{}", encoding.name());
        }
    }
}

#[test]
fn western_names_stay() {
    for set in [
        "Björk / Jóga",
        "Sigur Rós / Ágætis byrjun / Ágætis byrjun",
        "Sigur Rós / Með suð í eyrum við spilum endalaust",
        "Ásgeir Trausti / Dýrð í dauðaþögn",
        "Sólstafir / Ótta",
        "Ólafur Arnalds / Þú ert jörðin",
        "Eivør Pálsdóttir / Tròdlabùndin / Krákan",
        "José González / Tròdlabùndin",
        "Týr / Ramund hin unge / Ólavur Riddararós",
        "Mötley Crüe / Dr. Feelgood",
        "Motörhead / Ace of Spades",
        "Blue Öyster Cult / Agents of Fortune",
        "Hüsker Dü / Makes No Sense at All",
        "Queensrÿche / Silent Lucidity",
        "Die Ärzte / Männer sind Schweine / 13",
        "Die Ärzte / Ü",
        "Franz Schubert / Die schöne Müllerin",
        "Richard Wagner / Götterdämmerung",
        "Johann Strauß / An der schönen blauen Donau",
        "Béla Bartók / Divertimento",
        "Zoltán Kodály / Háry János",
        "Muzsikás / Hidegen fújnak a szelek",
        "Arvo Pärt / Für Alina",
        "Beyoncé / Déjà Vu / B'Day",
        "BEYONCÉ / DÉJÀ VU",
        "Café del Mar / Volumen Uno",
        "Café Tacvba / Ingrata",
        "Édith Piaf / Non, je ne regrette rien",
        "Jean-Jacques Goldman / Là-bas",
        "Charles Aznavour / La bohème",
        "Claude Debussy / Prélude à l'après-midi d'un faune",
        "Georges Bizet / Les pêcheurs de perles",
        "Stromae / Tous les mêmes / Racine carrée",
        "Maître Gims / Sapés comme jamais",
        "Gabriel Fauré / Après un rêve",
        "Frédéric Chopin / Étude / Fantaisie-Impromptu",
        "MYLÈNE FARMER / DÉSENCHANTÉE",
        "Poème / Siège, pièce, première / Arrière-pensée",
        "José Carreras / Perchè è così, più sì però",
        "Fabrizio De André / Crêuza de mä",
        "Wolfgang Amadeus Mozart / Così fan tutte",
        "Niccolò Paganini / 24 Capricci",
        "Lluís Llach / Què feliç era mare / Ítaca",
        "Maria del Mar Bonet / L'àguila negra",
        "João Gilberto / Chega de saudade / É luxo só",
        "Antônio Carlos Jobim / Águas de Março",
        "Chico Buarque / Construção",
        "Tribalistas / Já sei namorar",
        "Tiê / A ciência / Experiência má",
        "Xutos & Pontapés / À minha maneira",
        "Amália Rodrigues / Estranha forma de vida / Coração",
        "Alejandro Sanz / ¿Y si fuera ella? / Más",
        "Maná / ¿Dónde jugarán los niños?",
        "Orquesta Típica / ¿y ahora qué?",
        "Camarón de la Isla / La leyenda del tiempo",
        "Joaquín Rodrigo / Concierto de Aranjuez / Fantasía para un gentilhombre",
        "Tomás Bretón / Scène andalouse",
        "Røyksopp / Eple / Så let",
        "Edvard Grieg / Åses død / Peer Gynt",
        "Bøe / Køerne på øen / Søen",
        "José González / Heartbeats (Trentemøller Remix)",
        "MØ / Kamikaze",
        "Håkan Hellström / Känn ingen sorg för mig Göteborg",
        "Kent / Kärleken väntar / Utan dina andetag",
        "Nightwish / Erämaan viimeinen",
        "Värttinä / Kylä vuotti uutta kuuta",
        "Tõnis Mägi / Koit",
        "Metsatöll / Äio",
        "Seán Ó Riada / Mise Éire / Mo rùn geal dìleas",
        "Capercaillie / Sìleas / Òran sùgaidh",
        "Alañ Stivell / Breizh mañ",
        "Super Furry Animals / Ymaelodi â'r Ymylon / Mwng",
        "Tool / Ænima",
        "E³ / Cubed³",
        "Danny Brown / uknowhatimsayin¿",
        "Mulatu Astatke / Yèkatit",
        "Leæther Strip / Baby Doll",
        "Kang Brulèe / Humanify",
        "Ïa / Ëa",
        "Ø / Å / Öö",
        "100 % / ½ price / £5",
    ] {
        assert_eq!(read(&written(set, WINDOWS_1252), None), (set.to_owned(), None));
    }
}

#[test]
fn a_word_alone_is_no_evidence() {
    for (word, encoding) in [
        ("Мир", WINDOWS_1251),
        ("Кино", WINDOWS_1251),
        ("Тату", KOI8_U),
        ("Υπάρ", WINDOWS_1253),
        ("חי", WINDOWS_1255),
        ("那英", GBK),
        ("朋友", BIG5),
        ("주문", EUC_KR),
        ("Szał", WINDOWS_1250),
        ("Petěrburg", WINDOWS_1250),
    ] {
        let found = written(word, encoding);
        assert_eq!(read(&found, None), (found[0].clone(), None), "{word}");
    }
}

#[test]
fn capitals_before_an_apostrophe_are_no_utf8() {
    let set = "BEYONCÉ / BEYONCÉ’S GREATEST HITS";
    assert_eq!(read(&written(set, WINDOWS_1252), None), (set.to_owned(), Some(WINDOWS_1252)));
    let set = "BEYONCÉ’S";
    assert_eq!(read(&written(set, WINDOWS_1252), None), (set.to_owned(), Some(WINDOWS_1252)));
}

#[test]
fn a_letter_that_id3v1_cuts_is_left_out() {
    for (title, encoding, read_as) in [
        ("Сегодня, ночью будет дождь", UTF_8, "Сегодня, ночью б"),
        ("サンプルのアーティスト", UTF_8, "サンプルのアーティス"),
        ("Love 月亮代表我的心月亮代表我的心", GBK, "Love 月亮代表我的心月亮代表我"),
    ] {
        let bytes = encoding.encode(title).0;
        let found = [latin_1(&bytes[..30]), "Artist".to_owned()];
        assert_eq!(read(&found, None), (format!("{read_as} / Artist"), Some(encoding)));
    }
}

#[test]
fn what_was_read_again_can_be_had_back_and_the_rest_is_as_it_was() {
    let found = [latin_1(&WINDOWS_1251.encode("Группа крови").0), "Björk – 光".to_owned(), "Kino".to_owned()];
    let (again, encoding) = read(&found, None);
    assert_eq!((again.as_str(), encoding), ("Группа крови / Björk – 光 / Kino", Some(WINDOWS_1251)));
    assert_eq!(latin_1(&WINDOWS_1251.encode("Группа крови").0), found[0]);
}

#[test]
fn texts_that_went_through_windows_1252_are_mended_as_well() {
    for (found, right) in [("Donâ€™t", "Don’t"), ("Sigur RÃ³s", "Sigur Rós"), ("ãƒªãƒ³ã‚´", "リンゴ")]
    {
        assert_eq!(read(&[found.to_owned()], None), (right.to_owned(), Some(UTF_8)));
    }
}

#[test]
fn utf16_in_the_wrong_order_of_bytes_is_swapped() {
    let swapped = |text: &str| String::from_utf16_lossy(&text.encode_utf16().map(u16::swap_bytes).collect::<Vec<_>>());
    let found = [swapped("Tony Hawk"), swapped("ERB"), swapped("Café"), "Lavf54".to_owned()];
    assert_eq!(read(&found, None), ("Tony Hawk / ERB / Café / Lavf54".to_owned(), Some(UTF_16LE)));
    for right in ["一", "一一一", "吀", "月亮代表我的心", "一无所有"] {
        assert_eq!(read(&[right.to_owned()], None), (right.to_owned(), None));
    }
}

#[test]
fn a_given_encoding_is_that_of_all_but_utf8() {
    let given = charset(" CP1251 ");
    assert_eq!(given, Some(WINDOWS_1251));
    assert_eq!(charset("klingon"), None);
    assert_eq!(read(&written("Мир", WINDOWS_1251), given), ("Мир".to_owned(), given));
    assert_eq!(read(&written("Мир", UTF_8), given), ("Мир".to_owned(), Some(UTF_8)));
    assert_eq!(read(&["Mir".to_owned()], given).0, "Mir");
}

#[test]
fn bytes_of_no_encoding_stay() {
    let noise: String = (0..=255).map(char::from).cycle().take(100_000).collect();
    assert_eq!(find(&[noise.as_str()], None), Some(WINDOWS_1252));
    assert_eq!(find(&["", "\0", "\u{fffd}\u{fffd}\u{fffd}", "\u{d7ff}\u{10ffff}"], None), None);
}

//! What each language's names are made of: common words, the pieces of invented ones, given names, the ends of
//! surnames. Dictionary words and syllables only; no name of a real artist, song or label is in here on purpose.

use super::language::Material;

/// The languages of a catalogue, with the share of artists that sing in each.
///
/// The shares are those of a large streaming catalogue as far as one is known: two artists in three have English names,
/// Spanish and Portuguese come next, some five in a hundred write in another script than Latin.
pub(super) const LANGUAGES: [Material; 14] = [
    Material {
        share: 0.69,
        joined: false,
        headline: true,
        little: "the of to in a my you i me on it for is your and with from this be no all we at so",
        words: "love night day time heart life home baby world way light girl man down blue away back dream up dance \
            little song never black good one fire summer new star eyes go come sun moon rain out dark city street river \
            lost sweet red feel gold old wild long soul let free over heaven sky boy take know want live say like last \
            road cold high gone water ocean sea burn stay run christmas morning alone mind hold golden again kiss \
            beautiful forever angel white stars magic house around tonight only call wind power broken true better real \
            blood hard young silver machine rose king queen lady friend party shine rise fall fly falling running waiting \
            dreaming dancing crazy lonely happy bad big funky electric midnight sunday saturday monday winter spring \
            autumn paradise garden island mountain valley desert train highway radio television mirror shadow ghost devil \
            spirit diamond crystal velvet honey sugar candy cherry lemon apple coffee whiskey wine smoke ash dust stone \
            bone glass paper letter story chapter number nothing everything something someone nobody everybody sometimes \
            always maybe please sorry goodbye hello welcome tomorrow yesterday today hour minute second year century \
            distance horizon gravity satellite rocket planet universe galaxy comet signal static echo silence thunder \
            lightning storm hurricane tide wave harbor sailor ship anchor bridge tower window door key room hallway \
            kitchen bedroom ceiling floor garden flower petal thorn forest tree leaf branch root feather bird sparrow \
            raven crow wolf fox lion tiger bear horse pony snake spider butterfly bee whale dolphin stranger lover \
            brother sister mother father daughter son child children soldier dancer singer gambler cowboy pilot doctor \
            teacher preacher sinner saint prophet hunter thief pirate gypsy rebel hero villain monster zombie vampire \
            witch wizard giant dwarf knight prince princess castle crown throne sword arrow bullet pistol trigger bomb \
            war peace freedom glory victory mercy grace faith hope truth secret promise lie memory picture photograph \
            postcard highway junction station platform ticket suitcase passport border country nation village town \
            corner avenue boulevard alley market carnival circus parade festival holiday birthday wedding funeral \
            breathe believe remember forget forgive follow wander travel return surrender fight hide seek find lose win \
            give hurt heal bleed scream whisper laugh cry smile sleep wake rest work play pray swim climb drive ride walk \
            jump roll rock twist shake swing groove bounce move slow fast loud quiet soft heavy hollow empty deep shallow \
            wide narrow simple perfect strange foolish reckless restless endless careless fearless hopeless timeless \
            homeless sleepless weightless overture prelude nocturne waltz lullaby ballad anthem hymn blues boogie shuffle",
        onsets: "b b br bl c c ch cl cr d d dr f f fl g gr h h j k l l l m m m n n p p pl pr qu r r r s s s sh sl st t t t th tr \
            v v w w wh y",
        nuclei: "a a a a e e e e i i i i o o o o u u ai ea ee oa oo ou ow",
        codas: "ck d d l l ld ll m n n n nd ng nt p r r r rd rk rn s s ss st t t th",
        endings: "s s s s s ing ing ing ed ed er er y ly ness less in'",
        given: "james mary john anna david sarah michael emma robert grace daniel lucy paul rose thomas alice george ella \
            henry clara jack ruby sam lily ben nora max ivy leo hazel luke stella adam violet simon jane peter ruth \
            martin helen frank joan walter betty oscar edith arthur mabel ray dolly hank wanda jesse loretta earl billie \
            otis etta marcus tasha tyrone keisha andre monique dexter yolanda ash blake casey drew finley harper jordan",
        families: "son son ton ley man er field wood well ford worth ham by more ling den ster low",
    },
    Material {
        share: 0.08,
        joined: false,
        headline: false,
        little: "de la el mi que y a en no te tu me con un lo los por una se las del",
        words: "amor corazón vida noche cielo sol luna mujer mar tierra día tiempo fuego alma flor calle canción baile \
            beso ojos niña camino sueño mundo agua viento sangre dolor adiós cariño fiesta gitana rumba cumbia tango \
            bolero salsa verano invierno otoño primavera corazones mañana ayer siempre nunca nada todo quiero sé voy \
            eres soy estás vamos quédate vuelve dime bésame llévame olvidé perdón mentira verdad libertad soledad \
            tristeza alegría pasión locura ilusión traición montaña río playa arena estrella lluvia tormenta relámpago \
            paloma caballo toro gallo lobo águila mariposa espina rosa jardín ciudad pueblo barrio esquina ventana \
            puerta casa cama mesa guitarra tambor acordeón corrido ranchera vallenato señor señora muchacha compadre \
            hermano madre padre hijo abuela santo diablo ángel reina rey príncipe soldado bandido marinero",
        onsets: "b bl br c c ch cr d d f fl g gr j l ll m m n n p p pr qu r r s s t t tr v z",
        nuclei: "a a a e e i o o o u á é í ó ie ue ia",
        codas: "n n l r r s s z d m ción",
        endings: "s s es ito ita ando ado ada ar ero era oso osa ísimo mente cita",
        given: "josé maría juan carmen luis ana carlos lucía jorge sofía miguel elena pedro rosa andrés isabel raúl \
            pilar héctor dolores sergio paloma rubén inés ángel mónica tomás beatriz joaquín adriana ramón verónica",
        families: "ez ez ero era ado ino ales ares osa uñez illo eda ón",
    },
    Material {
        share: 0.05,
        joined: false,
        headline: false,
        little: "de o a que e do da em um não me meu no na uma eu te pra com se os",
        words: "amor coração vida noite céu sol lua mulher mar terra dia tempo fogo alma flor rua canção samba beijo \
            olhos menina caminho sonho mundo água vento saudade dor adeus paixão festa morena baião forró frevo fado \
            verão inverno outono primavera amanhã ontem sempre nunca nada tudo quero sei vou és sou está vamos volta \
            diga perdão mentira verdade liberdade solidão tristeza alegria loucura ilusão montanha rio praia areia \
            estrela chuva tempestade pássaro cavalo boi sertão borboleta espinho rosa jardim cidade favela esquina \
            janela porta casa cama mesa violão tambor sanfona pandeiro senhor senhora moça irmão mãe pai filho avó \
            santo diabo anjo rainha rei soldado marinheiro capoeira bahia maré navegar luar madrugada manhã balanço",
        onsets: "b br c c ch d d f fr g gr j l lh m m n nh p p pr qu r r s s t t tr v x z",
        nuclei: "a a a e e i o o o u ã é á ô ei ou ão",
        codas: "l m m r r s s z n",
        endings: "s s es inho inha ando ado ada ar eiro eira oso osa ões mente ção",
        given: "joão maria antônio ana francisco helena luiz beatriz josé júlia pedro clara tiago inês caio lúcia \
            rui márcia paulo fátima nuno sónia gonçalo lídia vitória césar mário conceição bento íris",
        families: "eira eira es inho ais osa ado ães ino ela ão",
    },
    Material {
        share: 0.04,
        joined: false,
        headline: false,
        little: "de la le les un l' à et je tu en des une mon du que d' pas sur dans ma pour",
        words: "amour coeur vie nuit ciel soleil lune femme mer terre jour temps feu âme fleur rue chanson danse baiser \
            yeux fille chemin rêve monde eau vent douleur adieu chérie fête été hiver automne printemps demain hier \
            toujours jamais rien tout veux sais vais es suis reste reviens dis pardon mensonge vérité liberté solitude \
            tristesse joie folie montagne rivière plage sable étoile pluie orage oiseau cheval loup papillon épine rose \
            jardin ville village fenêtre porte maison lit table guitare tambour accordéon valse monsieur madame garçon \
            frère mère père fils grand-mère saint diable ange reine roi soldat marin forêt neige brume lumière ombre \
            poussière fumée mémoire voyage départ dernière première seconde siècle hôtel théâtre école café manège \
            lumières chaîne fièvre rivage naufrage tempête aurore crépuscule minuit dimanche samedi",
        onsets: "b bl br c ch cl cr d d f fl g gr j l l m m n p p pl pr qu r r s s t t tr v",
        nuclei: "a a e e i i o u é é è ê ai au eau ou oi eu",
        codas: "c l l m n n r r s t t x che ge gne lle tte sse",
        endings: "s s e es er ant é ée eur euse eux elle ette ment tion age",
        given: "jean marie pierre anne louis claire michel hélène andré élise rené zoé françois céline étienne noémie \
            hervé aurélie gérard léa cédric chloé benoît amélie jérôme odile gaël maëlle loïc inès",
        families: "eau ier ard ot el in et ois oux ain elle ault ère",
    },
    Material {
        share: 0.03,
        joined: false,
        headline: false,
        little: "der die und in das ich du ist nicht ein zu mit mein von auf dich mir für im den es",
        words: "Liebe Herz Leben Nacht Himmel Sonne Mond Frau Meer Erde Tag Zeit Feuer Seele Blume Straße Lied Tanz Kuss \
            Augen Mädchen Weg Traum Welt Wasser Wind Schmerz Abschied Fest Sommer Winter Herbst Frühling morgen gestern \
            immer niemals nichts alles will weiß geh bist bin bleib komm sag Lüge Wahrheit Freiheit Einsamkeit Freude \
            Berg Fluss Strand Sand Stern Regen Sturm Vogel Pferd Wolf Schmetterling Dorn Rose Garten Stadt Dorf Fenster \
            Tür Haus Bett Tisch Gitarre Trommel Walzer Herr Dame Junge Bruder Mutter Vater Sohn Großmutter Engel Teufel \
            König Königin Soldat Matrose Wald Schnee Nebel Licht Schatten Staub Rauch Reise Heimat Sehnsucht Glück \
            Mitternacht Sonntag Samstag Kinder Spiegel Brücke Turm Mauer grün schön süß fröhlich müde größer über",
        onsets: "b bl br d dr f fl g gl gr h j k kl kr l m m n p pf r s s sch schl schw sp st t tr w w z zw",
        nuclei: "a a e e e i o u ä ö ü ei ie au eu",
        codas: "ch ck d f g l ld ll m n n nd ng nk nn r r rt s ß st t tz",
        endings: "en en er e n lich ung keit heit los chen stein tag zeit licht land haus",
        given: "hans anna karl greta peter heike jürgen sabine günter ursula klaus monika wolfgang renate uwe antje jörg \
            käthe björn änne till mia jonas lena felix frieda moritz leonie götz sören",
        families: "mann er er bach berg stein meier hoff feld ke ner dt ling haus",
    },
    Material {
        share: 0.025,
        joined: false,
        headline: false,
        little: "i och jeg du en på det som er min ikke å til med av den og et for är",
        words: "kärlek hjerte liv natt himmel sol måne kvinne hav jord dag tid ild själ blomst gate sang dans kyss øyne \
            flicka vei drøm verden vann vind smerte farvel fest sommar vinter høst vår morgen går altid aldrig \
            ingenting alt vil vet bli kom si løgn sannhet frihet ensam glede fjell elv strand sand stjärna regn storm \
            fugl hest ulv sommerfugl ros trädgård by stad vindu dör hus seng bord gitar tromme vals herre gutt bror mor \
            far sønn ængel djevel konge drottning soldat sjømann skog snö tåke lys skygge støv røyk reise hjem længsel \
            lykke søndag lørdag barn speil bro tårn grønn blå rød skön søt trött større över sjö ö å fjord nordlys \
            kølig mørke dæmring brønn fløyte trær jäntan pågar",
        onsets: "b bj bl br d dr f fj fl g gj gr h hj j k kj kl kr kv l m n p r s sj sk skj sl sn st str sv t tr v v",
        nuclei: "a a e e i o u y å ø ö æ ä ei øy",
        codas: "d g gn k kk l ld ll m n n nd ng nn r r rd rn s sk st t v",
        endings: "en et a ar er ene ne lig het ing dal vik fjell strand",
        given: "lars anna bjørn astrid erik ingrid håkon sigrid søren kirsten åke märta øyvind solveig jørgen mette göran \
            åsa pål tove gøran frøya svein ragnhild nils linnéa torbjörn ylva bård gunnhild",
        families: "sen sen sson son gren berg ström dahl vik lund quist gård rud strøm",
    },
    Material {
        share: 0.01,
        joined: false,
        headline: false,
        little: "w nie się i na to ja z do mi że jest ty o co jak",
        words: "miłość serce życie noc niebo słońce księżyc kobieta morze ziemia dzień czas ogień dusza kwiat ulica \
            piosenka taniec pocałunek oczy dziewczyna droga sen świat woda wiatr ból żegnaj święto lato zima jesień \
            wiosna jutro wczoraj zawsze nigdy nic wszystko chcę wiem idę jesteś zostań wróć powiedz kłamstwo prawda \
            wolność samotność radość góra rzeka plaża piasek gwiazda deszcz burza ptak koń wilk motyl róża ogród \
            miasto wieś okno drzwi dom łóżko stół gitara bęben walc pan pani chłopak brat matka ojciec syn anioł diabeł \
            król królowa żołnierz las śnieg mgła światło cień kurz dym podróż szczęście północ niedziela dzieci lustro",
        onsets: "b br ch cz d dr dz g gr j k kr l ł m n p pr prz r rz s sk st sz t tr w wz z ż",
        nuclei: "a a e e i o o u y ą ę ó ie ia",
        codas: "c ch cz d j k l ł m n n r s sz t w ć ń ść ź",
        endings: "a y i ek ka ki ów ach ami ość anie enie owy ny",
        given: "jan anna piotr zofia paweł kasia michał łucja stanisław małgorzata wojciech agnieszka krzysztof bożena \
            łukasz żaneta grzegorz elżbieta józef danuta",
        families: "ski ska wicz czyk ak ek owski owska iński cki arz",
    },
    Material {
        share: 0.005,
        joined: false,
        headline: false,
        little: "a se na v je to jsem mi že s co ty já do jak",
        words: "láska srdce život noc nebe slunce měsíc žena moře země den čas oheň duše květ ulice píseň tanec polibek oči \
            dívka cesta sen svět voda vítr bolest sbohem svátek léto zima podzim jaro zítra včera vždycky nikdy nic \
            všechno chci vím jdu zůstaň vrať řekni lež pravda svoboda samota radost hora řeka pláž písek hvězda déšť \
            bouře pták kůň vlk motýl růže zahrada město vesnice okno dveře dům postel stůl kytara buben valčík pán \
            paní chlapec bratr matka otec syn anděl ďábel král královna voják les sníh mlha světlo stín prach kouř \
            štěstí půlnoc neděle děti zrcadlo žízeň příběh",
        onsets: "b bl br č d dr h hl hr ch j k kl kr l m ml n p př pr r ř s sl st š t tr v vl z ž",
        nuclei: "a a e e i o u y á é í ě ů ou",
        codas: "c č d h k l m n n r s st š t v z ž",
        endings: "a y i ek ka ky ů ách ami ost ání ení ový ný",
        given: "jan eva petr hana jiří věra tomáš jitka ondřej lenka vojtěch zdeňka matěj božena lukáš růžena šimon \
            markéta bedřich anežka",
        families: "ek ák ský ová ková ný čka ička áček oň",
    },
    Material {
        share: 0.01,
        joined: false,
        headline: false,
        little: "bir bu ben sen ne ve o gibi de da mi için",
        words: "aşk kalp hayat gece gökyüzü güneş ay kadın deniz toprak gün zaman ateş ruh çiçek sokak şarkı dans öpücük göz \
            kız yol rüya dünya su rüzgâr acı elveda bayram yaz kış sonbahar ilkbahar yarın dün hep asla hiç her şey \
            istiyorum biliyorum gidiyorum kal dön söyle yalan gerçek özgürlük yalnızlık sevinç dağ nehir kumsal kum \
            yıldız yağmur fırtına kuş at kurt kelebek diken gül bahçe şehir köy pencere kapı ev yatak masa saz davul \
            bey hanım oğlan kardeş anne baba oğul melek şeytan kral asker orman kar sis ışık gölge toz duman yolculuk \
            mutluluk özlem pazar çocuk ayna köprü kule sevgilim canım güzelim ayrılık hasret",
        onsets: "b c ç d f g h k l m n p r s ş t v y z",
        nuclei: "a a e e ı i o ö u ü â",
        codas: "k k l m n n r r s ş t z ç y",
        endings: "lar ler im ım sin de da den li lı lik sız siz ci mek mak",
        given: "ahmet ayşe mehmet fatma mustafa elif ali zeynep hüseyin gülşen ibrahim şebnem çağrı özlem barış ışıl \
            gökhan tuğba uğur nilüfer",
        families: "oğlu er kaya dağ türk tekin soy gül öz han demir taş",
    },
    Material {
        share: 0.01,
        joined: false,
        headline: false,
        little: "в не и я на ты мне с что мой как ко по за у",
        words: "любовь сердце жизнь ночь небо солнце луна женщина море земля день время огонь душа цветок улица песня танец \
            поцелуй глаза девочка дорога сон мир вода ветер боль прощай праздник лето зима осень весна завтра вчера \
            всегда никогда ничего всё хочу знаю иду останься вернись скажи ложь правда свобода одиночество радость \
            гора река берег песок звезда дождь гроза птица конь волк бабочка роза сад город деревня окно дверь дом \
            стол гитара барабан вальс мальчик брат мать отец сын ангел король солдат лес снег туман свет тень пыль дым \
            счастье полночь воскресенье дети зеркало мост поезд вокзал белый чёрный синий красный последний первый",
        onsets: "б бр в вл г гр д др ж з к кр л м н п пр р с ск сл ст т тр х ч ш",
        nuclei: "а а е е и о о у ы я ю ё",
        codas: "в д й к л м н н р с т ть ль нь ст х ш",
        endings: "ы и а ка ки ов ам ами ой ость ание ение ный ая",
        given: "иван анна пётр мария алексей ольга дмитрий елена сергей наталья андрей татьяна михаил юлия артём светлана \
            фёдор людмила семён жанна",
        families: "ов ев ин ова ева ина ский ская енко ук ко ян",
    },
    Material {
        share: 0.005,
        joined: false,
        headline: false,
        little: "μου το η σου να και σε ο τα με για δεν που στο",
        words: "αγάπη καρδιά ζωή νύχτα ουρανός ήλιος φεγγάρι γυναίκα θάλασσα γη μέρα χρόνος φωτιά ψυχή λουλούδι δρόμος \
            τραγούδι χορός φιλί μάτια κορίτσι όνειρο κόσμος νερό άνεμος πόνος αντίο γιορτή καλοκαίρι χειμώνας \
            φθινόπωρο άνοιξη αύριο χθες πάντα ποτέ τίποτα όλα θέλω ξέρω πάω μείνε γύρνα ψέμα αλήθεια ελευθερία \
            μοναξιά χαρά βουνό ποτάμι αστέρι βροχή πουλί άλογο λύκος πεταλούδα τριαντάφυλλο κήπος πόλη χωριό παράθυρο \
            πόρτα σπίτι τραπέζι κιθάρα μάνα πατέρας γιος άγγελος διάβολος βασιλιάς δάσος χιόνι φως σκιά σκόνη καπνός",
        onsets: "β γ δ θ κ κρ λ μ ν π πρ ρ σ στ τ τρ φ χ ψ",
        nuclei: "α α ε η ι ο ου υ ω ά έ ί ό",
        codas: "ν ς ρ λ μ",
        endings: "ς α ες ια ος ου ων άκι ούλα ικό",
        given: "γιώργος μαρία γιάννης ελένη κώστας κατερίνα νίκος σοφία δημήτρης άννα σταύρος χάρις μανώλης ιωάννα",
        families: "όπουλος οπούλου άκης ίδης ίδου άτος έλης ιάδης άς",
    },
    Material {
        share: 0.02,
        joined: true,
        headline: false,
        little: "の に を は と が で も へ",
        words: "愛 夢 空 海 風 花 雨 星 月 夜 朝 光 影 心 恋 涙 桜 雪 夏 冬 春 秋 道 街 歌 声 君 僕 私 世界 未来 明日 昨日 今日 永遠 約束 \
            記憶 手紙 季節 太陽 銀河 夕焼け 花火 東京 少年 少女 天使 悪魔 人生 青春 希望 旅 船 電車 さよなら ありがとう ふたり ひとり \
            ことば きらめき ときめき まぼろし メロディー ダンス ドリーム スター ハート レイン ブルー サマー ナイト ラブ シティ マジック \
            ロマンス パレード ミラー ロケット サイレン",
        onsets: "",
        nuclei: "愛 青 赤 朝 雨 石 糸 岩 海 音 外 風 金 川 木 京 霧 空 雲 黒 恋 光 心 桜 里 島 白 城 水 森 砂 星 空 太 谷 月 土 時 鳥 夏 波 \
            虹 西 花 羽 春 日 火 氷 灯 冬 星 真 町 松 道 緑 実 宮 村 山 夕 雪 夢 夜 竜 涼 輪 和 あ い う え お か き く け こ さ し す せ \
            そ た ち つ て と な に ぬ ね の は ひ ふ へ ほ ま み む め も や ゆ よ ら り る れ ろ わ ア イ ウ カ キ ク サ シ ス タ ト ナ ニ \
            ハ フ マ ミ ラ リ ル レ ロ ン",
        codas: "",
        endings: "",
        given: "太郎 花子 健 美咲 翔 さくら 大輔 愛 誠 結衣 蓮 陽菜 隼人 あかり 拓海 千尋 ひかり まこと 涼子 直樹",
        families: "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 石井 森 青木 藤田 西村 岡田 松本 井上 木村 林 清水 斎藤",
    },
    Material {
        share: 0.01,
        joined: false,
        headline: false,
        little: "그 내 너의 나의 이 널 더 안",
        words: "사랑 마음 인생 밤 하늘 태양 달 바다 땅 하루 시간 불꽃 영혼 꽃 거리 노래 춤 눈물 소녀 길 꿈 세상 물 바람 이별 축제 여름 \
            겨울 가을 봄 내일 어제 언제나 오늘 안녕 거짓말 진실 자유 외로움 기쁨 산 강 별 비 폭풍 새 나비 장미 정원 도시 창문 문 집 \
            기타 소년 엄마 아빠 천사 악마 왕 숲 눈 안개 빛 그림자 먼지 여행 행복 추억 편지 약속 기억 우리 그대 당신 처음 마지막 다시 \
            혼자 사람 이야기 고백 바보 첫사랑",
        onsets: "",
        nuclei: "가 간 강 결 고 공 구 국 그 기 김 나 날 남 내 노 누 니 다 달 담 대 도 동 두 라 란 람 랑 래 로 루 리 린 마 만 말 모 무 \
            미 민 바 반 발 밤 별 보 봄 부 비 사 산 새 서 선 설 소 손 솔 수 숨 시 신 아 안 애 여 연 영 오 온 우 운 원 유 윤 은 의 이 \
            인 자 재 정 제 주 준 지 진 차 채 천 초 하 한 해 향 현 혜 호 화 환 희",
        codas: "",
        endings: "은 는 이 가 을 를 에 도 의 만",
        given: "민준 서연 지훈 수빈 현우 지민 도윤 하은 준서 유진 성민 예린 태현 소희 재원 나라 동현 은지 상우 보라",
        families: "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍",
    },
    Material {
        share: 0.015,
        joined: true,
        headline: false,
        little: "的 我 你 不 在 了 是 一",
        words: "爱 心 梦 夜 天空 太阳 月亮 女人 大海 大地 时间 火 灵魂 花 街 歌 舞 吻 眼睛 女孩 路 世界 水 风 痛 再见 夏天 冬天 秋天 \
            春天 明天 昨天 永远 从不 什么 一切 知道 回来 谎言 真相 自由 寂寞 快乐 山 河 星 雨 鸟 蝴蝶 玫瑰 花园 城市 窗 门 家 吉他 \
            男孩 妈妈 天使 国王 森林 雪 雾 光 影子 旅行 幸福 回忆 故事 朋友 爱情 温柔 孤单 眼泪 微笑 青春 流浪 彩虹 月光 星星 告白 \
            最后 第一 如果 那年 夜曲 江南 故乡",
        onsets: "",
        nuclei: "安 白 半 宝 北 冰 波 长 城 晨 虫 春 村 大 灯 地 电 东 冬 飞 风 芳 光 海 寒 红 湖 花 华 黄 火 江 金 静 酒 君 空 兰 蓝 老 \
            雷 离 里 丽 林 玲 流 龙 路 绿 马 美 门 梦 明 木 南 年 鸟 平 奇 千 青 清 情 秋 人 日 如 三 山 生 声 诗 石 树 水 思 天 田 \
            庭 万 望 微 文 西 夏 仙 香 小 心 星 雪 烟 阳 夜 叶 音 银 影 永 雨 玉 远 月 云 知 竹 子 紫",
        codas: "",
        endings: "",
        given: "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 文 雨 子轩 浩然 欣怡 思源",
        families: "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢",
    },
];

/// Titles that many artists have, most used first.
pub(super) const SHARED_TITLES: &str = "Intro|Home|Outro|Interlude|Stay|Alone|Runaway|Paradise|Forever|Angel|Falling|Hold \
    On|Dreams|Fire|Breathe|Lost|Crazy|Rain|Heaven|Time|Summertime|Silent Night|Hallelujah|Without You|Let It Go|Closer|Higher|\
    Ghost|Gravity|Sunshine|Better|Freedom|Butterfly|Magic|Tonight|Goodbye|Stars|Lullaby|Amazing Grace|Jingle Bells|Prelude|Overture|\
    Sleepless|Daydream|Bad Habits|Heartbeat|Diamonds|Gold|Happy|Blue|Wonderland|Euphoria|Skit|Bonus Track|Untitled|Reprise|\
    Medley|Happy Birthday|Auld Lang Syne|Stardust|Body and Soul|Autumn Leaves|Bella Ciao|Ave Maria|Clair de Lune|Toccata|Adagio|\
    Ocean|Waves|Mirrors|Trouble|Hurricane|Wildfire|Golden|Perfect|Sorry|Numb|Toxic|Faded|Fever|Echo|Halo|Candy|Nightmare|\
    Hold Me|Save Me|Need You|Miss You|I Love You|Thinking of You|Come Back|Come Home|Going Home|Take Me Home|Slow Down|\
    Wake Up|Get Up|Move On|Let Me Go|Don't Go|Fly Away|Far Away|One More Time|One Last Time|Over and Over|Day by Day";

/// Genres, most used first.
pub(super) const GENRES: &str = "Pop|Rock|Hip-Hop|Electronic|Indie|Jazz|R&B|House|Folk|Country|Metal|Classical|Soul|Ambient|Latin|\
    Punk|Blues|Alternative|Dance|Techno|Reggae|Soundtrack|Singer-Songwriter|Lo-Fi|Trap|Funk|Disco|Gospel|World|Drum & Bass|Trance|\
    Hard Rock|Indie Pop|Dream Pop|Shoegaze|Post-Punk|Hardcore|Bluegrass|Bossa Nova|Salsa|Cumbia|Reggaeton|Afrobeat|K-Pop|J-Pop|\
    Mandopop|Chanson|Schlager|MPB|Sertanejo|Fado|Flamenco|Tango|Dub|Dancehall|Ska|Garage|Grime|Synthwave|New Wave|Industrial|Noise|\
    Opera|Choral|Chamber Music|Piano|New Age|Easy Listening|Spoken Word|Comedy|Children's Music|Holiday|Karaoke|Instrumental";

/// Where live recordings were made: invented halls.
pub(super) const PLACES: &str = "the Lantern Room|Harbour Hall|the Old Tannery|Riverside Park|the Velvet Cellar|Union Street|Radio House|\
    the Glasshouse|North Pier|Theatre Royal|Studio 7|the Corn Exchange|Palais du Lac|Sala Aurora|Stadthalle|Folkets Hus|Open Air Festival|\
    the Foundry|Café Meridian|the Paper Mill";

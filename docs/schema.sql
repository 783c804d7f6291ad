-- What the migrations lead to, in a database whose tables live in the schema public. Written by scripts/schema.

create extension if not exists pg_trgm;

CREATE OR REPLACE FUNCTION public.needledrop_letters(value text, symbols boolean)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
    -- What may not stand for itself.
    others text;
    letter text;
    cell text;
    -- A sequence and what it is written as, by turns.
    sequences text[];
begin
    -- The scripts of India, Thai and Lao; Khmer.
    if value ~ $pattern$[\u0900-\u0eff\u1780-\u17ff]$pattern$ then
        sequences := string_to_array(translate($sequences$क़ qऄ
ग़ घ
ज़ zऄ
फ़ fऄ
জ় zॳ
ড় র
ঢ় র
য় yॳ
ਗ਼ घ
ਜ਼ zऄ
ਫ਼ fऄ
ਸ਼ श
જ઼ zऄ
ફ઼ fऄ
ଡ଼ ର
ଢ଼ ର୍ହ
ো ো
ৌ ৌ
ୈ ୈ
ୋ ୋ
ୌ ୌ
ஔ ஔ
ொ ொ
ோ ோ
ௌ ௌ
ై ై
ೈ ೈ
ೊ ೊ
ൊ ൊ
ോ ോ
ൌ ൌ
ज्ञ ग्य
জ্ঞ গ্য
ங்க ந்ഗ
ஞ்ச ந்ജ
ண்ட ந்ഡ
ன்ற ந்ഡ്ര
ம்ப ம்ബ
ன்ப ந்ബ
ற்ற ட்ர
ச்ச ച
த்த த
ങ്ങ ങ
ഞ്ഞ ഞ
ത്ത ത
റ്റ ട്ട
เเ แ
ເເ ແ
្ដ ត$sequences$, chr(10), ' '), ' ');
        for place in 1 .. cardinality(sequences) - 1 by 2 loop
            value := replace(value, sequences[place], sequences[place + 1]);
        end loop;
    end if;
    -- Hangul in single letters: a consonant behind another and a vowel ends a syllable, unless a vowel follows.
    if value ~ $pattern$[\u3131-\u314e][\u314f-\u3163][\u3131-\u314e]$pattern$ then
        for place in 1 .. 16 loop
            value := regexp_replace(
                value,
                $pattern$(?<=[\u3131-\u314e][\u314f-\u3163])$pattern$ || substr('ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ', place, 1)
                    || $pattern$(?![\u314f-\u3163])$pattern$,
                chr(('{4520,4521,4523,4526,4527,4535,4536,4538,4539,4540,4541,4542,4543,4544,4545,4546}'::int[])[place]),
                'g'
            );
        end loop;
    end if;
    others := regexp_replace(value, $pattern$[\u0001-\u007f\u3041-\u3096\u4e00-\u9fff\uac00-\ud7a3]+$pattern$, '', 'g');
    while others <> '' loop
        letter := left(others, 1);
        cell := $letters${
"8":"_","9":"_",
"a":"_ Y Y Y Y Y Y Y Y Y a Y Y N Y Y",
"b":"Y Y 2 3 ' m Y Y Y 1 o Y 1_4 1_2 3_4 Y",
"c":"a a a a a a aE c e e e e i i i i",
"d":"d n o o o o o Y o u u u u y tH sS",
"e":"a a a a a a aE c e e e e i i i i",
"f":"d n o o o o o Y o u u u u y tH y",
"10":"a a a a a a c c c c c c c c d d",
"11":"d d e e e e e e e e e e g g g g",
"12":"g g g g h h h h i i i i i i i i",
"13":"i i ij ij j j k k k l l l l l l l_",
"14":"l_ l l n n n n n n 'n n n o o o o",
"15":"o o oE oE r r r r r r s s s s s s",
"16":"s s t t t t t t u u u u u u u u",
"17":"u u u u w w y y y z z z z z z s",
"18":"b b b b 6 6 o c c d d d d d e e",
"19":"e f f g g hV i i k k l l w n n o",
"1a":"o o oI oI p p r 2 2 s sH t t t t u",
"1b":"u u v y y z z z zH zH zH 2 5 5 tS w",
"1c":"N N N N dz dz dz lj lj lj nj nj nj a a i",
"1d":"i o o u u u u u u u u u u e a a",
"1e":"a a aE aE g g g g k k o o o o z z",
"1f":"j dz dz dz g g hV w n n a a aE aE o o",
"20":"a a a a e e e e i i i i o o o o",
"21":"r r r r u u u u s s t t y y h h",
"22":"n d oU oU z z a a e e o o o o o o",
"23":"o o y y l n t j dB qP a c c l t s",
"24":"z N N b u N e e j j q q r r y y",
"25":"a a a b o c d d e e N e e e e j",
"26":"g g g g u y h h i i i l l l lZ w",
"27":"w m n n n o oE o f r r r r r r r",
"28":"r r s s j s s t t u u v N w y y",
"29":"z z z z N N N c N b e g h j k l",
"2a":"q N N dZ dZ dZ tS tS tC fN lS lZ wW N h h",
"2b":"h h j r r r r w y N N N ' N N N",
"2c":"N N Y Y Y Y N v N N N N N N N N",
"2d":"N N Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"2e":"g l s x N Y Y Y Y Y Y Y v Y N Y",
"2f":"Y","30":"N","31":"N","32":"N","33":"N","34":"N","35":"N","36":"N",
"37":"h h s s N Y w w Y Y Y s s s Y; j",
"38":"Y Y Y Y Y Y a Y· e i i Y o Y y o",
"39":"i a b g d e z i tH i k l m n x o",
"3a":"p r Y s t y f cH pS o i y a e i i",
"3b":"y a b g d e z i tH i k l m n x o",
"3c":"p r s s t y f cH pS o i y o y o N",
"3d":"b tH y y y f p N q q sT sT w w q q",
"3e":"sP sP sH sH f f kH kH h h g g cH cH tI tI",
"3f":"k r s j tH e Y sH sH s s s r s s s",
"40":"e e dJ g iE dZ i i j lJ nJ tSH k i u dZH",
"41":"a b v g d e zH z i i k l m n o p",
"42":"r s t u f kH tS cH sH sHCH N y N e iU iA",
"43":"a b v g d e zH z i i k l m n o p",
"44":"r s t u f kH tS cH sH sHCH N y N e iU iA",
"45":"e e dJ g iE dZ i i j lJ nJ tSH k i u dZH",
"46":"o o e e iE iE e e iE iE o o iO iO kS kS",
"47":"pS pS f f y y y y u u o o o o oT oT",
"48":"q q Y N N N N N N N jH jH N N r r",
"49":"g g g g g g zH zH z z k k k k k k",
"4a":"k k n n nG nG p p kH kH s s t t u u",
"4b":"u u kH kH tTS tTS cH cH cH cH h h cH cH cH cH",
"4c":"h zH zH k k lH lH n n nH nH cH cH mH mH h",
"4d":"a a a a aE aE e e N N N N zH zH z z",
"4e":"dZ dZ i i i i o o o o o o e e u u",
"4f":"u u u u cH cH gH gH y y xH xH x x h h",
"50":"d d dJ dJ zJ zJ dZ dZ lJ lJ nJ nJ sJ sJ tJ tJ",
"51":"a a l l lKH lKH rKH rKH a a q q w w q q",
"52":"l l n n pH pH N N nY nY dZH dZH dCH dCH l l",
"53":"Y a b g d e z e e t zH i l kH tS k",
"54":"h dZ gH cH m y n sH o cH p j rH s v t",
"55":"r tS w p k o f Y e N Y Y Y Y Y Y",
"56":"a a b g d e z e e t zH i l kH tS k",
"57":"h dZ gH cH m y n sH o cH p j rH s v t",
"58":"r tS w p k o f ew h Y Y i y Y Y Y",
"59":"N","5a":"N",
"5b":"N N N N N N N N N N N N N N Y N",
"5c":"Y N N Y N N Y N N N Y Y Y Y Y Y",
"5d":"N b g d h v z kH t y k k l m m n",
"5e":"n s N p p tS tS q r sH t Y Y Y Y yYY",
"5f":"v oY i Y Y Y Y Y Y Y Y Y Y Y Y Y",
"60":"_ _ _ _ _ _ Y Y Y Y Y Y Y Y Y Y",
"61":"N N N N N N N N N N N Y N Y Y Y",
"62":"y N a a w a y a b h t tH j h kH d",
"63":"dH r z s sH s d t z N g g g y i i",
"64":"N f q k l m n h w y y N N N N N",
"65":"N",
"66":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y b q",
"67":"N a a a N a w u y t tTH b t t p tH",
"68":"bH h h nY dY h cH cCH d d d dT dH dDH d d",
"69":"d r r r r r r r j r s s s s s t",
"6a":"gH f f f v f pH q q k k k k nG k g",
"6b":"g n g g g l l l l n n n n n h cH",
"6c":"h h h h w oE oE u yU yU w v y y y w",
"6d":"e nY y y Y h N N N N N N N _ Y N",
"6e":"N N N N N L L N N Y N N N N d r",
"6f":"0 1 2 3 4 5 6 7 8 9 sH d gH Y Y h",
"70":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y _",
"71":"N N b g g d d h w z h t t y yH k",
"72":"l m n s s N p p s q r sH t bH gH dH",
"73":"N",
"74":"N N N N N N N N N N N Y Y zH kH pH",
"75":"y p p c nY p c nG c dD d r s nG nG g",
"76":"p v g g k b mB n n n sL r z s j c",
"77":"s z j a aA i iI y o oO e eE cH s s g",
"78":"h sH n r b l k N v m f dH tH l g nY",
"79":"s d z t y p j cH tT hH kH tH z sH s d",
"7a":"t z N gH q w N N N N N N N N N N",
"7b":"N n Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"7c":"0 1 2 3 4 5 6 7 8 9 a e i e u o",
"7d":"o L n b p t j c d r rR s gB f k l",
"7e":"n m nY n h w y nY j c r N N N N N",
"7f":"N N N N N N Y Y Y Y N Y Y N Y Y",
"80":"N b g d h w z h t y k l m n s N",
"81":"f s q r sH t N N N N y N N N N N",
"82":"N N N N a N N N i N N N N N Y Y",
"83":"Y",
"84":"a b g d h u z h t i k l m n s N",
"85":"p s q r sH t d kD N N N N Y Y Y Y",
"86":"n j n t n n bH r l l s Y Y Y Y Y",
"87":"N",
"88":"N N N N u y y N Y nJ c tH tH g N L",
"89":"_ _ Y Y Y Y Y N N N N N N N N N",
"8a":"b b c t vB gB zL mV y nY r w y L dZ tS",
"8b":"kH u z n k q mB mP tT nR nY f q n pH tH",
"8c":"tH cH kH gY kY n n l gR L N N N N N N",
"8d":"N",
"8e":"N N _ N N N N N N N N N N N N N",
"8f":"N",
"90":"n n n h L a a i i u u rI lI e e e",
"91":"aI o o o aU kऄ kHऄ gऄ gHऄ nऄ cHऄ cHऄ jऄ jHऄ nऄ tऄ",
"92":"tHऄ dऄ dHऄ nऄ tऄ tHऄ dऄ dHऄ nऄ nऄ pऄ pHऄ bऄ bHऄ mऄ yऄ",
"93":"rऄ rऄ lऄ lऄ lऄ vऄ sHऄ sHऄ sऄ hऄ ॽAU ॽO N N ॽA ॽI",
"94":"ॽI ॽU ॽU ॽRI ॽRI ॽE ॽE ॽE ॽAI ॽO ॽO ॽO ॽAU ॽ ॽE ॽAU",
"95":"oM N N N N ॽE ॽU ॽU qऄ kHऄ gHऄ zऄ dऄ dHऄ fऄ yऄ",
"96":"rI lI ॽLI ॽLI Y Y 0 1 2 3 4 5 6 7 8 9",
"97":"Y N L L o aU u u dऄ zHऄ yऄ gऄ jऄ L dऄ bऄ",
"98":"N n nG h Y o a i i u u rI lI Y Y e",
"99":"oI Y Y o oU kॳ kHॳ gॳ gHॳ nॳ cHॳ cHॳ jॳ jHॳ nॳ tॳ",
"9a":"tHॳ dॳ dHॳ nॳ tॳ tHॳ dॳ dHॳ nॳ Y pॳ pHॳ bॳ bHॳ mॳ jॳ",
"9b":"rॳ Y lॳ Y Y Y sHॳ sHॳ sॳ hॳ Y Y N N ॽA ॽI",
"9c":"ॽI ॽU ॽU ॽRI ॽRI Y Y ॽE ॽOI Y Y ॽO ॽOU ॽ t Y",
"9d":"Y Y Y Y Y Y Y ॽOU Y Y Y Y rॳ rॳ Y yॳ",
"9e":"rI lI ॽLI ॽLI Y Y 0 1 2 3 4 5 6 7 8 9",
"9f":"rॳ vॳ Y Y 1 2 3 4 11 16 Y Y m Y N Y",
"a0":"Y n n h Y a a i i u u Y Y Y Y e",
"a1":"aI Y Y o aU kऄ kHऄ gऄ gHऄ nऄ cHऄ cHऄ jऄ jHऄ nऄ tऄ",
"a2":"tHऄ dऄ dHऄ nऄ tऄ tHऄ dऄ dHऄ nऄ Y pऄ pHऄ bऄ bHऄ mऄ yऄ",
"a3":"rऄ Y lऄ lऄ Y vऄ sHऄ Y sऄ hऄ Y Y N Y ॽA ॽI",
"a4":"ॽI ॽU ॽU Y Y Y Y ॽE ॽAI Y Y ॽO ॽAU ॽ Y Y",
"a5":"Y N Y Y Y Y Y Y Y kHऄ gHऄ zऄ rऄ Y fऄ Y",
"a6":"Y Y Y Y Y Y 0 1 2 3 4 5 6 7 8 9",
"a7":"n N N N gEO ॽY Y Y Y Y Y Y Y Y Y Y",
"a8":"Y n n h Y a a i i u u rI lI e Y e",
"a9":"aI o Y o aU kऄ kHऄ gऄ gHऄ nऄ cHऄ cHऄ jऄ jHऄ nऄ tऄ",
"aa":"tHऄ dऄ dHऄ nऄ tऄ tHऄ dऄ dHऄ nऄ Y pऄ pHऄ bऄ bHऄ mऄ yऄ",
"ab":"rऄ Y lऄ lऄ Y vऄ sHऄ sHऄ sऄ hऄ Y Y N N ॽA ॽI",
"ac":"ॽI ॽU ॽU ॽRI ॽRI ॽE Y ॽE ॽAI ॽO Y ॽO ॽAU ॽ Y Y",
"ad":"oM",
"ae":"rI lI ॽLI ॽLI Y Y 0 1 2 3 4 5 6 7 8 9",
"af":"Y Y Y Y Y Y Y Y Y zHऄ N N N N N N",
"b0":"Y n n h Y a a i i u u rI lI Y Y e",
"b1":"aI Y Y o aU kॲ kHॲ gॲ gHॲ nॲ cHॲ cHॲ jॲ jHॲ nॲ tॲ",
"b2":"tHॲ dॲ dHॲ nॲ tॲ tHॲ dॲ dHॲ nॲ Y pॲ pHॲ bॲ bHॲ mॲ yॲ",
"b3":"rॲ Y lॲ lॲ Y vॲ sHॲ sHॲ sॲ hॲ Y Y N N ॽA ॽI",
"b4":"ॽI ॽU ॽU ॽRI ॽRI Y Y ॽE ॽAI Y Y ॽO ॽAU ॽ Y Y",
"b5":"Y Y Y N N N N N Y Y Y Y rॲ rHॲ Y yॲ",
"b6":"rI lI ॽLI ॽLI Y Y 0 1 2 3 4 5 6 7 8 9",
"b7":"Y vॲ 1 2 3 1 2 3 Y Y Y Y Y Y Y Y",
"b8":"Y Y n h Y a a i i u u Y Y Y e e",
"b9":"aI Y o o aU kॲ Y Y Y nॲ sॲ Y jॲ Y nॲ tॲ",
"ba":"Y Y Y nॲ tHॲ Y Y Y nॲ nॲ pॲ Y Y Y mॲ yॲ",
"bb":"rॲ rॲ lॲ lॲ zHॲ vॲ sHॲ sHॲ sॲ hॲ Y Y Y Y ॽA ॽI",
"bc":"ॽI ॽU ॽU Y Y Y ॽE ॽE ॽAI Y ॽO ॽO ॽAU ॽ Y Y",
"bd":"oM Y Y Y Y Y Y N Y Y Y Y Y Y Y Y",
"be":"Y Y Y Y Y Y 0 1 2 3 4 5 6 7 8 9",
"bf":"10 100 1000 Y Y Y Y Y Y Y Y Y Y Y Y Y",
"c0":"n n m h a a a i i u u rI lI Y e e",
"c1":"aI Y o o aU kॲ kHॲ gॲ gHॲ nॲ cHॲ cHॲ jॲ jHॲ nॲ tॲ",
"c2":"tHॲ dॲ dHॲ nॲ tॲ tHॲ dॲ dHॲ nॲ Y pॲ pHॲ bॲ bHॲ mॲ yॲ",
"c3":"rॲ rॲ lॲ lॲ lॲ vॲ sHॲ sHॲ sॲ hॲ Y Y N N ॽA ॽI",
"c4":"ॽI ॽU ॽU ॽRI ॽRI Y ॽE ॽE ॽAI Y ॽO ॽO ॽAU ॽ Y Y",
"c5":"Y Y Y Y Y N N Y tSॲ jॲ rॲ Y L n Y Y",
"c6":"rI lI ॽLI ॽLI Y Y 0 1 2 3 4 5 6 7 8 9",
"c7":"Y Y Y Y Y Y Y Y 0 1 2 3 1 2 3 Y",
"c8":"n n m h a a a i i u u rI lI Y e e",
"c9":"aI Y o o aU kॲ kHॲ gॲ gHॲ nॲ cHॲ cHॲ jॲ jHॲ nॲ tॲ",
"ca":"tHॲ dॲ dHॲ nॲ tॲ tHॲ dॲ dHॲ nॲ Y pॲ pHॲ bॲ bHॲ mॲ yॲ",
"cb":"rॲ rॲ lॲ lॲ Y vॲ sHॲ sHॲ sॲ hॲ Y Y N N ॽA ॽI",
"cc":"ॽI ॽU ॽU ॽRI ॽRI Y ॽE ॽE ॽAI Y ॽO ॽO ॽAU ॽ Y Y",
"cd":"Y Y Y Y Y N N Y Y Y Y Y L n fॲ Y",
"ce":"rI lI ॽLI ॽLI Y Y 0 1 2 3 4 5 6 7 8 9",
"cf":"Y h h N Y Y Y Y Y Y Y Y Y Y Y Y",
"d0":"n n m h a a a i i u u rI lI Y e e",
"d1":"aI Y o o aU kॲ kHॲ gॲ gHॲ nGॲ cHॲ cHॲ jॲ jHॲ nJॲ tॲ",
"d2":"tHॲ dॲ dHॲ nॲ tHॲ tHॲ dॲ dHॲ nॲ nॲ pॲ pHॲ bॲ bHॲ mॲ yॲ",
"d3":"rॲ rॲ lॲ lॲ zHॲ vॲ sHॲ sHॲ sॲ hॲ t N N N ॽA ॽI",
"d4":"ॽI ॽU ॽU ॽRI ॽRI Y ॽE ॽE ॽAI Y ॽO ॽO ॽAU ॽ r Y",
"d5":"Y Y Y Y m y zH ॽAU 2 4 12 16 32 48 64 i",
"d6":"rI lI ॽLI ॽLI Y Y 0 1 2 3 4 5 6 7 8 9",
"d7":"10 100 1000 80 160 240 20 40 60 Y n n r l l k",
"d8":"Y N N N Y a aA aE aAE i iI u uU r rR l",
"d9":"lL e eE aI o oO aU Y Y Y k kH g gH nG nNG",
"da":"c cH j jH nY jNY nYJ tT tTH dD dDH nN nNDD t tH d",
"db":"dH n Y nD p pH b bH m mB y r Y l Y Y",
"dc":"v sH sS s h lL f Y Y Y N Y Y Y Y N",
"dd":"N",
"de":"Y Y Y Y Y Y 0 1 2 3 4 5 6 7 8 9",
"df":"Y Y N N Y Y Y Y Y Y Y Y Y Y Y Y",
"e3":"L L L ํา L L L L L L N Y Y Y Y Y",
"e4":"L L L L L L L N N N N N N L N Y",
"e5":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"eb":"L L L ໍາ L L L L L L N L L L Y Y",
"ec":"L L L L L Y L Y N N N N N L N Y",
"ed":"0 1 2 3 4 5 6 7 8 9 Y Y ຫນ ຫມ L L",
"f0":"aUM Y Y Y Y Y Y Y Y Y Y Y Y་ Y Y Y",
"f1":"Y Y Y Y Y Y Y Y N N Y Y Y Y Y Y",
"f2":"0 1 2 3 4 5 6 7 8 9 5 15 25 35 45 55",
"f3":"65 75 85 5 Y N Y N Y N Y Y Y Y N N",
"f4":"k kH g g nG c cH j Y nY tT tTH dD dD nN t",
"f5":"tH d d n p pH b b m tS tSH dZ dZ w zH z",
"f6":"N y r l sH sSH s h a k r q r Y Y Y",
"f7":"N",
"f8":"N N N N N Y N N h h L L h N N N",
"f9":"N","fa":"N",
"fb":"N N N N N N N N N N N N N Y Y Y",
"fc":"Y Y Y Y Y Y N Y Y Y Y Y Y Y Y Y",
"fd":"Y",
"103":"L L L L L L L N N N N L L L L L",
"104":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"106":"L L L N N L L L L N N N N N L L",
"108":"L L L L L L L N N N N N N N L N",
"109":"0 1 2 3 4 5 6 7 8 9 N N L L Y Y",
"10a":"a b g d e v z t i k l m n o p zH",
"10b":"r s t u p k gH q sH cH tS dZ tS cH kH j",
"10c":"h e y w x o Y e Y Y Y Y Y aE Y Y",
"10d":"a b g d e v z t i k l m n o p zH",
"10e":"r s t u p k g q sH cH c z c cH x j",
"10f":"h e y w xH oE f e N g N Y n aE N w",
"11a":"L L L L L L L N L L L L L L L L",
"120":"hA hU hI hAA hEE hE hO hOA lA lU lI lAA lEE lE lO lWA",
"121":"hHA hHU hHI hHAA hHEE hHE hHO hHWA mA mU mI mAA mEE mE mO mWA",
"122":"sZA sZU sZI sZAA sZEE sZE sZO sZWA rA rU rI rAA rEE rE rO rWA",
"123":"sA sU sI sAA sEE sE sO sWA sHA sHU sHI sHAA sHEE sHE sHO sHWA",
"124":"qA qU qI qAA qEE qE qO kOA qWA Y qWI qWAA qWEE qWE Y Y",
"125":"qHA qHU qHI qHAA qHEE qHE qHO Y qHWA Y qHWI qHWAA qHWEE qHWE Y Y",
"126":"bA bU bI bAA bEE bE bO bWA vA vU vI vAA vEE vE vO vWA",
"127":"tA tU tI tAA tEE tE tO tWA cA cU cI cAA cEE cE cO cWA",
"128":"xA xU xI xAA xEE xE xO hOA xWA Y xWI xWAA xWEE xWE Y Y",
"129":"nA nU nI nAA nEE nE nO nWA nYA nYU nYI nYAA nYEE nYE nYO nYWA",
"12a":"a u i aA eE e o wA kA kU kI kAA kEE kE kO kOA",
"12b":"kWA Y kWI kWAA kWEE kWE Y Y kXA kXU kXI kXAA kXEE kXE kXO Y",
"12c":"kXWA Y kXWI kXWAA kXWEE kXWE Y Y wA wU wI wAA wEE wE wO wOA",
"12d":"a u i aA eE e o Y zA zU zI zAA zEE zE zO zWA",
"12e":"zHA zHU zHI zHAA zHEE zHE zHO zHWA yA yU yI yAA yEE yE yO yOA",
"12f":"dA dU dI dAA dEE dE dO dWA dDA dDU dDI dDAA dDEE dDE dDO dDWA",
"130":"jA jU jI jAA jEE jE jO jWA gA gU gI gAA gEE gE gO gOA",
"131":"gWA Y gWI gWAA gWEE gWE Y Y gGA gGU gGI gGAA gGEE gGE gGO nGWA",
"132":"tHA tHU tHI tHAA tHEE tHE tHO tHWA cHA cHU cHI cHAA cHEE cHE cHO cHWA",
"133":"pHA pHU pHI pHAA pHEE pHE pHO pHWA tSA tSU tSI tSAA tSEE tSE tSO tSWA",
"134":"tZA tZU tZI tZAA tZEE tZE tZO tSOA fA fU fI fAA fEE fE fO fWA",
"135":"pA pU pI pAA pEE pE pO pWA rYA mYA fYA Y Y N N N",
"136":"Y Y Y Y Y Y Y Y Y 1 2 3 4 5 6 7",
"137":"8 9 10 20 30 40 50 60 70 80 90 100 10000 Y Y Y",
"138":"mWE mWI mWE mWI bWE bWI bWE bWI fWE fWI fWE fWI pWE pWI pWE pWI",
"139":"Y",
"13a":"a e i o u v gA kA gE gI gO gU gV hA hE hI",
"13b":"hO hU hV lA lE lI lO lU lV mA mE mI mO mU nA hNA",
"13c":"nAH nE nI nO nU nV qUA qUE qUI qUO qUU qUV sA s sE sI",
"13d":"sO sU sV dA tA dE tE dI tI dO dU dV dLA tLA tLE tLI",
"13e":"tLO tLU tLV tSA tSE tSI tSO tSU tSV wA wE wI wO wU wV yA",
"13f":"yE yI yO yU yV mV Y Y yE yI yO yU yV mV Y Y",
"140":"Y e aAI i iI o oO oO eE i a aA wE wE wI wI",
"141":"wII wII wO wO wOO wOO wOO wA wA wAA wAA wAA aI w N t",
"142":"k sH s n w n h w c N l eN iN oN aN pE",
"143":"pAAI pI pII pO pOO pOO hEE hI pA pAA pWE pWE pWI pWI pWII pWII",
"144":"pWO pWO pWOO pWOO pWA pWA pWAA pWAA pWAA p p h tE tAAI tI tII",
"145":"tO tOO tOO dEE dI tA tAA tWE tWE tWI tWI tWII tWII tWO tWO tWOO",
"146":"tWOO tWA tWA tWAA tWAA tWAA t tTE tTI tTO tTA kE kAAI kI kII kO",
"147":"kOO kOO kA kAA kWE kWE kWI kWI kWII kWII kWO kWO kWOO kWOO kWA kWA",
"148":"kWAA kWAA kWAA k kW kEH kIH kOH kAH cE cAAI cI cII cO cOO cOO",
"149":"cA cAA cWE cWE cWI cWI cWII cWII cWO cWO cWOO cWOO cWA cWA cWAA cWAA",
"14a":"cWAA c tH mE mAAI mI mII mO mOO mOO mA mAA mWE mWE mWI mWI",
"14b":"mWII mWII mWO mWO mWOO mWOO mWA mWA mWAA mWAA mWAA m m mH m m",
"14c":"nE nAAI nI nII nO nOO nOO nA nAA nWE nWE nWA nWA nWAA nWAA nWAA",
"14d":"n nG nH lE lAAI lI lII lO lOO lOO lA lAA lWE lWE lWI lWI",
"14e":"lWII lWII lWO lWO lWOO lWOO lWA lWA lWAA lWAA l l l sE sAAI sI",
"14f":"sII sO sOO sOO sA sAA sWE sWE sWI sWI sWII sWII sWO sWO sWOO sWOO",
"150":"sWA sWA sWAA sWAA sWAA s s sW s sK sKW sW sPWA sTWA sKWA sCWA",
"151":"sHE sHI sHII sHO sHOO sHA sHAA sHWE sHWE sHWI sHWI sHWII sHWII sHWO sHWO sHWOO",
"152":"sHWOO sHWA sHWA sHWAA sHWAA sH yE yAAI yI yII yO yOO yOO yA yAA yWE",
"153":"yWE yWI yWI yWII yWII yWO yWO yWOO yWOO yWA yWA yWAA yWAA yWAA y y",
"154":"y yI rE rE lE rAAI rI rII rO rOO lO rA rAA lA rWAA rWAA",
"155":"r r r fE fAAI fI fII fO fOO fA fAA fWAA fWAA f tHE tHE",
"156":"tHI tHI tHII tHII tHO tHOO tHA tHAA tHWAA tHWAA tH tTHE tTHI tTHO tTHA tTH",
"157":"tYE tYI tYO tYA hE hI hII hO hOO hA hAA h h hK qAAI qI",
"158":"qII qO qOO qA qAA q tLHE tLHI tLHO tLHA rE rI rO rA nGAAI nGI",
"159":"nGII nGO nGOO nGA nGAA nG nNG sHE sHI sHO sHA tHE tHI tHO tHA tH",
"15a":"lHI lHII lHO lHOO lHA lHAA lH tHE tHI tHII tHO tHOO tHA tHAA tH b",
"15b":"e i o a wE wI wO wA nE nI nO nA kE kI kO kA",
"15c":"hE hI hO hA gHU gHO gHE gHEE gHI gHA rU rO rE rEE rI rA",
"15d":"wU wO wE wEE wI wA hWU hWO hWE hWEE hWI hWA tHU tHO tHE tHEE",
"15e":"tHI tHA tTU tTO tTE tTEE tTI tTA pU pO pE pEE pI pA p gU",
"15f":"gO gE gEE gI gA kHU kHO kHE kHEE kHI kHA kKU kKO kKE kKEE kKI",
"160":"kKA kK nU nO nE nEE nI nA mU mO mE mEE mI mA yU yO",
"161":"yE yEE yI yA jU jU jO jE jEE jI jI jA jJU jJO jJE jJEE",
"162":"jJI jJA lU lO lE lEE lI lA dLU dLO dLE dLEE dLI dLA lHU lHO",
"163":"lHE lHEE lHI lHA tLHU tLHO tLHE tLHEE tLHI tLHA tLU tLO tLE tLEE tLI tLA",
"164":"zU zO zE zEE zI zA z z dZU dZO dZE dZEE dZI dZA sU sO",
"165":"sE sEE sI sA sHU sHO sHE sHEE sHI sHA sH tSU tSO tSE tSEE tSI",
"166":"tSA cHU cHO cHE cHEE cHI cHA tTSU tTSO tTSE tTSEE tTSI tTSA Y Y qAI",
"167":"nGAI nNGI nNGII nNGO nNGOO nNGA nNGAA tHWE tHWI tHWII tHWO tHWOO tHWA tHWAA tH w",
"168":"_ b l f s n h d t c q m g nG z r",
"169":"a o u e i cH tH pH p x p Y Y Y Y Y",
"16a":"f v u yR y w tH tH a o aC aE o o o oE",
"16b":"oN r k c k g nG g g w h h h h n n",
"16c":"n i e j g aE a eO p z s s s c z t",
"16d":"t d b b p p e m m m l l nG nG d o",
"16e":"eAR iOR qU qU qU s yR yR yR q x Y Y Y 17 18",
"16f":"19 k sH oO o i e a aE Y Y Y Y Y Y Y",
"170":"a i u k g nG t d n p b m y r l w",
"171":"s h N N N N Y Y Y Y Y Y Y Y Y r",
"172":"a i u k g nG t d n p b m y r l w",
"173":"s h N N N Y Y Y Y Y Y Y Y Y Y Y",
"174":"a i u k g nG t d n p b m y r l w",
"175":"s h N N Y Y Y Y Y Y Y Y Y Y Y Y",
"176":"a i u k g nG t d n p b m y Y l w",
"177":"s Y N N Y Y Y Y Y Y Y Y Y Y Y Y",
"17b":"L L L L N N L L L L L L L L L L",
"17c":"L L L L L L L L L N N N N N N N",
"17d":"N N N N Y Y Y L Y Y Y Y L N Y Y",
"17e":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"17f":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"180":"Y Y Y Y Y Y Y Y Y Y Y N N N N N",
"181":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"182":"a e i o u o u eE n nG b p q g m l",
"183":"s sH t d cH j y r w f k kHA tS z h zR",
"184":"lH zH cH N e i o u o u nG b p q g m",
"185":"t d cH j tS y w k g h jY nY dZ e i iY",
"186":"u u nG k g h p sH t d j f g h tS z",
"187":"r cH zH i k r f zH x Y Y Y Y Y Y Y",
"188":"m h x w m N N a i k nG c tT tTH dD nN",
"189":"t d p pH sS zH z a t zH gH nG c jH tTA dDH",
"18a":"t dH sS cY zH z u y bH N lH Y Y Y Y Y",
"18b":"oY aY aAY wAY pOY pAY pWOY tAY kAY kWAY mAY nOY nAY lAY sOY sAY",
"18c":"sHOY sHAY sHWOY yOY yAY rAY nWI nWI nWII nWII nWO nWO nWOO nWOO rWE rWI",
"18d":"rWII rWO rWOO rWA p t k c m n s sH w w y N",
"18e":"rWE lOO lAA tHWE tHWA tTHWE tTHOO tTHAA tLWE tLOO sHWE sHOO gOO gWO gOO gAA",
"18f":"gWA jOO jWE l r s Y Y Y Y Y Y Y Y Y Y",
"190":"L k kH g gH n c cH j jH n t tH d dH n",
"191":"p pH b bH m y r l v s s s h jN tR Y",
"192":"N","193":"N",
"194":"Y Y Y Y Y Y 0 1 2 3 4 5 6 7 8 9",
"195":"g h nG z s y d t l b p m f w hH N",
"196":"k c n aA i e aE u o oA uE oE aUE aI Y Y",
"198":"L L g k nG g k nG z s y z s y d t",
"199":"n d t n b p m b p m f w l f w l",
"19a":"h dD bB h dD bB gW kW gW kW sW sW Y Y Y Y",
"19b":"N aA i u u e aE o oA uE aI aAI uI oI oAI uEI",
"19c":"iI w nG n m k t p L L Y Y Y Y Y Y",
"19d":"0 1 2 3 4 5 6 7 8 9 1 Y Y Y Y Y",
"19e":"Y","19f":"Y",
"1a0":"k g nG nGK p b m mP t d n nR c j nY nC",
"1a1":"y r l w s L h N N N N N Y Y Y Y",
"1a2":"k kH kH k kH kH nG cH s cH s s nY t tH d",
"1a3":"tH n t tH t tH n b p pH f p f pH m nY",
"1a4":"y h lUE l lUE w s s s h l L h i i u",
"1a5":"u e o lAE tH N N N N N N N N N N Y",
"1a6":"N","1a7":"N",
"1a8":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1a9":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1aa":"Y Y Y Y Y Y Y N Y Y Y Y Y Y Y Y",
"1ab":"N","1ac":"N","1ad":"N","1ae":"N","1af":"N",
"1b0":"N N N N N a a i i u u rE rE lE lE e",
"1b1":"aI o o k kH g gH nG c cH j jH nY t tH d",
"1b2":"dH n t tH d dH n p pH b bH m y r l w",
"1b3":"s s s h N N N N N N N N N N N N",
"1b4":"N N N N N q x tS f v z sY jNY Y Y Y",
"1b5":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1b6":"Y Y Y Y Y Y Y Y Y Y Y N N N N N",
"1b7":"N N N N Y Y Y Y Y Y Y Y Y Y Y Y",
"1b8":"N N N a i u e o e eU k q g nG c j",
"1b9":"z nY t d n p f v b m y r l w s x",
"1ba":"h N N N N N N N N N N N N N kH sY",
"1bb":"0 1 2 3 4 5 6 7 8 9 N rEU lEU bH k m",
"1bc":"L L h h h b b p p n n w w w g g",
"1bd":"j d r r m m t t s s s y y nG l l",
"1be":"nY c nD mB i u N N N N N N N N N N",
"1bf":"N N N N Y Y Y Y Y Y Y Y Y Y Y Y",
"1c0":"k kL kH g gL nG c cH j nY t tH d n p pL",
"1c1":"pH f fL b bL m mL tS tSH z y r l h hL v",
"1c2":"s sH w L N N N N N N N N N N N N",
"1c3":"N N N N N N N N Y Y Y Y Y Y Y Y",
"1c4":"0 1 2 3 4 5 6 7 8 9 Y Y Y t tH d",
"1c5":"0 1 2 3 4 5 6 7 8 9 a t g m l a",
"1c6":"k j m w i s h n r u c d n y e p",
"1c7":"d n r o t b n h m L m L L N Y Y",
"1c8":"v d o s t t N e u ᲊ L Y Y Y Y Y",
"1c9":"a b g d e v z t i k l m n o p zH",
"1ca":"r s t u p k g q sH cH c z c cH x j",
"1cb":"h e y w xH oE f e N g N Y Y aE N w",
"1cc":"Y",
"1cd":"N N N Y N N N N N N N N N N N N",
"1ce":"N N N N N N N N N m m m m N m m",
"1cf":"m m h h N h h N N N L Y Y Y Y Y",
"1d0":"a aE aE b c d d e e i j k l m n o",
"1d1":"o o o o oE oU o o p r r t u u u w",
"1d2":"v w z zH N N g l p r pS l a aE b b",
"1d3":"d e e g h i j k l m n n o oU p r",
"1d4":"t u w a a a aE b d e e e e g i k",
"1d5":"m n o o o o p t u u w v N b g d",
"1d6":"f cH i r u v b g r f cH uE b d f m",
"1d7":"n p r r s t z g n g tH i i p u u",
"1d8":"b d f g k l m n p r s sH v x z a",
"1d9":"a d e e e e i o sH u zH a c c d e",
"1da":"f j g y i i i i j l l l m w n n",
"1db":"n o f s s t u u u v N z z z z tH",
"1dc":"N","1dd":"N","1de":"N","1df":"N",
"1e0":"a a b b b b b b c c d d d d d d",
"1e1":"d d d d e e e e e e e e e e f f",
"1e2":"g g h h h h h h h h h h i i i i",
"1e3":"k k k k k k l l l l l l l l m m",
"1e4":"m m m m n n n n n n n n o o o o",
"1e5":"o o o o p p p p r r r r r r r r",
"1e6":"s s s s s s s s s s t t t t t t",
"1e7":"t t u u u u u u u u u u v v v v",
"1e8":"w w w w w w w w w w x x x x y y",
"1e9":"z z z z z z h t w y a s s s sS d",
"1ea":"a",
"1eb":"a a a a a a a a e e e e e e e e",
"1ec":"e e e e e e e e i i i i o o o o",
"1ed":"o",
"1ee":"o o o o u u u u u u u u u u u u",
"1ef":"u u y y y y y y y y lL lL v v y y",
"1f0":"a","1f1":"e","1f2":"i","1f3":"i","1f4":"o","1f5":"y","1f6":"o",
"1f7":"a a e e i i i i o o y y o o Y Y",
"1f8":"a","1f9":"i","1fa":"o",
"1fb":"a a a a a Y a a a a a a a Y i Y",
"1fc":"Y Y i i i Y i i e e i i i Y Y Y",
"1fd":"i i i i Y Y i i i i i i Y Y Y Y",
"1fe":"y y y y r r y y y y y y r Y Y '",
"1ff":"Y Y o o o Y o o o o o o o Y Y Y",
"200":"_ _ _ _ _ _ _ _ _ _ _ _ N N N N",
"201":"Y Y‐ Y Y Y Y Y Y ' ' Y Y Y Y Y Y",
"202":"Y Y Y Y . .. ... Y _ _ N N N N N _",
"203":"Y Y ' '' ''' Y Y‵‵ Y‵‵‵ Y Y Y Y !! Y Y Y",
"204":"Y Y Y Y Y Y Y Y?? Y?! Y!? Y Y Y Y Y Y",
"205":"Y Y Y Y Y Y Y '''' Y Y Y Y Y Y Y _",
"206":"N",
"207":"0 i Y Y 4 5 6 7 8 9 + Y− Y= Y( Y) n",
"208":"0 1 2 3 4 5 6 7 8 9 + Y− Y= Y( Y) Y",
"209":"a e o x e h k l m n p s t w y z",
"20a":"Y Y Y Y Y Y Y Y rs Y Y Y Y Y Y Y",
"20b":"Y","20c":"Y","20d":"N","20e":"N","20f":"N",
"210":"a_c a_s c _c Y c_o c_u e Y _f g h h h h h",
"211":"i i l l Y n no Y Y p q r r r Y Y",
"212":"sm tel tm Y z Y o Y z Y k a b c Y e",
"213":"e f f m o N b g d i Y fax p g g p",
"214":"Y∑ Y Y Y Y d d e i j Y Y Y Y f Y",
"215":"1_7 1_9 1_10 1_3 2_3 1_5 2_5 3_5 4_5 1_6 5_6 1_8 3_8 5_8 7_8 1_",
"216":"i ii iii iv v vi vii viii ix x xi xii l c d m",
"217":"i ii iii iv v vi vii viii ix x xi xii l c d m",
"218":"d d N c c 6 l N N 0_3 Y Y Y Y Y Y",
"219":"Y Y Y Y Y Y Y Y Y Y Y← Y→ Y Y Y Y",
"21a":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y↔ Y",
"21b":"Y",
"21c":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y⇐ Y⇔ Y⇒",
"21d":"Y","21e":"Y","21f":"Y",
"220":"Y Y Y Y Y∃ Y Y Y Y Y∈ Y Y Y∋ Y Y Y",
"221":"Y",
"222":"Y Y Y Y Y∣ Y Y∥ Y Y Y Y Y Y∫∫ Y∫∫∫ Y Y∮∮",
"223":"Y∮∮∮ Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"224":"Y Y∼ Y Y Y≃ Y Y Y≅ Y Y≈ Y Y Y Y Y Y",
"225":"Y",
"226":"Y= Y Y≡ Y Y Y Y Y Y Y Y Y Y Y≍ Y< Y>",
"227":"Y≤ Y≥ Y Y Y≲ Y≳ Y Y Y≶ Y≷ Y Y Y Y Y Y",
"228":"Y≺ Y≻ Y Y Y⊂ Y⊃ Y Y Y⊆ Y⊇ Y Y Y Y Y Y",
"229":"Y",
"22a":"Y Y Y Y Y Y Y Y Y Y Y Y Y⊢ Y⊨ Y⊩ Y⊫",
"22b":"Y","22c":"Y","22d":"Y",
"22e":"Y≼ Y≽ Y⊑ Y⊒ Y Y Y Y Y Y Y⊲ Y⊳ Y⊴ Y⊵ Y Y",
"22f":"Y","230":"Y","231":"Y",
"232":"Y Y Y Y Y Y Y Y Y Y〈 Y〉 Y Y Y Y Y",
"233":"Y","234":"Y","235":"Y","236":"Y","237":"Y","238":"Y","239":"Y","23a":"Y","23b":"Y","23c":"Y","23d":"Y",
"23e":"Y","23f":"Y","240":"Y","241":"Y","242":"Y","244":"Y",
"246":"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
"247":"17 18 19 20 _1_ _2_ _3_ _4_ _5_ _6_ _7_ _8_ _9_ _10_ _11_ _12_",
"248":"_13_ _14_ _15_ _16_ _17_ _18_ _19_ _20_ 1. 2. 3. 4. 5. 6. 7. 8.",
"249":"9. 10. 11. 12. 13. 14. 15. 16. 17. 18. 19. 20. _a_ _b_ _c_ _d_",
"24a":"_e_ _f_ _g_ _h_ _i_ _j_ _k_ _l_ _m_ _n_ _o_ _p_ _q_ _r_ _s_ _t_",
"24b":"_u_ _v_ _w_ _x_ _y_ _z_ a b c d e f g h i j",
"24c":"k l m n o p q r s t u v w x y z",
"24d":"a b c d e f g h i j k l m n o p",
"24e":"q r s t u v w x y z 0 11 12 13 14 15",
"24f":"16 17 18 19 20 1 2 3 4 5 6 7 8 9 10 0",
"250":"Y","251":"Y","252":"Y","253":"Y","254":"Y","255":"Y","256":"Y","257":"Y","258":"Y","259":"Y","25a":"Y",
"25b":"Y","25c":"Y","25d":"Y","25e":"Y","25f":"Y","260":"Y","261":"Y","262":"Y","263":"Y","264":"Y","265":"Y",
"266":"Y","267":"Y","268":"Y","269":"Y","26a":"Y","26b":"Y","26c":"Y","26d":"Y","26e":"Y","26f":"Y","270":"Y",
"271":"Y","272":"Y","273":"Y","274":"Y","275":"Y","276":"Y",
"277":"Y Y Y Y Y Y 1 2 3 4 5 6 7 8 9 10",
"278":"1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6",
"279":"7 8 9 10 Y Y Y Y Y Y Y Y Y Y Y Y",
"27a":"Y","27b":"Y","27c":"Y","27d":"Y","27e":"Y","27f":"Y","280":"Y","281":"Y","282":"Y","283":"Y","284":"Y",
"285":"Y","286":"Y","287":"Y","288":"Y","289":"Y","28a":"Y","28b":"Y","28c":"Y","28d":"Y","28e":"Y","28f":"Y",
"290":"Y","291":"Y","292":"Y","293":"Y","294":"Y","295":"Y","296":"Y","297":"Y","298":"Y","299":"Y","29a":"Y",
"29b":"Y","29c":"Y","29d":"Y","29e":"Y","29f":"Y",
"2a0":"Y Y Y Y Y Y Y Y Y Y Y Y Y∫∫∫∫ Y Y Y",
"2a1":"Y","2a2":"Y","2a3":"Y","2a4":"Y","2a5":"Y","2a6":"Y",
"2a7":"Y Y Y Y Y::= Y== Y=== Y Y Y Y Y Y Y Y Y",
"2a8":"Y","2a9":"Y","2aa":"Y","2ab":"Y","2ac":"Y",
"2ad":"Y Y Y Y Y Y Y Y Y Y Y Y Y⫝ Y Y Y",
"2ae":"Y","2af":"Y","2b0":"Y","2b1":"Y","2b2":"Y","2b3":"Y","2b4":"Y","2b5":"Y","2b6":"Y","2b7":"Y","2b8":"Y",
"2b9":"Y","2ba":"Y","2bb":"Y","2bc":"Y","2bd":"Y","2be":"Y","2bf":"Y",
"2c0":"a b v g d e zH dZ z i j i g k l m",
"2c1":"n o p r s t u f h o p sHT c cH sH u",
"2c2":"i e h jU e e jO jE o jO tH u i a m cH",
"2c3":"a b v g d e zH dZ z i j i g k l m",
"2c4":"n o p r s t u f h o p sHT c cH sH u",
"2c5":"i e h jU e e jO jE o jO tH u i a m cH",
"2c6":"l l l p r a t h h k k z z a m a",
"2c7":"a v w w v h h o e r o e j v s z",
"2c8":"a a b b g g d d e e 6 6 z z e e",
"2c9":"tH tH i i k k l l m m n n kS kS o o",
"2ca":"p p r r s s t t u u pH pH kH kH pS pS",
"2cb":"o o N N N N e e k k n n n n o o",
"2cc":"900 900 sH sH sH sH sH sH x x h h h h h h",
"2cd":"h h h h h h j j dJ dJ c c c c nG nG",
"2ce":"nY nY w w N Y Y Y Y Y Y sH sH j j N",
"2cf":"N N x x Y Y Y Y Y Y Y Y Y 5 Y Y",
"2d0":"a b g d e v z t i k l m n o p zH",
"2d1":"r s t u p k gH q sH cH tS dZ tS cH kH j",
"2d2":"h e y w x o Y e Y Y Y Y Y aE Y Y",
"2d3":"a b b g g dJ dJ d d d d e f k k k",
"2d4":"h h h h N x x q q i j j j l m n",
"2d5":"gN nG p u r r gH gH gH s s c t t tC t",
"2d6":"v w y z z z e o Y Y Y Y Y Y Y w",
"2d7":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y N",
"2d8":"lOA mOA rOA sOA sHOA bOA tOA cHOA nOA nYOA oA zOA dOA dOA jOA tOA",
"2d9":"cHOA pOA pOA nGWE nGWI nGWE nGWI Y Y Y Y Y Y Y Y Y",
"2da":"sHE sHU sHI sHA sHE sH sHO Y cHE cHU cHI cHA cHE cH cHO Y",
"2db":"zHE zHU zHI zHA zHE zH zHO Y cHE cHU cHI cHA cHE cH cHO Y",
"2dc":"kYE kYU kYI kYA kYE kY kYO Y kYE kYU kYI kYA kYE kY kYO Y",
"2dd":"hYE hYU hYI hYA hYE hY hYO Y gYE gYU gYI gYA gYE gY gYO Y",
"2de":"N","2df":"N","2e0":"Y","2e1":"Y",
"2e2":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y N",
"2e3":"Y","2e4":"Y","2e5":"Y","2e6":"Y","2e8":"Y",
"2e9":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y 母",
"2ea":"Y","2eb":"Y","2ec":"Y","2ed":"Y","2ee":"Y",
"2ef":"Y Y Y 龟 Y Y Y Y Y Y Y Y Y Y Y Y",
"2f0":"一 丨 丶 丿 乙 亅 二 亠 人 儿 入 八 冂 冖 冫 几",
"2f1":"凵 刀 力 勹 匕 匚 匸 十 卜 卩 厂 厶 又 口 囗 土",
"2f2":"士 夂 夊 夕 大 女 子 宀 寸 小 尢 尸 屮 山 巛 工",
"2f3":"己 巾 干 幺 广 廴 廾 弋 弓 彐 彡 彳 心 戈 戶 手",
"2f4":"支 攴 文 斗 斤 方 无 日 曰 月 木 欠 止 歹 殳 毋",
"2f5":"比 毛 氏 气 水 火 爪 父 爻 爿 片 牙 牛 犬 玄 玉",
"2f6":"瓜 瓦 甘 生 用 田 疋 疒 癶 白 皮 皿 目 矛 矢 石",
"2f7":"示 禸 禾 穴 立 竹 米 糸 缶 网 羊 羽 老 而 耒 耳",
"2f8":"聿 肉 臣 自 至 臼 舌 舛 舟 艮 色 艸 虍 虫 血 行",
"2f9":"衣 襾 見 角 言 谷 豆 豕 豸 貝 赤 走 足 身 車 辛",
"2fa":"辰 辵 邑 酉 釆 里 金 長 門 阜 隶 隹 雨 靑 非 面",
"2fb":"革 韋 韭 音 頁 風 飛 食 首 香 馬 骨 高 髟 鬥 鬯",
"2fc":"鬲 鬼 魚 鳥 鹵 鹿 麥 麻 黃 黍 黑 黹 黽 鼎 鼓 鼠",
"2fd":"鼻 齊 齒 龍 龜 龠 Y Y Y Y Y Y Y Y Y Y",
"2ff":"Y",
"300":"_ Y Y Y Y L L L Y Y Y Y Y Y Y Y",
"301":"Y",
"302":"Y 1 2 3 4 5 6 7 8 9 N N N N N N",
"303":"Y N N N N N Y〒 Y 十 卄 卅 N mASU Y Y Y",
"309":"L L L L L L L Y Y L L Y Y L L より",
"30a":"Y ぁ あ ぃ い ぅ う ぇ え ぉ お か が き ぎ く",
"30b":"ぐ け げ こ ご さ ざ し じ す ず せ ぜ そ ぞ た",
"30c":"だ ち ぢ っ つ づ て で と ど な に ぬ ね の は",
"30d":"ば ぱ ひ び ぴ ふ ぶ ぷ へ べ ぺ ほ ぼ ぽ ま み",
"30e":"む め も ゃ や ゅ ゆ ょ よ ら り る れ ろ ゎ わ",
"30f":"ゐ ゑ を ん ゔ ゕ ゖ L L L L Y L L L こと",
"310":"Y Y Y Y Y b p m f d t n l g k h",
"311":"j q x zH cH sH r z c s a o e eH aI eI",
"312":"aU oU aN eN aNG eNG eR i u iU v nG gN i e n",
"313":"Y ᄀ ᄁ ᆪ ᄂ ᆬ ᆭ ᄃ ᄄ ᄅ ᆰ ᆱ ᆲ ᆳ ᆴ ᆵ",
"314":"ᄚ ᄆ ᄇ ᄈ ᄡ ᄉ ᄊ ᄋ ᄌ ᄍ ᄎ ᄏ ᄐ ᄑ ᄒ ᅡ",
"315":"ᅢ ᅣ ᅤ ᅥ ᅦ ᅧ ᅨ ᅩ ᅪ ᅫ ᅬ ᅭ ᅮ ᅯ ᅰ ᅱ",
"316":"ᅲ ᅳ ᅴ ᅵ ᅠ ᄔ ᄕ ᇇ ᇈ ᇌ ᇎ ᇓ ᇗ ᇙ ᄜ ᇝ",
"317":"ᇟ ᄝ ᄞ ᄠ ᄢ ᄣ ᄧ ᄩ ᄫ ᄬ ᄭ ᄮ ᄯ ᄲ ᄶ ᅀ",
"318":"ᅇ ᅌ ᇱ ᇲ ᅗ ᅘ ᅙ ᆄ ᆅ ᆈ ᆑ ᆒ ᆔ ᆞ ᆡ Y",
"319":"Y Y 一 二 三 四 上 中 下 甲 乙 丙 丁 天 地 人",
"31a":"bU zI jI gU eE eNN oO oNN iR aNN iNN uNN iM nGG aINN aUNN",
"31b":"aM oM oNG iNNN p t k h v dL y k gW kW eU a",
"31c":"Y","31d":"Y","31e":"Y",
"320":"_ᄀ_ _ᄂ_ _ᄃ_ _ᄅ_ _ᄆ_ _ᄇ_ _ᄉ_ _ᄋ_ _ᄌ_ _ᄎ_ _ᄏ_ _ᄐ_ _ᄑ_ _ᄒ_ _가_ _나_",
"321":"_다_ _라_ _마_ _바_ _사_ _아_ _자_ _차_ _카_ _타_ _파_ _하_ _주_ _오전_ _오후_ Y",
"322":"_一_ _二_ _三_ _四_ _五_ _六_ _七_ _八_ _九_ _十_ _月_ _火_ _水_ _木_ _金_ _土_",
"323":"_日_ _株_ _有_ _社_ _名_ _特_ _財_ _祝_ _労_ _代_ _呼_ _学_ _監_ _企_ _資_ _協_",
"324":"_祭_ _休_ _自_ _至_ 問 幼 文 箏 10 20 30 40 50 60 70 80",
"325":"pte 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35",
"326":"ᄀ ᄂ ᄃ ᄅ ᄆ ᄇ ᄉ ᄋ ᄌ ᄎ ᄏ ᄐ ᄑ ᄒ 가 나",
"327":"다 라 마 바 사 아 자 차 카 타 파 하 참고 주의 우 Y",
"328":"一 二 三 四 五 六 七 八 九 十 月 火 水 木 金 土",
"329":"日 株 有 社 名 特 財 祝 労 秘 男 女 適 優 印 注",
"32a":"項 休 写 正 上 中 下 左 右 医 宗 学 監 企 資 協",
"32b":"夜 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50",
"32c":"1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月 hg erg ev ltd",
"32d":"あ い う え お か き く け こ さ し す せ そ た",
"32e":"ち つ て と な に ぬ ね の は ひ ふ へ ほ ま み",
"32f":"む め も や ゆ よ ら り る れ ろ わ ゐ ゑ を 令和",
"330":"あぱーと あるふぁ あんぺあ あーる いにんぐ いんち うぉん えすくーど えーかー おんす おーむ かいり からっと かろりー がろん がんま",
"331":"ぎが ぎにー きゅりー ぎるだー きろ きろぐらむ きろめーとる きろわっと ぐらむ ぐらむとん くるぜいろ くろーね けーす こるな こーぽ さいくる",
"332":"さんちーむ しりんぐ せんち せんと だーす でし どる とん なの のっと はいつ ぱーせんと ぱーつ ばーれる ぴあすとる ぴくる",
"333":"ぴこ びる ふぁらっど ふぃーと ぶっしぇる ふらん へくたーる ぺそ ぺにひ へるつ ぺんす ぺーじ べーた ぽいんと ぼると ほん",
"334":"ぽんど ほーる ほーん まいくろ まいる まっは まるく まんしょん みくろん みり みりばーる めが めがとん めーとる やーど やーる",
"335":"ゆあん りっとる りら るぴー るーぶる れむ れんとげん わっと 0点 1点 2点 3点 4点 5点 6点 7点",
"336":"8点 9点 10点 11点 12点 13点 14点 15点 16点 17点 18点 19点 20点 21点 22点 23点",
"337":"24点 hpa da au bar ov pc dm dm2 dm3 iu 平成 昭和 大正 明治 株式会社",
"338":"pa na ma ma ka kb mb gb cal kcal pf nf mf mg mg kg",
"339":"hz khz mhz ghz thz ml ml dl kl fm nm mm mm cm km mm2",
"33a":"cm2 m2 km2 mm3 cm3 m3 km3 m_s m_s2 pa kpa mpa gpa rad rad_s rad_s2",
"33b":"ps ns ms ms pv nv mv mv kv mv pw nw mw mw kw mw",
"33c":"ko mo a.m. bq cc cd c_kg co. db gy ha hp in kk km kt",
"33d":"lm ln log lx mb mil mol ph p.m. ppm pr sr sv wb v_m a_m",
"33e":"1日 2日 3日 4日 5日 6日 7日 8日 9日 10日 11日 12日 13日 14日 15日 16日",
"33f":"17日 18日 19日 20日 21日 22日 23日 24日 25日 26日 27日 28日 29日 30日 31日 gal",
"4dc":"Y","4dd":"Y","4de":"Y","4df":"Y",
"a00":"iT iX i iP iET iEX iE iEP aT aX a aP uOX uO uOP oT",
"a01":"oX o oP eX e wU bIT bIX bI bIP bIET bIEX bIE bIEP bAT bAX",
"a02":"bA bAP bUOX bUO bUOP bOT bOX bO bOP bEX bE bEP bUT bUX bU bUP",
"a03":"bURX bUR bYT bYX bY bYP bYRX bYR pIT pIX pI pIP pIEX pIE pIEP pAT",
"a04":"pAX pA pAP pUOX pUO pUOP pOT pOX pO pOP pUT pUX pU pUP pURX pUR",
"a05":"pYT pYX pY pYP pYRX pYR bBIT bBIX bBI bBIP bBIET bBIEX bBIE bBIEP bBAT bBAX",
"a06":"bBA bBAP bBUOX bBUO bBUOP bBOT bBOX bBO bBOP bBEX bBE bBEP bBUT bBUX bBU bBUP",
"a07":"bBURX bBUR bBYT bBYX bBY bBYP nBIT nBIX nBI nBIP nBIEX nBIE nBIEP nBAT nBAX nBA",
"a08":"nBAP nBOT nBOX nBO nBOP nBUT nBUX nBU nBUP nBURX nBUR nBYT nBYX nBY nBYP nBYRX",
"a09":"nBYR hMIT hMIX hMI hMIP hMIEX hMIE hMIEP hMAT hMAX hMA hMAP hMUOX hMUO hMUOP hMOT",
"a0a":"hMOX hMO hMOP hMUT hMUX hMU hMUP hMURX hMUR hMYX hMY hMYP hMYRX hMYR mIT mIX",
"a0b":"mI mIP mIEX mIE mIEP mAT mAX mA mAP mUOT mUOX mUO mUOP mOT mOX mO",
"a0c":"mOP mEX mE mUT mUX mU mUP mURX mUR mYT mYX mY mYP fIT fIX fI",
"a0d":"fIP fAT fAX fA fAP fOX fO fOP fUT fUX fU fUP fURX fUR fYT fYX",
"a0e":"fY fYP vIT vIX vI vIP vIET vIEX vIE vIEP vAT vAX vA vAP vOT vOX",
"a0f":"vO vOP vEX vEP vUT vUX vU vUP vURX vUR vYT vYX vY vYP vYRX vYR",
"a10":"dIT dIX dI dIP dIEX dIE dIEP dAT dAX dA dAP dUOX dUO dOT dOX dO",
"a11":"dOP dEX dE dEP dUT dUX dU dUP dURX dUR tIT tIX tI tIP tIEX tIE",
"a12":"tIEP tAT tAX tA tAP tUOT tUOX tUO tUOP tOT tOX tO tOP tEX tE tEP",
"a13":"tUT tUX tU tUP tURX tUR dDIT dDIX dDI dDIP dDIEX dDIE dDIEP dDAT dDAX dDA",
"a14":"dDAP dDUOX dDUO dDUOP dDOT dDOX dDO dDOP dDEX dDE dDEP dDUT dDUX dDU dDUP dDURX",
"a15":"dDUR nDIT nDIX nDI nDIP nDIEX nDIE nDAT nDAX nDA nDAP nDOT nDOX nDO nDOP nDEX",
"a16":"nDE nDEP nDUT nDUX nDU nDUP nDURX nDUR hNIT hNIX hNI hNIP hNIET hNIEX hNIE hNIEP",
"a17":"hNAT hNAX hNA hNAP hNUOX hNUO hNOT hNOX hNOP hNEX hNE hNEP hNUT nIT nIX nI",
"a18":"nIP nIEX nIE nIEP nAX nA nAP nUOX nUO nUOP nOT nOX nO nOP nEX nE",
"a19":"nEP nUT nUX nU nUP nURX nUR hLIT hLIX hLI hLIP hLIEX hLIE hLIEP hLAT hLAX",
"a1a":"hLA hLAP hLUOX hLUO hLUOP hLOX hLO hLOP hLEX hLE hLEP hLUT hLUX hLU hLUP hLURX",
"a1b":"hLUR hLYT hLYX hLY hLYP hLYRX hLYR lIT lIX lI lIP lIET lIEX lIE lIEP lAT",
"a1c":"lAX lA lAP lUOT lUOX lUO lUOP lOT lOX lO lOP lEX lE lEP lUT lUX",
"a1d":"lU lUP lURX lUR lYT lYX lY lYP lYRX lYR gIT gIX gI gIP gIET gIEX",
"a1e":"gIE gIEP gAT gAX gA gAP gUOT gUOX gUO gUOP gOT gOX gO gOP gET gEX",
"a1f":"gE gEP gUT gUX gU gUP gURX gUR kIT kIX kI kIP kIEX kIE kIEP kAT",
"a20":"kAX kA kAP kUOX kUO kUOP kOT kOX kO kOP kET kEX kE kEP kUT kUX",
"a21":"kU kUP kURX kUR gGIT gGIX gGI gGIEX gGIE gGIEP gGAT gGAX gGA gGAP gGUOT gGUOX",
"a22":"gGUO gGUOP gGOT gGOX gGO gGOP gGET gGEX gGE gGEP gGUT gGUX gGU gGUP gGURX gGUR",
"a23":"mGIEX mGIE mGAT mGAX mGA mGAP mGUOX mGUO mGUOP mGOT mGOX mGO mGOP mGEX mGE mGEP",
"a24":"mGUT mGUX mGU mGUP mGURX mGUR hXIT hXIX hXI hXIP hXIET hXIEX hXIE hXIEP hXAT hXAX",
"a25":"hXA hXAP hXUOT hXUOX hXUO hXUOP hXOT hXOX hXO hXOP hXEX hXE hXEP nGIEX nGIE nGIEP",
"a26":"nGAT nGAX nGA nGAP nGUOT nGUOX nGUO nGOT nGOX nGO nGOP nGEX nGE nGEP hIT hIEX",
"a27":"hIE hAT hAX hA hAP hUOT hUOX hUO hUOP hOT hOX hO hOP hEX hE hEP",
"a28":"wAT wAX wA wAP wUOX wUO wUOP wOX wO wOP wEX wE wEP zIT zIX zI",
"a29":"zIP zIEX zIE zIEP zAT zAX zA zAP zUOX zUO zUOP zOT zOX zO zOP zEX",
"a2a":"zE zEP zUT zUX zU zUP zURX zUR zYT zYX zY zYP zYRX zYR cIT cIX",
"a2b":"cI cIP cIET cIEX cIE cIEP cAT cAX cA cAP cUOX cUO cUOP cOT cOX cO",
"a2c":"cOP cEX cE cEP cUT cUX cU cUP cURX cUR cYT cYX cY cYP cYRX cYR",
"a2d":"zZIT zZIX zZI zZIP zZIET zZIEX zZIE zZIEP zZAT zZAX zZA zZAP zZOX zZO zZOP zZEX",
"a2e":"zZE zZEP zZUX zZU zZUP zZURX zZUR zZYT zZYX zZY zZYP zZYRX zZYR nZIT nZIX nZI",
"a2f":"nZIP nZIEX nZIE nZIEP nZAT nZAX nZA nZAP nZUOX nZUO nZOX nZOP nZEX nZE nZUX nZU",
"a30":"nZUP nZURX nZUR nZYT nZYX nZY nZYP nZYRX nZYR sIT sIX sI sIP sIEX sIE sIEP",
"a31":"sAT sAX sA sAP sUOX sUO sUOP sOT sOX sO sOP sEX sE sEP sUT sUX",
"a32":"sU sUP sURX sUR sYT sYX sY sYP sYRX sYR sSIT sSIX sSI sSIP sSIEX sSIE",
"a33":"sSIEP sSAT sSAX sSA sSAP sSOT sSOX sSO sSOP sSEX sSE sSEP sSUT sSUX sSU sSUP",
"a34":"sSYT sSYX sSY sSYP sSYRX sSYR zHAT zHAX zHA zHAP zHUOX zHUO zHUOP zHOT zHOX zHO",
"a35":"zHOP zHET zHEX zHE zHEP zHUT zHUX zHU zHUP zHURX zHUR zHYT zHYX zHY zHYP zHYRX",
"a36":"zHYR cHAT cHAX cHA cHAP cHUOT cHUOX cHUO cHUOP cHOT cHOX cHO cHOP cHET cHEX cHE",
"a37":"cHEP cHUX cHU cHUP cHURX cHUR cHYT cHYX cHY cHYP cHYRX cHYR rRAX rRA rRUOX rRUO",
"a38":"rROT rROX rRO rROP rRET rREX rRE rREP rRUT rRUX rRU rRUP rRURX rRUR rRYT rRYX",
"a39":"rRY rRYP rRYRX rRYR nRAT nRAX nRA nRAP nROX nRO nROP nRET nREX nRE nREP nRUT",
"a3a":"nRUX nRU nRUP nRURX nRUR nRYT nRYX nRY nRYP nRYRX nRYR sHAT sHAX sHA sHAP sHUOX",
"a3b":"sHUO sHUOP sHOT sHOX sHO sHOP sHET sHEX sHE sHEP sHUT sHUX sHU sHUP sHURX sHUR",
"a3c":"sHYT sHYX sHY sHYP sHYRX sHYR rAT rAX rA rAP rUOX rUO rUOP rOT rOX rO",
"a3d":"rOP rEX rE rEP rUT rUX rU rUP rURX rUR rYT rYX rY rYP rYRX rYR",
"a3e":"jIT jIX jI jIP jIET jIEX jIE jIEP jUOT jUOX jUO jUOP jOT jOX jO jOP",
"a3f":"jUT jUX jU jUP jURX jUR jYT jYX jY jYP jYRX jYR qIT qIX qI qIP",
"a40":"qIET qIEX qIE qIEP qUOT qUOX qUO qUOP qOT qOX qO qOP qUT qUX qU qUP",
"a41":"qURX qUR qYT qYX qY qYP qYRX qYR jJIT jJIX jJI jJIP jJIET jJIEX jJIE jJIEP",
"a42":"jJUOX jJUO jJUOP jJOT jJOX jJO jJOP jJUT jJUX jJU jJUP jJURX jJUR jJYT jJYX jJY",
"a43":"jJYP nJIT nJIX nJI nJIP nJIET nJIEX nJIE nJIEP nJUOX nJUO nJOT nJOX nJO nJOP nJUX",
"a44":"nJU nJUP nJURX nJUR nJYT nJYX nJY nJYP nJYRX nJYR nYIT nYIX nYI nYIP nYIET nYIEX",
"a45":"nYIE nYIEP nYUOX nYUO nYUOP nYOT nYOX nYO nYOP nYUT nYUX nYU nYUP xIT xIX xI",
"a46":"xIP xIET xIEX xIE xIEP xUOX xUO xOT xOX xO xOP xYT xYX xY xYP xYRX",
"a47":"xYR yIT yIX yI yIP yIET yIEX yIE yIEP yUOT yUOX yUO yUOP yOT yOX yO",
"a48":"yOP yUT yUX yU yUP yURX yUR yYT yYX yY yYP yYRX yYR Y Y Y",
"a49":"Y","a4a":"Y","a4b":"Y","a4c":"Y",
"a4d":"bB b p dD d t gG g k rR zH cH zZ z c m",
"a4e":"n l s r sS nG h h h f w sH y e a aI",
"a4f":"eI eI i o u u e e l q N x r t Y Y",
"a50":"e e hE wE wE pE bE bE mBE kPE mGBE gBE fE vE tE tHE",
"a51":"dE dHE lE rE dE nDE sE sHE zE zHE cHE jE nJE yE kE nGGE",
"a52":"gE mE nE nYE i i hI hI wI wI pI bI bI mBI kPI mGBI",
"a53":"gBI fI vI tI tHI dI dHI lI rI dI nDI sI sHI zI zHI cHI",
"a54":"jI nJI yI kI nGGI gI mI nI nYI a a nGA hA hA wA wA",
"a55":"pA bA bA mBA kPA kPA mGBA gBA fA vA tA tHA dA dHA lA rA",
"a56":"dA nDA sA sHA zA zHA cHA jA nJA yA kA kA nGGA gA mA nA",
"a57":"nYA o o hO wO wO pO bO bO mBO kPO mGBO gBO fO vO tO",
"a58":"tHO dO dHO lO rO dO nDO sO sHO zO zHO cHO jO nJO yO kO",
"a59":"nGGO gO mO nO nYO u u hU hU wU wU pU bU bU mBU kPU",
"a5a":"mGBU gBU fU vU tU tHU dU dHU lU rU dU nDU sU sHU zU zHU",
"a5b":"cHU jU nJU yU kU nGGU gU mU nU nYU o o nGO hO hO wO",
"a5c":"wO pO bO bO mBO kPO mGBO gBO gBO fO vO tO tHO dO dHO lO",
"a5d":"rO dO nDO sO sHO zO zHO cHO jO nJO yO kO nGGO gO mO nO",
"a5e":"nYO e e nGE hE hE wE wE pE bE bE mBE kPE kPE mGBE gBE",
"a5f":"gBE fE vE tE tHE dE dHE lE rE dE nDE sE sHE zE zHE cHE",
"a60":"jE nJE yE kE nGGE nGGE gE gE mE nE nYE nG h Y Y Y",
"a61":"fA kA sO fENG kENG tING nII bANG fAA tAA dANG dONG kUNG tONG dOO jONG",
"a62":"0 1 2 3 4 5 6 7 8 9 mA dO Y Y Y Y",
"a64":"z z dZ dZ dZ dZ i i dJ dJ u u o o N N",
"a65":"y y iE iE oI oI iA iA e e o o iE iE iN iN",
"a66":"tS tS dG dG lG lG mG mG o o oO oO oO oO o N",
"a67":"N N N Y N N N N N N N N N N Y N",
"a68":"dW dW dZW dZW zHW zHW cCH cCH dZ dZ t t tW tW tSW tSW",
"a69":"tS tS tCH tCH hW hW sHW sHW oO oO o o N N N N",
"a6a":"a kA u kU e rE tE o nYI i lA pA rII rIE lEE mEE",
"a6b":"tAA nDAA nJEM m sUU mU sHII sI sHUX sUX kYE kET nUE nU nJUE yO",
"a6c":"sHU yU yA nSHA kUX pUX nJE nTE pU wU pE fE rU lU mI nI",
"a6d":"rUX rE kEN nGKWEN nGGA nGA sHO pUE fU fOM wA nA lI pI lO kO",
"a6e":"mBEN rEN mEN mA tI kI 1 2 3 4 5 6 7 8 9 0",
"a6f":"N N Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"a70":"Y",
"a71":"Y Y Y Y Y Y Y 1 2 3 4 N v N N N",
"a72":"Y Y N N N N h h tZ tZ 3 3 4 4 4 4",
"a73":"f s aA aA aO aO aU aU aV aV aV aV aY aY c c",
"a74":"k k k k k k l l l l o o o o oO oO",
"a75":"p p p p p p q q q q r r r r v v",
"a76":"vY vY z z tH tH tH tH v v N N s s N N",
"a77":"N d l m n r r t s d d f f g nG nG",
"a78":"lL lL r r s s t t N Y Y N N y l N",
"a79":"n n c c c h b b f f aE aE oE oE uE uE",
"a7a":"g g k k n n r r s s h e g l i q",
"a7b":"k t j x b b o o u u a a i i u u",
"a7c":"o o w w c s z d d s s u ꟍ L ꟏ L",
"a7d":"g g tHTH tHTH wW wW s s s s ꟛ L l Y Y Y",
"a7e":"Y",
"a7f":"Y s c f q h h i h oE w f p m i m",
"a80":"a i N u e o N k kH g gH N c cH j jH",
"a81":"t tH d dH t tH d dH n p pH b bH m r l",
"a82":"r s h N N N N N Y Y Y Y N Y Y Y",
"a83":"1 2 3 1 2 3 Y Y Y Y Y Y Y Y Y Y",
"a84":"k kH g nG c cH j nY t tH d n p pH b m",
"a85":"tS tSH dZ w zH z N y r l sH s h N i u",
"a86":"e o q x f gG eE w y tT tTH dD nN y sH h",
"a87":"f r r N Y Y Y Y Y Y Y Y Y Y Y Y",
"a88":"N N a a i i u u r r l l e e aI o",
"a89":"o aU k kH g gH n c cH j jH n t tH d dH",
"a8a":"n t tH d dH n p pH b bH m y r l v s",
"a8b":"s s h l N N N N N N N N N N N N",
"a8c":"N N N N N N Y Y Y Y Y Y Y Y Y Y",
"a8d":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"a8e":"N",
"a8f":"N N m m mM L L m Y Y Y N Y oM a N",
"a90":"0 1 2 3 4 5 6 7 8 9 k hK g nG s hS",
"a91":"z nY t hT n p hP m d b r y l w tH h",
"a92":"v j a oE i o N N N N N N N N Y Y",
"a93":"k g nG t d n p b m c j nY s r l y",
"a94":"w h mB nGG nD nYJ N N N N N N N N N N",
"a95":"N N N N Y Y Y Y Y Y Y Y Y Y Y Y",
"a96":"dM dB dS dJ lG lKK lD lTT lM lB lPP lV lS lJ lK mG",
"a97":"mD mS bST bK bH sSB l h jJH tT pH hS qQ Y Y Y",
"a98":"N N N N a i i i u rE lE lO e aI o k",
"a99":"q kH g gH nG c cH j jNY jH nY t tH d dH n",
"a9a":"t tH d dH n p pH b bH m y r r l w s",
"a9b":"s s h N N N N N N N N N N N N N",
"a9c":"N Y Y Y Y Y Y Y Y Y Y Y Y Y Y N",
"a9d":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"a9f":"0 1 2 3 4 5 6 7 8 9 L L L L L Y",
"aa0":"a i u e aI o k kH g gH nG nG c cH j jH",
"aa1":"nY nY nJ t tH d dH n n nD p pP pH b bH m",
"aa2":"m mB y r l w x s h N N N N N N N",
"aa3":"N",
"aa4":"k g nG N c t n p y r l x N N Y Y",
"aa5":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"aa7":"L L L L L L L Y Y Y L N N N L L",
"aa8":"k k kH kH x x g g nG nG cH cH cHH cHH s s",
"aa9":"nY nY d d t t tH tH n n b b p p pH pH",
"aaa":"f f m m y y r r l l v v h h L L",
"aab":"N aA N N N aE o N N uEA uA aUE aI aN N N",
"aac":"L N L Y Y Y Y Y Y Y Y Y Y Y Y Y",
"aad":"Y Y Y Y Y Y Y Y Y Y Y kON nUENG N Y Y",
"aae":"e o cH n t tH d dH n s s N N N N N",
"aaf":"Y Y N N N N N Y Y Y Y Y Y Y Y Y",
"ab0":"Y tHU tHI tHA tHE tH tHO Y Y dHU dHI dHA dHE dH dHO Y",
"ab1":"Y dZU dZI dZA dZE dZ dZO Y Y Y Y Y Y Y Y Y",
"ab2":"cHE cHU cHI cHA cHE cH cHO Y bE bU bI bA bE b bO Y",
"ab3":"a aE e e e f g l l l m n nG o o o",
"ab4":"oE oE oE oO oO r r r rR r rR r r sH u u",
"ab5":"uI uI u x x x x x x x y Y h l l u",
"ab6":"iA iE oE uO a o dZ tS r w Y Y Y Y Y Y",
"ab7":"a e i o u v gA kA gE gI gO gU gV hA hE hI",
"ab8":"hO hU hV lA lE lI lO lU lV mA mE mI mO mU nA hNA",
"ab9":"nAH nE nI nO nU nV qUA qUE qUI qUO qUU qUV sA s sE sI",
"aba":"sO sU sV dA tA dE tE dI tI dO dU dV dLA tLA tLE tLI",
"abb":"tLO tLU tLV tSA tSE tSI tSO tSU tSV wA wE wI wO wU wV yA",
"abc":"k s l m p n c t kH n tH w y h u i",
"abd":"pH a g jH r b j d gH dH bH k l m p n",
"abe":"t n i N N N N N N N N Y N N Y Y",
"abf":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"d7b":"oYEO oOI yOA yOAE yOEO uYEO uII yUAE yUO eUA eUEO eUE eUO iYAO iYAE iYEO",
"d7c":"iYE iOI iYO iYU iI oA oE Y Y Y Y nL nCH tT tTB dB",
"d7d":"dS dSG dJ dCH dT lKK lGH lLK lMH lBD lBP lNG lQH lH mN mNN",
"d7e":"mM mBS mJ bD bLP bM pP bSD bJ bCH sM sV sSG sSD sZ sJ",
"d7f":"sCH sT sH zB zV nGM nGH jB jPP jJ pS pT Y Y Y Y",
"e00":"Y","e01":"Y","e02":"Y","e03":"Y","e04":"Y","e05":"Y","e06":"Y","e07":"Y","e08":"Y","e09":"Y","e0a":"Y",
"e0b":"Y","e0c":"Y","e0d":"Y","e0e":"Y","e0f":"Y","e10":"Y","e11":"Y","e12":"Y","e13":"Y","e14":"Y","e15":"Y",
"e16":"Y","e17":"Y","e18":"Y","e19":"Y","e1a":"Y","e1b":"Y","e1c":"Y","e1d":"Y","e1e":"Y","e1f":"Y","e20":"Y",
"e21":"Y","e22":"Y","e23":"Y","e24":"Y","e25":"Y","e26":"Y","e27":"Y","e28":"Y","e29":"Y","e2a":"Y","e2b":"Y",
"e2c":"Y","e2d":"Y","e2e":"Y","e2f":"Y","e30":"Y","e31":"Y","e32":"Y","e33":"Y","e34":"Y","e35":"Y","e36":"Y",
"e37":"Y","e38":"Y","e39":"Y","e3a":"Y","e3b":"Y","e3c":"Y","e3d":"Y","e3e":"Y","e3f":"Y","e40":"Y","e41":"Y",
"e42":"Y","e43":"Y","e44":"Y","e45":"Y","e46":"Y","e47":"Y","e48":"Y","e49":"Y","e4a":"Y","e4b":"Y","e4c":"Y",
"e4d":"Y","e4e":"Y","e4f":"Y","e50":"Y","e51":"Y","e52":"Y","e53":"Y","e54":"Y","e55":"Y","e56":"Y","e57":"Y",
"e58":"Y","e59":"Y","e5a":"Y","e5b":"Y","e5c":"Y","e5d":"Y","e5e":"Y","e5f":"Y","e60":"Y","e61":"Y","e62":"Y",
"e63":"Y","e64":"Y","e65":"Y","e66":"Y","e67":"Y","e68":"Y","e69":"Y","e6a":"Y","e6b":"Y","e6c":"Y","e6d":"Y",
"e6e":"Y","e6f":"Y","e70":"Y","e71":"Y","e72":"Y","e73":"Y","e74":"Y","e75":"Y","e76":"Y","e77":"Y","e78":"Y",
"e79":"Y","e7a":"Y","e7b":"Y","e7c":"Y","e7d":"Y","e7e":"Y","e7f":"Y","e80":"Y","e81":"Y","e82":"Y","e83":"Y",
"e84":"Y","e85":"Y","e86":"Y","e87":"Y","e88":"Y","e89":"Y","e8a":"Y","e8b":"Y","e8c":"Y","e8d":"Y","e8e":"Y",
"e8f":"Y","e90":"Y","e91":"Y","e92":"Y","e93":"Y","e94":"Y","e95":"Y","e96":"Y","e97":"Y","e98":"Y","e99":"Y",
"e9a":"Y","e9b":"Y","e9c":"Y","e9d":"Y","e9e":"Y","e9f":"Y","ea0":"Y","ea1":"Y","ea2":"Y","ea3":"Y","ea4":"Y",
"ea5":"Y","ea6":"Y","ea7":"Y","ea8":"Y","ea9":"Y","eaa":"Y","eab":"Y","eac":"Y","ead":"Y","eae":"Y","eaf":"Y",
"eb0":"Y","eb1":"Y","eb2":"Y","eb3":"Y","eb4":"Y","eb5":"Y","eb6":"Y","eb7":"Y","eb8":"Y","eb9":"Y","eba":"Y",
"ebb":"Y","ebc":"Y","ebd":"Y","ebe":"Y","ebf":"Y","ec0":"Y","ec1":"Y","ec2":"Y","ec3":"Y","ec4":"Y","ec5":"Y",
"ec6":"Y","ec7":"Y","ec8":"Y","ec9":"Y","eca":"Y","ecb":"Y","ecc":"Y","ecd":"Y","ece":"Y","ecf":"Y","ed0":"Y",
"ed1":"Y","ed2":"Y","ed3":"Y","ed4":"Y","ed5":"Y","ed6":"Y","ed7":"Y","ed8":"Y","ed9":"Y","eda":"Y","edb":"Y",
"edc":"Y","edd":"Y","ede":"Y","edf":"Y","ee0":"Y","ee1":"Y","ee2":"Y","ee3":"Y","ee4":"Y","ee5":"Y","ee6":"Y",
"ee7":"Y","ee8":"Y","ee9":"Y","eea":"Y","eeb":"Y","eec":"Y","eed":"Y","eee":"Y","eef":"Y","ef0":"Y","ef1":"Y",
"ef2":"Y","ef3":"Y","ef4":"Y","ef5":"Y","ef6":"Y","ef7":"Y","ef8":"Y","ef9":"Y","efa":"Y","efb":"Y","efc":"Y",
"efd":"Y","efe":"Y","eff":"Y","f00":"Y","f01":"Y","f02":"Y","f03":"Y","f04":"Y","f05":"Y","f06":"Y","f07":"Y",
"f08":"Y","f09":"Y","f0a":"Y","f0b":"Y","f0c":"Y","f0d":"Y","f0e":"Y","f0f":"Y","f10":"Y","f11":"Y","f12":"Y",
"f13":"Y","f14":"Y","f15":"Y","f16":"Y","f17":"Y","f18":"Y","f19":"Y","f1a":"Y","f1b":"Y","f1c":"Y","f1d":"Y",
"f1e":"Y","f1f":"Y","f20":"Y","f21":"Y","f22":"Y","f23":"Y","f24":"Y","f25":"Y","f26":"Y","f27":"Y","f28":"Y",
"f29":"Y","f2a":"Y","f2b":"Y","f2c":"Y","f2d":"Y","f2e":"Y","f2f":"Y","f30":"Y","f31":"Y","f32":"Y","f33":"Y",
"f34":"Y","f35":"Y","f36":"Y","f37":"Y","f38":"Y","f39":"Y","f3a":"Y","f3b":"Y","f3c":"Y","f3d":"Y","f3e":"Y",
"f3f":"Y","f40":"Y","f41":"Y","f42":"Y","f43":"Y","f44":"Y","f45":"Y","f46":"Y","f47":"Y","f48":"Y","f49":"Y",
"f4a":"Y","f4b":"Y","f4c":"Y","f4d":"Y","f4e":"Y","f4f":"Y","f50":"Y","f51":"Y","f52":"Y","f53":"Y","f54":"Y",
"f55":"Y","f56":"Y","f57":"Y","f58":"Y","f59":"Y","f5a":"Y","f5b":"Y","f5c":"Y","f5d":"Y","f5e":"Y","f5f":"Y",
"f60":"Y","f61":"Y","f62":"Y","f63":"Y","f64":"Y","f65":"Y","f66":"Y","f67":"Y","f68":"Y","f69":"Y","f6a":"Y",
"f6b":"Y","f6c":"Y","f6d":"Y","f6e":"Y","f6f":"Y","f70":"Y","f71":"Y","f72":"Y","f73":"Y","f74":"Y","f75":"Y",
"f76":"Y","f77":"Y","f78":"Y","f79":"Y","f7a":"Y","f7b":"Y","f7c":"Y","f7d":"Y","f7e":"Y","f7f":"Y","f80":"Y",
"f81":"Y","f82":"Y","f83":"Y","f84":"Y","f85":"Y","f86":"Y","f87":"Y","f88":"Y","f89":"Y","f8a":"Y","f8b":"Y",
"f8c":"Y","f8d":"Y","f8e":"Y","f8f":"Y",
"f90":"豈 更 車 賈 滑 串 句 龜 龜 契 金 喇 奈 懶 癩 羅",
"f91":"蘿 螺 裸 邏 樂 洛 烙 珞 落 酪 駱 亂 卵 欄 爛 蘭",
"f92":"鸞 嵐 濫 藍 襤 拉 臘 蠟 廊 朗 浪 狼 郎 來 冷 勞",
"f93":"擄 櫓 爐 盧 老 蘆 虜 路 露 魯 鷺 碌 祿 綠 菉 錄",
"f94":"鹿 論 壟 弄 籠 聾 牢 磊 賂 雷 壘 屢 樓 淚 漏 累",
"f95":"縷 陋 勒 肋 凜 凌 稜 綾 菱 陵 讀 拏 樂 諾 丹 寧",
"f96":"怒 率 異 北 磻 便 復 不 泌 數 索 參 塞 省 葉 說",
"f97":"殺 辰 沈 拾 若 掠 略 亮 兩 凉 梁 糧 良 諒 量 勵",
"f98":"呂 女 廬 旅 濾 礪 閭 驪 麗 黎 力 曆 歷 轢 年 憐",
"f99":"戀 撚 漣 煉 璉 秊 練 聯 輦 蓮 連 鍊 列 劣 咽 烈",
"f9a":"裂 說 廉 念 捻 殮 簾 獵 令 囹 寧 嶺 怜 玲 瑩 羚",
"f9b":"聆 鈴 零 靈 領 例 禮 醴 隸 惡 了 僚 寮 尿 料 樂",
"f9c":"燎 療 蓼 遼 龍 暈 阮 劉 杻 柳 流 溜 琉 留 硫 紐",
"f9d":"類 六 戮 陸 倫 崙 淪 輪 律 慄 栗 率 隆 利 吏 履",
"f9e":"易 李 梨 泥 理 痢 罹 裏 裡 里 離 匿 溺 吝 燐 璘",
"f9f":"藺 隣 鱗 麟 林 淋 臨 立 笠 粒 狀 炙 識 什 茶 刺",
"fa0":"切 度 拓 糖 宅 洞 暴 輻 行 降 見 廓 兀 嗀 L L",
"fa1":"塚 L 晴 L L 凞 猪 益 礼 神 祥 福 靖 精 羽 L",
"fa2":"蘒 L 諸 L L 逸 都 L L L 飯 飼 館 鶴 郞 隷",
"fa3":"侮 僧 免 勉 勤 卑 喝 嘆 器 塀 墨 層 屮 悔 慨 憎",
"fa4":"懲 敏 既 暑 梅 海 渚 漢 煮 爫 琢 碑 社 祉 祈 祐",
"fa5":"祖 祝 禍 禎 穀 突 節 練 縉 繁 署 者 臭 艹 艹 著",
"fa6":"褐 視 謁 謹 賓 贈 辶 逸 難 響 頻 恵 𤋮 舘 Y Y",
"fa7":"並 况 全 侀 充 冀 勇 勺 喝 啕 喙 嗢 塚 墳 奄 奔",
"fa8":"婢 嬨 廒 廙 彩 徭 惘 慎 愈 憎 慠 懲 戴 揄 搜 摒",
"fa9":"敖 晴 朗 望 杖 歹 殺 流 滛 滋 漢 瀞 煮 瞧 爵 犯",
"faa":"猪 瑱 甆 画 瘝 瘟 益 盛 直 睊 着 磌 窱 節 类 絛",
"fab":"練 缾 者 荒 華 蝹 襁 覆 視 調 諸 請 謁 諾 諭 謹",
"fac":"變 贈 輸 遲 醙 鉶 陼 難 靖 韛 響 頋 頻 鬒 龜 𢡊",
"fad":"𢡄 𣏕 㮝 䀘 䀹 𥉉 𥳐 𧻓 齃 龎 Y Y Y Y Y Y",
"fb0":"ff fi fl ffi ffl st st Y Y Y Y Y Y Y Y Y",
"fb1":"Y Y Y mn me mi vn mkH Y Y Y Y Y y N i",
"fb2":"N N d h k l m r t + sH sH sH sH N N",
"fb3":"N b g d h v z Y t y k k l Y m Y",
"fb4":"n s Y p p Y tS q r sH t v b k p l",
"fb5":"a a b b b b p p p p bH bH bH bH tTH tTH",
"fb6":"tTH tTH tH tH tH tH t t t t v v v v pH pH",
"fb7":"pH pH dY dY dY dY nY nY nY nY cH cH cH cH cCH cCH",
"fb8":"cCH cCH dDH dDH dH dH d d d d j j r r k k",
"fb9":"k k g g g g g g g g n n n n n n",
"fba":"n n n n h h h h h h h h h h y y",
"fbb":"y y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"fbc":"Y",
"fbd":"Y Y Y nG nG nG nG u u oE oE yU yU u v v",
"fbe":"oE oE yU yU e e e e y y ya ya yh yh yw yw",
"fbf":"yu yu yoE yoE yyU yyU ye ye ye yy yy yy y y y y",
"fc0":"yj yh ym yy yy bj bh bkH bm by by tj th tkH tm ty",
"fc1":"ty tHj tHm tHy tHy jh jm hj hm kHj kHh kHm sj sh skH sm",
"fc2":"sh sm dj dh dkH dm th tm zm j m gj gm fj fh fkH",
"fc3":"fm fy fy qh qm qy qy ka kj kh kkH kl km ky ky lj",
"fc4":"lh lkH lm ly ly mj mh mkH mm my my nj nh nkH nm ny",
"fc5":"ny hj hm hy hy yj yh ykH ym yy yy dH r y Y Y",
"fc6":"Y Y Y Y yr yz ym yn yy yy br bz bm bn by by",
"fc7":"tr tz tm tn ty ty tHr tHz tHm tHn tHy tHy fy fy qy qy",
"fc8":"ka kl km ky ky lm ly ly ma mm nr nz nm nn ny ny",
"fc9":"y yr yz ym yn yy yy yj yh ykH ym yh bj bh bkH bm",
"fca":"bh tj th tkH tm th tHm jh jm hj hm kHj kHm sj sh skH",
"fcb":"sm sh skH sm dj dh dkH dm th zm j m gj gm fj fh",
"fcc":"fkH fm qh qm kj kh kkH kl km lj lh lkH lm lh mj mh",
"fcd":"mkH mm nj nh nkH nm nh hj hm h yj yh ykH ym yh ym",
"fce":"yh bm bh tm th tHm tHh sm sh sHm sHh kl km lm nm nh",
"fcf":"ym yh N N N ty ty y y gy gy sy sy sHy sHy hy",
"fd0":"hy jy jy kHy kHy sy sy dy dy sHj sHh sHkH sHm sHr sr sr",
"fd1":"dr ty ty y y gy gy sy sy sHy sHy hy hy jy jy kHy",
"fd2":"kHy sy sy dy dy sHj sHh sHkH sHm sHr sr sr dr sHj sHh sHkH",
"fd3":"sHm sh sHh tm sj sh skH sHj sHh sHkH tm zm a a Y Y",
"fd4":"Y",
"fd5":"tjm thj thj thm tkHm tmj tmh tmkH jmh jmh hmy hmy shj sjh sjy smh",
"fd6":"smh smj smm smm shh shh smm sHhm sHhm sHjy sHmkH sHmkH sHmm sHmm dhy dkHm",
"fd7":"dkHm tmh tmh tmm tmy jm mm mm my gmm gmy gmy fkHm fkHm qmh qmm",
"fd8":"lhm lhy lhy ljj ljj lkHm lkHm lmh lmh mhj mhm mhy mjh mjm mkHj mkHm",
"fd9":"Y Y mjkH hmj hmm nhm nhy njm njm njy nmy nmy ymm ymm bkHy tjy",
"fda":"tjy tkHy tkHy tmy tmy jmy jhy jmy skHy shy sHhy dhy ljy lmy yhy yjy",
"fdb":"ymy mmy qmy nhy qmh lhm my kmy njh mkHy ljm kmm ljm njh jhy hjy",
"fdc":"mjy fmy bhy kmm jm smm skHy njy Y Y Y Y Y Y Y Y",
"fdf":"sly qly allh akbr mhmd slm rswl lyh wslm sly sly_allh_lyh_wslm jl_jlalh ryal Y Y Y",
"fe0":"N",
"fe1":"Y, Y、 Y。 Y: Y; ! Y? Y〖 Y〗 ... Y Y Y Y Y Y",
"fe2":"N",
"fe3":".. Y— Y– Y Y Y( Y) Y{ Y} Y〔 Y〕 Y【 Y】 Y《 Y》 Y〈",
"fe4":"Y〉 Y「 Y」 Y『 Y』 Y Y Y[ Y] Y Y Y Y Y Y Y",
"fe5":"Y, Y、 . Y Y; Y: Y? ! Y— Y( Y) Y{ Y} Y〔 Y〕 Y#",
"fe6":"& Y* + Y- Y< Y> Y= Y Y $ Y% @ Y Y Y Y",
"fe7":"Y N Y N Y Y Y N Y N Y N Y N Y N",
"fe8":"N a a a a w w a a y y y y a a b",
"fe9":"b b b h h t t t t tH tH tH tH j j j",
"fea":"j h h h h kH kH kH kH d d dH dH r r z",
"feb":"z s s s s sH sH sH sH s s s s d d d",
"fec":"d t t t t z z z z N N N N g g g",
"fed":"g f f f f q q q q k k k k l l l",
"fee":"l m m m m n n n n h h h h w w y",
"fef":"y y y y y la la la la la la la la Y Y N",
"ff0":"Y ! Y Y# $ Y% & ' Y( Y) Y* + Y, Y- . Y/",
"ff1":"0 1 2 3 4 5 6 7 8 9 Y: Y; Y< Y= Y> Y?",
"ff2":"@ a b c d e f g h i j k l m n o",
"ff3":"p q r s t u v w x y z Y[ Y Y] Y^ Y",
"ff4":"' a b c d e f g h i j k l m n o",
"ff5":"p q r s t u v w x y z Y{ Y| Y} Y~ Y⦅",
"ff6":"Y⦆ Y。 Y「 Y」 Y、 Y・ を ぁ ぃ ぅ ぇ ぉ ゃ ゅ ょ っ",
"ff7":"ー あ い う え お か き く け こ さ し す せ そ",
"ff8":"た ち つ て と な に ぬ ね の は ひ ふ へ ほ ま",
"ff9":"み む め も や ゆ よ ら り る れ ろ わ ん ゙ ゚",
"ffa":"ᅠ ᄀ ᄁ ᆪ ᄂ ᆬ ᆭ ᄃ ᄄ ᄅ ᆰ ᆱ ᆲ ᆳ ᆴ ᆵ",
"ffb":"ᄚ ᄆ ᄇ ᄈ ᄡ ᄉ ᄊ ᄋ ᄌ ᄍ ᄎ ᄏ ᄐ ᄑ ᄒ Y",
"ffc":"Y Y ᅡ ᅢ ᅣ ᅤ ᅥ ᅦ Y Y ᅧ ᅨ ᅩ ᅪ ᅫ ᅬ",
"ffd":"Y Y ᅭ ᅮ ᅯ ᅰ ᅱ ᅲ Y Y ᅳ ᅴ ᅵ Y Y Y",
"ffe":"Y¢ Y£ Y¬ Y Y¦ Y¥ Y₩ Y Y│ Y← Y↑ Y→ Y↓ Y■ Y○ Y",
"fff":"Y Y Y Y Y Y Y Y Y _ _ _ Y Y Y Y",
"1000":"a e i o u dA dE dI dO dU jA jE Y jO jU kA",
"1001":"kE kI kO kU mA mE mI mO mU nA nE nI nO nU pA pE",
"1002":"pI pO pU qA qE qI qO Y rA rE rI rO rU sA sE sI",
"1003":"sO sU tA tE tI tO tU wA wE wI wO Y zA zE Y zO",
"1010":"Y Y Y Y Y Y Y 1 2 3 4 5 6 7 8 9",
"1011":"10 20 30 40 50 60 70 80 90 100 200 300 400 500 600 700",
"1012":"800 900 1000 2000 3000 4000 5000 6000 7000 8000 9000 10000 20000 30000 40000 50000",
"1013":"60000 70000 80000 90000 Y Y Y Y Y Y Y Y Y Y Y Y",
"1014":"14 12 1 5 50 500 5000 50000 5 10 50 100 500 1000 5000 5",
"1015":"10 50 100 500 1000 10000 50000 10 1 1 1 2 2 2 2 5",
"1016":"10 10 10 10 10 30 50 50 50 50 100 300 500 500 500 500",
"1017":"500 1000 5000 5 50 12 12 23 34 Y Y Y Y Y Y Y",
"1018":"Y Y Y Y Y Y Y Y Y Y 0 14 Y Y Y Y",
"1019":"Y","101a":"Y","101d":"Y","101e":"Y",
"101f":"Y Y Y Y Y Y Y Y Y Y Y Y Y N Y Y",
"1028":"a e b b g d i w z tH y k q l m n",
"1029":"m n u p k r s t t a e h x Y Y Y",
"102a":"a p d l y r l a q b m o d t sH sH",
"102b":"s N u n k n t p s i e y k k d w",
"102c":"g g z z nG j N t y r b b b b l e",
"102d":"y",
"102e":"N 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60",
"102f":"70 80 90 100 200 300 400 500 600 700 800 900 Y Y Y Y",
"1030":"a b c d e v z h tH i k l m n s o",
"1031":"p s q r s t u x pH cH f r c i u s",
"1032":"i v x l Y Y Y Y Y Y Y Y Y j t t",
"1033":"a b g d e q z h tH i k l m n j u",
"1034":"p 90 r s t w f x hW o 900 Y Y Y Y Y",
"1035":"a b g d e zH dZH z dZ i k l m n o p",
"1036":"r s t u c sH sHC y y o o f h c v N",
"1037":"N e iE jU jA iA N N N N N Y Y Y Y Y",
"1038":"a b g h d h w z h t y k sH l m d",
"1039":"n z s N p s q r t g t i u s Y Y",
"103a":"a i u kA kU gA gU xA cA jA jI tA tU dA dI dU",
"103b":"tHA pA bA fA nA nU mA mI mU yA vA vI rA rU lA sA",
"103c":"zA sHA sRA hA Y Y Y Y L L aMHA xS L L bG bU",
"103d":"Y 1 2 10 20 100 Y Y Y Y Y Y Y Y Y Y",
"1040":"e a a o o u i e a o u u i aW w y",
"1041":"h p b t d cH j k g f v tH dH s z sH",
"1042":"zH r l m n nG oY yU e a a o o u i e",
"1043":"a o u u i aW w y h p b t d cH j k",
"1044":"g f v tH dH s z sH zH r l m n nG oY yU",
"1045":"p t k f tH s sH cH y nG b d g v dH z",
"1046":"zH j w h l m i e a N o u aU aA r n",
"1047":"iI eI aI u oU uU oI oO aR oR eR uR r iR i yUU",
"1048":"N b t j x kH d r s sH dH c g f q k",
"1049":"l m n w h y a e i o u aA eE oO Y Y",
"104a":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"104b":"a aI aI e bR cH hCH e eI h hY i k hK kY l",
"104c":"m n o oI p hP s sH t hT c hC cH d u w",
"104d":"x g z zH Y Y Y Y a aI aI e bR cH hCH e",
"104e":"eI h hY i k hK kY l m n o oI p hP s sH",
"104f":"t hT c hC cH d u w x g z zH Y Y Y Y",
"1050":"a b c cH d nD dH e e f g gJ h i j k",
"1051":"l lL m n n nJ o p q r rR s sH t tH u",
"1052":"v x y z zH gH gH kH Y Y Y Y Y Y Y Y",
"1053":"a b g d e z e z t c y z i N l n",
"1054":"x d c j k l h x a c c c m q n j",
"1055":"s j o t f j c p g r s v t s u c",
"1056":"c w p k Y Y Y Y Y Y Y Y Y Y Y Y",
"1057":"a b b c cH d dH e e f g Y h h i iJ",
"1058":"j k l lL m n nJ o p q r Y s sH t tH",
"1059":"u v x Y y z Y a b b c cH d dH e e",
"105a":"f g Y h h i iJ j k l lL m n nJ o p",
"105b":"q r Y s sH t tH u v x Y y z Y Y Y",
"105c":"L L L L L L L L L 𐗒 L L L L L L",
"105e":"L L L L 𐗚 L L L L L L L L L L L",
"1078":"aA N N aE b b Y dZ dZ dZ dZ d d d e e",
"1079":"fN u g g g h h h j lS lZ l l l lZ lZH",
"107a":"y y o oE o q r r r r r tC tS tS tS t",
"107b":"v Y y N N N N N N q s t N c k qC",
"1080":"a e i o u jA Y Y jO Y kA kE kI kO kU lA",
"1081":"lE lI lO lU mA mE mI mO mU nA nE nI nO nU pA pE",
"1082":"pI pO pU rA rE rI rO rU sA sE sI sO sU tA tE tI",
"1083":"tO tU wA wE wI wO Y xA xE Y Y Y zA Y Y zO",
"1084":"N b g d h w z h t y k l m n s N",
"1085":"p s q r sH t Y Y 1 2 3 10 20 100 1000 10000",
"1086":"N b g d h w z h t y k l m n n s",
"1087":"N p s q r sH t Y Y 1 2 3 4 5 10 20",
"1088":"N N b b g d h h w z h t y y k k",
"1089":"l l m m n n s N p s q r sH sH t Y",
"108a":"Y Y Y Y Y Y Y 1 2 3 4 4 5 10 20 100",
"108e":"N b g d h w z h t y k l m n s N",
"108f":"p s q Y sH t Y Y Y Y Y 1 5 10 20 100",
"1090":"N b g d h w z h t y k l m n s N",
"1091":"p s q r sH t 1 10 20 100 2 3 Y Y Y Y",
"1092":"a b g d e v i y k l m n o r s t",
"1093":"u f q s t a e l n c Y Y Y Y Y Y",
"1098":"a e i o y w b b p m n n nE nE r r",
"1099":"l x h s s sE k q t t tE tE tO d N N",
"109a":"a e i o y w b p m n nE r l x h s",
"109b":"s sE k q t tE tO d Y Y Y Y 11 5 rMT iMN",
"109c":"1 2 3 4 5 6 7 8 9 10 20 30 40 50 60 70",
"109d":"Y Y 100 200 300 400 500 600 700 800 900 1000 2000 3000 4000 5000",
"109e":"6000 7000 8000 9000 10000 20000 30000 40000 50000 60000 70000 80000 90000 100000 200000 300000",
"109f":"400000 500000 600000 700000 800000 900000 1 2 3 4 5 6 7 8 9 10",
"10a0":"a N N N Y N N Y Y Y Y Y N N N N",
"10a1":"k kH g gH Y c cH j Y n t tH d dH n t",
"10a2":"tH d dH n p pH b bH m y r l v s s s",
"10a3":"z h k tH t vH Y Y N N N Y Y Y Y N",
"10a4":"1 2 3 4 10 20 100 1000 5 Y Y Y Y Y Y Y",
"10a5":"Y",
"10a6":"h l h m q w s r b t s k n h s s",
"10a7":"f N N d g d g t z d y t z N 50 Y",
"10a8":"h l h m q w s r b t s k n h s s",
"10a9":"f N N d g d g t z d y t z N 10 20",
"10ac":"N b bH g gH d h w Y z zH j jH h t y",
"10ad":"k k kH l dH tH m n s N N p f c q q",
"10ae":"qH r sH sH t N N Y Y Y Y 1 5 10 20 100",
"10af":"Y",
"10b0":"a a a a a a e e e e o o i i u u",
"10b1":"k x x xV g g gH c j t tH d dH t p f",
"10b2":"b bH nG nG nGV n n n m m y y v r l s",
"10b3":"z sH zH sH sH h Y Y Y Y Y Y Y Y Y Y",
"10b4":"N b g d h w z h t y k l m n s N",
"10b5":"p s q r sH t Y Y 1 2 3 4 10 20 100 1000",
"10b6":"N b g d h w z h t y k l m n s p",
"10b7":"s sH t Y Y Y Y Y 1 2 3 4 10 20 100 1000",
"10b8":"N b g d h w z h y k l m n s p s",
"10b9":"sH t Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"10ba":"Y Y Y Y Y Y Y Y Y 1 2 3 4 10 20 100",
"10c0":"a a a i i e o o o b b b b g g g",
"10c1":"g d d d z z y y y y k k k k l l",
"10c2":"l lT m n n n nT nT nC nC nY nY nG nG nG p",
"10c3":"p c c c q q q q q q r r r s s sH",
"10c4":"sH sH sH t t t t oT bASH Y Y Y Y Y Y Y",
"10c8":"a a b mB c nC cS d nD e e e f g gY h",
"10c9":"i i j k k nK l lY m n nY o o o o o",
"10ca":"p mP r r s sZ t nT tY cH u u u u v z",
"10cb":"zS tPRUS s Y Y Y Y Y Y Y Y Y Y Y Y Y",
"10cc":"a a b mB c nC cS d nD e e e f g gY h",
"10cd":"i i j k k nK l lY m n nY o o o o o",
"10ce":"p mP r r s sZ t nT tY cH u u u u v z",
"10cf":"zS tPRUS s Y Y Y Y Y Y Y 1 5 10 50 100 1000",
"10d0":"L b p t t j cH h kH f d d r r z s",
"10d1":"sH k g l m n w u y i nG nY v a i u",
"10d2":"e o L m N N N N Y Y Y Y Y Y Y Y",
"10d3":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"10d5":"𐵰 𐵱 𐵲 𐵳 𐵴 𐵵 𐵶 𐵷 𐵸 𐵹 𐵺 𐵻 𐵼 𐵽 𐵾 𐵿",
"10d6":"𐶀 𐶁 𐶂 𐶃 𐶄 𐶅 Y Y Y N N N N N Y L",
"10d8":"L L L L L L Y Y Y Y Y Y Y Y Y Y",
"10e6":"1 2 3 4 5 6 7 8 9 10 20 30 40 50 60 70",
"10e7":"80 90 100 200 300 400 500 600 700 800 900 12 14 13 23 Y",
"10e8":"a b p p t s c cH cH h x d z r r z",
"10e9":"j s sH s d t z N x f v v q k k g",
"10ea":"l m n u w o e h y e Y N N Y Y Y",
"10eb":"lL e Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"10ec":"Y Y L L L L L L Y Y Y N N N N N",
"10ed":"Y","10ef":"N",
"10f0":"N N b b g h h w z h y k l m n n",
"10f1":"n s N N p s s s r sH t t t 1 2 3",
"10f2":"4 5 10 20 30 100 5 d Y Y Y Y Y Y Y Y",
"10f3":"N b g h w z h y k l m n s N p s",
"10f4":"r sH t f l sH N N N N N N N N N N",
"10f5":"N 1 10 20 100 Y Y Y Y Y Y Y Y Y Y Y",
"10f7":"N b g w z x y k d m n s p c r sH",
"10f8":"t l N N N N Y Y Y Y Y Y Y Y Y Y",
"10fb":"N N b g d h w w z h y k l m n s",
"10fc":"N p r sH t 1 2 3 4 10 20 100 Y Y Y Y",
"10fe":"N b g d h w z h t y k l m n s N",
"10ff":"p s q r sH t zY Y Y Y Y Y Y Y Y Y",
"1100":"N N N h h a a i i u u r r l l e",
"1101":"aI o aU k kH g gH n c cH j jH n t tH d",
"1102":"dH n t tH d dH n p pH b bH m y r l v",
"1103":"s s s h l l r n N N N N N N N N",
"1104":"N N N N N N N Y Y Y Y Y Y Y Y Y",
"1105":"Y Y 1 2 3 4 5 6 7 8 9 10 20 30 40 50",
"1106":"60 70 80 90 100 1000 0 1 2 3 4 5 6 7 8 9",
"1107":"N e o N N l Y Y Y Y Y Y Y Y Y N",
"1108":"N N N a a i i u u e aI o aU k kH g",
"1109":"gH n c cH j jH n t tH d d dH dH n t tH",
"110a":"d dH n p pH b bH m y r l b s s s h",
"110b":"N N N N N N N N N N N Y Y _ Y Y",
"110c":"Y Y N Y Y Y Y Y Y Y Y Y Y _ Y Y",
"110d":"s t b c d g m n l n v p y r h k",
"110e":"j n a e i u o e x Y Y Y Y Y Y Y",
"110f":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1110":"N N N a i u e k kH g gH n c cH j jH",
"1111":"n t tH d dH n t tH d dH n p pH b bH m",
"1112":"y y r l w s h N N N N N N N N N",
"1113":"N N N N N Y 0 1 2 3 4 5 6 7 8 9",
"1114":"Y Y Y Y lH N N v Y Y Y Y Y Y Y Y",
"1115":"a i u e o k kH g gH c cH j jH n t tH",
"1116":"d dH n t tH d dH n p pH b bH m r l v",
"1117":"s h r N Y Y sRI Y Y Y Y Y Y Y Y Y",
"1118":"N N N a a i i u u r r l l e aI o",
"1119":"aU k kH g gH n c cH j jH n t tH d dH n",
"111a":"t tH d dH n p pH b bH m y r l l v s",
"111b":"s s h N N N N N N N N N N N N N",
"111c":"N N h h oM Y Y Y Y N N N N Y N N",
"111d":"0 1 2 3 4 5 6 7 8 9 L Y N Y Y Y",
"111e":"Y 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60",
"111f":"70 80 90 100 1000 Y Y Y Y Y Y Y Y Y Y Y",
"1120":"a a i u e aI o aU k kH g g gH n c cH",
"1121":"j j Y n t tH d dH n t tH d d dH n p",
"1122":"pH b b bH m y r l v s h r N N N N",
"1123":"N N N N N N N N Y Y Y Y Y Y N q",
"1124":"i N Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"1128":"a i u e k kH g Y gH Y c cH j j Y n",
"1129":"t tH d d dH n t tH d dH n p pH b Y bH",
"112a":"m y r l v s h r rH Y Y Y Y Y Y Y",
"112b":"a a i i u u e aI o aU k kH g g gH n",
"112c":"c cH j j jH n t tH d d r dH n t tH d",
"112d":"dH n p pH b b bH m y r l v s s h N",
"112e":"N",
"112f":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1130":"N N N N Y a a i i u u r l Y Y e",
"1131":"aI Y Y o aU k kH g gH n c cH j jH n t",
"1132":"tH d dH n t tH d dH n Y p pH b bH m y",
"1133":"r Y l l Y v d d d h Y N N N N N",
"1134":"N",
"1135":"oM Y Y Y Y Y Y N Y Y Y Y Y N m m",
"1136":"r l N N Y Y N N N N N N N Y Y Y",
"1137":"N",
"1138":"L L L 𑎂 L 𑎄 L L L L Y L Y Y 𑎋 Y",
"1139":"L 𑎐 L L L L L L L L L L L L L L",
"113b":"L L L L L L Y L N N N N N N N N",
"113c":"N",
"113d":"N L N L Y Y Y Y Y Y Y Y Y Y Y Y",
"113e":"N",
"1140":"a a i i u u r r l l e aI o aU k kH",
"1141":"g gH n hN c cH j jH n hN t tH d dH n t",
"1142":"tH d dH n hN p pH b bH m hM y r hR l hL",
"1143":"v s s s h N N N N N N N N N N N",
"1144":"N N N N N N N N m oM N Y Y Y Y Y",
"1145":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y N m",
"1146":"h",
"1148":"N a a i i u u r r l l e aI o aU k",
"1149":"kH g gH n c cH j jH n t tH d dH n t tH",
"114a":"d dH n p pH b bH m y r l v s s s h",
"114b":"N",
"114c":"N N N N N m Y oM Y Y Y Y Y Y Y Y",
"114d":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1158":"a a i i u u r r l l e aI o aU k kH",
"1159":"g gH n c cH j jH n t tH d dH n t tH d",
"115a":"dH n p pH b bH m y r l v s s s h N",
"115b":"N",
"115c":"N Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"115d":"Y Y Y Y Y Y Y Y i i i u N N Y Y",
"1160":"a a i i u u r r l l e aI o aU k kH",
"1161":"g gH n c cH j jH n t tH d dH n t tH d",
"1162":"dH n p pH b bH m y r l v s s s h l",
"1163":"N",
"1164":"N Y Y Y N Y Y Y Y Y Y Y Y Y Y Y",
"1165":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1166":"Y",
"1168":"a a i i u u e aI o aU k s g gH n c",
"1169":"cH j jH n t tH d dH n t tH d dH n p pH",
"116a":"b bH m y r l v s s h r N N N N N",
"116b":"N N N N N N N N kH Y Y Y Y Y Y Y",
"116c":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1170":"k kH nG n t t p pH b m j cH tH r l s",
"1171":"nY h L d dH g g gH bH jH b Y Y N N N",
"1172":"N",
"1173":"0 1 2 3 4 5 6 7 8 9 10 20 Y Y Y Y",
"1174":"c t tH d dH n l Y Y Y Y Y Y Y Y Y",
"1180":"a a i i u u e aI o aU k kH g gH n c",
"1181":"cH j jH n t tH d dH n t tH d dH n p pH",
"1182":"b bH m y r l v s s s h r N N N N",
"1183":"N N N N N N N N N N N Y Y Y Y Y",
"118a":"m a i u N y i u e o n g k n j c",
"118b":"n d t n d t m b p h l r r s s v",
"118c":"m a i u N y i u e o n g k n j c",
"118d":"n d t n d t m b p h l r r s s v",
"118e":"0 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60",
"118f":"70 80 90 Y Y Y Y Y Y Y Y Y Y Y Y oM",
"1190":"a a i i u u e Y Y o Y Y k kH g gH",
"1191":"n c cH j Y n t Y d dH n t tH d dH n",
"1192":"p pH b bH m N y r l v s s s h l z",
"1193":"N N N N N N Y N N Y Y N N N N n",
"1194":"N r N N Y Y Y Y Y Y Y Y Y Y Y Y",
"1195":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"119a":"a a i i u u r r Y Y e aI o aU k kH",
"119b":"g gH n c cH j jH n t tH d dH n t tH d",
"119c":"dH n p pH b bH m y r l v s s s h l",
"119d":"r N N N N N N N Y Y N N N N N N",
"119e":"N N Y N N Y Y Y Y Y Y Y Y Y Y Y",
"11a0":"L N N N N N N N N N N k kH g gH nG",
"11a1":"c cH j nY t tH d dH n t tH d dH n p pH",
"11a2":"b bH m tS tSH dZ dZH zH z N y r l v sH s",
"11a3":"s h kS N N N N N N N r N N N N Y",
"11a4":"Y Y Y Y Y Y Y N Y Y Y Y Y Y Y Y",
"11a5":"L N N N N N N N N N N N k kH g gH",
"11a6":"nG c cH j jH nY t tH d dH n t tH d dH n",
"11a7":"p pH b bH m tS tSH dZ zH z N y r l v sH",
"11a8":"s s h kS h h r l sH s N N N N N N",
"11a9":"N N N N N N N N N N Y Y Y N Y Y",
"11aa":"Y",
"11ab":"hI hII hU hUU hA hAA sHRI sHRII sHRU sHRUU sHRA sHRAA sPE sPI sPO sPA",
"11ac":"p k l m d z v nG h g kH s b c t tH",
"11ad":"n pH r f cH a e i o u uA iA p k t m",
"11ae":"n l w nG y L L N L L N L L L L L",
"11af":"N L L L L N L L N Y Y Y Y Y Y Y",
"11b0":"Y","11b6":"N",
"11be":"L Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"11c0":"a a i i u u r r l Y e aI o aU k kH",
"11c1":"g gH n c cH j jH n t tH d dH n t tH d",
"11c2":"dH n p pH b bH m y r l v s s s h N",
"11c3":"N",
"11c4":"N Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"11c5":"0 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6",
"11c6":"7 8 9 10 20 30 40 50 60 70 80 90 N Y Y Y",
"11c7":"Y Y k kH g nG c cH j nY t tH d n p pH",
"11c8":"b m tS tSH dZ w zH z N y r l sH s h L",
"11c9":"N","11ca":"N","11cb":"N",
"11d0":"a a i i u u e Y aI o Y aU k kH g gH",
"11d1":"n c cH j jH n t tH d dH n t tH d dH n",
"11d2":"p pH b bH m y r l v s s s h l kS jN",
"11d3":"tR N N N N N N Y Y Y N Y N N Y N",
"11d4":"N N N N N N r N Y Y Y Y Y Y Y Y",
"11d5":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"11d6":"a a i i u u Y e aI Y o aU y v b bH",
"11d7":"m k kH t tH l g gH d dH n c cH t tH l",
"11d8":"j jH d dH n p pH h r s N N N N N Y",
"11d9":"N N Y N N N N N oM Y Y Y Y Y Y Y",
"11da":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"11df":"N",
"11ee":"k g nG p b m t d n c j nY y r l w",
"11ef":"s L N N N N N Y Y Y Y Y Y Y Y Y",
"11f0":"N N r N a a i i u u rE rO lE lO e aI",
"11f1":"o Y k kH g gH nG c cH j jH nY t tH d dH",
"11f2":"n t tH d dH n p pH b bH m y r l w s",
"11f3":"s s h jNY N N N N N N N Y Y Y N N",
"11f4":"N N N Y Y Y Y Y Y Y Y Y Y Y Y Y",
"11f5":"0 1 2 3 4 5 6 7 8 9 N Y Y Y Y Y",
"11fb":"yH",
"11fc":"1 2 4 5 8 10 12 15 16 20 20 32 40 48 60 64",
"11fd":"80 160 160 240 N Y Y Y Y Y Y Y Y Y Y Y",
"11fe":"Y","11ff":"Y",
"1246":"L L L L L L L L L L L L L L L Y",
"1247":"Y","1255":"Y","1256":"Y","1257":"Y","1258":"Y","1259":"Y","125a":"Y","125b":"Y","125c":"Y","125d":"Y",
"125e":"Y","125f":"Y","1260":"Y","1261":"Y","1262":"Y","1263":"Y","1264":"Y","1265":"Y","1266":"Y","1267":"Y",
"1268":"Y",
"12ff":"L Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"1343":"_",
"1344":"N L L L L L L N N N N N N N N N",
"1345":"N",
"1611":"L L L L L L L L L L L L L L N N",
"1612":"N",
"16a4":"t nG y m b d a pH kH h i c k l m n",
"16a5":"p o o r sH tH e w e k l l hAI o tEK Y",
"16a6":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"16a7":"oZ oC oQ oX aZ aC aQ aX vZ vC vQ vX eZ eC eQ eX",
"16a8":"iZ iC iQ iX uZ uC uQ uX aWZ aWC aWQ aWX uIZ uIC uIQ uIX",
"16a9":"nG uEX uEZ aWX uEC uEZ uEQ uEX uIUZ uIUC uIUQ uIUX mZ mC mQ mX",
"16aa":"k kH g nG s y w p nY pH b m n h l hT",
"16ab":"t d r nH sH c tS gH hTT tH x f dH cH z Y",
"16ac":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"16ad":"n k s f mB nY g d kP j xW w z gB nD c",
"16ae":"hW t b v h p l a o o u e e i Y Y",
"16af":"N N N N N Y Y Y Y Y Y Y Y Y Y Y",
"16b0":"eEB eEV iB iV aUB aUV uB uV eB eV aIB aIV oOB oOV aWB aWV",
"16b1":"uAB uAV oB oV iAB iAV aB aV wB wV aAB aAV v nTS l h",
"16b2":"nL r nK qH y hL m cH nCH hN pLH nTH n N x c",
"16b3":"N N N N N N N Y Y Y Y Y Y Y Y Y",
"16b4":"N N N N Y Y Y Y Y Y Y Y Y Y Y Y",
"16b5":"0 1 2 3 4 5 6 7 8 9 Y cAUM pUA vAM rOOB nEEV",
"16b6":"rUAV tAS Y N xYOO hLI hLI zT hNUB nQIG xIAB nTUJ aV tC mT tAU",
"16b7":"lOS mUS cHLNN cCT cT cTC cPD cNT Y Y Y Y Y cHENG yENG lEE",
"16b8":"lOR xIONG kONG hER mOUA tHAO cHANG pHA kHANG hANG vANG fANG yANG cHUE kW vUE",
"16d6":"L L L N N N N N N N N L L Y Y Y",
"16e4":"m s v w aTIU z kP p t g f i k a j e",
"16e5":"b c u yU l q h nG x d o n r o aI y",
"16e6":"m s v w aTIU z kP p t g f i k a j e",
"16e7":"b c u yU l q h nG x d o n r o aI y",
"16e8":"0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
"16e9":"16 17 18 19 1 2 3 Y Y Y Y Y Y Y Y Y",
"16ea":"𖺻 𖺼 𖺽 𖺾 𖺿 𖻀 𖻁 𖻂 𖻃 𖻄 𖻅 𖻆 𖻇 𖻈 𖻉 𖻊",
"16eb":"𖻋 𖻌 𖻍 𖻎 𖻏 𖻐 𖻑 𖻒 𖻓 Y Y L L L L L",
"16f0":"b b b bL m m m f v v d d d d dR dR",
"16f1":"n n n n nR nR l l hL hL dL dL dLI dLI g g",
"16f2":"g gH gH nGG nGG nGG h hX hX hX j j nI nI zH zH",
"16f3":"zH zH j sH x r r z z z s r r y y y",
"16f4":"yI yI w L L bL sH j d z dR Y Y Y Y N",
"16f5":"n N N N N N N N N N N N N N N N",
"16f6":"N","16f7":"N","16f8":"N",
"16f9":"N N N x b l t s k f b x l t s f",
"16fe":"N N Y N N Y Y Y Y Y Y Y Y Y Y Y",
"16ff":"N N L L L L L Y Y Y Y Y Y Y Y Y",
"1b00":"e e a a a a i i i i u u u u u e",
"1b01":"e e e e o o o kA kA kA kA kA kA kA kA kA",
"1b02":"kA kA kA kI kI kI kI kI kI kI kI kU kU kU kU kU",
"1b03":"kU kU kE kE kE kE kE kE kO kO kO kO sA sA sA sA",
"1b04":"sA sA sA sA sHI sHI sHI sHI sHI sHI sU sU sU sU sU sU",
"1b05":"sU sU sE sE sE sE sE sO sO sO sO sO sO sO tA tA",
"1b06":"tA tA cHI cHI cHI cHI cHI cHI cHI tSU tSU tSU tSU tSU tE tE",
"1b07":"tE tE tE tE tE tE tE tO tO tO tO tO tO tO nA nA",
"1b08":"nA nA nA nA nA nA nA nI nI nI nI nI nI nI nI nU",
"1b09":"nU nU nE nE nE nE nE nE nE nO nO nO nO nO hA hA",
"1b0a":"hA hA hA hA hA hA hA hA hA hI hI hI hI hI hI hI",
"1b0b":"fU fU fU hE hE hE hE hE hE hE hO hO hO hO hO hO",
"1b0c":"hO hO mA mA mA mA mA mA mA mI mI mI mI mI mI mI",
"1b0d":"mU mU mU mU mE mE mE mO mO mO mO mO mO yA yA yA",
"1b0e":"yA yA yA yU yU yU yU yO yO yO yO yO yO rA rA rA",
"1b0f":"rA rI rI rI rI rI rI rI rU rU rU rU rU rU rE rE",
"1b10":"rE rE rO rO rO rO rO rO wA wA wA wA wA i i i",
"1b11":"i i e e e e o o o o o o o n n wU",
"1b12":"yI yE wU Y Y Y Y Y Y Y Y Y Y Y Y Y",
"1b13":"kO",
"1b15":"i e o Y Y kO Y Y Y Y Y Y Y Y Y Y",
"1b16":"Y Y Y Y i e o n Y Y Y Y Y Y Y Y",
"1b17":"i nA tSHA iE pOE sWE pHIU u cYA tIE nJIE tOE tCHYE fWE lIU sIU",
"1b18":"tHU nJYU vAI kAI kHAU kOU tCIOU lIANG cIANG tSHENG sONG mA fA lA tHOE tSOE",
"1b19":"fWE tSWE tI cI fU fU fU tCYU tCYU fAI hAU lOU lIOU tCIOU cIOU tCHYN",
"1b1a":"fANG vANG sANG kHANG tHENG nENG pIONG iONG vA kHUA tCHYA nIE lIE tCIE tCHIE nJIE",
"1b1b":"nJIE iE iE mWE vWE vWE tWE tSWE sWE sWE tCI cI i lIU nJIU cIU",
"1b1c":"mU yU tCHY nJY y pAI pAI lAI aI hAU tOU lIOU iOU tSEW tSEW sUOW",
"1b1d":"hUOW hUOW nGUW mANG tHANG kANG lIANG tCIANG nJIANG pENG sENG pIONG tSHIONG tCING pA lA",
"1b1e":"sIE tCIE iE pOE lOE tSOE sOE kOE kHUOE yE pWE pWE tCHI tSIU fU vU",
"1b1f":"kHU hU pW fW sW kW hW mAI tHAI sAI sAI tHAU lAU lAU nW kOU",
"1b20":"cIOU lEW sEW tHUOW uOW kUW tCYN yN vANG tSANG sANG kHANG tCIANG iANG tENG nENG",
"1b21":"pIONG mIONG cIONG cIONG nJING nG tSA sA kUA kUA cYA cIE pHOE fOE lOE tSHOE",
"1b22":"tSHOE oE tCHYE fWE tSWE nI tSHI tSHI sI fU aNG tCHYU cYU pHW fAI tSAI",
"1b23":"lOU tSOU pIOU mIOU tCHIOU nJIOU iOU nUOW kUOW hUOW pANG nGU tSIANG tSIANG cIANG iANG",
"1b24":"lIONG tSHIONG cIONG cING lA cYA pOE tHOE nOE tSHOE kUE tSIOU kUE yE pWE vWE",
"1b25":"tHI tSI tSI tCI tCI tSHIU pU tSU kU tCYU nJYU tCHY pW hW pHAI mAI",
"1b26":"lAI sAI hAI mAU tSHAU hAU kOU oU kUE tSHIOU sIOU tCIOU cIOU tHUOW fANG vANG",
"1b27":"lANG tSHANG kHANG kHANG lIANG sIANG cIANG cIANG nENG lENG nONG lONG lIONG tSIONG sIONG tCING",
"1b28":"tCING cING iNG nG vA sA lIE tSHIE sIE iE mOE lOE tCHYE cYE pI tI",
"1b29":"tCI tSIU pU fU tHU hU tCY cY pW kHW lAI sAI sAU tSOU nGOU tSIOU",
"1b2a":"nJIOU cIOU iOU yN tANG lANG kANG hANG hANG sIANG tCIANG iANG mENG tSIONG sIONG tCHIONG",
"1b2b":"pA tSHIE sIE tSOE kOE tCYE tCYE pWE sWE tI i tCIU cIU tSU tSHU kU",
"1b2c":"lW mAI kAU tHOU hOU pANG fANG tANG lANG mENG tENG tSENG cING iNG tSA tSIE",
"1b2d":"cIE mOE lI tSI tCI i mU lU hU cYU hW tAU sIOU lEW tSHEW yN",
"1b2e":"tONG iE vOE tSWE i tU lU lOU tSOU tSUOW mANG tCIANG tCHIANG tCIONG tSIE mOE",
"1b2f":"kU cYU pW tSIANG tSHAI nGUOW nONG fU kU fANG tCYE fI Y Y Y Y",
"1bc0":"h x p t f k l b d v g r pN dS fN kM",
"1bc1":"rS tH dH dH kK j hL lH rH m n j s mN nM jM",
"1bc2":"sJ m nG zH j z s mS nS jS sS mNS nMS jMS sJS cH",
"1bc3":"jN jNS sT sTR sP sPR tS tRS w wH wR sN sM kRS gRS sK",
"1bc4":"sKR a oW oA o aOU i e iE i uI eE eH i eE i",
"1bc5":"yE u eU xW uN u u uH u oOH oW oU wA wO wI wEI",
"1bc6":"wOW u o i a aN aM eN aN oN m Y Y Y Y Y",
"1bc7":"N","1bc8":"N",
"1bc9":"N N N N N N N N N N Y Y Y N N Y",
"1bca":"N","1cc0":"Y","1cc1":"Y","1cc2":"Y","1cc3":"Y","1cc4":"Y","1cc5":"Y","1cc6":"Y","1cc7":"Y","1cc8":"Y",
"1cc9":"Y","1cca":"Y","1ccb":"Y","1ccc":"Y",
"1ccd":"Y Y Y Y Y Y a b c d e f g h i j",
"1cce":"k l m n o p q r s t u v w x y z",
"1ccf":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1cd0":"Y","1cd1":"Y","1cd2":"Y","1cd3":"Y","1cd4":"Y","1cd5":"Y","1cd6":"Y","1cd7":"Y","1cd8":"Y","1cd9":"Y",
"1cda":"Y","1cdb":"Y","1cdc":"Y","1cdd":"Y","1cde":"Y","1cdf":"Y","1ce0":"Y","1ce1":"Y","1ce2":"Y","1ce3":"Y",
"1ce4":"Y","1ce5":"Y","1ce6":"Y","1ce7":"Y","1ce8":"Y","1ce9":"Y","1cea":"Y","1ceb":"Y","1cec":"Y","1ced":"Y",
"1cee":"Y","1cef":"Y","1cf0":"N","1cf1":"N","1cf2":"N","1cf3":"N","1cf4":"N","1cf5":"Y","1cf6":"Y","1cf7":"Y",
"1cf8":"Y","1cf9":"Y","1cfa":"Y","1cfb":"Y","1cfc":"Y","1d00":"Y","1d01":"Y","1d02":"Y","1d03":"Y","1d04":"Y",
"1d05":"Y","1d06":"Y","1d07":"Y","1d08":"Y","1d09":"Y","1d0a":"Y","1d0b":"Y","1d0c":"Y","1d0d":"Y","1d0e":"Y",
"1d0f":"Y","1d10":"Y","1d11":"Y",
"1d12":"Y Y Y Y Y Y Y N N Y Y Y Y Y Y Y",
"1d13":"Y","1d14":"Y",
"1d15":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y𝅗 Y𝅘",
"1d16":"Y𝅘 Y𝅘 Y𝅘 Y𝅘 Y𝅘 N N N N N Y Y Y N N N",
"1d17":"N",
"1d18":"N N N Y Y N N N N N N N Y Y Y Y",
"1d19":"Y",
"1d1a":"Y Y Y Y Y Y Y Y Y Y N N N N Y Y",
"1d1b":"Y Y Y Y Y Y Y Y Y Y Y Y𝆹 Y𝆺 Y𝆹 Y𝆺 Y𝆹",
"1d1c":"Y𝆺 Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"1d1d":"Y","1d1e":"Y","1d1f":"Y","1d20":"Y","1d21":"Y","1d22":"Y","1d23":"Y",
"1d24":"Y Y N N N Y Y Y Y Y Y Y Y Y Y Y",
"1d25":"N N N Y Y Y Y Y Y Y Y N N Y Y N",
"1d26":"Y","1d27":"Y","1d28":"N",
"1d2c":"0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
"1d2d":"16 17 18 19 Y Y Y Y Y Y Y Y Y Y Y Y",
"1d2e":"0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
"1d2f":"16 17 18 19 Y Y Y Y Y Y Y Y Y Y Y Y",
"1d30":"Y","1d31":"Y","1d32":"Y","1d33":"Y","1d34":"Y","1d35":"Y",
"1d36":"1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7",
"1d37":"8 9 1 2 3 4 5 1 5 Y Y Y Y Y Y Y",
"1d40":"a b c d e f g h i j k l m n o p",
"1d41":"q r s t u v w x y z a b c d e f",
"1d42":"g h i j k l m n o p q r s t u v",
"1d43":"w x y z a b c d e f g h i j k l",
"1d44":"m n o p q r s t u v w x y z a b",
"1d45":"c d e f g Y i j k l m n o p q r",
"1d46":"s t u v w x y z a b c d e f g h",
"1d47":"i j k l m n o p q r s t u v w x",
"1d48":"y z a b c d e f g h i j k l m n",
"1d49":"o p q r s t u v w x y z a Y c d",
"1d4a":"Y Y g Y Y j k Y Y n o p q Y s t",
"1d4b":"u v w x y z a b c d Y f Y h i j",
"1d4c":"k l m n Y p q r s t u v w x y z",
"1d4d":"a b c d e f g h i j k l m n o p",
"1d4e":"q r s t u v w x y z a b c d e f",
"1d4f":"g h i j k l m n o p q r s t u v",
"1d50":"w x y z a b Y d e f g Y Y j k l",
"1d51":"m n o p q Y s t u v w x y Y a b",
"1d52":"c d e f g h i j k l m n o p q r",
"1d53":"s t u v w x y z a b Y d e f g Y",
"1d54":"i j k l m Y o Y Y Y s t u v w x",
"1d55":"y Y a b c d e f g h i j k l m n",
"1d56":"o p q r s t u v w x y z a b c d",
"1d57":"e f g h i j k l m n o p q r s t",
"1d58":"u v w x y z a b c d e f g h i j",
"1d59":"k l m n o p q r s t u v w x y z",
"1d5a":"a b c d e f g h i j k l m n o p",
"1d5b":"q r s t u v w x y z a b c d e f",
"1d5c":"g h i j k l m n o p q r s t u v",
"1d5d":"w x y z a b c d e f g h i j k l",
"1d5e":"m n o p q r s t u v w x y z a b",
"1d5f":"c d e f g h i j k l m n o p q r",
"1d60":"s t u v w x y z a b c d e f g h",
"1d61":"i j k l m n o p q r s t u v w x",
"1d62":"y z a b c d e f g h i j k l m n",
"1d63":"o p q r s t u v w x y z a b c d",
"1d64":"e f g h i j k l m n o p q r s t",
"1d65":"u v w x y z a b c d e f g h i j",
"1d66":"k l m n o p q r s t u v w x y z",
"1d67":"a b c d e f g h i j k l m n o p",
"1d68":"q r s t u v w x y z a b c d e f",
"1d69":"g h i j k l m n o p q r s t u v",
"1d6a":"w x y z i j sS Y a b g d e z i tH",
"1d6b":"i k l m n x o p r tH s t y f cH pS",
"1d6c":"o Y∇ a b g d e z i tH i k l m n x",
"1d6d":"o p r s s t y f cH pS o Y∂ e tH k f",
"1d6e":"r p a b g d e z i tH i k l m n x",
"1d6f":"o p r tH s t y f cH pS o Y∇ a b g d",
"1d70":"e z i tH i k l m n x o p r s s t",
"1d71":"y f cH pS o Y∂ e tH k f r p a b g d",
"1d72":"e z i tH i k l m n x o p r tH s t",
"1d73":"y f cH pS o Y∇ a b g d e z i tH i k",
"1d74":"l m n x o p r s s t y f cH pS o Y∂",
"1d75":"e tH k f r p a b g d e z i tH i k",
"1d76":"l m n x o p r tH s t y f cH pS o Y∇",
"1d77":"a b g d e z i tH i k l m n x o p",
"1d78":"r s s t y f cH pS o Y∂ e tH k f r p",
"1d79":"a b g d e z i tH i k l m n x o p",
"1d7a":"r tH s t y f cH pS o Y∇ a b g d e z",
"1d7b":"i tH i k l m n x o p r s s t y f",
"1d7c":"cH pS o Y∂ e tH k f r p w w Y Y 0 1",
"1d7d":"2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7",
"1d7e":"8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3",
"1d7f":"4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9",
"1d80":"Y","1d81":"Y","1d82":"Y","1d83":"Y","1d84":"Y","1d85":"Y","1d86":"Y","1d87":"Y","1d88":"Y","1d89":"Y",
"1d8a":"Y","1d8b":"Y","1d8c":"Y","1d8d":"Y","1d8e":"Y","1d8f":"Y","1d90":"Y","1d91":"Y","1d92":"Y","1d93":"Y",
"1d94":"Y","1d95":"Y","1d96":"Y","1d97":"Y","1d98":"Y","1d99":"Y","1d9a":"Y","1d9b":"Y","1d9c":"Y","1d9d":"Y",
"1d9e":"Y","1d9f":"Y","1da0":"N","1da1":"N","1da2":"N",
"1da3":"N N N N N N N Y Y Y Y N N N N N",
"1da4":"N","1da5":"N",
"1da6":"N N N N N N N N N N N N N Y Y Y",
"1da7":"Y Y Y Y Y N Y Y Y Y Y Y Y Y Y Y",
"1da8":"Y Y Y Y N Y Y Y Y Y Y Y Y Y Y Y",
"1da9":"N","1daa":"N","1db0":"Y","1db1":"Y",
"1df0":"fNG g g k l lZH y nG r t q qC qC t x q",
"1df1":"k l dZH l nG r r tSH zH dZH i o tSH c s Y",
"1df2":"Y Y Y Y Y d l n r s t Y Y Y Y Y",
"1df3":"Y","1df4":"Y","1df5":"Y","1df6":"Y","1df7":"Y",
"1df9":"Y Y Y Y Y sS Y Y Y Y Y Y Y Y Y Y",
"1dfc":"Y Y Y Y Y Y Y Y Y Y Y Y Y Y𝽗 Y𝽘 Y𝽙",
"1dfd":"g p b d g l l Y𝽐 Y𝼾 j u Y𝼿 n r dB qP",
"1dfe":"Y𝼫 dZH s sH Y𝼬 tSH z zH d a e r s h h d",
"1dff":"l n t pS o d h n s z c k p q t t",
"1e00":"N","1e01":"N","1e02":"N",
"1e03":"a b v g d e zH z i k l m o p r s",
"1e04":"t u f kH tS cH sH y e iU dZ N i j o u",
"1e05":"h a b v g d e zH z i k l o p s u",
"1e06":"f kH tS cH sH N y g i dZ dZH s y u Y Y",
"1e08":"N",
"1e10":"m tS nT t h n x nK c l s z nC nTS k d",
"1e11":"nY nR v nTX tX f r q y nQ p xY nP dL nPL N",
"1e12":"mL pL g r a aA i u o oO e eE w Y Y Y",
"1e13":"N N N N N N N L L L L L N L Y Y",
"1e14":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y N Y",
"1e29":"p b t d k g m n nG s cH y w j h r",
"1e2a":"l i iH iU iUH u e eH eO eOH o aE aEH a N Y",
"1e2c":"aA a b c d g y pH l n p t tH f s sH",
"1e2d":"j z w v k o aU r m kH h e i nG u lH",
"1e2e":"tS tR oNG aANG aNG iNG oN eN aAN nY uEN x N N N N",
"1e2f":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1e4d":"o p l y m a j b n h i s d t h u",
"1e4e":"c d k r e n g m n t l L N N N N",
"1e4f":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1e5e":"L L L L L L L L L L L L L L N N",
"1e5f":"L L L L L L L L L L L Y Y Y Y Y",
"1e6e":"L L L N L L N L L L L L L L N N",
"1e6f":"L L L L L N Y Y Y Y Y Y Y Y L L",
"1e7e":"hYE hYU hYI hYA hYE hY hYO Y hWE hWI hWE hWI Y mWI mWE Y",
"1e7f":"kWI kWE kWI bWI bWE kWI kWE kWI gWI gWE gWI fWI fWE pWI pWE Y",
"1e80":"kI kA kU kE kE kO kO kUA wI wA wU wE wE wO wO wUI",
"1e81":"wEI wVI wVA wVE mI mA mU mE mO mUA mUE bI bA bU bE bE",
"1e82":"bO bO i a u e e o o eI i i a e sI sA",
"1e83":"sU sE sE sO sO sIA lI lA lU lE lE lO lO lEE dI dA",
"1e84":"dU dE dO dO tI tA tU tE tE tO tO jI jA jU jE jE",
"1e85":"jO jO jOO yI yA yU yE yE yO yO fI fA fU fE fE fO",
"1e86":"fO fUA fA nI nA nU nE nO hI hA hU hE hE hO hO hEI",
"1e87":"hOU hI hA hU hE hO hUA nGGI nGGA nGGU nGGE nGGE nGGO nGGO nGGAA nGGUA",
"1e88":"nGGEE nGGOO nGGOO gI gA gU gE gUEI gUA nGE nGO nGUA pI pA pU pE",
"1e89":"pE pO pO mBI mBA mBU mBE mBE mBE mBO mBO mBUU mBEE mBOO mBOO kPI",
"1e8a":"kPA kPU kPE kPE kPO kPO gBI gBA gBU gBE gBE gBO gBO rA nDI nDA",
"1e8b":"nDU nDE nDE nDO nDO nJA nJU nJE nJO vI vA vU vE vE vO vO",
"1e8c":"nYI nYA nYU nYE nYO Y Y 1 2 3 4 5 6 7 8 9",
"1e8d":"N",
"1e90":"a d l m b s p bH r e f i o dH yH w",
"1e91":"n k y u j c h q g nY t nH v x gB z",
"1e92":"kP sH a d l m b s p bH r e f i o dH",
"1e93":"yH w n k y u j c h q g nY t nH v x",
"1e94":"gB z kP sH N N N N N N N N Y Y Y Y",
"1e95":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"1ec7":"Y 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60",
"1ec8":"70 80 90 100 200 300 400 500 600 700 800 900 1000 2000 3000 4000",
"1ec9":"5000 6000 7000 8000 9000 10000 20000 30000 40000 50000 60000 70000 80000 90000 1L 2L",
"1eca":"l cR 2CR 1 2 3 4 5 6 7 8 9 Y 14 12 34",
"1ecb":"Y 1 2 10000 l Y Y Y Y Y Y Y Y Y Y Y",
"1ed0":"Y 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60",
"1ed1":"70 80 90 100 200 300 400 500 600 700 800 900 1000 2000 3000 4000",
"1ed2":"5000 6000 7000 8000 9000 10000 20000 30000 40000 50000 60000 70000 80000 90000 Y 2",
"1ed3":"3 4 5 6 7 8 9 10 400 600 2000 10000 12 16 Y Y",
"1ee0":"a b j d Y w z h t y k l m n s N",
"1ee1":"f s q r sH t tH kH dH d z g b n f q",
"1ee2":"Y b j Y h Y Y h Y y k l m n s N",
"1ee3":"f s q Y sH t tH kH Y d Y g Y Y Y Y",
"1ee4":"Y Y j Y Y Y Y h Y y Y l Y n s N",
"1ee5":"Y s q Y sH Y Y kH Y d Y g Y n Y q",
"1ee6":"Y b j Y h Y Y h t y k Y m n s N",
"1ee7":"f s q Y sH t tH kH Y d z g b Y f Y",
"1ee8":"a b j d h w z h t y Y l m n s N",
"1ee9":"f s q r sH t tH kH dH d z g Y Y Y Y",
"1eea":"Y b j d Y w z h t y Y l m n s N",
"1eeb":"f s q r sH t tH kH dH d z g Y Y Y Y",
"1eef":"Y","1f00":"Y","1f01":"Y","1f02":"Y","1f03":"Y","1f04":"Y","1f05":"Y","1f06":"Y","1f07":"Y","1f08":"Y",
"1f09":"Y","1f0a":"Y","1f0b":"Y","1f0c":"Y","1f0d":"Y","1f0e":"Y","1f0f":"Y",
"1f10":"0. 0_ 1_ 2_ 3_ 4_ 5_ 6_ 7_ 8_ 9_ 0 0 Y Y Y",
"1f11":"_a_ _b_ _c_ _d_ _e_ _f_ _g_ _h_ _i_ _j_ _k_ _l_ _m_ _n_ _o_ _p_",
"1f12":"_q_ _r_ _s_ _t_ _u_ _v_ _w_ _x_ _y_ _z_ _s_ c r cd wz Y",
"1f13":"a b c d e f g h i j k l m n o p",
"1f14":"q r s t u v w x y z hv mv sd ss ppv wc",
"1f15":"a b c d e f g h i j k l m n o p",
"1f16":"q r s t u v w x y z mc md mr Y Y Y",
"1f17":"a b c d e f g h i j k l m n o p",
"1f18":"q r s t u v w x y z Y Y Y Y Y Y",
"1f19":"dj Y Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"1f1a":"Y","1f1e":"Y","1f1f":"Y",
"1f20":"ほか ここ さ Y Y Y Y Y Y Y Y Y Y Y Y Y",
"1f21":"手 字 双 で 二 多 解 天 交 映 無 料 前 後 再 新",
"1f22":"初 終 生 販 声 吹 演 投 捕 一 三 遊 左 中 右 指",
"1f23":"走 打 禁 空 合 満 有 月 申 割 営 配 Y Y Y Y",
"1f24":"_本_ _三_ _二_ _安_ _点_ _打_ _盗_ _勝_ _敗_ Y Y Y Y Y Y Y",
"1f25":"得 可 Y Y Y Y Y Y Y Y Y Y Y Y Y Y",
"1f26":"Y","1f30":"Y","1f31":"Y","1f32":"Y","1f33":"Y","1f34":"Y","1f35":"Y","1f36":"Y","1f37":"Y","1f38":"Y",
"1f39":"Y","1f3a":"Y","1f3b":"Y","1f3c":"Y","1f3d":"Y","1f3e":"Y",
"1f3f":"Y Y Y Y Y Y Y Y Y Y Y _ _ _ _ _",
"1f40":"Y","1f41":"Y","1f42":"Y","1f43":"Y","1f44":"Y","1f45":"Y","1f46":"Y","1f47":"Y","1f48":"Y","1f49":"Y",
"1f4a":"Y","1f4b":"Y","1f4c":"Y","1f4d":"Y","1f4e":"Y","1f4f":"Y","1f50":"Y","1f51":"Y","1f52":"Y","1f53":"Y",
"1f54":"Y","1f55":"Y","1f56":"Y","1f57":"Y","1f58":"Y","1f59":"Y","1f5a":"Y","1f5b":"Y","1f5c":"Y","1f5d":"Y",
"1f5e":"Y","1f5f":"Y","1f60":"Y","1f61":"Y","1f62":"Y","1f63":"Y","1f64":"Y","1f65":"Y","1f66":"Y","1f67":"Y",
"1f68":"Y","1f69":"Y","1f6a":"Y","1f6b":"Y","1f6c":"Y","1f6d":"Y","1f6e":"Y","1f6f":"Y","1f70":"Y","1f71":"Y",
"1f72":"Y","1f73":"Y","1f74":"Y","1f75":"Y","1f76":"Y","1f77":"Y","1f78":"Y","1f79":"Y","1f7a":"Y","1f7b":"Y",
"1f7c":"Y","1f7d":"Y","1f7e":"Y","1f7f":"Y","1f80":"Y","1f81":"Y","1f82":"Y","1f83":"Y","1f84":"Y","1f85":"Y",
"1f86":"Y","1f87":"Y","1f88":"Y","1f89":"Y","1f8a":"Y","1f8b":"Y","1f8c":"Y","1f8d":"Y","1f90":"Y","1f91":"Y",
"1f92":"Y","1f93":"Y","1f94":"Y","1f95":"Y","1f96":"Y","1f97":"Y","1f98":"Y","1f99":"Y","1f9a":"Y","1f9b":"Y",
"1f9c":"Y","1f9d":"Y","1f9e":"Y","1f9f":"Y","1fa0":"Y","1fa1":"Y","1fa2":"Y","1fa3":"Y","1fa4":"Y","1fa5":"Y",
"1fa6":"Y","1fa7":"Y","1fa8":"Y","1fa9":"Y","1faa":"Y","1fab":"Y","1fac":"Y","1fad":"Y","1fae":"Y","1faf":"Y",
"1fb0":"Y","1fb1":"Y","1fb2":"Y","1fb3":"Y","1fb4":"Y","1fb5":"Y","1fb6":"Y","1fb7":"Y","1fb8":"Y","1fb9":"Y",
"1fba":"Y","1fbb":"Y","1fbc":"Y","1fbd":"Y","1fbe":"Y",
"1fbf":"0 1 2 3 4 5 6 7 8 9 Y Y Y Y Y Y",
"2f80":"丽 丸 乁 𠄢 你 侮 侻 倂 偺 備 僧 像 㒞 𠘺 免 兔",
"2f81":"兤 具 𠔜 㒹 內 再 𠕋 冗 冤 仌 冬 况 𩇟 凵 刃 㓟",
"2f82":"刻 剆 割 剷 㔕 勇 勉 勤 勺 包 匆 北 卉 卑 博 即",
"2f83":"卽 卿 卿 卿 𠨬 灰 及 叟 𠭣 叫 叱 吆 咞 吸 呈 周",
"2f84":"咢 哶 唐 啓 啣 善 善 喙 喫 喳 嗂 圖 嘆 圗 噑 噴",
"2f85":"切 壮 城 埴 堍 型 堲 報 墬 𡓤 売 壷 夆 多 夢 奢",
"2f86":"𡚨 𡛪 姬 娛 娧 姘 婦 㛮 㛼 嬈 嬾 嬾 𡧈 寃 寘 寧",
"2f87":"寳 𡬘 寿 将 当 尢 㞁 屠 屮 峀 岍 𡷤 嵃 𡷦 嵮 嵫",
"2f88":"嵼 巡 巢 㠯 巽 帨 帽 幩 㡢 𢆃 㡼 庰 庳 庶 廊 𪎒",
"2f89":"廾 𢌱 𢌱 舁 弢 弢 㣇 𣊸 𦇚 形 彫 㣣 徚 忍 志 忹",
"2f8a":"悁 㤺 㤜 悔 𢛔 惇 慈 慌 慎 慌 慺 憎 憲 憤 憯 懞",
"2f8b":"懲 懶 成 戛 扝 抱 拔 捐 𢬌 挽 拼 捨 掃 揤 𢯱 搢",
"2f8c":"揅 掩 㨮 摩 摾 撝 摷 㩬 敏 敬 𣀊 旣 書 晉 㬙 暑",
"2f8d":"㬈 㫤 冒 冕 最 暜 肭 䏙 朗 望 朡 杞 杓 𣏃 㭉 柺",
"2f8e":"枅 桒 梅 𣑭 梎 栟 椔 㮝 楂 榣 槪 檨 𣚣 櫛 㰘 次",
"2f8f":"𣢧 歔 㱎 歲 殟 殺 殻 𣪍 𡴋 𣫺 汎 𣲼 沿 泍 汧 洖",
"2f90":"派 海 流 浩 浸 涅 𣴞 洴 港 湮 㴳 滋 滇 𣻑 淹 潮",
"2f91":"𣽞 𣾎 濆 瀹 瀞 瀛 㶖 灊 災 灷 炭 𠔥 煅 𤉣 熜 𤎫",
"2f92":"爨 爵 牐 𤘈 犀 犕 𤜵 𤠔 獺 王 㺬 玥 㺸 㺸 瑇 瑜",
"2f93":"瑱 璅 瓊 㼛 甤 𤰶 甾 𤲒 異 𢆟 瘐 𤾡 𤾸 𥁄 㿼 䀈",
"2f94":"直 𥃳 𥃲 𥄙 𥄳 眞 真 真 睊 䀹 瞋 䁆 䂖 𥐝 硎 碌",
"2f95":"磌 䃣 𥘦 祖 𥚚 𥛅 福 秫 䄯 穀 穊 穏 𥥼 𥪧 𥪧 竮",
"2f96":"䈂 𥮫 篆 築 䈧 𥲀 糒 䊠 糨 糣 紀 𥾆 絣 䌁 緇 縂",
"2f97":"繅 䌴 𦈨 𦉇 䍙 𦋙 罺 𦌾 羕 翺 者 𦓚 𦔣 聠 𦖨 聰",
"2f98":"𣍟 䏕 育 脃 䐋 脾 媵 𦞧 𦞵 𣎓 𣎜 舁 舄 辞 䑫 芑",
"2f99":"芋 芝 劳 花 芳 芽 苦 𦬼 若 茝 荣 莭 茣 莽 菧 著",
"2f9a":"荓 菊 菌 菜 𦰶 𦵫 𦳕 䔫 蓱 蓳 蔖 𧏊 蕤 𦼬 䕝 䕡",
"2f9b":"𦾱 𧃒 䕫 虐 虜 虧 虩 蚩 蚈 蜎 蛢 蝹 蜨 蝫 螆 䗗",
"2f9c":"蟡 蠁 䗹 衠 衣 𧙧 裗 裞 䘵 裺 㒻 𧢮 𧥦 䚾 䛇 誠",
"2f9d":"諭 變 豕 𧲨 貫 賁 贛 起 𧼯 𠠄 跋 趼 跰 𠣞 軔 輸",
"2f9e":"𨗒 𨗭 邔 郱 鄑 𨜮 鄛 鈸 鋗 鋘 鉼 鏹 鐕 𨯺 開 䦕",
"2f9f":"閷 𨵷 䧦 雃 嶲 霣 𩅅 𩈚 䩮 䩶 韠 𩐊 䪲 𩒖 頋 頋",
"2fa0":"頩 𩖶 飢 䬳 餩 馧 駂 駾 䯎 𩬰 鬒 鱀 鳽 䳎 䳭 鵧",
"2fa1":"𪃎 䳸 𪄅 𪈎 𪊑 麻 䵖 黹 黾 鼅 鼏 鼖 鼻 𪘀 Y Y",
"e000":"N","e002":"N","e003":"N","e004":"N","e005":"N","e006":"N","e007":"N","e010":"N","e011":"N","e012":"N",
"e013":"N","e014":"N","e015":"N","e016":"N","e017":"N","e018":"N","e019":"N","e01a":"N","e01b":"N","e01c":"N",
"e01d":"N","e01e":"N"
}$letters$::jsonb ->> to_hex(ascii(letter) / 16);
        cell := coalesce(
            nullif(split_part(cell, ' ', ascii(letter) % 16 + 1), ''),
            cell,
            case when ascii(letter) < 262144 then 'L' else 'Y' end
        );
        value := replace(value, letter, case left(cell, 1)
            when 'L' then letter
            when 'N' then ''
            when 'Y' then case when symbols then coalesce(nullif(substr(cell, 2), ''), letter) else ' ' end
            else translate(cell, '_', ' ')
        end);
        others := replace(others, letter, '');
    end loop;
    -- The parts of a syllable of Hangul, a sound mark with its Kana, a vowel of Burmese with one letter: every version
    -- of Unicode composes these alike. Elsewhere a sound mark would change its place with others.
    if value ~ $pattern$[\u102e\u1161-\u11ff\u3099\u309a]$pattern$ then
        value := regexp_replace(value, $pattern$(?<![\u3041-\u30ff\u3099\u309a])[\u3099\u309a]+$pattern$, '', 'g');
        value := translate(normalize(value, nfc), chr(12441) || chr(12442), '');
    end if;
    -- A virama, and the sign of another vowel, silence the vowel that a consonant of India has by itself.
    if value ~ $pattern$\u097d$pattern$ then
        while value ~ $pattern$[\u0904\u0972\u0973]\u097d$pattern$ loop
            value := regexp_replace(value, $pattern$[\u0904\u0972\u0973]\u097d$pattern$, '', 'g');
        end loop;
        value := replace(value, chr(2429), '');
    end if;
    -- Others are silent at the end of a word, and from there on between a vowel with one consonant and one consonant
    -- with a vowel: src/text/vowels.rs says why. In the patterns a vowel is [aeiouAEIOU\u0904\u0972\u0973], and a
    -- consonant [b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*.
    if value ~ $pattern$[\u0904\u0972\u0973]$pattern$ then
        value := regexp_replace(
            value,
            $pattern$(?<=[aeiouAEIOU\u0904\u0972\u0973][A-Za-z\u0904\u0972\u0973]*)$pattern$
                || $pattern$((?<!tr|dr|sHn|[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z][yv])\u0904|$pattern$
                || $pattern$(?<![b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*)\u0973)$pattern$
                || $pattern$(?![A-Za-z\u0904\u0972\u0973])$pattern$,
            '',
            'g'
        );
        value := regexp_replace(
            value,
            $pattern$(?<=[aeiouAEIOU\u0904\u0972\u0973][b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*)[\u0904\u0973]$pattern$
                || $pattern$(?=([b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*[\u0904\u0973][b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*[\u0904\u0973])*$pattern$
                || $pattern$([b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*[aeiouAEIOU\u0972]|$pattern$
                || $pattern$[b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*[\u0904\u0973](?![b-df-hj-np-tv-z][B-DF-HJ-NP-TV-Z]*[aeiouAEIOU\u0904\u0972\u0973])))$pattern$,
            '',
            'g'
        );
        value := translate(value, chr(2308) || chr(2418) || chr(2419), 'AAO');
    end if;
    return value;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_fold_any(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
    folded text := lower(value collate "C");
begin
    if octet_length(value) > char_length(value) then
        folded := regexp_replace(
            public.needledrop_letters(folded, false),
            $pattern$(([\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3130-\u318f\u31f0-\u31ff]|$pattern$
                || $pattern$[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]|$pattern$
                || $pattern$[\u0e01-\u0e32\u0e34-\u0e39\u0e40-\u0e46\u0e4d\u0e81-\u0eb2\u0eb4-\u0eb9\u0ebb-\u0ec6\u0ecd\u0ede\u0edf]|$pattern$
                || $pattern$[\u1780-\u17b3\u17b6-\u17c8\u17d7\u17dc\u1000-\u1036\u103b-\u103f\u1050-\u1062\u1065-\u1068\u106e-\u1086]|$pattern$
                || $pattern$[\u108e\u109c\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a\uaa7e\uaa7f])$pattern$
                -- Vowel signs of Thai, Lao, Khmer and Burmese are part of the word.
                || $pattern$([\u0e31\u0e34-\u0e39\u0e4d\u0eb1\u0eb4-\u0eb9\u0ebb\u0ebc\u0ecd\u17b6-\u17c8\u102b-\u1036\u103b-\u103e]|$pattern$
                || $pattern$[\u1056-\u1059\u105e-\u1060\u1062\u1067\u1068\u1071-\u1074\u1082-\u1086\u109c\u109d\ua9e5])*)$pattern$,
            $pattern$ \1 $pattern$,
            'g'
        );
    end if;
    if folded like '%.%' then
        folded := regexp_replace(
            folded,
            $pattern$(?<![^\u0001- "#%-/:-?[-`{-\u007f])([^\u0001-`{-\u007f][A-Z]*)[.]$pattern$
                || $pattern$(?=[^\u0001-`{-\u007f][A-Z]*(?![^\u0001-/:-@[-`{-\u007f]))$pattern$,
            $pattern$\1$pattern$,
            'g'
        );
    end if;
    if folded ~ '[&+]' then
        -- Not before the first word, nor before punctuation and digits.
        folded := regexp_replace(
            folded,
            $pattern$^[\u0001-/:-@[-`{-\u007f]*[&+]|[&+](?=[!-@[-`{-\u007f])$pattern$,
            ' ',
            'g'
        );
        folded := replace(replace(folded, '&', ' and '), '+', ' and ');
    end if;
    if folded ~ '[!$@]' then
        folded := regexp_replace(folded, $pattern$(?<=[^\u0001-@[-`{-\u007f])!(?=[^\u0001-@[-`{-\u007f])$pattern$, 'i', 'g');
        folded := regexp_replace(folded, $pattern$(?<=[^\u0001-@[-`{-\u007f])@(?=[^\u0001-@[-`{-\u007f])$pattern$, 'a', 'g');
        folded := regexp_replace(
            folded,
            $pattern$[$](?=[^\u0001-@[-`{-\u007f])|(?<=[^\u0001-@[-`{-\u007f])[$](?![^\u0001-/:-@[-`{-\u007f])$pattern$,
            's',
            'g'
        );
    end if;
    folded := translate(lower(folded collate "C"), '''`', '');
    folded := btrim(regexp_replace(folded, $pattern$[\u0001-/:-`{-\u007f]+$pattern$, ' ', 'g'));
    if folded = '' then
        folded := regexp_replace(public.needledrop_letters(value, true), $pattern$[\u0001-\u0020\u007f]+$pattern$, '', 'g');
        -- Each emoji is a word, however often repeated.
        folded := regexp_replace(folded, $pattern$([\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])\1*$pattern$, ' \1 ', 'g');
        folded := btrim(regexp_replace(folded, ' +', ' ', 'g'));
    end if;
    -- No word is longer than 64 bytes.
    if octet_length(folded) > 64 and folded ~ '[^ ]{17}' then
        folded := (
            select string_agg(
                case
                    when octet_length(word) <= 64 then word
                    else (
                        select left(word, max(letters))
                        from generate_series(16, 64) as letters
                        where octet_length(left(word, letters)) <= 64
                    )
                end,
                ' ' order by place
            )
            from unnest(string_to_array(folded, ' ')) with ordinality as words (word, place)
        );
    end if;
    return folded;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_fold_inline(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case
        when octet_length(value) > 64 and value ~ '[^ ]{65}' then public.needledrop_fold_any(value)
        when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value collate "C")
        when value !~ '[^ -~]|[!$&''`+@]|[A-Za-z][.][A-Za-z]|^[^A-Za-z0-9]*$'
            then btrim(regexp_replace(lower(value collate "C"), '[^a-z0-9]+', ' ', 'g'))
        else public.needledrop_fold_any(value)
    end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_fold(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return public.needledrop_fold_inline(value);
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_genres_any(genre text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select coalesce(array_agg(folded), '{}')
    from regexp_split_to_table(genre, '[,;]') as part, public.needledrop_fold_inline(part) as folded
    where folded <> ''
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_genres(genre text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return case
        when genre ~ '^[A-Za-z0-9]+(( |[,;] ?)[A-Za-z0-9]+)*$' and octet_length(genre) <= 64
            then string_to_array(replace(translate(lower(genre collate "C"), ';', ','), ', ', ','), ',')
        else public.needledrop_genres_any(genre)
    end;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_fold_labels(labels text[])
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return public.needledrop_fold(array_to_string(labels, ' '));
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_search_vector(artist text, title text, album text, genre text, labels text[])
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
    return setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold_inline(coalesce(title || ' ', '') || coalesce(artist, '')), '')
            ),
            'A'
        )
        || setweight(to_tsvector('pg_catalog.simple', coalesce(public.needledrop_fold_inline(album), '')), 'B')
        || setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold_inline(genre) || ' ', '')
                    || case when labels = '{}' then '' else coalesce(public.needledrop_fold_labels(labels), '') end
            ),
            'C'
        );
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_name_key(library_id uuid, artist text, title text, album text)
 RETURNS uuid
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
    return md5(
        library_id || chr(31) || coalesce(artist, '') || chr(31) || coalesce(title, '') || chr(31) || coalesce(album, '')
    )::uuid;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_uri_key(uri text)
 RETURNS bytea
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return sha256(convert_to(uri, 'UTF8'));
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_attribute(attributes jsonb, path text)
 RETURNS SETOF jsonb
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    with recursive walk (path, value, depth) as (
        select e.key, e.value, 1
        from jsonb_each(attributes) e
        where $2 = e.key or starts_with($2, e.key || '.')
        union all
        select e.path, e.value, w.depth + 1
        from walk w
        cross join lateral (
            select w.path || '.' || key, value
            from jsonb_each(case jsonb_typeof(w.value) when 'object' then w.value else '{}' end)
            union all
            select w.path, value
            from jsonb_array_elements(case jsonb_typeof(w.value) when 'array' then w.value else '[]' end)
        ) e (path, value)
        where w.depth < 20 and ($2 = e.path or starts_with($2, e.path || '.'))
    )
    select value
    from walk
    where walk.path = $2
        and (jsonb_typeof(value) in ('number', 'boolean') or (jsonb_typeof(value) = 'string' and octet_length(value #>> '{}') <= 256))
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_number(value jsonb)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select case
        when abs(number) > 1.7e308 then sign(number)::double precision * 'Infinity'::double precision
        when abs(number) < 2.4703282292062329e-324 then 0
        else number::double precision
    end
    from (select (value #>> '{}')::numeric) as n (number)
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    new.updated_at := now();
    return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_inserts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select id from new_rows;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_deletes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select id from old_rows;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_updates()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
    insert into changes (track_id)
    select coalesce(n.id, o.id)
    from old_rows o
    full join new_rows n on n.id = o.id
    where n.id is null or o.id is null
        or (o.status, o.asset_id, o.artist, o.title, o.guessed, o.album, o.album_artist, o.genre, o.year,
            o.track_number, o.disc_number, o.bpm, o.isrc, o.musicbrainz_recording_id, o.musicbrainz_release_id,
            o.musicbrainz_artist_id, o.popularity, o.labels, o.attributes, o.audio_uri, o.thumbnail_uri,
            o.duration_seconds, o.external_id, o.library_id, o.start_ms, o.length_ms, o.composer,
            o.conductor, o.performers, o.lyricist, o.artist_sort, o.title_sort, o.album_sort,
            o.album_artist_sort, o.composer_sort, o.date, o.original_date, o.track_total, o.disc_total,
            o.compilation, o.musical_key, o.record_label, o.catalog_number, o.barcode, o.comment, o.lyrics,
            o.musicbrainz_album_artist_id, o.musicbrainz_release_group_id, o.musicbrainz_release_track_id,
            o.musicbrainz_work_id)
        is distinct from
           (n.status, n.asset_id, n.artist, n.title, n.guessed, n.album, n.album_artist, n.genre, n.year,
            n.track_number, n.disc_number, n.bpm, n.isrc, n.musicbrainz_recording_id, n.musicbrainz_release_id,
            n.musicbrainz_artist_id, n.popularity, n.labels, n.attributes, n.audio_uri, n.thumbnail_uri,
            n.duration_seconds, n.external_id, n.library_id, n.start_ms, n.length_ms, n.composer,
            n.conductor, n.performers, n.lyricist, n.artist_sort, n.title_sort, n.album_sort,
            n.album_artist_sort, n.composer_sort, n.date, n.original_date, n.track_total, n.disc_total,
            n.compilation, n.musical_key, n.record_label, n.catalog_number, n.barcode, n.comment, n.lyrics,
            n.musicbrainz_album_artist_id, n.musicbrainz_release_group_id, n.musicbrainz_release_track_id,
            n.musicbrainz_work_id);
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select id from public.audio_tracks;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_asset_updates()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
    insert into changes (track_id)
    select t.id
    from old_rows o
    join new_rows n on n.id = o.id
    join audio_tracks t on t.asset_id = n.id
    where (o.uri, o.format, o.codec, o.duration_seconds, o.channels, o.sample_rate, o.bits_per_sample, o.bitrate)
        is distinct from
          (n.uri, n.format, n.codec, n.duration_seconds, n.channels, n.sample_rate, n.bits_per_sample, n.bitrate);
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_row()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select distinct id from unnest(array[old.id, new.id]) ids (id) where id is not null;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_asset_row()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select id from public.audio_tracks where asset_id in (old.id, new.id);
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_attach_feed()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
    create or replace trigger record_inserts after insert on audio_tracks
        referencing new table as new_rows
        for each statement execute function needledrop_record_inserts();
    create or replace trigger record_updates after update on audio_tracks
        referencing old table as old_rows new table as new_rows
        for each statement execute function needledrop_record_updates();
    create or replace trigger record_deletes after delete on audio_tracks
        referencing old table as old_rows
        for each statement execute function needledrop_record_deletes();
    create or replace trigger record_truncate before truncate on audio_tracks
        for each statement execute function needledrop_record_truncate();
    create or replace trigger record_rows after insert or update or delete on audio_tracks
        for each row execute function needledrop_record_row();
    create or replace trigger record_updates after update on assets
        referencing old table as old_rows new table as new_rows
        for each statement execute function needledrop_record_asset_updates();
    create or replace trigger record_rows after insert or update or delete on assets
        for each row execute function needledrop_record_asset_row();
    alter table audio_tracks enable replica trigger record_rows;
    alter table assets enable replica trigger record_rows;
    -- The only one by statement that fires in replication, too.
    alter table audio_tracks enable always trigger record_truncate;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_note_alias()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.alias_versions as v (library_id, xid)
    select distinct library_id, pg_current_xact_id()
    from unnest(array[old.library_id, new.library_id]) as changed (library_id)
    where library_id is not null
    on conflict (library_id) do update set xid = excluded.xid where v.xid <> excluded.xid;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_note_all_aliases()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    update public.alias_versions set xid = pg_current_xact_id();
    return null;
end
$function$;

create table libraries (
    id uuid default gen_random_uuid() not null PRIMARY KEY,
    name text not null CHECK (btrim(name) <> ''::text AND octet_length(name) <= 200) UNIQUE,
    created_at timestamp with time zone default now() not null
);


create table assets (
    id uuid default gen_random_uuid() not null PRIMARY KEY,
    library_id uuid default '00000000-0000-0000-0000-000000000001'::uuid not null REFERENCES libraries(id),
    uri text collate "C" not null CHECK (uri ~ '^(file|s3|gs)://.'::text AND octet_length(uri) <= 12500),
    status text default 'PENDING'::text not null CHECK (status = ANY (ARRAY['PENDING'::text, 'PROCESSING'::text, 'COMPLETED'::text, 'FAILED'::text, 'MISSING'::text])),
    error_code text,
    error_message text,
    attempts integer default 0 not null CHECK (attempts >= 0),
    claimed_by text,
    claimed_until timestamp with time zone,
    last_seen_at timestamp with time zone default clock_timestamp() not null,
    size_bytes bigint not null CHECK (size_bytes >= 0),
    etag text,
    last_modified timestamp with time zone,
    sha256 bytea CHECK (octet_length(sha256) = 32),
    audio_size_bytes bigint CHECK (audio_size_bytes >= 0),
    audio_sha256 bytea CHECK (octet_length(audio_sha256) = 32),
    mime_type text,
    format text,
    codec text,
    duration_seconds numeric(10,3) CHECK (duration_seconds >= 0::numeric),
    duration_method text CHECK (duration_method = ANY (ARRAY['HEADER'::text, 'COUNTED'::text, 'ESTIMATED'::text])),
    channels integer CHECK (channels >= 1 AND channels <= 64),
    sample_rate integer CHECK (sample_rate >= 1 AND sample_rate <= 100000000),
    bits_per_sample integer CHECK (bits_per_sample >= 1 AND bits_per_sample <= 64),
    bitrate bigint CHECK (bitrate > 0),
    tags jsonb default '{}'::jsonb not null CHECK (jsonb_typeof(tags) = 'object'::text),
    probe_bytes_read bigint CHECK (probe_bytes_read >= 0),
    last_probed_at timestamp with time zone,
    created_at timestamp with time zone default now() not null,
    updated_at timestamp with time zone default now() not null,
    changed_at timestamp with time zone,
    error_cause text CHECK (error_cause = ANY (ARRAY['FILE'::text, 'OUTSIDE'::text])),
    failures integer default 0 not null CHECK (failures >= 0),
    retry_at timestamp with time zone,
    prober_version integer,
    finding jsonb CHECK (jsonb_typeof(finding) = 'object'::text),
    artwork jsonb default '[]'::jsonb not null CHECK (jsonb_typeof(artwork) = 'array'::text),
    chapters jsonb default '[]'::jsonb not null CHECK (jsonb_typeof(chapters) = 'array'::text),
    warnings text[] default '{}'::text[] not null,
    audio_begin bigint,
    CHECK (status <> 'FAILED'::text OR error_code IS NOT NULL)
);

CREATE UNIQUE INDEX assets_uri_key_idx ON assets USING btree (library_id, needledrop_uri_key(uri));
CREATE INDEX assets_uri_beginning_idx ON assets USING btree (library_id, "left"(uri, 256));
CREATE INDEX assets_unfinished_idx ON assets USING btree (library_id, "left"(uri, 256)) WHERE status = ANY (ARRAY['PENDING'::text, 'PROCESSING'::text]);
CREATE INDEX assets_sha256_idx ON assets USING btree (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX assets_audio_sha256_idx ON assets USING btree (audio_sha256) WHERE audio_sha256 IS NOT NULL;
CREATE INDEX assets_created_at_idx ON assets USING btree (created_at);
CREATE INDEX assets_finding_idx ON assets USING btree (library_id) WHERE finding IS NOT NULL;
CREATE INDEX assets_audio_begin_idx ON assets USING btree (audio_begin) WHERE audio_begin IS NOT NULL;
CREATE TRIGGER touch BEFORE UPDATE ON assets FOR EACH ROW EXECUTE FUNCTION needledrop_touch();
CREATE TRIGGER record_updates AFTER UPDATE ON assets REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_asset_updates();
CREATE TRIGGER record_rows AFTER INSERT OR DELETE OR UPDATE ON assets FOR EACH ROW EXECUTE FUNCTION needledrop_record_asset_row();
alter table assets enable replica trigger record_rows;

create table audio_tracks (
    id uuid default gen_random_uuid() not null PRIMARY KEY,
    library_id uuid default '00000000-0000-0000-0000-000000000001'::uuid not null REFERENCES libraries(id),
    external_id text CHECK (octet_length(external_id) >= 1 AND octet_length(external_id) <= 500),
    asset_id uuid REFERENCES assets(id) ON DELETE CASCADE,
    start_ms bigint,
    length_ms bigint,
    status text default 'COMPLETED'::text not null CHECK (status = ANY (ARRAY['PENDING'::text, 'PROCESSING'::text, 'COMPLETED'::text, 'FAILED'::text, 'MISSING'::text])),
    artist text CHECK (octet_length(artist) <= 1200),
    title text not null CHECK (btrim(title) <> ''::text AND octet_length(title) <= 2000),
    album text CHECK (octet_length(album) <= 1200),
    album_artist text CHECK (octet_length(album_artist) <= 1200),
    genre text CHECK (octet_length(genre) <= 1200),
    year integer CHECK (year >= 1000 AND year <= 2100),
    track_number integer CHECK (track_number >= 0 AND track_number <= 99999),
    disc_number integer CHECK (disc_number >= 0 AND disc_number <= 99999),
    bpm double precision CHECK (bpm >= 1::double precision AND bpm <= 999::double precision),
    isrc text CHECK (isrc ~ '^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$'::text),
    musicbrainz_recording_id uuid,
    musicbrainz_release_id uuid,
    musicbrainz_artist_id uuid,
    popularity double precision CHECK (popularity >= 0::double precision AND popularity <= 100::double precision),
    labels text[] default '{}'::text[] not null CHECK (array_position(labels, NULL::text) IS NULL AND octet_length(array_to_string(labels, ''::text)) <= 10000),
    attributes jsonb default '{}'::jsonb not null CHECK (jsonb_typeof(attributes) = 'object'::text AND octet_length(attributes::text) <= 100000),
    tagged jsonb default '{}'::jsonb not null CHECK (jsonb_typeof(tagged) = 'object'::text),
    audio_uri text CHECK (audio_uri ~ '^(file|s3|gs|https?)://.'::text AND octet_length(audio_uri) <= 12500),
    thumbnail_uri text CHECK (thumbnail_uri ~ '^(file|s3|gs|https?)://.'::text AND octet_length(thumbnail_uri) <= 12500),
    duration_seconds numeric(10,3) CHECK (duration_seconds >= 0::numeric),
    created_at timestamp with time zone default now() not null,
    updated_at timestamp with time zone default now() not null,
    artist_folded text generated always as (needledrop_fold(artist)) stored,
    title_folded text generated always as (needledrop_fold(title)) stored,
    album_folded text generated always as (needledrop_fold(album)) stored,
    name_folded text generated always as (needledrop_fold(COALESCE(artist || ' '::text, ''::text) || title)) stored,
    genres_folded text[] generated always as (needledrop_genres(genre)) stored,
    search_vector tsvector generated always as (needledrop_search_vector(artist, title, album, genre, labels)) stored,
    guessed text[] default '{}'::text[] not null,
    composer text CHECK (octet_length(composer) <= 1200),
    conductor text CHECK (octet_length(conductor) <= 1200),
    performers text CHECK (octet_length(performers) <= 4000),
    lyricist text CHECK (octet_length(lyricist) <= 1200),
    artist_sort text CHECK (octet_length(artist_sort) <= 1200),
    title_sort text CHECK (octet_length(title_sort) <= 2000),
    album_sort text CHECK (octet_length(album_sort) <= 1200),
    album_artist_sort text CHECK (octet_length(album_artist_sort) <= 1200),
    composer_sort text CHECK (octet_length(composer_sort) <= 1200),
    date text CHECK (date ~ '^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'::text),
    original_date text CHECK (original_date ~ '^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'::text),
    track_total integer CHECK (track_total >= 1 AND track_total <= 99999),
    disc_total integer CHECK (disc_total >= 1 AND disc_total <= 99999),
    compilation boolean,
    musical_key text CHECK (octet_length(musical_key) <= 200),
    record_label text CHECK (octet_length(record_label) <= 1200),
    catalog_number text CHECK (octet_length(catalog_number) <= 200),
    barcode text CHECK (octet_length(barcode) <= 200),
    comment text CHECK (octet_length(comment) <= 16000),
    lyrics text CHECK (octet_length(lyrics) <= 64000),
    musicbrainz_album_artist_id uuid,
    musicbrainz_release_group_id uuid,
    musicbrainz_release_track_id uuid,
    musicbrainz_work_id uuid,
    CHECK (start_ms IS NULL OR start_ms >= 0 AND asset_id IS NOT NULL),
    CHECK (length_ms IS NULL OR length_ms > 0 AND start_ms IS NOT NULL)
);

CREATE UNIQUE INDEX audio_tracks_external_id_idx ON audio_tracks USING btree (library_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX audio_tracks_asset_idx ON audio_tracks USING btree (asset_id, start_ms) NULLS NOT DISTINCT WHERE asset_id IS NOT NULL;
CREATE INDEX audio_tracks_search_vector_idx ON audio_tracks USING gin (search_vector) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_genres_folded_idx ON audio_tracks USING gin (genres_folded) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_labels_idx ON audio_tracks USING gin (labels) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_attributes_idx ON audio_tracks USING gin (attributes jsonb_path_ops) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_title_folded_idx ON audio_tracks USING hash (title_folded);
CREATE INDEX audio_tracks_name_folded_idx ON audio_tracks USING hash (name_folded);
CREATE INDEX audio_tracks_audio_uri_idx ON audio_tracks USING hash (audio_uri) WHERE audio_uri IS NOT NULL;
CREATE INDEX audio_tracks_unfinished_idx ON audio_tracks USING btree (status) WHERE status <> 'COMPLETED'::text;
CREATE INDEX audio_tracks_artist_album_idx ON audio_tracks USING btree (artist, album);
CREATE INDEX audio_tracks_created_at_idx ON audio_tracks USING btree (created_at);
CREATE INDEX audio_tracks_name_key_idx ON audio_tracks USING btree (needledrop_name_key(library_id, artist, title, album));
CREATE INDEX audio_tracks_written_names_trgm_idx ON audio_tracks USING gin (artist gin_trgm_ops, title gin_trgm_ops) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_folded_names_trgm_idx ON audio_tracks USING gin (album_folded gin_trgm_ops, name_folded gin_trgm_ops) WITH (gin_pending_list_limit='65536');
CREATE TRIGGER touch BEFORE UPDATE ON audio_tracks FOR EACH ROW EXECUTE FUNCTION needledrop_touch();
CREATE TRIGGER record_inserts AFTER INSERT ON audio_tracks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_inserts();
CREATE TRIGGER record_updates AFTER UPDATE ON audio_tracks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_updates();
CREATE TRIGGER record_deletes AFTER DELETE ON audio_tracks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_deletes();
CREATE TRIGGER record_truncate BEFORE TRUNCATE ON audio_tracks FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_truncate();
alter table audio_tracks enable always trigger record_truncate;
CREATE TRIGGER record_rows AFTER INSERT OR DELETE OR UPDATE ON audio_tracks FOR EACH ROW EXECUTE FUNCTION needledrop_record_row();
alter table audio_tracks enable replica trigger record_rows;

create table changes (
    xid xid8 default pg_current_xact_id() not null,
    seq bigint generated always as identity not null,
    track_id uuid not null,
    recorded_at timestamp with time zone default clock_timestamp() not null,
    PRIMARY KEY (xid, seq)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_insert_scale_factor=0, autovacuum_vacuum_insert_threshold=100000);


create table feed_state (
    singleton boolean default true not null PRIMARY KEY CHECK (singleton),
    id uuid default gen_random_uuid() not null,
    pruned_before xid8 default '0'::xid8 not null
);


create table index_nodes (
    node text not null PRIMARY KEY,
    seen_before xid8 not null,
    seen_at timestamp with time zone default clock_timestamp() not null
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);


create table due_indexes (
    name text not null PRIMARY KEY,
    definition text not null,
    due_since timestamp with time zone default now() not null
);


create table companions (
    library_id uuid default '00000000-0000-0000-0000-000000000001'::uuid not null REFERENCES libraries(id),
    uri text collate "C" not null CHECK (uri ~ '^(file|s3|gs)://.'::text AND octet_length(uri) <= 12500),
    folder text collate "C" generated always as (regexp_replace(uri, '[^/]*$'::text, ''::text)) stored not null,
    kind text not null CHECK (kind = ANY (ARRAY['front_cover'::text, 'artist'::text, 'lyrics'::text])),
    mime_type text not null,
    size_bytes bigint not null CHECK (size_bytes >= 0),
    last_modified timestamp with time zone,
    last_seen_at timestamp with time zone default clock_timestamp() not null
);

CREATE UNIQUE INDEX companions_uri_key_idx ON companions USING btree (library_id, needledrop_uri_key(uri));
CREATE INDEX companions_folder_idx ON companions USING btree (library_id, needledrop_uri_key(folder));
CREATE INDEX companions_uri_beginning_idx ON companions USING btree (library_id, "left"(uri, 256));

create table aliases (
    id uuid default gen_random_uuid() not null PRIMARY KEY,
    library_id uuid default '00000000-0000-0000-0000-000000000001'::uuid not null REFERENCES libraries(id),
    kind text default 'word'::text not null CHECK (kind = ANY (ARRAY['artist'::text, 'title'::text, 'word'::text])),
    name text not null CHECK (octet_length(name) <= 1200),
    other_names text[] not null CHECK (cardinality(other_names) >= 1 AND cardinality(other_names) <= 50 AND array_position(other_names, NULL::text) IS NULL AND octet_length(array_to_string(other_names, ''::text)) <= 60000),
    name_folded text generated always as (needledrop_fold(name)) stored not null CHECK (name_folded <> ''::text AND octet_length(name_folded) <= 1600)
);

CREATE UNIQUE INDEX aliases_name_idx ON aliases USING btree (library_id, name_folded, kind);
CREATE TRIGGER note_rows AFTER INSERT OR DELETE OR UPDATE ON aliases FOR EACH ROW EXECUTE FUNCTION needledrop_note_alias();
alter table aliases enable always trigger note_rows;
CREATE TRIGGER note_truncate AFTER TRUNCATE ON aliases FOR EACH STATEMENT EXECUTE FUNCTION needledrop_note_all_aliases();
alter table aliases enable always trigger note_truncate;

create table alias_versions (
    library_id uuid not null REFERENCES libraries(id) PRIMARY KEY,
    xid xid8 not null
);


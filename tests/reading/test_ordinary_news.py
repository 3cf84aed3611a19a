"""Ordinary news makes no claims: arrests for crimes, accidents, museums, matches, prices. The texts are invented."""

import pytest

from habeas.model.document import Document
from habeas.reading.reader import Reader

READER = Reader()

NEWS = [
    (
        "en",
        "The county museum has reopened its medieval dungeon after a long restoration. Visitors can see the "
        "rack, thumbscrews and other instruments of torture that were used on heretics in the sixteenth "
        "century. A new exhibition tells of the executions in the market square. Tickets cost eight pounds. "
        "The hosts were tortured by the visitors' winger for an hour and beaten 4-1. Their captain was sent "
        "off for a kick, and the keeper spent the second half under siege. The striker, held without a goal "
        "since October, hit the bar twice. The coach called it a hostage to fortune.",
    ),
    (
        "en",
        "Two people were killed and five injured when a lorry hit a coach on the ring road. Firefighters had "
        "to free the driver, who was trapped in his cab for two hours. He was beaten to the scene by a "
        "passing nurse, who gave first aid. Police held the lorry driver's licence and took a blood sample. "
        "The chancellor is under pressure to release frozen funds for small firms. Electricity shocks have "
        "hit factories hard, and three plants near Harmsford may close. Unions threatened a strike from "
        "Monday. Exports fell by four per cent, and prices of food and water rose again.",
    ),
    (
        "nl",
        "Bij een botsing tussen een vrachtwagen en een bus op de ringweg zijn twee mensen omgekomen en vijf "
        "gewond geraakt. De brandweer moest de chauffeur bevrijden, die twee uur in zijn cabine opgesloten "
        "zat. Een voorbijganger sloeg een ruit in. De politie nam zijn rijbewijs in en liet bloed afnemen. "
        "Een 34-jarige man is vrijdag aangehouden na een inbraak bij een juwelier in Harmelingen. De politie "
        "pakte dezelfde avond twee vermoedelijke handlangers op en bracht hen naar het bureau voor verhoor. "
        "Zij zitten vast en worden maandag voorgeleid. In een garage vond de recherche sieraden ter waarde "
        "van 20.000 euro.",
    ),
    (
        "nl",
        "Het streekmuseum heeft zijn middeleeuwse kerker heropend na een lange restauratie. Bezoekers zien de"
        " pijnbank, duimschroeven en andere martelwerktuigen die in de zestiende eeuw bij ketters werden "
        "gebruikt. Een nieuwe tentoonstelling vertelt over de terechtstellingen op de markt. Een kaartje kost"
        " acht euro. De thuisploeg werd een uur lang gemarteld door de linksbuiten van de gasten en met 4-1 "
        "verslagen. De aanvoerder kreeg rood na een trap, de keeper lag de hele tweede helft onder vuur. De "
        "spits, die sinds oktober droogstond, schoot twee keer tegen de lat. De trainer sprak van een "
        "executie.",
    ),
    (
        "uk",
        "Колишню бухгалтерку засудили до трьох років позбавлення волі за крадіжку коштів підприємства. Її "
        "затримали в аеропорту з готівкою у валізі. Суддя зазначив, що виправлення без ізоляції від "
        "суспільства неможливе. Адвокат подасть апеляцію. Міністра фінансів змушують розблокувати заморожені "
        "кошти для малого бізнесу. Ціна на електрику б'є по заводах, і три підприємства можуть зупинитися. "
        "Профспілки погрожують страйком від понеділка. Експорт упав на чотири відсотки, а харчі й вода знову "
        "подорожчали.",
    ),
    (
        "uk",
        "Краєзнавчий музей після реставрації знову відкрив середньовічне підземелля замку. Відвідувачі "
        "побачать дибу та інші знаряддя тортур, якими в XVI столітті мучили єретиків. Нова виставка "
        "розповідає про страти на ринковій площі. Квиток коштує вісімдесят гривень. Гості цілу годину "
        "катували оборону господарів і розбили їх 4:1. Капітана вилучили за удар ногою, воротар провів другий"
        " тайм в облозі. Нападник, який не забивав із жовтня, двічі влучив у поперечину. Тренер назвав матч "
        "розстрілом.",
    ),
    (
        "ru",
        "Бывшую бухгалтершу приговорили к трём годам колонии за кражу денег предприятия. Её задержали в "
        "аэропорту с наличными в чемодане. Судья заявил, что исправление без изоляции от общества невозможно."
        " Адвокат подаст апелляцию. Министра финансов вынуждают разблокировать замороженные средства для "
        "малого бизнеса. Цена на электричество бьёт по заводам, и три предприятия могут остановиться. "
        "Профсоюзы грозят забастовкой с понедельника. Экспорт упал на четыре процента, а еда и вода снова "
        "подорожали.",
    ),
    (
        "ru",
        "Краеведческий музей после реставрации снова открыл средневековое подземелье замка. Посетители увидят"
        " дыбу и другие орудия пыток, которыми в XVI веке мучили еретиков. Новая выставка рассказывает о "
        "казнях на рыночной площади. Билет стоит восемьдесят рублей. Гости целый час терзали оборону хозяев и"
        " разгромили их 4:1. Капитана удалили за удар ногой, вратарь провёл второй тайм в осаде. Нападающий, "
        "не забивавший с октября, дважды попал в перекладину. Тренер назвал матч расстрелом.",
    ),
    (
        "de",
        "Beim Zusammenstoss eines Lastwagens mit einem Reisebus sind auf dem Ring zwei Menschen ums Leben "
        "gekommen, fünf wurden verletzt. Die Feuerwehr befreite den Fahrer, der zwei Stunden in seiner Kabine"
        " eingeklemmt war. Ein Passant schlug die Scheibe ein und leistete Erste Hilfe. Die Polizei stellte "
        "den Führerschein sicher und liess Blut abnehmen. Ein 34-jähriger Mann ist am Freitag nach einem "
        "Einbruch bei einem Juwelier in Harmsfeld festgenommen worden. Die Polizei nahm am selben Abend zwei "
        "mutmassliche Komplizen fest und brachte sie zur Vernehmung auf die Wache. Gegen alle drei erging "
        "Haftbefehl, sie sitzen in Untersuchungshaft. In einer Garage fanden die Beamten Schmuck im Wert von "
        "20.000 Euro.",
    ),
    (
        "de",
        "Das Landgericht hat eine frühere Buchhalterin wegen Diebstahls zu drei Jahren Gefängnis verurteilt. "
        "Sie war am Flughafen mit Bargeld im Koffer verhaftet worden. Nur eine Haftstrafe sei angemessen, "
        "sagte der Richter. Ihr Anwalt kündigte Revision an. Der Finanzminister steht unter Druck, "
        "eingefrorene Mittel für kleine Betriebe freizugeben. Der Strompreis trifft die Fabriken hart, drei "
        "Werke könnten schliessen. Die Gewerkschaften drohen ab Montag mit Streik. Die Ausfuhren sanken um "
        "vier Prozent, Lebensmittel und Wasser wurden wieder teurer.",
    ),
    (
        "de",
        "Das Heimatmuseum hat nach langer Sanierung sein mittelalterliches Verlies wieder geöffnet. Besucher "
        "sehen die Streckbank, Daumenschrauben und andere Folterwerkzeuge, mit denen im 16. Jahrhundert "
        "Ketzer gequält wurden. Eine neue Ausstellung erzählt von den Hinrichtungen auf dem Marktplatz. Der "
        "Eintritt kostet acht Euro. Die Gastgeber wurden eine Stunde lang vom Linksaussen der Gäste gequält "
        "und mit 4:1 geschlagen. Ihr Kapitän sah nach einem Tritt Rot, der Torwart stand die ganze zweite "
        "Hälfte unter Beschuss. Der Stürmer traf zweimal die Latte. Der Trainer sprach von einer Hinrichtung.",
    ),
    (
        "fr",
        "Deux personnes ont été tuées et cinq blessées dans une collision entre un camion et un autocar sur "
        "la rocade. Les pompiers ont mis deux heures à libérer le conducteur, coincé dans sa cabine. Un "
        "passant a frappé la vitre pour la briser et lui a porté secours. Les gendarmes ont retenu son "
        "permis. Un homme de 34 ans a été interpellé vendredi après un cambriolage dans une bijouterie "
        "d'Armeville. La police a arrêté le soir même deux complices présumés et les a conduits au "
        "commissariat, où ils ont été placés en garde à vue. Ils ont été écroués à la maison d'arrêt en "
        "attendant leur procès. Des bijoux ont été retrouvés dans un garage.",
    ),
    (
        "fr",
        "Le tribunal correctionnel a condamné une ancienne comptable à trois ans de prison pour vol. Elle "
        "avait été arrêtée à l'aéroport avec de l'argent liquide dans sa valise. Seule une peine de prison "
        "ferme se justifiait, a estimé le juge. Son avocat va faire appel. Le ministre de l'Économie est sous"
        " pression pour libérer des fonds gelés en faveur des petites entreprises. Le choc du prix de "
        "l'électricité frappe les usines, et trois d'entre elles menacent de fermer. Les syndicats menacent "
        "de faire grève dès lundi. Les exportations ont reculé de 4 %, la nourriture et l'eau ont encore "
        "augmenté.",
    ),
    (
        "fr",
        "Le musée du château a rouvert ses cachots médiévaux après une longue restauration. Les visiteurs y "
        "voient le chevalet, les poucettes et d'autres instruments de torture dont on usait au XVIe siècle "
        "contre les hérétiques. Une exposition raconte les exécutions sur la place du marché. L'entrée coûte "
        "huit euros. Les locaux ont été torturés pendant une heure par l'ailier des visiteurs et battus 4 à "
        "1. Leur capitaine a été exclu pour un coup de pied, et le gardien a passé la seconde période sous le"
        " feu. L'attaquant a frappé deux fois la barre. L'entraîneur a parlé d'une exécution.",
    ),
    (
        "pl",
        "Dwie osoby zginęły, a pięć zostało rannych w zderzeniu ciężarówki z autokarem na obwodnicy. Strażacy"
        " przez dwie godziny uwalniali kierowcę zakleszczonego w kabinie. Przechodzień wybił szybę i udzielił"
        " mu pomocy. Policja zatrzymała mu prawo jazdy i pobrała krew. W piątek policja zatrzymała "
        "34-letniego mężczyznę podejrzanego o włamanie do jubilera w Harmowie. Tego samego wieczoru "
        "zatrzymano dwóch jego wspólników i przewieziono na komisariat na przesłuchanie. Sąd aresztował ich "
        "na trzy miesiące. W garażu znaleziono biżuterię wartą 80 tysięcy złotych.",
    ),
    (
        "pl",
        "Sąd skazał byłą księgową na trzy lata więzienia za kradzież pieniędzy firmy. Zatrzymano ją na "
        "lotnisku z gotówką w walizce. Sędzia uznał, że tylko kara pozbawienia wolności jest sprawiedliwa. "
        "Obrońca zapowiedział apelację. Minister finansów jest pod presją, by uwolnić zamrożone środki dla "
        "małych firm. Ceny prądu biją w fabryki, trzy zakłady mogą zostać zamknięte. Związki grożą strajkiem "
        "od poniedziałku. Eksport spadł o cztery procent, a żywność i woda znów podrożały.",
    ),
    (
        "pl",
        "Muzeum zamkowe po długim remoncie znów otworzyło średniowieczne lochy. Zwiedzający zobaczą łoże "
        "sprawiedliwości i inne narzędzia tortur, którymi w XVI wieku męczono heretyków. Nowa wystawa "
        "opowiada o egzekucjach na rynku. Bilet kosztuje osiem złotych. Skrzydłowy gości przez godzinę "
        "torturował obronę gospodarzy, którzy przegrali 1:4. Kapitan wyleciał za kopnięcie rywala, a bramkarz"
        " całą drugą połowę był pod ostrzałem. Napastnik dwa razy bił w poprzeczkę. Trener mówił o egzekucji.",
    ),
]


@pytest.mark.parametrize(("language", "text"), NEWS)
def test_ordinary_news_makes_no_claims(language: str, text: str) -> None:
    document = Document(id="d", item="0" * 64, language=language, published="2023-01-10", text=text)
    assert [c.type for c in READER.read(document).claims] == []

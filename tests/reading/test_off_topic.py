"""Texts about something else make no claims: courts, front lines, sport, markets, exchanges in figures, crime, traffic."""

import pytest

from habeas.model.document import Document
from habeas.reading.claims.claiming import read_claims
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.text import parse
from habeas.reading.weights import shipped

DETECTOR = Detector()

OFF_TOPIC = [
    (
        "en",
        "The district court in Harmsford ruled on Tuesday that the council must pay the bakery 40,000 pounds in "
        "damages. The judge found that the contract had been broken when the lease was ended early. Both sides "
        "may appeal within four weeks. The owner said she was relieved that the case was over.",
    ),
    (
        "en",
        "Heavy fighting went on around Velyki Luhy overnight, the general staff said. Russian troops attacked "
        "eleven times and were beaten back. Drones hit two ammunition depots and a fuel train was set on fire. "
        "Four soldiers were killed and nine wounded when a shell struck a dugout. The brigade held its positions.",
    ),
    (
        "en",
        "The central bank kept its key rate at 5 per cent. Analysts had warned that a cut would threaten the "
        "currency. Food prices rose by a tenth in a year and households are struggling to pay for heating. The "
        "current account was in surplus, exports of grain hit a record.",
    ),
    (
        "en",
        "Since the start of the year 12 prisoner exchanges have taken place and 1,180 soldiers have come home, "
        "the coordination staff said. The latest took place on Friday in the north. Relatives were informed by "
        "telephone. Talks about the next list are under way.",
    ),
    (
        "en",
        "Police are looking for a man who robbed a petrol station with a knife on Sunday night. He threatened the"
        " cashier and fled on a scooter with 300 euros. Officers searched the area with dogs and a helicopter. "
        "Witnesses are asked to call the station in Mill Street.",
    ),
    (
        "en",
        "The old town jail is to become a hotel. Each of the twelve cells will be a room with its own shower, and"
        " the exercise yard a garden with a bar. Guests will not be locked in, the architect promised. The "
        "building had stood empty since 1974.",
    ),
    (
        "uk",
        "Господарський суд зобов'язав міську раду сплатити підрядникові два мільйони гривень. Суддя визнав, що "
        "договір оренди розірвано з порушенням закону. Сторони можуть оскаржити рішення протягом двадцяти днів. "
        "Представниця ради заявила, що апеляцію вже готують.",
    ),
    (
        "uk",
        "Чоловіка засудили до двох років умовно за крадіжку велосипедів із гаражів. Прокурор просив реальний "
        "строк. Обвинувачений визнав вину й вибачився перед власниками. Вирок ще не набрав чинності.",
    ),
    (
        "uk",
        "За добу на Великолузькому напрямку відбулося одинадцять боєзіткнень. Росіяни штурмували позиції бригади "
        "й відійшли з втратами. Удари дронів знищили два склади боєприпасів. Четверо військових загинули, "
        "дев'ятьох поранено. Бригада тримає оборону.",
    ),
    (
        "uk",
        "Ракета влучила в житловий будинок о п'ятій ранку. Троє людей загинули, чотирнадцятьох доправили до "
        "лікарні з опіками та переломами. Рятувальники дістали з-під завалів тіла подружжя. Мер закликав людей "
        "залишатися в укриттях і підвалах до відбою.",
    ),
    (
        "uk",
        "Господарі програли вдома з рахунком 1:3, а капітан дістав червону картку за удар ногою суперника. Гості "
        "двічі били в стійку. Їхній нападник, якого влітку відпустили з клубу, забив двічі. Тренер сказав, що "
        "дивитися на це було мукою.",
    ),
    (
        "uk",
        "Національний банк утримав облікову ставку на рівні 15 відсотків. Аналітики попереджали, що зниження "
        "загрожує курсу. Ціни на їжу за рік зросли на десяту частину. Експорт зерна б'є рекорди.",
    ),
    (
        "uk",
        "Від початку року відбулося 12 обмінів, додому повернулися 1180 військових, повідомив координаційний "
        "штаб. Останній обмін відбувся в п'ятницю на півночі. Рідних повідомили телефоном. Перемовини про "
        "наступний список тривають.",
    ),
    (
        "uk",
        "Поліція розшукує чоловіка, який у неділю ввечері пограбував заправку з ножем. Він погрожував касирці й "
        "утік на скутері з трьома тисячами гривень. Територію обшукували з собаками. Свідків просять "
        "зателефонувати до відділку на вулиці Млиновій.",
    ),
    (
        "uk",
        "Стару міську в'язницю перебудують на готель. Кожна з дванадцяти камер стане номером із власним душем, а "
        "двір для прогулянок садом із баром. Архітектор обіцяє, що гостей не замикатимуть. Будівля стояла порожня"
        " з 1974 року.",
    ),
    (
        "ru",
        "Арбитражный суд обязал мэрию выплатить подрядчику два миллиона рублей. Судья признал, что договор аренды"
        " расторгнут с нарушением закона. Стороны могут обжаловать решение в течение месяца. В мэрии сказали, что"
        " апелляцию уже готовят.",
    ),
    (
        "ru",
        "Мужчину осудили на два года условно за кражу велосипедов из гаражей. Прокурор просил реальный срок. "
        "Обвиняемый признал вину и извинился перед владельцами. Приговор не вступил в силу.",
    ),
    (
        "ru",
        "За сутки на Великолугском направлении произошло одиннадцать боестолкновений. Войска штурмовали позиции "
        "бригады и отошли с потерями. Удары дронов уничтожили два склада боеприпасов. Четверо военных погибли, "
        "девять ранены. Бригада держит оборону.",
    ),
    (
        "ru",
        "Ракета попала в жилой дом в пять утра. Три человека погибли, четырнадцать доставили в больницу с ожогами"
        " и переломами. Спасатели достали из-под завалов тела супругов. Мэр призвал людей оставаться в укрытиях и"
        " подвалах до отбоя.",
    ),
    (
        "ru",
        "Хозяева проиграли дома со счётом 1:3, а капитан получил красную карточку за удар ногой соперника. Гости "
        "дважды били в штангу. Их нападающий, которого летом отпустили из клуба, забил дважды. Тренер сказал, что"
        " смотреть на это было пыткой.",
    ),
    (
        "ru",
        "Центральный банк удержал ключевую ставку на уровне 15 процентов. Аналитики предупреждали, что снижение "
        "угрожает курсу. Цены на еду за год выросли на десятую часть. Экспорт зерна бьёт рекорды.",
    ),
    (
        "ru",
        "С начала года прошло 12 обменов, домой вернулись 1180 военных, сообщил координационный штаб. Последний "
        "обмен прошёл в пятницу на севере. Родных известили по телефону. Переговоры о следующем списке "
        "продолжаются.",
    ),
    (
        "ru",
        "Полиция ищет мужчину, который в воскресенье вечером ограбил заправку с ножом. Он угрожал кассирше и "
        "скрылся на скутере с тремя тысячами рублей. Местность прочесали с собаками. Свидетелей просят позвонить "
        "в отдел на Мельничной улице.",
    ),
    (
        "nl",
        "De rechtbank in Harmsvoort heeft bepaald dat de gemeente de bakkerij 40.000 euro schadevergoeding moet "
        "betalen. Volgens de rechter is het huurcontract te vroeg opgezegd. Beide partijen kunnen binnen vier "
        "weken in hoger beroep. De eigenares is opgelucht.",
    ),
    (
        "nl",
        "Rond Velyki Loehy is de hele nacht zwaar gevochten, meldt de generale staf. Russische troepen vielen elf"
        " keer aan en werden teruggeslagen. Drones raakten twee munitiedepots. Vier militairen kwamen om en negen"
        " raakten gewond toen een granaat insloeg. De brigade hield stand.",
    ),
    (
        "nl",
        "Een raket sloeg om vijf uur in op een flatgebouw in de havenstad. Drie mensen kwamen om, veertien werden"
        " met brandwonden en botbreuken naar het ziekenhuis gebracht. Reddingswerkers haalden de lichamen van een"
        " echtpaar onder het puin vandaan. De burgemeester riep mensen op in de schuilkelders te blijven.",
    ),
    (
        "nl",
        "De thuisploeg werd met 3-1 verslagen en de aanvoerder kreeg rood na een trap tegen een tegenstander. De "
        "bezoekers raakten twee keer de paal. Hun spits, deze zomer vrijgelaten door zijn club, sloeg twee keer "
        "toe. Het was een marteling om naar te kijken, zei de trainer.",
    ),
    (
        "nl",
        "De centrale bank houdt de rente op 5 procent. Analisten waarschuwden dat een verlaging de munt bedreigt."
        " Eten werd in een jaar een tiende duurder en huishoudens kunnen de verwarming nauwelijks betalen. De "
        "uitvoer van graan sloeg alle records.",
    ),
    (
        "nl",
        "Sinds het begin van het jaar zijn er twaalf gevangenenruilen geweest en zijn 1180 militairen "
        "thuisgekomen, zegt het coördinatiecentrum. De laatste ruil was vrijdag in het noorden. Families werden "
        "gebeld. Er wordt over de volgende lijst gesproken.",
    ),
    (
        "nl",
        "De politie zoekt een man die zondagavond met een mes een tankstation overviel. Hij bedreigde de kassière"
        " en vluchtte op een scooter met 300 euro. Agenten zochten met honden en een helikopter. Getuigen wordt "
        "gevraagd het bureau in de Molenstraat te bellen.",
    ),
    (
        "nl",
        "Een vrachtwagen en twee auto's zijn vanochtend op de ringweg bij Aldham gebotst. Een vrouw overleed in "
        "het ziekenhuis. De chauffeur is aangehouden op verdenking van rijden onder invloed en later "
        "heengezonden. De weg was urenlang dicht.",
    ),
    (
        "nl",
        "De oude stadsgevangenis wordt een hotel. Elk van de twaalf cellen wordt een kamer met eigen douche, de "
        "luchtplaats een tuin met een bar. Gasten worden niet opgesloten, belooft de architect. Het gebouw stond "
        "sinds 1974 leeg.",
    ),
]


@pytest.mark.parametrize(("language", "text"), OFF_TOPIC)
def test_other_news_makes_no_claims(language: str, text: str) -> None:
    document = Document(id="d", item="0" * 64, language=language, text=text)
    claims = read_claims(parse(document, DETECTOR), Entities(), [], shipped())
    assert [(claim.type, claim.passage.of(text)) for claim in claims] == []

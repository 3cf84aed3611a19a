"""The words of claims: what survivors, lawyers and reporters say of each type, and what only sounds like it."""

import pytest

from habeas.model.document import Document
from habeas.reading.claims.types import search, signs
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()


def types(text: str, language: str) -> set[str]:
    """The types that the words of a text may carry."""
    document = Document(id="d", item="0" * 64, language=language, text=text)
    found = [sentence for sentence in search(parse(document, DETECTOR)) if sentence is not None]
    return {sign.type for sentence in found for sign in signs(sentence)}


ENGLISH = [
    ("detention.unlawful", "Masked men bundled him into a minibus and he spent forty days in a cellar."),
    ("detention.incommunicado", "She was not allowed to call anybody, and no lawyer was let in."),
    ("detention.disappearance", "Nobody has heard from him since; his mother does not know where he is."),
    ("detention.hostage_taking", "The smugglers kept them as bargaining chips."),
    ("conditions.overcrowding", "We slept in turns, forty men to a cell."),
    ("conditions.food_water", "One meal a day, a piece of bread and a bowl of gruel."),
    ("conditions.sanitation", "They had to relieve themselves in a bucket, and everybody had lice."),
    ("conditions.medical_care", "Insulin was refused and the wounds festered."),
    ("conditions.isolation", "Months in solitary, alone in a cell."),
    ("conditions.hooding", "They put a bag over my head and taped my eyes."),
    ("conditions.cold", "There was no heating and the floor was freezing."),
    ("conditions.other", "We slept on bare concrete, without any daylight."),
    ("torture.beating", "The guards kicked him in the ribs and hit his feet with a hose."),
    (
        "torture.electric_shock",
        "Clips were put on his ears and the handle cranked; they called it a call to Putin.",
    ),
    ("torture.suspension", "He was hung by the wrists from a hook."),
    ("torture.stabbing_mutilation", "They pulled out his fingernails and broke two of his fingers."),
    ("torture.burning", "Cigarettes were stubbed out on her arms."),
    ("torture.suffocation", "A plastic bag was held over his head until he could not breathe."),
    ("torture.water", "His head was held under water."),
    ("torture.restraint", "They were chained to a radiator and had to stand for days."),
    ("torture.mock_execution", "They fired past his ear and laughed."),
    ("torture.threats", "They said they would shoot his wife."),
    ("torture.sexual_violence", "Two guards raped her."),
    ("torture.humiliation", "The men were made to sing the anthem, naked."),
    ("torture.psychological", "They kept us awake with loud music."),
    ("torture.animals", "They set dogs on the prisoners."),
    ("death.execution", "Two of the men were shot in the back of the head."),
    ("death.in_custody", "He was tortured to death."),
    ("death.mass_grave", "They were buried in unmarked graves."),
    ("coercion.confession", "He was beaten until he signed a confession."),
    ("coercion.collaboration", "They wanted her to become an informer."),
    ("coercion.return_to_combat", "Those who refused to fight were sent back to the front."),
    ("coercion.extortion", "His family paid 900 dollars for his release."),
    ("coercion.contract", "He was forced to sign a contract with the army."),
    ("transfer.deportation", "The children were taken across the border into Russia."),
    ("transfer.other", "In May he was moved to another prison."),
    ("find.instruments", "On the floor lay batons, pliers and rope, and there was blood on the walls."),
    ("find.recording", "A video that circulated online shows the prisoners."),
    ("find.bodies", "Eleven bodies were found behind the building."),
    ("find.documents", "Investigators found lists of prisoners that had been left behind."),
    ("find.inscriptions", "Somebody had scratched the days into the wall of the cell."),
    ("legal.proceeding", "The commander was convicted in absentia."),
    ("legal.call", "The organisation called for the immediate release of all prisoners."),
    ("denial", "The ministry rejected the allegations as fabricated."),
]

UKRAINIAN = [
    ("detention.unlawful", "Його заштовхали в бус і кинули до підвалу."),
    ("detention.incommunicado", "Рідні не знають, де він, адвоката не допустили."),
    ("detention.disappearance", "Його вивезли в невідомому напрямку."),
    ("conditions.overcrowding", "Спали по черзі, бо не було де лягти."),
    ("conditions.food_water", "Годували раз на добу, він втратив тридцять кілограмів."),
    ("conditions.sanitation", "Замість туалету стояло відро, у всіх були воші."),
    ("conditions.medical_care", "Лікаря не викликали, рани гнили."),
    ("conditions.hooding", "На голову натягли мішок."),
    ("conditions.cold", "Опалення не було, люди мерзли."),
    ("conditions.other", "Спали на голій бетонній підлозі без ковдр."),
    ("torture.beating", "Його били ногами по ребрах, потім гумовою трубою."),
    ("torture.electric_shock", "До вух чіпляли клеми й пускали струм."),
    ("torture.suspension", "Його підвісили за руки до труби."),
    ("torture.stabbing_mutilation", "Йому зламали два пальці й виривали нігті."),
    ("torture.burning", "Об її руки гасили цигарки."),
    ("torture.suffocation", "Душили протигазом."),
    ("torture.restraint", "Його прикували до батареї, стояти доводилося цілу добу."),
    ("torture.mock_execution", "Їх ставили до стінки й стріляли над головами."),
    ("torture.threats", "Казали, що вб'ють його родину."),
    ("torture.humiliation", "Полонених змушували співати гімн Росії голими."),
    ("torture.psychological", "Їм не давали спати, цілодобово грала гучна музика."),
    ("torture.animals", "На людей нацьковували собак."),
    ("death.execution", "Двох чоловіків розстріляли пострілом у потилицю."),
    ("death.in_custody", "Він помер у колонії від побоїв."),
    ("coercion.confession", "Його змусили підписати зізнання."),
    ("coercion.extortion", "За звільнення вимагали гроші."),
    ("coercion.contract", "Людей змушували підписати контракт."),
    ("transfer.deportation", "Усіх вивезли до Росії."),
    ("transfer.other", "Потім його перевели до іншої камери."),
    ("find.inscriptions", "На стінах камери хтось видряпав дні."),
    ("legal.proceeding", "Командирові оголосили підозру."),
    ("legal.call", "Організація закликає негайно звільнити всіх."),
    ("denial", "У міністерстві заперечують звинувачення."),
]

RUSSIAN = [
    ("detention.unlawful", "Его затолкали в микроавтобус и бросили в подвал."),
    ("detention.incommunicado", "Родные не знают, где он, адвоката не допустили."),
    ("detention.disappearance", "Его увезли в неизвестном направлении."),
    ("conditions.overcrowding", "Спали по очереди, потому что негде было лечь."),
    ("conditions.food_water", "Кормили раз в сутки, он потерял тридцать килограммов."),
    ("conditions.sanitation", "Вместо туалета стояло ведро, у всех были вши."),
    ("conditions.medical_care", "Врача не вызывали, раны гнили."),
    ("conditions.hooding", "На голову натянули мешок."),
    ("conditions.cold", "Отопления не было, люди замерзали."),
    ("conditions.other", "Спали на голом бетонном полу без одеял."),
    ("torture.beating", "Его били ногами по рёбрам, потом резиновой трубой."),
    ("torture.electric_shock", "К ушам цепляли клеммы и пускали ток."),
    ("torture.suspension", "Его подвесили за руки к трубе."),
    ("torture.stabbing_mutilation", "Ему сломали два пальца и вырывали ногти."),
    ("torture.burning", "О её руки тушили сигареты."),
    ("torture.suffocation", "Душили противогазом."),
    ("torture.restraint", "Его приковали к батарее, стоять приходилось целые сутки."),
    ("torture.mock_execution", "Их ставили к стенке и стреляли над головами."),
    ("torture.threats", "Говорили, что убьют его семью: «Сядешь надолго»."),
    ("torture.humiliation", "Пленных заставляли петь гимн голыми."),
    ("torture.psychological", "Им не давали спать, круглосуточно играла громкая музыка."),
    ("torture.animals", "На людей спускали собак."),
    ("death.execution", "Двух мужчин расстреляли выстрелом в затылок."),
    ("death.in_custody", "Он умер в колонии от побоев."),
    ("coercion.confession", "Его заставили подписать признание."),
    ("coercion.extortion", "За освобождение требовали деньги."),
    ("coercion.contract", "Людей заставляли подписать контракт."),
    ("transfer.deportation", "Всех вывезли в Россию."),
    ("transfer.other", "Потом его перевели в другую камеру."),
    ("find.inscriptions", "На стенах камеры кто-то нацарапал дни."),
    ("legal.proceeding", "Командира осудили заочно."),
    ("legal.call", "Организация призывает немедленно освободить всех."),
    ("denial", "В министерстве отрицают обвинения."),
]

DUTCH = [
    ("detention.unlawful", "Gemaskerde mannen duwden hem in een busje; hij zat veertig dagen in een kelder."),
    ("detention.incommunicado", "Zijn familie wist niet waar hij was, een advocaat mocht er niet bij."),
    ("detention.disappearance", "Sindsdien is er niets meer van hem vernomen."),
    ("conditions.overcrowding", "Ze sliepen om beurten, met veertig man in een cel."),
    ("conditions.food_water", "Ze kregen één maaltijd per dag en hij viel twintig kilo af."),
    ("conditions.sanitation", "Hun behoefte deden ze in een emmer en iedereen had luizen."),
    ("conditions.medical_care", "Een dokter kwam er niet, de wonden etterden."),
    ("conditions.hooding", "Ze trokken een zak over zijn hoofd."),
    ("conditions.cold", "Er was geen verwarming en het was ijskoud."),
    ("conditions.other", "Ze sliepen op de kale betonnen vloer, zonder daglicht."),
    ("torture.beating", "Hij werd met stokken geslagen en in zijn ribben getrapt."),
    ("torture.electric_shock", "Hij kreeg stroom toegediend via draden aan zijn oren."),
    ("torture.suspension", "Ze hingen hem op aan zijn polsen."),
    ("torture.stabbing_mutilation", "Zijn nagels werden uitgetrokken en twee vingers gebroken."),
    ("torture.burning", "Sigaretten werden op haar armen uitgedrukt."),
    ("torture.suffocation", "Ze zetten hem een gasmasker op en draaiden de lucht dicht."),
    ("torture.restraint", "Ze waren aan een radiator geketend en moesten urenlang staan."),
    ("torture.mock_execution", "Bewakers schoten vlak langs zijn oor."),
    ("torture.threats", "Ze zeiden dat ze zijn vrouw zouden vermoorden."),
    ("torture.humiliation", "De mannen moesten naakt het volkslied zingen."),
    ("torture.psychological", "Ze werden wakker gehouden met harde muziek."),
    ("torture.animals", "Er werden honden op de gevangenen losgelaten."),
    ("death.execution", "Twee mannen kregen een nekschot."),
    ("death.in_custody", "Hij is in de cel doodgemarteld."),
    ("coercion.confession", "Hij werd gedwongen een bekentenis te tekenen."),
    ("coercion.extortion", "De familie moest losgeld betalen."),
    ("coercion.contract", "Hij werd gedwongen een contract te tekenen."),
    ("transfer.deportation", "De kinderen werden naar Rusland gebracht."),
    ("transfer.other", "In mei werd hij overgeplaatst naar een andere gevangenis."),
    ("find.inscriptions", "Iemand had streepjes in de muur gekrast."),
    ("legal.proceeding", "De commandant is bij verstek veroordeeld."),
    ("legal.call", "De organisatie eist de onmiddellijke vrijlating van alle gevangenen."),
    ("denial", "Het ministerie wijst de beschuldigingen van de hand."),
]

SAID = [
    (language, claim_type, text)
    for language, rows in (("en", ENGLISH), ("uk", UKRAINIAN), ("ru", RUSSIAN), ("nl", DUTCH))
    for claim_type, text in rows
]


@pytest.mark.parametrize(("language", "claim_type", "text"), SAID)
def test_each_type_is_heard_in_the_words_people_use(language: str, claim_type: str, text: str) -> None:
    assert claim_type in types(text, language)


@pytest.mark.parametrize(
    ("language", "family", "text"),
    [
        ("en", "torture.beating", "The missile hit a residential block, and the visitors hit the post twice."),
        ("en", "torture.electric_shock", "The current government cut electricity bills."),
        ("en", "detention.unlawful", "The mayor took part and held talks with the council."),
        ("en", "torture.unspecified", "It was torture to watch."),
        ("en", "conditions.cold", "A relic of the cold war and of frozen assets."),
        ("uk", "torture.beating", "Експорт б'є рекорди, нападник двічі бив у стійку."),
        ("uk", "detention.unlawful", "Бригада тримає оборону, міністр узяв участь у нараді."),
        ("uk", "torture.threats", "Зниження ставки загрожує економіці."),
        ("ru", "torture.beating", "Экспорт бьёт рекорды, нападающий дважды бил в штангу."),
        ("ru", "detention.unlawful", "Бригада держит оборону, министр взял слово."),
        ("ru", "torture.unspecified", "Он пытался дозвониться."),
        ("nl", "torture.beating", "De uitvoer sloeg alle records en de spits sloeg toe."),
        ("nl", "torture.electric_shock", "Een storing in de stroomvoorziening en een elektrische auto."),
        ("nl", "legal.proceeding", "De ploeg kreeg een strafschop."),
    ],
)
def test_idioms_and_other_news_are_not_heard_as_it(language: str, family: str, text: str) -> None:
    assert family not in types(text, language)

import pytest

from habeas.languages.name_keys import name_keys


@pytest.mark.parametrize(
    "spellings",
    [
        "Зеленський Зеленский Zelensky Zelenskyy Selenskyj Zelenskij Zełenski",
        "Чиков Chikov Tsjikov Tschikow Tchikov",
        "Бойченко Boitschenko Boychenko Boïtchenko Bojczenko",
        "Харченко Kharchenko Chartschenko Charczenko",
        "Юлія Юлия Yulia Yuliia Julia Joelia",
        "Шевчук Shevchuk Sjevtsjoek Schewtschuk Chevtchouk Szewczuk",
        "Кузьменко Kuzmenko Koezmenko Kouzmenko",
    ],
)
def test_one_name_in_many_romanisations_shares_a_key(spellings):
    first, *others = spellings.split()
    assert all(name_keys(first) & name_keys(other) for other in others)


def test_different_names_differ():
    assert not name_keys("Петренко") & name_keys("Petrov")
    assert not name_keys("Ivan") & name_keys("Ihor")

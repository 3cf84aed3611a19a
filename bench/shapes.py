"""Seconds a megabyte that reading takes for texts of every shape that could trip it, at a length, twice and four times it.

Time that grows with the length doubles with it; what more than triples is marked. `shapes.py 5000000` reads 5 MB of each.
"""

import sys
import time

from habeas.model.document import Document
from habeas.places import Gazetteer
from habeas.reading.reader import Reader

SHAPES = {
    "one word": "a",
    "the same word": "word ",
    "capital words": "Word ",
    "capitals": "WORD ",
    "Cyrillic capitals": "Слово ",
    "names, in a list": "Ivan Vyhadanyi, ",
    "names, in sentences": "Serhii Vyhadanyi and Petro Kazkovyi. ",
    "quotation marks": '"',
    "quotations": '"a b." ',
    "marks that open": "«",
    "nested quotations": "«a “b „c ",
    "unclosed quotations": '"He was held in a cell \n',
    "quoted paragraphs": "“He was beaten. \n\n",
    "apostrophes": "'",
    "commas": ", ",
    "full stops": ". ",
    "digits": "1",
    "numbers": "12 ",
    "numbers in words": "two thousand and ",
    "dates": "12.03.2022 ",
    "months": "March ",
    "new lines": "\n",
    "one sentence": "the man was held in the basement and beaten by soldiers ",
    "sentences of a word": "Beaten. ",
    "lines of a word": "Beaten\n",
    "items": "- beaten\n",
    "a report": "He was held in the prison in Kherson and beaten, a former detainee said.\n",
    "words of speech": "he said: ",
    "labels": "Ivan Vyhadanyi:\n",
    "brackets": "(",
    "zero-width characters": "\u200b",
    "combining characters": "e\u0301\u0301\u0301",
    "right to left": "\u202eאבג ",
    "emoji": "😀",
    "dashes": "— ",
    "hyphens": "a-",
    "numbered prisons": "Prison No. 5 in Kherson and ",
    "brigades": "5th and 110th brigades, ",
    "towns": "Kherson, Izium, Bucha ",
}
LENGTH, TIMES = 50_000, (1, 2, 4)
SUSPICIOUS = 3.0


def seconds(reader: Reader, text: str) -> float:
    """Processor time that reading one text takes."""
    document = Document(id="x", item="0" * 64, language="en", published="2023-06-01", text=text)
    start = time.process_time()
    reader.read(document)
    return time.process_time() - start


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else LENGTH
    reader = Reader(Gazetteer.load())
    seconds(reader, "At least 12 men were held in a prison in Kherson, «Suspilne» said on 3 March 2022.")
    print(f"{'shape':24} {'s/MB':>7}   seconds for {', '.join(f'{length * n:,}' for n in TIMES)} characters")
    for name, piece in SHAPES.items():
        took = [seconds(reader, (piece * (length * n // len(piece) + 1))[: length * n]) for n in TIMES]
        slow = "  grows faster than the text" if took[-1] > SUSPICIOUS * max(took[-2], 0.1) else ""
        print(
            f"{name:24} {took[-1] / (length * TIMES[-1]) * 1e6:7.1f}   {' '.join(f'{t:8.2f}' for t in took)}{slow}",
            flush=True,
        )


if __name__ == "__main__":
    main()

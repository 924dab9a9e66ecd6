"""What was said and planned: subjects and texts by language and kind of activity. `{p}` is a product, `{d}` a number."""

PRODUCTS = {
    "pl": ["ekspres Aria 2", "młynek Basso", "abonament na ziarna", "przegląd roczny", "lada Duetto", "szkolenie baristów"],
    "cs": ["kávovar Aria 2", "mlýnek Basso", "předplatné zrn", "roční prohlídka", "pult Duetto", "školení baristů"],
    "en": ["the Aria 2 machine", "the Basso grinder", "a bean subscription", "the yearly service", "the Duetto counter", "barista training"],
}  # fmt: skip

TALK: dict[str, dict[str, list[tuple[str, str]]]] = {
    "pl": {
        "call": [
            (
                "Rozmowa o ofercie: {p}",
                "Pyta o cenę przy {d} sztukach i o termin dostawy. Decyzja w przyszłym tygodniu.",
            ),
            (
                "Telefon w sprawie serwisu",
                "Ciśnienie spada po południu. Umówiliśmy wizytę technika, do tego czasu działa drugi ekspres.",
            ),
            ("Przypomnienie o płatności", "Faktura czeka na podpis dyrektora, przelew w piątek."),
            (
                "Czy zadowoleni po pierwszym miesiącu?",
                "Bardzo. Goście chwalą kawę, prosi o drugi młynek do bezkofeinowej.",
            ),
            ("Krótka rozmowa: {p}", "Porównuje nas z dwiema innymi firmami. Zależy na czasie naprawy, nie na cenie."),
        ],
        "meeting": [
            ("Degustacja i pokaz: {p}", "Przygotować trzy mieszanki i kubeczki na {d} osób."),
            ("Spotkanie u klienta", "Obejrzeć miejsce na ekspres i przyłącze wody."),
            ("Omówienie umowy na rok", "Rabat przy {d} kg miesięcznie, serwis w cenie."),
        ],
        "email": [
            (
                "Oferta: {p}",
                "Dzień dobry,\nw załączeniu przesyłam ofertę. Ważna {d} dni. Chętnie odpowiem na pytania.\nPozdrawiam",
            ),
            ("Podziękowanie za spotkanie", "Dziękuję za dzisiejszą rozmowę. Podsumowanie ustaleń poniżej."),
            ("Odp.: pytanie o części", "Uszczelki są w magazynie, wyślemy jutro."),
        ],
        "note": [
            ("Woli rozmawiać rano, przed dziewiątą", ""),
            ("Decyduje z żoną, warto zaprosić oboje", ""),
            ("Konkurencja dała im ekspres za darmo na trzy miesiące", "Trzeba pokazać koszt w całym roku."),
        ],
        "task": [
            ("Przygotować ofertę: {p}", ""),
            ("Zadzwonić po decyzję", ""),
            ("Wysłać próbki ziaren", "{d} paczek po 250 g, mieszanka Sopran i Alt."),
            ("Sprawdzić gwarancję ekspresu", ""),
        ],
    },
    "cs": {
        "call": [
            ("Hovor o nabídce: {p}", "Ptá se na cenu při {d} kusech a na termín dodání. Rozhodne příští týden."),
            (
                "Telefonát kvůli servisu",
                "Odpoledne klesá tlak. Domluvili jsme technika, do té doby jede druhý kávovar.",
            ),
            ("Připomenutí platby", "Faktura čeká na podpis ředitele, platba v pátek."),
            ("Jsou spokojeni po prvním měsíci?", "Velmi. Hosté kávu chválí, chtějí druhý mlýnek na bezkofeinovou."),
            ("Krátký hovor: {p}", "Srovnává nás s dvěma dalšími firmami. Jde mu o rychlost opravy, ne o cenu."),
        ],
        "meeting": [
            ("Ochutnávka a ukázka: {p}", "Připravit tři směsi a kelímky pro {d} lidí."),
            ("Schůzka u zákazníka", "Prohlédnout místo pro kávovar a přípojku vody."),
            ("Projednání roční smlouvy", "Sleva při {d} kg měsíčně, servis v ceně."),
        ],
        "email": [
            (
                "Nabídka: {p}",
                "Dobrý den,\nv příloze posílám nabídku. Platí {d} dní. Rád odpovím na dotazy.\nS pozdravem",
            ),
            ("Poděkování za schůzku", "Děkuji za dnešní rozmovu. Shrnutí najdete níže."),
            ("Re: dotaz na díly", "Těsnění máme skladem, odešleme zítra."),
        ],
        "note": [
            ("Radši mluví ráno, před devátou", ""),
            ("Rozhoduje s manželkou, stojí za to pozvat oba", ""),
            ("Konkurence jim dala kávovar na tři měsíce zdarma", "Ukázat náklady za celý rok."),
        ],
        "task": [
            ("Připravit nabídku: {p}", ""),
            ("Zavolat kvůli rozhodnutí", ""),
            ("Poslat vzorky zrn", "{d} balíčků po 250 g, směs Soprán a Alt."),
            ("Ověřit záruku kávovaru", ""),
        ],
    },
    "en": {
        "call": [
            ("Call about the offer for {p}", "Asks for a price at {d} pieces and a delivery date. Decides next week."),
            (
                "Service call",
                "Pressure drops in the afternoon. Technician booked; the second machine keeps them going.",
            ),
            ("Payment reminder", "The invoice waits for the director's signature; transfer on Friday."),
            ("Happy after the first month?", "Very. Guests praise the coffee; wants a second grinder for decaf."),
            ("Quick call on {p}", "Compares us with two others. Cares about repair time, not price."),
        ],
        "meeting": [
            ("Tasting and demo of {p}", "Bring three blends and cups for {d} people."),
            ("Visit on site", "Look at the spot for the machine and the water line."),
            ("Yearly contract review", "Discount at {d} kg a month, service included."),
        ],
        "email": [
            (
                "Offer for {p}",
                "Hello,\nplease find our offer attached, valid for {d} days. Happy to answer any question.\nKind regards",
            ),
            ("Thank you for the meeting", "Thank you for today. A summary of what we agreed is below."),
            ("Re: spare parts", "The gaskets are in stock, we will ship them tomorrow."),
        ],
        "note": [
            ("Prefers to talk in the morning, before nine", ""),
            ("Decides together with his wife; invite both", ""),
            ("A competitor gave them a machine free for three months", "Show the cost over a whole year."),
        ],
        "task": [
            ("Prepare the offer for {p}", ""),
            ("Call for the decision", ""),
            ("Send bean samples", "{d} bags of 250 g, blends Soprano and Alto."),
            ("Check the machine's warranty", ""),
        ],
    },
}

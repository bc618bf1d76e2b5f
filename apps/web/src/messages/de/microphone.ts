import type { microphone as english } from '../en/microphone.ts'

export const microphone: Record<keyof typeof english, string> = {
  microphone: 'Mikrofon',
  back: 'Zurück',
  waiting: 'Warten auf das Mikrofon',
  tryAgain: 'Noch einmal versuchen',
  without: 'Ohne Mikrofon weitermachen',
  mayIListen: 'Darf ich auf deinen Atem hören?',
  askPrivate:
    'Dein Browser wird dich fragen. Der Ton bleibt auf diesem Gerät; nur Messwerte von Lautstärke und Klangfarbe werden gesendet.',
  askLive: 'Dein Browser wird dich fragen. Der Ton wird gesendet, um live ausgewertet zu werden, und nie gespeichert.',
  allow: 'Mikrofon erlauben',
  breatheALittle: 'Atme ein wenig',
  mouthOrNose: 'Durch Mund oder Nase, wie du es später tust. Ich suche deinen Atem im Ton.',
  listenAgain: 'Wieder zuhören',
  suppresses: 'Dieses Gerät unterdrückt von sich aus Geräusche, das kann leise Atemzüge verschlucken.',
  headphones: 'Nimm Kopfhörer, sonst hört das Mikrofon auch die Anleitung.',
  tuneIn: 'Erst einstimmen',
  tuneInHint: 'Acht Sekunden, um deinen Raum und deinen Atem kennenzulernen.',
  begin: 'Beginnen',
  level: 'Pegel des Mikrofons',
  listening: 'Ich höre zu …',
  listeningHint: 'Atme ein-, zweimal, wie du magst.',
  hearYou: 'Ich höre dich atmen',
  hearYouHint: 'Bleib ungefähr, wo du bist.',
  onlyRoom: 'Ich höre deinen Raum, aber nicht deinen Atem',
  onlyRoomHint: 'Halte das Telefon näher, eine Handbreit von Mund oder Nase, oder atme etwas hörbarer.',
  clips: 'Zu laut: Es übersteuert',
  clipsHint: 'Rücke das Mikrofon etwas weg oder aus dem Luftstrom deines Atems.',
  silences: 'Dein Gerät unterdrückt leise Töne',
  silencesHint:
    'Seine Geräuschunterdrückung hält Atem für Lärm. Schalte sie in den Toneinstellungen aus oder versuche ein anderes Mikrofon.',
  noSound: 'Es kommt gar kein Ton an',
  noSoundHint:
    'Vielleicht ist das Mikrofon stumm, durch einen Schalter oder in den Systemeinstellungen. Oder wähle ein anderes.',
  fan: 'Das ist laut und gleichmäßig: ein Lüfter?',
  fanHint: 'Ein leiser Atem geht darin unter. Schalte ihn aus, geh weg von ihm oder näher ans Mikrofon.',
  voice: 'Ich höre eine Stimme oder Musik',
  voiceHint:
    'Das ist in Ordnung, aber ein Atem ist davon schwer zu unterscheiden. Kopfhörer helfen, wenn es von hier kommt.',
  ready: 'Bereit',
}

import type { LetterWords } from './en.ts'

export const de: LetterWords = {
  common: {
    aboutAccount: (host) => `Better & Bliss schreibt dir, weil es um dein Konto bei ${host} geht.`,
    questions: (email) => `Fragen? Schreib an ${email}.`,
    signIn: 'Zur Anmeldung',
    allIsWell: 'Warst du das? Dann ist alles gut.',
    device: 'Gerät',
    place: 'Ort',
    time: 'Zeit',
    deviceOn: (app, system) => `${app} auf ${system}`,
    unknownDevice: 'Unbekanntes Gerät',
  },
  confirm_address: {
    subject: 'Bestätige deine E-Mail-Adresse',
    preview: 'Ein Code, und dein Konto ist bereit.',
    title: 'Willkommen. Ein Schritt fehlt noch',
    enter: 'Gib diesen Code dort ein, wo du dich registriert hast. Er gilt einmal, eine Stunde lang.',
    notYou: 'Du hast dich nicht registriert? Dann musst du nichts tun: Ohne den Code wird kein Konto daraus.',
  },
  reset_password: {
    subject: 'Dein Code für ein neues Passwort',
    preview: 'Er gilt einmal, eine Stunde lang.',
    title: 'Wähle ein neues Passwort',
    enter: 'Gib diesen Code dort ein, wo du ihn angefordert hast. Er gilt einmal, eine Stunde lang.',
    notYou:
      'Gib ihn niemandem: Wir fragen nie danach. Du hast ihn nicht angefordert? Dann bleibt dein Passwort, wie es ist.',
  },
  password_changed: {
    subject: 'Dein Passwort wurde geändert',
    title: 'Dein Passwort wurde geändert',
    changed: 'Dein Konto hat ein neues Passwort, und alle anderen Geräte wurden abgemeldet.',
    notYou: 'Das warst du nicht? Wähle beim Anmelden „Passwort vergessen“ und hol dir dein Konto jetzt zurück.',
  },
  new_device: {
    subject: 'Neue Anmeldung bei deinem Konto',
    title: 'Ein neues Gerät hat sich angemeldet',
    signedIn: 'Jemand hat sich mit einem Gerät bei deinem Konto angemeldet, das wir noch nicht kannten.',
    notYou:
      'Warst du das? Dann ist alles gut. Wenn nicht, wähle ein neues Passwort: Das meldet alle anderen Geräte ab.',
  },
  address_exists: {
    subject: 'Du hast schon ein Konto',
    preview: 'Jemand wollte deine Adresse für ein Konto verwenden.',
    title: 'Du hast schon ein Konto',
    tried:
      'Jemand, vielleicht du, wollte sich mit dieser Adresse registrieren oder sie einem anderen Konto geben. Sie hat schon eines, deshalb wurde nichts geändert.',
    asAlways: 'Melde dich an wie immer. Wenn du dein Passwort vergessen hast, hilft die Seite zum Anmelden weiter.',
  },
  confirm_new_address: {
    subject: 'Bestätige deine neue E-Mail-Adresse',
    preview: 'Ein Code, und dein Konto verwendet diese Adresse.',
    title: 'Bestätige deine neue Adresse',
    enter:
      'Gib diesen Code in deinem Profil ein, und dein Konto verwendet diese Adresse. Er gilt einmal, eine Stunde lang.',
    notYou:
      'Du hast das nicht angefordert? Dann musst du nichts tun: Jemand hat sich bei der eigenen Adresse vertippt.',
  },
  address_changed: {
    subject: 'Deine E-Mail-Adresse wurde geändert',
    preview: 'Dein Konto verwendet jetzt eine andere Adresse.',
    title: 'Deine E-Mail-Adresse wurde geändert',
    changed: 'Dein Konto verwendet jetzt eine andere Adresse. Mit dieser kannst du dich nicht mehr anmelden.',
    newAddress: 'Neue Adresse',
    notYou: (email) =>
      `Das warst du nicht? ${email ? `Schreib sofort an ${email}.` : 'Sag deinem Studio sofort Bescheid.'}`,
  },
  google_linked: {
    subject: 'Du kannst dich jetzt mit Google anmelden',
    title: 'Du kannst dich jetzt mit Google anmelden',
    linked: 'Du hast es mit deinem Passwort bestätigt: Ab jetzt öffnet auch Google dein Konto.',
    notYou: 'Das warst du nicht? Wähle beim Anmelden „Passwort vergessen“: Ein neues Passwort beendet auch das.',
  },
  account_suspended: {
    subject: 'Dein Konto ist gesperrt',
    preview: 'Vorerst öffnet es nichts.',
    title: 'Dein Konto ist gesperrt',
    suspended: 'Dein Konto wurde gesperrt: Vorerst öffnet es nichts, und alle Geräte sind abgemeldet.',
    reason: 'Grund',
    wrong: (email) =>
      `Du meinst, das ist ein Irrtum? ${email ? `Schreib an ${email}.` : 'Sag deinem Studio Bescheid.'}`,
  },
  account_reinstated: {
    subject: 'Dein Konto ist wieder offen',
    preview: 'Alles ist, wie du es verlassen hast.',
    title: 'Willkommen zurück',
    open: 'Dein Konto ist nicht mehr gesperrt. Alles darin ist, wie du es verlassen hast.',
  },
  account_deletion_requested: {
    subject: 'Dein Konto wird gelöscht',
    preview: 'Bis dahin kannst du es dir anders überlegen.',
    title: 'Dein Konto wird gelöscht',
    asked:
      'Wie du es wolltest, werden dein Konto und alles gelöscht, was wir über dich und deine Übungen gespeichert haben.',
    deletedAfter: 'Gelöscht nach',
    changeYourMind: 'Bis dahin kannst du es dir anders überlegen: Melde dich an und behalte dein Konto.',
  },
  account_deleted: {
    subject: 'Dein Konto wurde gelöscht',
    preview: 'Was wir über dich gespeichert hatten, ist weg.',
    title: 'Dein Konto wurde gelöscht',
    gone: 'Dein Konto ist weg, und mit ihm dein Profil, deine Übungen und alles andere, was wir über dich gespeichert hatten.',
    thanks: 'Das ist die letzte Mail von uns. Danke für die Zeit, die du mit uns verbracht hast.',
  },
  refresh_token_reused: {
    subject: 'Wir haben eine Anmeldung beendet',
    preview: 'Sie wurde an zwei Orten zugleich benutzt.',
    title: 'Wir haben eine Anmeldung beendet',
    used: 'Eine Anmeldung bei deinem Konto wurde an zwei Orten zugleich benutzt, als hätte sie jemand kopiert. Wir haben sie beendet.',
    goOn: 'Melde dich noch einmal an, um weiterzumachen. Wenn du nicht weißt, wie es dazu kam, wähle auch ein neues Passwort.',
  },
  export_ready: {
    subject: 'Deine Daten sind bereit',
    preview: 'Alles, was wir über dich gespeichert haben, zum Mitnehmen.',
    title: 'Deine Daten sind bereit',
    collected:
      'Alles, was wir über dich gespeichert haben, ist zusammengestellt, wie du es wolltest. Du kannst es einmal herunterladen.',
    download: 'Deine Daten herunterladen',
    until: 'Gilt bis',
    notYou:
      'Du hast das nicht angefordert? Dann ist vielleicht jemand anderes mit deinem Konto angemeldet: Wähle ein neues Passwort.',
  },
  newsletter_confirm: {
    subject: 'Bestätige, dass du unseren Newsletter möchtest',
    preview: 'Ein Klick, und es geht los.',
    title: 'Möchtest du von uns hören?',
    asked:
      'Jemand, hoffentlich du, hat diese Adresse für unseren Newsletter eingetragen. Er kommt, sobald du es bestätigst.',
    confirm: 'Mein Abo bestätigen',
    notYou: 'Das warst du nicht? Dann musst du nichts tun: Ohne deine Bestätigung bekommst du keinen Newsletter.',
    why: (host) => `Diese Adresse wurde im Newsletter-Formular von ${host} eingetragen. Der Link gilt eine Woche.`,
  },
  newsletter_known: {
    subject: 'Du bekommst unseren Newsletter schon',
    preview: 'Es wurde nichts geändert.',
    title: 'Du bekommst unseren Newsletter schon',
    asked:
      'Jemand, vielleicht du, hat diese Adresse für unseren Newsletter eingetragen. Sie bekommt ihn schon, deshalb wurde nichts geändert.',
    choose: 'Du kannst wählen, wovon du hörst und wie oft, oder den Newsletter abbestellen.',
    preferences: 'Meine Einstellungen öffnen',
    why: (host) => `Diese Adresse wurde im Newsletter-Formular von ${host} eingetragen.`,
  },
  practice_reminder: {
    subject: 'Ein Moment für dich',
    preview: 'Das ist die Zeit, die du gewählt hast.',
    title: 'Ein Moment für dich',
    now: 'Das ist die Zeit, die du für deine Übung gewählt hast. Eine Minute genügt, und ein anderer Tag ist genauso gut.',
    begin: 'Beginnen',
    off: 'Keine Erinnerungen mehr',
    why: (host) =>
      `Du hast diese Zeit in deinem Profil auf ${host} gewählt. „Keine Erinnerungen mehr“ beendet sie mit einem Klick.`,
  },
  campaign: {
    test: (subject) => `[Test] ${subject}`,
    whyTest:
      'Ein Test: Nur du hast diese Mail bekommen. In denen, die verschickt werden, stehen hier die Links zu den Einstellungen und zum Abbestellen.',
    why: (host) => `Du bekommst diese Mail, weil du den Newsletter von ${host} abonniert hast.`,
    unsubscribe: 'Abbestellen',
    preferences: 'Wählen, wovon du hörst und wie oft',
    series: (count) => `Reihe · ${count === 1 ? '1 Teil' : `${count} Teile`}`,
    openSeries: 'Reihe öffnen',
    audio: 'Audio',
    video: 'Video',
    listen: 'Anhören',
    watch: 'Ansehen',
  },
}

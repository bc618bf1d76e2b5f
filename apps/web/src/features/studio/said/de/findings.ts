import type { Sentences } from '../said.ts'

/** What the doctor finds by the settings of the API: apps/api/src/compose/doctor. */
export const findings: Sentences = {
  around: {
    'Web app: {words}': 'Web-App: {words}',
    'API: {words}': 'API: {words}',
    'Media edge: {words}': 'Edge der Medien: {words}',
    'Worker: {words}': 'Worker: {words}',
    'Redis: {words}': 'Redis: {words}',
    'Google: {words}': 'Google: {words}',
    'CAPTCHA: {words}': 'CAPTCHA: {words}',
    'Countries: {words}': 'Länder: {words}',
    'PostgreSQL: {words}': 'PostgreSQL: {words}',
    'Media store: {words}': 'Speicher der Medien: {words}',
    'Sign-in: {words}': 'Anmeldung: {words}',
    'Datadog: {words}': 'Datadog: {words}',
    'Disk space: {words}': 'Speicherplatz: {words}',
  },
  sentences: {
    'It could not be looked at: {reason}.': 'Das ließ sich nicht prüfen: {reason}.',
    'no answer within {seconds} s': 'keine Antwort innerhalb von {seconds} s',
    'See to that first, then look again.': 'Behebe das zuerst und sieh dann noch einmal nach.',

    '{url} answers {status}.': '{url} antwortet mit {status}.',
    'Let FRONTEND_URL lead to the web app.': 'FRONTEND_URL muss zur Web-App führen.',
    '{url}/health answers {status}, and not as the API does.':
      '{url}/health antwortet mit {status} und nicht so, wie die API es tut.',
    'Let BACKEND_URL lead to the API.': 'BACKEND_URL muss zur API führen.',
    'Set FRONTEND_URL alike for the API and here, and let no proxy add headers of its own (docs/proxies.md).':
      'Setze FRONTEND_URL für die API und hier gleich, und lass keinen Proxy eigene Header hinzufügen (docs/proxies.md).',
    'Pages of any origin may read what the API answers to members.':
      'Seiten jeder Herkunft dürfen lesen, was die API Mitgliedern antwortet.',
    'Pages of {origin} may not use the API: browsers refuse its answers.':
      'Seiten von {origin} dürfen die API nicht benutzen: Browser weisen ihre Antworten zurück.',
    'Something takes the Strict-Transport-Security of the API away: a first visit may go in plain.':
      'Etwas nimmt den Header Strict-Transport-Security der API weg: Ein erster Besuch geht vielleicht unverschlüsselt.',
    'Let the proxy pass headers on.': 'Der Proxy muss Header weitergeben.',
    'Start it, let this machine through to it, renew its certificate, or correct {variable}.':
      'Starte es, lass diesen Rechner hindurch, erneuere das Zertifikat oder berichtige {variable}.',
    '{url} is not reached from here: {reason}.': '{url} ist von hier nicht zu erreichen: {reason}.',

    'Renew it, and look at what should have done so.':
      'Erneuere es, und sieh nach, was das von selbst hätte tun sollen.',
    'The certificate of {host} has expired: browsers refuse it.':
      'Das Zertifikat von {host} ist abgelaufen: Browser weisen es zurück.',
    'The certificate of {host} ends in {days} days.': 'Das Zertifikat von {host} endet in {days} Tagen.',
    '{host} does not answer': '{host} antwortet nicht',

    'GEOIP_DATABASE cannot be used: {reason}.{closed} API and edge do not start with it.':
      'GEOIP_DATABASE lässt sich nicht verwenden: {reason}.{closed} API und Edge starten damit nicht.',
    ' Nothing plays that has a list of countries.': ' Nichts wird abgespielt, was eine Liste von Ländern hat.',
    'Put a database in the format of MaxMind there.': 'Lege dort eine Datenbank im Format von MaxMind ab.',
    'The database of addresses is {days} days old: networks have moved to other countries since.':
      'Die Datenbank der Adressen ist {days} Tage alt: Netze sind seitdem in andere Länder gewandert.',
    'Replace the file of GEOIP_DATABASE; it is read anew by itself.':
      'Ersetze die Datei von GEOIP_DATABASE; sie wird von selbst neu gelesen.',

    'The database cannot be used: {reason}.': 'Die Datenbank lässt sich nicht verwenden: {reason}.',
    'Correct user and password of DATABASE_URL, or what PostgreSQL knows of them.':
      'Berichtige Benutzer und Passwort in DATABASE_URL oder das, was PostgreSQL davon weiß.',
    'Create the database, or correct the name in DATABASE_URL.':
      'Lege die Datenbank an, oder berichtige den Namen in DATABASE_URL.',
    'Renew its certificate, or correct DB_SSL_MODE and DB_SSL_CA: decision 68 says what each means.':
      'Erneuere ihr Zertifikat, oder berichtige DB_SSL_MODE und DB_SSL_CA: Entscheidung 68 sagt, was sie bedeuten.',
    'Start PostgreSQL, let this machine through to it, or correct DATABASE_URL.':
      'Starte PostgreSQL, lass diesen Rechner hindurch, oder berichtige DATABASE_URL.',
    'It is PostgreSQL {version}; 15 or newer is needed.': 'Es ist PostgreSQL {version}; nötig ist 15 oder neuer.',
    'Upgrade it.': 'Bring es auf einen neueren Stand.',
    'Let DATABASE_URL name the primary.': 'DATABASE_URL muss den Primärserver nennen.',
    'It is a replica, which takes no writes: nobody can sign in.':
      'Es ist eine Replik, in die nichts geschrieben wird: Niemand kann sich anmelden.',
    'The connection to it is not encrypted: whoever is between reads passwords and members.':
      'Die Verbindung ist nicht verschlüsselt: Wer dazwischen ist, liest Passwörter und Mitglieder mit.',
    'Set DB_SSL_MODE=verify-full, with DB_SSL_CA where its authority is its own. Production demands it.':
      'Setze DB_SSL_MODE=verify-full, und DB_SSL_CA, wo die Zertifizierungsstelle eine eigene ist. Produktion verlangt es.',
    'Its clock is {seconds} s {way} that of this machine: sign-ins, codes and streams end too early or too late.':
      'Seine Uhr geht {seconds} s {way}: Anmeldungen, Codes und Streams enden zu früh oder zu spät.',
    'ahead of': 'vor gegenüber der dieses Rechners',
    behind: 'nach gegenüber der dieses Rechners',
    'Let both machines take their time from NTP (chrony, systemd-timesyncd).':
      'Lass beide Rechner ihre Zeit von NTP holen (chrony, systemd-timesyncd).',
    'Migrations wait: {count}, the first is {name}.': 'Migrationen warten: {count}, die erste ist {name}.',
    'Run `npm run migrate`; processes do so as they start.':
      'Führe `npm run migrate` aus; Prozesse tun es, wenn sie starten.',
    '{names} was edited after it was applied: nothing starts.':
      '{names} wurde geändert, nachdem es angewandt war: Nichts startet.',
    'Install the release as it was made.': 'Installiere die Version so, wie sie herausgegeben wurde.',
    'A newer release was here: {names}.': 'Eine neuere Version war hier: {names}.',
    'Install that release, or one that is newer (docs/deploy/upgrade.md).':
      'Installiere jene Version oder eine neuere (docs/deploy/upgrade.md).',

    'Set DD_API_KEY, DD_TRACE_ENABLED and DD_LOGS_ENABLED (docs/observability.md).':
      'Setze DD_API_KEY, DD_TRACE_ENABLED und DD_LOGS_ENABLED (docs/observability.md).',
    'It is off: nobody sees single requests.': 'Es ist aus: Niemand sieht einzelne Anfragen.',
    'The agent at {url} does not take traces: {reason}.': 'Der Agent unter {url} nimmt keine Traces an: {reason}.',
    'Start the agent beside our processes, or correct DD_TRACE_AGENT_URL.':
      'Starte den Agenten neben unseren Prozessen, oder berichtige DD_TRACE_AGENT_URL.',
    'Datadog ({site}) does not know DD_API_KEY: no log arrives.':
      'Datadog ({site}) kennt DD_API_KEY nicht: Kein Log kommt an.',
    'Correct DD_API_KEY or DD_SITE.': 'Berichtige DD_API_KEY oder DD_SITE.',
    'Datadog ({site}) does not answer: {reason}. No log arrives.':
      'Datadog ({site}) antwortet nicht: {reason}. Kein Log kommt an.',
    'Let this machine through to it, or correct DD_SITE.': 'Lass diesen Rechner hindurch, oder berichtige DD_SITE.',

    'All media are open to everybody ({status} without a token): ENABLE_STREAMING_TOKEN_VALIDATION is false.':
      'Alle Medien stehen allen offen ({status} ohne Token): ENABLE_STREAMING_TOKEN_VALIDATION ist false.',
    'Set it to true where strangers come. Production demands it.':
      'Setze es auf true, wo Fremde hinkommen. Produktion verlangt es.',
    'It does not refuse what it should (without a token {unsigned}, with a forged one {forged}, instead of 403): media may be open to everybody.':
      'Sie weist nicht ab, was sie abweisen sollte (ohne Token {unsigned}, mit einem gefälschten {forged}, statt 403): Vielleicht stehen die Medien allen offen.',
    "Let EDGE_URL lead to the edge, or put the function on CloudFront's behaviours (docs/cloudfront.md).":
      'EDGE_URL muss zur Edge führen, oder die Funktion muss an den Behaviours von CloudFront hängen (docs/cloudfront.md).',
    'It does not know our signature: nothing plays.': 'Sie kennt unsere Signatur nicht: Nichts wird abgespielt.',
    'Give API and edge the same STREAMING_SECRET_KEY.': 'Gib API und Edge denselben STREAMING_SECRET_KEY.',
    'It answers {status} to what we signed, for a picture that is not there; 404 was expected.':
      'Sie antwortet auf das, was wir signiert haben, mit {status}, für ein Bild, das es nicht gibt; erwartet war 404.',
    'A bucket says 404 with s3:ListBucket alone (docs/cloudfront.md); else look whether something plays.':
      'Ein Bucket sagt nur mit s3:ListBucket 404 (docs/cloudfront.md); sonst sieh nach, ob etwas abgespielt wird.',

    '{gigabytes} GB are left at {folder}': '{gigabytes} GB sind noch frei bei {folder}',
    '{words}: writing fails soon.': '{words}: Schreiben schlägt bald fehl.',
    '{words}, which one film may take.': '{words}, so viel braucht vielleicht ein Film.',
    'Make room, or move the folder.': 'Schaffe Platz, oder verschiebe den Ordner.',
    '{path} may be read by other users of this machine, and holds secrets.':
      '{path} können andere Benutzer dieses Rechners lesen, und es enthält Geheimnisse.',
    'chmod 600 {path}; or take them out, and name files by NAME_FILE, or let a secrets manager set them.':
      'chmod 600 {path}; oder nimm sie heraus und nenne Dateien mit NAME_FILE, oder lass einen Secrets Manager sie setzen.',

    'No worker runs: nothing is converted, no mail leaves, and nothing that is old is deleted.':
      'Kein Worker läuft: Nichts wird umgewandelt, keine Mail geht hinaus, und nichts Altes wird gelöscht.',
    'Start one: `npm run worker`, or `npm start` for everything.':
      'Starte einen: `npm run worker`, oder `npm start` für alles.',
    'Workers of another release run: {workers}.': 'Worker einer anderen Version laufen: {workers}.',
    'Start them again with {version}, unless an upgrade is under way.':
      'Starte sie neu mit {version}, sofern nicht gerade ein Upgrade läuft.',
    'There is none: each machine counts requests by itself.': 'Es gibt keins: Jeder Rechner zählt Anfragen für sich.',
    'Set REDIS_URL as soon as the API runs on two machines.':
      'Setze REDIS_URL, sobald die API auf zwei Rechnern läuft.',
    '{trouble}: each process counts requests by itself.': '{trouble}: Jeder Prozess zählt Anfragen für sich.',
    'Start Redis, let this machine through to it, or correct REDIS_URL.':
      'Starte Redis, lass diesen Rechner hindurch, oder berichtige REDIS_URL.',
    'Make room, and let the user of our processes write there; MEDIA_DIR names another folder.':
      'Schaffe Platz, und lass den Benutzer unserer Prozesse dort schreiben; MEDIA_DIR nennt einen anderen Ordner.',
    'docs/s3.md says what rights our role needs; VIDEO_BUCKET_NAME and S3_REGION name the bucket.':
      'docs/s3.md sagt, welche Rechte unsere Rolle braucht; VIDEO_BUCKET_NAME und S3_REGION nennen den Bucket.',
    'An object cannot be {step} in {place}: {reason}.': 'Ein Objekt lässt sich {place} nicht {step}: {reason}.',
    'the folder {folder}': 'im Ordner {folder}',
    'the bucket {bucket}': 'im Bucket {bucket}',
    written: 'schreiben',
    read: 'lesen',
    deleted: 'löschen',
    'what was read is not what was written': 'gelesen wurde etwas anderes als geschrieben',
    'it is still there': 'es ist noch da',
    'Nobody can sign in with Google: {reason}.': 'Niemand kann sich mit Google anmelden: {reason}.',
    'Let this machine through to it, or unset GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.':
      'Lass diesen Rechner hindurch, oder entferne GOOGLE_CLIENT_ID und GOOGLE_CLIENT_SECRET.',
    'Set ENABLE_CAPTCHA, RECAPTCHA_SITE_KEY and RECAPTCHA_SECRET_KEY.':
      'Setze ENABLE_CAPTCHA, RECAPTCHA_SITE_KEY und RECAPTCHA_SECRET_KEY.',
    'It is off: programs may register and guess passwords.':
      'Es ist aus: Programme können sich registrieren und Passwörter raten.',
    '{trouble} Nobody can register or sign in, where a proof is asked for.':
      '{trouble} Niemand kann sich registrieren oder anmelden, wo ein Nachweis verlangt wird.',
    'Correct RECAPTCHA_SECRET_KEY, and let this machine through to www.google.com.':
      'Berichtige RECAPTCHA_SECRET_KEY, und lass diesen Rechner zu www.google.com hindurch.',

    'This is no production: cookies go without TLS, and limits on requests apply only where they are set.':
      'Das ist keine Produktion: Cookies gehen ohne TLS, und Anfragen sind nur begrenzt, wo es eingestellt ist.',
    'Set ENVIRONMENT=production where strangers come.': 'Setze ENVIRONMENT=production, wo Fremde hinkommen.',
    'Browsers may take {web} and {api} for two sites: then they send no cookie from one to the other, and nobody stays signed in.':
      'Browser halten {web} und {api} vielleicht für zwei Sites: Dann schicken sie kein Cookie von der einen zur anderen, und niemand bleibt angemeldet.',
    'Put both under one domain, such as studio.example.org and api.example.org.':
      'Lege beide unter eine Domain, etwa studio.example.org und api.example.org.',
    'No proxy is trusted. Behind one all members are one client, who reaches the limits soon.':
      'Keinem Proxy wird vertraut. Hinter einem sind alle Mitglieder ein einziger Client, der bald an die Grenzen stößt.',
    'Set TRUSTED_PROXIES as docs/proxies.md says, unless nothing stands in front of the API.':
      'Setze TRUSTED_PROXIES, wie docs/proxies.md es sagt, sofern vor der API etwas steht.',
    'The studio may be used from anywhere.': 'Das Studio lässt sich von überall benutzen.',
    'Set ADMIN_ALLOWED_IPS if those who work in it have networks of their own.':
      'Setze ADMIN_ALLOWED_IPS, wenn alle, die darin arbeiten, eigene Netze haben.',
    'A key of AWS stands in the settings: it lives until somebody takes it back.':
      'Ein Schlüssel von AWS steht in den Einstellungen: Er gilt, bis jemand ihn zurücknimmt.',
    'Give the machine a role, and unset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.':
      'Gib dem Rechner eine Rolle, und entferne AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY.',
    'Nobody is told when something breaks: neither Datadog nor Prometheus gets figures.':
      'Niemand erfährt, wenn etwas ausfällt: Weder Datadog noch Prometheus bekommt Zahlen.',
    'Set DD_TRACE_ENABLED or METRICS_PORT, and put up the alarms of infra/observability; infra/ makes those of CloudWatch.':
      'Setze DD_TRACE_ENABLED oder METRICS_PORT, und stelle die Alarme aus infra/observability auf; infra/ macht die von CloudWatch.',
  },
}

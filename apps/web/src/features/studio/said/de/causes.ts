import type { Sentences } from '../said.ts'

/** Why a file was not taken, or a conversion failed or waits, and what is left out of a file. */
export const causes: Sentences = {
  around: {
    '{words} It is tried again by itself.': '{words} Es wird von selbst noch einmal versucht.',
    '{words} The file is not to blame: add it again later.':
      '{words} An der Datei liegt es nicht: Füge sie später noch einmal hinzu.',
  },
  sentences: {
    'Another file took its place.': 'Eine andere Datei ist an ihre Stelle getreten.',
    'The conversion failed on our side.': 'Die Umwandlung ist bei uns fehlgeschlagen.',
    'The conversion could not be started.': 'Die Umwandlung konnte nicht begonnen werden.',
    'The file could not be looked at.': 'Die Datei konnte nicht angesehen werden.',
    'The file could not be looked at on our side.': 'Die Datei konnte bei uns nicht angesehen werden.',
    '{file} came too late. {words}': '{file} kam zu spät. {words}',
    'Members see this item, or will. Make a draft of it, change that, and ask for a review.':
      'Mitglieder sehen diesen Titel oder werden ihn sehen. Lege einen Entwurf davon an, ändere den und bitte um eine Prüfung.',
    '{file} was damaged on its way: its checksum is another one. Send it again.':
      '{file} wurde auf dem Weg beschädigt: Die Prüfsumme ist eine andere. Schicke die Datei noch einmal.',

    'The captions in {file} cannot be taken. {words}': 'Die Untertitel in {file} lassen sich nicht verwenden. {words}',
    'The captions in {file} go on after {at} seconds, the file for {end}. Do they belong to it?':
      'Die Untertitel in {file} gehen nach {at} Sekunden weiter, die Datei dauert {end}. Gehören sie dazu?',
    'They are no valid WebVTT. {details}{more}': 'Sie sind kein gültiges WebVTT. {details}{more}',
    ' And {count} more.': ' Und {count} weitere.',
    'There are no captions in it.': 'Es sind keine Untertitel darin.',
    'They do not begin with "WEBVTT". Convert other kinds of captions, such as SRT, to WebVTT.':
      'Sie beginnen nicht mit „WEBVTT“. Wandle andere Arten von Untertiteln, etwa SRT, in WebVTT um.',
    'Line {line}: this caption is too long to be read.': 'Zeile {line}: Dieser Untertitel ist zu lang zum Lesen.',
    'They are larger than 4 MB.': 'Sie sind größer als 4 MB.',
    'They are not written in UTF-8. Save the file with the encoding UTF-8.':
      'Sie sind nicht in UTF-8 geschrieben. Speichere die Datei mit der Kodierung UTF-8.',
    '{file} has {count} chapters; up to {most} are taken.':
      '{file} hat {count} Kapitel; höchstens {most} sind möglich.',
    'The chapters in {file} cannot be taken. {words}': 'Die Kapitel in {file} lassen sich nicht verwenden. {words}',
    '{file} has a chapter, “{title}”, that begins after {at} seconds; the media last {end}. Does it belong to them?':
      '{file} hat ein Kapitel, „{title}“, das nach {at} Sekunden beginnt; das Medium dauert {end}. Gehört es dazu?',
    '{file} has a picture. Export the sound alone, as WAV, FLAC, MP3 or M4A.':
      '{file} hat ein Bild. Exportiere den Ton allein, als WAV, FLAC, MP3 oder M4A.',
    '{file} lasts {lasts} seconds, what it belongs to {wanted}. Export it with the same length.':
      '{file} dauert {lasts} Sekunden, das, wozu es gehört, {wanted}. Exportiere es in derselben Länge.',
    'Up to {most} sounds can be added to an item.': 'Höchstens {most} Tonspuren lassen sich einem Titel hinzufügen.',
    'The added sound {name} lasts {lasts} seconds, this file {wanted}: it is not offered.':
      'Die hinzugefügte Tonspur {name} dauert {lasts} Sekunden, diese Datei {wanted}: Sie wird nicht angeboten.',

    'This file is shorter than half a second.': 'Diese Datei ist kürzer als eine halbe Sekunde.',
    'This file is longer than four hours. Divide it.': 'Diese Datei ist länger als vier Stunden. Teile sie.',
    'Its picture is too small: {width} × {height} pixels.': 'Ihr Bild ist zu klein: {width} × {height} Pixel.',
    'Its picture is too large: {width} × {height} pixels. Up to 8192 × 4320 can be taken.':
      'Ihr Bild ist zu groß: {width} × {height} Pixel. Möglich sind bis zu 8192 × 4320.',
    'It has {rate} frames a second. Up to {most} can be taken.':
      'Sie hat {rate} Bilder in der Sekunde. Möglich sind bis zu {most}.',
    'Its {what} uses the codec "{codec}", which we do not take. Convert it to H.264 and AAC.':
      '{what} verwendet den Codec „{codec}“, den wir nicht annehmen. Wandle die Datei in H.264 und AAC um.',
    picture: 'Ihr Bild',
    sound: 'Ihr Ton',
    'This file is empty.': 'Diese Datei ist leer.',
    'The cover picture must be a JPEG, PNG or WebP file.': 'Das Titelbild muss eine JPEG-, PNG- oder WebP-Datei sein.',
    'This file is an HLS playlist, not a video. Choose the video itself.':
      'Diese Datei ist eine HLS-Playlist, kein Video. Wähle das Video selbst.',
    'This file is a list of files to join, not a video.': 'Diese Datei ist eine Liste von Dateien, kein Video.',
    'This file is a DASH manifest, not a video.': 'Diese Datei ist ein DASH-Manifest, kein Video.',
    'This file is a web page or a drawing, not a video or sound.':
      'Diese Datei ist eine Webseite oder Zeichnung, weder Video noch Ton.',
    'This file is a GIF picture. Convert it to a video first.':
      'Diese Datei ist ein GIF-Bild. Wandle es zuerst in ein Video um.',
    'This file is a picture, not a video or sound.': 'Diese Datei ist ein Bild, weder Video noch Ton.',
    'This file is a ZIP archive or an office document. Unpack it first.':
      'Diese Datei ist ein ZIP-Archiv oder ein Office-Dokument. Entpacke sie zuerst.',
    'This file is a packed archive. Unpack it first.': 'Diese Datei ist ein gepacktes Archiv. Entpacke es zuerst.',
    'This file is a PDF document, not a video or sound.': 'Diese Datei ist ein PDF-Dokument, weder Video noch Ton.',
    'This file is a program, not a video or sound.': 'Diese Datei ist ein Programm, weder Video noch Ton.',
    'This file is a Windows Media file. Convert it to MP4 first.':
      'Diese Datei ist eine Windows-Media-Datei. Wandle sie zuerst in MP4 um.',
    'This file is a Flash video. Convert it to MP4 first.':
      'Diese Datei ist ein Flash-Video. Wandle es zuerst in MP4 um.',
    'This file is an MPEG program stream (DVD, VOB). Convert it to MP4 first.':
      'Diese Datei ist ein MPEG-Programmstrom (DVD, VOB). Wandle sie zuerst in MP4 um.',
    'This file is an AIFF sound. Convert it to WAV or FLAC first.':
      'Diese Datei ist ein AIFF-Ton. Wandle sie zuerst in WAV oder FLAC um.',
    'This file is a text, not a video or sound.': 'Diese Datei ist ein Text, weder Video noch Ton.',
    'This file is neither a video nor a sound that we know (MP4, MOV, MKV, WebM, TS, AVI, WAV, MP3, FLAC, OGG, AAC).':
      'Diese Datei ist weder ein Video noch ein Ton, den wir kennen (MP4, MOV, MKV, WebM, TS, AVI, WAV, MP3, FLAC, OGG, AAC).',
    'This file is incomplete: it holds neither picture nor sound.':
      'Diese Datei ist unvollständig: Sie enthält weder Bild noch Ton.',
    'The size of its picture cannot be read: the file is damaged.':
      'Die Größe ihres Bildes lässt sich nicht lesen: Die Datei ist beschädigt.',
    'The picture of this file cannot be read: it is damaged.':
      'Das Bild dieser Datei lässt sich nicht lesen: Es ist beschädigt.',
    'The sound of this file cannot be read: it is damaged.':
      'Der Ton dieser Datei lässt sich nicht lesen: Er ist beschädigt.',
    'This file is incomplete: it breaks off after {made} of {promised} seconds. Send it again.':
      'Diese Datei ist unvollständig: Sie bricht nach {made} von {promised} Sekunden ab. Schicke sie noch einmal.',
    'This file takes too long to look through. Export it again as MP4.':
      'Diese Datei durchzusehen dauert zu lange. Exportiere sie noch einmal als MP4.',
    'The picture of this file can only be read for {made} of {whole} seconds: it is damaged.':
      'Das Bild dieser Datei lässt sich nur {made} von {whole} Sekunden lang lesen: Es ist beschädigt.',
    'The picture of this file cannot be decoded: it is damaged.':
      'Das Bild dieser Datei lässt sich nicht dekodieren: Es ist beschädigt.',
    'The sound of this file cannot be decoded: it is damaged.':
      'Der Ton dieser Datei lässt sich nicht dekodieren: Er ist beschädigt.',
    'Its HDR is only roughly brought to ordinary screens, and may look pale: this ffmpeg has no zscale. Install one with libzimg, or name it with FFMPEG_PATH, and add the file again.':
      'Ihr HDR wird nur grob für gewöhnliche Bildschirme umgerechnet und sieht vielleicht blass aus: Diesem ffmpeg fehlt zscale. Installiere eines mit libzimg, oder nenne es mit FFMPEG_PATH, und füge die Datei noch einmal hinzu.',

    'The disk is full.': 'Die Festplatte ist voll.',
    'There was not enough memory.': 'Der Arbeitsspeicher hat nicht gereicht.',
    'This ffmpeg lacks a part that is needed. Install another, or name one with FFMPEG_PATH.':
      'Diesem ffmpeg fehlt ein nötiger Teil. Installiere ein anderes, oder nenne eines mit FFMPEG_PATH.',
    'ffmpeg may not read or write a file.': 'ffmpeg darf eine Datei nicht lesen oder schreiben.',
    'The system has run out of processes or open files.':
      'Dem System sind die Prozesse oder offenen Dateien ausgegangen.',
    'This file has too many tracks.': 'Diese Datei hat zu viele Spuren.',
    'The file is incomplete: its table of contents is missing. Export or send it again.':
      'Die Datei ist unvollständig: Ihr Inhaltsverzeichnis fehlt. Exportiere oder schicke sie noch einmal.',
    'The picture is too large.': 'Das Bild ist zu groß.',
    'The file uses a codec that we do not take. Convert it to H.264 and AAC.':
      'Die Datei verwendet einen Codec, den wir nicht annehmen. Wandle sie in H.264 und AAC um.',
    'The file holds no picture and no sound that can be read.':
      'Die Datei enthält weder Bild noch Ton, die sich lesen lassen.',
    'The file is damaged: its contents cannot be decoded. Export or send it again.':
      'Die Datei ist beschädigt: Ihr Inhalt lässt sich nicht dekodieren. Exportiere oder schicke sie noch einmal.',
    'ffmpeg cannot be started ({reason}).': 'ffmpeg lässt sich nicht starten ({reason}).',
    'ffmpeg was ended by {signal}: is there enough memory?':
      'ffmpeg wurde durch {signal} beendet: Reicht der Arbeitsspeicher?',
    'The disk can only be read.': 'Die Festplatte lässt sich nur lesen.',
    'A file may not be read or written.': 'Eine Datei darf nicht gelesen oder geschrieben werden.',
    'The system has run out of open files.': 'Dem System sind die offenen Dateien ausgegangen.',
    'The system has run out of processes.': 'Dem System sind die Prozesse ausgegangen.',
    'There is not enough memory.': 'Der Arbeitsspeicher reicht nicht.',
    'The disk has a fault.': 'Die Festplatte hat einen Fehler.',
    'The database does not answer.': 'Die Datenbank antwortet nicht.',

    'There is no bucket {bucket}: make it, or correct its name.':
      'Es gibt keinen Bucket {bucket}: Lege ihn an, oder berichtige den Namen.',
    'There are no credentials of AWS for the bucket {bucket}: give the machine a role, or keys.':
      'Für den Bucket {bucket} gibt es keine Zugangsdaten von AWS: Gib dem Rechner eine Rolle oder Schlüssel.',
    'The bucket {bucket} refuses access ({name}): check keys, role and policy.':
      'Der Bucket {bucket} verweigert den Zugriff ({name}): Prüfe Schlüssel, Rolle und Policy.',
    'The bucket {bucket} is too busy or has a fault ({name}).':
      'Der Bucket {bucket} ist überlastet oder hat einen Fehler ({name}).',
    'The bucket {bucket} does not answer ({code}).': 'Der Bucket {bucket} antwortet nicht ({code}).',
    'The bucket {bucket} breaks off while it gives {key}.': 'Der Bucket {bucket} bricht ab, während er {key} liefert.',

    'Its picture is too small: {width} × {height} pixels. MediaConvert takes {least} and more.':
      'Ihr Bild ist zu klein: {width} × {height} Pixel. MediaConvert nimmt {least} und mehr.',
    'MediaConvert cannot read this file: it is damaged, or of a kind that it does not take. Export it as MP4.':
      'MediaConvert kann diese Datei nicht lesen: Sie ist beschädigt oder von einer Art, die es nicht annimmt. Exportiere sie als MP4.',
    'MediaConvert may not use the bucket or its role: check MEDIACONVERT_ROLE and the policies of both.':
      'MediaConvert darf den Bucket oder seine Rolle nicht benutzen: Prüfe MEDIACONVERT_ROLE und die Policies beider.',
    'MediaConvert ran out of room.': 'MediaConvert ist der Platz ausgegangen.',
    'MediaConvert cannot open this file.': 'MediaConvert kann diese Datei nicht öffnen.',
    'MediaConvert finds no picture in this file.': 'MediaConvert findet in dieser Datei kein Bild.',
    'MediaConvert finds no sound in this file.': 'MediaConvert findet in dieser Datei keinen Ton.',
    'MediaConvert finds the end of this file too early: it is damaged. Send it again.':
      'MediaConvert findet das Ende dieser Datei zu früh: Sie ist beschädigt. Schicke sie noch einmal.',
    'MediaConvert cannot decode the sound of this file. Export it as MP4.':
      'MediaConvert kann den Ton dieser Datei nicht dekodieren. Exportiere sie als MP4.',
    'MediaConvert cannot decode the picture of this file. Export it as MP4.':
      'MediaConvert kann das Bild dieser Datei nicht dekodieren. Exportiere sie als MP4.',
    'MediaConvert does not find the bucket or the file.': 'MediaConvert findet den Bucket oder die Datei nicht.',
    'The role of MEDIACONVERT_ROLE does not exist.': 'Die Rolle von MEDIACONVERT_ROLE gibt es nicht.',
    'The role of MEDIACONVERT_ROLE does not trust MediaConvert.':
      'Die Rolle von MEDIACONVERT_ROLE vertraut MediaConvert nicht.',
    'An input policy of MediaConvert forbids to read from S3.':
      'Eine Input-Policy von MediaConvert verbietet es, von S3 zu lesen.',
    'The conversion failed in MediaConvert ({code}).': 'Die Umwandlung ist in MediaConvert fehlgeschlagen ({code}).',
    'without a code': 'ohne Code',
  },
}

import { HOP_MS, HOP_SAMPLES, RECORD_BYTES, SAMPLE_RATE_HZ } from '@better-and-bliss/breath/features'
import { CLOSE, FRAME_HEADER_BYTES, FRAME_VERSION, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import { circleSections } from './circle-page.ts'
import { CLOSES, LIMITS, REFUSALS } from './closes.ts'
import { EXAMPLE } from './example.ts'
import { escaped, fieldsOf, message, section, table } from './html.ts'
import { clientMessages, serverMessages, sharedSchemas } from './messages.ts'
import { BURSTS, RECORD_FIELDS, RECORDS } from './records.ts'

/** Where the sockets are. */
export interface SocketPaths {
  backendUrl: string
  path: string
  circlePath: string
}

/** The page that people read. It has no script, and one style sheet beside it. */
export function socketPage({ backendUrl, path, circlePath }: SocketPaths): string {
  const origin = backendUrl.replace('http', 'ws')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Live breath: the socket</title>
<link rel="stylesheet" href="/api/docs/socket.css">
</head>
<body>
<header>
<p><a href="/api/docs">REST</a> <a href="/api/docs/socket.json">AsyncAPI document</a></p>
<h1>Live breath</h1>
<p>A client sends what a microphone hears, or what it measured of it, and is told of the phases of the breath while they
happen. No audio is ever stored.</p>
<p class="address"><code>${escaped(`${origin}${path}`)}</code></p>
</header>
<main>
${section('The handshake', handshake(path))}
${section('A session', example())}
${section('What a client says', clientMessages.map(message).join('') + FRAME)}
${section('What the server says', serverMessages.map(message).join(''))}
${section(
  'Shared',
  Object.entries(sharedSchemas)
    .map(([name, schema]) => fieldsOf(name, schema))
    .join(''),
)}
${section(`The record of ${RECORD_BYTES} bytes`, RECORDS + table(['Byte', 'Name', 'What', 'Written as'], RECORD_FIELDS))}
${section('How bursts are measured', BURSTS)}
${section('Going on after a lost connection', RESUME)}
${section('Why a socket closes', table(['Code', 'Meaning'], closes()))}
${section('Limits', table(['What', 'How much'], LIMITS))}
${circleSections(`${origin}${circlePath}`)}
</main>
</body>
</html>
`
}

const FRAME = `<article><h3>Binary frames</h3>
<p>${FRAME_HEADER_BYTES} bytes, little endian, then the payload: version <code>u8</code> = ${FRAME_VERSION}, flags <code>u8</code> (0: PCM16 mono at ${SAMPLE_RATE_HZ / 1000} kHz,
1: features), reserved <code>u16</code> = 0, frame number <code>u32</code>, index of the first sample <code>u32</code>.
The index counts the samples of the stream, and goes on counting when a client leaves frames out: a jump is a gap, and its
state is unknown, never silence. Features are ${RECORD_BYTES} bytes for each ${HOP_MS} ms and begin at a multiple of ${HOP_SAMPLES} samples. What was
processed already is dropped, what overlaps is cut.</p></article>`

const RESUME = `<p><code>ack</code> says what is stored, come what may. Keep the audio after the last one, and at least the last
${SOCKET_LIMITS.keptAudioSeconds} seconds. After a lost connection connect again within ${SOCKET_LIMITS.resumeSeconds} s, say <code>hello</code> with
<code>resume: { stream, last_seq }</code>, and send what you kept from <code>accepted_sample</code> on. Events bear the same
<code>seq</code> and <code>id</code> as before, and those that you have are not sent again. Later, or without
<code>resume</code>, the session goes on with a new stream: its samples count from 0, and <code>base_ms</code> says where
they lie on the session's clock.</p>`

function handshake(path: string): string {
  const rows: [string | number, string][] = [[101, 'You may say hello.'], ...REFUSALS]
  return `<p>Start a session with <code>POST /api/meditation/sessions/start</code>, then open <code>${escaped(path)}</code>
with the cookie of a signed-in member, or with <code>Authorization: Bearer …</code>. Browsers send an Origin, which must be
ours. With <code>?session_id=…</code> the session is looked up before the 101.</p>
${table(['Status', 'Meaning'], rows)}`
}

function example(): string {
  const lines = EXAMPLE.map(({ from, says }) => {
    const text = typeof says === 'string' ? `[${says}]` : JSON.stringify(says, null, 1).replace(/\n\s*/g, ' ')
    return `<li class="${from}"><span>${from}</span><code>${escaped(text)}</code></li>`
  })
  return `<ol class="talk">${lines.join('\n')}</ol>`
}

function closes(): [string | number, string][] {
  return Object.entries(CLOSE).map(([name, code]) => [code, CLOSES[name as keyof typeof CLOSE]])
}

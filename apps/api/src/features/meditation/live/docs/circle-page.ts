import { CIRCLE_LIMITS, CLOSE } from '@better-and-bliss/breath/protocol'
import { CIRCLE_ENDINGS } from '../../circles/live/endings.ts'
import { escaped, message, section, table } from './html.ts'
import { circleClientMessages, circleServerMessages } from './messages.ts'

const { members, listenersToTell, leadMs, placeHeldMs, nearForMs, socketsPerMember } = CIRCLE_LIMITS

const REFUSALS: [number, string][] = [
  [101, 'You are in; how the circle stands comes by itself.'],
  [401, 'Not signed in.'],
  [403, 'Suspended, or an Origin that is not ours.'],
  [404, 'circle_id names no circle that you have joined.'],
  [409, `The circle is over, or all ${members} places are taken by others.`],
  [426, 'A plain request: this address speaks WebSocket only.'],
  [429, `${socketsPerMember} sockets of yours are open.`],
]

const ABOUT = `<p>Join with <code>POST /api/meditation/circles/join</code>, then open the circle's <code>websocket_url</code>.
Nothing is sent to keep the pace: a circle has a beginning (<code>started_at_ms</code>) and a pattern (<code>target</code>), and both
with the time say where everybody's breath is. The beginning is ${leadMs / 1000} s ahead when it is told.</p>
<p>Ask for the time several times, and go by the answer that took the least: half of that is how wrong the clock can be. Ask again now and
then.</p>
<p>Whoever listens to their own breath says how near it is to the pace. It stays with the process that hears it and is forgotten after
${nearForMs / 1000} s; what is told is a mean, of ${listenersToTell} members or more. After a lost connection connect again: the place is held for
${placeHeldMs / 1000} s, and the pace has gone on meanwhile.</p>`

/** What the page says of circles. */
export function circleSections(address: string): string {
  const closes = Object.values(CIRCLE_ENDINGS).map(({ close, reason }): [number, string] => [close, reason])
  return [
    section(
      'Circles',
      `<p class="address"><code>${escaped(address)}</code></p>${ABOUT}${table(['Status', 'Meaning'], REFUSALS)}`,
    ),
    section('What a member of a circle says', circleClientMessages.map(message).join('')),
    section('What a circle says', circleServerMessages.map(message).join('')),
    section(
      'Why a socket of a circle closes',
      table(['Code', 'Reason'], [...closes, [CLOSE.messageTooBig, 'A message that is too big']]),
    ),
  ].join('\n')
}

import type { App } from '../../../http/app.ts'
import { socketRoute } from '../live/socket-route.ts'
import { beginCircle } from './begin.ts'
import { currentCircle } from './current.ts'
import { endCircle } from './end.ts'
import { joinCircle } from './join.ts'
import { checkCircleHandshake } from './live/handshake.ts'
import { openCircle } from './open.ts'
import type { CircleParts } from './parts.ts'
import { putCircleSession } from './put-session.ts'
import { CIRCLE_SOCKET_PATH } from './schemas.ts'

/** People who breathe at one pace, each for themselves. */
export function circles(app: App, parts: CircleParts): void {
  openCircle(app, parts)
  currentCircle(app, parts)
  joinCircle(app, parts)
  beginCircle(app, parts)
  endCircle(app, parts)
  putCircleSession(app, parts)
  socketRoute(app, {
    url: CIRCLE_SOCKET_PATH,
    check: (request) => checkCircleHandshake(request, parts),
    connect: (socket, { member, circleId }) => parts.circles.connect(socket, member, circleId),
  })
}

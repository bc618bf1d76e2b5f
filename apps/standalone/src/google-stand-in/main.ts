/** A process of its own in development: stands in for Google, so that signing in with it works offline. */
import { randomBytes } from 'node:crypto'
import { runProcess } from '@better-and-bliss/process'
import { readGoogleStandInSettings } from '@better-and-bliss/settings'
import { buildStandIn } from './stand-in.ts'
import { STAND_IN_HOST } from './start.ts'

const standIn = { name: 'stand-in for Google', portVariable: 'GOOGLE_STAND_IN_PORT' } as const

await runProcess(standIn, async ({ machine, stack }) => {
  const { client, backendUrl, frontendUrl } = readGoogleStandInSettings(machine)
  const settings = { ...client, clientSecret: client.clientSecret.reveal(), backendUrl, frontendUrl }
  const server = await buildStandIn(settings, { nowMs: Date.now, randomBytes })
  stack.defer(() => server.close())
  await server.listen({ host: STAND_IN_HOST, port: client.port })
})

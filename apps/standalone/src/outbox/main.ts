import { once } from 'node:events'
import { runProcess } from '@better-and-bliss/process'
import { readOutboxSettings } from '@better-and-bliss/settings'
import { OUTBOX_HOST, OUTBOX_PORT } from './address.ts'
import { outboxServer } from './server.ts'

await runProcess({ name: 'outbox', portVariable: 'OUTBOX_PORT' }, async ({ machine, stack }) => {
  const { folder, port = OUTBOX_PORT } = readOutboxSettings(machine).outbox
  const server = await outboxServer(folder)
  stack.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server.listen(port, OUTBOX_HOST), 'listening')
})

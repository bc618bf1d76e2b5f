import { composeApi } from './compose/api.ts'
import { systemClock, systemRandom } from './compose/machine.ts'
import { readConfig } from './config.ts'
import { migrate } from './db/migrate.ts'
import { requestLogger } from './http/request-log.ts'
import { runProcess } from './process.ts'
import { buildServer } from './server.ts'

await runProcess('API', async (stack) => {
  const { config, secrets } = readConfig()
  const log = requestLogger({ level: config.logLevel, role: 'api' })
  if (config.unbuilt.length > 0) {
    log.warn({ unbuilt: config.unbuilt }, `Set, but not built yet, so without effect: ${config.unbuilt.join('; ')}`)
  }
  await migrate(secrets.databaseUrl)
  const parts = stack.use(await composeApi({ config, secrets, log }, { clock: systemClock, random: systemRandom }))
  const app = await buildServer(parts)
  stack.defer(() => app.close())
  await app.listen({ host: config.host, port: config.port })
})

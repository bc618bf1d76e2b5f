import type { Service } from '../service.ts'
import { type Postgres, type PostgresOptions, startPostgres } from './start.ts'

/**
 * The database server as something that can be supervised: started again, it keeps its port, so that those who use it
 * find it where it was.
 *
 * @param onStart hears of each successful start.
 */
export function postgresService(options: PostgresOptions, onStart: (postgres: Postgres) => void): () => Service {
  let port = options.port
  return () => {
    const starting = startPostgres({ ...options, port })
    const ready = starting.then((postgres) => {
      port = postgres.port
      onStart(postgres)
    })
    ready.catch(() => {})
    return {
      ready,
      ended: starting.then(
        (postgres) => postgres.ended,
        (error: Error) => error.message,
      ),
      async stop(patienceMs) {
        const postgres = await starting.catch(() => undefined)
        await postgres?.stop(patienceMs)
      },
    }
  }
}

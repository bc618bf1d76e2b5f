/** For whoever works on the database beside the API. */
export { connectionTo } from '../db/connection.ts'
export { type Database, openPool, type Pool } from '../db/database.ts'
export { listMigrations, migrate, tryMigrations } from '../db/migrate.ts'
export { requestLogger } from '../http/request-log.ts'
export type { Logger } from '../ports/logger.ts'

/** For whoever sets up an installation without starting it: the bench. */
export { readConfig } from './config.ts'
export { startPostgres } from './postgres/start.ts'
export { ENTRIES, environmentOf, type Role } from './roles.ts'
export { loadSecrets, type Secrets } from './secrets.ts'

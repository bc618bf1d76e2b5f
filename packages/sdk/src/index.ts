/** The typed client of the Better & Bliss API, generated from `openapi.json`. Point it at a server with `client.setConfig`. */

export { createClient } from './generated/client/index.ts'
export { client } from './generated/client.gen.ts'
export * from './generated/index.ts'
/** How long texts may be that are sent, by operation and field. */
export { MAX_LENGTHS } from './generated/max-lengths.gen.ts'

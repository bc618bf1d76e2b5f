/** The typed client of the Better & Bliss API, generated from `openapi.json`. Point it at a server with `client.setConfig`. */
export * from './generated/index.ts'
export { client } from './generated/client.gen.ts'
export { createClient } from './generated/client/index.ts'

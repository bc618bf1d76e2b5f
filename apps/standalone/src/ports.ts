import { once } from 'node:events'
import { createServer } from 'node:net'
import { CannotStart } from '@better-and-bliss/process'
import { freePorts, isFree } from '@better-and-bliss/process/free-ports'
import type { StandaloneSettings } from '@better-and-bliss/settings'
import { isErrno } from './json-file.ts'

/** A port that one of ours is to listen on, and the variable that chooses it. */
export interface PortChoice {
  role: string
  variable: string
  port: number
}

/** Ports by role, as checks and messages want them. */
export function portChoices({ api, web, edge }: StandaloneSettings['ports']): PortChoice[] {
  return [
    { role: 'API', variable: 'API_PORT', port: api },
    { role: 'web app', variable: 'WEB_PORT', port: web },
    { role: 'media edge', variable: 'EDGE_PORT', port: edge },
  ]
}

/** @throws CannotStart with a line for each port that cannot be had. */
export async function checkPorts(host: string, choices: PortChoice[]): Promise<void> {
  const problems = await Promise.all(choices.map((choice) => portProblem(host, choice)))
  const lines = problems.filter((problem) => problem !== undefined)
  if (lines.length > 0) throw new CannotStart(lines.join('\n'))
}

async function portProblem(host: string, { role, variable, port }: PortChoice): Promise<string | undefined> {
  try {
    await listenOnce(host, port)
    return undefined
  } catch (error) {
    if (isErrno(error, 'EADDRINUSE')) {
      return `Port ${port} is taken (${role}). Stop what uses it, or choose another: ${variable}=${port + 1} npm start`
    }
    if (isErrno(error, 'EACCES')) {
      return `Port ${port} is not ours to use (${role}). Choose one above 1023: ${variable}=${port + 8000} npm start`
    }
    if (isErrno(error, 'EADDRNOTAVAIL', 'ENOTFOUND')) {
      return `HOST=${host} is not an address of this machine (${role}).`
    }
    throw error
  }
}

/** A port that need not be the same each time. */
interface UsualPort {
  role: string
  variable: string
  /** What somebody wants it to be. */
  chosen: number | undefined
  usual: number
}

/**
 * @param taken ports that others of ours are to have.
 * @returns the one that was chosen; else the usual one, or any other where that is taken.
 * @throws CannotStart when the one that was chosen is taken.
 */
export async function takePort(
  host: string,
  { role, variable, chosen, usual }: UsualPort,
  taken: (number | null)[],
): Promise<number> {
  if (chosen === undefined) return taken.includes(usual) || !(await isFree(host, usual)) ? freePort(host) : usual
  await checkPorts(host, [{ role, variable, port: chosen }])
  return chosen
}

/** A port that nobody listens on. */
export async function freePort(host: string): Promise<number> {
  const [port = 0] = await freePorts(1, host)
  return port
}

async function listenOnce(host: string, port: number): Promise<void> {
  const server = createServer()
  server.listen({ host, port })
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

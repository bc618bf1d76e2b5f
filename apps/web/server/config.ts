import { addressesOf, hostOf, parseSettings, rawSettings, sharedSettings } from '@better-and-bliss/settings'
import { z } from 'zod'

/** Where we listen, and the addresses that the pages are told. */
export interface Config {
  host: string
  port: number
  /** The web app's own address; the API answers pages from no other. */
  frontendUrl: string
  apiUrl: string
  edgeUrl: string
  /** Where members write to. */
  supportEmail: string | null
}

const environment = z.object(sharedSettings)

/** Reads the settings of this process: the only place that looks at its environment. @throws ConfigError */
export function readConfig(): Config {
  return parseConfig(rawSettings(process))
}

/** @throws ConfigError with every problem at once. */
export function parseConfig(raw: Record<string, string | undefined>): Config {
  const settings = parseSettings(environment, raw)
  const { api, web, edge } = addressesOf(settings)
  return {
    host: hostOf(settings),
    port: settings.WEB_PORT,
    frontendUrl: web,
    apiUrl: api,
    edgeUrl: edge,
    supportEmail: settings.SUPPORT_EMAIL ?? null,
  }
}

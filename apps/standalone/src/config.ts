import { type Machine, readStandaloneSettings, type StandaloneSettings } from '@better-and-bliss/settings'

/** The settings, and the whole environment, for the processes that are started. */
export type Config = StandaloneSettings & { inherited: Machine['variables'] }

/** @throws ConfigError with every problem at once. */
export function readConfig(machine: Machine): Config {
  return { ...readStandaloneSettings(machine), inherited: machine.variables }
}

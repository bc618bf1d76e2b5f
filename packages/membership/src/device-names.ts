/** What is known of a device: either, both or nothing. */
interface DeviceParts {
  app?: string | undefined
  system?: string | undefined
}

const BETWEEN = ' on '
const UNKNOWN = 'Unknown device'

/** A device as the API names it: `Firefox on Linux`, or what is known of it. */
export function deviceName({ app, system }: DeviceParts): string {
  if (app && system) return `${app}${BETWEEN}${system}`
  return app ?? system ?? UNKNOWN
}

/** What `deviceName` was made of, for pages in other languages; one name alone is `app`. */
export function partsOfDeviceName(name: string): DeviceParts {
  if (name === UNKNOWN) return {}
  const [app, system] = name.split(BETWEEN)
  return { app, system }
}

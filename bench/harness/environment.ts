/** What our processes need of the surroundings. Nothing else gets through: a RATE_LIMIT_API of the shell would be measured too. */
const PASSED = ['PATH', 'HOME', 'NODE_COMPILE_CACHE']

/** The only place here that looks at `process.env`. */
export function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => PASSED.includes(entry[0])),
  )
}

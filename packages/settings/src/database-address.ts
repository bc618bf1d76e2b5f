/** An address of PostgreSQL by its parts, as they were written: this package runs where there is no URL. */
export interface DatabaseAddress {
  /** Without its parameters. */
  base: string
  parameters: ReadonlyMap<string, string>
}

export function databaseAddress(url: string): DatabaseAddress {
  const [base = '', query = ''] = url.split('?', 2)
  const pairs = query.split('&').filter((pair) => pair !== '')
  return { base, parameters: new Map(pairs.map((pair) => nameAndValue(pair))) }
}

export function addressText({ base, parameters }: DatabaseAddress): string {
  const pairs = [...parameters].map(([name, value]) => `${name}=${value}`)
  return pairs.length > 0 ? `${base}?${pairs.join('&')}` : base
}

/** A loopback address, or the folder of a socket. */
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|(\/|%2f).*|)$/i

/** Whether what is sent there stays on this machine. */
export function isOnThisMachine({ base, parameters }: DatabaseAddress): boolean {
  const [, host = ''] = /^\w+:\/\/(?:[^/]*@)?(\[[^\]]*\]|[^:/]*)/.exec(base) ?? []
  return THIS_MACHINE.test(parameters.get('host') ?? host)
}

function nameAndValue(pair: string): [string, string] {
  const [name = ''] = pair.split('=', 1)
  return [name, pair.slice(name.length + 1)]
}

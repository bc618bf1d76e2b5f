const DEPENDENCIES: Record<string, string> = {
  database: 'Database',
  mail: 'Mail',
  redis: 'Redis',
  store: 'Store of the media',
  edge_store: 'Keys at the edge',
  identity: 'Sign-in',
}
const KINDS: Record<string, string> = {
  conversions: 'Conversions',
  mails: 'Mails',
  exports: 'Copies of data',
  deletions: 'Members to be deleted',
  transcode: 'Jobs: conversions',
  take_upload: 'Jobs: uploads',
  retention: 'Jobs: clearing up',
}
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

export function dependencyName(name: string): string {
  return DEPENDENCIES[name] ?? name
}

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind
}

/** `1.2 GB`: as disks are sold. */
export function sizeWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 })} ${UNITS[power]}`
}

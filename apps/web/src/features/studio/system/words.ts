import { LANGUAGE } from '../../../language/page-language.ts'
import { t } from './messages.ts'

const DEPENDENCIES: Record<string, string> = {
  database: t('database'),
  mail: t('mail'),
  redis: t('redis'),
  store: t('store'),
  edge_store: t('edgeKeys'),
  identity: t('signIn'),
}
const KINDS: Record<string, string> = {
  conversions: t('conversions'),
  mails: t('mails'),
  exports: t('exports'),
  deletions: t('deletions'),
  transcode: t('jobsConversions'),
  take_upload: t('jobsUploads'),
  retention: t('jobsClearing'),
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
  return `${value.toLocaleString(LANGUAGE, { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 })} ${UNITS[power]}`
}

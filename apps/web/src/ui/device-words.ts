import { partsOfDeviceName } from '@better-and-bliss/membership'
import { t } from '../language/common.ts'

/** A device that the API names, in the page's language. */
export function deviceNameWords(name: string): string {
  const { app, system } = partsOfDeviceName(name)
  if (!app) return t('unknownDevice')
  return system ? t('deviceOn', { app, system }) : app
}

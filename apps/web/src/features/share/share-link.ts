import { t } from '../catalogue/messages.ts'

/** What we need of a browser: `share` on telephones mostly, `clipboard` on pages of https alone. */
export interface Device {
  share?: ((link: Link) => Promise<void>) | undefined
  clipboard?: { writeText: (text: string) => Promise<void> } | undefined
}

interface Link {
  title: string
  url: string
}

/** Opens the device's own way to share; where there is none, copies the address. Says what happened where nobody sees it. */
export async function shareLink(link: Link, device: Device, say: (words: string) => void): Promise<void> {
  if (device.share) {
    try {
      return await device.share(link)
    } catch (error) {
      // Whoever closes it without choosing wants no copy.
      if (error instanceof Error && error.name === 'AbortError') return
    }
  }
  try {
    if (!device.clipboard) throw new Error('There is no clipboard')
    await device.clipboard.writeText(link.url)
    say(t('linkCopied'))
  } catch {
    say(t('linkNotCopied'))
  }
}

import type { Page } from 'playwright-core'

/**
 * What the browser keeps: whether a key can be read, and whether any part is a transport stream as anybody can play it, or
 * captions as anybody can read them.
 */
export function kept(page: Page) {
  return page.evaluate(async () => {
    const answered = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('Nothing is kept'))
      })
    const database = await answered(indexedDB.open('bliss-downloads'))
    if (database.objectStoreNames.length === 0)
      return { count: 0, isReadable: false, hasWords: false, hasMedia: false, keys: 0 }
    const stores = database.transaction(['downloads', 'chunks'])
    const downloads: { key: CryptoKey | null }[] = await answered(stores.objectStore('downloads').getAll())
    const chunks: ArrayBuffer[] = await answered(stores.objectStore('chunks').getAll())
    database.close()
    const isWebVtt = (chunk: ArrayBuffer) => new TextDecoder('latin1').decode(chunk).includes('WEBVTT')
    const isTransportStream = (bytes: Uint8Array) => bytes[0] === 0x47 && bytes[188] === 0x47
    return {
      count: downloads.length,
      isReadable: downloads.some(({ key }) => key?.extractable),
      hasWords: chunks.some(isWebVtt),
      hasMedia: chunks.some((chunk) => isTransportStream(new Uint8Array(chunk))),
      keys: downloads.filter(({ key }) => key !== null).length,
    }
  })
}
